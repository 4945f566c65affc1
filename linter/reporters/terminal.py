"""What the formats for people share: colours, source excerpts with carets, the summary line."""

from functools import lru_cache

from linter.diagnostics.located import Excerpt, Located
from linter.reporters import Report, Summary
from linter.text.wording import counted, escape

_STYLES = {"bold": "1", "error": "1;31", "warning": "1;33", "note": "1;36", "gutter": "1;34", "fix": "32"}
_EXCERPT = 100
_TAB = "    "
FIX_MARK = "[*]"


def paint(text: str, style: str, color: bool) -> str:
    """Wrap `text` in an ANSI colour, when colours are wanted."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if color else text


def excerpt_lines(excerpt: Excerpt, width: int = _EXCERPT) -> tuple[str, str]:
    """Return a source line, cut around the span to `width` columns and made harmless, and the carets for the line below it."""
    cells = [_cell(character) for character in excerpt.text]
    widths = [_width(cell) for cell in cells]
    start, end = excerpt.start, max(excerpt.end, excerpt.start + 1)
    first, last = _window(widths, start, end, width)
    before = "…" if excerpt.cut_before or first > 0 else ""
    after = "…" if excerpt.cut_after or last < len(cells) else ""
    line = before + "".join(cells[first:last]) + after
    indent = len(before) + sum(widths[first:start])
    marked = sum(widths[start : min(end, last)])
    return line, " " * indent + "^" * max(marked, 1)


def _window(widths: list[int], start: int, end: int, width: int) -> tuple[int, int]:
    """Choose the characters to show: the span's beginning with some text before it, as much as fits in `width`."""
    if sum(widths) <= width:
        return 0, len(widths)
    first = start
    room = max(width // 3, width - sum(widths[start:end]) - width // 5)
    if sum(widths[:end]) <= width:
        first = 0
    else:
        while first > 0 and sum(widths[first - 1 : start]) <= room:
            first -= 1
    last = first
    used = 0
    while last < len(widths) and used + widths[last] <= width:
        used += widths[last]
        last += 1
    while first > 0 and used + widths[first - 1] <= width:  # the line ends here: what room is left goes to what is before the span
        first -= 1
        used += widths[first]
    return first, max(last, min(start + 1, len(widths)))


@lru_cache(maxsize=1024)
def _cell(character: str) -> str:
    return _TAB if character == "\t" else escape(character)


@lru_cache(maxsize=1024)
def _width(cell: str) -> int:
    if cell.isascii() or cell < "\u0300" or "\u2010" <= cell <= "\u2027":  # Latin letters, and quotes and dashes
        return len(cell)
    from wcwidth import wcswidth

    return max(int(wcswidth(cell)), 0)


def closing_lines(report: Report) -> list[str]:
    """Return how a report that marks what can be fixed ends: what was left out, and the summary with the mark explained."""
    lines = []
    if report.left_out:
        lines.append(f"{report.left_out:,} more: `--statistics`, or `--output-format html`")
    if report.summary.unsafe_fixable and not report.unsafe_fixes:
        lines.append("Unsafe fixes may change what an article says: `--diff --unsafe-fixes` shows them.")
    return [*lines, summary_line(report.summary, unsafe_fixes=report.unsafe_fixes, mark=f"{FIX_MARK} ")]


def summary_line(summary: Summary, *, unsafe_fixes: bool, mark: str = "") -> str:
    """Return the last line of a report: how many of what, and what can be fixed; `mark` is put before what `--fix` fixes."""
    text = " ".join([*_fixed(summary), _found(summary)])
    fixable = summary.fixable + (summary.unsafe_fixable if unsafe_fixes else 0)
    if fixable:
        fix = "--fix --unsafe-fixes" if unsafe_fixes and summary.unsafe_fixable else "--fix"
        text += f" {mark}{fixable:,} fixable with `{fix}`."
    if summary.unsafe_fixable and not unsafe_fixes:
        text += f" {summary.unsafe_fixable:,} {'more ' if fixable else ''}fixable with `--fix --unsafe-fixes`."
    if summary.failed:
        text += f" {counted(summary.failed, 'failure')}: see above."
    return text


def fixing_line(summary: Summary, *, unsafe_fixes: bool, written: bool) -> str:
    """Return what `--fix-only` did, or `--diff` would do."""
    done = _fixed(summary)[0].removesuffix(".") if written and summary.fixed else f"{summary.fixed:,} would be fixed"
    text = done if summary.fixed else "Nothing to fix"
    more = 0 if unsafe_fixes else summary.unsafe_fixable
    return f"{text}, {more:,} {'more ' if summary.fixed else ''}with `--unsafe-fixes`." if more else f"{text}."


def _fixed(summary: Summary) -> list[str]:
    return [f"Fixed {counted(summary.fixed, 'problem')} in {counted(summary.fixed_files, 'file')}."] if summary.fixed else []


def _found(summary: Summary) -> str:
    checked = f"{counted(summary.files, 'file')} checked"
    if summary.skipped:
        checked += f", {summary.skipped:,} without front matter skipped"
    found = [
        counted(number, word)
        for number, word in ((summary.errors, "error"), (summary.warnings, "warning"), (summary.notes, "note"))
        if number
    ]
    hidden = [
        f"{number:,} {word}"
        for number, word in (
            (summary.suppressed, "ignored by comments"),
            (summary.accepted, "accepted by the baseline"),
            (summary.unchanged, "on unchanged lines"),
        )
        if number
    ]
    checked = "; ".join([checked, *hidden])
    if found:
        return f"Found {', '.join(found)} ({checked})."
    return f"{checked}." if summary.failed else f"No problems found ({checked})."


def fix_mark(diagnostic: Located, *, unsafe_fixes: bool) -> str:
    """Return ` [*]` for what the given options would fix."""
    fix = diagnostic.fix
    return f" {FIX_MARK}" if fix is not None and (fix.applicability == "safe" or unsafe_fixes) else ""
