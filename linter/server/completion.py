"""What may be written where the cursor is: fields, values, topics, computed addresses, the time, rules to ignore."""

from collections.abc import Iterator, Sequence
from typing import Any

from lsprotocol import types

from linter.document.front_matter import FrontMatter
from linter.document.nodes import Mapping, Scalar, find
from linter.document.quoting import double_quoted, is_plain
from linter.document.syntaxes import DEFAULT
from linter.engine.linter import Linter
from linter.schema.fields import Fields, Part, as_yaml, choices_of, is_time, limits_of, said, types_of
from linter.server.cursor import Cursor, cursor_at
from linter.server.opened import Opened
from linter.source import Span
from linter.text.amp import cache_url
from linter.text.timestamps import to_utc
from linter.text.urls import clean_url, parse_url

_DEEPEST_SNIPPET = 3


class Completion:
    """What may be written at one place of an article. `snippets`: whether the editor takes text with holes."""

    def __init__(self, opened: Opened, cursor: Cursor, *, snippets: bool) -> None:
        self.opened = opened
        self.cursor = cursor
        self.snippets = snippets
        self.linter: Linter = opened.linter
        self.fields = Fields(self.linter.knowledge.schema)
        self.names = self.linter.names

    def items(self) -> list[types.CompletionItem]:
        """Return what may be written, the most likely first."""
        if self.cursor.in_comment:
            return self._rules()
        if not self.cursor.begins:
            return self._items_in_flow() or self._values(self.cursor.steps)
        here = self.fields.at(self.cursor.steps)
        if "array" in types_of(here) and not self.cursor.dashed:
            return self._values((*self.cursor.steps, 0), lead="- ")
        return self._keys() or self._values(self.cursor.steps)

    def _items_in_flow(self) -> list[types.CompletionItem]:
        """Offer the items of a list that begins behind its key: each in brackets."""
        if self.cursor.in_list or "array" not in types_of(self.fields.at(self.cursor.steps)):
            return []
        return self._values((*self.cursor.steps, 0), lead="[", tail="]")

    def _rules(self) -> list[types.CompletionItem]:
        rules = sorted(self.linter.known_rules, key=lambda rule: rule.code)
        return [self._item(n, rule.code, rule.code, rule.summary(), rule.name, words=rule.name) for n, rule in enumerate(rules)]

    def _keys(self) -> list[types.CompletionItem]:
        """Offer the fields that are missing, in the order of the schema."""
        steps = self.cursor.steps
        mapping = find(self.opened.document.root, list(steps))
        there = set(mapping.fields) if isinstance(mapping, Mapping) else set()
        required = self.fields.required(steps)
        items = []
        for number, name in enumerate(self.fields.names(steps)):
            if name in there:
                continue
            parts = self.fields.at((*steps, name))
            text = self._entry((*steps, name), parts)
            detail = "required" if name in required else "optional"
            item = self._item(number, name, text, _documentation(parts), detail, kind=types.CompletionItemKind.Field)
            item.insert_text_format = types.InsertTextFormat.Snippet if self.snippets else types.InsertTextFormat.PlainText
            items.append(item)
        return items

    def _entry(self, steps: tuple[str | int, ...], parts: Sequence[Part]) -> str:
        """Return a field as it is inserted; where its key stands already in the line, the key alone."""
        name = as_yaml(str(steps[-1]))
        span = self.cursor.span
        if self.opened.text.source.text.startswith(":", span.end):
            return name
        if not self.snippets:
            return f"{name}: "
        return f"{name}:{self._value_with_holes(steps, parts, iter(range(1, 1000)), '')}"

    def _value_with_holes(self, steps: tuple[str | int, ...], parts: Sequence[Part], holes: Iterator[int], indent: str) -> str:
        """Return a value to fill in, with what stands before it: a space, or a line break and its indent."""
        kinds = types_of(parts)
        inner = f"{indent}  "
        if "object" in kinds and len(indent) < 2 * _DEEPEST_SNIPPET and self.fields.required(steps):
            required = [name for name in self.fields.names(steps) if name in self.fields.required(steps)]
            lines = []
            for name in required:
                value = self._value_with_holes((*steps, name), self.fields.at((*steps, name)), holes, inner)
                lines.append(f"\n{inner}{as_yaml(name)}:{value}")
            return "".join(lines)
        if "object" in kinds:
            return f"\n{inner}${next(holes)}"
        if "array" in kinds:
            item = (*steps, 0)
            if "object" in types_of(self.fields.at(item)):
                first = next(iter(self.fields.required(item) and self.fields.names(item)), None)
                return f"\n{inner}- {as_yaml(first)}: ${next(holes)}" if first else f"\n{inner}- ${next(holes)}"
            return f"\n{inner}- ${next(holes)}"
        choices, computed = choices_of(parts), self._computed(steps)
        if computed is not None:
            return f" ${{{next(holes)}:{_in_snippet(computed)}}}"
        if choices:
            return f" ${{{next(holes)}|{','.join(_in_choice(as_yaml(choice)) for choice in choices)}|}}"
        return f" ${next(holes)}"

    def _values(self, steps: tuple[str | int, ...], lead: str = "", tail: str = "") -> list[types.CompletionItem]:
        parts = self.fields.at(steps)
        offered: list[tuple[Any, str]] = [(choice, "") for choice in choices_of(parts)]
        field = self.names.field_at("".join(f"/{step}" for step in steps))
        if field is not None and field.name == "topics[]":
            taken = find(self.opened.document.root, list(steps[:-1]))
            there = {item.text for item in getattr(taken, "items", ()) if isinstance(item, Scalar)} - {self.cursor.before.strip()}
            offered += [(topic, "topic") for topic in sorted((self.linter.knowledge.topics or frozenset()) - there)]
        computed = self._computed(steps)
        if computed is not None:
            offered.append((computed, "now" if is_time(parts, steps, self.names) else "computed"))
        if not offered:
            offered = [(example, "example") for example in said(parts, "examples") or () if isinstance(example, int | float)]
        flow, space = self.cursor.in_list or tail != "", " " if self.cursor.after_colon else ""
        documentation = _documentation(parts)
        written = [
            (as_yaml(value, flow=flow) if not isinstance(value, str) or lead else self._quoted(value), why) for value, why in offered
        ]
        return [
            self._item(number, text, f"{space}{lead}{text}{tail}", documentation, why, kind=types.CompletionItemKind.Value)
            for number, (text, why) in enumerate(written)
        ]

    def _quoted(self, value: str) -> str:
        """Write a text as the author began it: where a quote is open, that quote stays."""
        quote = self.cursor.before[:1]
        if quote == "'":
            return "'" + value.replace("'", "''") + "'"
        if quote == '"' or not is_plain(value, flow=self.cursor.in_list):
            return double_quoted(value)
        return value

    def _computed(self, steps: Sequence[str | int]) -> str | None:
        """Return the value that follows from others: the cache address of `ampWebUrl`, and the time that it is."""
        if is_time(self.fields.at(steps), steps, self.names):
            return to_utc(self.linter.knowledge.now.replace(microsecond=0), "")
        field = self.names.field_at("".join(f"/{step}" for step in steps))
        if field is None or field.name != "cdnAmpWebUrl":
            return None
        own = steps[: len(steps) - len(self.names.written(field.name).split("."))]
        amp = find(self.opened.document.root, [*own, *self.names.written("ampWebUrl").split(".")])
        url = parse_url(amp.text.strip()) if isinstance(amp, Scalar) else None
        return cache_url(clean_url(url).text) if url is not None else None

    def _item(
        self,
        number: int,
        label: str,
        text: str,
        documentation: str,
        detail: str,
        *,
        kind: types.CompletionItemKind = types.CompletionItemKind.Value,
        words: str = "",
    ) -> types.CompletionItem:
        span = self.cursor.span
        quote = self.opened.text.source.text[span.start : span.start + 1] if span.end > span.start else ""
        written = f"{label} {words}".strip()
        return types.CompletionItem(
            label=label,
            kind=kind,
            detail=detail or None,
            documentation=documentation or None,
            sort_text=f"{number:04}",
            # The editor compares what is written with this: an open quote belongs to it, and a rule is found by its name as well.
            filter_text=f"{quote}{written}" if quote in ("'", '"') and not written.startswith(quote) else written,
            insert_text_mode=types.InsertTextMode.AdjustIndentation,
            text_edit=types.TextEdit(self.opened.text.range(span), text),
        )


def complete(opened: Opened, position: types.Position, *, snippets: bool) -> list[types.CompletionItem]:
    """Return what may be written at a position of an article."""
    block = block_of(opened)
    cursor = cursor_at(opened.text.source, block, opened.text.offset(position)) if block is not None else None
    return Completion(opened, cursor, snippets=snippets).items() if cursor is not None else []


def block_of(opened: Opened) -> Span | None:
    """Return where the article's YAML stands, None where there is none (TOML and JSON are none)."""
    front_matter: FrontMatter | None = opened.document.front_matter
    return front_matter.block if front_matter is not None and opened.document.syntax is DEFAULT else None


def _documentation(parts: Sequence[Part]) -> str:
    described = said(parts, "description")
    limits = limits_of(parts)
    lines = [described if isinstance(described, str) else "", f"Allowed: {limits}." if limits else ""]
    return "\n".join(line for line in lines if line)


def _in_snippet(text: str) -> str:
    """Escape what has a meaning in a snippet."""
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def _in_choice(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|")
