"""One line on a terminal that tells how far a long run is: its files, and their links."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TextIO, TypeVar

from linter.run.checking import FileReport
from linter.run.options import Watch

if TYPE_CHECKING:
    from linter.links.results import State

_T = TypeVar("_T")
_SHORT = 0.5  # seconds that nobody needs to be told about


def with_progress(reports: Iterable[_T], total: int, stream: TextIO, *, clock: Callable[[], float] = time.monotonic) -> Iterable[_T]:
    """Pass reports (or files) on, and show a bar once they take longer than half a second; never in a pipe, and never in CI."""
    if not stream.isatty() or os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        return reports
    return _shown(reports, total, stream, clock)


def _shown(reports: Iterable[_T], total: int, stream: TextIO, clock: Callable[[], float]) -> Iterator[_T]:
    begin = clock()
    bar = None
    try:
        for number, report in enumerate(reports, 1):
            if bar is None and clock() - begin > _SHORT:
                from tqdm import tqdm

                tqdm.monitor_interval = 0  # no thread
                bar = tqdm(total=total, initial=number - 1, unit=" files", leave=False, file=stream, dynamic_ncols=True)
            if bar is not None:
                bar.update()
            yield report
    finally:
        if bar is not None:
            bar.close()


class Progress:
    """Writes the line over and over; nothing where the stream is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        from shutil import get_terminal_size  # 2 ms, and most runs show no progress

        self._stream = stream
        self._shown = ""
        self._is_terminal = stream.isatty()
        self._width = get_terminal_size().columns - 1  # a line that wraps could not be written over

    def show(self, done: int, total: int, states: "Mapping[State, int]") -> None:
        """Tell how many links are done, and how many are in each state."""
        from linter.links.results import State

        counts = "".join(f"  {state} {states[state]}" for state in State if states.get(state))
        self._write(f"links {done}/{total}{counts}"[: self._width])

    def clear(self) -> None:
        """Take the line away."""
        self._write("")

    def _write(self, text: str) -> None:
        if self._is_terminal and text != self._shown:
            self._shown = text
            self._stream.write(f"\r\x1b[K{text}")
            self._stream.flush()


class TerminalWatch(Watch):
    """Shows how far a run is on a terminal; `quiet`: shows no files."""

    def __init__(self, stream: TextIO, *, quiet: bool) -> None:
        self._stream = stream
        self._quiet = quiet
        self._links: Progress | None = None

    def files(self, reports: Iterable[FileReport], total: int) -> Iterable[FileReport]:
        """Pass the reports on, with a bar."""
        return reports if self._quiet else with_progress(reports, total, self._stream)

    def links(self, done: int, total: int, states: "Mapping[State, int]") -> None:
        """Show a line."""
        self._links = self._links or Progress(self._stream)
        self._links.show(done, total, states)

    def links_end(self) -> None:
        """Take the line away."""
        if self._links is not None:
            self._links.clear()
