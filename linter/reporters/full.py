"""The default format, for people: place, code, message, the source line with carets, help."""

from linter.diagnostics.located import Located
from linter.reporters import Report
from linter.reporters.terminal import excerpt_lines, fix_mark, paint, summary_line
from linter.text.wording import escape


def render(report: Report) -> str:
    """Return the report as text."""
    blocks = [_block(diagnostic, report) for diagnostic in report.diagnostics]
    return "\n".join([*blocks, summary_line(report.summary, unsafe_fixes=report.unsafe_fixes)]) + "\n"


def _block(diagnostic: Located, report: Report) -> str:
    color = report.color
    place = f"{escape(diagnostic.path)}:{diagnostic.start.line}:{diagnostic.start.column}"
    head = (
        f"{paint(place, 'bold', color)}: {paint(f'{diagnostic.severity}[{diagnostic.code}]', diagnostic.severity, color)} "
        f"{paint(escape(diagnostic.message), 'bold', color)}{fix_mark(diagnostic, unsafe_fixes=report.unsafe_fixes)}"
    )
    number = str(diagnostic.start.line)
    gutter = " " * len(number)
    line, carets = excerpt_lines(diagnostic.excerpt)
    bar = paint("|", "gutter", color)
    rows = [
        head,
        f" {gutter} {bar}",
        f" {paint(number, 'gutter', color)} {bar} {line}".rstrip(),
        f" {gutter} {bar} {paint(carets, diagnostic.severity, color)}",
    ]
    equals = paint("=", "gutter", color)
    rows += [f" {gutter} {equals} note: {escape(text)}" for text in _related(diagnostic)]
    rows += [f" {gutter} {equals} help: {escape(text)}" for text in _help(diagnostic)]
    return "\n".join(rows) + "\n"


def _related(diagnostic: Located) -> list[str]:
    return [f"{item.message}: {item.path}:{item.start.line}:{item.start.column}" for item in diagnostic.related]


def _help(diagnostic: Located) -> list[str]:
    """Say what to do; where neither fix nor hint does, where to read on."""
    fix = diagnostic.fix
    advice = [f"{fix.title} ({fix.applicability} fix)"] if fix is not None else []
    if diagnostic.hint:
        advice.append(diagnostic.hint)
    return advice or [f"`newslint rule {diagnostic.code}` explains {diagnostic.name}"]
