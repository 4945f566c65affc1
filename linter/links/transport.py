"""requests' adapter over urllib3's pools, with connections that the address guard makes and the watchdog can end."""

import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.poolmanager import PoolManager, ProxyManager

from linter.links.guard import Guard
from linter.links.watchdog import Watchdog


class _Exact(HTTPConnection):
    """A connection that sends the request target as it is; urllib3 would write escapes in capitals and encode `|` and `[`."""

    watchdog: Watchdog

    def request(self, method: str, url: str, *arguments: Any, **options: Any) -> None:
        super().request(method, self.watchdog.target, *arguments, **options)


class _ExactTls(_Exact, HTTPSConnection):
    """The same with TLS on top."""


class _Guarded(_Exact):
    """What the HTTP and HTTPS connections that pass the guard share. `guard` and `watchdog` are set by `GuardedAdapter`."""

    guard: Guard
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

    def request(self, method: str, url: str, *arguments: Any, **options: Any) -> None:
        if self._lifeline is not None:  # a connection used again
            self.watchdog.attach(self._lifeline)
        super().request(method, url, *arguments, **options)

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
        self._pool_classes = _pool_classes(_Guarded, _GuardedTls, {"guard": guard, "watchdog": watchdog})
        self._proxied_pool_classes = _pool_classes(_Exact, _ExactTls, {"watchdog": watchdog})
        super().__init__(pool_connections=pools, pool_maxsize=per_host, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        """Make the pools, of guarded connections."""
        super().init_poolmanager(connections, maxsize, block, **options)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = self._pool_classes

    def proxy_manager_for(self, proxy: str, **options: Any) -> ProxyManager:
        """Make the pools of a proxy."""
        manager: ProxyManager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = self._proxied_pool_classes
        return manager


def _pool_classes(plain: type[HTTPConnection], tls: type[HTTPConnection], attributes: dict[str, Any]) -> dict[str, Any]:
    return {
        "http": type("Pool", (HTTPConnectionPool,), {"ConnectionCls": type("Connection", (plain,), attributes)}),
        "https": type("TlsPool", (HTTPSConnectionPool,), {"ConnectionCls": type("TlsConnection", (tls,), attributes)}),
    }
