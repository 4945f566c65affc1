"""The diagnostics as the page's script reads them: names once, in lists, and numbers that point into these."""

from collections.abc import Callable
from typing import Any, TypeVar

from linter.diagnostic import Severity, escape
from linter.located import Excerpt, Located, LocatedFix
from linter.reporters import Report
from linter.reporters.page_charts import month_of, provider_of
from linter.reporters.paths import repository_paths
from linter.reporters.terminal import excerpt_lines
from linter.rule import DOCS_URL

_Name = TypeVar("_Name")
_LONGEST_INSERTION = 300


class _Names(dict[_Name, int]):
    """Gives each name the next number, and the same name the same number."""

    def number(self, name: _Name) -> int:
        return self.setdefault(name, len(self))


def page_data(report: Report) -> dict[str, Any]:
    """Return the data; the script names the columns of `rows`."""
    path_of = repository_paths(report)
    severities = [severity.value for severity in Severity]
    paths, providers, months = _Names[str](), _Names[str](), _Names[str]()
    rules = _Names[tuple[str, str]]()
    rows = []
    for file in report.files:
        for diagnostic in file.diagnostics:
            rows.append(  # noqa: PERF401 (a comprehension would hide what the numbers are)
                [
                    severities.index(diagnostic.severity),
                    rules.number((diagnostic.code, diagnostic.name)),
                    paths.number(escape(path_of(file.path))),
                    providers.number(provider_of(file)),
                    months.number(month_of(file)),
                    diagnostic.start.line,
                    diagnostic.start.column,
                    escape(diagnostic.message),
                    *_marked(diagnostic.excerpt),
                    _fix(diagnostic, diagnostic.fix) if diagnostic.fix is not None else 0,
                    _remarks(diagnostic, path_of) or 0,
                ]
            )
    return {
        "severities": severities,
        "rules": [[code, name, f"{DOCS_URL}/{code}"] for code, name in rules],
        "paths": list(paths),
        "providers": list(providers),
        "months": list(months),
        "rows": rows,
    }


def _remarks(diagnostic: Located, path_of: Callable[[str], str]) -> list[str]:
    places = (f"{item.message}: {path_of(item.path)}:{item.start.line}:{item.start.column}" for item in diagnostic.related)
    return [escape(text) for text in (*places, diagnostic.hint) if text]


def _marked(excerpt: Excerpt) -> tuple[str, str]:
    line, carets = excerpt_lines(excerpt)
    return line.rstrip(), carets


def _fix(diagnostic: Located, fix: LocatedFix) -> list[str]:
    """Return title, applicability and the line as it would be; where that is not one line's business, what would be put in."""
    return [escape(fix.title), fix.applicability, _fixed_line(diagnostic, fix)]


def _fixed_line(diagnostic: Located, fix: LocatedFix) -> str:
    """Apply a fix to the excerpt where all of its edits are within it; `""` where nothing can be shown."""
    text, first_column = diagnostic.excerpt.text, diagnostic.start.column - diagnostic.excerpt.start
    place = 0
    for edit in reversed(fix.edits):
        start, end = edit.start.column - first_column, edit.end.column - first_column
        inside = edit.start.line == edit.end.line == diagnostic.start.line and 0 <= start <= end <= len(diagnostic.excerpt.text)
        if not inside or "\n" in edit.content:
            return escape("".join(edit.content for edit in fix.edits).strip()[:_LONGEST_INSERTION])
        text = text[:start] + edit.content + text[end:]
        place = start
    width = max(len(fix.edits[0].content), 1) if fix.edits else 1
    shown = Excerpt(text, min(place, len(text)), min(place + width, len(text)), diagnostic.excerpt.cut_before, diagnostic.excerpt.cut_after)
    return excerpt_lines(shown)[0].rstrip()
