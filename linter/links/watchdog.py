"""Ends requests that take too long as a whole.

A socket's time-out counts from one byte to the next, so a server that drips could hold a request for ever. The watchdog keeps a
second handle on each connection in use and shuts it down when the request's time is over.
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Exchange:
    """One request under way: what it asks for, when it must end, whether it was ended, and the handle to end it by."""

    __slots__ = ("deadline", "expired", "lifeline", "owns_lifeline", "target")

    def __init__(self, deadline: float, target: str) -> None:
        self.deadline = deadline
        self.target = target
        self.expired = False
        self.lifeline: socket.socket | None = None
        self.owns_lifeline = False

    def drop(self) -> None:
        """Let go of the handle, and close it where nobody else will."""
        if self.owns_lifeline and self.lifeline is not None:
            self.lifeline.close()
        self.lifeline = None


class Watchdog:
    """Knows all requests under way. `tick` must be called now and then, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[Exchange] = set()
        self._own = threading.local()

    @contextmanager
    def exchange(self, seconds: float, target: str) -> Iterator[Exchange]:
        """Watch over what this thread does inside: it asks for `target`, and must end within `seconds`."""
        exchange = Exchange(time.monotonic() + seconds, target)
        self._own.exchange = exchange
        with self._lock:
            self._running.add(exchange)
        try:
            yield exchange
        finally:
            self._own.exchange = None
            with self._lock:
                self._running.discard(exchange)
                exchange.drop()

    @property
    def target(self) -> str:
        """The request target of what this thread asks for."""
        exchange: Exchange = self._own.exchange
        return exchange.target

    def attach(self, lifeline: socket.socket) -> None:
        """Tell which connection this thread's request uses."""
        exchange: Exchange | None = getattr(self._own, "exchange", None)
        if exchange is not None:
            with self._lock:
                exchange.drop()
                exchange.lifeline, exchange.owns_lifeline = lifeline, False
                if exchange.expired:
                    _shut(lifeline)

    def release(self, lifeline: socket.socket) -> None:
        """Close a connection's handle: now, or at the end of the request that still reads from it (`Connection: close`)."""
        with self._lock:
            for exchange in self._running:
                if exchange.lifeline is lifeline:
                    exchange.owns_lifeline = True
                    return
        lifeline.close()

    def tick(self) -> None:
        """End what is over its time."""
        self._end(time.monotonic())

    def end_all(self) -> None:
        """End every request under way."""
        self._end(float("inf"))

    def _end(self, now: float) -> None:
        with self._lock:
            for exchange in self._running:
                if exchange.deadline <= now and not exchange.expired:
                    exchange.expired = True
                    if exchange.lifeline is not None:
                        _shut(exchange.lifeline)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):  # it may not be connected yet, or not any more
        connection.shutdown(socket.SHUT_RDWR)
