"""Programs from outside Python that tests drive; `.ci/tools` installs them."""

import os
from pathlib import Path

import pytest


def tool(path: Path | str | None, what: str) -> str:
    """Return a program's path; where it is missing skip the test, or with NEWSLINT_REQUIRE_ALL_TOOLS=1 fail it."""
    if path is not None and Path(path).exists():
        return str(path)
    reason = f"{what} is not installed: run .ci/tools"
    if os.environ.get("NEWSLINT_REQUIRE_ALL_TOOLS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
