"""From TOML tables to settings: every option checked by its type, every mistake told with what was expected and found."""

import types
import typing
from collections.abc import Mapping
from typing import Any

from linter.settings import ConfigError, Settings

_NAMES = {bool: "true or false", int: "a whole number", float: "a number", str: "a string"}
_LISTS = {str: "a list of strings", int: "a list of whole numbers"}
CHOICES = {"fail-on": ("error", "warning", "note"), "severity": ("error", "warning", "note", "off")}


def parse_settings(table: Mapping[str, Any], where: str) -> Settings:
    """Turn a TOML table into settings; `where` names it in errors."""
    settings: Settings = _parse_record(Settings, table, where, "")
    return settings


def option_name(field: str) -> str:
    """Return how a field is called in a configuration file."""
    return field.replace("_", "-")


def _parse_record(record: Any, table: Any, where: str, prefix: str) -> Any:
    if not isinstance(table, Mapping):
        raise ConfigError(f"{where}: expected a table `[{prefix.rstrip('.')}]`, found {_found(table)}")
    hints = typing.get_type_hints(record)
    names = {option_name(field): field for field in record._fields}
    values = {}
    for key, value in table.items():
        if key not in names:
            from difflib import get_close_matches

            close = get_close_matches(str(key).replace("_", "-"), names, n=1)
            help_ = f": did you mean `{prefix}{close[0]}`?" if close else f"; known here: {', '.join(sorted(names))}"
            raise ConfigError(f"{where}: unknown option `{prefix}{key}`{help_}")
        values[names[key]] = _parse_value(hints[names[key]], value, where, f"{prefix}{key}")
    return record(**values)


def _parse_value(hint: Any, value: Any, where: str, option: str) -> Any:
    if hasattr(hint, "_fields"):
        return _parse_record(hint, value, where, f"{option}.")
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:  # only `X | None` occurs
        return _parse_value(arguments[0], value, where, option)
    if origin is tuple and arguments[-1] is not Ellipsis:
        return _parse_pair(value, where, option)
    if origin is tuple and typing.get_origin(arguments[0]) is tuple:
        return _parse_table(typing.get_args(arguments[0])[1], value, where, option)
    if origin is tuple:
        if not isinstance(value, list) or not all(type(item) is arguments[0] for item in value):
            raise _wrong(where, option, _LISTS[arguments[0]], value)
        return tuple(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not hint:
        raise _wrong(where, option, _NAMES[hint], value)
    return _chosen(where, option, option, value)


def _parse_pair(value: Any, where: str, option: str) -> tuple[float, float]:
    numbers = isinstance(value, list) and [item for item in value if type(item) in (int, float)]
    if not numbers or len(numbers) != 2 or len(value) != 2 or numbers[0] > numbers[1]:
        raise _wrong(where, option, "two numbers, the lower one first: `[0, 100]`", value)
    return (numbers[0], numbers[1])


def _parse_table(hint: Any, value: Any, where: str, option: str) -> tuple[tuple[str, Any], ...]:
    """Read a table whose keys are free: hosts, rules, field names."""
    if not isinstance(value, Mapping):
        raise _wrong(where, option, "a table", value)
    items = (
        (key, _chosen(where, option, f"{option}.{key}", _parse_value(hint, item, where, f"{option}.{key}"))) for key, item in value.items()
    )
    return tuple(sorted(items))


def _chosen(where: str, choices: str, option: str, value: Any) -> Any:
    if choices in CHOICES and value not in CHOICES[choices]:
        expected = " or ".join(f"`{choice}`" for choice in CHOICES[choices])
        raise _wrong(where, option, expected, value)
    return value


def _wrong(where: str, option: str, expected: str, value: Any) -> ConfigError:
    return ConfigError(f"{where}: `{option}`: expected {expected}, found {_found(value)}")


def _found(value: Any) -> str:
    return f"`{value}`" if isinstance(value, str | int | float) else f"a {type(value).__name__}"
