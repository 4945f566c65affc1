"""Writing files: articles so that they are at any moment either as they were or wholly new, reports so that no pipe is waited for."""

import errno
import os
import re
import stat
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from linter.files.reading import read_file

_TEMPORARY = re.compile(r"\..{0,40}\.([0-9a-f]{8})-([0-9]+)-[a-z0-9_]{8}\.newslint", re.DOTALL)  # as `mkstemp` makes them below
_ABANDONED = 600  # seconds: no run needs as long to rename a file that it has written

_WRITE = os.O_WRONLY | os.O_CREAT
for _flag in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK"):  # not every system has all of them
    _WRITE |= getattr(os, _flag, 0)

_tidied: set[Path] = set()  # folders whose abandoned files this process has removed


class WriteRefusedError(OSError):
    """The file was not written; the message says why. It is as it was."""


def replace_file(path: Path, expected: bytes, content: bytes) -> None:
    """Replace a file that still holds `expected` by `content`: a temporary file beside it, synced, then renamed over it.

    The mode is kept; a symbolic link is followed, and stays. Raises WriteRefusedError where the file is read-only or was changed
    meanwhile, OSError where the disk fails; in both cases the file is as it was.
    """
    import tempfile

    target = path.resolve(strict=True)
    mode = stat.S_IMODE(target.stat().st_mode)
    if not mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        raise WriteRefusedError("it is read-only")
    _remove_abandoned(target.parent)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.{_machine()}-{os.getpid()}-", suffix=".newslint", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        if read_file(target, len(expected)) != expected:
            raise WriteRefusedError("it was changed while newslint ran")
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


@cache
def _machine() -> str:
    """Return a short sign of this machine: the numbers of processes mean nothing on another one."""
    import platform
    from zlib import crc32

    return f"{crc32(platform.node().encode('utf-8', 'surrogateescape')):08x}"


def _remove_abandoned(folder: Path) -> None:
    """Remove what runs that were killed left in a folder."""
    if folder in _tidied:
        return
    _tidied.add(folder)
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            name = _TEMPORARY.fullmatch(entry.name) if entry.name.endswith(".newslint") else None
            with suppress(OSError):
                if name is not None and entry.is_file(follow_symlinks=False) and _is_abandoned(entry, *name.groups()):
                    os.unlink(entry.path)  # noqa: PTH108 (a walk over strings)


def _is_abandoned(entry: "os.DirEntry[str]", machine: str, process: str) -> bool:
    """Whether the process that made a temporary file has gone, or can be neither seen nor still at work."""
    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED:
        return True
    if machine != _machine() or os.name != "posix":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def write_text(path: Path, text: str) -> None:
    """Write a report or another file of newslint's own: UTF-8, lines as they are. OSError where that cannot be.

    A pipe is written to where somebody reads it already (`>(gzip)`), and never waited for.
    """
    _write(path, text.encode("utf-8", "backslashreplace"), 0)


def why_not_written(error: OSError) -> str:
    """Say in a few words why a report could not be written."""
    return "not a regular file" if error.errno == errno.ENXIO else error.strerror or str(error)  # a pipe that nobody reads


def append_text(path: Path, text: str) -> None:
    """Add to the end of a file, as `write_text` writes one."""
    _write(path, text.encode("utf-8", "backslashreplace"), os.O_APPEND)


def _write(path: Path, data: bytes, append: int) -> None:
    descriptor = os.open(path, _WRITE | append, 0o666)
    with os.fdopen(descriptor, "ab" if append else "wb") as file:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            if not append:
                file.truncate(0)
        elif hasattr(os, "set_blocking"):
            os.set_blocking(descriptor, True)
        file.write(data)
