"""Markdown for step summaries and comments: counts, the worst files, and a table.

Values cannot become links, mentions, HTML or cells of their own.
"""

import re
from collections import Counter
from collections.abc import Callable

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Located
from linter.reporters import Report
from linter.reporters.advice import most_telling
from linter.reporters.paths import repository_paths
from linter.reporters.terminal import summary_line
from linter.text.wording import escape

MOST_ROWS = 50
_MOST_RULES, _MOST_FILES, _FEWEST_FILES = 15, 5, 2
_BESIDE_ROWS = 500  # bytes: the table's head, and the line that says how much was cut
_HEAD = "| | place | rule | message |\n|---|---|---|---|\n"
_SIGNS = {Severity.ERROR: "❌ error", Severity.WARNING: "⚠️ warning", Severity.NOTE: "💡 note"}
# What Markdown, HTML, autolinks, emoji and mathematics begin with.
_MEANINGFUL = re.compile(r"[\\`*_{}\[\]<>&#|~@^$]|:(?![\s\d]|\Z)|(?<=[wW]{3})\.")


def render(report: Report) -> str:
    """Return the report, in whatever space it takes."""
    return render_within(report, None)


def render_within(report: Report, most_bytes: int | None) -> str:
    """Return the report: counts per rule, the files with most diagnostics, how to fix them, and the worst diagnostics in a table.

    The table is cut to `MOST_ROWS` rows and the report to `most_bytes` bytes of UTF-8, with a line that says so.
    """
    path_of = repository_paths(report)
    head = f"**{_message(summary_line(report.summary, unsafe_fixes=report.unsafe_fixes))}**\n"
    if report.failures:
        head += "\n" + "".join(f"- {_message(failure)}\n" for failure in report.failures)
    diagnostics = report.diagnostics
    if not diagnostics:
        return head
    head += "".join(f"\n{part}" for part in (_how_to_fix(report), _rules(report), _files(report, path_of)) if part)
    worst = diagnostics if len(diagnostics) <= MOST_ROWS else most_telling(diagnostics, MOST_ROWS)
    urls = report.urls
    rows = [_row(diagnostic, path_of, urls[diagnostic.code]) for diagnostic in worst]
    if most_bytes is not None:
        rows = _fitting(rows, most_bytes - len(head.encode()) - _BESIDE_ROWS)
    hidden = len(diagnostics) - len(rows)
    table = f"\n{_HEAD}{''.join(rows)}" if rows else ""
    return head + table + (f"\n{hidden:,} more: `newslint --output-format html=report.html` shows all.\n" if hidden else "")


def _how_to_fix(report: Report) -> str:
    summary = report.summary
    lines = []
    if summary.fixable:
        lines.append(f"- `newslint --fix` fixes {summary.fixable:,} of them safely.\n")
    if summary.unsafe_fixable:
        lines.append(f"- `newslint --diff --unsafe-fixes` shows fixes to look at for {summary.unsafe_fixable:,}; `--fix` applies them.\n")
    return "".join(lines)


def _rules(report: Report) -> str:
    urls = report.urls
    names = {diagnostic.code: diagnostic.name for diagnostic in report.diagnostics}
    counts = Counter(diagnostic.code for diagnostic in report.diagnostics)
    shown = sorted(counts, key=lambda code: (-counts[code], code))[:_MOST_RULES]
    rows = [f"| {counts[code]:,} | {_rule_link(code, names[code], urls[code])} |\n" for code in shown]
    return f"| | rule |\n|--:|---|\n{''.join(rows)}" + _others(len(counts) - len(shown), "rule")


def _files(report: Report, path_of: Callable[[str], str]) -> str:
    """Return the files with most diagnostics; nothing where there is no other file to compare with."""
    counts = Counter(diagnostic.path for diagnostic in report.diagnostics)
    if len(counts) < _FEWEST_FILES:
        return ""
    shown = sorted(counts, key=lambda path: (-counts[path], path))[:_MOST_FILES]
    rows = [f"| {counts[path]:,} | {_code(path_of(path))} |\n" for path in shown]
    return f"| | file |\n|--:|---|\n{''.join(rows)}" + _others(len(counts) - len(shown), "file")


def _others(number: int, word: str) -> str:
    return f"\nand {number:,} other {word}{'' if number == 1 else 's'}\n" if number else ""


def _fitting(rows: list[str], most_bytes: int) -> list[str]:
    used = 0
    for number, row in enumerate(rows):
        used += len(row.encode())
        if used > most_bytes:
            return rows[:number]
    return rows


def _row(diagnostic: Located, path_of: Callable[[str], str], url: str) -> str:
    place = f"{path_of(diagnostic.path)}:{diagnostic.start.line}:{diagnostic.start.column}"
    rule = _rule_link(diagnostic.code, diagnostic.name, url)
    return f"| {_SIGNS[diagnostic.severity]} | {_code(place)} | {rule} | {_message(diagnostic.message)} |\n"


def _rule_link(code: str, name: str, url: str) -> str:
    return f"[{code}]({url}) {name}"


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
