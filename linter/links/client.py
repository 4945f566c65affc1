"""One HTTP request: sent through the guard, read no further than needed, ended in time; whatever happens, an answer comes out."""

import re
import time
from http.client import HTTPException
from typing import NamedTuple

import requests
import urllib3
from urllib3.util import Retry

from linter.links.guard import Guard, RefusedError, UnknownHostError
from linter.links.transport import GuardedAdapter
from linter.links.watchdog import Exchange, Watchdog
from linter.links.wire import browser_url, escaped, request_target
from linter.settings.options import Links
from linter.text.documentation import SITE_URL
from linter.text.urls import Url

MOST_BODY = 256 * 1024
_CHUNK = 16 * 1024
_POOLS = 64
_BASE_HEADERS = {"Accept": "*/*", "Accept-Language": "en;q=0.9, *;q=0.5", "Accept-Encoding": "identity"}


class Failure(NamedTuple):
    """Why there was no HTTP answer: `kind` is `refused`, `unknown-host`, `connection`, `time-out`, `tls` or `proxy`."""

    kind: str
    reason: str


class Answer(NamedTuple):
    """What a request brought: a failure, or a status with what matters of the rest.

    `location` is in ASCII. `retry_after` is in seconds. `challenged` tells that a bot wall answered in the server's place, `is_whole` that
    the body was read to its end.
    """

    failure: Failure | None = None
    status: int = 0
    location: str | None = None
    retry_after: float | None = None
    challenged: bool = False
    media_type: str = ""
    body: bytes = b""
    is_whole: bool = False


class Request(NamedTuple):
    """What to ask: `body` is how many bytes are wanted, `ranged` whether to ask for those only."""

    method: str
    url: str
    body: int = 0
    ranged: bool = False


class Client:
    """Sends requests, from many threads at once."""

    def __init__(self, settings: Links, guard: Guard, watchdog: Watchdog) -> None:
        self._settings = settings
        self._guard = guard
        self._watchdog = watchdog
        self._adapter = GuardedAdapter(guard, watchdog, pools=_POOLS, per_host=settings.per_host)
        self._proxies = {"http": settings.proxy, "https": settings.proxy} if settings.proxy else {}
        self._verify: bool | str = settings.ca_bundle or True

    def send(self, request: Request, seconds: float) -> Answer:
        """Send one request, which may take `seconds` in all."""
        url = browser_url(request.url)
        if url is None:
            return Answer(Failure("refused", "it is no http or https URL"))
        try:
            self._guard.admit(url)
        except RefusedError as refused:
            return Answer(Failure("refused", str(refused)))
        target = request_target(url, absolute=bool(self._proxies) and url.scheme == "http")
        with self._watchdog.exchange(seconds, target) as exchange:
            try:
                answer = self._exchange(request, url, seconds, exchange)
            except Exception as error:  # noqa: BLE001 (servers break clients in more ways than libraries declare)
                answer = Answer(_failure(error))
            if exchange.expired and not answer.status:
                answer = Answer(Failure("time-out", f"no answer within {seconds:g} s"))
        return answer

    def close(self) -> None:
        """Close the connections that are kept for reuse."""
        self._adapter.close()

    def _exchange(self, request: Request, url: Url, seconds: float, exchange: Exchange) -> Answer:
        prepared = requests.Request(request.method, str(url.parsed.href), headers=self._headers(request, url)).prepare()
        # The adapter and not a session: a session would read a redirect's whole body, keep cookies, and look into netrc.
        response = self._adapter.send(prepared, stream=True, timeout=seconds, verify=self._verify, proxies=self._proxies)
        try:
            if exchange.expired:  # the headers may have been cut short
                return Answer()
            headers = response.headers
            locations = response.raw.headers.getlist("Location")  # browsers take the first; `get` would join them
            body, is_whole = _read(response, request.body, exchange)
            return Answer(
                status=response.status_code,
                location=escaped(locations[0]) if locations else None,
                retry_after=_retry_after(headers.get("Retry-After")),
                challenged="cf-mitigated" in headers or (response.status_code == 202 and "x-amzn-waf-action" in headers),
                media_type=headers.get("Content-Type", "").partition(";")[0].strip().lower(),
                body=body,
                is_whole=is_whole,
            )
        finally:
            response.close()

    def _headers(self, request: Request, url: Url) -> dict[str, str]:
        headers = {**_BASE_HEADERS, "User-Agent": self._settings.user_agent or user_agent()}
        if request.ranged:
            headers["Range"] = f"bytes=0-{max(request.body, 1) - 1}"
        return headers | dict(self._settings.headers_for(url.host))


def user_agent() -> str:
    """Return the name that servers see."""
    from linter import __version__

    return f"Mozilla/5.0 (compatible; newslint/{__version__}; +{SITE_URL})"


def _read(response: requests.Response, wanted: int, exchange: Exchange) -> tuple[bytes, bool]:
    """Return at most `wanted` decoded bytes, and whether that is all; what came before a fault counts.

    A little more is read where that reaches the end: the connection can be used again only then.
    """
    most = max(wanted, _CHUNK)
    parts: list[bytes] = []
    size = 0
    ended = False
    try:
        while size <= most and time.monotonic() < exchange.deadline:
            part = response.raw.read1(_CHUNK, decode_content=True)
            if not part:
                ended = True
                break
            parts.append(part)
            size += len(part)
    except (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError):
        pass
    return b"".join(parts)[:wanted], ended and size <= wanted and not exchange.expired


def _failure(error: Exception) -> Failure:
    if isinstance(error, RefusedError):
        return Failure("refused", str(error))
    if isinstance(error, UnknownHostError):
        return Failure("unknown-host", "a host that does not exist")
    if isinstance(error, requests.exceptions.ProxyError):
        return Failure("proxy", _proxy_reason(error))
    if isinstance(error, requests.exceptions.SSLError):
        return Failure("tls", _tls_reason(error))
    if isinstance(error, requests.exceptions.Timeout):
        return Failure("time-out", "no answer in time")
    if isinstance(error, requests.exceptions.InvalidURL | urllib3.exceptions.LocationParseError):
        return Failure("refused", "it is no URL that can be requested")
    return Failure("connection", _connection_reason(error))


def _proxy_reason(error: Exception) -> str:
    refused = re.search(r"Tunnel connection failed: ([0-9]{3}[ \w-]*)", str(error))
    return f"the proxy would not connect ({refused[1].strip()})" if refused else "the proxy does not answer"


def _tls_reason(error: Exception) -> str:
    text = str(error)
    for sign, reason in (
        ("certificate has expired", "its certificate has expired"),
        ("Hostname mismatch", "its certificate is for another name"),
        ("match", "its certificate is for another name"),
        ("self-signed", "its certificate is self-signed"),
        ("self signed", "its certificate is self-signed"),
        ("unable to get local issuer", "its certificate has no trusted issuer"),
    ):
        if sign in text:
            return reason
    return "TLS failed"


def _connection_reason(error: Exception) -> str:
    text = repr(error)
    for sign, reason in (
        ("Connection refused", "nobody listens there"),
        ("reset by peer", "the server closed the connection"),
        ("Remote end closed", "the server closed the connection"),
        ("RemoteDisconnected", "the server closed the connection"),
        ("unreachable", "the network does not reach it"),
        ("gaierror", "its name could not be resolved"),
        ("name resolution", "its name could not be resolved"),
        ("BadStatusLine", "the answer is not HTTP"),
        ("got more than", "the answer is not HTTP that can be read"),
        ("LineTooLong", "the answer is not HTTP that can be read"),
    ):
        if sign in text:
            return reason
    return "the connection failed"


def _retry_after(value: str | None) -> float | None:
    """Read a Retry-After header, seconds or a date; None where there is none that can be read."""
    if value is None:
        return None
    try:
        return max(Retry().parse_retry_after(value), 0.0)
    except (urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
        return None
