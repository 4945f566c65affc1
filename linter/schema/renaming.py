"""newslint's own schema in the words of a repository that calls the fields by other names (`[fields]`)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from linter.article.fields import NAMES, Vocabulary

_APPLIED = ("if", "then", "else", "not", "allOf", "anyOf", "oneOf")
_NAMED = re.compile(r"`([A-Za-z.]+)`")


def renamed(document: Any, fields: Vocabulary) -> Any:
    """Return newslint's own schema with the repo's names for its fields; a name with dots puts a field into a group.

    Its `$defs` that speak of an article, or of parts of one, are those that name its fields.
    """
    document = deepcopy(document)
    schema = _Renamed(document, fields)
    for article in (document, *document.get("$defs", {}).values()):
        if article.get("title") != "Image":
            schema.rename(article)
    _everywhere(document, schema.place, fields)
    return document


class _Renamed:
    """A schema of which the subschemas that name an article's fields are changed in place."""

    def __init__(self, document: Any, fields: Vocabulary) -> None:
        self.fields = fields
        self.provider = deepcopy(document["properties"]["provider"])
        # The fields that leave the group of which newslint has them as a part.
        self.moved = [name for name in NAMES if "." in name and self._is_moved(name)]

    def _is_moved(self, name: str) -> bool:
        group = self.fields.written(name.partition(".")[0])
        return self.fields.written(name).rpartition(".")[0] != group

    def place(self, reference: str) -> str:
        """Return where a reference to a property of the whole article leads now."""
        start = "#/properties/"
        if not reference.startswith(start):
            return reference
        return start + "/properties/".join(self._steps(reference.removeprefix(start).replace("/properties/", ".")))

    def _steps(self, field: str) -> list[str]:
        return self.fields.written(field).split(".")

    def rename(self, schema: Any) -> None:
        """Rename an article's fields in a subschema that applies to one."""
        if not isinstance(schema, dict):
            return
        for keyword in _APPLIED:
            inner = schema.get(keyword)
            for part in inner if isinstance(inner, list) else [inner]:
                self.rename(part)
        is_closed = schema.get("additionalProperties") is False
        properties, required, dependent = (schema.pop(keyword, None) for keyword in ("properties", "required", "dependentRequired"))
        for name, inner in (properties or {}).items():
            if name == "related" and "examples" in inner:
                inner["examples"] = [[self._article(item) for item in example] for example in inner["examples"]]
            self._put(schema, self._steps(name), inner, is_closed=is_closed)
        if "provider" in (properties or {}):
            self._move_out(schema, is_closed=is_closed)
        for name in required or ():
            if name == "provider" and all(f"provider.{inner}" in self.moved for inner in self.provider["required"]):
                continue  # nothing that is required is left in it
            self._require(schema, self._steps(name))
        for name, others in (dependent or {}).items():
            self._depend(schema, self._steps(name), [self._steps(other) for other in others])
        for keyword in ("examples", "x-newslint-invalid"):
            if keyword in schema:
                schema[keyword] = [self._article(example) for example in schema[keyword]]

    def _put(self, schema: dict[str, Any], steps: Sequence[str], inner: Any, *, is_closed: bool) -> None:
        """Make `inner` the schema of the field at `steps`, in groups that are made for it."""
        *groups, last = steps
        for place, group in enumerate(groups, 1):
            made: dict[str, Any] = {"type": "object", "additionalProperties": False} if is_closed else {}
            schema = schema.setdefault("properties", {}).setdefault(group, made)
            if is_closed and "examples" in inner:
                _set(schema.setdefault("examples", [{}])[0], steps[place:], inner["examples"][0])
        schema.setdefault("properties", {})[last] = inner

    def _require(self, schema: dict[str, Any], steps: Sequence[str]) -> None:
        first, *inner = steps
        names = schema.setdefault("required", [])
        if first not in names:
            names.append(first)
        if inner:
            self._require(schema.setdefault("properties", {}).setdefault(first, {}), inner)

    def _depend(self, schema: dict[str, Any], steps: Sequence[str], others: Iterable[Sequence[str]]) -> None:
        others = list(others)
        if len(steps) == 1 and all(len(other) == 1 for other in others):
            schema.setdefault("dependentRequired", {})[steps[0]] = [other[0] for other in others]
            return
        condition: dict[str, Any] = {}
        demand: dict[str, Any] = {}
        self._require(condition, steps)
        for other in others:
            self._require(demand, other)
        schema.setdefault("allOf", []).append({"if": condition, "then": demand})

    def _move_out(self, schema: dict[str, Any], *, is_closed: bool) -> None:
        """Rename the fields of the provider, and take those out that stand elsewhere."""
        group = self.fields.written("provider").split(".")
        provider = schema
        for step in group:
            provider = provider["properties"][step]
        inner, demanded = self.provider["properties"], self.provider["required"]
        if "properties" in provider:
            provider["properties"] = {
                self.fields.last_name(f"provider.{name}"): value for name, value in inner.items() if f"provider.{name}" not in self.moved
            }
            provider["required"] = [self.fields.last_name(f"provider.{n}") for n in demanded if f"provider.{n}" not in self.moved]
            provider["examples"] = [self._provider(example) for example in provider["examples"]]
            provider["x-newslint-invalid"] = [self._provider(example) for example in provider["x-newslint-invalid"]]
        for name in self.moved:
            last = name.rpartition(".")[2]
            self._put(schema, self._steps(name), deepcopy(inner[last]), is_closed=is_closed)
            if last in demanded:
                self._require(schema, self._steps(name))

    def _provider(self, example: Any) -> Any:
        if not isinstance(example, dict):
            return example
        return {self.fields.last_name(f"provider.{name}"): value for name, value in example.items() if f"provider.{name}" not in self.moved}

    def _article(self, example: Any) -> Any:
        """Return an example of an article under the repo's names."""
        if not isinstance(example, dict):
            return example
        article: dict[str, Any] = {}
        flat = {name: value for name, value in example.items() if name != "provider"}
        provider = example.get("provider")
        if isinstance(provider, dict):
            flat |= {f"provider.{name}": value for name, value in provider.items()}
        elif provider is not None:
            flat["provider"] = provider
        for name, value in flat.items():
            _set(article, self._steps(name), value)
        return article


def _set(example: dict[str, Any], steps: Sequence[str], value: Any) -> None:
    *groups, last = steps
    for group in groups:
        example = example.setdefault(group, {})
    example[last] = value


def _everywhere(schema: Any, place: Any, fields: Vocabulary) -> None:
    """Turn references and the names in descriptions, in a whole schema."""
    if isinstance(schema, list):
        for item in schema:
            _everywhere(item, place, fields)
    elif isinstance(schema, Mapping):
        changed = dict(schema)
        if isinstance(changed.get("$ref"), str):
            changed["$ref"] = place(changed["$ref"])
        if isinstance(changed.get("description"), str):
            changed["description"] = _NAMED.sub(lambda found: f"`{fields.written(found[1])}`", changed["description"])
        schema.update(changed)  # type: ignore[attr-defined]
        for inner in schema.values():
            _everywhere(inner, place, fields)
