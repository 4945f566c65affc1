"""What an editor has to change so that its text becomes another one."""

from collections.abc import Iterator, Sequence

from lsprotocol import types

from linter.server.places import Text
from linter.source import Source, Span

_FARTHEST = 60  # lines that are looked ahead for where two texts agree again


def edits_between(before: Text, after: str) -> list[types.TextEdit]:
    """Return edits, none larger than it has to be, so that the cursor and the marks of an editor stay where they are."""
    old, new = before.source.text, after
    theirs = Source(before.source.path, after)
    edits = []
    for (old_start, old_end), (new_start, new_end) in _differences(before.source, theirs):
        span, content = _tightened(old, Span(old_start, old_end), new[new_start:new_end])
        edits.append(types.TextEdit(before.range(span), content))
    return edits


def _differences(before: Source, after: Source) -> Iterator[tuple[Span, Span]]:
    """Yield where two texts differ, in whole lines."""
    starts, others = ([*source.line_starts, len(source.text)] for source in (before, after))
    old = [before.text[starts[i] : starts[i + 1]] for i in range(len(starts) - 1)]
    new = [after.text[others[i] : others[i + 1]] for i in range(len(others) - 1)]
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and old[i] == new[j]:
            i, j = i + 1, j + 1
            continue
        gone, come = _until_agreement(old, new, i, j)
        yield Span(starts[i], starts[i + gone]), Span(others[j], others[j + come])
        i, j = i + gone, j + come


def _until_agreement(old: Sequence[str], new: Sequence[str], i: int, j: int) -> tuple[int, int]:
    """Return after how many lines two texts agree again; where that is far away, all the rest."""
    left, right = len(old) - i, len(new) - j
    for distance in range(1, _FARTHEST):
        for gone in range(max(distance - right, 0), min(distance, left) + 1):
            come = distance - gone
            both_end = gone == left and come == right
            if both_end or (gone < left and come < right and old[i + gone] == new[j + come]):
                return gone, come
    return left, right


def _tightened(text: str, span: Span, content: str) -> tuple[Span, str]:
    """Leave out what is the same at both ends; a line break of two characters stays whole."""
    start, end = span
    most = min(end - start, len(content))
    same = 0
    while same < most and text[start + same] == content[same]:
        same += 1
    if same and content[same - 1] == "\r":
        same -= 1
    most -= same
    back = 0
    while back < most and text[end - 1 - back] == content[len(content) - 1 - back]:
        back += 1
    if back and "\r\n" in (content[len(content) - back - 1 :][:2], text[end - back - 1 :][:2]):
        back -= 1
    return Span(start + same, end - back), content[same : len(content) - back]
