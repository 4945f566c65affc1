"""What a command prints: reports, fixes, diffs. UTF-8 whatever the locale says, for reports quote what articles hold."""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from linter.errors import ConfigError
from linter.files.discovery import Target
from linter.files.reading import LARGEST, read_file
from linter.files.writing import append_text, why_not_written, write_text
from linter.reporters import FOR_PEOPLE, FORMATS, WIDTH, Report, reporter
from linter.reporters.crowds import without_crowds
from linter.run.checking import FileReport
from linter.source import Source
from linter.text.secrets import masked
from linter.text.wording import did_you_mean, escape

_MOST_ON_TERMINAL = 100
_SUFFIXES = {".json": "json", ".jsonl": "jsonl", ".sarif": "sarif", ".html": "html", ".htm": "html", ".xml": "junit", ".md": "markdown"}

if TYPE_CHECKING:
    from linter.links.results import LinkResults

# GitHub refuses a step summary of more than 1 MiB.
_STEP_SUMMARY_BYTES = 1 << 20


class Output(NamedTuple):
    """A report that is wanted: its format, and its file or None for standard output. A step summary is added to what is in its file."""

    name: str
    file: str | None = None
    is_step_summary: bool = False


def requested_outputs(options: argparse.Namespace) -> list[Output]:
    """Return the reports asked for. Raises ConfigError for an unknown format, or one that needs something not installed."""
    formats = options.output_format or [_format_of(options.output_file)]
    outputs = [output for text in formats for output in _outputs(text)]
    if options.output_file:
        outputs[0] = outputs[0]._replace(file=options.output_file)
    if options.statistics:
        outputs = [output for output in outputs if output.file is not None or output.name not in FOR_PEOPLE]
        outputs.append(Output("statistics"))
    for output in outputs:
        reporter(output.name)
    return outputs


def _format_of(file: str | None) -> str:
    """Return the format that a file's suffix asks for."""
    return _SUFFIXES.get(Path(file).suffix.lower(), "full") if file else "full"


def _outputs(text: str) -> list[Output]:
    """Read one `--output-format`: a format, a format with its file, or `auto`."""
    name, _, file = text.partition("=")
    if text == "auto":
        if not _in_github_actions():
            return [Output("full")]
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        return [Output("github"), *([Output("markdown", summary, is_step_summary=True)] if summary else [])]
    if name not in FORMATS:
        raise ConfigError(
            f"`--output-format`: expected one of auto, {', '.join(FORMATS)}, found `{escape(name)}`{did_you_mean(name, FORMATS)}"
        )
    return [Output(name, file or None)]


def _in_github_actions() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


def print_reports(report: Report, outputs: list[Output], *, to_stderr: bool, quiet: bool, most: int | None = None) -> None:
    """Write each report where it belongs; `quiet` leaves out summaries, and reports that say that all is well.

    `most` is how many diagnostics reports for people hold, 0 for all; by default all where they do not go to a terminal.

    Statistics go to standard error where a program reads standard output.
    """
    everything, report = report, report._replace(files=without_crowds(report.files))
    for_programs = any(output.file is None and output.name not in FOR_PEOPLE for output in outputs)
    for output in outputs:
        shown = everything if output.name == "statistics" else report
        if output.is_step_summary and output.file is not None:
            _add_step_summary(Path(output.file), report)
        elif output.file is not None:
            written = shown._replace(color=False, width=WIDTH)
            _write_report(Path(output.file), reporter(output.name)(_cut(written, output.name, most or 0)))
            if not quiet:
                print(f"newslint: wrote {escape(output.file)} ({output.name})", file=sys.stderr)
        elif output.name not in FOR_PEOPLE:
            print_text(reporter(output.name)(report), to_stderr=to_stderr)
        elif not (quiet and report.summary.diagnostics == 0):
            to_people = to_stderr or (output.name == "statistics" and for_programs)
            shown = _cut(shown, output.name, _most_on(sys.stderr if to_people else sys.stdout) if most is None else most)
            print_text(_for_people(shown, output.name, quiet=quiet), to_stderr=to_people)


def _cut(report: Report, name: str, most: int) -> Report:
    return report.cut(most) if most and name in FOR_PEOPLE and name != "statistics" else report


def _most_on(stream: TextIO) -> int:
    return _MOST_ON_TERMINAL if stream.isatty() else 0


def _for_people(report: Report, name: str, *, quiet: bool) -> str:
    text = reporter(name)(report)
    if quiet:
        text = text.rstrip("\n").rpartition("\n")[0] + "\n"
    if _in_github_actions():
        from linter.reporters.github import defused

        text = defused(text)
    return text


def refuse_to_replace(articles: Iterable[FileReport | Target], files: Iterable[str | None]) -> None:
    """Raise ConfigError where a report would be written over one of the articles that it is about."""
    reports = {os.path.realpath(file): file for file in files if file is not None}
    for article in articles if reports else ():
        file = reports.get(os.path.realpath(article.path))
        if file is not None and _is_article(article):
            raise ConfigError(f"{escape(file)} is an article that is checked here: the report was not written over it")


def _is_article(found: FileReport | Target) -> bool:
    if isinstance(found, FileReport):
        return not found.skipped
    if found.named:
        return True
    from linter.document import Document

    data = read_file(found.path, LARGEST)
    return isinstance(data, bytes) and Document.parse(Source.from_bytes(found.path, data)).has_front_matter


def _add_step_summary(file: Path, report: Report) -> None:
    from linter.reporters.markdown import render_within

    try:
        taken = file.stat().st_size if file.exists() else 0
        append_text(file, render_within(report, _STEP_SUMMARY_BYTES - taken))
    except OSError as error:
        raise ConfigError(f"the step summary could not be written to {file}: {why_not_written(error)}") from None


def _write_report(file: Path, text: str) -> None:
    try:
        write_text(file, text)
    except OSError as error:
        raise ConfigError(f"the report could not be written to {file}: {why_not_written(error)}") from None


def write_links_report(path: Path, results: "LinkResults") -> None:
    """Write what checking each link gave, as JSON lines."""
    import json

    lines = [masked(json.dumps(result.as_dict(), ensure_ascii=False)) + "\n" for result in results.all()]
    try:
        write_text(path, "".join(lines))
    except OSError as error:
        raise ConfigError(f"the links report could not be written to {path}: {why_not_written(error)}") from None


def print_text(text: str, *, to_stderr: bool = False) -> None:
    """Print text as UTF-8."""
    stream = sys.stderr if to_stderr else sys.stdout
    stream.flush()
    stream.buffer.write(text.encode("utf-8", "backslashreplace"))
    stream.flush()


def print_fixes(files: Iterable[FileReport]) -> None:
    """List the fixes that were applied, and those that could not be, on standard error."""
    for file in files:
        for dropped in file.dropped:
            print_text(f"{escape(file.path)}: {dropped.code}: not fixed: {escape(masked(dropped.why))}\n", to_stderr=True)
        for fix in file.applied:
            print_text(f"{escape(file.path)}:{fix.line}: {fix.code} {fix.name}: {escape(masked(fix.title))}\n", to_stderr=True)


def print_diff(files: Iterable[FileReport]) -> None:
    """Print what fixing would change."""
    from linter.cli.diff import for_terminal, unified_diff

    is_terminal = sys.stdout.isatty()
    for file in files:
        if file.changed is not None:
            diff = unified_diff(file.path, *file.changed)
            print_text(for_terminal(diff) if is_terminal else diff)


def print_fixed_text(file: FileReport, source: Source) -> None:
    """Print the whole text after fixing, for standard input."""
    old, new = file.changed or (source.text, source.text)
    sys.stdout.flush()
    sys.stdout.buffer.write(source.to_bytes() if new == old else new.encode())
    sys.stdout.flush()
