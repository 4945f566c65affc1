"""Checks many links at once: a schedule hands out requests, threads send them, probes say what comes next."""

import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NamedTuple

from linter.links.cache import LinkCache
from linter.links.client import Client
from linter.links.filters import check_settings, why_skipped
from linter.links.guard import Guard
from linter.links.probe import Next, Probe
from linter.links.results import LinkResult, Need, State
from linter.links.schedule import Schedule
from linter.links.watchdog import Watchdog
from linter.settings.options import Links
from linter.text.urls import parse_url

INTERRUPTED, OUT_OF_TIME = "interrupted", "the time budget was spent"
NO_NETWORK = "no name could be resolved: is there a network?"
_MANY_HOSTS = 3
_TICK = 0.1  # seconds between two looks at the clock
_PATIENCE = 0.4  # seconds that threads have to end in

OnProgress = Callable[[int, int, Mapping[State, int]], None]


class CheckedLinks(NamedTuple):
    """What a check gave: results by URL, and why it ended early (`INTERRUPTED`, `OUT_OF_TIME`), `""` where it did not."""

    results: dict[str, LinkResult]
    ended: str = ""


class LinkChecker:
    """Checks links with the settings of a run.

    `guard` decides what may be connected to; `on_progress` is told the number of links done and of all, and the count of each state.
    Raises ConfigError for settings that cannot be used.
    """

    def __init__(self, settings: Links, guard: Guard, cache: LinkCache, on_progress: OnProgress = lambda done, total, states: None) -> None:
        check_settings(settings)
        self._settings = settings
        self._guard = guard
        self._cache = cache
        self._on_progress = on_progress

    def check(self, needs: Mapping[str, Need]) -> CheckedLinks:
        """Check each URL once. An interrupt ends the check; what is known by then is returned and kept."""
        results = self._without_asking(needs)
        left = {url: need for url, need in needs.items() if url not in results}
        run = _Run(self._settings, self._guard, left)
        try:
            ended = self._collect(run, results, len(needs))
        except KeyboardInterrupt:
            ended = INTERRUPTED
        finally:
            run.end()
            self._keep(run.drain(), results)
        unfinished = [run.known_of(url, ended) for url in left if url not in results]
        results.update((result.url, result) for result in unfinished)
        return CheckedLinks(_without_network(results), ended)

    def _without_asking(self, needs: Mapping[str, Need]) -> dict[str, LinkResult]:
        """Return the results that need no request: excluded, kept from earlier, or offline."""
        skipped = {url: reason for url in needs if (reason := why_skipped(url, self._settings))}
        results = {url: LinkResult(url, State.SKIPPED, reason) for url, reason in skipped.items()}
        results |= self._cache.answers({url: need for url, need in needs.items() if url not in skipped})
        if self._settings.offline:
            results |= {url: LinkResult(url, State.SKIPPED, "offline") for url in needs if url not in results}
        return results

    def _collect(self, run: "_Run", results: dict[str, LinkResult], total: int) -> str:
        """Take in results until all are there; return why that ended early, `""` where it did not."""
        budget = self._settings.time_budget
        end = time.monotonic() + budget if budget else float("inf")
        states = Counter(result.state for result in results.values())
        self._on_progress(len(results), total, states)
        run.start()
        while len(results) < total:
            if time.monotonic() >= end:
                return OUT_OF_TIME
            for result in self._keep(run.wait(_TICK), results):
                states[result.state] += 1
            self._on_progress(len(results), total, states)
        return ""

    def _keep(self, new: list[LinkResult], results: dict[str, LinkResult]) -> list[LinkResult]:
        timed = self._cache.keep(new)
        results.update((result.url, result) for result in timed)
        return timed


def _without_network(results: dict[str, LinkResult]) -> dict[str, LinkResult]:
    """Call no host dead where several do not exist and nobody answered: some systems say that when they are offline."""
    unknown = {url: result for url, result in results.items() if result.state is State.BROKEN and result.status is None}
    answered = any(result.status is not None and not result.cached for result in results.values())
    if answered or len({_host(url) for url in unknown}) < _MANY_HOSTS:
        return results
    doubtful = {url: result._replace(state=State.UNAVAILABLE, reason=NO_NETWORK) for url, result in unknown.items()}
    return results | doubtful


class _Run:
    """The threads of one check and what they work on."""

    def __init__(self, settings: Links, guard: Guard, needs: Mapping[str, Need]) -> None:
        self._settings = settings
        self._watchdog = Watchdog()
        self._client = Client(settings, guard, self._watchdog)
        self._schedule: Schedule[Probe] = Schedule(settings.per_host, settings.host_interval)
        self._done: queue.SimpleQueue[LinkResult] = queue.SimpleQueue()
        self._ended = False
        self._threads: list[threading.Thread] = []
        self._probes = {url: Probe(url, need, settings.retries, settings.accepted_for) for url, need in needs.items()}

    def start(self) -> None:
        """Put all links in line and start the threads. They are daemons: none of them, hung in a name lookup, may hold up the exit."""
        for probe in self._probes.values():
            self._schedule.add(_host(probe.request.url), probe)
        for number in range(min(self._settings.concurrency, len(self._probes))):
            thread = threading.Thread(target=self._work, name=f"links-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def wait(self, seconds: float) -> list[LinkResult]:
        """Return the results that come within a moment, and end requests that are over their time."""
        self._watchdog.tick()
        with suppress(queue.Empty):
            return [self._done.get(timeout=seconds), *self.drain()]
        return []

    def drain(self) -> list[LinkResult]:
        """Return the results that are there."""
        return [self._done.get_nowait() for _ in range(self._done.qsize())]

    def end(self) -> None:
        """Start no more requests, end those under way, and wait a little for the threads."""
        self._ended = True
        self._schedule.close()
        self._watchdog.end_all()
        end = time.monotonic() + _PATIENCE
        for thread in self._threads:
            thread.join(max(end - time.monotonic(), 0.0))
        self._client.close()

    def known_of(self, url: str, ended: str) -> LinkResult:
        """Return what can be said of a link whose check could not be finished."""
        last = self._probes[url].last
        return last if last is not None else LinkResult(url, State.SKIPPED, f"not checked: {ended}")

    def _work(self) -> None:
        while (taken := self._schedule.take()) is not None:
            host, probe = taken
            try:
                self._step(host, probe)
            finally:
                self._schedule.done(host)

    def _step(self, host: str, probe: Probe) -> None:
        """Send a link's next request, and put it back in line or hand in its result."""
        if probe.started is None:
            probe.started = time.monotonic()
        answer = self._client.send(probe.request, self._settings.timeout)
        if self._ended:  # the request was cut off: its answer means nothing
            return
        try:
            following = probe.follow(answer)
        except Exception as error:  # noqa: BLE001 (one odd answer must not end the run)
            following = LinkResult(probe.url, State.UNAVAILABLE, f"its answer could not be read: {type(error).__name__}")
        if isinstance(following, Next):
            if following.pause:
                self._schedule.pause(host, following.delay)
            self._schedule.add(_host(following.request.url), probe, following.delay)
        else:
            self._done.put(following._replace(seconds=round(time.monotonic() - probe.started, 3)))


def _host(url: str) -> str:
    parsed = parse_url(url)
    return parsed.host if parsed is not None else ""
