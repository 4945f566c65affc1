"""Diagnostics under the path of their file."""

from linter.diagnostics.located import Located
from linter.reporters import Report
from linter.reporters.terminal import closing_lines, fix_mark, paint
from linter.run.checking import FileReport
from linter.text.wording import escape


def render(report: Report) -> str:
    """Return the report as text."""
    blocks = [_block(file, report) for file in report.files if file.diagnostics]
    return "\n".join([*blocks, *closing_lines(report)]) + "\n"


def _block(file: FileReport, report: Report) -> str:
    width = max(len(_place(diagnostic)) for diagnostic in file.diagnostics)
    rows = [_row(diagnostic, report, width) for diagnostic in file.diagnostics]
    return "\n".join([paint(escape(file.path), "bold", report.color), *rows]) + "\n"


def _row(diagnostic: Located, report: Report, width: int) -> str:
    severity = paint(f"{diagnostic.severity:<7}", diagnostic.severity, report.color)
    mark = fix_mark(diagnostic, unsafe_fixes=report.unsafe_fixes)
    return f"  {_place(diagnostic):>{width}}  {severity} {diagnostic.code} {escape(diagnostic.message)}{mark}"


def _place(diagnostic: Located) -> str:
    return f"{diagnostic.start.line}:{diagnostic.start.column}"
