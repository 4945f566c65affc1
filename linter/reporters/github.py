"""Annotations for GitHub Actions: workflow commands in the log.

A step shows its first ten errors, warnings and notices: those that tell most are chosen, and a last line says how many are not shown.
GitHub knows no fixes, so that each message ends with its own. Commands are
recognised anywhere in a log, so that other text that quotes articles has to be `defused`.
"""

import re
from collections.abc import Callable

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Located
from linter.reporters import Report
from linter.reporters.advice import message_with_advice, most_telling
from linter.reporters.paths import repository_paths
from linter.reporters.terminal import summary_line
from linter.text.wording import escape

MOST_ANNOTATIONS = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_COMMAND_LIKE = re.compile(r"^(\s*)::|##\[", re.MULTILINE)


def render(report: Report) -> str:
    """Return workflow commands, and the summary line."""
    path_of = repository_paths(report)
    lines = [f"::error title=newslint::{_data(failure)}" for failure in report.failures]
    hidden = 0
    for severity in Severity:
        found = [diagnostic for diagnostic in report.diagnostics if diagnostic.severity == severity]
        room = MOST_ANNOTATIONS - (len(report.failures) if severity == Severity.ERROR else 0)
        shown = most_telling(found, room)
        hidden += len(found) - len(shown)
        lines += [_command(diagnostic, path_of) for diagnostic in shown]
    if hidden:
        lines.append(f"{hidden:,} more without an annotation: GitHub shows {MOST_ANNOTATIONS} of each severity a step.")
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
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(escape(message_with_advice(diagnostic)))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
