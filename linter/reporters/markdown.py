"""A Markdown table, for step summaries and comments. Values cannot become links, mentions, HTML or cells of their own."""

import re
from collections.abc import Callable

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Located
from linter.reporters import Report
from linter.reporters.paths import repository_paths
from linter.reporters.terminal import summary_line
from linter.rules.base import DOCS_URL
from linter.text.wording import escape

_HEAD = "| | place | rule | message |\n|---|---|---|---|\n"
_SIGNS = {Severity.ERROR: "❌ error", Severity.WARNING: "⚠️ warning", Severity.NOTE: "💡 note"}
# What Markdown, HTML, autolinks, emoji and mathematics begin with.
_MEANINGFUL = re.compile(r"[\\`*_{}\[\]<>&#|~@^$]|:(?![\s\d]|\Z)|(?<=[wW]{3})\.")


def render(report: Report) -> str:
    """Return the whole report."""
    return render_within(report, None)


def render_within(report: Report, most_bytes: int | None) -> str:
    """Return the report, its table cut (with a line that says so) to `most_bytes` bytes of UTF-8, the worst first where it is cut."""
    path_of = repository_paths(report)
    head = f"**{_message(summary_line(report.summary, unsafe_fixes=report.unsafe_fixes))}**\n"
    if report.failures:
        head += "\n" + "".join(f"- {_message(failure)}\n" for failure in report.failures)
    rows = [_row(diagnostic, path_of) for diagnostic in report.diagnostics]
    if not rows:
        return head
    if most_bytes is not None and len("".join(rows).encode()) > most_bytes - 1_000:
        worst = sorted(report.diagnostics, key=lambda diagnostic: diagnostic.severity.rank)
        rows = _fitting([_row(diagnostic, path_of) for diagnostic in worst], most_bytes - 1_000)
    hidden = report.summary.diagnostics - len(rows)
    return f"{head}\n{_HEAD}{''.join(rows)}" + (f"\n{hidden} more did not fit in here.\n" if hidden else "")


def _fitting(rows: list[str], most_bytes: int) -> list[str]:
    used = 0
    for number, row in enumerate(rows):
        used += len(row.encode())
        if used > most_bytes:
            return rows[:number]
    return rows


def _row(diagnostic: Located, path_of: Callable[[str], str]) -> str:
    place = f"{path_of(diagnostic.path)}:{diagnostic.start.line}:{diagnostic.start.column}"
    rule = f"[{diagnostic.code}]({DOCS_URL}/{diagnostic.code}) {diagnostic.name}"
    return f"| {_SIGNS[diagnostic.severity]} | {_code(place)} | {rule} | {_message(diagnostic.message)} |\n"


def _message(message: str) -> str:
    """Show what a message has in backticks as code. Both kinds of parts are made harmless: a value may hold backticks itself."""
    parts = message.split("`")
    shown = [_code(part) if number % 2 else _text(part) for number, part in enumerate(parts)]
    return "".join(shown)


def _code(text: str) -> str:
    return f"<code>{_literal(text)}</code>" if text else ""


def _text(text: str) -> str:
    """Write text so that `@name` mentions nobody: a zero-width space keeps it apart."""
    return _literal(text).replace("&#64;", "&#64;&#8203;")


def _literal(text: str) -> str:
    return _MEANINGFUL.sub(lambda match: f"&#{ord(match.group())};", escape(text))
