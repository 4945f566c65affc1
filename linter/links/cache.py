"""Results kept from one run to the next, in SQLite. Broken links are asked for again each time; since when they fail is remembered."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from linter.files.reading import LARGEST, read_file
from linter.files.stores import CACHE_FOLDER, FAULTS, StoreRefusedError, connect, drop_store, is_damage, prepare_folder, sealed, unsealed
from linter.links.results import FAILING, LinkResult, Need, State
from linter.settings.options import Links

_APPLICATION = 0x4E4C4E4B  # "NLNK" in the file's header: no other program's database is touched
_VERSION = 2
_TABLE = """
CREATE TABLE IF NOT EXISTS links (
    url TEXT PRIMARY KEY, checked_at TEXT NOT NULL, first_failed_at TEXT, result TEXT NOT NULL
) WITHOUT ROWID
"""
_KEPT = frozenset([State.OK, State.MOVED, State.REDIRECTED, State.BROKEN, State.BLOCKED, State.UNAVAILABLE])


class LinkCache:
    """The kept results. A file that cannot be used is left alone: `problem` says why, and nothing is kept.

    `was_damaged` tells that newslint's own file could not be read, and was made again.
    """

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
        self.was_damaged = False
        self._path = path
        self._database = self._opened() if path is not None else None

    def _opened(self) -> sqlite3.Connection | None:
        assert self._path is not None
        try:
            return _open(self._path)
        except (OSError, StoreRefusedError) as error:
            self.problem = str(error)
        except FAULTS as error:
            if not self.was_damaged and is_damage(error) and _is_own(self._path):
                self.was_damaged = True
                drop_store(self._path)
                return self._opened()
            self.problem = str(error)
        return None

    def _give_up(self, error: sqlite3.Error) -> None:
        """Drop a file that is damaged, and begin a new one; do without one that cannot be used just now."""
        assert self._database is not None
        assert self._path is not None
        self._database.close()
        self._database = None
        if self.was_damaged or not is_damage(error):
            self.problem = self.problem or str(error)
            return
        self.was_damaged = True
        drop_store(self._path)
        self._database = self._opened()

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
            (result.url, result.checked_at, result.first_failed_at, sealed(json.dumps(result.as_dict())))
            for result in timed
            if result.state in _KEPT
        ]
        if self._database is not None and rows:
            try:
                with self._database:
                    self._database.executemany("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?)", rows)
            except sqlite3.Error as error:
                self._give_up(error)
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
        try:
            row = self._database.execute("SELECT result FROM links WHERE url = ?", (url,)).fetchone()
            return LinkResult.from_dict(json.loads(unsealed(row[0]))) if row else None
        except sqlite3.Error as error:
            self._give_up(error)
        except FAULTS:  # a row that is not as it was written
            pass
        return None

    def _counts(self, result: LinkResult) -> bool:
        lifetime = self._lifetimes.get(result.state)
        if lifetime is None or result.status == 429:
            return False
        age = self._now - datetime.fromisoformat(result.checked_at)
        return timedelta(0) <= age < lifetime


def _open(path: Path) -> sqlite3.Connection:
    if not path.parent.is_dir():
        path.parent.parent.mkdir(parents=True, exist_ok=True)
        prepare_folder(path.parent)
    elif path.parent.name == CACHE_FOLDER:
        prepare_folder(path.parent)
    database = connect(path, timeout=5.0)
    try:
        _prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection) -> None:
    application, version, tables = (
        database.execute(question).fetchone()[0]
        for question in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if tables and application != _APPLICATION:
        raise StoreRefusedError("it is a database of another program")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute(f"PRAGMA application_id = {_APPLICATION}")
    if version not in (0, _VERSION):
        database.execute("DROP TABLE IF EXISTS links")
    database.execute(_TABLE)
    database.execute(f"PRAGMA user_version = {_VERSION}")


def _is_own(path: Path) -> bool:
    """Whether a damaged file is newslint's: by its folder, or by what its header says."""
    if path.parent.name == CACHE_FOLDER:
        return True
    header = read_file(path, LARGEST)
    return isinstance(header, bytes) and header[:16] == b"SQLite format 3\0" and header[68:72] == _APPLICATION.to_bytes(4, "big")
