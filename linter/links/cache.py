"""Results kept from one run to the next, in SQLite. Broken links are asked for again each time; since when they fail is remembered."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from linter.links.results import FAILING, LinkResult, Need, State
from linter.settings.options import Links

_APPLICATION = 0x4E4C4E4B  # "NLNK" in the file's header: no other program's database is touched
_VERSION = 1
_TABLE = """
CREATE TABLE IF NOT EXISTS links (
    url TEXT PRIMARY KEY, checked_at TEXT NOT NULL, first_failed_at TEXT, result TEXT NOT NULL
) WITHOUT ROWID
"""
_KEPT = frozenset([State.OK, State.MOVED, State.REDIRECTED, State.BROKEN, State.BLOCKED, State.UNAVAILABLE])


class LinkCache:
    """The kept results. A file that cannot be used is left alone: `problem` says why, and nothing is kept."""

    def __init__(self, path: Path | None, settings: Links, now: datetime) -> None:
        self._now = now
        self._lifetimes = {
            State.OK: timedelta(hours=settings.keep_ok_hours),
            State.MOVED: timedelta(hours=settings.keep_ok_hours),
            State.REDIRECTED: timedelta(hours=settings.keep_ok_hours),
            State.BLOCKED: timedelta(hours=settings.keep_unverified_hours),
            State.UNAVAILABLE: timedelta(hours=settings.keep_unverified_hours),
        }
        self.problem = ""
        self._database: sqlite3.Connection | None = None
        if path is not None:
            try:
                self._database = _opened(path)
            except (OSError, sqlite3.Error) as error:
                self.problem = str(error)

    def answers(self, needs: dict[str, Need]) -> dict[str, LinkResult]:
        """Return the kept results that still count, for those of the URLs that have one with everything needed."""
        found = {}
        for url, need in needs.items():
            result = self._kept(url)
            if result is not None and self._counts(result) and result.has(need):
                found[url] = result._replace(cached=True)
        return found

    def keep(self, results: Iterable[LinkResult]) -> list[LinkResult]:
        """Store results at once; return them with their times: when they were checked, and since when they fail."""
        timed = [self._timed(result) for result in results]
        rows = [
            (result.url, result.checked_at, result.first_failed_at, json.dumps(result.as_dict()))
            for result in timed
            if result.state in _KEPT
        ]
        if self._database is not None and rows:
            try:
                with self._database:
                    self._database.executemany("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?)", rows)
            except sqlite3.Error as error:
                self.problem = str(error)
        return timed

    def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            self._database.close()

    def _timed(self, result: LinkResult) -> LinkResult:
        now = self._now.isoformat(timespec="seconds")
        if result.is_alive:
            return result._replace(checked_at=now)
        before = self._kept(result.url)
        since = before.first_failed_at if before is not None else None
        return result._replace(checked_at=now, first_failed_at=since or (now if result.state in FAILING else None))

    def _kept(self, url: str) -> LinkResult | None:
        if self._database is None:
            return None
        with suppress(sqlite3.Error, ValueError, KeyError, TypeError):
            row = self._database.execute("SELECT result FROM links WHERE url = ?", (url,)).fetchone()
            return LinkResult.from_dict(json.loads(row[0])) if row else None
        return None

    def _counts(self, result: LinkResult) -> bool:
        lifetime = self._lifetimes.get(result.state)
        if lifetime is None or result.status == 429:
            return False
        age = self._now - datetime.fromisoformat(result.checked_at)
        return timedelta(0) <= age < lifetime


def _opened(path: Path) -> sqlite3.Connection:
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True)
        (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    database = sqlite3.connect(path, timeout=5.0)
    application, version, tables = (
        database.execute(question).fetchone()[0]
        for question in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if tables and application != _APPLICATION:
        database.close()
        raise sqlite3.DatabaseError("it is a database of another program")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute(f"PRAGMA application_id = {_APPLICATION}")
    if version not in (0, _VERSION):
        database.execute("DROP TABLE IF EXISTS links")
    database.execute(_TABLE)
    database.execute(f"PRAGMA user_version = {_VERSION}")
    return database
