"""Which part of a schema judges the items of a list, where nothing else looks at them: then equal items are judged once."""

from collections.abc import Iterator, Mapping
from typing import Any

_WORDS = frozenset(["$schema", "$id", "$defs", "$comment", "title", "description", "examples", "default", "type", "items"])
# What a schema may say of a mapping without a look at the values of the fields that it does not name.
_OF_MAPPINGS = _WORDS | {"required", "dependentRequired", "properties", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "$ref"}


def items_schema(document: Any, field: str) -> dict[str, Any] | None:
    """Return the schema for the items of a list in the front matter; None where they cannot be judged each for itself."""
    if not isinstance(document, dict) or not _is_local(document) or not isinstance(document.get("properties"), dict):
        return None
    of_field = document["properties"].get(field)
    if not isinstance(of_field, dict) or of_field.get("type") != "array" or not isinstance(of_field.get("items"), dict):
        return None
    others = {name: schema for name, schema in document["properties"].items() if name != field}
    around = {name: said for name, said in document.items() if name != "additionalProperties" or not isinstance(said, bool)}
    if not (_says_only(of_field, _WORDS) and _passes_over({**around, "properties": others}, field, document, 0)):
        return None
    # `properties` are there for references; that they judge the item as well makes it stricter, and what it refuses is judged as a whole
    root = {name: document[name] for name in ("$schema", "$id", "$defs", "properties") if name in document}
    return {**root, "allOf": [of_field["items"]]}


def _says_only(schema: Mapping[str, Any], words: frozenset[str]) -> bool:
    return all(word in words or word.startswith("x-") for word in schema)


def _passes_over(schema: Any, field: str, document: dict[str, Any], depth: int) -> bool:
    """Whether a schema for the front matter says nothing of a field but that it is there."""
    if isinstance(schema, bool):
        return True
    if not isinstance(schema, dict) or depth > _DEEPEST or not _says_only(schema, _OF_MAPPINGS - {"items"}):
        return False
    if field in schema.get("properties", {}):
        return False
    parts = [part for word in ("allOf", "anyOf", "oneOf") for part in schema.get(word, ())]
    parts += [schema[word] for word in ("not", "if", "then", "else") if word in schema]
    if "$ref" in schema:
        parts.append(document.get("$defs", {}).get(schema["$ref"].removeprefix(_DEFINITIONS)))
    return all(_passes_over(part, field, document, depth + 1) for part in parts)


_DEEPEST = 10
_DEFINITIONS = "#/$defs/"


def _is_local(document: Any) -> bool:
    """Whether each reference leads to a definition or property by its name, so that it means the same in a part of the schema."""
    inner = {word: value for word, value in document.items() if word != "$id"}
    return all(
        word == "$ref" and isinstance(value, str) and value.startswith((_DEFINITIONS, "#/properties/")) and value.count("/") == 2
        for word, value in _words(inner)
        if word in ("$id", "$ref", "$dynamicRef", "$recursiveRef", "$anchor", "$dynamicAnchor")
    )


def _words(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        yield from schema.items()
        for value in schema.values():
            yield from _words(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from _words(item)
