"""The order of a mapping's fields, and putting them in order: comments above a field and behind it travel with it."""

from collections.abc import Sequence

from linter.diagnostics.fix import Edit
from linter.document import Document
from linter.document.nodes import Mapping, walk
from linter.source import Span


def misplaced(mapping: Mapping, order: Sequence[str]) -> tuple[str, str] | None:
    """Return the first field that stands after one that it belongs before, with that one; None where all are in order."""
    ranks = {name: rank for rank, name in enumerate(order)}
    highest: tuple[int, str] = (-1, "")
    for entry in mapping.entries:
        name = entry.key.text
        rank = ranks.get(name, len(ranks))
        if rank < highest[0]:
            first = next(other.key.text for other in mapping.entries if ranks.get(other.key.text, len(ranks)) > rank)
            return name, first
        highest = max(highest, (rank, name))
    return None


def reorder(document: Document, mapping: Mapping, order: Sequence[str]) -> tuple[Edit, ...]:
    """Return the edit that puts a mapping's fields in order, none where they cannot be moved line by line without a doubt."""
    if document.problems or document.source.path.lower().endswith(".json") or _has_aliases(document):
        return ()
    text, ranks = document.source.text, {name: rank for rank, name in enumerate(order)}
    starts = _starts(document, mapping)
    if not starts:
        return ()
    end = _line_end(text, mapping.entries[-1].value.end if mapping.entries[-1].value.end else mapping.entries[-1].key.end)
    pieces = [text[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    if not all(piece.endswith("\n") for piece in pieces):
        return ()
    names = [entry.key.text for entry in mapping.entries]
    sorted_pieces = sorted(range(len(pieces)), key=lambda index: ranks.get(names[index], len(ranks)))
    return (Edit(Span(starts[0], end), "".join(pieces[index] for index in sorted_pieces)),)


def _has_aliases(document: Document) -> bool:
    """Whether a value is written once and used twice, so that the order of fields has a meaning."""
    return document.root is not None and any(getattr(node, "shared", False) for node in walk(document.root))


def _starts(document: Document, mapping: Mapping) -> list[int]:
    """Return where each field begins, with the comments right above it; nothing where fields do not begin lines of their own."""
    text, starts = document.source.text, []
    names = [entry.key.text for entry in mapping.entries]
    if not names or len(set(names)) < len(names) or text[mapping.start : mapping.start + 1] in ("{", "") or text[mapping.start] == "?":
        return []
    border = 0
    for entry in mapping.entries:
        line = text.rfind("\n", 0, entry.key.start) + 1
        if text[line : entry.key.start].strip(" ") or line < border:
            return []
        start = line
        while start > border and text[text.rfind("\n", 0, start - 1) + 1 : start].lstrip(" ").startswith("#"):
            start = text.rfind("\n", 0, start - 1) + 1
        starts.append(start)
        border = _line_end(text, max(entry.value.end, entry.key.end))
    return starts


def _line_end(text: str, at: int) -> int:
    """Return where the line that `at` is on ends, behind its line break; a block of text ends with one itself."""
    if at and text[at - 1] == "\n":
        return at
    found = text.find("\n", at)
    return found + 1 if found >= 0 else len(text)
