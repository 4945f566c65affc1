"""Backslashes in double quotes that were meant as backslashes: in paths, formulas and the like."""

from linter.document import Document
from linter.document.nodes import Scalar
from linter.document.places import LETTER_ESCAPES
from linter.source import Span
from linter.text.labels import labelled
from linter.text.patterns import lazy_pattern

_NAMES = {
    "\0": "a null character",
    "\a": "a bell character",
    "\b": "a backspace",
    "\t": "a tab",
    "\n": "a line break",
    "\v": "a vertical tab",
    "\f": "a form feed",
    "\r": "a carriage return",
    "\x1b": "an escape character",
    "\x85": "a next-line character",
    "\xa0": "a no-break space",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
}
# A drive, a server, a TeX command, folders in a row; and what no text holds, in whatever way it is read.
_MEANT = lazy_pattern(r"""(?<![A-Za-z])[A-Za-z]:\\|\\\\|\\[A-Za-z]{2,}\{|\\[a-z_][\w.-]++\\[a-z_]|\\(?!["'nrtx/_]|u[0-9A-Fa-f]{4})""")


def looks_meant(text: str) -> bool:
    """Whether the backslashes in a text are meant to be seen."""
    return _MEANT.search(text) is not None


def letter_escapes(document: Document, scalar: Scalar) -> dict[int, Span]:
    r"""Return the characters of a value in double quotes that are written as a backslash and a letter (`\n`), with their places."""
    if scalar.style != '"' or "\\" not in document.written(scalar):
        return {}
    source = document.source.text
    how = document.syntax.written(source, scalar)
    if how is None:
        return {}
    return {
        index: place
        for index, place in enumerate(how.places)
        if place.end - place.start == 2 and source[place.start] == "\\" and source[place.start + 1] in LETTER_ESCAPES
    }


def backslash_slip(document: Document, scalar: Scalar) -> tuple[Span, str] | None:
    """Return the first escape of a value in which backslashes were meant, and the value with all of them; None where none is."""
    escapes = letter_escapes(document, scalar)
    if not escapes:
        return None
    source = document.source.text
    meant = "".join(source[slice(*escapes[index])] if index in escapes else letter for index, letter in enumerate(scalar.text))
    return (next(iter(escapes.values())), meant) if looks_meant(meant) else None


def escape_message(document: Document, scalar: Scalar, place: Span) -> str:
    """Say what an escape of a backslash and a letter is, and how a backslash is written."""
    escape = document.source.text[slice(*place)]
    way = "use single quotes" if document.syntax.without_escapes("") is not None else "write it twice"
    name = _NAMES[LETTER_ESCAPES[escape[1]]]
    return f"{labelled(scalar.pointer)}: `{escape}` is {name} here; if a backslash was meant, {way}"
