"""One line a diagnostic, as compilers write them: for editors' problem matchers and for grep."""

from linter.reporters import Report
from linter.reporters.terminal import closing_lines, fix_mark, paint
from linter.text.wording import escape


def render(report: Report) -> str:
    """Return the report as text."""
    lines = [
        f"{escape(d.path)}:{d.start.line}:{d.start.column}: {paint(d.severity, d.severity, report.color)}[{d.code}] "
        f"{escape(d.message)}{fix_mark(d, unsafe_fixes=report.unsafe_fixes)}"
        for d in report.diagnostics
    ]
    return "\n".join([*lines, *closing_lines(report)]) + "\n"
