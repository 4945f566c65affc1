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
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import jsonschema_rs

from linter import __version__
from linter.engine.linter import Linter
from linter.files.discovery import Target
from linter.run.checking import FileReport, LinterFor, digest

CACHE_FOLDER = ".newslint_cache"

_TIME_DEPENDENT = "NL205"
_SETTLED = 2_000_000_000  # nanoseconds: what was written later than this before it was noted may change again within its timestamp
_ROWS_AT_ONCE = 500
_TABLE = """
create table if not exists reports (
    path text primary key, named integer not null, context text not null, stamp text not null, digest text not null, moment text not null,
    report text not null
) without rowid
"""
_FIND = "select path, named, context, stamp, digest, moment, report from reports where path in ({})"
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


class ReportCache:
    """The cache of one repo, in the folder `root`. A context manager: at its end everything added is written."""

    def __init__(self, root: Path) -> None:
        self._connection = open_cache(root, f"reports-{__version__}.sqlite", _TABLE)
        self._context = cache(context_of)
        self._now = time.time_ns()
        self._fresh: list[_Row] = []

    def find(self, targets: Sequence[Target], linter_for: LinterFor) -> dict[str, FileReport]:
        """Return the reports that are known for some of `targets`, by path."""
        found: dict[str, FileReport] = {}
        if self._connection is None:
            return found
        for start in range(0, len(targets), _ROWS_AT_ONCE):
            some = {target.path: target for target in targets[start : start + _ROWS_AT_ONCE]}
            with suppress(sqlite3.Error):
                query = _FIND.format(",".join("?" * len(some)))
                rows = map(_Row._make, self._connection.execute(query, list(some)).fetchall())
                known = [row for row in rows if self._fits(row, some[row.path], linter_for(row.path))]
                found.update((report.path, report) for report in _reports(known))
        return found

    def add(self, target: Target, report: FileReport, linter: Linter) -> None:
        """Keep a report that was just made with its `digest`; `save` writes it."""
        if self._connection is None or not _is_lasting(report):
            return
        values = _encode([getattr(report, name) for name in _KEPT])
        moment = _moment(linter.knowledge.now)
        stamp = self._stamp(target.path)
        self._keep(_Row(target.path, target.named, self._context(linter), stamp, report.digest, moment, values))

    def _keep(self, row: _Row) -> None:
        """Note a row, and write when there are many: a hundred thousand would take more memory than their reports."""
        self._fresh.append(row)
        if len(self._fresh) == _ROWS_AT_ONCE:
            self.save()

    def save(self) -> None:
        """Write what was added."""
        if self._connection is None:
            return
        with suppress(sqlite3.Error), self._connection:
            self._connection.executemany("insert or replace into reports values (?, ?, ?, ?, ?, ?, ?)", self._fresh)
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
            if digest_of_file(target.path) != row.digest:
                return False
            self._keep(row._replace(stamp=stamp))
        return True

    def _stamp(self, path: str) -> str:
        """Return size and time of a file, `""` where they do not prove that it is unchanged."""
        try:
            status = os.stat(path)
        except OSError:
            return ""
        return f"{status.st_mtime_ns} {status.st_size}" if status.st_mtime_ns < self._now - _SETTLED else ""


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


def open_cache(root: Path, name: str, tables: str) -> sqlite3.Connection | None:
    """Open a database in the cache folder of `root`, None where that cannot be; a broken one is made anew."""
    folder = root / CACHE_FOLDER
    file = folder / name
    for _ in range(2):
        try:
            folder.mkdir(exist_ok=True)
            if not (folder / ".gitignore").exists():
                (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            connection = sqlite3.connect(file, timeout=2)
        except (OSError, sqlite3.Error):
            return None
        try:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = off")
            connection.executescript(tables)
        except sqlite3.OperationalError:  # locked, read-only, or a full disk
            connection.close()
            return None
        except sqlite3.DatabaseError:
            connection.close()
            with suppress(OSError):
                file.unlink()
        else:
            return connection
    return None


def digest_of_file(path: str) -> str:
    """Return the digest of a file, `""` where it cannot be read."""
    try:
        return digest(Path(path).read_bytes())
    except OSError:
        return ""


def context_of(linter: Linter) -> str:
    """Return what identifies everything besides the file that decides a report."""
    knowledge = linter.knowledge
    parts = [
        _software(),
        repr(linter.settings),
        json.dumps(knowledge.schema.document, sort_keys=True, default=str),
        json.dumps(knowledge.schema.retrieved, sort_keys=True, default=str),
        repr(sorted(knowledge.topics)) if knowledge.topics is not None else "",
        repr(linter.plugins.versions),
        f"{knowledge.now:%Y-%m-%d}" if linter.plugins.rules else "",  # other people's rules may look at the day
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
    return all(diagnostic.code != _TIME_DEPENDENT for diagnostic in (*report.diagnostics, *report.suppressed))


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
