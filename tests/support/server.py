"""A web server on loopback that behaves as it is told: well, badly, or not like a web server at all."""

import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, NamedTuple


class Seen(NamedTuple):
    """A request that came in."""

    method: str
    path: str
    headers: Mapping[str, str]


class Reply(NamedTuple):
    """An answer as it should be: to HEAD it goes out without its body, and the connection stays open."""

    head: bytes
    body: bytes = b""


RESET = object()  # in raw bytes: break the connection off at this place

Behaviour = Callable[[Seen], Reply | Iterable[Any]]


def reply(status: int = 200, body: bytes | str = b"", /, **headers: str) -> Reply:
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Whatever"
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} {phrase}", f"Content-Length: {len(data)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return Reply("\r\n".join([*lines, "", ""]).encode("utf-8"), data)


def always(answer: Reply | Iterable[Any]) -> Behaviour:
    return lambda seen: answer


def in_turn(*answers: Reply) -> Behaviour:
    """Give each answer once, the last one from then on."""
    left = list(answers)
    return lambda seen: left.pop(0) if len(left) > 1 else left[0]


def by_method(**answers: Reply) -> Behaviour:
    return lambda seen: answers[seen.method]


class Server(socketserver.ThreadingTCPServer):
    """Serves `routes` at an address of the loopback network; `seen` are the requests, in order."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, address: str, routes: Mapping[str, Behaviour], tls: ssl.SSLContext | None = None) -> None:
        super().__init__((address, 0), _Handler)
        self.address = address
        self.port = int(self.server_address[1])
        self.routes = dict(routes)
        self.tls = tls
        self.seen: list[Seen] = []
        self.connections = 0
        self.stopping = threading.Event()

    def __enter__(self) -> "Server":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.shutdown()
        self.server_close()

    def url(self, path: str, host: str = "") -> str:
        return f"{'https' if self.tls else 'http'}://{host or self.address}:{self.port}{path}"

    def paths(self, method: str = "") -> list[str]:
        return [seen.path for seen in self.seen if method in ("", seen.method)]

    def drip(self, start: bytes, drop: bytes) -> Iterator[bytes]:
        """Send `start`, then `drop` over and over with pauses shorter than any time-out."""
        yield start
        while not self.stopping.wait(0.05):
            yield drop

    def hang(self) -> Iterator[bytes]:
        self.stopping.wait()
        yield b""

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.tls is None:
            return super().finish_request(request, client_address)
        with suppress(OSError), self.tls.wrap_socket(request, server_side=True) as secure:
            super().finish_request(secure, client_address)  # type: ignore[arg-type]
        return None

    def shutdown_request(self, request: Any) -> None:
        self.close_request(request)  # without the orderly end that would hide a reset

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # clients hang up on badly behaved servers


class _Handler(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.server.connections += 1
        with suppress(OSError):
            while (seen := self._read()) is not None:
                self.server.seen.append(seen)
                behaviour = self.server.routes.get(seen.path, always(reply(404)))
                if not self._answer(seen, behaviour(seen)):
                    return

    def _read(self) -> Seen | None:
        line = self.rfile.readline().decode("latin-1").split()
        if len(line) != 3:
            return None
        headers = {}
        while (header := self.rfile.readline().decode("latin-1").strip()) != "":
            name, _, value = header.partition(":")
            headers[name.lower()] = value.strip()
        return Seen(line[0], line[1], headers)

    def _answer(self, seen: Seen, answer: Reply | Iterable[Any]) -> bool:
        """Send an answer; return whether the connection stays open."""
        if isinstance(answer, Reply):
            self.wfile.write(answer.head + (b"" if seen.method == "HEAD" else answer.body))
            return True
        for part in answer:
            if part is RESET:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                break
            self.wfile.write(part)
        return False
