"""Results are kept: each state for its time, broken ones never as an answer, since when a link fails for ever."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from linter.links.cache import LinkCache
from linter.links.results import Hop, Image, LinkResult, Need, Page, State
from linter.settings.options import Links
from tests.links.conftest import NOW, QUICK, Serve, check
from tests.support.server import always, reply

URL = "https://www.example.com/"
DAY = timedelta(days=1)


def cache_at(path: Path, now: datetime) -> LinkCache:
    return LinkCache(path / "links.sqlite", Links(), now)


def answer(path: Path, now: datetime, need: Need = Need.NOTHING) -> LinkResult | None:
    cache = cache_at(path, now)
    try:
        return cache.answers({URL: need}).get(URL)
    finally:
        cache.close()


def keep(path: Path, result: LinkResult, now: datetime = NOW) -> LinkResult:
    cache = cache_at(path, now)
    try:
        return cache.keep([result])[0]
    finally:
        cache.close()


@pytest.mark.parametrize(
    ("state", "status", "lifetime"),
    [
        (State.OK, 200, 7 * DAY),
        (State.MOVED, 200, 7 * DAY),
        (State.REDIRECTED, 200, 7 * DAY),
        (State.BLOCKED, 403, DAY),
        (State.UNAVAILABLE, 503, DAY),
    ],
)
def test_a_state_counts_for_its_lifetime(tmp_path: Path, state: State, status: int, lifetime: timedelta) -> None:
    keep(tmp_path, LinkResult(URL, state, status=status))

    assert answer(tmp_path, NOW + lifetime - timedelta(seconds=1)) is not None
    assert answer(tmp_path, NOW + lifetime) is None
    assert answer(tmp_path, NOW - DAY) is None, "a clock that went back"


@pytest.mark.parametrize(("state", "status"), [(State.BROKEN, 404), (State.BLOCKED, 429), (State.REFUSED, None), (State.SKIPPED, None)])
def test_these_are_never_an_answer(tmp_path: Path, state: State, status: int | None) -> None:
    keep(tmp_path, LinkResult(URL, state, status=status))

    assert answer(tmp_path, NOW) is None


def test_since_when_it_fails_is_remembered_until_it_lives(tmp_path: Path) -> None:
    broken, blocked, fine = (LinkResult(URL, state) for state in (State.BROKEN, State.BLOCKED, State.OK))
    first = NOW.isoformat()

    assert keep(tmp_path, broken).first_failed_at == first
    assert keep(tmp_path, broken, NOW + 9 * DAY).first_failed_at == first
    assert keep(tmp_path, blocked, NOW + 10 * DAY).first_failed_at == first
    assert keep(tmp_path, broken, NOW + 11 * DAY).first_failed_at == first
    assert keep(tmp_path, fine, NOW + 12 * DAY).first_failed_at is None
    assert keep(tmp_path, broken, NOW + 13 * DAY).first_failed_at == (NOW + 13 * DAY).isoformat()


def test_everything_of_a_result_is_kept(tmp_path: Path) -> None:
    full = LinkResult(
        URL, State.MOVED, "r", 200, (Hop(URL, 301),), f"{URL}b", 1.5, page=Page("c", "a"), image=Image(True, "image/png", 1, 2)
    )

    kept = keep(tmp_path, full)

    assert answer(tmp_path, NOW, Need.PAGE | Need.IMAGE) == kept._replace(cached=True)


@pytest.mark.parametrize("need", [Need.PAGE, Need.IMAGE])
def test_a_result_without_what_is_needed_now_is_no_answer(tmp_path: Path, need: Need) -> None:
    keep(tmp_path, LinkResult(URL, State.OK))

    assert answer(tmp_path, NOW) is not None
    assert answer(tmp_path, NOW, need) is None


@pytest.mark.parametrize("content", [b"", b"no database at all, but a text of some length" * 50])
def test_a_file_that_is_no_cache_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "links.sqlite"
    path.write_bytes(content)

    cache = cache_at(tmp_path, NOW)
    cache.keep([LinkResult(URL, State.OK)])
    cache.close()

    assert bool(cache.problem) == bool(content)
    assert not content or path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE links (mine TEXT)")
    database.close()
    before = path.read_bytes()

    cache = cache_at(tmp_path, NOW)
    cache.close()

    assert cache.problem == "it is a database of another program"
    assert path.read_bytes() == before


def test_rows_that_cannot_be_read_are_asked_for_again(tmp_path: Path) -> None:
    keep(tmp_path, LinkResult(URL, State.OK))
    database = sqlite3.connect(tmp_path / "links.sqlite")
    with database:
        database.execute("""UPDATE links SET result = '{"url": 1, "state": "fine"}'""")
    database.close()

    assert answer(tmp_path, NOW) is None


def test_a_folder_made_for_the_cache_stays_out_of_git(tmp_path: Path) -> None:
    LinkCache(tmp_path / ".newslint_cache" / "links.sqlite", Links(), NOW).close()

    assert (tmp_path / ".newslint_cache" / ".gitignore").read_text() == "*\n"


def test_a_second_run_asks_for_nothing_but_what_was_broken(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/fine": always(reply(200)), "/wall": always(reply(403))})
    urls = [server.url(path) for path in ("/fine", "/wall", "/gone")]

    first = check(*urls, cache=tmp_path / "c")
    server.seen.clear()
    second = check(*urls, cache=tmp_path / "c")

    assert set(server.paths()) == {"/gone"}
    assert {url: result.state for url, result in first.items()} == {url: result.state for url, result in second.items()}


def test_offline_asks_for_nothing(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/fine": always(reply(200))})
    fine, new = server.url("/fine"), server.url("/new")
    check(fine, cache=tmp_path / "c")
    server.seen.clear()

    results = check(fine, new, settings=QUICK._replace(offline=True), cache=tmp_path / "c")

    assert (results[fine].state, results[new].state, results[new].reason) == (State.OK, State.SKIPPED, "offline")
    assert server.seen == []
