"""Where each character of a value is written: past quotes, escapes, the folding of lines and the indent of blocks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from linter.document.nodes import Scalar
from linter.source import Span
from linter.text.patterns import lazy_pattern

# YAML 1.2.2, section 5.7. `\/` is JSON's as well.
LETTER_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_OTHER_ESCAPES = {" ": " ", '"': '"', "/": "/", "\\": "\\", "\t": "\t"}
_BREAK = r"(?:\r\n|[\r\n\x85])"
_FOLD = rf"(?P<fold>[ \t]*+(?:{_BREAK}[ \t]*+)++)"
_DOUBLE = lazy_pattern(
    rf"{_FOLD}|(?P<blanks>[ \t]++)|(?P<pair>\\u[dD][89abAB][0-9A-Fa-f]{{2}}\\u[dD][c-fC-F][0-9A-Fa-f]{{2}})"
    rf"|\\(?:x(?P<x>[0-9A-Fa-f]{{2}})|u(?P<u>[0-9A-Fa-f]{{4}})|U(?P<U>[0-9A-Fa-f]{{8}})|(?P<join>{_BREAK}[ \t]*+)|(?P<letter>.))"
    rf"|(?P<plain>[^\\ \t\r\n\x85]++)",
    re.DOTALL,
)
_SINGLE = lazy_pattern(rf"{_FOLD}|(?P<blanks>[ \t]++)|(?P<quote>'')|(?P<plain>[^' \t\r\n\x85]++|')")
_PLAIN = lazy_pattern(rf"{_FOLD}|(?P<blanks>[ \t]++)|(?P<plain>[^ \t\r\n\x85]++)")
_LINE = lazy_pattern(r"([^\r\n]*+)(\r\n|\r|\n|\Z)")
_BREAKS = lazy_pattern(_BREAK)


class Written(NamedTuple):
    """A value's characters and where each is written. A line break that folding makes a space or a paragraph of is one character."""

    text: str
    places: list[Span]

    def span(self, start: int, end: int) -> Span:
        """Return where the characters from `start` to `end` are written."""
        return Span(self.places[start].start, self.places[end - 1].end)


def written(source: str, scalar: Scalar) -> Written | None:
    """Return how a value is written; None where that cannot be told for certain.

    The characters are those of the file, also where the value holds others because YAML cannot read them.
    """
    found = _in_block(source, scalar) if scalar.is_block else _in_flow(source, scalar)
    return found if found is not None and len(found.text) == len(scalar.text) == len(found.places) else None


def decoded(source: str, start: int, end: int, style: str) -> Written | None:
    """Read what stands in `source` from `start` to `end`, without the quotes, as a scalar of a style that is no block."""
    pattern = {'"': _DOUBLE, "'": _SINGLE}.get(style, _PLAIN)
    characters: list[str] = []
    places: list[Span] = []
    for match in pattern.finditer(source, start, end):
        text = _meaning(match)
        if text is None:
            return None
        characters.append(text)
        place = Span(*match.span())
        if match.lastgroup in ("blanks", "plain"):
            places += [Span(at, at + 1) for at in range(place.start, place.end)]
        elif text:
            places += [place, *[Span(place.end, place.end)] * (len(text) - 1)]
    return Written("".join(characters), places)


def _meaning(match: re.Match[str]) -> str | None:
    kind = match.lastgroup
    text = match.group()
    if kind in ("blanks", "plain"):
        return text
    if kind == "fold":
        breaks = len(_BREAKS.findall(text))
        return "\n" * (breaks - 1) or " "
    if kind == "quote":
        return "'"
    if kind == "join":
        return ""
    if kind == "pair":
        return text.encode("ascii").decode("raw_unicode_escape").encode("utf-16", "surrogatepass").decode("utf-16")
    if kind == "letter":
        return LETTER_ESCAPES.get(text[1]) or _OTHER_ESCAPES.get(text[1])
    assert kind is not None
    number = int(match[kind], 16)
    return chr(number) if number < 0x110000 else None


def _in_flow(source: str, scalar: Scalar) -> Written | None:
    quote = scalar.style if scalar.style in ("'", '"') else ""
    if quote and not (source.startswith(quote, scalar.start) and source.endswith(quote, scalar.start + 1, scalar.end)):
        return None  # a repaired value: the quotes are not there yet
    return decoded(source, scalar.start + len(quote), scalar.end - len(quote), scalar.style)


def _in_block(source: str, scalar: Scalar) -> Written | None:
    """Follow a block's lines through its value: what stands between two of them is what became of the line breaks."""
    text = scalar.text
    places: list[Span] = []
    indent: int | None = None
    end = start = source.find("\n", scalar.start, scalar.end) + 1 or scalar.end
    for start, content in _lines(source, scalar):
        if indent is None and content.strip(" "):
            indent = len(content) - len(content.lstrip(" ")) - (len(text.lstrip("\n")) - len(text.lstrip("\n ")))
        content = content[indent or 0 :]
        if not content:
            continue
        inner = start + (indent or 0)
        at = len(places)
        while not text.startswith(content, at):
            if text[at : at + 1] not in ("\n", " "):
                return None
            at += 1
        places += [Span(end, inner)] * (at - len(places))
        places += [Span(place, place + 1) for place in range(inner, inner + len(content))]
        end = inner + len(content)
    if text[len(places) :].strip("\n"):
        return None
    return Written(text, places + [Span(end, end)] * (len(text) - len(places)))


def _lines(source: str, scalar: Scalar) -> Iterator[tuple[int, str]]:
    """Yield the lines below a block's header, the last one with the spaces behind it."""
    header = _LINE.match(source, scalar.start)
    assert header is not None
    at = header.end()
    while at < scalar.end:
        match = _LINE.match(source, at)
        assert match is not None
        yield at, match[1]
        at = match.end()
