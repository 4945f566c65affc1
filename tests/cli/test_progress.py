"""Progress on a terminal: only for people, only when it takes long."""

import io
import subprocess
import sys
from collections.abc import Iterator

import pytest

from linter.cli.progress import with_progress
from linter.run.checking import FileReport

REPORTS = [FileReport(f"{number}.md") for number in range(10)]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def clock(seconds_a_file: float) -> Iterator[float]:
    return iter(number * seconds_a_file for number in range(1000))


def shown(stream: io.StringIO, seconds_a_file: float) -> str:
    passed = list(with_progress(REPORTS, len(REPORTS), stream, clock=clock(seconds_a_file).__next__))
    assert passed == REPORTS
    return stream.getvalue()


def test_a_long_run_shows_how_far_it_is_and_wipes_it_at_the_end() -> None:
    text = shown(Terminal(), seconds_a_file=1)

    assert "/10 [" in text
    assert text.endswith("\r")


def test_a_short_run_shows_nothing() -> None:
    assert shown(Terminal(), seconds_a_file=0.04) == ""


def test_a_pipe_shows_nothing() -> None:
    assert shown(io.StringIO(), seconds_a_file=1) == ""


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_ci_and_dumb_terminals_show_nothing(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)

    assert shown(Terminal(), seconds_a_file=1) == ""


def test_the_bar_s_library_is_not_loaded_before_it_is_needed() -> None:
    program = "import sys, linter.run.pipeline; sys.exit('tqdm' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
