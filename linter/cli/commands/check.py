"""`newslint check`: lint articles, fix them when asked to, and report."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from linter.cli.arguments import parse_check_arguments
from linter.cli.options import choices_of, linters_of, parse_now, run_options, wants_color
from linter.cli.output import (
    Output,
    print_diff,
    print_fixed_text,
    print_fixes,
    print_reports,
    refuse_to_replace,
    requested_outputs,
    write_links_report,
)
from linter.cli.progress import TerminalWatch
from linter.diagnostics.diagnostic import Severity
from linter.engine.linter import Linter
from linter.errors import ConfigError
from linter.files.reading import too_large
from linter.reporters import WIDTH, Hidden, Report, summarize
from linter.reporters.terminal import fixing_line
from linter.run.linters import Linters
from linter.run.options import RunOptions
from linter.run.pipeline import Run, scope_of
from linter.run.pipeline import run as run_pipeline
from linter.source import Source
from linter.text.wording import counted, escape

if TYPE_CHECKING:
    from linter.engine.profiling import Profile

_SHOWN_OF_FOREIGN = 10
INTERRUPTED = 130  # as shells say it of a program that Ctrl-C ended


def main(arguments: list[str], command: str = "check") -> int:
    """Lint what the command line names; return 0 when clean, 1 with diagnostics that count, 2 on failures."""
    options = parse_check_arguments(arguments, command)
    outputs = requested_outputs(options)
    if options.watch:
        from linter.cli.watching import run_on_changes

        return run_on_changes(lambda: _check(options, outputs), options, [options.links_report, *(output.file for output in outputs)])
    return _check(options, outputs)


def _check(options: argparse.Namespace, outputs: list[Output]) -> int:
    profile = _profile() if options.profile else None
    linters = linters_of(options) if profile is None else _profiled_linters(options, profile)
    if options.add_ignore is not None:
        if options.check_links and options.paths != ["-"]:
            run_pipeline(linters, options.paths or ["."], run_options(options, linters))  # so that the linters know how the links are
        return _add_ignores(options, linters)
    wanted = run_options(options, linters)
    source = _standard_input(options, linters) if "-" in options.paths else None
    run = _run(options, linters, wanted, source)
    reports = [*(output.file for output in outputs if not output.is_step_summary), options.links_report]
    refuse_to_replace(run.files, reports)
    if run.links is not None and options.links_report:
        write_links_report(Path(options.links_report), run.links)
    for line in run.failures:
        print(f"newslint: error: {line}", file=sys.stderr)
    for line in run.notices:
        print(f"newslint: {line}", file=sys.stderr)
    report = make_report(options, linters, run)
    most = _most_shown(options, report, linters)
    if options.show_fixes:
        print_fixes(run.files)
    if profile is not None:
        print_profile(profile, len(run.files))
    if options.diff:
        print_diff(run.files)
        _print_fixing_line(options, report)
    elif source is not None and wanted.fix is not None:
        print_fixed_text(run.files[0], source)
    if options.fix_only and not options.diff:
        _print_fixing_line(options, report)
    elif not options.diff:
        print_reports(report, outputs, to_stderr=source is not None and wanted.fix is not None, quiet=options.quiet, most=most)
    if _has_too_many_warnings(options, report):
        print(
            f"newslint: {counted(report.summary.warnings, 'warning')}: more than `--max-warnings {options.max_warnings}`", file=sys.stderr
        )
    return INTERRUPTED if run.interrupted else _exit_code(options, linters.here(), report)


def _run(options: argparse.Namespace, linters: Linters, wanted: RunOptions, source: Source | None) -> Run:
    watch = TerminalWatch(sys.stderr, quiet=options.quiet)
    if source is None:
        return run_pipeline(linters, options.paths, wanted, watch=watch)
    return run_pipeline(linters, [], wanted, texts={source.path: source.to_bytes()}, watch=watch)


def _profile() -> "Profile":
    from linter.engine.profiling import Profile

    return Profile()


def _profiled_linters(options: argparse.Namespace, profile: "Profile") -> Linters:
    from linter.engine.profiling import ProfiledLinter

    return Linters(choices_of(options), parse_now(options.now), partial(ProfiledLinter, profile=profile))


def _print_fixing_line(options: argparse.Namespace, report: Report) -> None:
    """Say what was fixed, or would be; on standard error, as standard output may be a patch or an article."""
    if not options.quiet:
        print(fixing_line(report.summary, unsafe_fixes=options.unsafe_fixes, written=not options.diff), file=sys.stderr)


def _has_too_many_warnings(options: argparse.Namespace, report: Report) -> bool:
    return options.max_warnings is not None and report.summary.warnings > options.max_warnings


def print_profile(profile: "Profile", files: int) -> None:
    """Print what each rule and phase cost, on standard error."""
    from linter.engine.profiling import render_profile

    print(render_profile(profile, files), end="", file=sys.stderr)


def _standard_input(options: argparse.Namespace, linters: Linters) -> Source:
    if options.paths != ["-"]:
        raise ConfigError("standard input (`-`) cannot be checked together with files")
    if sys.stdin is None:
        raise ConfigError("standard input is closed")
    most = linters.linter_for(options.stdin_filename).limits.bytes
    data = sys.stdin.buffer.read(most + 1)
    if len(data) > most:
        raise ConfigError(f"{escape(options.stdin_filename)}: {too_large(most, '[limits] bytes')}")
    return Source.from_bytes(options.stdin_filename, data)


def make_report(options: argparse.Namespace, linters: Linters, run: Run) -> Report:
    """Put a run into the form that reporters take."""
    summary = summarize(run.files, len(run.failures))
    return Report(
        files=run.files,
        summary=summary._replace(accepted=len(run.accepted or ()), unchanged=run.unchanged),
        rules=list(linters.rules),
        severities=linters.here().severities,
        root=scope_of(linters).root,
        failures=run.failures,
        hidden=_hidden(run) if options.show_suppressed else None,
        unsafe_fixes=options.unsafe_fixes,
        color=wants_color(options.color),
        width=_terminal_width(),
    )


def _most_shown(options: argparse.Namespace, report: Report, linters: Linters) -> int | None:
    """Return how many diagnostics people are shown: where the articles are of another format, a few tell as much as all."""
    from linter.run.foreign import is_foreign

    few = report.summary.diagnostics <= _SHOWN_OF_FOREIGN
    if options.max_diagnostics is not None or few or not is_foreign(report.files, linters):
        return options.max_diagnostics  # type: ignore[no-any-return]  # None or a number
    print(
        "newslint: these articles are not in newslint's own format: `newslint init` proposes a configuration for this repository "
        f"(below: {_SHOWN_OF_FOREIGN} of {report.summary.diagnostics:,} diagnostics)",
        file=sys.stderr,
    )
    return _SHOWN_OF_FOREIGN


def _terminal_width() -> int:
    if not sys.stdout.isatty():
        return WIDTH
    from shutil import get_terminal_size

    return get_terminal_size((WIDTH, 24)).columns


def _hidden(run: Run) -> Hidden:
    return Hidden([item for file in run.files for item in file.suppressed], run.accepted)


def _add_ignores(options: argparse.Namespace, linters: Linters) -> int:
    from linter.cli.commands.ignores import add_ignores_to_files

    scope = scope_of(linters)
    scope = scope._replace(filters=scope.filters._replace(follow_links=options.follow_links))
    return add_ignores_to_files(options, linters, scope)


def _exit_code(options: argparse.Namespace, here: Linter, report: Report) -> int:
    if report.failures:
        return 2
    if options.exit_zero:
        return 0
    changed = any(file.changed is not None and file.changed[0] != file.changed[1] for file in report.files)
    if options.diff:
        return int(changed)
    if changed and (options.exit_non_zero_on_fix or options.staged):
        return 1
    if _has_too_many_warnings(options, report):
        return 1
    if options.fix_only:
        return 0
    worst = Severity(here.settings.fail_on).rank
    return int(any(diagnostic.severity.rank <= worst for diagnostic in report.diagnostics))
