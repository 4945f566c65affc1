"""TOML to nodes (TOML 1.0.0), each with its place.

The parsers for Python that are known keep no places (tomllib, tomlkit), so that the reader is newslint's own. What it takes and what it
makes of it equals tomllib's: property tests hold that. One field a line, as programs and people write front matter, is read by one
pattern; everything else piece by piece.
"""

import re
from typing import NamedTuple
from weakref import ref

from linter.document.nodes import Entry, Mapping, Node, Scalar, Sequence
from linter.document.problem import Problem
from linter.document.result import Limits, Reading
from linter.document.toml_faults import TomlError, explain_token
from linter.document.toml_strings import read_string
from linter.document.toml_tables import Tables
from linter.document.toml_values import plain_value
from linter.source import Span

_CONTROLS = r"\x00-\x08\x0a-\x1f\x7f"  # with the line breaks
_LINE = re.compile(
    rf"""[ \t]*+
    (?:([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+
        (?:"([^"\\{_CONTROLS}]*+)"(?!")|'([^'{_CONTROLS}]*+)'(?!')|([^\s"'\[\]{{}},\#=]++(?:[ ][0-9]{{2}}:[0-9:.Zz+-]++)?))
        [ \t]*+
    )?(?:\#[^{_CONTROLS}]*+)?(?:\r?\n|\Z)""",
    re.VERBOSE,
)
_LONGEST_NAME = 80  # in messages
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANKS = re.compile(r"[ \t]*+")
_BETWEEN = re.compile(rf"(?:[ \t]++|\r?\n|\#[^{_CONTROLS}]*+(?=\r?\n|\Z))*+")
_END_OF_LINE = re.compile(rf"[ \t]*+(?:\#[^{_CONTROLS}]*+)?(?:\r?\n|\Z)")
_TOKEN = re.compile(r"""[^\s"'\[\]{},#=]++(?:[ ][0-9]{2}:[0-9:.Zz+-]++)?""")


class Key(NamedTuple):
    """A key with its parts, and where what follows it begins."""

    parts: list[Scalar]
    end: int


class TomlReader:
    """One pass over a block. `table` is the one that fields go into."""

    def __init__(self, text: str, block: Span, limits: Limits) -> None:
        self.text = text
        self.block = block
        self.limits = limits
        self.problems: list[Problem] = []
        self.root = Mapping(block.start, block.start, flow=False)
        self.tables = Tables(self.root, self.problems)
        self.table = self.root
        self.is_plain = True
        self.dates: list[Scalar] = []

    def result(self) -> Reading:
        """Return what was read."""
        if not self.root.fields:
            return Reading(None, self.problems, [])
        return Reading(self.root, self.problems, self.dates, is_plain=self.is_plain)

    def read(self) -> None:
        """Read all statements; TomlError at the first that is broken."""
        text, end = self.text, self.block.end
        match_line = _LINE.match
        at = self.block.start
        table = self.table
        fields, values, link = table.fields, table.value, _link(table)
        while at < end:
            match = match_line(text, at, end)
            if match is not None:
                name, basic, literal, token = match.groups()
                if name is None:
                    at = match.end()
                    continue
                if name not in fields:
                    start = match.start(1)
                    if token is None:
                        style, value = ('"', basic) if basic is not None else ("'", literal)
                        span = match.span(2 if basic is not None else 3)
                        node = Scalar(span[0] - 1, span[1] + 1, value, value, style, link, name)
                    else:
                        found = plain_value(token)
                        if found is None:
                            raise self._started(self._no_value(match.start(4), token), at)
                        value, shown = found
                        node = Scalar(match.start(4), match.end(4), value, shown, "", link, name)
                        if value is shown:
                            self.dates.append(node)
                    fields[name] = Entry(start, node)
                    values[name] = value
                    table.end = node.end
                    at = match.end()
                    continue
            try:
                at = self._statement(at)
            except TomlError as error:
                raise self._started(error, at) from None
            if table is not self.table:
                table = self.table
                fields, values, link = table.fields, table.value, _link(table)
        self.tables.close(table)
        if self.root.fields:
            self.root.start = min(entry.start for entry in self.root.fields.values())

    @staticmethod
    def _started(error: TomlError, at: int) -> TomlError:
        error.start = at
        return error

    def _statement(self, at: int) -> int:
        at = self._blanks(at)
        at = self._header(at) if self.text.startswith("[", at) else self._entry(at)
        return self._end_of_line(at)

    def _blanks(self, at: int) -> int:
        match = _BLANKS.match(self.text, at, self.block.end)
        return match.end() if match is not None else at

    def _end_of_line(self, at: int) -> int:
        match = _END_OF_LINE.match(self.text, at, self.block.end)
        if match is None:
            at = self._blanks(at)
            hint = "one value stands behind `=`; several stand in brackets, and text in quotes" if self.text[at] == "," else ""
            raise TomlError(f"expected the end of the line, found {self._found(at)}", at, hint=hint)
        return match.end()

    def _found(self, at: int) -> str:
        """Name what stands at a place."""
        if at >= self.block.end:
            return "the end of the front matter"
        character = self.text[at]
        if character in "\r\n":
            return "the end of the line"
        return f"`{character}`" if character.isprintable() else f"U+{ord(character):04X}"

    # Keys and tables.

    def key(self, at: int) -> Key:
        """Read a key, with dots or without."""
        parts = [self._part(at)]
        at = self._blanks(parts[-1].end)
        while self.text.startswith(".", at) and at < self.block.end:
            parts.append(self._part(self._blanks(at + 1)))
            at = self._blanks(parts[-1].end)
        if len(parts) >= self.limits.depth:
            raise TomlError(f"nested deeper than {self.limits.depth} levels", parts[0].start, rule="too-complex")
        return Key(parts, at)

    def _part(self, at: int) -> Scalar:
        if self.text.startswith(('"', "'"), at) and at < self.block.end:
            self.is_plain = False
            return read_string(self.text, at, self.block.end, multiline=False)
        match = _BARE.match(self.text, at, self.block.end)
        if match is None:
            raise TomlError(f"expected the name of a field, found {self._found(at)}", min(at, max(self.block.end - 1, self.block.start)))
        return Scalar(at, match.end(), match.group(), match.group(), "")

    def _header(self, at: int) -> int:
        start = at
        is_list = self.text.startswith("[[", at)
        key = self.key(self._blanks(at + 1 + is_list))
        closing = "]]" if is_list else "]"
        if not self.text.startswith(closing, key.end) or key.end + len(closing) > self.block.end:
            raise TomlError(f"expected `{closing}` behind the name of the table, found {self._found(key.end)}", key.end)
        end = key.end + len(closing)
        self.table = self.tables.enter(key.parts, Span(start, end), is_list=is_list)
        return end

    # Fields and values.

    def _entry(self, at: int) -> int:
        key = self.key(at)
        at = self._blanks(self._equals(key))
        if not self._is_content(at):
            name = ".".join(part.text for part in key.parts)[:_LONGEST_NAME]
            raise TomlError(f"`{name}` has no value", key.parts[0].start, end=key.parts[-1].end, hint="write one, or delete the line")
        value = self.value(at, 1)
        self.tables.assign(self.table, key.parts, value)
        self.table.end = max(self.table.end, value.end)
        return value.end

    def _is_content(self, at: int) -> bool:
        return at < self.block.end and self.text[at] not in "\r\n#"

    def _equals(self, key: Key) -> int:
        if not self.text.startswith("=", key.end) or key.end >= self.block.end:
            name = ".".join(part.text for part in key.parts)[:_LONGEST_NAME]
            at, end = (key.end, 0) if self._is_content(key.end) else (key.parts[0].start, key.parts[-1].end)
            raise TomlError(f"expected `=` behind `{name}`, found {self._found(key.end)}", at, end=end)
        return key.end + 1

    def value(self, at: int, depth: int) -> Node:
        """Read a value."""
        if depth >= self.limits.depth:
            raise TomlError(f"nested deeper than {self.limits.depth} levels", at, rule="too-complex")
        sign = self.text[at : at + 1] if at < self.block.end else ""
        if sign in ('"', "'") and sign:
            node = read_string(self.text, at, self.block.end, multiline=True)
            if len(node.style) > 1 or (sign == '"' and self.text.find("\\", node.start, node.end) >= 0):
                self.is_plain = False
            return node
        if sign == "[":
            return self._list(at, depth)
        if sign == "{":
            return self._inline_table(at, depth)
        match = _TOKEN.match(self.text, at, self.block.end)
        if match is None:
            raise TomlError(f"expected a value, found {self._found(at)}", max(min(at, self.block.end - 1), 0))
        found = plain_value(match.group())
        if found is None:
            raise self._no_value(at, match.group())
        node = Scalar(at, match.end(), found[0], found[1], "")
        if node.value is node.text:
            self.dates.append(node)
        return node

    def _no_value(self, at: int, token: str) -> TomlError:
        message, hint = explain_token(token)
        return TomlError(message, at, end=at + len(token), hint=hint)

    def _between(self, at: int) -> int:
        match = _BETWEEN.match(self.text, at, self.block.end)
        return match.end() if match is not None else at

    def _list(self, at: int, depth: int) -> Sequence:
        sequence = Sequence(at, at, flow=True)
        link: ref[Mapping | Sequence] = ref(sequence)
        text, end = self.text, self.block.end
        at = self._between(at + 1)
        while not text.startswith("]", at) or at >= end:
            if at >= end:
                raise TomlError("the list that is opened here with `[` is never closed", sequence.start, hint="close it with `]`")
            item = self.value(at, depth + 1)
            item.put_into(link, len(sequence.items))
            sequence.items.append(item)
            sequence.value.append(item.value)
            at = self._between(item.end)
            if text.startswith(",", at) and at < end:
                at = self._between(at + 1)
            elif not text.startswith("]", at) and at < end:
                raise TomlError(f"expected `,` or `]` in the list, found {self._found(at)}", at)
        sequence.end = at + 1
        return sequence

    def _inline_table(self, at: int, depth: int) -> Mapping:
        mapping = Mapping(at, at + 1, flow=True)
        at = self._in_braces(at + 1, mapping.start)
        while not self.text.startswith("}", at) or at >= self.block.end:
            key = self.key(at)
            value = self.value(self._blanks(self._equals(key)), depth + len(key.parts))
            self.tables.assign(mapping, key.parts, value)
            at = self._in_braces(value.end, mapping.start)
            if self.text.startswith(",", at) and at < self.block.end:
                comma, at = at, self._in_braces(at + 1, mapping.start)
                if self.text.startswith("}", at):
                    raise TomlError("a table in braces ends without a comma", comma, hint="remove the comma")
            elif not self.text.startswith("}", at) or at >= self.block.end:
                raise TomlError(f"expected `,` or `}}` in the table, found {self._found(at)}", at)
        mapping.end = at + 1
        return mapping

    def _in_braces(self, at: int, opening: int) -> int:
        """Pass over blanks inside of braces, where no line may end."""
        at = self._blanks(at)
        if not self._is_content(at):
            raise TomlError("the table that is opened here with `{` has to end on the same line", opening, hint="close it with `}`")
        return at


def _link(table: Mapping) -> "ref[Mapping | Sequence]":
    return ref(table)
