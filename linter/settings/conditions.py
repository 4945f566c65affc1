"""Conditions on what an article says: `when = { draft = true, type = ["video", "audio"], heat = { at-least = 70 } }`."""

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, NamedTuple

from linter.errors import ConfigError

_BOUNDS = ("at-least", "above", "at-most", "below")
_OPERATORS = ("present", "not", *_BOUNDS)
_EXPECTED = 'a value, a list of values, `{ not = "video" }`, `{ present = false }` or `{ at-least = 70 }`'

Value = str | int | float | bool


class Condition(NamedTuple):
    """What one field has to say; `path` are the steps to it: `("provider", "name")`.

    `values`: it is one of them, or a list that holds one; what is missing counts as false. `negated`: it is none of them. `present`:
    whether it is there at all, whatever it says (None: `values` decide). `bounds`: it is a number within all of them.
    """

    path: tuple[str, ...]
    values: tuple[Value, ...] = ()
    negated: bool = False
    present: bool | None = None
    bounds: tuple[tuple[str, float], ...] = ()

    def matches(self, fields: Mapping[str, Any]) -> bool:
        """Whether front matter fits."""
        found: Any = fields
        for step in self.path:
            found = found.get(step) if isinstance(found, Mapping) else None
        if self.present is not None:
            return (found is not None) is self.present
        said = found if isinstance(found, list) else [False if found is None else found]
        if self.bounds:
            return any(is_number(one) and all(within(one, *bound) for bound in self.bounds) for one in said)
        return any(same_value(one, value) for one in said for value in self.values) is not self.negated


class Conditions(NamedTuple):
    """Conditions that hold where each of them does."""

    each: tuple[Condition, ...]

    def matches(self, fields: Mapping[str, Any] | None) -> bool:
        """Whether front matter fits all of them; None, for front matter that could not be read, never does."""
        return fields is not None and all(condition.matches(fields) for condition in self.each)


def parse_conditions(table: Any, where: str, option: str = "when") -> Conditions:
    """Read a table of fields with what they have to say. `where` names it in errors, `option` is what it is called.

    `a.b` reaches into a mapping, as TOML's own dotted keys do. Raises ConfigError, `about` the dotted name of the option at fault.
    """
    if not isinstance(table, Mapping) or not table:
        raise ConfigError(f"{where}: `{option}`: expected fields with what they have to say: `{{ draft = true }}`", about=option)
    return Conditions(tuple(_parsed(table, (), where, option)))


def _parsed(table: Mapping[str, Any], above: tuple[str, ...], where: str, option: str) -> Iterator[Condition]:
    for name, value in table.items():
        path = (*above, *name.split("."))
        about = f"{option}.{'.'.join(path)}"
        if not isinstance(value, Mapping):
            yield Condition(path, _values(value, where, about))
        elif len(value) == 1 and "not" in value:
            yield Condition(path, _values(value["not"], where, f"{about}.not"), negated=True)
        elif len(value) == 1 and isinstance(value.get("present"), bool):
            yield Condition(path, present=value["present"])
        elif value and set(value) <= set(_BOUNDS):
            yield Condition(path, bounds=_bounds(value, where, about))
        elif not value or (len(value) > 1 and not set(_OPERATORS).isdisjoint(value)):
            raise _wrong(where, about, value)
        else:
            yield from _parsed(value, path, where, option)


def _values(value: Any, where: str, about: str) -> tuple[Value, ...]:
    values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(one, str | bool | int | float) for one in values):
        raise _wrong(where, about, value)
    return tuple(values)


def _bounds(value: Mapping[str, Any], where: str, about: str) -> tuple[tuple[str, float], ...]:
    for bound, limit in value.items():
        if not is_number(limit):
            raise ConfigError(f"{where}: `{about}.{bound}`: expected a number, found {_shown(limit)}", about=f"{about}.{bound}")
    return tuple(value.items())


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


def _wrong(where: str, about: str, value: Any) -> ConfigError:
    return ConfigError(f"{where}: `{about}`: expected {_EXPECTED}, found {_shown(value)}", about=about)


def _shown(value: Any) -> str:
    from linter.settings.toml import to_toml
    from linter.text.wording import show

    return "a table" if isinstance(value, Mapping) else show(to_toml(value))


def same_value(said: object, value: Value) -> bool:
    """Whether two values are the same in YAML: `true` is not `1`, and `1.0` is."""
    return said == value and isinstance(said, bool) == isinstance(value, bool)


def in_words(conditions: Conditions) -> str:
    """Say in TOML what has to hold: `draft = true, type = ["video", "audio"]`."""
    return ", ".join(map(_in_words, conditions.each))


def _in_words(condition: Condition) -> str:
    from linter.settings.toml import to_toml

    name = ".".join(condition.path)
    if condition.present is not None:
        return f"{name} = {{ present = {to_toml(condition.present)} }}"
    if condition.bounds:
        return f"{name} = {{ {', '.join(f'{bound} = {to_toml(limit)}' for bound, limit in condition.bounds)} }}"
    values: Value | Sequence[Value] = condition.values if len(condition.values) > 1 else condition.values[0]
    written = to_toml(values)
    return f"{name} = {{ not = {written} }}" if condition.negated else f"{name} = {written}"
