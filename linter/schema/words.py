"""What a schema tells people about its fields: names in its order, descriptions, examples, defaults."""

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from linter.text.wording import show

_BESIDE = ("allOf", "anyOf", "oneOf")
_LONGEST_EXAMPLE = 60


class FieldWords:
    """What a schema tells about one field; `examples` begin with the default, where there is one."""

    def __init__(self, description: str = "", examples: tuple[Any, ...] = ()) -> None:
        self.description = description
        self.examples = examples

    @cached_property
    def sentence(self) -> str:
        """The description's first sentence, as the middle of another one."""
        first = " ".join(self.description.split()).partition(". ")[0].rstrip(".")
        return first if first[1:2].isupper() else first[:1].lower() + first[1:]

    @cached_property
    def example(self) -> str:
        """The first example as a person would write it, `""` without one or where it is long."""
        text = as_flow(self.examples[0]) if self.examples else ""
        return show(text) if 0 < len(text) <= _LONGEST_EXAMPLE else ""

    @cached_property
    def advice(self) -> str:
        """Description and example: `when it was published, for example …`; `""` where the schema has neither."""
        return ", for example ".join(part for part in (self.sentence, self.example) if part) if self.sentence else self._alone

    @property
    def _alone(self) -> str:
        return f"for example {self.example}" if self.example else ""


class SchemaWords:
    """A schema as a source of words. Fields are asked for by their steps, as they stand in an article: `("provider", "name")`."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._parts: dict[tuple[str | None, ...], list[dict[str, Any]]] = {}
        self._words: dict[tuple[str | None, ...], FieldWords] = {}
        self._names: dict[tuple[str | None, ...], list[str]] = {}

    def of(self, steps: Iterable[str | int]) -> FieldWords:
        """Return what the schema tells about the field at `steps`."""
        place = _place(steps)
        if place not in self._words:
            self._words[place] = self._told(self._at(place))
        return self._words[place]

    def _told(self, parts: list[dict[str, Any]]) -> FieldWords:
        description = next((part["description"] for part in parts if isinstance(part.get("description"), str)), "")
        examples = [part["default"] for part in parts if "default" in part]
        for part in parts:
            if isinstance(part.get("examples"), list):
                examples += part["examples"]
        return FieldWords(description, tuple(examples))

    def names(self, steps: Iterable[str | int]) -> list[str]:
        """Return the names of the fields that a mapping may have, in the schema's order."""
        place = _place(steps)
        if place not in self._names:
            self._names[place] = list(dict.fromkeys(name for part in self._at(place) for name in _mapping(part, "properties")))
        return self._names[place]

    def _at(self, steps: tuple[str | None, ...]) -> list[dict[str, Any]]:
        """Return the subschemas that speak of a place; list items are None, for one is as the other."""
        if steps not in self._parts:
            inner = [self._schema] if not steps else [child for part in self._at(steps[:-1]) for child in _children(part, steps[-1])]
            self._parts[steps] = list(self._together(inner, set()))
        return self._parts[steps]

    def _together(self, schemas: Iterable[Any], seen: set[int]) -> Iterator[dict[str, Any]]:
        """Yield subschemas with those that apply to the same value beside them."""
        for schema in schemas:
            if not isinstance(schema, dict) or id(schema) in seen:
                continue
            seen.add(id(schema))
            yield schema
            beside = [self._referred(schema.get("$ref")), schema.get("then"), schema.get("else")]
            beside += [part for keyword in _BESIDE if isinstance(schema.get(keyword), list) for part in schema[keyword]]
            yield from self._together(beside, seen)

    def _referred(self, reference: Any) -> Any:
        """Follow a reference inside the schema."""
        if not isinstance(reference, str) or not reference.startswith("#"):
            return None
        found = self._schema
        for step in unquote(reference[1:]).split("/")[1:]:
            found = _mapping({"": found}, "").get(step.replace("~1", "/").replace("~0", "~"))
        return found


def _place(steps: Iterable[str | int]) -> tuple[str | None, ...]:
    return tuple([step if isinstance(step, str) else None for step in steps])


def _children(schema: dict[str, Any], step: str | None) -> list[Any]:
    if step is not None:
        return [_mapping(schema, "properties").get(step)]
    items = schema.get("items")
    return items if isinstance(items, list) else [items]


def _mapping(schema: dict[str, Any], keyword: str) -> dict[str, Any]:
    value = schema.get(keyword)
    return value if isinstance(value, dict) else {}


def as_flow(value: Any) -> str:
    """Write a value on one line, as YAML: `[Transport, Energy]`; quotes stay away where they only disturb."""
    if isinstance(value, list):
        return f"[{', '.join(as_flow(item) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_flow(item)}" for key, item in value.items()) + "}"
    return value if isinstance(value, str) else json.dumps(value)
