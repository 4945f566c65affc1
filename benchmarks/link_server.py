"""Forty web servers on loopback for the link benchmark: `python -m benchmarks.link_server PORT`. Counts requests at `/count`."""

import asyncio
import sys

HOSTS = [f"127.0.1.{number}" for number in range(1, 41)]
LATENCY = 0.1  # seconds


class Servers:
    """What all hosts answer, by path: `/ok/…`, `/broken/…`, `/moved/…`, `/busy/…` (429 the first time)."""

    def __init__(self) -> None:
        self.count = 0
        self._asked: set[tuple[str, str]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        host = writer.get_extra_info("sockname")[0]
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                method, path, _ = head.split(b"\r\n")[0].decode().split()
                writer.write(self._answer(host, method, path) if path == "/count" else await self._later(host, method, path))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _later(self, host: str, method: str, path: str) -> bytes:
        self.count += 1
        await asyncio.sleep(LATENCY)
        return self._answer(host, method, path)

    def _answer(self, host: str, method: str, path: str) -> bytes:
        status, extra, body = "200 OK", "", "<title>fine</title>"
        if path == "/count":
            body = str(self.count)
        elif path.startswith("/moved/"):
            status, extra = "301 Moved Permanently", f"Location: {path.replace('/moved/', '/target/')}\r\n"
        elif path.startswith("/busy/") and (host, path) not in self._asked:
            self._asked.add((host, path))
            status, extra = "429 Too Many Requests", "Retry-After: 1\r\n"
        elif not path.startswith(("/ok/", "/target/", "/busy/")):
            status = "404 Not Found"
        head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
        return head.encode() + (b"" if method == "HEAD" else body.encode())


async def main(port: int) -> None:
    """Serve until killed."""
    servers = Servers()
    started = [await asyncio.start_server(servers.serve, host, port, backlog=512) for host in HOSTS]
    print("ready", flush=True)
    await asyncio.gather(*(server.serve_forever() for server in started))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
