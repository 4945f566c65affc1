"""SQLite files that keep for the next run what this one learned: reports, corpus entries, link results.

They lie in a repository, which may be a stranger's: nothing is followed through a link or waited for, and whatever is wrong with a file, it
is dropped and made again. What is in them is sealed: a row that is not as it was written counts as a fault.
"""

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path
from zlib import crc32

CACHE_FOLDER = ".newslint_cache"
SETTLED = 2_000_000_000  # nanoseconds: what was written later than this before it was noted may change again within its timestamp

# What can go wrong when rows are read that something else has written.
FAULTS = (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError, MemoryError)
MADE_AGAIN = "it was damaged, and is made again"

_BESIDE = ("", "-wal", "-shm", "-journal")
_NO_DAMAGE = frozenset([3, 5, 6, 8, 10, 13, 14])  # no permission, busy, locked, read-only, disk error, full, cannot be opened


class StoreRefusedError(Exception):
    """A store cannot be used where it lies; the message says why."""


def cache_file(root: Path, name: str) -> Path:
    """Return a file of the cache folder of `root`, the folder made and kept out of git.

    Raises StoreRefusedError where the folder or a file in it is a link or no file, OSError where the folder cannot be made.
    """
    folder = root / CACHE_FOLDER
    prepare_folder(folder)
    return folder / name


def prepare_folder(folder: Path) -> None:
    """Make a folder for stores, with a `.gitignore` that keeps all of it out of git."""
    with suppress(FileExistsError):
        folder.mkdir()
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise StoreRefusedError(f"`{folder.name}` is a link or no folder")
    ignore = folder / ".gitignore"
    try:
        descriptor = os.open(ignore, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)
    except FileExistsError:
        _refuse_all_but_files(ignore)
        return
    with os.fdopen(descriptor, "wb") as file:
        file.write(b"*\n")


def open_store(file: Path, tables: str, timeout: float = 2) -> sqlite3.Connection:
    """Open a database; one that is damaged is dropped and made again.

    Raises StoreRefusedError where it is a link or no file, sqlite3.Error or OSError where it cannot be used at all.
    """
    try:
        return _open(file, tables, timeout)
    except FAULTS as error:
        if not is_damage(error):
            raise
    drop_store(file)
    return _open(file, tables, timeout)


def _open(file: Path, tables: str, timeout: float) -> sqlite3.Connection:
    connection = connect(file, timeout)
    try:
        connection.execute("pragma trusted_schema = off")
        connection.executescript(tables)
    except BaseException:
        connection.close()
        raise
    return connection


def connect(file: Path, timeout: float) -> sqlite3.Connection:
    """Open a database that is no link and is beside none; as it is, without making tables."""
    for suffix in _BESIDE:
        _refuse_all_but_files(file.with_name(f"{file.name}{suffix}"))
    return sqlite3.connect(file, timeout=timeout)


def _refuse_all_but_files(path: Path) -> None:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(status.st_mode):
        raise StoreRefusedError(f"`{path.name}` is a link or no file")
    if status.st_nlink > 1:
        raise StoreRefusedError(f"`{path.name}` has a second name elsewhere")


def drop_store(file: Path) -> None:
    """Remove a database with what SQLite keeps beside it."""
    for suffix in _BESIDE:
        with suppress(OSError):
            file.with_name(f"{file.name}{suffix}").unlink()


def is_damage(error: BaseException) -> bool:
    """Whether a fault tells that a file is damaged, not that it cannot be used just now."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF not in _NO_DAMAGE


def sealed(text: str) -> str:
    """Return text with a sum before it, which tells later whether it is as it was."""
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}{text}"


def unsealed(text: str) -> str:
    """Return what was sealed; ValueError where it is not as it was."""
    content = text[8:]
    if text[:8] != f"{crc32(content.encode('utf-8', 'surrogatepass')):08x}":
        raise ValueError("a row is not as it was written")
    return content


def file_stamp(status: os.stat_result) -> str:
    """Return what identifies the content of a file that has settled: new content changes the time of the file's record at the least."""
    return f"{status.st_mtime_ns} {status.st_size} {status.st_ino} {status.st_ctime_ns}"


def has_settled(status: os.stat_result, now: int) -> bool:
    """Whether a file was last touched so long ago that new content would show in its times."""
    return max(status.st_mtime_ns, status.st_ctime_ns) < now - SETTLED
