"""Ignore comments: `# newslint: ignore[NL305] why` at the end of a line or alone above it, `# newslint: ignore-file[…]` for the file."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linter.diagnostics.diagnostic import Diagnostic
from linter.document import Document
from linter.document.nodes import Mapping, Node, Scalar, walk
from linter.source import Span
from linter.text.patterns import lazy_pattern

_COMMENT = lazy_pattern(
    r"(?:(?<=[\s])|(?<=^))#[ \t]*newslint:[ \t]*(?P<kind>ignore-file|ignore)\b(?P<list>[ \t]*\[(?P<words>[^\]\r\n]*)\])?"
    r"[ \t]*(?P<reason>[^\r\n]*)",
    re.MULTILINE,
)
_WORD = lazy_pattern(r"[^\s,]+")


class Word(NamedTuple):
    """A code or name in an ignore comment, and where it stands."""

    text: str
    span: Span


class Suppression(NamedTuple):
    """An ignore comment.

    `span` is the comment's, `lines` the numbers of the lines it speaks of (from 1; None: all), `alone` whether nothing else is on its line.
    """

    span: Span
    words: tuple[Word, ...]
    reason: str
    lines: range | None
    alone: bool


class Suppressed(NamedTuple):
    """A diagnostic that an ignore comment took out of the report, with the comment's reason."""

    diagnostic: Diagnostic
    reason: str


class Use(NamedTuple):
    """A word of a suppression, and whether it suppressed anything."""

    suppression: Suppression
    word: Word
    used: bool


class Applied(NamedTuple):
    """What suppressions made of a file's diagnostics."""

    kept: list[Diagnostic]
    suppressed: tuple[Suppressed, ...]
    uses: tuple[Use, ...]


def apply_suppressions(document: Document, diagnostics: Sequence[Diagnostic]) -> Applied:
    """Take out of `diagnostics` what the document's ignore comments name."""
    suppressions = list(find_suppressions(document))
    everywhere = [suppression for suppression in suppressions if suppression.lines is None or len(suppression.lines) > 1]
    on_line: dict[int, list[Suppression]] = {}
    for suppression in suppressions:
        if suppression.lines is not None:
            on_line.setdefault(suppression.lines.start, []).append(suppression)
    used: set[Word] = set()
    kept: list[Diagnostic] = []
    suppressed: list[Suppressed] = []
    for diagnostic in diagnostics:
        line = document.source.position(diagnostic.span.start).line
        hit = _first_hit([*on_line.get(line, ()), *everywhere], diagnostic, line)
        if hit is None:
            kept.append(diagnostic)
        else:
            suppressed.append(Suppressed(diagnostic, hit[0].reason))
            used.add(hit[1])
    uses = tuple(Use(suppression, word, word in used) for suppression in suppressions for word in suppression.words)
    return Applied(kept, tuple(suppressed), uses)


def _first_hit(suppressions: Sequence[Suppression], diagnostic: Diagnostic, line: int) -> tuple[Suppression, Word] | None:
    for suppression in suppressions:
        if suppression.lines is None or line in suppression.lines:
            for word in suppression.words:
                if word.text in (diagnostic.code, diagnostic.name):
                    return suppression, word
    return None


def has_suppressions(document: Document) -> bool:
    """Whether it is worth looking for ignore comments."""
    front_matter = document.front_matter
    return front_matter is not None and document.source.text.find("newslint:", *front_matter.block) >= 0


def find_suppressions(document: Document) -> Iterator[Suppression]:
    """Yield the ignore comments of the front matter, in order; text in values is no comment."""
    if document.front_matter is None or not has_suppressions(document):
        return
    source = document.source
    nodes = list(walk(document.root)) if document.root is not None else []
    values = sorted(node.span for node in nodes if isinstance(node, Scalar))
    last_lines = _last_lines(document, nodes)
    for match in _COMMENT.finditer(source.text, *document.front_matter.block):
        span = Span(match.start(), match.end() - (len(match["reason"]) - len(match["reason"].rstrip())))
        before = bisect_left(values, (span.start, span.start)) - 1
        if before >= 0 and span.start < values[before].end:
            continue
        line = source.position(span.start).line
        alone = not source.text[source.line_starts[line - 1] : span.start].strip()
        lines = None if match["kind"] == "ignore-file" else _lines(document, last_lines, line, alone=alone)
        yield Suppression(span, _words(match), match["reason"].strip(), lines, alone)


def _words(match: re.Match[str]) -> tuple[Word, ...]:
    """Return the named codes; a comment without a list has one word, empty: it names no rule."""
    if match["list"] is None or not match["words"].strip():
        end = match.end("list") if match["list"] is not None else match.end("kind")
        return (Word("", Span(match.start("kind"), end)),)
    start = match.start("words")
    return tuple(Word(word.group(), Span(start + word.start(), start + word.end())) for word in _WORD.finditer(match["words"]))


def _last_lines(document: Document, nodes: Sequence[Node]) -> dict[int, int]:
    """Map each line on which a field with a scalar begins to the last line of its value."""
    position = document.source.position
    last: dict[int, int] = {}
    for entry in (entry for node in nodes if isinstance(node, Mapping) for entry in node.entries):
        if isinstance(entry.value, Scalar):
            line = position(entry.key.start).line
            last[line] = max(last.get(line, line), position(max(entry.value.end - 1, entry.value.start)).line)
    return last


def _lines(document: Document, last_lines: dict[int, int], line: int, *, alone: bool) -> range:
    """Return the lines a comment speaks of: its own, or the next one with content; with all lines of the value that begins there."""
    source = document.source
    if alone:
        line += 1
        while line < len(source.line_starts) and _is_comment_or_blank(source.text, *source.line_span(line)):
            line += 1
    return range(line, last_lines.get(line, line) + 1)


def _is_comment_or_blank(text: str, start: int, end: int) -> bool:
    content = text[start:end].strip()
    return not content or content.startswith("#")
