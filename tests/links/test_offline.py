"""Without `--check-links` nothing opens a socket.

The whole rest of the suite runs with sockets blocked; this looks at the program itself.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError

from tests.support.server import Server

ARTICLE = "---\ntitle: Trams\nwebUrl: http://127.0.0.1:1/a\nimages: [{url: 'http://127.0.0.1:1/i.jpg'}]\n---\n[a](http://127.0.0.1:1/b)\n"

# Runs newslint and ends with 99 at the first sign of the network.
WATCHED = """
import os, sys

def watch(event, arguments):
    if event.startswith("socket."):
        sys.stderr.write(f"{event} {arguments}")
        os._exit(99)

sys.addaudithook(watch)
from linter.cli.main import run
code = run(sys.argv[1:])
assert not {"requests", "urllib3", "pyromark"} & set(sys.modules), "imported without need"
sys.exit(code)
"""


@pytest.mark.disable_socket
def test_sockets_are_blocked_in_the_rest_of_the_suite(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.getoption("--disable-socket")
    with pytest.warns(match="A test tried to use socket"), pytest.raises(SocketBlockedError):
        Server("127.0.0.1", {})


@pytest.mark.parametrize("options", [[], ["--fix", "--unsafe-fixes"], ["--select", "ALL"], ["--output-format", "sarif"]])
def test_a_run_without_check_links_does_not_touch_the_network(tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "a.md").write_text(ARTICLE)

    done = subprocess.run([sys.executable, "-c", WATCHED, *options, str(tmp_path)], capture_output=True, text=True, timeout=60)

    assert done.returncode in (0, 1), done.stderr


def test_the_watch_sees_a_run_with_check_links(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE)
    command = [sys.executable, "-c", WATCHED, "--check-links", "--allow-host", "127.0.0.1", str(tmp_path)]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path)

    assert (done.returncode, done.stderr[:7]) == (99, "socket.")
