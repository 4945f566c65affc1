"""Running programs side by side: wall time and peak memory."""

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers import Program, environment


class Run(NamedTuple):
    """One run of a program: seconds on the clock, seconds of the processors, peak memory in MB of its largest process, exit code."""

    seconds: float
    cpu: float
    memory: float
    code: int


class Figures(NamedTuple):
    """A program's medians."""

    seconds: float
    cpu: float
    memory: float
    code: int


def measure(programs: Sequence[Program], corpus: Path, count: int, rounds: int) -> dict[str, Figures]:
    """Run every program in turn, `rounds` times, after a round that does not count; return medians by name."""
    commands = {program.name: program.command(corpus, count == 1) for program in programs if count <= program.most}
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            done = run(command, corpus, environment())
            if number or rounds == 1:
                runs[name].append(done)
    return {name: _medians(some[-rounds:]) for name, some in runs.items()}


def run(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> Run:
    """Run a command; its output goes nowhere."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)


def _medians(runs: Sequence[Run]) -> Figures:
    return Figures(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.cpu for run in runs),
        max(run.memory for run in runs),
        runs[-1].code,
    )
