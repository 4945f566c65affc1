"""JSON, documented in docs/formats.md and described by schemas/report.schema.json."""

from typing import Any

from linter.diagnostics.located import Located, LocatedFix
from linter.reporters import Report
from linter.reporters.json_text import dump_json


def render(report: Report) -> str:
    """Return the report as one JSON object, the same bytes for the same input."""
    summary, urls = report.summary, report.urls
    document = {
        "version": 1,
        "diagnostics": [diagnostic_object(diagnostic, urls[diagnostic.code]) for diagnostic in report.diagnostics],
        "summary": {
            "files": summary.files,
            "skipped": summary.skipped,
            "errors": summary.errors,
            "warnings": summary.warnings,
            "notes": summary.notes,
            "fixable": summary.fixable,
            "unsafe_fixable": summary.unsafe_fixable,
            "fixed": summary.fixed,
            "suppressed": summary.suppressed,
            "accepted": summary.accepted,
            "unchanged": summary.unchanged,
            "failures": list(report.failures),
        },
    }
    return dump_json(document, indent=2) + "\n"


def diagnostic_object(diagnostic: Located, url: str) -> dict[str, Any]:
    """Return one diagnostic as a JSON object; `url` is where its rule is documented."""
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "path": diagnostic.path,
        "line": diagnostic.start.line,
        "column": diagnostic.start.column,
        "end_line": diagnostic.end.line,
        "end_column": diagnostic.end.column,
        "field": diagnostic.field,
        "files": diagnostic.files,
        "url": url,
        "fix": _fix_object(diagnostic.fix) if diagnostic.fix is not None else None,
    }


def _fix_object(fix: LocatedFix) -> dict[str, Any]:
    return {
        "title": fix.title,
        "applicability": fix.applicability,
        "edits": [
            {
                "content": edit.content,
                "line": edit.start.line,
                "column": edit.start.column,
                "end_line": edit.end.line,
                "end_column": edit.end.column,
                "offset": edit.offset,
                "length": edit.length,
            }
            for edit in fix.edits
        ],
    }
