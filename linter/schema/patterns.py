"""Regular expressions of a schema, matched by jsonschema-rs alone: in bounded time, where Python's `re` can take for ever on `^(a+)+$`."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs

# Steps that an expression with lookaround or backreferences may go back; any other is matched in linear time. 13 ms at the most.
OPTIONS = jsonschema_rs.FancyRegexOptions(backtrack_limit=50_000)


@lru_cache(maxsize=256)
def _searcher(pattern: str) -> jsonschema_rs.Validator | None:
    try:
        return jsonschema_rs.validator_for({"pattern": pattern}, pattern_options=OPTIONS)
    except (ValueError, jsonschema_rs.ValidationError):
        return None


def matches(pattern: str, text: str) -> bool:
    """Whether a schema's pattern is found in a text; one that gives up is not."""
    searcher = _searcher(pattern)
    return searcher is not None and bool(searcher.is_valid(text))


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    if validator.is_type(instance, "string") and not matches(pattern, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, patterns: Mapping[str, Any], instance: Any, schema: Any) -> Iterator[Any]:
    if validator.is_type(instance, "object"):
        for pattern, inner in patterns.items():
            for name, value in instance.items():
                if matches(pattern, name):
                    yield from validator.descend(value, inner, path=name, schema_path=pattern)


def _additional_properties(validator: Any, inner: Any, instance: Any, schema: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    if not validator.is_type(instance, "object"):
        return
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    others = [name for name in instance if name not in known and not any(matches(pattern, name) for pattern in patterns)]
    if validator.is_type(inner, "object"):
        for name in others:
            yield from validator.descend(instance[name], inner, path=name)
    elif not inner and others:
        names = ", ".join(map(repr, others))
        yield ValidationError(f"Additional properties are not allowed ({names} {'was' if len(others) == 1 else 'were'} unexpected)")


KEYWORDS = {"pattern": _pattern, "patternProperties": _pattern_properties, "additionalProperties": _additional_properties}
