"""Counts per rule (`--statistics`): how many diagnostics, and how many of them can be fixed."""

from collections import Counter

from linter.reporters import Report
from linter.reporters.terminal import summary_line

_HEAD = ("count", "safe fix", "unsafe fix", "code", "rule")


def render(report: Report) -> str:
    """Return a table, the most frequent rule first, and the summary line."""
    diagnostics = report.diagnostics
    names = {diagnostic.code: diagnostic.name for diagnostic in diagnostics}
    counts = Counter(diagnostic.code for diagnostic in diagnostics)
    fixes = Counter((diagnostic.code, str(diagnostic.fix.applicability)) for diagnostic in diagnostics if diagnostic.fix is not None)
    rows = [
        (str(count), str(fixes[code, "safe"]), str(fixes[code, "unsafe"]), code, names[code])
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    lines = [_line(_HEAD), *map(_line, rows)] if rows else []
    return "\n".join([*lines, summary_line(report.summary, unsafe_fixes=report.unsafe_fixes)]) + "\n"


def _line(cells: tuple[str, ...]) -> str:
    count, safe, unsafe, code, name = cells
    return f"{count:>7} {safe:>9} {unsafe:>11}  {code:<6} {name}"
