"""Unresolved merges in broken YAML."""

from collections.abc import Sequence

from linter.document.problem import Change
from linter.document.repair.lines import Line, Slip
from linter.source import Span

_OURS, _HALF, _THEIRS = "<<<<<<<", "=======", ">>>>>>>"


def conflict(text: str, lines: Sequence[Line], at: int) -> tuple[Slip, int, int] | None:
    """Report the merge that begins at line number `at`, to be read as if its first half were all.

    Returns the mistake with the numbers of the line in the middle and of the one behind the end; None where these are missing.
    """
    middle: int | None = None
    for number in range(at + 1, len(lines)):
        start = lines[number].start
        if text.startswith(_HALF, start):
            middle = number
        elif text.startswith(_OURS, start):
            return None
        elif text.startswith(_THEIRS, start):
            if middle is None:
                return None
            mark, theirs = Span(lines[at].start, lines[at].end), Span(lines[middle].start, lines[number].end)
            message = "two versions of the front matter were not merged: resolve the conflict, and delete its markers"
            return Slip(mark, message, "", (Change(mark, "#"), Change(theirs, "#")), is_offered=False), middle, number + 1
    return None
