"""Changing parts of a text where they are written, so that its lines, quotes and escapes stay as they are."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from linter.diagnostics.fix import Edit, apply_edits, quoted_like, replace_scalar
from linter.document import Document
from linter.document.nodes import Scalar
from linter.document.places import Written
from linter.source import Span


class Change(NamedTuple):
    """Replace the characters of a text from `start` to `end`."""

    start: int
    end: int
    content: str


def changed(text: str, changes: Sequence[Change]) -> str:
    """Return `text` with the changes made, which are in order and apart."""
    return apply_edits(text, (Edit(Span(start, end), content) for start, end, content in changes))


def change_text(document: Document, scalar: Scalar, changes: Sequence[Change]) -> Edit | None:
    """Make changes in a text, None where that cannot be done cleanly: in blocks, and in values that others share.

    A value keeps its lines and escapes. Where it cannot, it is written anew: but not with escapes for what was no escape.
    """
    if scalar.is_block or scalar.shared:
        return None
    new = changed(scalar.text, changes)
    quote = scalar.style
    in_place = _in_place(document, scalar, changes)
    if in_place is not None and (quote or stays_plain(document, scalar, new)):
        read = document.syntax.written(in_place, Scalar(0, len(in_place), new, new, quote))
        if read is not None and read.text == new:
            return Edit(scalar.span, in_place)
    return replace_scalar(document, scalar, new) if not re.search("[\x00-\x1f\x7f-\x9f]", new) else None


def stays_plain(document: Document, scalar: Scalar, new: str) -> bool:
    """Whether a plain value can have another text and stay without quotes; it may hold tabs, and go over several lines."""
    on_one_line = re.sub("[\\t\\n]", " ", new)
    return quoted_like(document, scalar, on_one_line) == on_one_line


def _in_place(document: Document, scalar: Scalar, changes: Sequence[Change]) -> str | None:
    how = document.syntax.written(document.source.text, scalar)
    if how is None:
        return None
    edits = []
    for change in changes:
        content = document.syntax.inside(change.content, scalar.style)
        if content is None:
            return None
        edits += _edits(document, how, change, content)
    return apply_edits(document.written(scalar), (Edit(Span(a - scalar.start, b - scalar.start), content) for (a, b), content in edits))


def _edits(document: Document, how: Written, change: Change, content: str) -> list[Edit]:
    """Replace characters; a space that becomes a space stays as it is written, be it as the end of a line."""
    places = how.places[change.start : change.end]
    if content == " " and " " in how.text[change.start : change.end]:
        texts = [document.source.text[a:b] for a, b in places]
        spaces = [index for index, text in enumerate(how.text[change.start : change.end]) if text == " "]
        kept = max(spaces, key=lambda index: "\n" in texts[index] or "\r" in texts[index])
        return [Edit(place, "") for index, place in enumerate(places) if index != kept]
    return [Edit(Span(places[0].start, places[-1].end), content)]
