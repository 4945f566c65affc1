"""What jsonschema-rs finds wrong with data, together with the part of the schema that asks for it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin

_LISTED = ("dependentRequired", "dependencies")  # their locations go one step deeper than the keyword
_FROM_KIND = ("limit", "types", "options", "expected_value", "pattern", "format", "multiple_of", "schema")


class Violation(NamedTuple):
    """One keyword of a schema that a value does not satisfy.

    `keyword` is the schema's word, `demand` what stands beside it, `schema` the subschema that has both. `steps` lead to the value from
    the data's root, `value` is the value itself, or the name of a field that `propertyNames` refuses. `names` are the missing or unknown
    fields, `branches` the violations in each branch of `anyOf` and `oneOf`, none for a branch that fits. `message` is the engine's.
    A value where `false` stands violates `not: {}`.
    """

    keyword: str
    demand: Any
    schema: Any
    steps: tuple[str | int, ...]
    value: Any
    message: str
    names: tuple[str, ...] = ()
    branches: tuple[tuple["Violation", ...], ...] = ()


class Places:
    """The subschemas of a schema and of the files that it refers to, by their absolute locations."""

    def __init__(self, uri: str, document: Any, retrieved: Mapping[str, Any]) -> None:
        self._resources: dict[str, Any] = {}
        self._known: dict[str, Any] = {}
        for base, content in [*retrieved.items(), (uri, document)]:
            self._resources[base] = content
            self._add_embedded(base, content)

    def at(self, location: str) -> Any:
        """Return what stands at a URI with a JSON Pointer as fragment, `{}` for nothing."""
        if location not in self._known:
            self._known[location] = self._found(location)
        return self._known[location]

    def _found(self, location: str) -> Any:
        base, _, pointer = location.partition("#")
        found = self._resources.get(base, {})
        for step in unquote(pointer).split("/")[1:]:
            try:
                found = found[int(step)] if isinstance(found, list) else found[step.replace("~1", "/").replace("~0", "~")]
            except (LookupError, TypeError, ValueError):
                return {}
        return found

    def _add_embedded(self, base: str, part: Any) -> None:
        """Add the subschemas that have a URI of their own."""
        if isinstance(part, dict):
            for keyword in ("$id", "id"):
                own = part.get(keyword)
                if isinstance(own, str) and not own.startswith("#"):
                    base = urljoin(base, own).removesuffix("#")
                    self._resources.setdefault(base, part)
            part = part.values()
        elif not isinstance(part, list):
            return
        for inner in part:
            self._add_embedded(base, inner)


def violations(errors: Iterable[Any], data: Any, places: Places) -> Iterator[Violation]:
    """Turn jsonschema-rs's errors about `data` into violations, in its order."""
    for error in errors:
        name = type(error.kind).__name__
        steps = tuple(error.instance_path)
        inner = error.kind.error if name == "PropertyNames" else error
        value = inner.instance if inner is not error else _value_at(data, steps)
        keyword, schema = _demanding(inner, places)
        if name == "FalseSchema":
            yield from _refused(keyword, schema, steps, value, error.message)
            continue
        demand = schema[keyword] if isinstance(schema, dict) and keyword in schema else _told_demand(inner.kind)
        names = tuple(getattr(error.kind, "unexpected", ())) or _property(error.kind)
        branches = tuple(tuple(violations(branch, data, places)) for branch in getattr(error.kind, "context", ()))
        yield Violation(keyword, demand, schema, steps, value, inner.message, names, branches)


def _refused(keyword: str, schema: Any, steps: tuple[str | int, ...], value: Any, message: str) -> Iterator[Violation]:
    """Yield what is wrong where `false` stands; jsonschema-rs says so of a whole mapping whose fields are all refused."""
    of_fields = isinstance(value, dict) and steps[-1:] != (keyword,)
    if of_fields and keyword in ("additionalProperties", "unevaluatedProperties"):
        yield Violation(keyword, False, schema, steps, value, message, tuple(value))
    elif of_fields and keyword == "propertyNames":
        for name in value:
            yield Violation("not", {}, False, steps, name, message)
    else:
        yield Violation("not", {}, False, steps, value, message)


def _demanding(error: Any, places: Places) -> tuple[str, Any]:
    """Return the violated keyword, and the subschema that it stands in."""
    location, _, keyword = str(error.absolute_keyword_location).rpartition("/")
    outer, _, listed = location.rpartition("/")
    if keyword.isdecimal() and listed in _LISTED:
        location, keyword = outer, listed
    return keyword, places.at(location)


def _told_demand(kind: Any) -> Any:
    """Return what the error itself tells of the demand: of a metaschema there is no more."""
    return next((getattr(kind, name) for name in _FROM_KIND if hasattr(kind, name)), None)


def _property(kind: Any) -> tuple[str, ...]:
    name = getattr(kind, "property", None)
    return () if name is None else (str(name),)


def _value_at(data: Any, steps: Iterable[str | int]) -> Any:
    for step in steps:
        data = data[step]
    return data
