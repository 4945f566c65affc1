"""Several processes: the same reports, whatever happens to the workers."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from linter.files.discovery import Target
from linter.run import batch, workers
from linter.run.batch import Batch
from linter.run.checking import FileReport, check_contents, check_files, check_group
from linter.run.workers import WorkerPool
from tests.support.articles import linter, write_articles

needs_fork = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="the worker's code is replaced by fork")
CheckGroup = Callable[..., Iterator[FileReport]]


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_every_start_method_gives_the_reports_of_one_process_in_their_order(tmp_path: Path, method: str) -> None:
    targets = write_articles(tmp_path, 200)
    one = linter()
    expected = list(check_files(targets, lambda path: one))
    assert list(WorkerPool(2, method).check_files(targets, lambda path: one)) == expected
    assert any(report.diagnostics for report in expected)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_any_number_of_jobs_prints_the_same_bytes(
    tmp_path: Path, jobs: int, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    from linter.cli.main import run

    monkeypatch.setattr(batch, "FEWEST_FOR_PROCESSES", 1)
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path, 150)
    outputs = []
    for number in (jobs, 1):
        run(["--no-cache", "--jobs", str(number), "--output-format", "json"])
        outputs.append(capfdbinary.readouterr().out)
    assert outputs[0] == outputs[1]


def test_files_with_settings_of_their_own_keep_them(tmp_path: Path) -> None:
    targets = write_articles(tmp_path, 140)
    usual = linter()
    lenient = linter(usual.settings._replace(ignore=("out-of-range",)))
    reports = list(WorkerPool(2).check_files(targets, lambda path: lenient if path < targets[70].path else usual))
    assert [bool(report.diagnostics) for report in reports] == [number >= 70 and number % 10 == 0 for number in range(140)]


def dying_on(path: str, *, once: Path | None = None) -> CheckGroup:
    def check(targets: Sequence[Target], *arguments: Any, **options: Any) -> Iterator[FileReport]:
        if any(target.path == path for target in targets) and (once is None or not once.exists()):
            if once is not None:
                once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return check_group(targets, *arguments, **options)

    return check


@needs_fork
def test_a_killed_worker_is_told_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    targets = write_articles(tmp_path, 300)
    one = linter()
    monkeypatch.setattr(workers, "check_group", dying_on(targets[170].path, once=tmp_path / "died"))
    monkeypatch.setattr(batch, "FEWEST_FOR_PROCESSES", 1)
    several = Batch(jobs=2)
    assert list(several.check(targets, lambda path: one)) == list(check_files(targets, lambda path: one))
    assert several.notices == ["a worker process died 1 time; its files were linted again"]


@needs_fork
def test_a_file_that_kills_every_worker_is_named_and_the_others_are_linted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    targets = write_articles(tmp_path, 100)
    one = linter()
    monkeypatch.setattr(workers, "check_group", dying_on(targets[33].path))
    expected = list(check_files(targets, lambda path: one))
    expected[33] = FileReport(targets[33].path, error="each process that linted it died")
    assert list(WorkerPool(2, "fork").check_files(targets, lambda path: one)) == expected


HELD_UP = """
import os, sys, time
from pathlib import Path
from linter.run import batch, workers
from linter.cli.main import run

folder = Path(sys.argv[1])
lint = workers.check_group

def held_up(*arguments, **options):
    (folder / f"pid-{os.getpid()}").touch()
    while not (folder / "go").exists():
        time.sleep(0.01)
    return lint(*arguments, **options)

if __name__ == "__main__":
    workers.check_group = held_up
    batch.FEWEST_FOR_PROCESSES = 1
    sys.exit(run(["--jobs", "2", "--no-cache", str(folder)]))
"""


def wait_until(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.01)


def pids(folder: Path) -> list[int]:
    return [int(path.name.removeprefix("pid-")) for path in folder.glob("pid-*")]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def held_up_run(tmp_path: Path) -> subprocess.Popen[str]:
    write_articles(tmp_path, 200)
    script = tmp_path / "held_up.py"
    script.write_text(HELD_UP, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    wait_until(lambda: len(pids(tmp_path)) == 2, "both workers are at work")
    return run


@needs_fork
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")
def test_ctrl_c_ends_the_run_without_a_traceback_or_a_process_left(tmp_path: Path, held_up_run: subprocess.Popen[str]) -> None:
    os.killpg(held_up_run.pid, signal.SIGINT)
    (tmp_path / "go").touch()
    out, err = held_up_run.communicate(timeout=30)
    assert (held_up_run.returncode, out, err) == (130, "", "newslint: interrupted\n")
    wait_until(lambda: not any(map(is_running, pids(tmp_path))), "the workers are gone")


@needs_fork
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")
def test_workers_end_with_a_killed_run(tmp_path: Path, held_up_run: subprocess.Popen[str]) -> None:
    held_up_run.kill()
    held_up_run.wait(timeout=30)
    wait_until(lambda: not any(map(is_running, pids(tmp_path))), "the workers are gone")
    held_up_run.communicate()


def test_large_contents_are_not_gathered() -> None:
    """Many small files are read before the first is judged; of large ones only what is some megabytes."""
    taken = []

    def contents() -> Iterator[tuple[Target, bytes]]:
        for number in range(10):
            taken.append(number)
            yield Target(f"{number}.md", named=True), b"---\ntitle: Trams\n---\n" + b"x" * 600_000

    assert next(check_contents(contents(), linter())).path == "0.md"
    assert len(taken) == 2
