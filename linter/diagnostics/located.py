"""Diagnostics made ready for people and programs: lines and columns, the source line, GitHub's line hash.

What leaves the engine in this form needs the file no more: it can cross processes, be cached, and be reported in any format.
"""

import re
from collections.abc import Iterable
from operator import mul
from typing import NamedTuple

from linter.article.fields import Vocabulary, entry_of
from linter.diagnostics.diagnostic import Diagnostic, Severity
from linter.document import Document
from linter.document.nodes import Mapping, Node, Scalar, Sequence
from linter.source import Position, Source, Span
from linter.text.labels import naming_field
from linter.text.secrets import has_credentials, masked

_WINDOW = 200
_VALUE = 200
_HASHED_UNITS = 100
_HASH_MASK = (1 << 64) - 1
_POWERS = tuple(37 ** (_HASHED_UNITS - 1 - place) & _HASH_MASK for place in range(_HASHED_UNITS))


class Excerpt(NamedTuple):
    """The part of a source line around a span, at most some 400 characters.

    `start` and `end` are the span's half-open offsets in `text`; `cut_before` and `cut_after` tell that the line goes on.
    """

    text: str
    start: int
    end: int
    cut_before: bool
    cut_after: bool


class LocatedEdit(NamedTuple):
    """Replace what stands from `start` to `end` (exclusive) by `content`.

    `offset` and `length` say it in code points; `byte_columns` are the columns of `start` and `end` in bytes of UTF-8.
    """

    content: str
    start: Position
    end: Position
    offset: int
    length: int
    byte_columns: tuple[int, int]


class LocatedFix(NamedTuple):
    """A fix with its edits located."""

    title: str
    applicability: str
    edits: tuple[LocatedEdit, ...]


class LocatedRelated(NamedTuple):
    """Another place that belongs to a diagnostic."""

    message: str
    path: str
    start: Position
    end: Position


class Located(NamedTuple):
    """A diagnostic with everything a report needs.

    `end` is exclusive. `value` is the marked text (cut to 200 characters). Credentials in URLs are masked everywhere. `line_hash` is
    the number behind GitHub's `primaryLocationLineHash`, with the count of equal ones before it: `hash:1`. `stable_field` is the field
    with list items named by their URL or text instead of their index, so that it still fits when the list is reordered. `reason` is
    that of the ignore comment which took the diagnostic out of the report, None for one that is in it. `page` is the URL of the file's
    article, or its title. `files` is in how many files it stands, where related items are reported once for all of them.
    """

    code: str
    name: str
    severity: Severity
    message: str
    path: str
    start: Position
    end: Position
    field: str
    hint: str
    excerpt: Excerpt
    value: str
    line_hash: str
    byte_columns: tuple[int, int]
    fix: LocatedFix | None = None
    related: tuple[LocatedRelated, ...] = ()
    stable_field: str = ""
    reason: str | None = None
    page: str = ""
    files: int = 1

    @property
    def sort_key(self) -> tuple[str, Position, Position, str, str]:
        """The order of reports: path, place, code."""
        return (self.path, self.start, self.end, self.code, self.message)


def locate(document: Document, diagnostics: Iterable[Diagnostic], names: Vocabulary) -> tuple[Located, ...]:
    """Give each diagnostic of a file its lines and columns; `names` tells by which fields items are known."""
    source = document.source
    hashes: LineHashes | None = None
    shown = ""
    located = []
    page = ""
    for diagnostic in diagnostics:
        if hashes is None:
            hashes = LineHashes(source)
            shown = masked(source.text)
            page = _name(document.root, names) if document.root is not None else ""
        place = _locate(source, shown, diagnostic, hashes, stable_field(document.root, diagnostic.field, names))._replace(page=page)
        located.append(place if shown is source.text else _masked(place))
    return tuple(located)


def _masked(located: Located) -> Located:
    """Take credentials out of all that was not cut from the masked text; a fix that would write them is `--fix`'s alone."""
    fix = located.fix
    if fix is not None and any(has_credentials(edit.content) for edit in fix.edits):
        fix = None
    return located._replace(
        message=masked(located.message),
        hint=masked(located.hint),
        field=masked(located.field),
        stable_field=masked(located.stable_field),
        page=masked(located.page),
        related=tuple(item._replace(message=masked(item.message)) for item in located.related),
        fix=fix._replace(title=masked(fix.title)) if fix is not None else None,
    )


def stable_field(root: Node | None, field: str, names: Vocabulary) -> str:
    """Return a JSON Pointer with each list index replaced by the item's URL or text, in brackets."""
    steps = []
    node = root
    for step in field.split("/")[1:]:
        if isinstance(node, Sequence) and step.isdecimal() and int(step) < len(node.items):
            node = node.items[int(step)]
            name = _name(node, names)
            steps.append(f"[{name}]" if name else step)
        else:
            node = node.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(node, Mapping) else None
            steps.append(step)
    return "".join(f"/{step}" for step in steps)


def _name(node: Node, names: Vocabulary) -> str:
    """Return a mapping's URL, else its title, or a text itself; `""` where there is nothing of these."""
    if isinstance(node, Mapping):
        entries = (entry_of(node, name) for name in (*names.item_urls, *names.item_titles))
        values = (entry.value for entry in entries if entry is not None)
        node = next((value for value in values if isinstance(value, Scalar) and value.text.strip()), node)
    return node.text[:_VALUE] if isinstance(node, Scalar) else ""


def _locate(source: Source, shown: str, diagnostic: Diagnostic, hashes: "LineHashes", stable: str) -> Located:
    span = diagnostic.span
    start, end = source.position(span.start), source.position(span.end)
    related = tuple(
        LocatedRelated(
            item.message,
            item.path or source.path,
            source.position(item.span.start) if item.span else Position(item.line, item.column),
            source.position(item.span.end) if item.span else Position(item.line, item.column),
        )
        for item in diagnostic.related
    )
    return Located(
        diagnostic.code,
        diagnostic.name,
        diagnostic.severity,
        naming_field(diagnostic.message, diagnostic.field),
        source.path,
        start,
        end,
        diagnostic.field,
        diagnostic.hint,
        _excerpt(source, shown, span, start.line),
        shown[span.start : min(span.end, span.start + _VALUE)],
        hashes.of_line(start.line),
        _byte_columns(source, span, start, end),
        _locate_fix(source, diagnostic),
        related,
        stable,
    )


def _locate_fix(source: Source, diagnostic: Diagnostic) -> LocatedFix | None:
    fix = diagnostic.fix
    if fix is None:
        return None
    edits = tuple(_locate_edit(source, span, content) for span, content in sorted(fix.edits))
    return LocatedFix(fix.title, fix.applicability, edits)


def _locate_edit(source: Source, span: Span, content: str) -> LocatedEdit:
    start = source.position(span.start)
    end = source.position(span.end) if span.end > span.start else start
    return LocatedEdit(content, start, end, span.start, span.end - span.start, _byte_columns(source, span, start, end))


def _byte_columns(source: Source, span: Span, start: Position, end: Position) -> tuple[int, int]:
    if source.text.isascii():
        return start.column, end.column
    return source.byte_column(span.start), source.byte_column(span.end)


def _excerpt(source: Source, shown: str, span: Span, line: int) -> Excerpt:
    place = source.line_span(line)
    end = max(min(span.end, place.end), span.start)
    first = max(place.start, span.start - _WINDOW)
    last = min(place.end, max(span.start + _WINDOW, min(end, span.start + _WINDOW) + 40))
    text = shown[first:last]
    return Excerpt(text, span.start - first, min(end, last) - first, first > place.start, last < place.end)


class LineHashes:
    """GitHub code scanning's line hashes of a text.

    A line's hash is a polynomial over the 100 UTF-16 units from its first on, blanks left out, line ends as LF; two equal windows have one
    hash, so windows are counted as strings and only the hashes asked for are computed.
    """

    def __init__(self, source: Source) -> None:
        units = re.sub(r"\r\n?", "\n", source.text).replace(" ", "").replace("\t", "")
        self._kept = units.encode("utf-16-le", "surrogatepass") + b"\xff\xff"
        self._counts: list[int] = []
        self._hashes: dict[int, str] = {}
        self._seen: dict[bytes, int] = {}
        self._starts = [0]

    def of_line(self, line: int) -> str:
        """Return the hash of line number `line` (from 1), and how many equal ones there are up to it."""
        while len(self._counts) < line:
            start = self._starts[-1]
            earlier = self._window(start)
            self._seen[earlier] = self._seen.get(earlier, 0) + 1
            self._counts.append(self._seen[earlier])
            self._starts.append(self._end_of_line(start))
        if line not in self._hashes:
            window = self._window(self._starts[line - 1])
            low, high = sum(map(mul, window[::2], _POWERS)), sum(map(mul, window[1::2], _POWERS))
            self._hashes[line] = f"{low + (high << 8) & _HASH_MASK:x}:{self._counts[line - 1]}"
        return self._hashes[line]

    def _end_of_line(self, start: int) -> int:
        at = self._kept.find(b"\n\0", start)
        while at % 2 and at >= 0:
            at = self._kept.find(b"\n\0", at + 1)
        return at + 2 if at >= 0 else len(self._kept)

    def _window(self, start: int) -> bytes:
        return self._kept[start : start + 2 * _HASHED_UNITS].ljust(2 * _HASHED_UNITS, b"\0")
