"""The diagnostics as the page's script reads them: names once, in lists, and numbers that point into these."""

from collections.abc import Callable
from typing import Any, TypeVar

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Excerpt, Located, LocatedFix
from linter.reporters import Report
from linter.reporters.page_charts import month_of, provider_of
from linter.reporters.paths import repository_paths
from linter.reporters.terminal import excerpt_lines
from linter.text.labels import label
from linter.text.wording import escape

_Name = TypeVar("_Name")
_LONGEST_INSERTION = 300
WHOLE_FILE = "(whole file)"


class _Names(dict[_Name, int]):
    """Gives each name the next number, and the same name the same number."""

    def number(self, name: _Name) -> int:
        return self.setdefault(name, len(self))


def page_data(report: Report) -> dict[str, Any]:
    """Return the data; the script names the columns of `rows`."""
    path_of, urls = repository_paths(report), report.urls
    severities = [severity.value for severity in Severity]
    paths, providers, months, fields = _Names[str](), _Names[str](), _Names[str](), _Names[str]()
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
                    fields.number(escape(label(diagnostic.field)) or WHOLE_FILE),
                ]
            )
    return {
        "severities": severities,
        "rules": [[code, name, urls[code]] for code, name in rules],
        "paths": list(paths),
        "providers": list(providers),
        "months": list(months),
        "fields": list(fields),
        "rows": rows,
    }


def _remarks(diagnostic: Located, path_of: Callable[[str], str]) -> list[str]:
    places = (f"{item.message}: {path_of(item.path)}:{item.start.line}:{item.start.column}" for item in diagnostic.related)
    return [escape(text) for text in (*places, diagnostic.hint) if text]


def _marked(excerpt: Excerpt) -> tuple[str, str]:
    line, carets = excerpt_lines(excerpt)
    return line.rstrip(), carets


def _fix(diagnostic: Located, fix: LocatedFix) -> list[str]:
    """Return title, applicability, and the line as it would be with carets under what is new.

    Where a fix is not that one line's business, what it would put in, without carets.
    """
    fixed = _fixed_text(diagnostic, fix)
    if fixed is None:
        inserted = "".join(edit.content for edit in fix.edits).strip()
        return [escape(fix.title), fix.applicability, escape(inserted[:_LONGEST_INSERTION]), ""]
    old = diagnostic.excerpt
    start = _shared(old.text, fixed)
    end = len(fixed) - _shared(old.text[start:][::-1], fixed[start:][::-1])
    return [escape(fix.title), fix.applicability, *_marked(old._replace(text=fixed, start=start, end=end))]


def _fixed_text(diagnostic: Located, fix: LocatedFix) -> str | None:
    """Apply a fix to the excerpt; None where one of its edits reaches beyond."""
    text = diagnostic.excerpt.text
    first_column = diagnostic.start.column - diagnostic.excerpt.start
    for edit in reversed(fix.edits):
        start, end = edit.start.column - first_column, edit.end.column - first_column
        on_line = edit.start.line == edit.end.line == diagnostic.start.line
        if not on_line or not 0 <= start <= end <= len(diagnostic.excerpt.text) or "\n" in edit.content:
            return None
        text = text[:start] + edit.content + text[end:]
    return text


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))
