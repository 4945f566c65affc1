"""How quickly the language server answers: `python -m benchmarks.server [--edits 300] [--memory-edits 10000]`.

Speaks to the real command with the tests' editor, and prints: from a change to its diagnostics (median and 95th percentile, without the
debounce), from the start to the first diagnostics, and the memory before and after many edits. Beside the time on the clock stands the
server's processor time, which says more on a machine that does other things as well (Linux only).
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.support.editor import Editor, server

_RELATED = 179
_ITEM = """\
  - title: Trams on the rise, part {number} of a long story
    excerpt: "Ten cities build new lines, and {number} more think about it; what they share is told by those who ride them. {filler}"
    publishedDateTime: 2024-05-01T06:00:00Z
    webUrl: https://news.example.org/trams/{number}
    ampWebUrl: https://news.example.org/trams/{number}/amp
    cdnAmpWebUrl: https://news-example-org.cdn.ampproject.org/c/s/news.example.org/trams/{number}/amp
    type: article
    provider:
      name: Example Org
      domain: example.org
    quality: {score}
"""
_HEAD = """\
---
category: news
title: City opens its first solar tram line
excerpt: The line runs on power from the depot's own roof.
publishedDateTime: 2024-05-02T08:30:00Z
webUrl: https://www.example.com/2024/solar-tram
type: article
quality: 72
heat: 64
published: true
provider:
  name: Example News
  domain: example.com
topics:
  - Transport
"""
_TYPED = ": and a half-typed “quote” that goes on"


def article(related: int, body: int) -> str:
    """Return an article with so many related items and a body of so many characters."""
    filler = "A sentence of the usual length follows. " * 5
    items = "".join(_ITEM.format(number=number, score=number % 200, filler=filler.strip()) for number in range(related))
    return f"{_HEAD}{'related:' if items else ''}\n{items}---\n{'Text. ' * (body // 6)}\n".replace("\n\n", "\n", 1)


def changes(text: str) -> Iterator[str]:
    """Yield the text as somebody types into its title and a score, a character at a time, for ever: half of them are broken YAML."""
    title = "City opens its first solar tram line"
    while True:
        for length in range(1, len(_TYPED) + 1):
            yield text.replace(title, title + _TYPED[:length], 1)
        for score in ("", "7", "72", "720"):
            yield text.replace("quality: 72", f"quality: {score}".rstrip(), 1)


class Times(NamedTuple):
    """Milliseconds of each of some answers: on the clock, and of the server's processor time."""

    clock: list[float]
    processor: list[float]

    def add(self, started: float, used: float) -> None:
        """Note one answer by what it cost."""
        self.clock.append((time.perf_counter() - started) * 1000)
        self.processor.append(used)

    def __str__(self) -> str:
        return f"{_summary(self.clock)}; processor {_summary(self.processor)}"


def latencies(editor: Editor, process: int, path: Path, text: str, edits: int) -> Times:
    """Return how long it took from each of so many changes to its diagnostics."""
    editor.open(path, text)
    times = Times([], [])
    for _, changed in zip(range(edits), changes(text), strict=False):
        started, before = time.perf_counter(), processor_time(process)
        editor.type(path, changed)
        editor.diagnostics(path)
        times.add(started, processor_time(process) - before)
    return times


def starts(folder: Path, rounds: int) -> Times:
    """Return how long it took from starting the server to the first diagnostics."""
    times = Times([], [])
    for _ in range(rounds):
        started = time.perf_counter()
        with server(folder) as (editor, process):
            editor.start(folder)
            editor.open(folder / "a.md", article(0, 2000))
            times.add(started, processor_time(process.pid))
    return times


def processor_time(process: int) -> float:
    """Return how many milliseconds of the processor a process has had."""
    tasks = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e6


def memory_of(process: int) -> float:
    """Return the memory of a process in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.server", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edits", type=int, default=300)
    parser.add_argument("--memory-edits", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"start to first diagnostics: {starts(folder, options.rounds)}")
        with server(folder) as (editor, process):
            editor.start(folder)
            for label, text in (("3 KB", article(0, 2500)), (f"{_RELATED} related items", article(_RELATED, 0))):
                size = len(text.encode()) / 1000
                times = latencies(editor, process.pid, folder / "a.md", text, options.edits)
                print(f"change to diagnostics, {label} ({size:.0f} KB): {times}")
            before = memory_of(process.pid)
            latencies(editor, process.pid, folder / "b.md", article(0, 2500), options.memory_edits)
            print(f"memory: {before:.1f} MB, after {options.memory_edits:,} more edits {memory_of(process.pid):.1f} MB")


def _summary(times: list[float]) -> str:
    ordered = sorted(times)
    return f"median {statistics.median(ordered):.1f} ms, 95th percentile {ordered[int(len(ordered) * 0.95)]:.1f} ms"


if __name__ == "__main__":
    main()
