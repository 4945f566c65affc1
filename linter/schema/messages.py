"""What violations of a schema are called: the field first, in the words of editors, with an example of what is right."""

import re
from typing import Any

from linter.schema.violations import Violation
from linter.schema.words import FieldWords, as_flow
from linter.text.wording import counted, escape, show

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "null": "empty",
    "object": "a group of fields",
    "array": "a list",
}
_COUNTED = {"Length": ("character", "characters"), "Items": ("item", "items"), "Properties": ("field", "fields")}
_BOUNDS = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
_LENGTHS = tuple(f"{end}{counted}" for end in ("min", "max") for counted in _COUNTED)
VALUE_KEYWORDS = frozenset(["type", *_BOUNDS, "multipleOf", "enum", "const", "pattern", "format", *_LENGTHS])
_LONGEST_EXAMPLE = 60
_MOST_LISTED = 8


def violation(wrong: Violation, subject: str, words: FieldWords, written: str | None = None) -> str:
    """Say what is wrong with a value, and what is asked of it.

    `subject` is what the message begins with, `words` what the schema tells about the field; `written` is the value as it stands in the
    file where YAML reads it as another.
    """
    keyword, limit, value = wrong.keyword, wrong.demand, wrong.value
    found = found_value(value) if written is None else show(written)
    if keyword == "type":
        return wrong_type([limit] if isinstance(limit, str) else list(limit), subject, value, words, written)
    if keyword in _BOUNDS:
        return _out_of_range(wrong, subject, found)
    if keyword == "multipleOf":
        return f"{subject} must be a multiple of {show(limit)}, not {found}"
    if keyword in ("enum", "const"):
        return one_of(list(limit) if keyword == "enum" else [limit], subject, value)
    if keyword in ("pattern", "format"):
        example = words.example
        if example:
            return f"{subject} should look like {example}, found {found}"
        wanted = f"match {show(limit)}" if keyword == "pattern" else f"have the format {show(limit)}"
        return f"{subject} must {wanted}, found {found}"
    return _wrong_length(keyword, limit, subject, len(value))


def wrong_type(wanted: list[str], subject: str, value: Any, words: FieldWords, written: str | None = None) -> str:
    """Say that a value has another type than it must have."""
    allowed = " or ".join(dict.fromkeys(_TYPES.get(name, name) for name in wanted))
    example = next((text for one in words.examples if _has_type(one, wanted) and len(text := as_flow(one)) <= _LONGEST_EXAMPLE), "")
    such_as = f" such as {show(example)}" if example and "boolean" not in wanted else ""
    if value is None and (written is None or not written.strip()):
        return f"{subject} is empty: it must be {allowed}{such_as}"
    return f"{subject} must be {allowed}{such_as}, not {_what(value, written)}"


def one_of(allowed: list[Any], subject: str, value: Any) -> str:
    """Say that a value is none of those that are allowed."""
    shown = [show(item) for item in allowed[:_MOST_LISTED]]
    if len(allowed) > _MOST_LISTED:
        choice = f"{', '.join(shown)} or one of {len(allowed) - _MOST_LISTED} more"
    else:
        choice = " or ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)
    return f"{subject} must be {choice}, not {found_value(value)}"


def other_violation(wrong: Violation, subject: str, key: str | None) -> str:
    """Say what a keyword without a rule of its own demands; `key` is a field whose name is wrong."""
    keyword, demand, value = wrong.keyword, wrong.demand, wrong.value
    if key is not None and keyword == "pattern":
        return f"{subject} has a field {show(key)}: its fields' names must match {show(demand)}"
    if key is not None and keyword != "not":
        return f"{subject} has a field with a wrong name: {plain_words(wrong.message)}"
    if keyword == "contains":
        return f"{subject} lacks an item as the schema's `contains` describes"
    if keyword in ("minContains", "maxContains"):
        wanted = f"{'at least' if keyword == 'minContains' else 'at most'} {counted(demand, 'item')}"
        return f"{subject} must have {wanted} as the schema's `contains` describes"
    if keyword in ("unevaluatedItems", "additionalItems"):
        return f"{subject} has more items than the schema describes: remove those after the others"
    if keyword == "not" and demand == {}:
        return f"{subject} must not be there, found {found_value(value)}"
    if keyword == "not":
        return f"{subject} must not be what the schema's `not` describes, found {found_value(value)}"
    return f"{subject}: {plain_words(wrong.message)}"


def plain_words(message: str) -> str:
    """Return one of an engine's messages on one line, harmless and not too long."""
    return escape(re.sub(r"\s+", " ", message[:1000][:1].lower() + message[1:1000]))[:200]


def found_value(value: Any) -> str:
    """Return how a value is shown: lists and groups of fields by their size."""
    return f"{len(value)} entries" if isinstance(value, dict | list) else show(value)


def _out_of_range(wrong: Violation, subject: str, found: str) -> str:
    keyword, limit = wrong.keyword, wrong.demand
    lowest = keyword.endswith("inimum")
    exclusive = keyword.startswith("exclusive") or wrong.schema.get(f"exclusive{keyword.capitalize()}") is True  # draft 4
    if exclusive:
        return f"{subject} is {found}; it must be {'more' if lowest else 'less'} than {show(limit)}"
    return f"{subject} is {found}; the {'lowest' if lowest else 'highest'} allowed value is {show(limit)}"


def _wrong_length(keyword: str, limit: int, subject: str, length: int) -> str:
    one, many = _COUNTED[keyword[3:]]
    wanted = f"{'at least' if keyword.startswith('min') else 'at most'} {limit} {one if limit == 1 else many}"
    if length == 0:
        return f"{subject} is empty: it needs {wanted}"
    return f"{subject} has {length} {one if length == 1 else many}: it {'needs' if keyword.startswith('min') else 'may have'} {wanted}"


def _has_type(value: Any, wanted: list[str]) -> bool:
    names = {bool: ("boolean",), str: ("string",), int: ("integer", "number"), float: ("number",), dict: ("object",), list: ("array",)}
    return any(name in wanted for name in names.get(type(value), ()))


def _what(value: Any, written: str | None) -> str:
    """Name a value with its type."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, str):
        return f"the text {show(value)}"
    if isinstance(value, bool) or value is None:
        same = written is None or written == ("true" if value else "false" if value is False else "null")
        return show(value) if same else f"{show(written)}, which YAML reads as {show(value)}"
    return f"the number {show(value) if written is None else show(written)}"
