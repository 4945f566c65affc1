"""`newslint check`: lint articles, fix them when asked to, and report."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from linter.cli.arguments import parse_check_arguments
from linter.cli.options import SettingsFinder, wants_color
from linter.cli.output import print_diff, print_fixed_text, print_fixes, print_reports, refuse_to_replace, requested_outputs
from linter.cli.running import Run, fix_mode, run_files, run_text, scope_of
from linter.diagnostics.diagnostic import Severity
from linter.engine.linter import Linter
from linter.errors import ConfigError
from linter.reporters import Hidden, Report, summarize
from linter.source import Source

if TYPE_CHECKING:
    from linter.engine.profiling import Profile

INTERRUPTED = 130  # as shells say it of a program that Ctrl-C ended


def main(arguments: list[str], command: str = "check") -> int:
    """Lint what the command line names; return 0 when clean, 1 with diagnostics that count, 2 on failures."""
    options = parse_check_arguments(arguments, command)
    outputs = requested_outputs(options)
    finder = SettingsFinder(options)
    here = finder.here()
    if options.add_ignore is not None:
        return _add_ignores(options, finder, here)
    fix = fix_mode(options, here)
    if "-" in options.paths:
        source = _standard_input(options)
        run = run_text(source, finder, fix)
    else:
        source = None
        run = run_files(options, finder, here, fix)
    refuse_to_replace(run.files, [output.file for output in outputs if not output.is_step_summary])
    for line in run.failures:
        print(f"newslint: error: {line}", file=sys.stderr)
    for line in run.notices:
        print(f"newslint: {line}", file=sys.stderr)
    report = make_report(options, finder, run, scope_of(finder, here).root)
    if options.show_fixes:
        print_fixes(run.files)
    if finder.profile is not None:
        print_profile(finder.profile, len(run.files))
    if options.diff:
        print_diff(run.files)
    elif source is not None and fix is not None:
        print_fixed_text(run.files[0], source)
        print_reports(report, outputs, to_stderr=True, quiet=options.quiet)
    elif not options.fix_only:
        print_reports(report, outputs, to_stderr=False, quiet=options.quiet)
    return INTERRUPTED if run.interrupted else _exit_code(options, here, report)


def print_profile(profile: "Profile", files: int) -> None:
    """Print what each rule and phase cost, on standard error."""
    from linter.engine.profiling import render_profile

    print(render_profile(profile, files), end="", file=sys.stderr)


def _standard_input(options: argparse.Namespace) -> Source:
    if options.paths != ["-"]:
        raise ConfigError("standard input (`-`) cannot be checked together with files")
    if sys.stdin is None:
        raise ConfigError("standard input is closed")
    return Source.from_bytes(options.stdin_filename, sys.stdin.buffer.read())


def make_report(options: argparse.Namespace, finder: SettingsFinder, run: Run, root: Path) -> Report:
    """Put a run into the form that reporters take."""
    summary = summarize(run.files, len(run.failures))
    return Report(
        files=run.files,
        summary=summary._replace(accepted=len(run.accepted or ()), unchanged=run.unchanged),
        rules=list(finder.rules),
        severities=finder.here().severities,
        root=root,
        failures=run.failures,
        hidden=_hidden(run) if options.show_suppressed else None,
        unsafe_fixes=options.unsafe_fixes,
        color=wants_color(options.color),
    )


def _hidden(run: Run) -> Hidden:
    return Hidden([item for file in run.files for item in file.suppressed], run.accepted)


def _add_ignores(options: argparse.Namespace, finder: SettingsFinder, here: Linter) -> int:
    from linter.cli.commands.ignores import add_ignores_to_files

    return add_ignores_to_files(options, finder, scope_of(finder, here))


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
    if options.fix_only:
        return 0
    worst = Severity(here.settings.fail_on).rank
    return int(any(diagnostic.severity.rank <= worst for diagnostic in report.diagnostics))
