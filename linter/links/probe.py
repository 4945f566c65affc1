"""What to ask next about a link, and what the answers mean. No network here: answers in, the next request or a result out."""

import random
from collections.abc import Callable, Collection
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urljoin

from linter.links.client import MOST_BODY, Answer, Failure, Request
from linter.links.content import read_image, read_page
from linter.links.results import Hop, LinkResult, Need, State
from linter.text.urls import parse_url

DEAD = frozenset([404, 410, 451])
PERMANENT = frozenset([301, 308])
REDIRECTS = PERMANENT | {302, 303, 307}
RETRIED = frozenset([429, 502, 503, 504])
MOST_HOPS = 10
LONGEST_WAIT = 30.0  # seconds; a server that asks for more is not asked again in this run
_IMAGE_BYTES = 64 * 1024
_GLANCE_BYTES = 1024

AcceptedFor = Callable[[str], Collection[int]]


class Next(NamedTuple):
    """Send another request, after `delay` seconds; `pause` tells to leave the host alone until then."""

    request: Request
    delay: float = 0.0
    pause: bool = False


class Probe:
    """The state of one URL's check. `last` is what could be said if it had to end now."""

    __slots__ = ("_accepted_for", "_confirmed", "_failed", "_need", "_retries", "chain", "last", "request", "started", "url")

    def __init__(self, url: str, need: Need, retries: int, accepted_for: AcceptedFor = lambda host: ()) -> None:
        self.url = url
        self.chain: list[Hop] = []
        self.last: LinkResult | None = None
        self.started: float | None = None
        self._need = need
        self._retries = retries
        self._failed = 0
        self._confirmed = False
        self._accepted_for = accepted_for
        # What must be read is asked for at once; otherwise a HEAD is enough as long as the server answers it.
        self.request = self._get(url) if need else Request("HEAD", url)

    def follow(self, answer: Answer) -> Next | LinkResult:
        """Return what comes after `answer`: another request, or the result."""
        following = self._after_failure(answer.failure) if answer.failure is not None else self._after_status(answer)
        if isinstance(following, Next):
            self.request = following.request
        return following

    def _after_failure(self, failure: Failure) -> Next | LinkResult:
        if failure.kind == "refused":
            return self._result(State.REFUSED, failure.reason)
        if failure.kind == "unknown-host":
            return self._dead(self._result(State.BROKEN, failure.reason))
        self.last = self._result(State.UNAVAILABLE, failure.reason)
        if failure.kind == "connection":
            return self._again(self.last, as_get=True)
        if failure.kind == "time-out" and self.request.method == "HEAD":
            return Next(self._get(self.request.url))
        return self.last

    def _after_status(self, answer: Answer) -> Next | LinkResult:
        status = answer.status
        accepted = status in self._accepted_for(_host(self.request.url))
        if status in REDIRECTS and not accepted:
            return self._after_redirect(answer)
        if accepted or (status < 400 and not answer.challenged) or (status == 416 and self.request.ranged):
            return self._alive(answer)
        refused_head = self.request.method == "HEAD" and not answer.challenged and status != 429
        if refused_head:
            self.last = self._result(_state_of(answer), _phrase(status), status)
            return Next(self._get(self.request.url))
        result = self._result(_state_of(answer), "a bot wall answers" if answer.challenged else _phrase(status), status)
        if status in DEAD and not answer.challenged:
            return self._dead(result)
        self.last = result
        if status in RETRIED and not answer.challenged:
            return self._again(result, wait=answer.retry_after)
        return result

    def _after_redirect(self, answer: Answer) -> Next | LinkResult:
        here = self.request.url
        if not answer.location:
            return self._result(State.UNAVAILABLE, f"{_phrase(answer.status)} without a Location", answer.status)
        target = _resolve(here, answer.location)
        if target is None:
            return self._result(State.REFUSED, "it redirects to an address that is no well-formed http or https URL", answer.status)
        self.chain.append(Hop(here, answer.status))
        if target in (hop.url for hop in self.chain):
            return self._result(State.UNAVAILABLE, "it redirects in a circle", answer.status)
        if len(self.chain) > MOST_HOPS:
            return self._result(State.UNAVAILABLE, f"more than {MOST_HOPS} redirects", answer.status)
        return Next(self._get(target) if self._need else Request("HEAD", target))

    def _alive(self, answer: Answer) -> LinkResult:
        statuses = {hop.status for hop in self.chain}
        state = State.OK if not statuses else State.MOVED if statuses <= PERMANENT else State.REDIRECTED
        url = self.request.url
        return self._result(
            state,
            "",
            answer.status,
        )._replace(
            page=read_page(answer.body, answer.media_type, url) if self._need & Need.PAGE else None,
            image=read_image(answer.body, answer.media_type) if self._need & Need.IMAGE else None,
        )

    def _dead(self, result: LinkResult) -> Next | LinkResult:
        """Ask a second time before calling a link broken."""
        if self._confirmed:
            return result
        self._confirmed = True
        self.last = result._replace(state=State.UNAVAILABLE)
        return Next(self._get(self.request.url))

    def _again(self, result: LinkResult, *, wait: float | None = None, as_get: bool = False) -> Next | LinkResult:
        """Try again, later each time, unless that was done often enough or the server asks for too long a wait."""
        if self._failed >= self._retries or (wait or 0.0) > LONGEST_WAIT:
            return result if not wait else result._replace(reason=f"{result.reason}, asks to wait {wait:.0f} s")
        self._failed += 1
        request = self._get(self.request.url) if as_get else self.request
        delay = wait if wait is not None else backoff(self._failed)
        return Next(request, delay, pause=wait is not None)

    def _get(self, url: str) -> Request:
        if self._need & Need.PAGE:
            return Request("GET", url, MOST_BODY)
        if self._need & Need.IMAGE:
            return Request("GET", url, _IMAGE_BYTES, ranged=True)
        return Request("GET", url, _GLANCE_BYTES, ranged=True)

    def _result(self, state: State, reason: str, status: int | None = None) -> LinkResult:
        return LinkResult(self.url, state, reason, status, tuple(self.chain), self.request.url)


def backoff(failed: int) -> float:
    """Return how long to wait after the `failed`th failure, in seconds: doubling, with jitter, at most `LONGEST_WAIT`."""
    return float(min(2 ** (failed - 1) * random.uniform(0.5, 1.0), LONGEST_WAIT))  # noqa: S311 (spreads load, guards nothing)


def _state_of(answer: Answer) -> State:
    if answer.challenged:
        return State.BLOCKED
    if answer.status in DEAD:
        return State.BROKEN
    return State.UNAVAILABLE if 500 <= answer.status < 600 else State.BLOCKED


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"status {status}"


def _resolve(base: str, location: str) -> str | None:
    try:
        target = parse_url(urljoin(base, location.strip().replace(" ", "%20")))
    except ValueError:
        return None
    return target.normalized if target is not None else None


def _host(url: str) -> str:
    parsed = parse_url(url)
    return parsed.host if parsed is not None else ""
