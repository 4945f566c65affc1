"""Corpus entries kept between runs, so that a hook on one file need not read ten thousand.

A row counts while its file has the same size and modification time; a lost or broken store is made anew, and one that cannot be
written is done without.
"""

import json
import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from linter import __version__
from linter.corpus import CorpusEntry
from linter.runner import LinterFor
from linter.source import Source

CACHE_FOLDER = ".newslint_cache"
_TABLE = "create table if not exists entries (path text primary key, stamp text not null, entry text not null)"


class EntryStore:
    """The store of one repo's entries; a context manager."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        folder = self.root / CACHE_FOLDER
        with suppress(OSError, sqlite3.Error):
            folder.mkdir(exist_ok=True)
            ignore = folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
            self.connection = _open(folder / f"corpus-{__version__}.sqlite")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.connection is not None:
            self.connection.close()

    def entries(self, paths: Sequence[str], linter_for: LinterFor) -> list[CorpusEntry]:
        """Return the entries of files, read from the store where it is fresh, else from the files."""
        kept = self._load()
        entries: list[CorpusEntry] = []
        fresh: dict[str, tuple[str, str]] = {}
        for path in paths:
            name = os.path.relpath(path, self.root)
            names = repr(sorted(linter_for(path).names.items()))
            stamp = f"{_stamp(path)} {names}"
            row = kept.get(name)
            if row is None or row[0] != stamp:
                entry = _read_entry(path, linter_for)
                row = (stamp, json.dumps(entry))
                fresh[name] = row
            if (values := json.loads(row[1])) is not None:
                entries.append(_entry(path, values))
        self._save(fresh, gone=kept.keys() - {os.path.relpath(path, self.root) for path in paths})
        return entries

    def _load(self) -> dict[str, tuple[str, str]]:
        if self.connection is None:
            return {}
        try:
            return {path: (stamp, entry) for path, stamp, entry in self.connection.execute("select path, stamp, entry from entries")}
        except sqlite3.Error:
            return {}

    def _save(self, fresh: dict[str, tuple[str, str]], gone: set[str]) -> None:
        if self.connection is None or not (fresh or gone):
            return
        with suppress(sqlite3.Error), self.connection:
            rows = [(path, stamp, entry) for path, (stamp, entry) in fresh.items()]
            self.connection.executemany("insert or replace into entries values (?, ?, ?)", rows)
            self.connection.executemany("delete from entries where path = ?", [(path,) for path in gone if not (self.root / path).exists()])


def _open(file: Path) -> sqlite3.Connection:
    for attempt in (1, 2):
        connection = sqlite3.connect(file, timeout=2)
        try:
            connection.execute("pragma synchronous = off")
            connection.execute(_TABLE)
        except sqlite3.DatabaseError:
            connection.close()
            if attempt == 2:
                raise
            file.unlink()  # broken: it is only a cache
        else:
            return connection
    raise AssertionError("unreachable")


def _stamp(path: str) -> str:
    try:
        status = os.stat(path)
    except OSError:
        return ""
    return f"{status.st_mtime_ns} {status.st_size}"


def _read_entry(path: str, linter_for: LinterFor) -> CorpusEntry | None:
    try:
        source = Source.from_bytes(path, Path(path).read_bytes())
    except OSError:
        return None
    return linter_for(path).entry_of(source)


def _entry(path: str, values: list[object]) -> CorpusEntry:
    """Rebuild an entry from JSON, under the path of this run."""
    _, keys, line, title, pairs, related = values
    assert isinstance(keys, list)
    assert isinstance(line, int)
    assert isinstance(pairs, list)
    assert isinstance(related, list)
    return CorpusEntry(path, tuple(keys), line, str(title), tuple((name, value) for name, value in pairs), tuple(related))
