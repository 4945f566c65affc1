"""JSON to nodes.

libyaml reads most JSON but not its surrogate pairs (`"\\ud83d\\ude00"`), so JSON files get a reader of their own: the standard
library's string scanner, and a stack.
"""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # public in CPython's json.decoder, absent from typeshed
from typing import Any
from weakref import ref

from linter.document.nodes import Entry, Mapping, Node, Scalar, Sequence
from linter.document.problem import Problem
from linter.document.result import Limits, Reading
from linter.source import Span

_BLANKS = re.compile(r"[ \t\n\r]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPE = re.compile(
    r"(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.", re.DOTALL
)
_LITERAL = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


class _JsonError(Exception):
    def __init__(self, message: str, at: int, rule: str = "broken-syntax") -> None:
        super().__init__(message)
        self.problem = Problem(rule, message, Span(at, at + 1))

    def within(self, end: int) -> Problem:
        """Return the problem, marked inside of the text."""
        at = max(min(self.problem.span.start, end - 1), 0)
        return self.problem._replace(span=Span(at, min(at + 1, end)))


def read_json(text: str, block: Span, limits: Limits) -> Reading:
    """Read the JSON in `text[block.start:block.end]`; never raises on content."""
    reader = _Reader(text, block, limits)
    try:
        root = reader.value(block.start, 0)
        if reader.blanks(root.end) < block.end:
            raise _JsonError("expected the end of the file, found more after the JSON value", reader.blanks(root.end))
    except _JsonError as error:
        return Reading(None, [*reader.problems, error.within(len(text))], [])
    return Reading(root, reader.problems, [])


class _Reader:
    def __init__(self, text: str, block: Span, limits: Limits) -> None:
        self.text = text
        self.block = block
        self.limits = limits
        self.problems: list[Problem] = []

    def blanks(self, at: int) -> int:
        match = _BLANKS.match(self.text, at)
        return match.end() if match else at

    def value(self, at: int, depth: int) -> Node:
        if depth > self.limits.depth:
            raise _JsonError(f"nested deeper than {self.limits.depth} levels", at, "too-complex")
        at = self.blanks(at)
        opener = self.text[at : at + 1]
        if opener == "{":
            return self.mapping(at, depth)
        if opener == "[":
            return self.sequence(at, depth)
        if opener == '"':
            return self.string(at)
        match = _LITERAL.match(self.text, at)
        if match is None:
            found = f"`{opener}`" if opener else "the end of the file"
            raise _JsonError(f"expected a JSON value, found {found}", at)
        return Scalar(at, match.end(), _literal(match.group()), match.group(), "")

    def string(self, at: int) -> Scalar:
        try:
            value, end = scanstring(self.text, at + 1, True)
        except json.JSONDecodeError as error:
            raise _JsonError(_what_is_wrong(error), min(error.pos, len(self.text) - 1)) from None
        if not value.isascii() and _SURROGATE.search(value):
            value = self.without_surrogates(value, Span(at, end))
            scalar = Scalar(at, end, value, value, '"')
            scalar.shared = True
            return scalar
        return Scalar(at, end, value, value, '"')

    def without_surrogates(self, value: str, span: Span) -> str:
        """Report the halves of surrogate pairs, which are no text: nothing that takes text could take them."""
        for escape in _ESCAPE.finditer(self.text, *span):
            if escape["half"]:
                message = f"`{escape['half']}` is one half of a pair: alone it is no character"
                self.problems.append(
                    Problem("invalid-encoding", message, Span(*escape.span("half")), "remove it, or write the character itself")
                )
        return _SURROGATE.sub("\ufffd", value)

    def mapping(self, at: int, depth: int) -> Mapping:
        mapping = Mapping(at, at, flow=True)
        at = self.blanks(at + 1)
        while not self.text.startswith("}", at):
            if mapping.entries:
                at = self.blanks(self.expect(",", at))
            if not self.text.startswith('"', at):
                raise _JsonError("expected a key in double quotes", at)
            key = self.string(at)
            value = self.value(self.expect(":", self.blanks(key.end)), depth + 1)
            self.entry(mapping, key, value)
            at = self.blanks(value.end)
        mapping.end = at + 1
        return mapping

    def entry(self, mapping: Mapping, key: Scalar, value: Node) -> None:
        value.put_into(ref(mapping), key.text)
        first = mapping.fields.get(key.text)
        if first is not None:
            message = f"`{key.text}` appears twice, and only the last one is used: delete one of them"
            self.problems.append(Problem("duplicate-key", message, key.span, first=first.key.span, field=value.pointer))
        mapping.entries.append(Entry(key, value))
        mapping.fields[key.text] = mapping.entries[-1]
        mapping.value[key.text] = value.value

    def sequence(self, at: int, depth: int) -> Sequence:
        sequence = Sequence(at, at, flow=True)
        at = self.blanks(at + 1)
        while not self.text.startswith("]", at):
            if sequence.items:
                at = self.expect(",", at)
            item = self.value(at, depth + 1)
            item.put_into(ref(sequence), len(sequence.items))
            sequence.items.append(item)
            sequence.value.append(item.value)
            at = self.blanks(item.end)
        sequence.end = at + 1
        return sequence

    def expect(self, character: str, at: int) -> int:
        if not self.text.startswith(character, at):
            found = f"`{self.text[at]}`" if at < len(self.text) else "the end of the file"
            raise _JsonError(f"expected `{character}`, found {found}", min(at, max(len(self.text) - 1, 0)))
        return at + 1


def _what_is_wrong(error: json.JSONDecodeError) -> str:
    """Say what the standard library's string scanner found, in the words of the other messages."""
    if error.msg.startswith("Unterminated"):
        return 'expected a closing `"`, found the end of the file'
    if error.msg.startswith("Invalid control"):
        return f"expected control characters to be written as escapes, found U+{ord(error.doc[error.pos]):04X}"
    if "uXXXX" in error.msg:
        return "expected four hexadecimal digits after `\\u`"
    character = error.doc[error.pos + 1]
    found = f"`\\{character}`" if character.isprintable() else f"U+{ord(character):04X} behind the backslash"
    return f"expected an escape that JSON knows, found {found}"


def _literal(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:  # an integer longer than Python will convert
        return text
