"""YAML to nodes, for the plain kind that programs write: one `key: value` or `- item` a line.

A line that this reader does not know for certain (anchors, flow collections, folded text, escapes other than of the quote) makes it
give up, and libyaml reads the block. Where it does not give up its nodes equal those made of libyaml's events: a property test and
all cases of the tests hold that. It reads nineteen of twenty real articles, in half the time, and without importing PyYAML (11 ms).
"""

import re
from typing import Any
from weakref import ref

from linter.document.nodes import Entry, Mapping, Scalar, Sequence
from linter.document.result import Limits, YamlResult
from linter.document.yaml_values import LETTERS, WORDS, plain_value
from linter.source import Span

_QUOTES = "'\""
_CONTROLS = r"\x00-\x1f\x7f-\x9f"  # the line breaks among them; libyaml refuses most of the others
_FAR_UNUSUAL = "\u2028\u2029\ufeff\ufffe\uffff"  # more line breaks, and what libyaml refuses; in the pattern they would cost 3 ms
_LINE = re.compile(  # all of a line is in its groups; the last one swallows the whole rest, from the first line that is not plain
    rf"""
    ([ ]*+)
    (-[ ]++|)
    (?:([A-Za-z_][A-Za-z0-9_-]{{0,99}}+)(:(?=[ ]|\r?\n|\Z)[ ]*+))?
    (
        "[^"\\{_CONTROLS}]*+(?:\\"[^"\\{_CONTROLS}]*+)*+"
        | '[^'{_CONTROLS}]*+'
        | (?:[^\s\-?:,\[\]{{}}\#&*!|>'"%@`{_CONTROLS}]|-(?=[0-9]))
          [^:\#{_CONTROLS}]*+(?:(?::(?=[^ {_CONTROLS}])|(?<=\S)\#)[^:\#{_CONTROLS}]*+)*+
        |
    )
    ([ ]*+(?:(?<![^ \r\n])\#[^{_CONTROLS}]*+)?(?:\r?\n|\Z))
    | (.+)
    """,
    re.ASCII | re.VERBOSE | re.DOTALL,
)


def read_lines(text: str, block: Span, limits: Limits) -> YamlResult | None:
    """Read the YAML in `text[block.start:block.end]`, None where it is not of the plain kind, or has anything wrong."""
    if not is_readable(text, block):
        return None
    odd: list[Scalar] = []
    root = read_mapping(text, block, limits.depth, odd)
    return YamlResult(root, [], odd, is_plain=True) if root is not None else None


def is_readable(text: str, block: Span) -> bool:
    """Whether a block is without the characters that `read_mapping` does not look for."""
    return text.isascii() or not any(text.find(character, *block) >= 0 for character in _FAR_UNUSUAL)


def read_mapping(
    text: str, block: Span, depth: int, odd: list[Scalar], *, below: str = ""
) -> Mapping | None:  # the hot loop: long on purpose
    """Read a block without unusual characters, and add to `odd`; where it follows the line of a key, that is `below`."""
    start, end = block
    root = Mapping(start, start, False)
    top: Any = root
    link = ref(top)
    column = 0
    stack: list[tuple[Any, Any, int]] = []
    key = (start, below) if below else None  # where it begins, and its name: its value comes on the next lines
    at = last = start
    for indent, dash, name, colon, written, rest, unknown in _LINE.findall(text, start, end):
        if unknown:
            return None
        if not (written or name or dash):
            at += len(indent) + len(rest)
            continue
        width = len(indent)
        at += width
        if key is not None:
            if width < column or (width == column and not dash):
                return None
            key_start, field = key
            child: Any = (Sequence if dash else Mapping)(at, at, False, link, field)
            top.fields[field] = Entry(key_start, child)
            top.value[field] = child.value
            stack.append((top, link, column))
            if len(stack) >= depth:
                return None
            top, link, column, key = child, ref(child), width, None
        elif width != column or dash or top.__class__ is Sequence:
            kind = Sequence if dash else Mapping
            while width < column or top.__class__ is not kind:
                if not stack:
                    return None
                top.end = last
                top, link, column = stack.pop()
            if width != column:
                return None
        if dash:
            at += len(dash)
            if name:
                child = Mapping(at, at, False, link, len(top.items))
                top.items.append(child)
                top.value.append(child.value)
                stack.append((top, link, column))
                if len(stack) >= depth:
                    return None
                top, link, column = child, ref(child), width + len(dash)
        if name:
            if name in top.fields or name in WORDS:
                return None
            if not written:
                key = at, name
                at += len(name) + len(colon) + len(rest)
                continue
            place: str | int = name
        elif dash and written:
            place = len(top.items)
        else:
            return None
        value_start = at + len(name) + len(colon)
        last = value_start + len(written)
        after = last + len(rest)
        style = written[0]
        if style in _QUOTES:
            value = written[1:-1]
            if "\\" in value:
                value = value.replace('\\"', '"')
            node = Scalar(value_start, last, value, value, style, link, place)
        else:
            if written[-1] == " ":
                written = written.rstrip(" ")
                last = value_start + len(written)
            if style in LETTERS and written not in WORDS:
                value, is_ordinary = written, True
            else:
                value, is_ordinary = plain_value(written)
            node = Scalar(value_start, last, value, written, "", link, place)
            if not is_ordinary:
                odd.append(node)
        if name:
            top.fields[name] = Entry(at, node)
            top.value[name] = value
        else:
            top.items.append(node)
            top.value.append(value)
        at = after
    if key is not None or not root.fields:
        return None
    top.end = last
    for collection, _, _ in stack:
        collection.end = last
    root.start = next(iter(root.fields.values())).start
    return root
