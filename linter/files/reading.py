"""The one place where files are opened to be read: in a strange repository each may be a pipe, a device or endless."""

import errno
import os
import stat
from os import PathLike
from typing import Any

LARGEST = 64_000_000  # bytes of a file that is no article: a configuration, a schema, a baseline, a report
_CHUNK = 1 << 20
_MISSING = "no such file"

_READ = os.O_RDONLY
for _flag in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK"):  # not every system has all of them
    _READ |= getattr(os, _flag, 0)


class UnreadableError(Exception):
    """A file cannot be had; the message says why, after the file's name and a colon."""


def read_file(path: "str | PathLike[str]", most_bytes: int, option: str = "") -> bytes | str:
    """Return a file's content, or why it cannot be had; `option` is what sets the limit.

    Opened without waiting for a pipe's other end, and looked at before it is read; a file object takes twice the time.
    """
    try:
        descriptor = os.open(path, _READ)
    except OSError as error:
        return "a folder, not a file" if os.path.isdir(path) else reason(error)  # noqa: PTH112 (Windows opens no folder)
    except ValueError:  # a NUL character
        return "no file can have this name"
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            return "a folder, not a file"
        if not stat.S_ISREG(status.st_mode):
            return "not a regular file"
        if status.st_size > most_bytes:
            return too_large(most_bytes, option)
        data = _read(descriptor, status.st_size, most_bytes)
        return data if len(data) <= most_bytes else too_large(most_bytes, option)
    except OSError as error:
        return reason(error)
    finally:
        os.close(descriptor)


def _read(descriptor: int, size: int, most_bytes: int) -> bytes:
    data = os.read(descriptor, size + 1)
    if len(data) == size:
        return data
    while len(data) <= most_bytes:  # it grew or shrank meanwhile, or is one of /proc, which all say that they are empty
        more = os.read(descriptor, min(_CHUNK, most_bytes + 1 - len(data)))
        if not more:
            break
        data += more
    return data


def read_bytes(path: "str | PathLike[str]", most_bytes: int = LARGEST) -> bytes:
    """Return a file's content; UnreadableError where it cannot be had."""
    data = read_file(path, most_bytes)
    if isinstance(data, str):
        raise UnreadableError(f"cannot be read: {'No such file or directory' if data == _MISSING else data}")
    return data


def read_text(path: "str | PathLike[str]", most_bytes: int = LARGEST) -> str:
    """Return a file's text without a byte order mark; UnreadableError where it cannot be had, or is not UTF-8."""
    try:
        return read_bytes(path, most_bytes).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"cannot be read: byte 0x{error.object[error.start]:02x} is not UTF-8: save the file as UTF-8") from None


def read_json(path: "str | PathLike[str]", most_bytes: int = LARGEST) -> Any:
    """Return the value of a JSON file; UnreadableError where it cannot be had, or is no JSON."""
    import json

    data = read_bytes(path, most_bytes)
    try:
        return json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise UnreadableError("not valid JSON: it is nested too deeply") from None
    except ValueError as error:
        raise UnreadableError(f"not valid JSON: {error}") from None


def too_large(most_bytes: int, option: str = "") -> str:
    """Say that a file is larger than it may be."""
    return f"larger than {most_bytes} bytes" + (f" (`{option}`)" if option else "")


def reason(error: OSError) -> str:
    """Say in a few words why a file could not be read or written."""
    reasons = {
        errno.ENOENT: _MISSING,
        errno.EACCES: "no permission",
        errno.EISDIR: "a folder, not a file",
        errno.ENOSPC: "no space left on the disk",
        errno.ENXIO: "not a regular file",  # a socket, or a pipe that nobody reads
        errno.ELOOP: "a link that leads to itself",
    }
    return reasons.get(error.errno or 0) or error.strerror or str(error)
