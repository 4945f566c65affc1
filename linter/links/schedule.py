"""Which request is due: at most so many at once for a host, and an interval between them."""

import heapq
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Generic, TypeVar

Job = TypeVar("Job")


class _Host(Generic[Job]):
    """A host's waiting jobs, how many are under way, when the next may start, and whether it is left alone."""

    __slots__ = ("in_flight", "is_left", "next_start", "waiting")

    def __init__(self) -> None:
        self.waiting: list[tuple[float, int, Job]] = []
        self.in_flight = 0
        self.next_start = 0.0
        self.is_left = False


class Schedule(Generic[Job]):
    """Jobs by host. Threads `take` the one that is due first and call `done` after it; times are seconds of a monotonic clock."""

    def __init__(self, per_host: int, interval: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_host = per_host
        self._interval = interval
        self._clock = clock
        self._changed = threading.Condition()
        self._hosts: dict[str, _Host[Job]] = defaultdict(_Host)
        self._due: list[tuple[float, str]] = []
        self._listed: dict[str, float] = {}  # the time that counts for a host in `_due`; other entries of it are out of date
        self._added = 0
        self._closed = False

    def add(self, host: str, job: Job, delay: float = 0.0) -> bool:
        """Put a job in line, not to start before `delay` seconds from now; return whether that was done: not where a host is left alone."""
        with self._changed:
            queue = self._hosts[host]
            if queue.is_left:
                return False
            self._added += 1
            heapq.heappush(queue.waiting, (self._clock() + delay if delay else 0.0, self._added, job))
            self._list(host, queue)
            self._changed.notify()
        return True

    def take(self) -> tuple[str, Job] | None:
        """Wait for the next job that is due and return it with its host; None once the schedule is closed."""
        with self._changed:
            while not self._closed:
                wait = self.next_in()
                if wait is None or wait > 0:
                    self._changed.wait(wait)
                    continue
                host = heapq.heappop(self._due)[1]
                del self._listed[host]
                queue = self._hosts[host]
                _, _, job = heapq.heappop(queue.waiting)
                queue.in_flight += 1
                queue.next_start = self._clock() + self._interval
                self._list(host, queue)
                return host, job
        return None

    def next_in(self) -> float | None:
        """Return in how many seconds the next job is due (0 or less: now), None where none waits for a time."""
        with self._changed:
            while self._due:
                start, host = self._due[0]
                if self._listed.get(host) != start:
                    heapq.heappop(self._due)
                elif self._start_of(self._hosts[host]) > start:  # the host was paused meanwhile
                    heapq.heappop(self._due)
                    del self._listed[host]
                    self._list(host, self._hosts[host])
                else:
                    return start - self._clock()
        return None

    def done(self, host: str) -> None:
        """Say that a taken job's request is over."""
        with self._changed:
            queue = self._hosts[host]
            queue.in_flight -= 1
            self._list(host, queue)
            self._changed.notify()

    def pause(self, host: str, seconds: float) -> None:
        """Start nothing at a host for some time."""
        with self._changed:
            queue = self._hosts[host]
            queue.next_start = max(queue.next_start, self._clock() + seconds)

    def leave(self, host: str) -> list[Job]:
        """Start nothing at a host any more; return what was in line."""
        with self._changed:
            queue = self._hosts[host]
            queue.is_left = True
            left = [job for _, _, job in sorted(queue.waiting)]
            queue.waiting.clear()
            self._listed.pop(host, None)
            return left

    def close(self) -> None:
        """Give out no more jobs; whoever waits for one goes on."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _start_of(self, queue: _Host[Job]) -> float:
        return max(queue.next_start, queue.waiting[0][0])

    def _list(self, host: str, queue: _Host[Job]) -> None:
        """Note when a host's next job may start, unless that is known already."""
        if queue.waiting and queue.in_flight < self._per_host:
            start = self._start_of(queue)
            if start < self._listed.get(host, float("inf")):
                self._listed[host] = start
                heapq.heappush(self._due, (start, host))
