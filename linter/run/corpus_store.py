"""Corpus entries kept between runs, so that a hook on one file need neither read nor walk through ten thousand.

The list of articles counts while no folder was changed since it was made, an entry while its file has the same size, times and inode: the
time of the last change tells also of a program that set the other times back. What changed within the last two seconds before it was noted
is not trusted: the clock of a file system is coarse. A lost or broken store is made anew, and one that cannot be written is done without.

What is counted over the whole repo, images and names, is counted by SQL: a hook on one file loads no more than the files that are like it.
"""

import json
import os
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from linter import __version__
from linter.corpus.addresses import near_key
from linter.corpus.entry import CorpusEntry
from linter.files.discovery import Filters, discover
from linter.files.reading import read_file
from linter.files.stores import (
    CACHE_FOLDER,
    FAULTS,
    MADE_AGAIN,
    StoreRefusedError,
    cache_file,
    drop_store,
    file_stamp,
    has_settled,
    is_damage,
    open_store,
    sealed,
    unsealed,
)
from linter.run.checking import LinterFor
from linter.source import Source

_UNSTABLE = "unstable"
_UNREAD = "unread"
_FILE = f"corpus-{__version__}-6.sqlite"  # the number is that of the tables' format
_TABLES = """
create table if not exists folders (path blob primary key, stamp text not null);
create table if not exists entries (path blob primary key, stamp text not null, entry text not null);
create table if not exists words (word blob not null, path blob not null);
create index if not exists words_by_word on words (word);
create index if not exists words_by_path on words (path);
create table if not exists tallies (word blob not null, value blob not null, path blob not null);
create index if not exists tallies_by_word on tallies (word, value, path);
create index if not exists tallies_by_path on tallies (path);
create temporary table checked (path blob primary key);
"""


class Elsewhere(NamedTuple):
    """What the files that a run does not look at have to do with those that it does.

    `entries` are those of files that share a page or a title with one, `tallies` count their images and names in all the others.
    """

    entries: list[CorpusEntry]
    tallies: dict[str, dict[str, int]]


class EntryStore:
    """The store of one repo's entries; a context manager. Paths in it are relative to the repo's root. With `keep` it is a file."""

    def __init__(self, root: Path, filters: Filters, *, keep: bool = True) -> None:
        self.root = root
        self.filters = filters
        self.keep = keep
        self.start = os.path.relpath(root)
        self.now = time.time_ns()
        self.problem = ""
        self.connection = sqlite3.connect(":memory:")

    def __enter__(self) -> Self:
        if self.keep:
            self._open()
        if not self.keep:
            self.connection.executescript(_TABLES)
        return self

    def _open(self) -> None:
        try:
            self.connection = open_store(cache_file(self.root, _FILE), f"pragma synchronous = off; {_TABLES}")
        except StoreRefusedError as error:
            self.keep, self.problem = False, f"nothing is kept in {CACHE_FOLDER}: {error}"
        except (OSError, sqlite3.Error):
            self.keep = False

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.connection.close()

    def entries_like(self, linted: Sequence[CorpusEntry], checked: set[str], linter_for: LinterFor) -> Elsewhere:
        """Return what there is in files that are not `checked`. A store that is damaged is dropped and made again."""
        try:
            return self._entries_like(linted, checked, linter_for)
        except FAULTS as error:
            self.connection.close()
            if self.keep and is_damage(error):
                drop_store(self.root / CACHE_FOLDER / _FILE)
                self.problem = f"{CACHE_FOLDER}/{_FILE}: {MADE_AGAIN}"
        self.keep, self.connection = False, sqlite3.connect(":memory:")
        self.connection.executescript(_TABLES)
        return self._entries_like(linted, checked, linter_for)

    def _entries_like(self, linted: Sequence[CorpusEntry], checked: set[str], linter_for: LinterFor) -> Elsewhere:
        kept = {_loaded(path): stamp for path, stamp in self.connection.execute("select path, stamp from entries")}
        names, folders = self._listed(kept)
        if all(self._path(name) in checked for name in names):
            if self.keep and folders is not None:
                self._note(kept, names, folders)
            return Elsewhere([], {})
        self._refresh(kept, names, folders, {entry.path: entry for entry in linted}, linter_for)
        words = {word for entry in linted for word in _words(entry)} | {f"url {key}" for entry in linted for key in entry.related}
        found: dict[str, str] = {}
        for word in sorted(words):
            query = "select entries.path, entry from words join entries on words.path = entries.path where word = ?"
            found.update((_loaded(path), entry) for path, entry in self.connection.execute(query, (_stored(word),)))
        entries = ((self._path(name), entry) for name, entry in sorted(found.items()))
        without = {os.path.abspath(path) for path in checked}
        like = [_entry(path, json.loads(unsealed(entry))) for path, entry in entries if os.path.abspath(path) not in without]
        return Elsewhere(like, self._tallies({word for entry in linted for word, _ in entry.tallied}, checked))

    def _tallies(self, words: Iterable[str], checked: Iterable[str]) -> dict[str, dict[str, int]]:
        """Count the values of words in the files that are not `checked`."""
        self.connection.executemany("insert or ignore into checked values (?)", [(_stored(self._name(path)),) for path in checked])
        query = "select value, count(*) from tallies where word = ? and path not in (select path from checked) group by value"
        counted = {word: self.connection.execute(query, (_stored(word),)).fetchall() for word in sorted(words)}
        self.connection.rollback()
        return {word: {_loaded(value): count for value, count in rows} for word, rows in counted.items() if rows}

    def _refresh(
        self,
        kept: Mapping[str, str],
        names: Sequence[str],
        folders: Iterable[str] | None,
        known: Mapping[str, CorpusEntry],
        linter_for: LinterFor,
    ) -> None:
        """Bring the store up to date with the files, and with the folders where they were walked; the paths `known` need not be read."""
        stamps = {name: self._stamp(self._path(name), linter_for) for name in names}
        changed = [name for name in names if kept.get(name) != stamps[name] or _UNSTABLE in stamps[name]]
        gone = [(_stored(name),) for name in (*changed, *(kept.keys() - stamps.keys())) if name in kept]
        entries = {name: known.get(self._path(name)) or _read_entry(self._path(name), linter_for) for name in changed}
        with suppress(sqlite3.Error), self.connection:
            self._forget(gone)
            rows = ((_stored(name), stamps[name], sealed(json.dumps(entry))) for name, entry in entries.items())
            self.connection.executemany("insert into entries values (?, ?, ?)", rows)
            words = ((_stored(word), _stored(name)) for name, entry in entries.items() if entry for word in _words(entry))
            self.connection.executemany("insert into words values (?, ?)", words)
            tallied = (
                (_stored(word), _stored(value), _stored(name)) for name, entry in entries.items() if entry for word, value in entry.tallied
            )
            self.connection.executemany("insert into tallies values (?, ?, ?)", tallied)
            if folders is not None:
                self._note_folders(folders)

    def _note(self, kept: Mapping[str, str], names: Sequence[str], folders: Iterable[str]) -> None:
        """Note which files there are, to walk no more; what is in the new ones is read when somebody asks."""
        with suppress(sqlite3.Error), self.connection:
            gone = [(_stored(name),) for name in kept.keys() - set(names)]
            self._forget(gone)
            new = [(_stored(name), _UNREAD, sealed("null")) for name in names if name not in kept]
            self.connection.executemany("insert into entries values (?, ?, ?)", new)
            self._note_folders(folders)

    def _forget(self, gone: Sequence[tuple[bytes]]) -> None:
        for table in ("entries", "words", "tallies"):
            self.connection.executemany(f"delete from {table} where path = ?", gone)  # noqa: S608 (the three names above)

    def _note_folders(self, folders: Iterable[str]) -> None:
        """Note the folders as they are, together with the entries: these are all there are until a folder changes."""
        stamps = {name: self._folder_stamp(name) for name in sorted(os.path.relpath(folder, self.root) for folder in folders)}
        self.connection.execute("delete from folders")
        self.connection.executemany("insert into folders values (?, ?)", [(_stored(name), stamp) for name, stamp in stamps.items()])

    def _listed(self, kept: Iterable[str]) -> tuple[list[str], list[str] | None]:
        """Return the names of the repo's articles, and the folders walked to find them: None where none has changed since the last walk."""
        folders = self.connection.execute("select path, stamp from folders").fetchall()
        if folders and all(stamp == self._folder_stamp(_loaded(path)) and _UNSTABLE not in stamp for path, stamp in folders):
            return list(kept), None
        walked: list[str] = []
        targets, _ = discover([self.start], self.filters, walked=walked)
        return [self._name(target.path) for target in targets], walked

    def _folder_stamp(self, name: str) -> str:
        ignore = _file_stamp(os.path.join(self.root, name, ".gitignore"), self.now)
        return f"{_file_stamp(os.path.join(self.root, name), self.now)}|{ignore}|{self.filters!r}"

    def _stamp(self, path: str, linter_for: LinterFor) -> str:
        return f"{_file_stamp(path, self.now)}{linter_for(path).entries_depend_on}"

    def _name(self, path: str) -> str:
        """Return what a path is called in the store, whatever folder a run starts in."""
        if self.start == os.curdir and not Path(path).is_absolute():
            return path
        return os.path.relpath(path, self.root).replace(os.sep, "/")

    def _path(self, name: str) -> str:
        """Return the spelling of a path that a walk from the working directory gives."""
        return name if self.start == os.curdir else os.path.normpath(os.path.join(self.start, name)).replace(os.sep, "/")


def _stored(text: str) -> bytes:
    """Encode what SQLite's own text cannot hold: file names that are not UTF-8, and lone surrogates from JSON."""
    return text.encode("utf-8", "surrogatepass")


def _loaded(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _file_stamp(path: str, now: int) -> str:
    try:
        status = os.stat(path)
    except OSError:
        return "-"
    return file_stamp(status) if has_settled(status, now) else f"{file_stamp(status)} {_UNSTABLE}"


def _words(entry: CorpusEntry) -> list[str]:
    """Return what an entry is looked up by: its page's keys, what is common to those nearly like them, and its title."""
    near = {f"near {near_key(key)}" for key in entry.keys}
    others = (("title", entry.title), ("page", entry.page))
    return [*(f"url {key}" for key in entry.keys), *sorted(near), *(f"{kind} {word}" for kind, word in others if word)]


def _read_entry(path: str, linter_for: LinterFor) -> CorpusEntry | None:
    linter = linter_for(path)
    data = read_file(path, linter.limits.bytes)
    return linter.entry_of(Source.from_bytes(path, data)) if isinstance(data, bytes) else None


def _entry(path: str, values: list[object]) -> CorpusEntry:
    """Rebuild an entry from JSON, under the path of this run."""
    kept = CorpusEntry(path, *values[1:])  # type: ignore[arg-type]
    values_ = tuple((name, value) for name, value in kept.values)
    in_step = tuple((field, value) for field, value in kept.in_step)
    return kept._replace(keys=tuple(kept.keys), values=values_, related=tuple(kept.related), images=tuple(kept.images), in_step=in_step)
