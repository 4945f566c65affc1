"""The address guard: what an article names may be connected to only where it is public.

Names are resolved once, every address is looked at, and the connection goes to exactly one of those addresses. TLS and the Host
header keep the name. Checking a name first and letting a library resolve it again would let the answer change in between.
"""

import socket
from collections.abc import Callable, Collection
from contextlib import suppress
from ipaddress import ip_address

from linter.text.addresses import is_public_address
from linter.text.urls import Url, parse_url

PORTS = frozenset([80, 443, 8080, 8443])
_MOST_TRIED = 4  # addresses of one host

Resolver = Callable[[str, int], list[str]]


class RefusedError(Exception):
    """The guard does not connect; the message says why."""


class UnknownHostError(Exception):
    """The name does not exist."""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host.

    Raises UnknownHostError where there is no such name, OSError where nobody could be asked.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            raise UnknownHostError(host) from None
        raise
    except UnicodeError:  # a label of more than 63 characters
        raise UnknownHostError(host) from None
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Guard:
    """Decides what may be connected to. `allowed` names hosts that may have any address and port."""

    def __init__(self, allowed: Collection[str] = (), resolver: Resolver = resolve) -> None:
        self.allowed = frozenset(map(_as_in_urls, allowed))
        self.resolver = resolver

    def admit(self, url: Url) -> None:
        """Look at what can be seen in the URL itself. Raises RefusedError."""
        if url.parsed.username or url.parsed.password:
            raise RefusedError("it holds credentials")
        host = url.host.strip("[]")
        port = int(url.parsed.port or (443 if url.scheme == "https" else 80))
        self._admit_port(host, port)
        if url.is_address:
            self._vet(host, [host])

    def addresses(self, host: str, port: int) -> list[str]:
        """Resolve a host and return its addresses, all of them fit to connect to.

        Raises RefusedError when the port or any address is not, UnknownHostError when there is no such name, OSError when it could
        not be resolved.
        """
        self._admit_port(host, port)
        addresses = self.resolver(host, port)
        if not addresses:
            raise UnknownHostError(host)
        return self._vet(host, addresses)

    def connect(self, host: str, port: int, timeout: float | None, on_socket: Callable[[socket.socket], None]) -> socket.socket:
        """Connect to the first vetted address that answers.

        `timeout` is in seconds, shared among the addresses. `on_socket` is given each socket before it connects. Raises what `addresses`
        does, and the last address's OSError.
        """
        failure: OSError = OSError("no address")
        addresses = self.addresses(host, port)[:_MOST_TRIED]
        for address in addresses:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            connection = socket.socket(family, socket.SOCK_STREAM)
            try:
                connection.settimeout(timeout / len(addresses) if timeout is not None else None)
                with suppress(OSError):
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                on_socket(connection)
                connection.connect((address, port))
                connection.settimeout(timeout)
            except OSError as error:
                connection.close()
                failure = error
                continue
            except BaseException:
                connection.close()
                raise
            return connection
        raise failure

    def _admit_port(self, host: str, port: int) -> None:
        if port not in PORTS and host.lower() not in self.allowed:
            raise RefusedError(f"port {port} is not one of {', '.join(map(str, sorted(PORTS)))}")

    def _vet(self, host: str, addresses: list[str]) -> list[str]:
        """Return `addresses` when all are public. The message names no address: a report must not tell what an inner name resolves to."""
        if host.lower() not in self.allowed:
            for address in addresses:
                try:
                    public = is_public_address(ip_address(address))
                except ValueError:
                    public = False
                if not public:
                    raise RefusedError(
                        "its address is not public" if address == host else "its name leads to an address that is not public"
                    )
        return addresses


def _as_in_urls(host: str) -> str:
    """Write a host as URLs are read: in lower case and in ASCII, IPv6 without brackets."""
    url = parse_url(f"http://[{host}]/" if host.count(":") > 1 and not host.startswith("[") else f"http://{host}/")
    return (url.host if url is not None else host.lower()).strip("[]")
