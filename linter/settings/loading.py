"""Finding, reading and checking configuration files: `newslint.toml`, or `[tool.newslint]` in `pyproject.toml`."""

import tomllib
import types
import typing
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from linter.settings import ConfigError, Settings

FILE_NAMES = ("newslint.toml", ".newslint.toml", "pyproject.toml")
_NAMES = {bool: "true or false", int: "a whole number", float: "a number", str: "a string"}
_LISTS = {str: "a list of strings", int: "a list of whole numbers"}
_CHOICES = {"fail-on": ("error", "warning", "note"), "severity": ("error", "warning", "note", "off")}


def find_config(start: Path) -> Path | None:
    """Return the closest configuration file in `start` or above it; a pyproject.toml counts when it has `[tool.newslint]`."""
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            candidate = folder / name
            if candidate.is_file() and (name != "pyproject.toml" or "newslint" in _read_toml(candidate).get("tool", {})):
                return candidate
    return None


def load_settings(path: Path) -> Settings:
    """Read a configuration file.

    Raises ConfigError with file, key, what was expected and what was found.
    """
    table = _read_toml(path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("newslint", {})
    settings = parse_settings(table, str(path))
    return _anchored(settings, path.parent)


def _anchored(settings: Settings, folder: Path) -> Settings:
    """Make the paths in settings independent of the working directory."""
    files = tuple(str(folder / pattern) for pattern in settings.topics.files)
    schema = str(folder / settings.schema) if settings.schema else ""
    links = settings.links._replace(
        cache=str(folder / settings.links.cache), ca_bundle=str(folder / settings.links.ca_bundle) if settings.links.ca_bundle else ""
    )
    baseline = str(folder / settings.baseline) if settings.baseline else ""
    return settings._replace(schema=schema, baseline=baseline, topics=settings.topics._replace(files=files), links=links)


def parse_settings(table: Mapping[str, Any], where: str) -> Settings:
    """Turn a TOML table into settings; `where` names it in errors."""
    settings: Settings = _parse_record(Settings, table, where, "")
    return settings


def option_name(field: str) -> str:
    """Return how a field is called in a configuration file."""
    return field.replace("_", "-")


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None


def _parse_record(record: Any, table: Any, where: str, prefix: str) -> Any:
    if not isinstance(table, Mapping):
        raise ConfigError(f"{where}: expected a table `[{prefix.rstrip('.')}]`, found {_found(table)}")
    hints = typing.get_type_hints(record)
    names = {option_name(field): field for field in record._fields}
    values = {}
    for key, value in table.items():
        if key not in names:
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
    if choices in _CHOICES and value not in _CHOICES[choices]:
        expected = " or ".join(f"`{choice}`" for choice in _CHOICES[choices])
        raise _wrong(where, option, expected, value)
    return value


def _wrong(where: str, option: str, expected: str, value: Any) -> ConfigError:
    return ConfigError(f"{where}: `{option}`: expected {expected}, found {_found(value)}")


def _found(value: Any) -> str:
    return f"`{value}`" if isinstance(value, str | int | float) else f"a {type(value).__name__}"
