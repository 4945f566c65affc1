"""Reviewdog's JSON. Columns are bytes of UTF-8, from 1; ends are exclusive. A suggestion becomes a one-click change."""

from typing import Any

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Located
from linter.reporters import Report
from linter.reporters.json_text import dump_json
from linter.reporters.paths import repository_paths
from linter.rules.base import DOCS_URL
from linter.source import Position

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(report: Report) -> str:
    """Return one DiagnosticResult."""
    path_of, urls = repository_paths(report), report.urls
    result = {
        "source": {"name": "newslint", "url": DOCS_URL},
        "diagnostics": [_diagnostic(diagnostic, path_of(diagnostic.path), urls[diagnostic.code]) for diagnostic in report.diagnostics],
    }
    return dump_json(result, indent=2) + "\n"


def _diagnostic(diagnostic: Located, path: str, url: str) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "message": diagnostic.message,
        "location": {"path": path, "range": _range(diagnostic.start, diagnostic.end, diagnostic.byte_columns)},
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": diagnostic.code, "url": url},
    }
    if suggestions := _suggestions(diagnostic):
        entry["suggestions"] = suggestions
    return entry


def _suggestions(diagnostic: Located) -> list[dict[str, Any]]:
    """Offer a fix that is one edit: each suggestion is applied alone, and a byte order mark has no column to be removed at."""
    edits = diagnostic.fix.edits if diagnostic.fix is not None else ()
    return [
        {"range": _range(edit.start, edit.end, edit.byte_columns), "text": edit.content}
        for edit in edits
        if len(edits) == 1 and (edit.content or edit.start != edit.end)
    ]


def _range(start: Position, end: Position, byte_columns: tuple[int, int]) -> dict[str, Any]:
    return {
        "start": {"line": start.line, "column": byte_columns[0]},
        "end": {"line": end.line, "column": byte_columns[1]},
    }
