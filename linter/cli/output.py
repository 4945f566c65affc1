"""What a command prints: reports, fixes, diffs. UTF-8 whatever the locale says, for reports quote what articles hold."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from linter.diagnostic import escape
from linter.reporters import FORMATS, Report, reporter
from linter.runner import FileReport
from linter.settings import ConfigError
from linter.source import Source

_FOR_PEOPLE = ("full", "concise", "grouped")


def requested_outputs(options: argparse.Namespace) -> list[tuple[str, str | None]]:
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


def print_reports(report: Report, outputs: list[tuple[str, str | None]], *, to_stderr: bool, quiet: bool) -> None:
    """Write each report where it belongs; `quiet` leaves out summaries, and reports that say that all is well."""
    for name, file in outputs:
        if file is not None:
            _write_report(Path(file), reporter(name)(report._replace(color=False)))
        elif not (quiet and name in _FOR_PEOPLE and report.summary.diagnostics == 0):
            text = reporter(name)(report)
            if quiet and name in _FOR_PEOPLE:
                text = text.rstrip("\n").rpartition("\n")[0] + "\n"
            print_text(text, to_stderr=to_stderr)


def _write_report(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", newline="\n", errors="backslashreplace")
    except OSError as error:
        raise ConfigError(f"the report could not be written to {file}: {error.strerror}") from None


def print_text(text: str, *, to_stderr: bool = False) -> None:
    """Print text as UTF-8."""
    stream = sys.stderr if to_stderr else sys.stdout
    stream.flush()
    stream.buffer.write(text.encode("utf-8", "backslashreplace"))
    stream.flush()


def print_fixes(files: Iterable[FileReport]) -> None:
    """List the fixes that were applied, on standard error."""
    for file in files:
        for fix in file.applied:
            print_text(f"{escape(file.path)}:{fix.line}: {fix.code} {fix.name}: {escape(fix.title)}\n", to_stderr=True)


def print_diff(files: Iterable[FileReport]) -> None:
    """Print what fixing would change."""
    from linter.cli.diff import unified_diff

    for file in files:
        if file.changed is not None:
            print_text(unified_diff(file.path, *file.changed))


def print_fixed_text(file: FileReport, source: Source) -> None:
    """Print the whole text after fixing, for standard input."""
    text = file.changed[1] if file.changed is not None else source.text
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.flush()
