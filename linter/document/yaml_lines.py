"""YAML to nodes, for the plain kind that programs write: one `key: value` or `- item` a line.

A line that this reader does not know for certain (anchors, flow collections, folded text, escapes other than of the quote) makes it
give up, and libyaml reads the block. Where it does not give up its nodes equal those made of libyaml's events: a property test and
all cases of the tests hold that. It reads four of five real articles, in a third of the time, and without importing PyYAML (11 ms).
"""

import re
from typing import Any
from weakref import ref

from linter.document.nodes import Entry, Mapping, Scalar, Sequence
from linter.document.result import Limits, YamlResult
from linter.document.yaml_values import LETTERS, WORDS, plain_value
from linter.source import Span

_CONTROLS = r"\x00-\x1f\x7f-\x9f"  # the line breaks among them; libyaml refuses most of the others
_FAR_UNUSUAL = "\u2028\u2029\ufeff\ufffe\uffff"  # more line breaks, and what libyaml refuses; in the pattern they would cost 3 ms
_LINE = re.compile(
    rf"""
    ([ ]*)
    (-[ ]+)?
    (?:([A-Za-z_][A-Za-z0-9_-]{{0,99}}):(?=[ ]|\r?\n|\Z)[ ]*)?
    (?:
        "([^"\\{_CONTROLS}]*+(?:\\"[^"\\{_CONTROLS}]*+)*+)"
        | '([^'{_CONTROLS}]*)'
        | ((?:[^\s\-?:,\[\]{{}}\#&*!|>'"%@`{_CONTROLS}]|-(?=[0-9]))
           [^:\#{_CONTROLS}]*+(?:(?::(?=[^ {_CONTROLS}])|(?<=\S)\#)[^:\#{_CONTROLS}]*+)*+)
    )?
    [ ]*(?:(?<![^ \r\n])\#[^{_CONTROLS}]*)?(?:\r?\n|\Z)
    """,
    re.ASCII | re.VERBOSE,
)
_STYLES = ("", "", "", "", '"', "'", "")  # by the number of the group that holds the value
_PLAIN = 6


def read_lines(text: str, block: Span, limits: Limits) -> YamlResult | None:
    """Read the YAML in `text[block.start:block.end]`, None where it is not of the plain kind, or has anything wrong."""
    if not text.isascii() and any(text.find(character, *block) >= 0 for character in _FAR_UNUSUAL):
        return None
    odd: list[Scalar] = []
    root = _tree(text, *block, limits.depth, odd)
    return YamlResult(root, [], odd, is_plain=True) if root is not None else None


def _tree(text: str, start: int, end: int, depth: int, odd: list[Scalar]) -> Mapping | None:  # the hot loop: long on purpose
    match_line = _LINE.scanner(text, start, end).match  # type: ignore[attr-defined]
    root = Mapping(start, start, False)
    top: Any = root
    link = ref(top)
    column = 0
    stack: list[tuple[Any, Any, int]] = []
    key: tuple[int, str] | None = None  # where it begins, and its name: its value comes on the next lines
    last = start
    while (match := match_line()) is not None:
        kind = match.lastindex
        if kind == 1:  # a blank line, a comment, or the end
            if match.end() == end:
                break
            continue
        dash, name = match.group(2, 3)
        at = match.end(1)
        width = at - match.start()
        if key is not None:
            if width < column or (width == column and dash is None):
                return None
            key_start, field = key
            child: Any = (Mapping if dash is None else Sequence)(at, at, False, link, field)
            top.fields[field] = Entry(key_start, child)
            top.value[field] = child.value
            stack.append((top, link, column))
            if len(stack) >= depth:
                return None
            top, link, column, key = child, ref(child), width, None
        else:
            kind_wanted = Mapping if dash is None else Sequence
            while width < column or top.__class__ is not kind_wanted:
                if not stack:
                    return None
                top.end = last
                top, link, column = stack.pop()
            if width != column:
                return None
        if dash is not None and name is not None:
            at += len(dash)
            child = Mapping(at, at, False, link, len(top.items))
            top.items.append(child)
            top.value.append(child.value)
            stack.append((top, link, column))
            if len(stack) >= depth:
                return None
            top, link, column = child, ref(child), width + len(dash)
        if name is None:
            if dash is None or kind < 4:
                return None
            place: str | int = len(top.items)
        elif name in top.fields or name in WORDS:
            return None
        elif kind == 3:
            key = at, name
            continue
        else:
            place = name
        content = match[kind]
        value_start, last = match.span(kind)
        if kind == _PLAIN:
            if content[-1] == " ":
                content = content.rstrip(" ")
                last = value_start + len(content)
            if content[0] in LETTERS and content not in WORDS:
                value, is_ordinary = content, True
            else:
                value, is_ordinary = plain_value(content)
            node = Scalar(value_start, last, value, content, "", link, place)
            if not is_ordinary:
                odd.append(node)
        else:
            value = content.replace('\\"', '"') if "\\" in content else content
            last += 1
            node = Scalar(value_start - 1, last, value, value, _STYLES[kind], link, place)
        if name is None:
            top.items.append(node)
            top.value.append(value)
        else:
            top.fields[name] = Entry(at, node)
            top.value[name] = value
    if match is None or key is not None or not root.fields:
        return None
    top.end = last
    for collection, _, _ in stack:
        collection.end = last
    root.start = next(iter(root.fields.values())).start
    return root
