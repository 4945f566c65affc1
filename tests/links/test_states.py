"""Whatever a server does, its link ends in the right state, within the time-out, and the run goes on."""

import gzip
import re
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.errors import ConfigError
from linter.links.guard import Guard
from linter.links.results import Hop, Need, State
from linter.settings.options import Links
from tests.links.conftest import QUICK, Serve, check, names
from tests.support.server import RESET, Behaviour, Server, always, by_method, in_turn, reply

OLD_DATE = "Sun, 06 Nov 1994 08:49:37 GMT"

STATES: list[tuple[str, Behaviour, State, int | None]] = [
    ("200", always(reply(200)), State.OK, 200),
    ("204", always(reply(204)), State.OK, 204),
    ("304", always(reply(304)), State.OK, 304),
    ("404", always(reply(404)), State.BROKEN, 404),
    ("410", always(reply(410)), State.BROKEN, 410),
    ("451", always(reply(451)), State.BROKEN, 451),
    ("400", always(reply(400)), State.BLOCKED, 400),
    ("401", always(reply(401)), State.BLOCKED, 401),
    ("403", always(reply(403)), State.BLOCKED, 403),
    ("406", always(reply(406)), State.BLOCKED, 406),
    ("429", always(reply(429)), State.BLOCKED, 429),
    ("999", always(reply(999)), State.BLOCKED, 999),
    ("500", always(reply(500)), State.UNAVAILABLE, 500),
    ("503", always(reply(503)), State.UNAVAILABLE, 503),
    ("599", always(reply(599)), State.UNAVAILABLE, 599),
    ("accepted", always(reply(202)), State.OK, 202),
    ("waf challenge", always(reply(202, x_amzn_waf_action="challenge")), State.BLOCKED, 202),
    ("cloudflare challenge", always(reply(403, cf_mitigated="challenge")), State.BLOCKED, 403),
    ("a wall that says 404", always(reply(404, cf_mitigated="challenge")), State.BLOCKED, 404),
    ("head not allowed", by_method(HEAD=reply(405), GET=reply(200)), State.OK, 200),
    ("head forbidden", by_method(HEAD=reply(403), GET=reply(200)), State.OK, 200),
    ("head not found", by_method(HEAD=reply(404), GET=reply(200)), State.OK, 200),
    ("head fails", by_method(HEAD=reply(500), GET=reply(206, "x")), State.OK, 206),
    ("range not satisfiable", by_method(HEAD=reply(501), GET=reply(416)), State.OK, 416),
    ("404 once", in_turn(reply(404), reply(404), reply(200)), State.OK, 200),
    ("redirect without location", always(reply(301)), State.UNAVAILABLE, 301),
    ("redirect to itself", always(reply(302, location="/")), State.UNAVAILABLE, 302),
    ("redirect to mail", always(reply(302, location="mailto:a@example.com")), State.REFUSED, 302),
    ("redirect to a file", always(reply(301, location="file:///etc/passwd")), State.REFUSED, 301),
    ("redirect to nowhere", always(reply(301, location="http://[::1")), State.REFUSED, 301),
]


@pytest.mark.parametrize(("behaviour", "state", "status"), [case[1:] for case in STATES], ids=[case[0] for case in STATES])
def test_an_answer_means_a_state(serve: Serve, behaviour: Behaviour, state: State, status: int | None) -> None:
    url = serve({"/": behaviour}).url("/")

    result = check(url)[url]

    assert (result.state, result.status) == (state, status)


def _many_headers() -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(100_000)) + b"\r\n"


ODD: list[tuple[str, Callable[[Server], Iterable[Any]], State]] = [
    ("says nothing", lambda server: server.hang(), State.UNAVAILABLE),
    ("drips its status line", lambda server: server.drip(b"HTTP/1.1 200 ", b"O"), State.UNAVAILABLE),
    ("drips its headers", lambda server: server.drip(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"), State.UNAVAILABLE),
    ("drips header lines", lambda server: server.drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), State.UNAVAILABLE),
    ("says garbage", lambda server: [b"\x00\xff garbage\r\n\r\n"], State.UNAVAILABLE),
    ("has no numeric status", lambda server: [b"HTTP/1.1 OK fine\r\n\r\n"], State.UNAVAILABLE),
    ("closes at once", lambda server: [], State.UNAVAILABLE),
    ("resets at once", lambda server: [RESET], State.UNAVAILABLE),
    ("resets in the headers", lambda server: [b"HTTP/1.1 200 OK\r\nContent-Le", RESET], State.UNAVAILABLE),
    ("has 100 000 headers", lambda server: [_many_headers()], State.UNAVAILABLE),
    ("has a header without end", lambda server: [b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000], State.UNAVAILABLE),
]


@pytest.mark.parametrize(("behave", "state"), [case[1:] for case in ODD], ids=[case[0] for case in ODD])
def test_odd_servers_end_within_the_time_out(serve: Serve, behave: Callable[[Server], Iterable[Any]], state: State) -> None:
    server = serve({"/fine": always(reply(200))})
    server.routes["/"] = lambda seen: behave(server)
    odd, fine = server.url("/"), server.url("/fine")

    began = time.monotonic()
    results = check(odd, fine, settings=QUICK._replace(timeout=0.8))

    assert results[odd].state is state
    assert results[odd].reason
    assert results[fine].state is State.OK
    assert time.monotonic() - began < 5  # HEAD and GET, 0.8 s each, and a busy machine


BOMB = gzip.compress(bytes(100_000_000), 1)
BODIES: list[tuple[str, Callable[[Server], Iterable[Any]]]] = [
    ("endless", lambda server: server.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x" * 65_536)),
    ("dripping", lambda server: server.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n", b"x")),
    ("reset", lambda server: [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", RESET]),
    ("bad chunks", lambda server: [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"]),
    (
        "gzip bomb",
        lambda server: [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + BOMB],
    ),
    ("no gzip at all", lambda server: [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"]),
]


@pytest.mark.parametrize("behave", [case[1] for case in BODIES], ids=[case[0] for case in BODIES])
def test_odd_bodies_are_read_no_further_than_needed(serve: Serve, behave: Callable[[Server], Iterable[Any]]) -> None:
    server = serve({})
    server.routes["/"] = lambda seen: behave(server)
    url = server.url("/")

    began = time.monotonic()
    result = check(url, settings=QUICK._replace(timeout=1.0), need=Need.PAGE)[url]

    assert result.state is State.OK
    assert time.monotonic() - began < 5


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_an_answer(answer: bytes, in_body: bool) -> None:
    start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" if in_body else b""
    with Server("127.0.0.2", {"/": always([start + answer])}) as server:
        result = check(server.url("/"), settings=QUICK._replace(timeout=1.0), need=Need.PAGE)[server.url("/")]

    assert result.state in State


def test_permanent_redirects_all_the_way_are_moved(serve: Serve) -> None:
    server = serve({"/a": always(reply(301, location="/b")), "/b": always(reply(308, location="c?d#e")), "/c?d": always(reply(200))})
    a, b, c = server.url("/a"), server.url("/b"), server.url("/c?d")

    result = check(a)[a]

    assert (result.state, result.final) == (State.MOVED, c)
    assert result.chain == (Hop(a, 301), Hop(b, 308))


@pytest.mark.parametrize("status", [302, 303, 307])
def test_one_temporary_redirect_makes_it_redirected(serve: Serve, status: int) -> None:
    server = serve({"/a": always(reply(301, location="/b")), "/b": always(reply(status, location="/c")), "/c": always(reply(200))})

    result = check(server.url("/a"))[server.url("/a")]

    assert result.state is State.REDIRECTED


def test_a_redirect_to_a_dead_page_is_broken(serve: Serve) -> None:
    server = serve({"/a": always(reply(301, location="/b"))})

    result = check(server.url("/a"))[server.url("/a")]

    assert (result.state, result.status, result.final) == (State.BROKEN, 404, server.url("/b"))


def test_loops_and_long_chains_end(serve: Serve) -> None:
    server = serve({"/x": always(reply(301, location="/y")), "/y": always(reply(301, location="/x"))})
    for number in range(50):
        server.routes[f"/{number}"] = always(reply(301, location=f"/{number + 1}"))
    loop, long = server.url("/x"), server.url("/0")

    results = check(loop, long)

    assert {results[loop].state, results[long].state} == {State.UNAVAILABLE}
    assert len(results[long].chain) <= 11


def test_a_location_in_utf_8_is_followed(serve: Serve) -> None:
    server = serve({"/a": always(reply(301, location="/café")), "/caf%C3%A9": always(reply(200))})

    assert check(server.url("/a"))[server.url("/a")].final == server.url("/caf%C3%A9")


@pytest.mark.parametrize("wait", ["0", OLD_DATE])
def test_429_is_asked_again_after_what_the_server_says(serve: Serve, wait: str) -> None:
    server = serve({"/": in_turn(reply(429, retry_after=wait), reply(200))})

    assert check(server.url("/"), settings=QUICK._replace(retries=2))[server.url("/")].state is State.OK
    assert server.paths() == ["/", "/"]


def test_a_server_that_asks_for_an_hour_is_left_alone(serve: Serve) -> None:
    server = serve({"/": always(reply(429, retry_after="3600"))})

    result = check(server.url("/"), settings=QUICK._replace(retries=2))[server.url("/")]

    assert (result.state, result.reason) == (State.BLOCKED, "429 Too Many Requests, asks to wait 3600 s")
    assert server.paths() == ["/"]


def test_broken_is_confirmed_by_a_second_get(serve: Serve) -> None:
    server = serve({})

    check(server.url("/gone"))

    assert [seen.method for seen in server.seen] == ["HEAD", "GET", "GET"]


def test_a_name_that_does_not_exist_is_broken() -> None:
    resolver = names(example_com="127.0.0.2", gone_example=[])

    result = check("http://gone.example/", guard=Guard(resolver=resolver))["http://gone.example/"]

    assert (result.state, result.reason) == (State.BROKEN, "a host that does not exist")


def test_no_host_is_called_dead_where_there_seems_to_be_no_network(serve: Serve) -> None:
    gone = [f"http://{name}.example/" for name in ("a", "b", "c")]
    guard = Guard(["127.0.0.2"], lambda host, port: [host] if host == "127.0.0.2" else [])
    fine = serve({"/": always(reply(200))}).url("/")

    assert {result.state for result in check(*gone, guard=guard).values()} == {State.UNAVAILABLE}
    assert check(*gone, fine, guard=guard)[gone[0]].state is State.BROKEN


def test_a_name_that_nobody_can_tell_about_is_unavailable() -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise OSError("name resolution failed")

    assert check("http://a.example/", guard=Guard(resolver=resolver))["http://a.example/"].state is State.UNAVAILABLE


def test_a_closed_port_is_unavailable(serve: Serve) -> None:
    with Server("127.0.0.2", {}) as server:
        url = server.url("/")

    assert (check(url)[url].state, check(url)[url].reason) == (State.UNAVAILABLE, "nobody listens there")


def test_each_url_is_asked_for_once_and_connections_are_used_again(serve: Serve) -> None:
    server = serve({f"/{number}": always(reply(200)) for number in range(20)})
    urls = [server.url(f"/{number}") for number in range(20)]

    results = check(*urls, settings=QUICK._replace(per_host=1))

    assert {result.state for result in results.values()} == {State.OK}
    assert sorted(server.paths()) == sorted(f"/{number}" for number in range(20))
    assert server.connections == 1


def test_accepted_codes_headers_and_user_agent_go_by_host(serve: Serve) -> None:
    server = serve({"/": always(reply(403))})
    one, other = server.url("/", "one.example"), server.url("/", "two.example")
    by_host = QUICK._replace(accept=(("one.*", (403,)),), headers=(("two.example", (("X-Key", "abc"),)),), user_agent="robot/1")
    guard = Guard(["one.example", "two.example"], names(one_example="127.0.0.2", two_example="127.0.0.2"))

    results = check(one, other, settings=by_host, guard=guard)

    assert (results[one].state, results[other].state) == (State.OK, State.BLOCKED)
    assert {seen.headers.get("x-key") for seen in server.seen if seen.headers["host"].startswith("two")} == {"abc"}
    assert {seen.headers.get("x-key") for seen in server.seen if seen.headers["host"].startswith("one")} == {None}
    assert {seen.headers["user-agent"] for seen in server.seen} == {"robot/1"}


def test_excluded_links_are_not_asked_for(serve: Serve) -> None:
    server = serve({"/": always(reply(200))})
    private, draft, fine = server.url("/private/a"), server.url("/a?draft=1"), server.url("/")

    results = check(private, draft, fine, settings=QUICK._replace(exclude=("*/private/*",), exclude_regex=(r"[?&]draft=",)))

    assert [results[url].state for url in (private, draft, fine)] == [State.SKIPPED, State.SKIPPED, State.OK]
    assert server.paths() == ["/"]


def test_the_time_budget_ends_the_check(serve: Serve) -> None:
    server = serve({"/": always(reply(200))})
    server.routes["/slow"] = lambda seen: server.hang()
    fine, slow = server.url("/"), server.url("/slow")

    began = time.monotonic()
    results = check(fine, slow, settings=QUICK._replace(time_budget=0.5, timeout=30.0))

    assert time.monotonic() - began < 2.5
    assert results[fine].state is State.OK
    assert (results[slow].state, results[slow].reason) == (State.SKIPPED, "not checked: the time budget was spent")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"concurrency": 0}, "`links.concurrency`: expected a whole number from 1 on, found `0`"),
        ({"per_host": -1}, "`links.per-host`: expected a whole number from 1 on, found `-1`"),
        ({"timeout": 0.0}, "`links.timeout`: expected a number from 0.1 to 1000000, found `0.0`"),
        ({"time_budget": -1.0}, "`links.time-budget`: expected a number from 0 on, found `-1.0`"),
        ({"proxy": "proxy:3128"}, "`links.proxy`: expected a URL like `http://proxy.example.com:3128`, found `proxy:3128`"),
        ({"ca_bundle": "/nowhere/ca.pem"}, "`links.ca-bundle`: no such file: `/nowhere/ca.pem`"),
        ({"exclude_regex": ("(",)}, '`links.exclude-regex`: expected a regular expression, found `"("`'),
    ],
)
def test_settings_that_cannot_be_used_are_told(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(message)):
        check("http://127.0.0.2/", settings=QUICK._replace(**changes))


def test_settings_for_tests_are_the_real_ones_made_quick() -> None:
    assert QUICK._replace(host_interval=0.25, timeout=15.0, retries=2, cache=Links().cache) == Links()
