"""TLS: certificates are checked against the name, though the connection goes to an address."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from linter.links.guard import Guard
from linter.links.results import State
from tests.links.conftest import QUICK, Serve, check, names
from tests.support.server import Server, always, reply

NAMES = names(www_example_com="127.0.0.2", other_example="127.0.0.2")
GUARD = Guard(["www.example.com", "other.example"], NAMES)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> str:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return str(tmp_path / "ca.pem")


def context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(made)
    return made


def test_the_name_is_in_sni_and_certificate_and_host(serve: Serve, authority: trustme.CA, bundle: str) -> None:
    asked: list[str | None] = []
    tls = context(authority.issue_cert("www.example.com"))
    tls.sni_callback = lambda connection, name, own: asked.append(name)  # type: ignore[assignment]
    server = serve({"/": always(reply(200))}, tls=tls)
    url = server.url("/", "www.example.com")

    result = check(url, settings=QUICK._replace(ca_bundle=bundle), guard=GUARD)[url]

    assert (result.state, asked) == (State.OK, ["www.example.com"])
    assert server.seen[0].headers["host"] == f"www.example.com:{server.port}"


def test_a_certificate_for_another_name_is_not_accepted(serve: Serve, authority: trustme.CA, bundle: str) -> None:
    server = serve({"/": always(reply(200))}, tls=context(authority.issue_cert("www.example.com")))
    url = server.url("/", "other.example")

    result = check(url, settings=QUICK._replace(ca_bundle=bundle), guard=GUARD)[url]

    assert (result.state, result.reason) == (State.UNAVAILABLE, "its certificate is for another name")
    assert server.seen == []


def test_an_expired_certificate_is_not_accepted(serve: Serve, authority: trustme.CA, bundle: str) -> None:
    expired = authority.issue_cert("www.example.com", not_after=datetime(2020, 1, 1, tzinfo=UTC))
    url = serve({"/": always(reply(200))}, tls=context(expired)).url("/", "www.example.com")

    result = check(url, settings=QUICK._replace(ca_bundle=bundle), guard=GUARD)[url]

    assert (result.state, result.reason) == (State.UNAVAILABLE, "its certificate has expired")


def test_an_unknown_issuer_is_not_accepted(serve: Serve, authority: trustme.CA) -> None:
    url = serve({"/": always(reply(200))}, tls=context(authority.issue_cert("www.example.com"))).url("/", "www.example.com")

    result = check(url, guard=GUARD)[url]

    assert (result.state, result.reason) == (State.UNAVAILABLE, "its certificate has no trusted issuer")


def test_a_server_that_speaks_no_tls_is_unavailable(serve: Serve) -> None:
    server = serve({"/": always(reply(200))})
    url = f"https://www.example.com:{server.port}/"

    assert check(url, guard=GUARD)[url].state is State.UNAVAILABLE


def test_a_dripping_server_is_ended_under_tls_too(serve: Serve, authority: trustme.CA, bundle: str) -> None:
    server: Server = serve({}, tls=context(authority.issue_cert("www.example.com")))
    server.routes["/"] = lambda seen: server.drip(b"HTTP/1.1 200 OK\r\nX: ", b"x")
    url = server.url("/", "www.example.com")

    result = check(url, settings=QUICK._replace(ca_bundle=bundle, timeout=1.0), guard=GUARD)[url]

    assert (result.state, result.reason) == (State.UNAVAILABLE, "no answer within 1 s")
