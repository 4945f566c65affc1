"""What a reader sees of an article: words in paragraphs, whatever the file's escapes and entities for them are."""

import html
import re
from collections.abc import Iterator

import ftfy
from ftfy.badness import is_bad

from linter.article.fields import Vocabulary
from linter.document import Document
from linter.document.nodes import Scalar, walk
from linter.document.places import LETTER_ESCAPES, written

Paragraphs = tuple[tuple[str, ...], ...]

_TERMINAL_COMMAND = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_NEVER_SEEN = re.compile("(?<![\xc2-\xf4])\xad|[\x00-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff]")
_PARTS_WORDS = re.compile("[\\s\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
_JOINED = re.compile("(?<=[\u0600-\u0dff])[\u200c\u200d]|[\u200c\u200d](?=[\u0600-\u0dff])")
_DIRECTION = re.compile("[\u200e\u200f\u061c\u2066-\u2069]")
_HIDDEN = re.compile("[^\\w\x80-\x9f\u200c-\u200f\u061c\u2066-\u2069]")


def seen(text: str) -> Paragraphs:
    """Return the words of a text as a reader sees them: letters, digits and what orders or joins them, paragraph by paragraph."""
    for _ in range(5):
        text = html.unescape(text)
    text = re.sub("([\u200c\u200d])\\1+", r"\1", text)
    text = _NEVER_SEEN.sub("", _TERMINAL_COMMAND.sub("", text)).replace("\x85", " ")
    if is_bad(text):  # it can still be mended, and must stay so: each sign counts
        return tuple((word,) for word in ftfy.fix_encoding(re.sub("[\u200c-\u200f\u061c\u2066-\u2069]", "", text)).split())
    paragraphs = (_PARTS_WORDS.split(paragraph) for paragraph in re.split(r"[\r\n]+", text.strip()))
    return tuple(words for paragraph in paragraphs if (words := tuple(word for one in paragraph if (word := _visible(one)))))


def _visible(word: str) -> str:
    joined = {match.start() for match in _JOINED.finditer(word)}
    kept = "".join(letter for at, letter in enumerate(word) if letter not in "\u200c\u200d" or at in joined)
    if not re.search("[\u0590-\u08ff]", word):
        kept = _DIRECTION.sub("", kept)
    return _HIDDEN.sub("", kept).casefold()


def seen_in(document: Document, *, numbers: bool) -> set[tuple[str, Paragraphs]]:
    """Return what is seen in each value that is no URL, domain or timestamp, by its field without the numbers of list items.

    `numbers` tells whether values that are no text count.
    """
    return {
        (re.sub(r"/\d+", "", node.pointer), words if "/topics" not in node.pointer and "/tags" not in node.pointer else _on_one_line(words))
        for node, text in _texts(document)
        if (numbers or isinstance(node.value, str)) and Vocabulary().judged_form(node.pointer) is None and (words := seen(text))
    }


def _on_one_line(paragraphs: Paragraphs) -> Paragraphs:
    return (tuple(word for paragraph in paragraphs for word in paragraph),)


def _texts(document: Document) -> Iterator[tuple[Scalar, str]]:
    for node in walk(document.root) if document.root is not None else ():
        if isinstance(node, Scalar) and not node.pointer.endswith("/secured"):
            yield node, _with_backslashes(document.source.text, node)


def _with_backslashes(source: str, node: Scalar) -> str:
    r"""Return a text in which `\f` and the like are seen as the two characters that somebody wrote."""
    how = written(source, node) if node.style == '"' and "\\" in source[node.start : node.end] else None
    if how is None:
        return node.text
    pairs = zip(node.text, how.places, strict=True)
    return "".join(source[slice(*place)] if _is_letter_escape(source[slice(*place)]) else letter for letter, place in pairs)


def _is_letter_escape(written_as: str) -> bool:
    return len(written_as) == 2 and written_as[0] == "\\" and written_as[1] in LETTER_ESCAPES
