"""The default format, for people: place, code, message, the source line with carets, help; at the end the rules to read up on."""

from linter.diagnostics.located import Located
from linter.reporters import Report
from linter.reporters.terminal import closing_lines, excerpt_lines, fix_mark, paint
from linter.text.wording import escape

_BESIDE = len("  | ……")  # what is on a line beside its number and its text
_NARROWEST = 40


def render(report: Report) -> str:
    """Return the report as text."""
    blocks = [_block(diagnostic, report) for diagnostic in report.diagnostics]
    return "\n".join([*blocks, *_explained(report), *closing_lines(report)]) + "\n"


def _explained(report: Report) -> list[str]:
    """Say, once for each rule, where to read on about what has neither fix nor hint."""
    names = {diagnostic.code: diagnostic.name for diagnostic in report.diagnostics if not _help(diagnostic)}
    lines = [f"`newslint rule {code}` explains {names[code]}" for code in sorted(names)]
    return [*lines, ""] if lines else []


def _block(diagnostic: Located, report: Report) -> str:
    color = report.color
    place = f"{escape(diagnostic.path)}:{diagnostic.start.line}:{diagnostic.start.column}"
    head = (
        f"{paint(place, 'bold', color)}: {paint(f'{diagnostic.severity}[{diagnostic.code}]', diagnostic.severity, color)} "
        f"{paint(escape(diagnostic.message), 'bold', color)}{fix_mark(diagnostic, unsafe_fixes=report.unsafe_fixes)}"
    )
    number = str(diagnostic.start.line)
    gutter = " " * len(number)
    line, carets = excerpt_lines(diagnostic.excerpt, max(report.width - len(number) - _BESIDE, _NARROWEST))
    bar = paint("|", "gutter", color)
    rows = [
        head,
        f" {gutter} {bar}",
        f" {paint(number, 'gutter', color)} {bar} {line}".rstrip(),
        f" {gutter} {bar} {paint(carets, diagnostic.severity, color)}",
    ]
    equals = paint("=", "gutter", color)
    advice = [f"note: {escape(text)}" for text in _related(diagnostic)] + [f"help: {escape(text)}" for text in _help(diagnostic)]
    for text in advice:
        first, *rest = _wrapped(text, report.width - len(gutter) - len("  = "))
        rows += [f" {gutter} {equals} {first}", *(f" {gutter}         {line}" for line in rest)]
    return "\n".join(rows) + "\n"


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text at its spaces, the lines below the first to be indented by the length of `help: `."""
    if len(text) <= width:
        return [text]
    from textwrap import wrap

    later = " " * len("help: ")
    lines = wrap(text, max(width, _NARROWEST), subsequent_indent=later, break_long_words=False, break_on_hyphens=False)
    return [line.removeprefix(later) for line in lines]


def _related(diagnostic: Located) -> list[str]:
    return [f"{item.message}: {item.path}:{item.start.line}:{item.start.column}" for item in diagnostic.related]


def _help(diagnostic: Located) -> list[str]:
    fix = diagnostic.fix
    advice = [f"{fix.title} ({fix.applicability} fix)"] if fix is not None else []
    if diagnostic.hint:
        advice.append(diagnostic.hint)
    return advice
