"""One run, pass by pass: find the files, lint them, compare them with the other articles, take out what is not reported.

The same passes serve files on disk, what is staged, and texts that are in no file.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.diagnostics.located import Located
from linter.engine.linter import Linter
from linter.errors import ConfigError
from linter.files.discovery import Filters, Missing, Target, discover
from linter.files.reading import read_file
from linter.run.batch import Batch, default_jobs
from linter.run.checking import FileReport, FixMode, check_file, check_files
from linter.run.copies import copies_of, distinct, only_distinct, only_own
from linter.run.linters import Linters
from linter.run.nothing_found import nothing_found
from linter.run.options import RunOptions, Watch
from linter.run.reported import ReportedPart, failure_lines, missing_lines, plugin_lines

if TYPE_CHECKING:
    from linter.links.results import LinkResults
    from linter.run.changes import Changes


class Run(NamedTuple):
    """What a run gave.

    `failures` are problems of the run itself and make the exit code 2, `notices` are worth a line. `accepted` is what the baseline took
    out (None: there is none), `unchanged` how many diagnostics are on lines that did not change. `links` is what checking them gave
    (None: it was not asked for), `interrupted` tells that not all were checked, `is_whole` that all articles of the repository were linted.
    """

    files: list[FileReport]
    failures: list[str]
    notices: list[str]
    accepted: Sequence[Located] | None = None
    unchanged: int = 0
    links: "LinkResults | None" = None
    interrupted: bool = False
    is_whole: bool = False


class Scope(NamedTuple):
    """Where a run looks: the folder of the repository, and which files there are articles."""

    root: Path
    has_root: bool
    filters: Filters


def scope_of(linters: Linters) -> Scope:
    """Return the repository around the linters' folder: the folder of `.git`, else that of the configuration file."""
    cwd = Path(linters.folder).absolute()
    config = linters.config_path(linters.folder)
    settings = linters.here().settings
    repository = next((folder for folder in (cwd, *cwd.parents) if (folder / ".git").exists()), None)
    root = repository or (config.absolute().parent if config is not None else None)
    base = str(config.parent) if config is not None else "."
    return Scope(root or cwd, root is not None, Filters(base, settings.articles, settings.exclude))


class _Work:
    """A run in the making: what the passes hand on."""

    def __init__(self, linters: Linters, paths: Sequence[str], texts: Mapping[str, bytes], options: RunOptions, watch: Watch) -> None:
        self.linters = linters
        self.named = paths
        self.paths = paths if paths or texts else ["."]
        self.texts = texts
        self.options = options
        self.watch = watch
        scope = scope_of(linters)
        self.scope = scope._replace(filters=scope.filters._replace(follow_links=options.follow_links))
        self.fix = options.fix
        self.found: list[Target] = []
        self.targets: list[Target] = []
        self.missing: list[Missing] = []
        self.changes: Changes | None = None
        self.files: list[FileReport] = []
        self.failures: list[str] = []
        self.notices: list[str] = []
        self.accepted: Sequence[Located] | None = None
        self.unchanged = 0
        self.links: LinkResults | None = None
        self.interrupted = False
        here = linters.here()
        self.copies = copies_of(here.settings.related.report, here.names)

    def reader(self, path: str, most_bytes: int) -> bytes | str:
        """Return the content of a text, or of a file, or why it cannot be had."""
        return self.texts[path] if path in self.texts else read_file(path, most_bytes)

    @property
    def is_whole(self) -> bool:
        """Whether all articles of the repository are linted."""
        root = os.path.realpath(self.scope.root)
        return self.changes is None and self.options.shard is None and any(os.path.realpath(path) == root for path in self.paths)

    def check(self, target: Target, linter: Linter, fix: FixMode | None) -> FileReport:
        """Lint (and fix) one file from where this run has it."""
        return _lint_staged(target, linter, fix) if self.options.staged else check_file(target, linter, fix, self.reader)

    @property
    def baseline(self) -> str:
        """The file of accepted diagnostics, `""` where there is none."""
        if self.options.baseline is None:
            return ""
        return self.options.baseline or self.linters.here().settings.baseline


Pass = Callable[[_Work], None]


def run(
    linters: Linters,
    paths: Sequence[str],
    options: RunOptions,
    *,
    texts: Mapping[str, bytes] | None = None,
    watch: Watch | None = None,
) -> Run:
    """Lint (and fix) files and folders, and `texts`, by the paths that they are said to have; those are read from nowhere and not written.

    Without paths and texts it is the working directory.

    Raises ConfigError where settings, options or a baseline cannot be used.
    """
    work = _Work(linters, paths, texts or {}, options, watch or Watch())
    for each in PASSES if options.elsewhere is None else PASSES_ELSEWHERE:
        each(work)
    failures = [*plugin_lines(linters), *missing_lines(work.missing), *work.failures, *failure_lines(work.files)]
    return Run(work.files, failures, work.notices, work.accepted, work.unchanged, work.links, work.interrupted, work.is_whole)


def _find(work: _Work) -> None:
    """Find the files that are named and those in the folders that are."""
    work.found, work.missing = discover(work.paths, work.scope.filters, force_exclude=work.options.force_exclude)
    texts = [Target(path, named=True) for path in work.texts]
    work.targets = sorted([target for target in work.found if target.path not in work.texts] + texts)


def _take_shard(work: _Work) -> None:
    """Keep this machine's part of the files."""
    shard, root = work.options.shard, work.scope.root
    if shard is not None:
        if work.copies.report == "distinct":
            raise ConfigError("`--shard` knows one part of the copies and cannot report each defect once: add `--related all` or `own`")
        work.targets = [target for target in work.targets if shard.holds(os.path.relpath(target.path, root).replace(os.sep, "/"))]


def _keep_changed(work: _Work) -> None:
    """Keep the files that changed, where only those are asked for."""
    options = work.options
    if options.staged and options.changed_since:
        raise ConfigError("`--staged` and `--changed-since` exclude each other")
    if options.staged or options.changed_since:
        from linter.run.changes import changes_since, staged_changes

        changes = staged_changes() if options.staged else changes_since(options.changed_since)
        work.targets = [target for target in work.targets if changes.includes(target.path)]
        work.changes = changes


def _fix_what_is_reported(work: _Work) -> None:
    """Leave alone what is not reported: on unchanged lines, in the baseline, in copies."""
    lines = None if work.options.whole_files else work.changes
    if work.fix is None or (lines is None and not work.baseline and work.copies.report != "own"):
        return
    from linter.run.baseline import read_baseline

    accepted = frozenset(read_baseline(Path(work.baseline))) if work.baseline else frozenset()
    work.fix = work.fix._replace(reported=ReportedPart(lines, accepted, work.scope.root, work.copies))


def _check_links(work: _Work) -> None:
    """Ask the network about the links of all files."""
    if work.options.links is None:
        return
    from linter.run.link_pass import check_links

    checked = check_links(work.linters, work.targets, work.reader, work.options, work.watch)
    work.notices += checked.notices
    work.links, work.interrupted = checked.results, checked.interrupted


def _lint(work: _Work) -> None:
    """Lint each file by itself."""
    options = work.options
    if options.staged:
        linted: Iterable[FileReport] = [work.check(target, work.linters.linter_for(target.path), work.fix) for target in work.targets]
    elif work.texts:
        linted = check_files(work.targets, work.linters.linter_for, work.fix, reader=work.reader)
    else:
        # What links or rules cost is looked at in this process, and in every file anew.
        alone = options.links is not None or not work.linters.in_processes
        root = work.scope.root if options.cached and work.scope.has_root and not alone else None
        batch = Batch(1 if alone else options.jobs or default_jobs(), root)
        linted = _noting(batch, batch.check(work.targets, work.linters.linter_for, work.fix), work.notices)
    work.files = list(work.watch.files(linted, len(work.targets)))


def _noting(batch: Batch, reports: Iterable[FileReport], notices: list[str]) -> Iterable[FileReport]:
    yield from reports
    notices += batch.notices


def _lint_staged(target: Target, linter: Linter, fix: FixMode | None) -> FileReport:
    """Lint what is staged of a file; where the working tree differs from it, a fix could not be written."""
    from linter.run.changes import staged_text

    staged = staged_text(target.path)
    if staged is None:
        return check_file(target, linter, fix)
    report = check_file(target, linter, reader=lambda path, most: staged)
    if fix is None or not any(diagnostic.fix for diagnostic in report.diagnostics):
        return report
    return report._replace(error="not fixed: it has changes that are not staged")


def _compare(work: _Work) -> None:
    """Look again at the articles that share something with others of the repository."""
    if not work.options.compared or not work.linters.here().looks_at_corpus:
        return
    from linter.run.corpus_pass import check_corpus

    scope, options = work.scope, work.options
    root = scope.root if scope.has_root or options.shard is not None else None
    work.files = check_corpus(
        work.files,
        work.targets,
        work.linters.linter_for,
        root,
        scope.filters,
        work.fix,
        keep=options.cached,
        notices=work.notices,
        check=work.check,
    )


def _say_what_is_not_staged(work: _Work) -> None:
    """Say that fixes in the working tree are not staged."""
    if work.options.staged and work.fix is not None and work.fix.write and any(file.changed for file in work.files):
        work.notices.append("fixed in the working tree; what is staged is as it was: `git add` the files")


def _say_where_nothing_is(work: _Work) -> None:
    """Say which folders have no article in them."""
    if not work.texts:
        skipped = {file.path for file in work.files if file.skipped}
        nothing = nothing_found(work.named, [target.path for target in work.found], skipped, work.scope.filters)
        work.failures += nothing.failures
        work.notices += nothing.notices


def _drop_copies(work: _Work) -> None:
    """Drop what is in related items, where a run is about articles' own fields."""
    if work.copies.report == "own":
        work.files = only_own(work.files, work.copies)


def _drop_unchanged(work: _Work) -> None:
    """Drop what is on lines that did not change."""
    if work.changes is not None and not work.options.whole_files:
        from linter.run.changes import only_changed

        work.files, work.unchanged = only_changed(work.files, work.changes)


def _accept_old(work: _Work) -> None:
    """Drop what the baseline accepts."""
    if not work.baseline:
        return
    from linter.run.baseline import apply_baseline, read_baseline, stale_lines

    name = Path(work.baseline)
    seen = apply_baseline(work.files, read_baseline(name), work.scope.root, work.copies, is_whole=work.is_whole)
    work.files, work.accepted = seen.files, seen.accepted
    work.notices += stale_lines([] if work.unchanged else seen.stale, name)


def _say_once(work: _Work) -> None:
    """Keep one diagnostic of each defect that is in several copies."""
    if work.copies.report == "distinct" and work.options.baseline is not None:
        work.files = only_distinct(work.files, work.copies)
        work.accepted = distinct(work.accepted, work.copies) if work.accepted is not None else None


def _lint_elsewhere(work: _Work) -> None:
    """Let other machines find, lint and compare the files."""
    options = work.options
    if options.elsewhere is not None:
        lint, filters = options.elsewhere, work.scope.filters
        work.files, work.missing = lint(work.paths, filters, work.linters.linter_for, force_exclude=options.force_exclude)


PASSES: tuple[Pass, ...] = (
    _find,
    _take_shard,
    _keep_changed,
    _fix_what_is_reported,
    _check_links,
    _lint,
    _compare,
    _say_what_is_not_staged,
    _say_where_nothing_is,
    _drop_copies,
    _drop_unchanged,
    _accept_old,
    _say_once,
)
PASSES_ELSEWHERE: tuple[Pass, ...] = (_lint_elsewhere, _drop_copies, _accept_old, _say_once)
