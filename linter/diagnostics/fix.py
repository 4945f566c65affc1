"""Edits that mend a file and leave everything else as its author wrote it: quotes, comments, order, indent, line ends."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from linter.document import Document
from linter.document.nodes import Entry, Mapping, Node, Scalar, Sequence, walk
from linter.document.quoting import double_quoted
from linter.source import Span, end_of_line, start_of_line


class Applicability(StrEnum):
    """Whether a fix may be applied unasked."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Edit(NamedTuple):
    """Replace the text at `span` by `content`."""

    span: Span
    content: str


class Fix(NamedTuple):
    """A titled group of edits, applied whole or not at all.

    `fields` names the JSON Pointers whose values may differ afterwards; everything else must stay as it is.
    """

    title: str
    edits: tuple[Edit, ...]
    fields: tuple[str, ...]
    applicability: Applicability = Applicability.SAFE


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` done; they must not overlap."""
    parts = []
    at = 0
    for span, content in sorted(edits):
        if span.start < at:
            raise ValueError("edits overlap")
        parts += [text[at : span.start], content]
        at = span.end
    return "".join([*parts, text[at:]])


def replace_scalar(document: Document, scalar: Scalar, value: str) -> Edit | None:
    """Give a string another value in the scalar's own quoting style; None where that cannot be done cleanly.

    Blocks (`|`, `>`) and anchored values are left to people.
    """
    content = quoted_like(document, scalar, value)
    return None if content is None else Edit(scalar.span, content)


def quoted_like(document: Document, scalar: Scalar, value: str) -> str | None:
    """Write `value` in the style of `scalar`; None for blocks and anchored values."""
    if scalar.is_block or scalar.shared:
        return None
    return document.syntax.quoted_like(value, scalar, in_flow=_in_flow(scalar))


def _in_flow(node: Node) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, Mapping | Sequence) and parent.flow:
            return True
        parent = parent.parent
    return False


def replace_literal(scalar: Scalar, literal: str) -> Edit | None:
    """Write a number or boolean in place of a scalar; None for blocks and anchored values."""
    return None if scalar.is_block or scalar.shared else Edit(scalar.span, literal)


def insert_entry(document: Document, sibling: Entry, key: str, value: str) -> Edit | None:
    """Insert `key: value` after the entry `sibling`, with its indent and quoting; None where that cannot be done cleanly."""
    mapping, beside = sibling.key.parent, sibling.value
    if not isinstance(mapping, Mapping) or mapping.shared or not isinstance(beside, Scalar) or beside.is_block:
        return None
    quoted = quoted_like(document, beside, value)
    if quoted is None:
        return None
    text = document.source.text
    name = double_quoted(key) if sibling.key.style else key
    if _in_flow(beside):
        after_colon = text[sibling.key.end : beside.start]
        return Edit(Span(beside.end, beside.end), f", {name}{after_colon}{quoted}")
    line_start = start_of_line(text, sibling.key.start)
    column = sibling.key.start - line_start
    line_end = end_of_line(text, beside.end)
    if text[line_start : line_start + column].strip(" -"):
        return None
    return Edit(Span(line_end, line_end), f"{document.source.newline}{' ' * column}{name}{document.syntax.separator}{quoted}")


def remove_entry(document: Document, entry: Entry) -> Edit | None:
    """Remove an entry that has its lines to itself; None for any other."""
    mapping, value = entry.key.parent, entry.value
    if (
        not isinstance(mapping, Mapping)
        or mapping.shared
        or not isinstance(value, Scalar)
        or value.shared
        or value.is_block
        or _in_flow(value)
    ):
        return None
    text = document.source.text
    line_start, line_end = start_of_line(text, entry.key.start), end_of_line(text, value.end)
    after = text[value.end : line_end].strip()
    if text[line_start : entry.key.start].strip() or after or len(mapping.fields) < 2:
        return None
    return Edit(Span(_line_break_before(text, line_start), line_end), "") if line_start else None


def remove_item(document: Document, item: Node) -> Edit | None:
    """Remove an item of a list, with its line or its comma; None where it shares its line with something else."""
    sequence = item.parent
    if not isinstance(sequence, Sequence) or sequence.shared or any(node.shared for node in walk(item)) or len(sequence.items) < 2:
        return None
    text = document.source.text
    at = item.key
    assert isinstance(at, int)
    if sequence.flow:
        gap = Span(sequence.items[at - 1].end, item.start) if at > 0 else Span(item.end, sequence.items[1].start)
        if document.syntax.comment is not None and document.syntax.comment in text[slice(*gap)]:
            return None  # a comment would go with it
        if at > 0:
            return Edit(Span(sequence.items[at - 1].end, item.end), "")
        return Edit(Span(item.start, sequence.items[1].start), "")
    line_start = start_of_line(text, item.start)
    if re.fullmatch(r" *-[ \t]+", text[line_start : item.start]) is None or at == 0:
        return None
    if "#" in text[sequence.items[at - 1].end : line_start]:
        return None  # a comment above the item would come to stand above the next one
    line_end = end_of_line(text, item.end)
    if text[item.end : line_end].strip() and not text[item.end : line_end].lstrip().startswith("#"):
        return None
    return Edit(Span(_line_break_before(text, line_start), line_end), "")


def rename_key(document: Document, entry: Entry, name: str) -> Edit | None:
    """Give an entry another key, in the same quotes; None for anchored ones, and those that are written more than once."""
    if entry.key.shared or not document.syntax.is_name(name):
        return None
    quote = entry.key.style
    return Edit(entry.key.span, f"{quote}{name}{quote}")


def changed_fields(before: Any, after: Any, pointer: str = "") -> set[str]:
    """Return the JSON Pointers of the smallest parts in which two values differ."""
    if type(before) is type(after) is dict:
        changed: set[str] = set()
        for key in before.keys() | after.keys():
            step = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            if key in before and key in after:
                changed |= changed_fields(before[key], after[key], step)
            else:
                changed.add(step)
        return changed
    if type(before) is type(after) is list and len(before) == len(after):
        return {
            field
            for index, (old, new) in enumerate(zip(before, after, strict=True))
            for field in changed_fields(old, new, f"{pointer}/{index}")
        }
    same = type(before) is type(after) and (before == after or before != before)
    return set() if same else {pointer}


def _line_break_before(text: str, line_start: int) -> int:
    if text.endswith("\r\n", 0, line_start):
        return line_start - 2
    return max(line_start - 1, 0)
