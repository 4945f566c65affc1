"""requests' adapter over urllib3's pools, with connections that the address guard makes and the watchdog can end."""

import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.poolmanager import PoolManager

from linter.links.guard import Guard
from linter.links.watchdog import Watchdog


class _Guarded(HTTPConnection):
    """What the HTTP and HTTPS connections share. `guard` and `watchdog` are set by `guarded_adapter`."""

    guard: Guard
    watchdog: Watchdog
    _lifeline: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        timeout = self.timeout if isinstance(self.timeout, int | float) else None
        try:
            return self.guard.connect(self._dns_host.rstrip("."), self.port, timeout, self._watch)
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "connecting timed out") from error
        except OSError as error:
            raise NewConnectionError(self, str(error)) from error

    def _watch(self, connection: socket.socket) -> None:
        self._cut_lifeline()
        self._lifeline = connection.dup()  # TLS takes the first handle over; a second one ends the connection all the same
        self.watchdog.attach(self._lifeline)

    def request(self, *arguments: Any, **options: Any) -> None:
        if self._lifeline is not None:  # a connection used again
            self.watchdog.attach(self._lifeline)
        super().request(*arguments, **options)

    def close(self) -> None:
        self._cut_lifeline()
        super().close()

    def _cut_lifeline(self) -> None:
        if self._lifeline is not None:
            self.watchdog.release(self._lifeline)
            self._lifeline = None


class _GuardedTls(_Guarded, HTTPSConnection):
    """A guarded connection with TLS on top; the certificate is checked against the name."""


class GuardedAdapter(HTTPAdapter):
    """An HTTPAdapter whose direct connections pass the guard. Connections to a proxy do not: the proxy resolves names."""

    def __init__(self, guard: Guard, watchdog: Watchdog, *, pools: int, per_host: int) -> None:
        mine = {"guard": guard, "watchdog": watchdog}
        plain = type("GuardedConnection", (_Guarded,), mine)
        tls = type("GuardedTlsConnection", (_GuardedTls,), mine)
        self._pool_classes = {
            "http": type("GuardedPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("GuardedTlsPool", (HTTPSConnectionPool,), {"ConnectionCls": tls}),
        }
        super().__init__(pool_connections=pools, pool_maxsize=per_host, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        """Make the pools, of guarded connections."""
        super().init_poolmanager(connections, maxsize, block, **options)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = self._pool_classes
