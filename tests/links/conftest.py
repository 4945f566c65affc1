"""Tests of links talk to servers on loopback, and to nothing else."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from linter.links.cache import LinkCache
from linter.links.checker import LinkChecker
from linter.links.guard import Guard, Resolver
from linter.links.results import LinkResult, Need
from linter.settings.options import Links
from tests.support.server import Behaviour, Server

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
QUICK = Links(host_interval=0.0, timeout=5.0, retries=0, cache="")

Serve = Callable[..., Server]
Check = Callable[..., dict[str, LinkResult]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.0/8"]))


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers; they end with the test."""
    with ExitStack() as stack:

        def start(routes: dict[str, Behaviour], address: str = "127.0.0.2", **options: object) -> Server:
            return stack.enter_context(Server(address, routes, **options))  # type: ignore[arg-type]

        yield start


def names(**addresses: str | list[str]) -> Resolver:
    """Resolve `www_example_com="127.0.0.2"`, and addresses to themselves."""
    known = {name.replace("_", "."): [found] if isinstance(found, str) else found for name, found in addresses.items()}
    return lambda host, port: known.get(host, [host])


def check(
    *urls: str, settings: Links = QUICK, guard: Guard | None = None, need: Need = Need.NOTHING, cache: Path | None = None
) -> dict[str, LinkResult]:
    """Check URLs, by default with a guard that lets 127.0.0.2 through."""
    kept = LinkCache(cache, settings, NOW)
    try:
        return LinkChecker(settings, guard or Guard(["127.0.0.2"]), kept).check(dict.fromkeys(urls, need)).results
    finally:
        kept.close()
