"""The address guard: nothing that is not public is connected to, however it is written and however it is reached."""

import socket

import pytest

from linter.links.guard import Guard, RefusedError, resolve
from linter.links.results import State
from linter.settings.options import Links
from linter.text.urls import parse_url
from tests.links.conftest import QUICK, Serve, check, names
from tests.support.server import always, reply

# The first and the last address of every refused network.
NETWORK_EDGES = """
0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.0 127.0.0.1 127.255.255.255 168.63.129.16
169.254.0.0 169.254.169.254 169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.0 192.0.0.255 192.0.2.0 192.0.2.255
192.31.196.0 192.31.196.255 192.52.193.0 192.52.193.255 192.88.99.0 192.88.99.255 192.168.0.0 192.168.255.255 192.175.48.0 192.175.48.255
198.18.0.0 198.19.255.255
198.51.100.0 198.51.100.255 203.0.113.0 203.0.113.255 224.0.0.0 239.255.255.255 240.0.0.0 255.255.255.255
:: ::1 64:ff9b:: 64:ff9b::ffff:ffff 64:ff9b:1:: 64:ff9b:1:ffff:ffff:ffff:ffff:ffff 100:: 100::ffff:ffff:ffff:ffff 100:0:0:1::
100::1:ffff:ffff:ffff:ffff 2001:: 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff 2001:db8:: 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff 2002::
2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff 2620:4f:8000:: 2620:4f:8000:ffff:ffff:ffff:ffff:ffff 3fff:: 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff
5f00:: 5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff fc00:: fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff fe80:: febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff
fec0:: feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ff00:: ff02::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 ::10.0.0.1 ::169.254.169.254 64:ff9b::127.0.0.1 2002:7f00:1::
""".split()

# What getaddrinfo and browsers take for 127.0.0.1, 0.0.0.0 or 169.254.169.254.
ODD_FORMS = """
2130706433 0x7f000001 0x7F.1 0x7f.0.0.1 0177.0.0.1 0177.1 017700000001 127.1 127.0.1 127.0.0.1. 0 0.0 00 0x0 0300.0250.0.1
2852039166 0xa9fea9fe 0xa9.0xfe.0xa9.0xfe 0251.0376.0251.0376 169.254.43518 １２７.０.０.１ １２７。０。０。１ ①②⑦.⓪.⓪.①
127%2e0%2e0%2e1 %31%32%37.1 [0:0:0:0:0:0:0:1] [0000::0001] [::ffff:7f00:1] [0:0:0:0:0:ffff:a9fe:a9fe] [::a9fe:a9fe] [::7f00:1]
[fe80::1] [fd00::1]
""".split()

WRITTEN = [*(f"[{address}]" if ":" in address else address for address in NETWORK_EDGES), *ODD_FORMS]
PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 128.0.0.1 168.63.129.15 169.253.255.255 172.15.255.255 172.32.0.0
192.0.1.0 192.167.255.255 198.17.255.255 198.20.0.0 223.255.255.255 2600::1 2a00:1450:4001:81b::200e 2606:4700::1111 ::ffff:8.8.8.8
""".split()


def test_the_tables_are_large_enough() -> None:
    assert len(WRITTEN) >= 60
    assert len(set(WRITTEN)) == len(WRITTEN)


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Record connections instead of making them."""
    made: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda own, address: made.append(address))
    return made


@pytest.mark.parametrize("host", WRITTEN)
def test_an_address_is_refused_directly(host: str, no_connection: list[object]) -> None:
    url = f"http://{host}/"

    result = check(url, guard=Guard())[url]

    assert (result.state, no_connection) == (State.REFUSED, [])


@pytest.mark.parametrize("host", WRITTEN)
def test_an_address_is_refused_after_a_redirect(serve: Serve, host: str) -> None:
    server = serve({"/": always(reply(302, location=f"http://{host}/latest/meta-data/"))})
    inner = serve({"/latest/meta-data/": always(reply(200))}, "127.0.0.1")

    result = check(server.url("/"))[server.url("/")]

    assert result.state is State.REFUSED
    assert (len(server.seen), inner.seen) == (1, [])


@pytest.mark.parametrize("address", NETWORK_EDGES)
def test_a_name_is_refused_for_its_address(address: str, no_connection: list[object]) -> None:
    result = check("http://a.example/", guard=Guard(resolver=names(a_example=address)))["http://a.example/"]

    assert (result.state, no_connection) == (State.REFUSED, [])
    assert address not in result.reason, "reports do not tell what an inner name resolves to"


@pytest.mark.parametrize("address", NETWORK_EDGES[:8])
def test_a_name_is_refused_when_any_of_its_addresses_is_private(address: str, no_connection: list[object]) -> None:
    for addresses in (["1.1.1.1", address], [address, "1.1.1.1"]):
        result = check("http://a.example/", guard=Guard(resolver=names(a_example=addresses)))["http://a.example/"]

        assert (result.state, no_connection) == (State.REFUSED, [])


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_let_through(address: str) -> None:
    assert Guard(resolver=names(a_example=address)).addresses("a.example", 443) == [address]


@pytest.mark.parametrize("answer", [["not an address"], ["fe80::1%lo"], ["127.0.0.1%1"]])
def test_answers_that_are_no_public_address_are_refused(answer: list[str]) -> None:
    with pytest.raises(RefusedError):
        Guard(resolver=lambda host, port: answer).addresses("a.example", 80)


@pytest.mark.parametrize("port", [1, 22, 25, 81, 6379, 8000, 9200, 65_535])
def test_other_ports_are_refused(port: int, no_connection: list[object]) -> None:
    url = f"http://www.example.com:{port}/"

    assert check(url, guard=Guard(resolver=names(www_example_com="1.1.1.1")))[url].state is State.REFUSED
    assert no_connection == []


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_the_usual_ports_are_let_through(port: int) -> None:
    assert Guard(resolver=names(a_example="1.1.1.1")).addresses("a.example", port) == ["1.1.1.1"]


@pytest.mark.parametrize(
    "url", ["http://user:secret@www.example.com/", "http://user@www.example.com/", "http://www.example.com%40127.0.0.2/"]
)
def test_credentials_are_not_sent(url: str, no_connection: list[object]) -> None:
    assert check(url, guard=Guard(resolver=names(www_example_com="1.1.1.1")))[url].state is State.REFUSED
    assert no_connection == []


def test_a_redirect_may_not_bring_credentials(serve: Serve) -> None:
    server = serve({})
    server.routes["/"] = always(reply(302, location=f"http://user:secret@127.0.0.2:{server.port}/in"))

    assert check(server.url("/"))[server.url("/")].state is State.REFUSED
    assert server.paths() == ["/"]


def test_the_connection_goes_to_the_vetted_address_and_the_name_stays(serve: Serve) -> None:
    server = serve({"/": always(reply(200))}, "127.0.0.3")
    asked: list[str] = []

    def changing(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.3"] if len(asked) == 1 else ["127.0.0.1"]

    url = server.url("/", "www.example.com")
    result = check(url, guard=Guard(["www.example.com"], changing))[url]

    assert (result.state, asked) == (State.OK, ["www.example.com"])
    assert server.seen[0].headers["host"] == f"www.example.com:{server.port}"


def test_every_hop_is_resolved_and_vetted_anew(serve: Serve) -> None:
    server = serve({})
    server.routes["/"] = always(reply(302, location=f"http://inner.example:{server.port}/secret"))
    url = server.url("/", "www.example.com")
    resolver = names(www_example_com="127.0.0.2", inner_example="127.0.0.2")

    result = check(url, guard=Guard(["www.example.com"], resolver))[url]

    assert result.state is State.REFUSED
    assert server.paths() == ["/"]


def test_a_name_that_changes_its_address_between_two_requests_is_vetted_again(serve: Serve) -> None:
    answers = [["1.1.1.1"], ["127.0.0.1"]]
    guard = Guard(resolver=lambda host, port: answers.pop(0))

    assert guard.addresses("a.example", 80) == ["1.1.1.1"]
    with pytest.raises(RefusedError):
        guard.addresses("a.example", 80)


def test_the_next_vetted_address_is_tried_where_one_does_not_answer(serve: Serve) -> None:
    server = serve({"/": always(reply(200))}, "127.0.0.3")
    url = server.url("/", "www.example.com")
    guard = Guard(["www.example.com"], names(www_example_com=["127.0.0.4", "127.0.0.3"]))

    assert check(url, guard=guard)[url].state is State.OK


def test_an_allowed_host_opens_that_host_alone(serve: Serve) -> None:
    server, other = serve({"/": always(reply(200))}), serve({"/": always(reply(200))}, "127.0.0.3")

    results = check(server.url("/"), other.url("/"), guard=Guard(["127.0.0.2"]))

    assert [results[server.url("/")].state, results[other.url("/")].state] == [State.OK, State.REFUSED]
    assert other.seen == []


@pytest.mark.parametrize(
    ("allowed", "host"),
    [
        ("::1", "[::1]"),
        ("[::1]", "[0:0::1]"),
        ("Bücher.Example", "xn--bcher-kva.example"),
        ("127.1", "127.0.0.1"),
        ("not a host", "127.0.0.1"),
    ],
)
def test_allowed_hosts_are_read_as_urls_read_them(allowed: str, host: str) -> None:
    url = parse_url(f"http://{host}:1234/")
    assert url is not None
    guard = Guard([allowed])

    if allowed == "not a host":
        with pytest.raises(RefusedError):
            guard.admit(url)
    else:
        guard.admit(url)


def test_environment_and_netrc_are_not_looked_at(serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    server = serve({"/": always(reply(200))})
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.9:1")
    (tmp_path / "netrc").write_text("default login me password secret")  # type: ignore[operator]
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))  # type: ignore[operator]

    assert check(server.url("/"))[server.url("/")].state is State.OK
    assert "authorization" not in server.seen[0].headers


def test_a_proxy_is_asked_where_one_is_named(serve: Serve) -> None:
    proxy = serve({"http://www.example.com/": always(reply(200))})
    settings = QUICK._replace(proxy=proxy.url(""))

    result = check("http://www.example.com/", settings=settings, guard=Guard())["http://www.example.com/"]

    assert (result.state, proxy.paths()) == (State.OK, ["http://www.example.com/"])


def test_addresses_in_urls_are_refused_through_a_proxy_too(serve: Serve) -> None:
    proxy = serve({})

    result = check("http://169.254.169.254/", settings=QUICK._replace(proxy=proxy.url("")), guard=Guard())["http://169.254.169.254/"]

    assert (result.state, proxy.seen) == (State.REFUSED, [])


@pytest.mark.enable_socket
@pytest.mark.parametrize("written", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "localhost"])
def test_the_system_resolver_turns_odd_forms_into_addresses_that_the_guard_refuses(written: str) -> None:
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]
    with pytest.raises(RefusedError):
        Guard().addresses(written, 80)


def test_the_guard_is_on_by_default() -> None:
    assert Links().allow_hosts == ()
