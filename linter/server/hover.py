"""What an editor shows under the pointer: a field's description, a moment in words, a rule's page."""

from collections.abc import Sequence

from lsprotocol import types

from linter.diagnostics.suppressions import find_suppressions
from linter.document.nodes import Entry, Mapping, Node, Scalar, walk
from linter.rules.pages import rule_page
from linter.schema.fields import Fields, is_time, shortened
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
    facts = fields.facts(steps)
    if facts is None:
        return ""
    lines = [f"**{facts.name}** ({'required' if facts.required else 'optional'})"]
    lines += [facts.description] if facts.description else []
    lines += ["One of " + ", ".join(f"`{choice}`" for choice in facts.choices) + "."] if facts.choices else []
    lines += [f"Allowed: {facts.limits}."] if facts.limits else []
    lines += [f"Example: `{shortened(facts.examples[0])}`"] if facts.examples else []
    return "\n\n".join(lines)


def _moment(value: Scalar) -> str | None:
    """Say a timestamp in words, in UTC; None for what is no timestamp."""
    time = read_timestamp(value.text)
    if time.impossible is not None:
        return f"No moment: {time.impossible}."
    if time.instant is None:
        return "No moment: the UTC offset is missing, as `Z` or `+02:00`." if time.local else None
    there = time.instant
    return f"{there:%A}, {there.day} {there:%B} {there.year}, {there:%H:%M:%S} UTC"
