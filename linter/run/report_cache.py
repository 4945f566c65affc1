"""Reports kept between runs in `.newslint_cache/`, so that files which did not change are not linted again.

A report is kept under everything that decides it: the file's path and content, the settings, the schema, the topics, newslint's own
code and the packages it stands on. The day does not belong to it: a report without NL205 stays true as time goes on, and one with NL205
is not kept. Rows are JSON, never pickle: a repository must not be able to run code through its cache. A lost or broken cache is made
anew, and one that cannot be written is done without.
"""

import json
import os
import sqlite3
import sys
import time
import types
import typing
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self
from zlib import crc32

import jsonschema_rs

from linter import __version__
from linter.engine.linter import Linter
from linter.files.discovery import Target
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
)
from linter.rules.registry import codes_where
from linter.run.checking import FileReport, LinterFor, digest

_TIME_DEPENDENT = codes_where(lambda rule: rule.depends_on_time)
_FORMAT = 2  # of the table
_ROWS_AT_ONCE = 500
_TABLE = """
pragma journal_mode = wal;
pragma synchronous = off;
create table if not exists reports (
    path text primary key, named integer not null, context text not null, stamp text not null, digest text not null, moment text not null,
    report text not null, seal integer not null
) without rowid
"""
_FIND = "select path, named, context, stamp, digest, moment, report, seal from reports where path in ({})"
_KEPT = ("skipped", "diagnostics", "suppressed", "entry", "facts")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class _Row(NamedTuple):
    path: str
    named: int
    context: str
    stamp: str
    digest: str
    moment: str
    report: str
    seal: int = 0

    def sum(self) -> int:
        """Return what tells whether a row is as it was written. Raises UnicodeEncodeError for text that SQLite cannot hold."""
        head = f"{self.path}\0{self.named}\0{self.context}\0{self.stamp}\0{self.digest}\0{self.moment}"
        return crc32(self.report.encode("utf-8"), crc32(head.encode("utf-8")))


class ReportCache:
    """The cache of one repo, in the folder `root`. A context manager: at its end everything added is written.

    `problem` says why nothing is kept, or that the cache was damaged.
    """

    def __init__(self, root: Path) -> None:
        self.problem = ""
        self._root = root
        self._connection = self._opened()
        self._context = cache(context_of)
        self._now = time.time_ns()
        self._fresh: list[_Row] = []

    def _opened(self) -> sqlite3.Connection | None:
        try:
            return open_store(cache_file(self._root, _file_name()), _TABLE)
        except StoreRefusedError as error:
            self.problem = f"nothing is kept in {CACHE_FOLDER}: {error}"
        except (OSError, sqlite3.Error):
            pass  # read-only, locked, or a full disk: done without
        return None

    def find(self, targets: Sequence[Target], linter_for: LinterFor) -> dict[str, FileReport]:
        """Return the reports that are known for some of `targets`, by path."""
        found: dict[str, FileReport] = {}
        for start in range(0, len(targets), _ROWS_AT_ONCE):
            if self._connection is None:
                break
            some = {
                target.path: target
                for target in targets[start : start + _ROWS_AT_ONCE]
                if target.path.isascii() or _can_be_kept(target.path)
            }
            try:
                found.update(self._found(self._connection, some, linter_for))
            except FAULTS as error:
                self._give_up(error)
        return found

    def _found(self, connection: sqlite3.Connection, some: dict[str, Target], linter_for: LinterFor) -> Iterable[tuple[str, FileReport]]:
        query = _FIND.format(",".join("?" * len(some)))
        rows = [_Row._make(row) for row in connection.execute(query, list(some))]
        if any(row.sum() != row.seal for row in rows):
            raise ValueError("a row is not as it was written")
        known = [row for row in rows if self._fits(row, some[row.path], linter_for(row.path))]
        return [(report.path, report) for report in _reports(known)]

    def _give_up(self, error: BaseException) -> None:
        """Drop a cache that is damaged, and begin a new one; do without one that cannot be used just now."""
        assert self._connection is not None
        self._connection.close()
        self._connection = None
        if is_damage(error):
            drop_store(self._root / CACHE_FOLDER / _file_name())
            again = not self.problem
            self.problem = f"{CACHE_FOLDER}/{_file_name()}: {MADE_AGAIN}"
            self._connection = self._opened() if again else None

    def add(self, target: Target, report: FileReport, linter: Linter) -> None:
        """Keep a report that was just made with its `digest`; `save` writes it."""
        if self._connection is None or not _is_lasting(report):
            return
        values = _encode([getattr(report, name) for name in _KEPT])
        moment = _moment(linter.knowledge.now)
        stamp = self._stamp(target.path)
        self._keep(_Row(target.path, int(target.named), self._context(linter), stamp, report.digest, moment, values))

    def _keep(self, row: _Row) -> None:
        """Note a row, and write when there are many: a hundred thousand would take more memory than their reports."""
        try:
            self._fresh.append(row._replace(seal=row.sum()))
        except UnicodeEncodeError:  # half of a surrogate pair, in a name or from JSON
            return
        if len(self._fresh) == _ROWS_AT_ONCE:
            self.save()

    def save(self) -> None:
        """Write what was added."""
        if self._connection is None:
            return
        try:
            with self._connection:
                self._connection.executemany("insert or replace into reports values (?, ?, ?, ?, ?, ?, ?, ?)", self._fresh)
        except sqlite3.Error as error:
            self._give_up(error)
        self._fresh.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Write what was added, whatever ended the run: what is known is known."""
        self.save()
        if self._connection is not None:
            self._connection.close()

    def _fits(self, row: _Row, target: Target, linter: Linter) -> bool:
        """Whether a report was made of what the file is now, under the settings that count now."""
        if row.context != self._context(linter) or row.named != target.named:
            return False
        if linter.knowledge.now < datetime.fromisoformat(row.moment):
            return False
        stamp = self._stamp(target.path)
        if not stamp or stamp != row.stamp:
            if digest_of_file(target.path, linter.limits.bytes) != row.digest:
                return False
            self._keep(row._replace(stamp=stamp))
        return True

    def _stamp(self, path: str) -> str:
        """Return what a file is known again by without reading it, `""` where it may have changed just now."""
        try:
            status = os.stat(path)
        except OSError:
            return ""
        return file_stamp(status) if has_settled(status, self._now) else ""


def _file_name() -> str:
    return f"reports-{__version__}-{_FORMAT}.sqlite"


def _can_be_kept(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _reports(rows: Sequence[_Row]) -> list[FileReport]:
    """Make reports of rows; those that are no reports are left out."""
    try:
        return _built(rows, json.loads(f"[{','.join([row.report for row in rows])}]"))  # twice as fast as one by one
    except (ValueError, TypeError, LookupError, RecursionError):
        return [report for row in rows for report in _reports([row])] if len(rows) > 1 else []


def _built(rows: Sequence[_Row], values: list[Any]) -> list[FileReport]:
    build = _kept_builder()
    return [FileReport(row.path, **build(value)) for row, value in zip(rows, values, strict=True)]


@lru_cache(maxsize=8)
def _moment(now: datetime) -> str:
    return now.astimezone(UTC).isoformat()


def digest_of_file(path: str, most_bytes: int) -> str:
    """Return the digest of a file, `""` where it cannot be read."""
    data = read_file(path, most_bytes)
    return digest(data) if isinstance(data, bytes) else ""


def context_of(linter: Linter) -> str:
    """Return what identifies everything besides the file that decides a report."""
    knowledge = linter.knowledge
    others = [f"{linter.cases!r}", *map(context_of, linter.alternatives)] if linter.alternatives else []
    parts = [
        _software(),
        repr(linter.settings),
        json.dumps(knowledge.schema.document, sort_keys=True, default=str),
        json.dumps(knowledge.schema.retrieved, sort_keys=True, default=str),
        repr(sorted(knowledge.topics)) if knowledge.topics is not None else "",
        repr(linter.plugins.versions),
        knowledge.files.fingerprint if knowledge.files is not None else "",
        f"{knowledge.now:%Y-%m-%d}" if linter.plugins.rules else "",  # other people's rules may look at the day
        *[one.fingerprint for one in knowledge.references],
        *others,
    ]
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))


@cache
def _software() -> str:
    """Return what identifies the running code: its version and files, and the packages installed beside jsonschema-rs."""
    own = Path(__file__).parents[1]
    files = sorted((str(file.relative_to(own)), file.stat().st_mtime_ns, file.stat().st_size) for file in own.rglob("*.py"))
    beside = sorted(path.name for path in Path(jsonschema_rs.__file__).parent.parent.glob("*.dist-info"))
    return repr((__version__, sys.version, files, beside))


def _is_lasting(report: FileReport) -> bool:
    """Whether a report will be the same when the file is linted again."""
    if not report.digest or report.error is not None or report.failures or report.changed is not None:
        return False
    return all(diagnostic.code not in _TIME_DEPENDENT for diagnostic in (*report.diagnostics, *report.suppressed))


@cache
def _kept_builder() -> Callable[[Any], dict[str, Any]]:
    """Return a function that makes the kept fields of a report from a row's list."""
    hints = typing.get_type_hints(FileReport)
    return _row_builder(lambda *values: dict(zip(_KEPT, values, strict=True)), [_builder(hints[name]) for name in _KEPT])


def _as_it_is(value: Any) -> Any:
    return value


def _builder(hint: Any) -> Callable[[Any], Any]:
    """Return a function that makes values of a type from what JSON made of them."""
    if hasattr(hint, "_fields"):
        hints = typing.get_type_hints(hint)
        return _row_builder(hint, [_builder(hints[name]) for name in hint._fields])
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return _tuple_builder(arguments)
    if origin in (types.UnionType, typing.Union):  # only `X | None` occurs
        inner = _builder(arguments[0])
        return lambda value: None if value is None else inner(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _as_it_is


def _row_builder(hint: Any, parts: Sequence[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """Return a function that calls `hint` with the values of a list; most of its values are what JSON made of them already."""
    others = [(index, part) for index, part in enumerate(parts) if part is not _as_it_is]

    def build(values: Any) -> Any:
        if len(values) != len(parts):
            raise ValueError
        for index, part in others:
            values[index] = part(values[index])
        return hint(*values)

    return build


def _tuple_builder(arguments: Iterable[Any]) -> Callable[[Any], Any]:
    *firsts, last = arguments
    if last is Ellipsis:
        item = _builder(firsts[0])
        if item is _as_it_is:
            return tuple  # the most frequent case by far: lists of strings
        return lambda values: tuple([item(value) for value in values]) if values else ()
    parts = [_builder(argument) for argument in (*firsts, last)]
    return lambda values: tuple([part(value) for part, value in zip(parts, values, strict=True)])
