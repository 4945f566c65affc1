"""The reference implementation of JSON Schema, which takes 0.1 s to import: for work on schemas, and as the measure in tests."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import jsonschema
import referencing
import referencing.jsonschema

from linter.schema.formats import FORMATS
from linter.schema.patterns import KEYWORDS
from linter.schema.schema import Schema, identity_of

_SCHEMA_MAPS = frozenset(["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"])
_SCHEMA_LISTS = frozenset(["anyOf", "oneOf", "allOf", "prefixItems"])
_SCHEMAS = frozenset(["contains", "if", "then", "else", "not", "propertyNames", "items"])


def without_false(schema: Any) -> Any:
    """Write `false` as `{"not": {}}` where a value's schema stands: jsonschema does not say where the first one failed."""
    if schema is False:
        return {"not": {}}
    if not isinstance(schema, dict):
        return schema
    copy = dict(schema)
    for keyword, inner in schema.items():
        if keyword in _SCHEMA_MAPS and isinstance(inner, dict):
            copy[keyword] = {name: without_false(value) for name, value in inner.items()}
        elif keyword in _SCHEMA_LISTS and isinstance(inner, list):
            copy[keyword] = [without_false(value) for value in inner]
        elif keyword in _SCHEMAS or (keyword == "additionalProperties" and inner is not False):
            copy[keyword] = [without_false(value) for value in inner] if isinstance(inner, list) else without_false(inner)
    return copy


def reference_validator(schema: Schema, pointer: str = "") -> Any:
    """Return the reference implementation for the subschema at a JSON Pointer, with newslint's formats."""
    checker = jsonschema.FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name)(lambda value, check=check: not isinstance(value, str) or check(value))
    base = jsonschema.validators.validator_for(schema.document, default=jsonschema.Draft202012Validator)
    cls: Any = jsonschema.validators.extend(base, KEYWORDS | {"uniqueItems": _explain_unique})  # type: ignore[no-untyped-call]  # the stubs leave it open

    def resource(document: Any) -> Any:
        return referencing.Resource.from_contents(document, default_specification=referencing.jsonschema.DRAFT202012)

    document = without_false(schema.document)
    registry: Any = referencing.Registry(retrieve=lambda uri: resource(schema.retrieve(uri)))  # type: ignore[call-arg]
    registry = registry.with_resource(schema.uri, resource(document))
    if pointer or (isinstance(document, dict) and "$id" not in document):
        return cls({"$ref": f"{schema.uri}#{quote(pointer)}"}, format_checker=checker, registry=registry)
    return cls(document, format_checker=checker, registry=registry)


def _explain_unique(validator: Any, unique: bool, instance: Any, schema: Any) -> Iterator[Any]:
    """Compare all items at once, where jsonschema compares each with each."""
    if unique and validator.is_type(instance, "array") and len({identity_of(item) for item in instance}) < len(instance):
        yield jsonschema.ValidationError("has items that are equal")
