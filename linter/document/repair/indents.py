"""Lines of broken YAML that do not stand where their siblings stand."""

from collections.abc import Sequence

from linter.document.problem import Change
from linter.document.repair.lines import Line, Slip
from linter.source import Span

Level = tuple[int, bool]  # the column of an open mapping, or, with True, of an open list


def place(line: Line, levels: list[Level], before: tuple[list[Line], int, int], *, may_open: bool, is_whole: bool) -> Slip | None:
    """Find the level that a line belongs to, and say so where it stands elsewhere; `levels` then ends with that level.

    `before` are all lines, the number of the first field's and of this one. `may_open`: the line may begin what the key above waits
    for. `is_whole`: the value above has ended, so that nothing can be a part of it.
    """
    column, is_item = line.indent, line.is_item
    if not levels:
        levels.append((column, is_item))
        return None
    top = levels[-1]
    if may_open and (column > top[0] or (column == top[0] and is_item and not top[1])):
        levels.append((column, is_item))
        return None
    deeper: Level | None = None
    while len(levels) > 1 and (levels[-1][0] > column or (levels[-1][0] == column and levels[-1][1] and not is_item)):
        deeper = levels.pop()
    top = levels[-1]
    if top == (column, is_item):
        return None
    if column < top[0] and len(levels) == 1:
        levels[:] = [(column, False)]
        return _first_is_indented(before[0][before[1] : before[2]], top[0] - column)
    sibling = deeper if deeper is not None and deeper[1] == is_item and deeper[0] - column < column - top[0] else top
    if sibling[1] != is_item or column == sibling[0]:
        return None
    if sibling is deeper:
        levels.append(sibling)
    way = "more" if column > sibling[0] else "less"
    begin = line.start + column
    message = f"{line.name} is indented {way} than its siblings above: align it with them"
    change = Change(Span(line.start, begin), " " * sibling[0])
    is_exact = is_whole and len(levels) == 1  # further in, two levels may have been meant
    return Slip(Span(begin, max(line.end, begin + 1)), message, "", (change,), line.value.start, is_exact=is_exact)


def _first_is_indented(before: Sequence[Line], surplus: int) -> Slip:
    """Report a first field that is indented, where those below it are not."""
    first = before[0]
    changes = tuple(Change(Span(line.start, line.start + surplus), "") for line in before if line.indent >= surplus)
    message = f"{first.name} is indented, and the fields below it are not: remove the spaces before it"
    begin = first.start + first.indent
    return Slip(Span(begin, first.end), message, "", changes, first.value.start, is_exact=len(before) == 1)
