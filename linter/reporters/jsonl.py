"""JSON Lines: one diagnostic a line, each the object that the format `json` holds in its list."""

from linter.reporters import Report
from linter.reporters.json_format import diagnostic_object
from linter.reporters.json_text import dump_json


def render(report: Report) -> str:
    """Return a line for each diagnostic, nothing when clean."""
    urls = report.urls
    return "".join(f"{dump_json(diagnostic_object(diagnostic, urls[diagnostic.code]))}\n" for diagnostic in report.diagnostics)
