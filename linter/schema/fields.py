"""What the schema in force says about the field at some place: from its keywords, for people."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote, urldefrag, urljoin

from linter.article.fields import Form, Vocabulary
from linter.document.quoting import double_quoted, is_plain
from linter.schema.schema import Schema


class Part(NamedTuple):
    """A part of a schema, the document that it is in, and the address of that. `optional`: one of several that may count."""

    schema: dict[str, Any]
    document: Any
    uri: str
    optional: bool = False


class FieldFacts(NamedTuple):
    """What a schema says of one field, for people; `types` in JSON Schema's words, values as in front matter."""

    name: str
    required: bool
    description: str
    types: tuple[str, ...]
    choices: tuple[str, ...]
    limits: str | None
    examples: tuple[str, ...]


class Fields:
    """The fields that a schema knows at some place, and what is said of each."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def at(self, steps: Sequence[str | int]) -> list[Part]:
        """Return what the schema demands of the value at a path: every part that speaks of it, the closest first."""
        document = self._schema.document
        parts = self._expanded([Part(document, document, self._schema.uri)])
        for step in steps:
            parts = self._expanded([part._replace(schema=_inner(part.schema, step), optional=False) for part in parts])
        return parts

    def names(self, steps: Sequence[str | int]) -> list[str]:
        """Return the fields of the mapping at a path, in the schema's order."""
        return list(dict.fromkeys(name for part in self.at(steps) for name in _mapping(part.schema.get("properties"))))

    def required(self, steps: Sequence[str | int]) -> frozenset[str]:
        """Return which fields the mapping at a path must have."""
        found = (part.schema.get("required") for part in self.at(steps) if not part.optional)
        return frozenset(name for names in found if isinstance(names, list) for name in names if isinstance(name, str))

    def facts(self, steps: Sequence[str | int]) -> FieldFacts | None:
        """Return what the schema says of the field at a path, None where it does not know it."""
        parts = self.at(steps)
        if not parts:
            return None
        description, examples = said(parts, "description"), said(parts, "examples")
        return FieldFacts(
            str(steps[-1]),
            steps[-1] in self.required(steps[:-1]),
            description if isinstance(description, str) else "",
            types_of(parts),
            tuple(map(as_yaml, choices_of(parts))),
            limits_of(parts),
            tuple(map(as_yaml, examples)) if isinstance(examples, list) else (),
        )

    def steps_of(self, name: str) -> list[str | int]:
        """Return the path of a field as people write it: `related[].webUrl`, `related.webUrl` or `related[2].webUrl`."""
        steps: list[str | int] = []
        for step in re.sub(r"\[\w*\]", "", name).split("."):
            if step not in self.names(steps) and step in self.names([*steps, 0]):
                steps.append(0)
            steps.append(step)
        return steps

    def all_names(self) -> list[str]:
        """Return each field that the schema names, those of mappings and of items in lists after their own: `related[].webUrl`."""
        return list(self._names_below([], "", frozenset()))

    def _names_below(self, steps: list[str | int], before: str, above: frozenset[int]) -> Iterator[str]:
        for name in self.names(steps):
            inner = [*steps, name]
            yield f"{before}{name}"
            for path, joint in ((inner, "."), ([*inner, 0], "[].")):
                ids = {id(part.schema) for part in self.at(path)}
                if ids.isdisjoint(above):
                    yield from self._names_below(path, f"{before}{name}{joint}", above | ids)

    def _expanded(self, parts: Sequence[Part]) -> list[Part]:
        """Return subschemas with all that they draw in, each once: what refers to itself comes to an end."""
        found: dict[int, Part] = {}
        waiting = list(reversed(parts))
        while waiting:
            part = waiting.pop()
            if not isinstance(part.schema, dict) or id(part.schema) in found:
                continue
            found[id(part.schema)] = part
            waiting += reversed(list(self._drawn_in(part)))
        return list(found.values())

    def _drawn_in(self, part: Part) -> Iterator[Part]:
        schema, document, uri, _ = part
        if isinstance(ref := schema.get("$ref"), str):
            address, pointer = urldefrag(urljoin(uri, ref))
            own = address == uri or ref.startswith("#")
            other = document if own else self._schema.retrieved.get(address)
            yield Part(_find(other, unquote(pointer)), other, uri if own else address, part.optional)
        for keyword in ("allOf", "anyOf", "oneOf"):
            several = schema.get(keyword)
            for inner in several if isinstance(several, list) else ():
                yield Part(inner, document, uri, part.optional or keyword != "allOf")


def _inner(schema: dict[str, Any], step: str | int) -> Any:
    """Return the subschema of a field or an item, None where there is none."""
    if isinstance(step, str):
        return _mapping(schema.get("properties")).get(step)
    first = schema.get("prefixItems")
    return first[step] if isinstance(first, list) and step < len(first) else schema.get("items")


def said(parts: Sequence[Part], keyword: str) -> Any:
    """Return what the closest part says under a keyword, None where none says anything."""
    return next((part.schema[keyword] for part in parts if keyword in part.schema), None)


def types_of(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the JSON Schema types that a value may have, none where it may have any."""
    named = said(parts, "type")
    return (named,) if isinstance(named, str) else tuple(named) if isinstance(named, list) else ()


def choices_of(parts: Sequence[Part]) -> list[Any]:
    """Return the values that the schema lists: its `enum` or `const`, `true` and `false` for a boolean."""
    listed = said(parts, "enum")
    if isinstance(listed, list):
        return listed
    constant = said(parts, "const")
    if constant is not None:
        return [constant]
    return [True, False] if "boolean" in types_of(parts) else []


def is_time(parts: Sequence[Part], steps: Sequence[str | int], names: Vocabulary) -> bool:
    """Whether the value at a path is a timestamp, by what newslint knows of the field or by the schema's `format`."""
    pointer = "".join(f"/{step}" for step in steps)
    return names.judged_form(pointer) is Form.TIMESTAMP or said(parts, "format") == "date-time"


def limits_of(parts: Sequence[Part]) -> str | None:
    """Say which numbers or lengths are allowed, None where any is."""
    for least, most, what in (("minimum", "maximum", ""), ("minLength", "maxLength", " characters"), ("minItems", "maxItems", " items")):
        low, high = said(parts, least), said(parts, most)
        if low is not None and high is not None:
            return f"from {low} to {high}{what}"
        if low is not None:
            return f"at least {low}{what}"
        if high is not None:
            return f"at most {high}{what}"
    return None


def as_yaml(value: Any, *, flow: bool = False) -> str:
    """Write a value of the schema or the settings as it stands in front matter, on one line."""
    if isinstance(value, str):
        return value if is_plain(value, flow=flow) else double_quoted(value)
    return json.dumps(value, ensure_ascii=False)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _find(document: Any, pointer: str) -> Any:
    """Follow a JSON Pointer; None where it leads nowhere."""
    value = document
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return None
    return value


def shortened(text: str) -> str:
    """Return a text that fits on a line or two."""
    return text if len(text) <= 160 else f"{text[:159]}…"
