"""`newslint check`: lint articles, fix them when asked to, and report."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from linter.cli.options import SettingsFinder, add_rule_options, wants_color
from linter.diagnostic import Severity, escape
from linter.discovery import Filters, Missing, Target, discover
from linter.engine import Linter
from linter.fixing import FixPolicy
from linter.reporters import FORMATS, Report, Summary, reporter, summarize
from linter.rule import Rule
from linter.runner import FileReport, FixMode, check_files, check_text
from linter.settings import ConfigError
from linter.source import Source

_COLORED = ("full", "concise")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="newslint", description="Check news articles kept as files with YAML front matter.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; `-` for standard input; default: this folder")
    parser.add_argument("--stdin-filename", metavar="PATH", default="-", help="the name of what comes on standard input")
    parser.add_argument("--force-exclude", action="store_true", help="leave out excluded files even when they are named")
    add_rule_options(parser)
    fixing = parser.add_argument_group("fixing")
    fixing.add_argument("--fix", action="store_true", help="apply safe fixes")
    fixing.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: apply unsafe fixes, too")
    fixing.add_argument("--diff", action="store_true", help="show what --fix would change, and write nothing")
    fixing.add_argument("--fix-only", action="store_true", help="apply fixes and do not report what is left")
    fixing.add_argument("--show-fixes", action="store_true", help="list the fixes that were applied")
    fixing.add_argument("--exit-non-zero-on-fix", action="store_true", help="exit with 1 when something was fixed")
    report = parser.add_argument_group("report")
    report.add_argument(
        "--output-format", metavar="FORMAT[=FILE]", action="append", help=f"{', '.join(FORMATS)}; may be repeated; default: full"
    )
    report.add_argument("-o", "--output-file", metavar="FILE", help="write the report to a file")
    report.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    report.add_argument("-q", "--quiet", action="store_true", help="print nothing when all is well, and no summary")
    report.add_argument("--fail-on", choices=[s.value for s in Severity], help="the mildest severity that makes the exit code 1")
    report.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    return parser


def main(arguments: list[str]) -> int:
    """Lint what the command line names; return 0 when clean, 1 with diagnostics that count, 2 on failures."""
    options = _parser().parse_args(arguments)
    outputs = _outputs(options)
    finder = SettingsFinder(options)
    here = finder.linter(finder.settings_in("."))
    fix = _fix_mode(options, here)
    if "-" in options.paths:
        if options.paths != ["-"]:
            raise ConfigError("standard input (`-`) cannot be checked together with files")
        source = Source.from_bytes(options.stdin_filename, sys.stdin.buffer.read())
        files = [check_text(source, finder.linter_for(options.stdin_filename), fix)]
        missing: list[Missing] = []
    else:
        targets, missing = _targets(options, finder, here)
        files = list(check_files(targets, finder.linter_for, fix))
    failures = [*_plugin_lines(finder), *_missing_lines(missing), *_failure_lines(files)]
    for line in failures:
        print(f"newslint: error: {line}", file=sys.stderr)
    report = _report(options, here, files, failures)
    _show_fixes(options, files)
    if options.diff:
        _write_diff(files)
    elif "-" in options.paths and fix is not None:
        _write_fixed_text(files[0], source)
        _print_reports(report, outputs, to_stderr=True, quiet=options.quiet)
    elif not options.fix_only:
        _print_reports(report, outputs, to_stderr=False, quiet=options.quiet)
    return _exit_code(options, here, report)


def _outputs(options: argparse.Namespace) -> list[tuple[str, str | None]]:
    """Return the formats asked for, each with its file or None for standard output."""
    outputs: list[tuple[str, str | None]] = []
    for text in options.output_format or ["full"]:
        name, _, file = text.partition("=")
        if name not in FORMATS:
            raise ConfigError(f"`--output-format`: expected one of {', '.join(FORMATS)}, found `{name}`")
        outputs.append((name, file or None))
    if options.output_file:
        outputs[0] = (outputs[0][0], options.output_file)
    return outputs


def _fix_mode(options: argparse.Namespace, here: Linter) -> FixMode | None:
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


def _targets(options: argparse.Namespace, finder: SettingsFinder, here: Linter) -> tuple[list[Target], list[Missing]]:
    config = finder.config_for(Path.cwd())
    base = str(config.parent) if config is not None else "."
    filters = Filters(base, here.settings.articles, here.settings.exclude)
    return discover(options.paths or ["."], filters, force_exclude=options.force_exclude)


def _plugin_lines(finder: SettingsFinder) -> list[str]:
    return [f"plugin `{failure.plugin}` was not used: {failure.error}" for failure in finder.plugin_failures]


def _missing_lines(missing: Iterable[Missing]) -> list[str]:
    return [f"{escape(item.path)}: {item.reason}" for item in missing]


def _failure_lines(files: Iterable[FileReport]) -> list[str]:
    lines = []
    for file in files:
        if file.error is not None:
            lines.append(f"{escape(file.path)}: {file.error}")
        lines += [f"{escape(file.path)}: internal error in {f.rule}: {escape(f.error)}" for f in file.failures]
    return lines


def _report(options: argparse.Namespace, here: Linter, files: list[FileReport], failures: list[str]) -> Report:
    enabled: list[type[Rule]] = [type(rule) for rule in here.rules]
    return Report(
        files=files,
        summary=summarize(files, len(failures)),
        rules=enabled,
        severities=here.severities,
        root=_repository_root(),
        failures=failures,
        unsafe_fixes=options.unsafe_fixes,
        color=wants_color(options.color),
    )


def _repository_root() -> Path:
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)


def _print_reports(report: Report, outputs: list[tuple[str, str | None]], *, to_stderr: bool, quiet: bool) -> None:
    for name, file in outputs:
        if file is not None:
            text = reporter(name)(report._replace(color=False))
            try:
                Path(file).write_text(text, encoding="utf-8", newline="\n")
            except OSError as error:
                raise ConfigError(f"the report could not be written to {file}: {error.strerror}") from None
        elif not (quiet and name in _COLORED and _is_silent(report.summary)):
            text = reporter(name)(report)
            if quiet and name in _COLORED:
                text = text.rstrip("\n").rpartition("\n")[0] + "\n"
            _print(text, to_stderr=to_stderr)


def _is_silent(summary: Summary) -> bool:
    return summary.diagnostics == 0


def _print(text: str, *, to_stderr: bool) -> None:
    """Write UTF-8 whatever the locale says: reports quote what articles hold."""
    stream = sys.stderr if to_stderr else sys.stdout
    stream.flush()
    stream.buffer.write(text.encode("utf-8", "backslashreplace"))
    stream.flush()


def _show_fixes(options: argparse.Namespace, files: Iterable[FileReport]) -> None:
    if not options.show_fixes:
        return
    for file in files:
        for fix in file.applied:
            print(f"{escape(file.path)}:{fix.line}: {fix.code} {fix.name}: {escape(fix.title)}", file=sys.stderr)


def _write_diff(files: Iterable[FileReport]) -> None:
    from linter.cli.diff import unified_diff

    for file in files:
        if file.changed is not None:
            _print(unified_diff(file.path, *file.changed), to_stderr=False)


def _write_fixed_text(file: FileReport, source: Source) -> None:
    text = file.changed[1] if file.changed is not None else source.text
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.flush()


def _exit_code(options: argparse.Namespace, here: Linter, report: Report) -> int:
    if report.failures:
        return 2
    if options.exit_zero:
        return 0
    changed = any(file.changed is not None and file.changed[0] != file.changed[1] for file in report.files)
    if options.diff:
        return int(changed)
    if options.exit_non_zero_on_fix and changed:
        return 1
    if options.fix_only:
        return 0
    worst = Severity(here.settings.fail_on).rank
    return int(any(diagnostic.severity.rank <= worst for diagnostic in report.diagnostics))
