"""Ignore comments: `# newslint: ignore[NL305] why` at the end of a line or alone above it, `# newslint: ignore-file[…]` for the file."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from linter.diagnostics.diagnostic import Diagnostic
from linter.document import Document
from linter.document.nodes import Mapping, Node, Scalar, walk
from linter.document.syntaxes import DEFAULT, Syntax
from linter.source import Span
from linter.text.patterns import lazy_pattern

_AFTER_SIGN = (
    r"[ \t]*newslint:[ \t]*(?P<kind>ignore-file|ignore)\b(?P<list>[ \t]*\[(?P<words>[^\]\r\n]*)\])?"
    r"[ \t]*(?P<reason>[^\r\n]*)"
)
# What other linters' ignore comments look like, and how newslint's own are misspelt.
_AFTER_SIGN_OF_OTHERS = (
    r"[ \t]*(?i:(?:newslint[ \t:-]*(?P<verb>(?:ignore|disable|skip|allow|off|noqa)[a-z-]*)|(?P<noqa>noqa))(?![\w-])"
    r"[ \t=:(\[]*(?P<words>[A-Z][\w-]*(?:[ \t]*[, \t][ \t]*NL\d\w*)*)?[\])]?[ \t]*(?P<reason>[^\r\n]*))"
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


class Misspelt(NamedTuple):
    """A comment that looks like one that ignores, and ignores nothing; `words` are what it seems to name."""

    span: Span
    whole_file: bool
    words: tuple[str, ...]
    reason: str


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


Hits = dict[str, tuple[Suppression, Word]]


class _ByPlace:
    """Ignore comments by what they speak of: the whole file, one line, or all lines of one value."""

    def __init__(self, suppressions: Iterable[Suppression]) -> None:
        self.everywhere: Hits = {}
        self.from_line: dict[int, Hits] = {}
        self.last_line: dict[int, int] = {}
        for suppression in suppressions:
            hits = self.everywhere if suppression.lines is None else self.from_line.setdefault(suppression.lines.start, {})
            if suppression.lines is not None:
                self.last_line[suppression.lines.start] = suppression.lines.stop - 1
            for word in suppression.words:
                hits.setdefault(word.text, (suppression, word))
        self.long = sorted(start for start, last in self.last_line.items() if last > start)

    def hit(self, diagnostic: Diagnostic, line: int) -> tuple[Suppression, Word] | None:
        """Return the comment that a diagnostic is ignored by, and the word in it."""
        at = bisect_right(self.long, line)
        around = [start for start in self.long[max(at - 2, 0) : at] if start < line <= self.last_line[start]]  # more values meet on no line
        for hits in (self.from_line.get(line, {}), *(self.from_line[start] for start in around), self.everywhere):
            found = hits.get(diagnostic.code) or hits.get(diagnostic.name)
            if found is not None:
                return found
        return None


def apply_suppressions(document: Document, diagnostics: Sequence[Diagnostic]) -> Applied:
    """Take out of `diagnostics` what the document's ignore comments name."""
    suppressions = list(find_suppressions(document))
    by_place = _ByPlace(suppressions)
    used: set[Word] = set()
    kept: list[Diagnostic] = []
    suppressed: list[Suppressed] = []
    for diagnostic in diagnostics:
        line = document.source.position(diagnostic.span.start).line
        hit = by_place.hit(diagnostic, line)
        if hit is None:
            kept.append(diagnostic)
        else:
            suppressed.append(Suppressed(diagnostic, hit[0].reason))
            used.add(hit[1])
    uses = tuple(Use(suppression, word, word in used) for suppression in suppressions for word in suppression.words)
    return Applied(kept, tuple(suppressed), uses)


def has_suppressions(document: Document) -> bool:
    """Whether it is worth looking for ignore comments."""
    front_matter = document.front_matter
    if front_matter is None or document.syntax.comment is None:
        return False
    text, block = document.source.text, front_matter.block
    return text.find("newslint", *block) >= 0 or text.find("noqa", *block) >= 0


def find_suppressions(document: Document) -> Iterator[Suppression]:
    """Yield the ignore comments of the front matter, in order; text in values is no comment."""
    if document.front_matter is None or not has_suppressions(document):
        return
    source = document.source
    nodes = list(walk(document.root)) if document.root is not None else []
    last_lines = _last_lines(document, nodes)
    content = 0  # the line with content that comments alone on their lines were last found to speak of
    for match in _comments(document, nodes, _comment_pattern(document.syntax, _AFTER_SIGN)):
        span = _span(match)
        line = source.position(span.start).line
        alone = not source.text[source.line_starts[line - 1] : span.start].strip()
        if alone and line >= content:
            content = _next_content(document, line)
        first = content if alone else line
        lines = None if match["kind"] == "ignore-file" else range(first, last_lines.get(first, first) + 1)
        yield Suppression(span, _words(match), match["reason"].strip(), lines, alone)


def find_misspelt(document: Document) -> Iterator[Misspelt]:
    """Yield the comments of the front matter that look like ignore comments, in other linters' words or in newslint's, misspelt."""
    if document.front_matter is None or not has_suppressions(document):
        return
    nodes = list(walk(document.root)) if document.root is not None else []
    right_form = _comment_pattern(document.syntax, _AFTER_SIGN)
    for match in _comments(document, nodes, _comment_pattern(document.syntax, _AFTER_SIGN_OF_OTHERS)):
        words = tuple(re.split(r"[, \t]+", match["words"])) if match["words"] else ()
        named = all(re.fullmatch(r"NL\d\w*", word, re.IGNORECASE) for word in words)
        right = right_form.match(document.source.text, match.start())
        if (right is not None and right["list"] is not None and right["words"].strip()) or (match["noqa"] and words and not named):
            continue  # right, or for another linter
        reason = match["reason"].strip() if named else f"{match['words']} {match['reason']}".strip()
        found = tuple(word.upper() for word in words) if named else ()
        yield Misspelt(_span(match), "file" in (match["verb"] or ""), found, reason.lstrip(":- "))


def _comments(document: Document, nodes: Sequence[Node], pattern: "re.Pattern[str]") -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern in the front matter that are comments: text in values is none."""
    assert document.front_matter is not None
    values = sorted(node.span for node in nodes if isinstance(node, Scalar))
    for match in pattern.finditer(document.source.text, *document.front_matter.block):
        before = bisect_left(values, (match.start(), match.start())) - 1
        if before < 0 or match.start() >= values[before].end:
            yield match


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end() - (len(match["reason"]) - len(match["reason"].rstrip())))


@lru_cache
def _comment_pattern(syntax: Syntax, after_sign: str) -> "re.Pattern[str]":
    behind = r"(?:(?<=[\s])|(?<=^))" if syntax is DEFAULT else ""  # only in YAML a sign inside of a word begins no comment
    return re.compile(f"{behind}{re.escape(syntax.comment or '')}{after_sign}", re.MULTILINE)


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


def _next_content(document: Document, line: int) -> int:
    """Return the next line below `line` that is neither blank nor a comment."""
    source = document.source
    line += 1
    while line < len(source.line_starts) and _is_comment_or_blank(document, *source.line_span(line)):
        line += 1
    return line


def _is_comment_or_blank(document: Document, start: int, end: int) -> bool:
    content = document.source.text[start:end].strip()
    return not content or (document.syntax.comment is not None and content.startswith(document.syntax.comment))
