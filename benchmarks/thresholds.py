"""From how many files on further processes and the cache pay: `python -m benchmarks.thresholds`.

Prints milliseconds for one process, for two, and with a filled cache; the constants in linter/run/batch.py are read off here.
"""

import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.corpus import write_corpus
from linter.engine.linter import Linter
from linter.files.discovery import Filters, discover
from linter.run import batch
from linter.run.batch import Batch
from linter.settings.options import Settings

COUNTS = (50, 100, 200, 400, 800, 1_600)
ROUNDS = 5


def main() -> None:
    """Measure and print."""
    linter = Linter(Settings(), now=datetime(2024, 6, 1, tzinfo=UTC))
    batch.FEWEST_FOR_CACHE = batch.FEWEST_FOR_PROCESSES = 1
    print(f"{'files':>6}{'one':>9}{'two':>9}{'cached':>9}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_corpus(root, COUNTS[-1], defects=False)
        targets, _ = discover([str(root / "articles")], Filters(str(root)))
        list(Batch(1, root).check(targets, lambda path: linter))
        for count in COUNTS:
            some = targets[:count]
            ways = (Batch(1), Batch(2), Batch(1, root))
            times = [_best(lambda way=way, some=some: way.check(some, lambda path: linter)) for way in ways]  # type: ignore[misc]
            print(f"{count:>6}" + "".join(f"{seconds * 1000:>9.1f}" for seconds in times), flush=True)


def _best(lint: Callable[[], Iterable[object]]) -> float:
    """Return the shortest of some runs in seconds: whatever else the machine does only adds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        list(lint())
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    main()
