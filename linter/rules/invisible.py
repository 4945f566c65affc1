"""NL008: characters that nobody sees."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache

from linter.article.fields import Vocabulary
from linter.diagnostics.diagnostic import Finding
from linter.diagnostics.fix import Edit
from linter.diagnostics.rewriting import change_text, stays_plain
from linter.document import Document
from linter.document.nodes import Scalar, walk
from linter.rules.backslashes import backslash_slip, letter_escapes
from linter.rules.base import Bad, Context, DocumentRule, FixAvailability, Good, safe, unsafe
from linter.rules.escapes import WRITTEN_OUT
from linter.rules.invisible_characters import BIDI, INVISIBLE, SEPARATORS, cleaned, needless, removals, replacement
from linter.rules.markup import ENTITY
from linter.source import Span, end_of_line, start_of_line
from linter.text.garbled import meant
from linter.text.labels import labelled
from linter.text.patterns import lazy_pattern

_ORDINARY = bytes([9, 10, 13, *range(32, 127)])
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
Removal = Callable[[Span], Edit | None]

# What Latin-1 has where a garbled text has half of a letter.
_LEAD = lazy_pattern("[\xc2-\xf4]")
_HALF_LETTERS = lazy_pattern("[\x80-\x9f\xad]+")


def _may_hide_characters(document: Document, context: Context) -> bool:
    return not (document.is_plain and document.source.text.isascii())


class InvisibleCharacter(DocumentRule):
    """A character that nobody sees: zero-width, bidi control, control character and the like.

    ## Why
    It comes along with copied text, breaks comparisons, searches and URLs, and can make a line read other than it is (CVE-2021-42574).
    Joiners inside emoji and in scripts that need them (Persian, Hindi …) are not reported, nor are direction marks beside Hebrew and
    Arabic letters, nor what gives a Chinese character one of its shapes.

    ## Fix
    Safe in text that people read and in comments: the character is removed, or becomes a space where it parts two words. Unsafe for bidi
    controls and in other fields, where it may carry meaning. `secured` is never touched.
    """

    concerns = _may_hide_characters
    code = "NL008"
    name = "invisible-character"
    fix_availability = FixAvailability.SOMETIMES
    security = True
    spoils_reading = True
    examples = (
        Good("title: Trams 👩‍🔧 می‌روم"),
        Bad("title: Tr\u200bams\n         ^ `title` holds an invisible character: U+200B (zero-width space)\n", fixed="title: Trams\n"),
        Bad("title: Tr\u202eams\n         ^ `title` holds an invisible character: U+202E (bidi control)\n", fixed="title: Trams\n"),
        Bad("title: Tr\x07ams\n         ^ `title` holds an invisible character: U+0007 (control character)\n", fixed="title: Trams\n"),
        Bad('title: "Tr\\u200bams"\n          ^^^^^^\n', fixed='title: "Trams"\n'),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        front_matter = document.front_matter
        if front_matter is None or document.source.encoding_problem is not None:
            return []
        text = document.source.text
        start, end = front_matter.block
        unusual = text[start:end].encode().translate(None, _ORDINARY)  # a handful of bytes, found five times faster than by the pattern
        if not (unusual and INVISIBLE.search(unusual.decode())) and (document.is_plain or text.find("\\", start, end) < 0):
            return []
        return list(self._find(document, context, start, end))

    def _find(self, document: Document, context: Context, start: int, end: int) -> Iterator[Finding]:
        texts = {id(scalar) for article in context.articles for scalar in article.texts}
        yield from self._find_written(document, context, Span(start, end), texts)
        for node in walk(document.root) if document.root is not None else ():
            if not isinstance(node, Scalar) or node.style != '"' or "\\" not in document.written(node) or not INVISIBLE.search(node.text):
                continue
            found = next(needless(node.text, 0, len(node.text), _around(node, context)), None)
            if found is None or INVISIBLE.search(document.written(node)):
                continue
            if id(node) not in texts or not self._is_reported_elsewhere(document, node, context):
                yield self._escaped(document, node, found, context.fields, is_text=id(node) in texts)

    def _find_written(self, document: Document, context: Context, block: Span, texts: Collection[int]) -> Iterator[Finding]:
        text = document.source.text
        piece_at = _piece_finder(document, block)
        at = block.start
        while (match := INVISIBLE.search(text, at, block.end)) is not None:  # one value, or the text between two, at a time
            piece, node = piece_at(match.start())
            at = max(piece.end, match.end())
            around = _around(node, context) if node is not None else text[slice(*piece)]
            garbled = node is not None and meant(node.text) is not None
            removal = _removal_in(document, node, piece, context.fields)
            for span in needless(text, match.start(), at, around):
                if not garbled or _HALF_LETTERS.fullmatch(text, *span) is None:
                    yield self._written(document, node, span, removal, is_text=id(node) in texts)
                elif id(node) not in texts or "NL406" not in context.knowledge.checked:
                    yield self._report(document, span, text[slice(*span)], node)

    def _is_reported_elsewhere(self, document: Document, node: Scalar, context: Context) -> bool:
        """Whether NL406 or NL411 says what became of a text's characters."""
        checked = context.knowledge.checked
        if "NL406" in checked and meant(node.text) is not None:
            return True
        return "NL411" in checked and backslash_slip(document, node) is not None

    def _written(self, document: Document, node: Scalar | None, span: Span, removal: Removal, *, is_text: bool) -> Finding:
        characters = document.source.text[span.start : span.end]
        if characters[0] == "\x85" and _LEAD.match(document.source.text, span.start - 1):
            removal = _left_alone  # both are one letter, wrongly decoded
        edit = removal(span)
        # with a value that is written anew the other invisible characters go as well
        going = node.text if node is not None and edit is not None and edit.span == node.span else characters
        make = safe if _is_harmless(going) and (node is None or (is_text and not _reveals(node.text))) else unsafe
        fix = make("Remove the invisible character", edit, fields=(node.pointer,) if node else ()) if edit is not None else None
        return self._report(document, span, characters, node)._replace(fix=fix)

    def _escaped(self, document: Document, node: Scalar, found: Span, fields: Vocabulary, *, is_text: bool) -> Finding:
        fix = None
        if cleaned(node.text).strip() and not fields.is_untouchable(node.pointer):
            is_sure = is_text and _is_harmless(node.text) and not _reveals(node.text) and not letter_escapes(document, node)
            make = safe if is_sure else unsafe
            fix = make("Remove the invisible character", change_text(document, node, removals(node.text)), fields=(node.pointer,))
        place = document.span_in(node, *found)
        return self._report(document, place, node.text[slice(*found)], node)._replace(fix=fix)

    def _report(self, document: Document, span: Span, characters: str, node: Scalar | None) -> Finding:
        field = node.pointer if node is not None else ""
        where = f"{labelled(field)} holds an " if field else ""
        return Finding(span, f"{where}invisible character: {_describe(characters)}", field=field)


def _around(node: Scalar, context: Context) -> str:
    """Return the text in which invisible characters may be needed: none in URLs, domains and timestamps."""
    return node.text if context.fields.judged_form(node.pointer) is None else ""


def _is_harmless(characters: str) -> bool:
    """Whether nothing is lost with the characters: bidi controls order the others, half a letter may be completed, and three signs part a
    word from the note on how it is read."""
    return not re.search(f"[{BIDI}\x80-\x84\x86-\x9f\ufff9-\ufffb]", characters)


@lru_cache(maxsize=16)
def _reveals(text: str) -> bool:
    """Whether a text without its invisible characters holds entities, escapes or wrongly decoded letters that it did not hold with them."""
    bare = cleaned(text)
    more = any(len(pattern.findall(bare)) > len(pattern.findall(text)) for pattern in (ENTITY, WRITTEN_OUT))
    return more or (meant(bare) is not None) != (meant(text) is not None)


def _left_alone(span: Span) -> None:
    """Take nothing out."""


def _removal_in(document: Document, node: Scalar | None, piece: Span, fields: Vocabulary) -> Removal:
    """Return how invisible characters are taken out of a value, or of the text between values: None where that could do harm.

    The whole value is written anew, in quotes, where it could not stand without them. Between values only comments are mended.
    """
    text = document.source.text
    if node is None:
        is_comment = document.root is not None and text[slice(*piece)].lstrip(" \t").startswith("#")
        # a separator may end the comment, as YAML 1.1 reads it
        return lambda span: Edit(span, "") if is_comment and not any(sign in SEPARATORS for sign in text[slice(*span)]) else None
    if not INVISIBLE.sub("", node.text).strip() or fields.is_untouchable(node.pointer) or node.shared or node.is_block:
        return _left_alone
    if meant(node.text) is not None:
        return _left_alone  # what is garbled is mended first
    is_wrapped = "\n" in document.written(node) or "\r" in document.written(node)  # an empty line would part paragraphs
    if is_wrapped or (node.style == "" and not stays_plain(document, node, cleaned(node.text))):
        anew = change_text(document, node, removals(node.text))
        return lambda span: anew
    quote = len(node.style)
    start, end = node.start + quote, node.end - quote
    return lambda span: Edit(span, replacement(text, span, start, end)) if text[span.start - 1] != "\\" else None


def _describe(characters: str) -> str:
    first = characters[0]
    name = "bidi control" if re.match(f"[{BIDI}]", first) else _NAMES.get(first, "control character" if first < "\xa0" else "")
    more = f" and {len(characters) - 1} more" if len(characters) > 1 else ""
    return f"U+{ord(first):04X}{f' ({name})' if name else ''}{more}"


def _piece_finder(document: Document, block: Span) -> Callable[[int], tuple[Span, Scalar | None]]:
    """Return a function that finds the scalar at an offset, or, between two, the part of a line that is none of them."""
    text = document.source.text
    scalars = [node for node in walk(document.root) if isinstance(node, Scalar)] if document.root is not None else []
    scalars.sort(key=lambda node: node.start)
    starts = [node.start for node in scalars]

    def piece_at(offset: int) -> tuple[Span, Scalar | None]:
        index = bisect_right(starts, offset)
        scalar = scalars[index - 1] if index else None
        if scalar is not None and offset < scalar.end:
            return scalar.span, scalar
        start = max(scalar.end if scalar is not None else block.start, start_of_line(text, offset))
        following = starts[index] if index < len(starts) else block.end
        return Span(start, min(end_of_line(text, offset), following, block.end)), None

    return piece_at


RULES = (InvisibleCharacter,)
