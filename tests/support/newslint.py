"""The real command, as a shell would run it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.support import ROOT

COMMAND = [sys.executable, "-m", "linter"]
NOW = "2024-06-01T12:00:00Z"


class Done(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


def environment(**extra: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "CI")}
    return {**kept, "PYTHONPATH": str(ROOT), **extra}


def newslint(folder: Path, *arguments: str, stdin: str | bytes = b"", env: dict[str, str] | None = None, timeout: float = 60) -> Done:
    """Run newslint in `folder`; a traceback is a failure whatever the test is about."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=folder, input=given, capture_output=True, env=env or environment(), timeout=timeout, check=False
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err, err
    return Done(done.returncode, out, err)


def write(folder: Path, **files: str) -> None:
    """Write files: `sub__a_md="…"` is `sub/a.md`, byte for byte."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
