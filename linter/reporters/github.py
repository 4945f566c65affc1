"""Annotations for GitHub Actions: workflow commands in the log.

A step shows its first ten errors, warnings and notices; the worst come first, and a last line says how many are not shown. Commands are
recognised anywhere in a log, so that other text that quotes articles has to be `defused`.
"""

import re
from collections import Counter
from collections.abc import Callable

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Located
from linter.reporters import Report
from linter.reporters.paths import repository_paths
from linter.reporters.terminal import summary_line
from linter.text.wording import escape

MOST_ANNOTATIONS = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_COMMAND_LIKE = re.compile(r"^(\s*)::|##\[", re.MULTILINE)


def render(report: Report) -> str:
    """Return workflow commands, and the summary line."""
    path_of = repository_paths(report)
    seen: Counter[Severity] = Counter()
    lines = [f"::error title=newslint::{_data(failure)}" for failure in report.failures]
    for diagnostic in sorted(report.diagnostics, key=lambda d: d.severity.rank):
        seen[diagnostic.severity] += 1
        if seen[diagnostic.severity] <= MOST_ANNOTATIONS:
            lines.append(_command(diagnostic, path_of))
    hidden = sum(max(count - MOST_ANNOTATIONS, 0) for count in seen.values())
    if hidden:
        lines.append(f"{hidden} more without an annotation: GitHub shows {MOST_ANNOTATIONS} of each severity a step.")
    lines.append(summary_line(report.summary, unsafe_fixes=report.unsafe_fixes))
    return "\n".join(lines) + "\n"


def defused(text: str) -> str:
    """Return text for a log in which nothing is a workflow command."""
    return _COMMAND_LIKE.sub(lambda match: match.group().replace("::", r"\x3a:").replace("##", r"\x23#"), text)


def _command(diagnostic: Located, path_of: Callable[[str], str]) -> str:
    start, end = diagnostic.start, diagnostic.end
    properties = {
        "title": f"{diagnostic.code} {diagnostic.name}",
        "file": escape(path_of(diagnostic.path)),
        "line": str(start.line),
        "endLine": str(end.line),
    }
    if start.line == end.line:
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(escape(diagnostic.message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
