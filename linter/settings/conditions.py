"""Conditions on an article's front matter: `when = { draft = false, type = ["article", "video"], heat = { at-least = 70 } }`."""

from collections.abc import Mapping as MappingType
from math import isfinite
from typing import Any, NamedTuple

from linter.document.nodes import Mapping, Node, Scalar, Sequence
from linter.errors import ConfigError
from linter.settings.mistakes import shown_value, unknown_option

Value = str | bool | int | float
_BOUNDS = ("at-least", "above", "at-most", "below")
_EXPECTED = "a value, a list of values, or bounds such as `{ at-least = 70 }`"


class Term(NamedTuple):
    """What one field has to be: one of `values`, or a number within all `bounds` (`at-least`, `above`, `at-most`, `below`)."""

    field: str
    values: tuple[Value, ...] = ()
    bounds: tuple[tuple[str, float], ...] = ()

    def matches(self, mapping: Mapping) -> bool:
        """Whether the field is as it has to be. A missing field, or one without a value, counts as false; of a list, one item suffices."""
        node = node_at(mapping, self.field)
        found = node.items if isinstance(node, Sequence) else [node]
        return any(self._allows(item.value if isinstance(item, Scalar) and item.value is not None else item) for item in found)

    def _allows(self, found: object) -> bool:
        found = False if found is None or (isinstance(found, Scalar) and found.value is None) else found
        if self.bounds:
            return is_number(found) and all(within(found, bound, limit) for bound, limit in self.bounds)
        return any(same_value(found, value) for value in self.values)


class Condition(NamedTuple):
    """What several fields have to be, all of them; without terms it always holds."""

    terms: tuple[Term, ...] = ()

    def matches(self, mapping: Mapping) -> bool:
        """Whether the front matter, or the item of a list, is as the condition says."""
        return all(term.matches(mapping) for term in self.terms)


def parse_condition(table: object, where: str, option: str) -> Condition:
    """Read a condition from a TOML table; ConfigError where it is none."""
    from linter.settings.mistakes import shown_value

    if not isinstance(table, MappingType) or not table:
        raise ConfigError(f"{where}: `{option}`: expected fields with their values: `{{ draft = false }}`, found {shown_value(table)}")
    return Condition(tuple(_term(str(field), value, where, f"{option}.{field}") for field, value in table.items()))


def _term(field: str, value: Any, where: str, option: str) -> Term:
    if isinstance(value, MappingType) and value:
        for bound, limit in value.items():
            if bound not in _BOUNDS:
                raise unknown_option(where, f"{option}.{bound}", _BOUNDS)
            if not is_number(limit):
                raise ConfigError(f"{where}: `{option}.{bound}`: expected a number, found {shown_value(limit)}")
        return Term(field, bounds=tuple(value.items()))
    values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(item, Value) for item in values):
        raise ConfigError(f"{where}: `{option}`: expected {_EXPECTED}, found {shown_value(value)}")
    return Term(field, tuple(values))


def node_at(mapping: Mapping, field: str) -> Node | None:
    """Return the value of a field, None where it is missing; `a.b` is the field `b` of the mapping `a`, or a field with a dot."""
    entry = mapping.fields.get(field)
    if entry is not None:
        return entry.value
    first, dot, rest = field.partition(".")
    inner = mapping.fields.get(first) if dot else None
    return node_at(inner.value, rest) if inner is not None and isinstance(inner.value, Mapping) else None


def same_value(one: object, other: object) -> bool:
    """Whether two values are equal; true and 1 are not."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def is_number(value: object) -> bool:
    """Whether a value is a finite number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def within(number: Any, bound: str, limit: float) -> bool:
    """Whether a number keeps to a bound: `at-least`, `above`, `at-most` or `below` a limit."""
    if bound == "at-least":
        return bool(number >= limit)
    if bound == "above":
        return bool(number > limit)
    return bool(number <= limit if bound == "at-most" else number < limit)
