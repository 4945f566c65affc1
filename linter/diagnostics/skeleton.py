"""Fields put into a mapping: in the order of the schema, in the style and with the indent of what is there."""

import json
from collections.abc import Sequence as SequenceType
from functools import lru_cache
from typing import Any

from linter.diagnostics.fix import Edit
from linter.document import Document
from linter.document.nodes import Entry, Mapping, Node, Sequence, walk
from linter.document.result import Limits
from linter.document.syntaxes import Layout, Syntax
from linter.source import Span, end_of_line, start_of_line


def insert_fields(document: Document, mapping: Mapping, fields: SequenceType[tuple[str, Any]], order: SequenceType[str]) -> list[Edit]:
    """Return the edits that put `fields` (names and values) into `mapping`, each behind the one before it in `order`.

    There are none for a field that cannot be put in cleanly, and none where the front matter is broken: that comes first.
    """
    own = [entry for entry in mapping.entries if _is_in_place(entry, mapping)]
    if mapping.shared or not own or document.is_broken:
        return []
    style = _Style(document, mapping, own)
    places: dict[int, list[str]] = {}
    for name, value in fields:
        text = style.written(name, value)
        place = style.place(name, order)
        if text is not None and place is not None:
            places.setdefault(place, []).append(text)
    return [style.edit(at, texts) for at, texts in places.items()]


def _is_in_place(entry: Entry, mapping: Mapping) -> bool:
    """Whether an entry stands in the mapping itself: what a merge brings in stands elsewhere."""
    return mapping.start <= entry.start <= mapping.end and entry.value.parent is mapping


class _Style:
    """How a mapping is written. Places are counted in entries: fields go behind that many of them."""

    def __init__(self, document: Document, mapping: Mapping, entries: list[Entry]) -> None:
        self.text = document.source.text
        self.newline = document.source.newline
        self.syntax = document.syntax
        self.mapping = mapping
        self.entries = entries
        self.line_start = start_of_line(self.text, entries[0].start)
        self.before = self.text[self.line_start : entries[0].start]
        self.own_lines = not self.before.strip()
        self.layout = Layout(mapping.flow, bool(entries[0].key.style), *_indents(document, mapping))

    def place(self, name: str, order: SequenceType[str]) -> int | None:
        """Return behind how many entries a field goes: behind the last of those that come before it in the schema; None for nowhere."""
        before = set(order[: order.index(name)]) if name in order else set()
        places = [at for at, entry in enumerate(self.entries, 1) if entry.key.text in before or name not in order]
        found = next((at for at in reversed(places) if self._may_follow(self.entries[at - 1])), None)
        return found if found is not None else 0 if self._can_lead() else None

    def _may_follow(self, entry: Entry) -> bool:
        if self.layout.is_flow:
            return True
        return self.syntax.is_followed_by_fields(self.text, entry) and not _ends_in_block(entry.value)

    def _can_lead(self) -> bool:
        return self.layout.is_flow or (self.own_lines and self.syntax.is_followed_by_fields(self.text, self.entries[0]))

    def written(self, name: str, value: Any) -> str | None:
        """Write a field in this style, None where it would be read as something else."""
        lines = self.syntax.field(name, value, self.layout)
        if lines is None:
            return None
        prefix = self.before if self.own_lines or self.syntax.is_part_of_key(self.before) else " " * len(self.before)
        indent = "" if self.layout.is_flow else prefix
        text = self.newline.join(f"{indent}{line}" for line in lines)
        block = self.syntax.alone(self.newline.join(lines), self.layout)
        return text if _reads_as(block, json.dumps({name: value}), self.syntax) else None

    def edit(self, at: int, texts: list[str]) -> Edit:
        """Return the edit that puts fields behind `at` entries."""
        if self.layout.is_flow:
            between = f",{self.text[self.line_start - 1 : self.entries[0].start]}" if self.own_lines and self.line_start else ", "
            between = between if self.line_start < 2 or self.text[self.line_start - 2] != "\r" else between.replace("\n", "\r\n", 1)
            joined = between.join(texts)
            if at == 0:
                return _insertion(self.entries[0].start, f"{joined}{between}")
            return _insertion(self.entries[at - 1].value.end, f"{between}{joined}")
        joined = self.newline.join(texts)
        if at == 0:
            return _insertion(self.line_start, f"{joined}{self.newline}")
        entry = self.entries[at - 1]
        end = max(entry.key.end + 1, entry.value.end)
        while self.text[end - 1] in " \t\r\n":
            end -= 1
        return _insertion(end_of_line(self.text, end), f"{self.newline}{joined}")


def _ends_in_block(node: Node) -> bool:
    """Whether a value ends in a block of text (`|`, `>`), whose last lines mean something, or in what stands elsewhere."""
    while isinstance(node, Mapping | Sequence) and not node.flow:
        inner = [entry.value for entry in node.entries] if isinstance(node, Mapping) else node.items
        if not inner:
            return False
        node = inner[-1]
    return node.shared or getattr(node, "is_block", False)


def _indents(document: Document, mapping: Mapping) -> tuple[int, int]:
    """Return by how much fields are indented below their key, and dashes, as the file has it; two where it has none."""
    step, dashes = 0, -1
    text = document.source.text
    root = document.root or mapping
    outer = root.entries[0].start - start_of_line(text, root.entries[0].start) if root.entries else 0
    for entry in root.entries:
        node = entry.value
        if isinstance(node, Mapping) and not node.flow and node.entries and not step:
            step = node.entries[0].start - start_of_line(text, node.entries[0].start) - outer
        elif isinstance(node, Sequence) and not node.flow and node.items and dashes < 0:
            line = text[start_of_line(text, node.items[0].start) : node.items[0].start]
            dashes = len(line) - len(line.lstrip(" ")) - outer if line.lstrip(" ").startswith("-") else -1
    step = step if step > 0 else 2
    return step, dashes if dashes >= 0 else step


@lru_cache(maxsize=256)
def _reads_as(block: str, data: str, syntax: Syntax) -> bool:
    """Whether a few lines alone are read as `data` (JSON); a file with many articles asks for the same ones again and again."""
    root: Node | None = syntax.read(block, Span(0, len(block)), Limits()).root
    if root is None:
        return False
    return bool(root.value == json.loads(data)) and not any(node.shared for node in walk(root))


def _insertion(at: int, content: str) -> Edit:
    return Edit(Span(at, at), content)
