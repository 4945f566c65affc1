"""What runs where newslint was started: handing parts to the cluster, and putting the reports in order."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from linter.cluster.inputs import Part, files_part, find_inputs, is_url
from linter.cluster.tasks import Order, find_shared, lint_part, pick, reports_of, split_entries
from linter.corpus.entry import Corpus
from linter.engine.linter import Linter
from linter.errors import ConfigError
from linter.files.discovery import Filters, Missing, Target, discover
from linter.run.checking import FileReport, LinterFor
from linter.run.choices import decided_by

_FILES_PER_PART = 500
_MOST_BUCKETS = 64
_RETRIES = 3

Work = tuple[Part, Linter]


def check_on_cluster(
    address: str, paths: Sequence[str], filters: Filters, linter_for: LinterFor, *, force_exclude: bool = False
) -> tuple[list[FileReport], list[Missing]]:
    """Lint files and tables on the Dask cluster at `address`; reports come in the order of their paths, as from a local run.

    Local paths must lie where the workers see them, too. Raises ConfigError where the cluster or an input cannot be used.
    """
    targets, parts, missing = _inputs(paths, filters, force_exclude=force_exclude)
    work = [*_file_work(targets, linter_for), *((part, linter_for("")) for part in parts)]
    if not work:
        return [], missing
    client = _connect(address)
    try:
        reports = _lint(client, work)
    finally:
        client.close()
    return sorted(reports, key=lambda report: report.path), missing


def _inputs(paths: Sequence[str], filters: Filters, *, force_exclude: bool) -> tuple[list[Target], list[Part], list[Missing]]:
    local, missing = discover([path for path in paths if not is_url(path)], filters, force_exclude=force_exclude)
    targets, parts = list(local), []
    for url in filter(is_url, paths):
        found, tables = find_inputs(url)
        targets += found
        parts += tables
    return targets, parts, missing


def _file_work(targets: Sequence[Target], linter_for: LinterFor) -> Iterator[Work]:
    for linter, group in groupby(targets, key=lambda target: linter_for("" if is_url(target.path) else target.path)):
        same = list(group)
        for start in range(0, len(same), _FILES_PER_PART):
            yield files_part(same[start : start + _FILES_PER_PART]), linter


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise ConfigError("`--cluster` needs the extra `newslint[cluster]`") from None
    try:
        make: Any = Client
        return make(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise ConfigError(f"`--cluster`: no scheduler answers at `{address}`: {error}") from None


def _lint(client: Any, work: Sequence[Work]) -> list[FileReport]:
    """Lint every part; Dask runs again what died with its worker."""
    linted = [client.submit(lint_part, part, _order(linter), pure=False, retries=_RETRIES) for part, linter in work]
    alone = [client.submit(reports_of, future, pure=False) for future in linted]
    reports = [_result(future, part) for future, (part, _) in zip(alone, work, strict=True)]
    if any(linter.looks_at_corpus for _, linter in work):
        _check_corpus(client, work, linted, reports)
    return [report for some in reports for report in some]


def _order(linter: Linter) -> Order:
    return Order(decided_by(linter), linter.knowledge.now)


def _result(future: Any, part: Part) -> list[FileReport]:
    """Wait for a part's reports; where the cluster gave up on it, say so for each of its files."""
    try:
        reports: list[FileReport] = future.result()
    except Exception as error:  # noqa: BLE001 (whatever a worker raised)
        return [FileReport(path, error=f"the cluster could not lint it: {type(error).__name__}: {error}") for path in part.paths()]
    return reports


def _check_corpus(client: Any, work: Sequence[Work], linted: Sequence[Any], reports: list[list[FileReport]]) -> None:
    """Find what files have in common, bucket by bucket on the workers, and lint the files concerned once more."""
    alive = [future for future in linted if future.status == "finished"]
    buckets = min(_MOST_BUCKETS, len(alive))
    splits = [client.submit(split_entries, future, buckets, pure=False) for future in alive]
    found = [
        client.submit(find_shared, [client.submit(pick, split, bucket, pure=False) for split in splits], pure=False)
        for bucket in range(buckets)
    ]
    buckets_found = client.gather(found)
    shared = sorted({entry for bucket in buckets_found for entry in bucket.entries})
    corpus = Corpus((), shared, {word: counts for bucket in buckets_found for word, counts in bucket.tallies.items()})
    again = {}
    for number, (part, linter) in enumerate(work):
        paths = {report.path for report in reports[number]}
        only = frozenset(entry.path for entry in shared if entry.path in paths and linter.concerned_by(corpus, entry))
        if only:
            future = client.submit(lint_part, part, _order(linter), corpus, only, pure=False, retries=_RETRIES)
            again[number] = only, client.submit(reports_of, future, pure=False)
    for number, (only, future) in again.items():
        anew = iter(_result(future, work[number][0]))
        reports[number] = [next(anew) if report.path in only else report for report in reports[number]]
