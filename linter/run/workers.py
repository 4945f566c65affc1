"""Linting in several processes: the same reports in the same order, also when a worker dies."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from functools import lru_cache
from multiprocessing.connection import wait
from typing import NamedTuple

from linter.engine.linter import Linter
from linter.files.discovery import Target
from linter.run.checking import FileReport, FixMode, LinterFor, check_group, grouped
from linter.run.choices import Cases, by_content, decided_by
from linter.settings.options import Settings

_MOST_BREAKS = 2

_DIED = "each process that linted it died"


class Task(NamedTuple):
    """Files with the settings that they share: what one call of a worker lints."""

    targets: tuple[Target, ...]
    settings: Settings | Cases
    now: datetime
    fix: FixMode | None
    with_digest: bool


class WorkerPool:
    """Worker processes that lint files. `deaths` counts the times that one of them died."""

    def __init__(self, jobs: int, start_method: str | None = None) -> None:
        self.jobs = jobs
        self.deaths = 0
        self._context = multiprocessing.get_context(start_method)

    def check_files(
        self, targets: Sequence[Target], linter_for: LinterFor, fix: FixMode | None = None, *, with_digest: bool = False
    ) -> Iterator[FileReport]:
        """Lint (and with `fix` mend) each file; reports come in the order of `targets`."""
        tasks = [
            Task(tuple(group), decided_by(linter), linter.knowledge.now, fix, with_digest) for linter, group in grouped(targets, linter_for)
        ]
        while tasks and self.deaths < _MOST_BREAKS:
            try:
                for reports in self._run(tasks, self.jobs):
                    yield from reports
                    tasks = tasks[1:]
            except BrokenProcessPool:
                self.deaths += 1
            else:
                return
        yield from self._check_singly(tasks)

    def _check_singly(self, tasks: Iterable[Task]) -> Iterator[FileReport]:
        """Lint one file after the other, so that it is known which of them kills its process."""
        waiting = [task._replace(targets=(target,)) for task in tasks for target in task.targets]
        while waiting:
            try:
                for reports in self._run(waiting, 1, at_once=1):
                    yield from reports
                    waiting = waiting[1:]
            except BrokenProcessPool:
                self.deaths += 1
                yield FileReport(waiting[0].targets[0].path, error=_DIED)
                waiting = waiting[1:]

    def _run(self, tasks: Sequence[Task], jobs: int, at_once: int | None = None) -> Iterator[list[FileReport]]:
        """Yield each task's reports in order; raises BrokenProcessPool when a worker died."""
        executor = ProcessPoolExecutor(min(jobs, len(tasks)), self._context, initializer=_start_worker)
        try:
            window = at_once or len(tasks)
            futures: list[Future[list[FileReport]]] = [executor.submit(run_task, task) for task in tasks[:window]]
            for index in range(len(tasks)):
                yield futures[index].result()
                if index + window < len(tasks):
                    futures.append(executor.submit(run_task, tasks[index + window]))
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


def run_task(task: Task) -> list[FileReport]:
    """Lint a task's files."""
    return list(check_group(task.targets, _linter(task.settings, task.now), task.fix, with_digest=task.with_digest))


@lru_cache(maxsize=64)
def _linter(settings: Settings | Cases, now: datetime) -> Linter:
    if isinstance(settings, Cases):
        return by_content(settings, lambda one: _linter(one, now))
    return Linter(settings, now=now)


def _start_worker() -> None:
    """Leave Ctrl-C to the main process, and end when that has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
