"""Telling whether a file is still the one that was read."""

import os
from pathlib import Path

FileStamp = tuple[int, int, int, int] | None  # None: there is no such file


def stamp_of(path: Path | str) -> FileStamp:
    """Return what changes with a file's content: its times of change, size and number on the disk."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
