"""Texts in TOML: the four kinds of quotes, and where each character in them is written."""

import re

from linter.document.nodes import Scalar
from linter.document.places import Written
from linter.document.toml_faults import broken_string
from linter.source import Span
from linter.text.patterns import lazy_pattern

_CONTROLS = r"\x00-\x08\x0a-\x1f\x7f"
_ESCAPE = r"\\(?:[btnfr\"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"
_JOIN = r"\\[ \t]*+\r?\n(?:[ \t\n]|\r\n)*+"
_BASIC = lazy_pattern(rf'"((?:[^"\\{_CONTROLS}]++|{_ESCAPE})*+)')
_LITERAL = lazy_pattern(rf"'([^'{_CONTROLS}]*+)")
_LONG_BASIC = lazy_pattern(rf'"""(?:\r?\n)?+((?:[^"\\{_CONTROLS}]++|\r?\n|{_ESCAPE}|{_JOIN}|"{{1,2}}(?!"))*+)')
_LONG_LITERAL = lazy_pattern(rf"'''(?:\r?\n)?+((?:[^'{_CONTROLS}]++|\r?\n|'{{1,2}}(?!'))*+)")
_PIECE = lazy_pattern(
    rf"(?P<join>{_JOIN})|\\u(?P<u>[0-9A-Fa-f]{{4}})|\\U(?P<U>[0-9A-Fa-f]{{8}})|\\(?P<letter>[btnfr\"\\])|(?P<break>\r\n)|(?P<plain>[^\\\r]++|.)",
    re.DOTALL,
)
_LETTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_KINDS = {'"': _BASIC, "'": _LITERAL, '"""': _LONG_BASIC, "'''": _LONG_LITERAL}


def read_string(text: str, at: int, end: int, *, multiline: bool) -> Scalar:
    """Read the text that begins with the quote at `at`; TomlError where it is broken."""
    style = text[at]
    if multiline and text.startswith(style * 3, at):
        style *= 3
    match = _KINDS[style].match(text, at, end)
    if match is None:
        raise broken_string(text, at, at + len(style), end, style)
    stop = match.end()
    if not text.startswith(style, stop) or stop + len(style) > end:
        raise broken_string(text, at, stop, end, style)
    inner = Span(match.start(1), stop)
    close = stop + len(style)
    if len(style) == 3:  # one or two quotes more belong to the text
        while close < min(stop + 5, end) and text[close] == style[0]:
            close += 1
        inner = Span(inner.start, close - 3)
    value = text[inner.start : inner.end]
    if (style[0] == '"' and "\\" in value) or "\r" in value:
        how = decoded(text, inner.start, inner.end, style)
        if how is None:
            raise broken_string(text, at, inner.start, end, style)
        value = how.text
    return Scalar(at, close, value, value, style)


def written(source: str, scalar: Scalar) -> Written | None:
    """Return how a value is written; None where that cannot be told for certain."""
    style = scalar.style
    start, end = scalar.start + len(style), scalar.end - len(style)
    if style and not (source.startswith(style, scalar.start) and source.endswith(style, start, scalar.end)):
        return None  # a mended value: the quotes are not there yet
    if len(style) == 3:
        start += 2 if source.startswith("\r\n", start) else 1 if source.startswith("\n", start) else 0
    found = decoded(source, start, end, style)
    return found if found is not None and len(found.text) == len(scalar.text) else None


def decoded(source: str, start: int, end: int, style: str) -> Written | None:
    """Read what stands between the quotes; None where an escape stands for no character."""
    characters: list[str] = []
    places: list[Span] = []
    if style[:1] != '"' and source.find("\r", start, end) < 0:
        return Written(source[start:end], [Span(at, at + 1) for at in range(start, end)])
    for match in _PIECE.finditer(source, start, end):
        kind = match.lastgroup
        if kind == "plain" or (style[:1] != '"' and kind != "break"):
            characters.append(match.group())
            places += [Span(at, at + 1) for at in range(match.start(), match.end())]
        elif kind != "join":
            character = _character(match)
            if character is None:
                return None
            characters.append(character)
            places.append(Span(*match.span()))
    return Written("".join(characters), places)


def _character(match: re.Match[str]) -> str | None:
    kind = match.lastgroup
    if kind == "break":
        return "\n"
    if kind == "letter":
        return _LETTERS[match["letter"]]
    assert kind is not None
    number = int(match[kind], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else None
