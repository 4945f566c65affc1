"""What an editor shows under the pointer: a field's description, a moment in words, a rule's page."""

from collections.abc import Sequence
from typing import Any

from lsprotocol import types

from linter.diagnostics.suppressions import find_suppressions
from linter.document.nodes import Entry, Mapping, Node, Scalar, walk
from linter.rules.pages import rule_page
from linter.server.fields import Fields, as_yaml, choices_of, is_time, limits_of, said
from linter.server.opened import Opened
from linter.source import Span
from linter.text.timestamps import read_timestamp


def hover_at(opened: Opened, position: types.Position) -> types.Hover | None:
    """Return what to show at a position, None where there is nothing to say."""
    offset = opened.text.offset(position)
    found = _rule_at(opened, offset) or _field_at(opened, offset)
    if found is None:
        return None
    words, span = found
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, words), opened.text.range(span))


def entry_at(root: Node | None, offset: int) -> Entry | None:
    """Return the innermost entry whose key or value is at an offset."""
    innermost = None
    for node in walk(root) if root is not None else ():
        for entry in node.entries if isinstance(node, Mapping) else ():
            if entry.key.start <= offset <= max(entry.key.end, entry.value.end):
                innermost = entry
    return innermost


def _rule_at(opened: Opened, offset: int) -> tuple[str, Span] | None:
    for suppression in find_suppressions(opened.document):
        for word in suppression.words:
            if word.span.start <= offset <= word.span.end:
                rule = next((rule for rule in opened.linter.known_rules if word.text in (rule.code, rule.name)), None)
                return (rule_page(rule), word.span) if rule is not None else None
    return None


def _field_at(opened: Opened, offset: int) -> tuple[str, Span] | None:
    entry = entry_at(opened.document.root, offset)
    if entry is None:
        return None
    value = entry.value
    steps = _steps(entry)
    fields = Fields(opened.linter.knowledge.schema)
    on_key = offset <= entry.key.end
    if not on_key and isinstance(value, Scalar):
        moment = _moment(value) if is_time(fields.at(steps), steps, opened.linter.names) else None
        if moment is not None:
            return moment, value.span
    words = describe(fields, steps)
    span = entry.key.span if on_key or not isinstance(value, Scalar) else value.span
    return (words, span) if words else None


def _steps(entry: Entry) -> list[str | int]:
    steps: list[str | int] = [entry.key.text]
    node: Node | None = entry.key.parent
    while node is not None and node.parent is not None:
        assert node.key is not None
        steps.insert(0, node.key)
        node = node.parent
    return steps


def describe(fields: Fields, steps: Sequence[str | int]) -> str:
    """Return in Markdown what the schema says of a field, `""` where it does not know it."""
    parts = fields.at(steps)
    if not parts:
        return ""
    required = "required" if steps[-1] in fields.required(steps[:-1]) else "optional"
    lines = [f"**{steps[-1]}** ({required})"]
    described = said(parts, "description")
    if isinstance(described, str):
        lines.append(described)
    choices, limits = choices_of(parts), limits_of(parts)
    if choices:
        lines.append("One of " + ", ".join(f"`{as_yaml(choice)}`" for choice in choices) + ".")
    if limits:
        lines.append(f"Allowed: {limits}.")
    examples = said(parts, "examples")
    if isinstance(examples, list) and examples:
        lines.append(f"Example: `{_short(examples[0])}`")
    return "\n\n".join(lines)


def _short(example: Any) -> str:
    text = as_yaml(example)
    return text if len(text) <= 160 else f"{text[:159]}…"


def _moment(value: Scalar) -> str | None:
    """Say a timestamp in words, in UTC; None for what is no timestamp."""
    time = read_timestamp(value.text)
    if time.impossible is not None:
        return f"No moment: {time.impossible}."
    if time.instant is None:
        return "No moment: the UTC offset is missing, as `Z` or `+02:00`." if time.local else None
    there = time.instant
    return f"{there:%A}, {there.day} {there:%B} {there.year}, {there:%H:%M:%S} UTC"
