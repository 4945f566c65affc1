"""NL008: characters that nobody sees."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from linter.article import is_text_field
from linter.diagnostic import Diagnostic
from linter.document import Document
from linter.document.nodes import Node, Scalar, walk
from linter.fix import Edit, double_quoted, is_plain
from linter.patterns import lazy_pattern
from linter.rule import Bad, Context, DocumentRule, FixAvailability, Good, safe, unsafe
from linter.source import Span

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = lazy_pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]+"
)
_ORDINARY = bytes([9, 10, 13, *range(32, 127)])
_JOINERS = "\u200c\u200d"
# The scripts whose spelling needs joiners: Arabic and its kin, and the Indic scripts through Khmer and Mongolian.
_JOINING_SCRIPTS = lazy_pattern("[\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\ua980-\ua9df\ufb50-\ufdff\ufe70-\ufeff]")
_EMOJI = lazy_pattern("[\u00a9\u00ae\u2190-\u2bff\u3030-\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]")
_FLAG_TAGS = lazy_pattern("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
    "\u0085": "next line",
}
_SEPARATORS = ("\u0085", "\u2028", "\u2029")


def _may_hide_characters(document: Document, context: Context) -> bool:
    return not (document.is_plain and document.source.text.isascii())


class InvisibleCharacter(DocumentRule):
    """A character that nobody sees: zero-width, bidi control, control character and the like.

    ## Why
    It comes along with copied text, breaks comparisons, searches and URLs, and can make a line read other than it is (CVE-2021-42574).
    Joiners inside emoji and in scripts that need them (Persian, Hindi …) are not reported.

    ## Fix
    Safe in text that people read and in comments: the character is removed. Unsafe for bidi controls and in other fields, where it may
    carry meaning. `secured` is never touched.
    """

    concerns = _may_hide_characters
    code = "NL008"
    name = "invisible-character"
    fix_availability = FixAvailability.SOMETIMES
    security = True
    examples = (
        Good("title: Trams 👩‍🔧 می‌روم"),
        Bad("title: Tr\u200bams\n         ^\n", fixed="title: Trams\n"),
        Bad("title: Tr\u202eams\n         ^\n", fixed="title: Trams\n"),
        Bad("title: Tr\x07ams\n         ^\n", fixed="title: Trams\n"),
        Bad('title: "Tr\\u200bams"\n       ^^^^^^^^^^^^^\n', fixed='title: "Trams"\n'),
    )

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        front_matter = document.front_matter
        if front_matter is None or document.source.encoding_problem is not None:
            return []
        text = document.source.text
        start, end = front_matter.block
        unusual = text[start:end].encode().translate(None, _ORDINARY)  # a handful of bytes, found five times faster than by the pattern
        if not (unusual and _INVISIBLE.search(unusual.decode())) and (document.is_plain or text.find("\\", start, end) < 0):
            return []
        return list(self._find(document, text, start, end))

    def _find(self, document: Document, text: str, start: int, end: int) -> Iterator[Diagnostic]:
        scalar_at = _scalar_finder(document.root)
        for match in _INVISIBLE.finditer(text, start, end):
            span = _needless(text, Span(*match.span()))
            if span is not None:
                yield self._written(document, scalar_at(span.start), span)
        if document.root is None:
            return
        for node in walk(document.root):
            if isinstance(node, Scalar) and node.style == '"' and "\\" in document.written(node):
                found = _INVISIBLE.search(node.text)
                if found and not _INVISIBLE.search(document.written(node)) and _needless(node.text, Span(*found.span())):
                    yield self._escaped(document, node, found.group())

    def _written(self, document: Document, node: Scalar | None, span: Span) -> Diagnostic:
        characters = document.source.text[span.start : span.end]
        field = node.pointer if node is not None else ""
        fix = None
        if _can_go(document, node, span):
            make = safe if node is None or _is_harmless(node, characters) else unsafe
            fix = make("Remove the invisible character", _removal(node, span, characters), fields=(field,) if node else ())
        return self.diagnostic(document, span, f"invisible character: {_describe(characters)}", field=field, fix=fix)

    def _escaped(self, document: Document, node: Scalar, characters: str) -> Diagnostic:
        fix = None
        cleaned = _cleaned(node.text)
        if cleaned.strip() and not node.pointer.endswith("/secured") and not node.shared:
            make = safe if _is_harmless(node, node.text) else unsafe
            fix = make("Remove the invisible character", Edit(node.span, double_quoted(cleaned)), fields=(node.pointer,))
        return self.diagnostic(document, node, f"invisible character: {_describe(characters)}", fix=fix)


def _can_go(document: Document, node: Scalar | None, span: Span) -> bool:
    """Whether the invisible characters at `span` can be removed without harm: in a comment, or in a value that says more than them."""
    if node is None:
        text = document.source.text
        line_start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
        return document.root is not None and text[line_start : span.start].lstrip(" \t").startswith("#")
    return _says_more(node.text) and not (node.pointer.endswith("/secured") or node.shared or node.is_block)


def _is_harmless(node: Scalar, characters: str) -> bool:
    return is_text_field(node.pointer) and not re.search(f"[{_BIDI}]", characters)


def _removal(node: Scalar | None, span: Span, characters: str) -> Edit | None:
    """Remove the characters alone; the whole value is written anew, in quotes, where it could not stand without them."""
    if node is not None and node.style == "" and (quoted := _quoted_where_needed(node.text)) is not None:
        return None if "\ufffd" in quoted else Edit(node.span, quoted)
    return Edit(span, " " if characters in _SEPARATORS else "")


@lru_cache(maxsize=16)
def _quoted_where_needed(text: str) -> str | None:
    cleaned = _cleaned(text)
    return None if is_plain(cleaned, flow=True) else double_quoted(cleaned)


@lru_cache(maxsize=16)
def _says_more(text: str) -> bool:
    return bool(_INVISIBLE.sub("", text).replace("\ufffd", "").strip())


@lru_cache(maxsize=16)
def _cleaned(text: str) -> str:
    """Return `text` without its invisible characters, but for those that emoji and scripts need."""

    def replace(match: re.Match[str]) -> str:
        if _needless(text, Span(*match.span())) is None:
            return match.group()
        return " " if match.group() in _SEPARATORS else ""

    return _INVISIBLE.sub(replace, text)


def _needless(text: str, span: Span) -> Span | None:
    """Return the part of a run of invisible characters that is none of the joiners which emoji and scripts need."""
    before = text[span.start - 1] if span.start else ""
    after = text[span.end : span.end + 1]
    run = text[span.start : span.end]
    if run in _JOINERS and all(_JOINING_SCRIPTS.match(side) for side in (before, after) if side.strip()) and before.strip():
        return None
    if run == "\u200d" and _EMOJI.match(before or " ") and _EMOJI.match(after or " "):
        return None
    flag = _FLAG_TAGS.match(text, span.start - 1) if span.start else None
    return None if flag is not None and flag.end() >= span.end else span


def _describe(characters: str) -> str:
    first = characters[0]
    name = "bidi control" if re.match(f"[{_BIDI}]", first) else _NAMES.get(first, "control character" if first < "\xa0" else "")
    more = f" and {len(characters) - 1} more" if len(characters) > 1 else ""
    return f"U+{ord(first):04X}{f' ({name})' if name else ''}{more}"


def _scalar_finder(root: Node | None) -> Callable[[int], Scalar | None]:
    """Return a function that finds the scalar at an offset."""
    scalars = [node for node in walk(root) if isinstance(node, Scalar)] if root is not None else []
    scalars.sort(key=lambda node: node.start)
    starts = [node.start for node in scalars]

    def scalar_at(offset: int) -> Scalar | None:
        index = bisect_right(starts, offset) - 1
        return scalars[index] if index >= 0 and offset < scalars[index].end else None

    return scalar_at


RULES = (InvisibleCharacter,)
