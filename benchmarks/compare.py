"""The checkout beside another commit: `python -m benchmarks.compare HEAD~1 [--most 1.15]`.

Both lint the same articles, in turn, in processes of their own with one job each; compared is the processor time, as machines in CI are
shared. Exit code 1 where the median of the ratios of one shape is above `--most`.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.measure import run
from benchmarks.peers import ROOT, environment
from benchmarks.repo_shapes import write_related_copies

Shape = Callable[[Path], None]
SHAPES: dict[str, Shape] = {
    "clean": lambda folder: write_corpus(folder, 2_000, defects=False),
    "a defect in a tenth": lambda folder: write_corpus(folder, 2_000, defects=True),
    "a warning in four ninths": lambda folder: write_corpus(folder, 2_000, defects=False, warnings=True),
    "copies": lambda folder: write_related_copies(folder, 500),
}
_RUNS = (("cold", ["--no-cache"]), ("warm", []))


def main() -> int:
    """Measure both, and print the ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("commit", help="the commit to compare with")
    parser.add_argument("--most", type=float, default=1.15, help="the highest ratio that is fine; default: 1.15")
    parser.add_argument("--rounds", type=int, default=5, help="how often each runs; default: 5")
    options = parser.parse_args()
    slower = []
    with tempfile.TemporaryDirectory() as place:
        other = Path(place) / "other"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(other), options.commit], cwd=ROOT, check=True)
        try:
            for name, write in SHAPES.items():
                folder = Path(place) / name.replace(" ", "-")
                for tree in (ROOT, other):  # each keeps a cache of its own
                    write(folder / tree.name)
                    (folder / tree.name / ".git").mkdir()
                for state, flags in _RUNS:
                    ratio = _ratio(folder, other, flags, options.rounds)
                    print(f"{name + ', ' + state:<34}{ratio:>6.2f}", flush=True)
                    slower += [name] * (ratio > options.most)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(other)], cwd=ROOT, check=True)
    return 1 if slower else 0


def _ratio(folder: Path, other: Path, flags: list[str], rounds: int) -> float:
    """Return the median of the checkout's processor time divided by the other's, a pair a round after one that does not count."""
    pairs = [[_seconds(folder, tree, flags) for tree in (ROOT, other)] for _ in range(rounds + 1)]
    return statistics.median(ours / theirs for ours, theirs in pairs[1:])


def _seconds(folder: Path, tree: Path, flags: list[str]) -> float:
    command = [sys.executable, "-m", "linter", "--jobs", "1", *flags, "articles"]
    done = run(command, folder / tree.name, {**environment(), "PYTHONPATH": str(tree)})
    assert done.code in (0, 1), f"{tree.name} failed with exit code {done.code}"
    return done.cpu


if __name__ == "__main__":
    sys.exit(main())
