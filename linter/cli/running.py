"""One run over files, as `check` and `baseline` do it: find the files, lint them, see them beside the repo, take out what is accepted."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.batch import Batch, default_jobs
from linter.cli.nothing_found import nothing_found
from linter.cli.options import SettingsFinder
from linter.cli.progress import with_progress
from linter.diagnostic import escape
from linter.discovery import Filters, Missing, Target, discover
from linter.engine import Linter
from linter.fixing import FixPolicy
from linter.located import Located
from linter.runner import FileReport, FixMode, check_files, check_text
from linter.settings import ConfigError
from linter.source import Source

if TYPE_CHECKING:
    from linter.baseline import Key
    from linter.changes import Changes


class Run(NamedTuple):
    """What a run gave.

    `failures` are problems of the run itself and make the exit code 2, `notices` are worth a line. `accepted` is what the baseline took
    out, `unchanged` how many diagnostics are on lines that did not change. `interrupted` tells that not all links were checked.
    """

    files: list[FileReport]
    failures: list[str]
    notices: list[str]
    accepted: Sequence[Located] | None = None
    unchanged: int = 0
    interrupted: bool = False


class Scope(NamedTuple):
    """Where a run looks: the folder of the repo, and which files there are articles."""

    root: Path
    has_root: bool
    filters: Filters


def scope_of(finder: SettingsFinder, here: Linter) -> Scope:
    """Return the repo around the working directory: the folder of `.git`, else that of the configuration file."""
    cwd = Path.cwd()
    config = finder.config_path(".")
    repository = next((folder for folder in (cwd, *cwd.parents) if (folder / ".git").exists()), None)
    root = repository or (config.absolute().parent if config is not None else None)
    base = str(config.parent) if config is not None else "."
    filters = Filters(base, here.settings.articles, here.settings.exclude, getattr(finder.options, "follow_links", False))
    return Scope(root or cwd, root is not None, filters)


class ReportedPart(NamedTuple):
    """What a run reports: what stands on changed lines (None: on all), and what the baseline does not accept."""

    changes: "Changes | None"
    accepted: "frozenset[Key]"
    root: Path

    def holds(self, diagnostic: Located) -> bool:
        """Whether a diagnostic is reported."""
        from linter.baseline import key_of
        from linter.changes import is_changed

        if self.changes is not None and not is_changed(diagnostic, self.changes):
            return False
        return not self.accepted or key_of(diagnostic, self.root) not in self.accepted


def run_files(
    options: argparse.Namespace, finder: SettingsFinder, here: Linter, fix: FixMode | None = None, *, use_baseline: bool = True
) -> Run:
    """Lint (and fix) the files that the command line names."""
    scope = scope_of(finder, here)
    if options.cluster is not None:
        run = _run_on_cluster(options, finder, scope)
        return _with_baseline(options, here, scope, run) if use_baseline else run
    targets, missing = discover(options.paths or ["."], scope.filters, force_exclude=options.force_exclude)
    found = [target.path for target in targets]
    if options.shard is not None:
        from linter.sharding import parse_shard

        shard = parse_shard(options.shard)
        targets = [target for target in targets if shard.holds(os.path.relpath(target.path, scope.root).replace(os.sep, "/"))]
    changes = _changes(options)
    if changes is not None:
        targets = [target for target in targets if changes.includes(target.path)]
    fix = _fix_what_is_reported(fix, options, here, scope, changes)
    notices, interrupted = _check_links(options, finder, here, targets)
    batch = _batch(options, scope)
    linted = _lint(options, targets, finder, fix, batch)
    files = list(linted if options.quiet else with_progress(linted, len(targets), sys.stderr))
    notices += batch.notices
    if here.looks_at_corpus:
        from linter.corpus.checking import check_corpus

        root = scope.root if scope.has_root or options.shard is not None else None
        files = check_corpus(files, targets, finder.linter_for, root, scope.filters, fix, keep=not options.no_cache)
    if options.staged and fix is not None and fix.write and any(file.changed for file in files):
        notices.append("fixed in the working tree; what is staged is as it was: `git add` the files")
    nothing = nothing_found(options.paths, found, {file.path for file in files if file.skipped}, scope.filters)
    failures = [*plugin_lines(finder), *_missing_lines(missing), *nothing.failures, *failure_lines(files)]
    run = Run(files, failures, [*notices, *nothing.notices], interrupted=interrupted)
    if changes is not None and not options.whole_files:
        from linter.changes import only_changed

        shown, dropped = only_changed(run.files, changes)
        run = run._replace(files=shown, unchanged=dropped)
    return _with_baseline(options, here, scope, run) if use_baseline else run


def _run_on_cluster(options: argparse.Namespace, finder: SettingsFinder, scope: Scope) -> Run:
    from linter.cluster.driver import check_on_cluster

    for name in ("fix", "diff", "fix_only", "staged", "changed_since", "check_links", "profile", "shard"):
        if getattr(options, name):
            raise ConfigError(f"`--{name.replace('_', '-')}` does not go together with `--cluster`")
    paths = options.paths or ["."]
    files, missing = check_on_cluster(options.cluster, paths, scope.filters, finder.linter_for, force_exclude=options.force_exclude)
    return Run(files, [*plugin_lines(finder), *_missing_lines(missing), *failure_lines(files)], [])


def run_text(source: Source, finder: SettingsFinder, fix: FixMode | None) -> Run:
    """Lint (and fix) a text that is in no file."""
    notices, interrupted = _check_links(finder.options, finder, finder.here(), source)
    files = [check_text(source, finder.linter_for(source.path), fix)]
    return Run(files, [*plugin_lines(finder), *failure_lines(files)], notices, interrupted=interrupted)


def _check_links(
    options: argparse.Namespace, finder: SettingsFinder, here: Linter, subject: Sequence[Target] | Source
) -> tuple[list[str], bool]:
    """Check the links of files or of a text where that was asked for; return notices, and whether it was interrupted."""
    if not options.check_links:
        return [], False
    from linter.cli.links import check_links

    return check_links(options, finder, here, subject)


def fix_mode(options: argparse.Namespace, here: Linter) -> FixMode | None:
    """Return how the command line wants files to be fixed, None for not at all."""
    if not (options.fix or options.diff or options.fix_only):
        return None
    return FixMode(FixPolicy(options.unsafe_fixes, fixable_codes(here)), write=not options.diff)


def fixable_codes(linter: Linter) -> frozenset[str]:
    """Return the codes of the rules whose fixes the settings allow."""
    from linter.rules import matching_rules

    settings = linter.settings
    known = linter.known_rules
    allowed = {rule.code for selector in settings.fixable or ("ALL",) for rule in matching_rules(selector, known)}
    return frozenset(allowed - {rule.code for selector in settings.unfixable for rule in matching_rules(selector, known)})


def _batch(options: argparse.Namespace, scope: Scope) -> Batch:
    """Return how files are linted: where links or costs are looked at, in this process and every file anew."""
    if options.check_links or options.profile:
        return Batch(jobs=1)
    return Batch(options.jobs or default_jobs(), None if options.no_cache or not scope.has_root else scope.root)


def _lint(
    options: argparse.Namespace, targets: Sequence[Target], finder: SettingsFinder, fix: FixMode | None, batch: Batch
) -> Iterable[FileReport]:
    if not options.staged:
        return batch.check(targets, finder.linter_for, fix)
    return [_lint_staged(target, finder, fix) for target in targets]


def _lint_staged(target: Target, finder: SettingsFinder, fix: FixMode | None) -> FileReport:
    """Lint what is staged of a file; where the working tree differs from it, a fix could not be written."""
    from linter.changes import staged_text

    staged = staged_text(target.path)
    if staged is None:
        return next(iter(check_files([target], finder.linter_for, fix)))
    report = check_text(Source.from_bytes(target.path, staged), finder.linter_for(target.path))
    if fix is None or not any(diagnostic.fix for diagnostic in report.diagnostics):
        return report
    return report._replace(error="not fixed: it has changes that are not staged")


def _changes(options: argparse.Namespace) -> "Changes | None":
    if options.staged and options.changed_since:
        raise ConfigError("`--staged` and `--changed-since` exclude each other")
    if not (options.staged or options.changed_since):
        return None
    from linter.changes import changes_since, staged_changes

    return staged_changes() if options.staged else changes_since(options.changed_since)


def _fix_what_is_reported(
    fix: FixMode | None, options: argparse.Namespace, here: Linter, scope: Scope, changes: "Changes | None"
) -> FixMode | None:
    baseline = options.baseline or here.settings.baseline
    lines = None if options.whole_files else changes
    if fix is None or (lines is None and not baseline):
        return fix
    from linter.baseline import read_baseline

    accepted = frozenset(read_baseline(Path(baseline))) if baseline else frozenset()
    return fix._replace(reported=ReportedPart(lines, accepted, scope.root))


def _with_baseline(options: argparse.Namespace, here: Linter, scope: Scope, run: Run) -> Run:
    name = options.baseline or here.settings.baseline
    if not name:
        return run
    from linter.baseline import apply_baseline, read_baseline, stale_lines

    seen = apply_baseline(run.files, read_baseline(Path(name)), scope.root)
    stale = [] if run.unchanged else seen.stale
    return run._replace(files=seen.files, accepted=seen.accepted, notices=[*run.notices, *stale_lines(stale, Path(name))])


def plugin_lines(finder: SettingsFinder) -> list[str]:
    """Return one line for each plugin that could not be used."""
    return [f"plugin `{failure.plugin}` was not used: {failure.error}" for failure in finder.plugin_failures]


def _missing_lines(missing: Iterable[Missing]) -> list[str]:
    return [f"{escape(item.path)}: {item.reason}" for item in missing]


def failure_lines(files: Iterable[FileReport]) -> list[str]:
    """Return one line for each file that could not be read or written, and each rule that failed."""
    lines = []
    for file in files:
        if file.error is not None:
            lines.append(f"{escape(file.path)}: {file.error}")
        lines += [f"{escape(file.path)}: internal error in {f.rule}: {escape(f.error)}" for f in file.failures]
    return lines
