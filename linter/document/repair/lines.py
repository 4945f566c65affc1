"""The lines of broken YAML, taken apart one by one: what a person sees where no reader of YAML sees a structure."""

import re
from typing import NamedTuple

from linter.document.field_names import USUAL, FieldNames
from linter.document.problem import Change
from linter.source import Span

_HEAD = re.compile(
    r"""(?P<indent>[ ]*+)(?P<dashes>(?:-[ \t]++|-\Z)*+)
        (?:(?P<key>"(?:[^"\\]|\\.)*+"|'[^']*+'|(?:[^\s\#:'"\[\]{},&*!|>%@`]|:(?=\S))(?:[^:]|:(?=\S))*+):(?:[ \t]++|\Z))?+""",
    re.VERBOSE,
)
_BREAK = re.compile(r"\r\n|\n|\r")
QUOTED = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""", re.DOTALL)
BLOCK_HEADER = re.compile(r"[|>](?:[-+]?[1-9]?|[1-9][-+])(?:[ \t]+#.*)?\Z")
NAME = re.compile(r"[A-Za-z_][\w-]*\Z", re.ASCII)


class Line(NamedTuple):
    """One line, without its break and the spaces before it.

    `indent` counts the spaces before the first dash or the key, `column` those before the key or value behind the dashes. `value` is
    all that follows, a comment too; without a key it is the whole text. `is_item`: a dash stands before it.
    """

    start: int
    end: int
    indent: int
    column: int
    is_item: bool
    key: str | None
    key_span: Span
    value: Span
    names: FieldNames = USUAL

    @property
    def is_entry(self) -> bool:
        """Whether a value is expected here: behind a key or a dash."""
        return self.key is not None or self.is_item

    @property
    def name(self) -> str:
        """The field's name for a message."""
        return f"`{self.key}`" if self.key is not None else "this item"

    @property
    def kind(self) -> str:
        """What the value is, in the middle of a sentence: `title`, `item` or `value`."""
        return (self.key if self.key in self.names.texts else "value") if self.key is not None else "item"


class Slip(NamedTuple):
    """One mistake in a broken block: where, in which words, and the changes that undo it.

    `at` is where the value concerned begins, and `value` what it must be afterwards, None where that is not for one value to show.
    `is_exact`: nobody can have meant anything else. `is_offered` is false where the changes only serve to read on. `is_misread`: YAML
    reads it, but not as it was meant.
    """

    span: Span
    message: str
    hint: str = ""
    changes: tuple[Change, ...] = ()
    at: int = -1
    value: str | None = None
    is_exact: bool = False
    is_offered: bool = True
    is_misread: bool = False
    rule: str = "broken-syntax"


def lines_of(text: str, block: Span, names: FieldNames = USUAL) -> list[Line]:
    """Take all lines of a block apart."""
    lines = []
    at = block.start
    for found in _BREAK.finditer(text, *block):
        lines.append(_taken_apart(text, at, found.start(), names))
        at = found.end()
    if at < block.end:
        lines.append(_taken_apart(text, at, block.end, names))
    return lines


def line_at(text: str, at: int) -> Line:
    """Take apart the line that holds offset `at`."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    ends = [end for end in (text.find("\n", start), text.find("\r", start)) if end >= 0]
    return _taken_apart(text, start, min(ends, default=len(text)))


def _taken_apart(text: str, start: int, end: int, names: FieldNames = USUAL) -> Line:
    line = text[start:end].rstrip(" \t")
    match = _HEAD.match(line)
    assert match is not None  # every part of the pattern is optional
    key, begin = match["key"], match.end()
    is_item = bool(match["dashes"])
    if key is not None and (" #" in key or (is_item and key[0] not in "\"'" and re.search(r"\s", key.strip()))):
        key, begin = None, match.start("key")  # a sentence in a list of texts, not an entry
    key_span = Span(start + match.start("key"), start + match.end("key")) if key is not None else Span(start, start)
    column = match.end("dashes")
    if key is not None:
        key = key.strip()
        key = key[1:-1] if key[0] in "\"'" else key
    stop = start + len(line)
    return Line(start, stop, len(match["indent"]), column, is_item, key, key_span, Span(start + begin, max(stop, start + begin)), names)


def quote_scalar(value: str) -> str:
    """Put `value` in the quotes that need no escapes: double ones, single ones where it holds `"` or a backslash."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
