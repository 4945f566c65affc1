"""The script that counts diagnostics per rule, to judge precision by eye."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.copies import write_copies
from benchmarks.precision import measure
from tests.support import ROOT


def test_it_runs_on_the_seeds() -> None:
    command = [sys.executable, "-m", "benchmarks.precision", "seeds"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    first, _, head, *rules = done.stdout.splitlines()
    assert first.endswith(" in seeds")
    assert head.split() == ["rule", "severity", "total", "own", "copies", "distinct"]
    assert rules == [], "the seeds are clean"


def test_each_rule_is_counted_in_own_fields_and_in_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_copies(tmp_path, 40, most_related=10, slips=2)
    monkeypatch.chdir(tmp_path)
    table = measure(samples=1)
    row = next(line for line in table.splitlines() if line.startswith("NL301"))
    total, own, copies, distinct = map(int, row.split()[3:])
    assert (own, distinct) == (2, 2)
    assert total == own + copies > 2
    assert table.count('ampWebUrl: "http:///story-') == 1
    assert table == measure(samples=1)
