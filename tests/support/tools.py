"""Programs and services from outside Python's standard installation that some tests need; `.ci/tools` installs the programs."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest


def tool(path: Path | str | None, what: str) -> str:
    """Return a program's path; where it is missing skip the test, or with NEWSLINT_REQUIRE_ALL_TOOLS=1 fail it."""
    if path is not None and Path(path).exists():
        return str(path)
    missing(f"{what} is not installed: run .ci/tools")
    raise AssertionError


def missing(reason: str) -> None:
    """Skip the test, or with NEWSLINT_REQUIRE_ALL_TOOLS=1 fail it."""
    if os.environ.get("NEWSLINT_REQUIRE_ALL_TOOLS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def beside_python(name: str) -> str:
    """Return a program that is installed in the environment of this Python."""
    return tool(Path(sys.executable).parent / name, name)


def need_package_index() -> None:
    """Make sure that packages can be installed."""
    if not _index_answers():
        missing("no package index can be reached")


@cache
def _index_answers() -> bool:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--no-deps", "--ignore-installed", "hatchling"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
