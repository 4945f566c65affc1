"""From TOML tables to settings: every option checked by its type, every mistake told with what was expected and found."""

import types
import typing
from collections.abc import Mapping, Sequence
from functools import cache
from math import inf
from typing import Any, NamedTuple

from linter.errors import ConfigError
from linter.settings.mistakes import shown_value, unknown_option
from linter.settings.options import REFERENCE_KINDS, Between, OneOf, Pattern, Reference, Settings
from linter.settings.own_rules import parse_own_rules
from linter.text.wording import did_you_mean

_NAMES = {bool: "true or false", int: "a whole number", float: "a number", str: "a string"}
_LISTS = {str: "a list of strings", int: "a list of whole numbers"}
_BESIDE_THE_OPTIONS = ("extend", "overrides")
CHOICES = {
    "fail-on": ("error", "warning", "note"),
    "severity": ("error", "warning", "note", "off"),
    "site.slugs": ("github", "jekyll", "hugo"),
    "related.report": ("all", "distinct", "own"),
}
SPELLINGS = {"warn": "warning"}  # what other linters call a severity
_LONGEST_PATTERN = 1000


class Declared(NamedTuple):
    """How a settings class declares an option: its type, its description, and what its values must keep to."""

    hint: Any
    description: str
    limit: Between | OneOf | Pattern | None


def parse_settings(table: Mapping[str, Any], where: str) -> Settings:
    """Turn a TOML table into settings; `where` names it in errors."""
    settings: Settings = _parse_record(Settings, table, where, "")
    if settings.locales.pattern and settings.locales.pattern.count("{locale}") != 1:
        raise _wrong(where, "locales.pattern", "a glob with one `{locale}`: `content/{locale}/**`", settings.locales.pattern)
    for number, rule in enumerate(settings.rules, 1):
        if "file-exists" in dict(rule.checks) and not settings.site.root:
            raise ConfigError(f"{where}: `rules[{number}].file-exists`: needs `root` below `[site]`, the folder that `/` means")
    if settings.fields and not settings.plugins:  # whose rules may ask for any field
        _check_field_names(settings, where)
    return settings


def option_name(field: str) -> str:
    """Return how a field is called in a configuration file."""
    return field.replace("_", "-")


@cache
def declared(record: Any) -> dict[str, Declared]:
    """Return what a settings class declares, by the names of its fields."""
    hints = typing.get_type_hints(record, include_extras=True)
    return {field: Declared(*(*typing.get_args(hints[field]), None)[:3]) for field in record._fields}


def check_limits(record: Any, prefix: str) -> None:
    """Raise ConfigError where a value of settings that were made by hand is not within its limits; options in it begin with `prefix`."""
    for field, value in record._asdict().items():
        _check_limit(declared(record.__class__)[field], value, "", f"{prefix}{option_name(field)}")


def check_globs(where: str, option: str, globs: Any) -> None:
    """Raise ConfigError where a value is no list of globs, or an empty one."""
    if not isinstance(globs, list) or not globs or not all(isinstance(glob, str) for glob in globs):
        raise _wrong(where, option, "a list of globs", globs)
    _check_patterns(globs, Pattern.GLOB, where, option)


def _parse_record(record: Any, table: Any, where: str, prefix: str) -> Any:
    if not isinstance(table, Mapping):
        raise ConfigError(f"{where}: expected a table `[{prefix.rstrip('.')}]`, found {shown_value(table)}")
    names = {option_name(field): field for field in record._fields}
    values = {}
    for key, value in table.items():
        if key not in names:
            raise unknown_option(where, f"{prefix}{key}", names if prefix else (*names, *_BESIDE_THE_OPTIONS))
        option = declared(record)[names[key]]
        values[names[key]] = _parse_value(option.hint, value, where, f"{prefix}{key}")
        _check_limit(option, values[names[key]], where, f"{prefix}{key}")
    return record(**values)


def _parse_value(hint: Any, value: Any, where: str, option: str) -> Any:
    if option == "rules":
        return parse_own_rules(value, where)
    if hasattr(hint, "_fields"):
        return _parse_record(hint, value, where, f"{option}.")
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:  # only `X | None` occurs
        return _parse_value(arguments[0], value, where, option)
    if origin is tuple and arguments[-1] is not Ellipsis:
        return _parse_pair(value, where, option)
    if origin is tuple and hasattr(arguments[0], "_fields"):
        return _parse_records(arguments[0], value, where, option)
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


def _parse_records(record: Any, value: Any, where: str, option: str) -> tuple[Any, ...]:
    """Read a list of tables; in them a text may stand for a list of one."""
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise _wrong(where, option, f"tables `[[{option}]]`", value)
    lists = [option_name(field) for field, option_ in declared(record).items() if typing.get_origin(option_.hint) is tuple]
    found = []
    for number, item in enumerate(value, 1):
        table = {key: [one] if key in lists and isinstance(one, str) else one for key, one in item.items()}
        found.append(_parse_record(record, table, where, f"{option}[{number}]."))
        if record is Reference:
            _check_reference(found[-1], where, f"{option}[{number}]")
    return tuple(found)


def _check_reference(reference: Reference, where: str, option: str) -> None:
    kinds = [kind for kind in REFERENCE_KINDS if getattr(reference, kind)]
    if not reference.field:
        raise ConfigError(f'{where}: `{option}`: say which field: `field = "author"`', about="references")
    if len(kinds) != 1:
        found = " and ".join(f"`{kind}`" for kind in kinds) or "none of them"
        raise ConfigError(
            f"{where}: `{option}`: expected one of `data`, `folder`, `layouts` and `files`, found {found}", about="references"
        )


def _parse_pair(value: Any, where: str, option: str) -> tuple[float, float]:
    numbers = isinstance(value, list) and [item for item in value if type(item) in (int, float)]
    if not numbers or len(numbers) != 2 or len(value) != 2 or not -inf < numbers[0] <= numbers[1] < inf:
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
    if choices in CHOICES and (value := SPELLINGS.get(value, value)) not in CHOICES[choices]:
        expected = " or ".join(f"`{choice}`" for choice in CHOICES[choices])
        raise _wrong(where, option, expected, value)
    return value


def _check_limit(declaration: Declared, value: Any, where: str, option: str) -> None:
    limit = declaration.limit
    if isinstance(limit, Between) and not (limit.least <= value <= limit.most and value < inf):
        raise _wrong(where, option, f"{_NAMES[declaration.hint]} {between_words(limit)}", value)
    if isinstance(limit, OneOf) and (not value or set(value) - set(limit.words)):
        raise _wrong(where, option, f"some of {', '.join(f'`{word}`' for word in limit.words)}", list(value))
    if isinstance(limit, Pattern):
        _check_patterns(value, limit, where, option)


def between_words(limit: Between) -> str:
    """Say which numbers an option takes: `from 1 on`, `from 1 to 200`."""
    return f"from {limit.least:g} on" if limit.most == inf else f"from {limit.least:g} to {limit.most:.15g}"


def _check_patterns(patterns: Sequence[str], kind: Pattern, where: str, option: str) -> None:
    if not patterns:
        return
    import re

    from linter.text.globs import check_regex, compile_globs

    for pattern in patterns:
        if len(pattern) > _LONGEST_PATTERN:
            raise _wrong(where, option, f"{kind.value}, of up to {_LONGEST_PATTERN} characters", pattern)
        expected = kind.value
        try:
            if kind is Pattern.REGEX:
                re.compile(pattern)
                expected = "a regular expression that does not look around or back"
                check_regex(pattern)
            else:
                compile_globs([pattern])
        except (re.error, ValueError, OverflowError, RecursionError):
            raise _wrong(where, option, expected, pattern) from None


def _check_field_names(settings: Settings, where: str) -> None:
    from linter.article.fields import NAMES

    for name, _ in settings.fields:
        if name not in NAMES:
            help_ = did_you_mean(name, NAMES, f"; known are {', '.join(NAMES)}")
            raise ConfigError(f"{where}: `fields`: no rule asks for a field `{name}`{help_}")


def _wrong(where: str, option: str, expected: str, value: Any) -> ConfigError:
    return ConfigError(f"{where}{': ' if where else ''}`{option}`: expected {expected}, found {shown_value(value)}")
