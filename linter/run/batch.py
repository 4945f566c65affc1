"""Many files: what the cache knows of them, and the others linted in one or in several processes."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from linter.files.discovery import Target
from linter.run.checking import FileReport, FixMode, LinterFor, check_files

# For fewer files the cache and further processes cost more than they save: measured by benchmarks/thresholds.py.
FEWEST_FOR_CACHE = 200
FEWEST_FOR_PROCESSES = 500


def default_jobs() -> int:
    """Return how many processes can run at once here."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Batch:
    """How a run's files are linted: in up to `jobs` processes, and with the cache in the folder `cache_root` (None: without).

    `notices` tells after the run what went wrong and was made good.
    """

    def __init__(self, jobs: int, cache_root: Path | None = None) -> None:
        self.jobs = jobs
        self.cache_root = cache_root
        self.notices: list[str] = []

    def check(self, targets: Sequence[Target], linter_for: LinterFor, fix: FixMode | None = None) -> Iterator[FileReport]:
        """Lint (and with `fix` mend) each file, in the order given."""
        if self.cache_root is None or fix is not None or len(targets) < FEWEST_FOR_CACHE:
            return self._lint(targets, linter_for, fix)
        return self._check_with_cache(self.cache_root, targets, linter_for)

    def _check_with_cache(self, root: Path, targets: Sequence[Target], linter_for: LinterFor) -> Iterator[FileReport]:
        from linter.run.report_cache import ReportCache

        with ReportCache(root) as cache:
            known = cache.find(targets, linter_for)
            missing = [target for target in targets if target.path not in known]
            fresh = self._lint(missing, linter_for, with_digest=True)
            for target in targets:
                report = known.pop(target.path, None)
                if report is None:
                    report = next(fresh)
                    cache.add(target, report, linter_for(target.path))
                yield report
        if cache.problem:
            self.notices.append(cache.problem)

    def _lint(
        self, targets: Sequence[Target], linter_for: LinterFor, fix: FixMode | None = None, *, with_digest: bool = False
    ) -> Iterator[FileReport]:
        if self.jobs < 2 or len(targets) < FEWEST_FOR_PROCESSES:
            yield from check_files(targets, linter_for, fix, with_digest=with_digest)
            return
        from linter.run.workers import WorkerPool

        pool = WorkerPool(self.jobs)
        yield from pool.check_files(targets, linter_for, fix, with_digest=with_digest)
        if pool.deaths:
            self.notices.append(f"a worker process died {pool.deaths} time{'s' * (pool.deaths > 1)}; its files were linted again")
