"""The settings described: as a JSON Schema for editors, as Markdown for people. Made from the classes of `linter.settings.options`."""

import re
import types
import typing
from collections.abc import Iterator
from math import inf
from typing import Any, NamedTuple

from linter.settings.loading import CHOICES, Declared, between_words, declared, option_name
from linter.settings.options import FOR_THE_WHOLE_RUN, Between, OneOf, Pattern, Settings
from linter.settings.toml import to_toml

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
LIST_OF_TABLES = "list of tables"
_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}
_WORDS = {bool: "true or false", int: "whole number", float: "number", str: "string"}
_EXTEND = "A configuration file to start from, relative to this one; what is said here counts more."
_OVERRIDES = "Options that differ for some files: by globs as in .gitignore, by what the articles say, or both; later ones count more."
_WHEN = (
    'Only for articles that say so: `{ draft = true }`, `{ type = ["video", "audio"] }`, `{ type = { not = "video" } }`,'
    " `{ updated = { present = false } }`, `{ heat = { at-least = 70 } }`. What is missing counts as"
    " false; a list says what one of its items says; `provider.name` reaches into a mapping."
)


class Option(NamedTuple):
    """An option: its dotted name, what kind of value it takes, its default as TOML, and its description."""

    name: str
    kind: str
    default: str
    description: str


def config_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a configuration file."""
    properties = _properties(Settings)
    by_file = {name: schema for name, schema in properties.items() if name not in FOR_THE_WHOLE_RUN}
    files = {"type": "array", "items": {"type": "string"}, "minItems": 1, "description": "The files it is for: globs as in .gitignore."}
    override = {
        "type": "object",
        "anyOf": [{"required": ["files"]}, {"required": ["when"]}],
        "additionalProperties": False,
        "properties": {"files": files, "when": {"type": "object", "minProperties": 1, "description": _WHEN}, **by_file},
    }
    return {
        "$schema": _DRAFT,
        "$id": "https://newslint.readthedocs.io/schemas/newslint.schema.json",
        "title": "newslint configuration",
        "description": "The file newslint.toml, or the table [tool.newslint] in pyproject.toml.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "extend": {"type": "string", "description": _EXTEND},
            **properties,
            "overrides": {"type": "array", "description": _OVERRIDES, "items": override},
        },
    }


def _properties(record: Any, prefix: str = "") -> dict[str, Any]:
    properties = {}
    for field, option in declared(record).items():
        schema = _value_schema(option.hint, f"{prefix}{option_name(field)}")
        default = record._field_defaults[field]
        properties[option_name(field)] = {**schema, **_limits(option), "description": option.description, **_default(default)}
    return properties


def _limits(option: Declared) -> dict[str, Any]:
    limit = option.limit
    if isinstance(limit, Between):
        return {"minimum": limit.least, **({"maximum": limit.most} if limit.most < inf else {})}
    if isinstance(limit, OneOf):
        return {"items": {"type": "string", "enum": list(limit.words)}, "minItems": 1}
    return {"items": {"type": "string", "format": "regex"}} if limit is Pattern.REGEX else {}


def _default(value: Any) -> dict[str, Any]:
    if value is None or hasattr(value, "_fields"):
        return {}
    if isinstance(value, tuple):
        return {"default": list(value)} if all(isinstance(item, str) for item in value) and value else {}
    return {"default": value}


def _value_schema(hint: Any, name: str) -> dict[str, Any]:
    if hasattr(hint, "_fields"):
        return {"type": "object", "additionalProperties": False, "properties": _properties(hint, f"{name}.")}
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        return _value_schema(arguments[0], name)
    if origin is tuple and arguments[-1] is not Ellipsis:
        return {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    if origin is tuple and typing.get_origin(arguments[0]) is tuple:
        value = _value_schema(typing.get_args(arguments[0])[1], name)
        return {"type": "object", "additionalProperties": {**value, **_choices(name)}}
    if origin is tuple and hasattr(arguments[0], "_fields"):
        item = {name: _or_one(schema) for name, schema in _properties(arguments[0], f"{name}.").items()}
        return {"type": "array", "items": {"type": "object", "additionalProperties": False, "properties": item}}
    if origin is tuple:
        return {"type": "array", "items": {"type": _TYPES[arguments[0]]}}
    return {"type": _TYPES[hint], **_choices(name)}


def _or_one(schema: dict[str, Any]) -> dict[str, Any]:
    """Let one text stand for a list of texts."""
    return {**schema, "type": ["string", "array"]} if schema.get("type") == "array" else schema


def _choices(name: str) -> dict[str, Any]:
    return {"enum": list(CHOICES[name])} if name in CHOICES else {}


def options(record: Any = Settings, prefix: str = "") -> Iterator[Option]:
    """Yield every option, those of tables after their table's name."""
    for field, option in declared(record).items():
        name = f"{prefix}{option_name(field)}"
        if hasattr(option.hint, "_fields"):
            yield from options(option.hint, f"{name}.")
        elif hasattr(item := (*typing.get_args(option.hint), None)[0], "_fields"):
            yield Option(name, LIST_OF_TABLES, "", option.description)
            yield from options(item, f"{name}.")
        else:
            kind = _kind(option.hint)
            limits = f" {between_words(option.limit)}" if isinstance(option.limit, Between) else ""
            default = to_toml(record._field_defaults[field], tables=_tables(kind))
            yield Option(name, f"{kind}{limits}", default, option.description)


def _tables(kind: str) -> int:
    """Return how many tables a kind of value has one inside the other."""
    return len(re.findall(r"\btables?\b", kind))


def _plural(kind: str) -> str:
    first, of, rest = kind.partition(" of ")
    return f"{first}s{of}{rest}"


def _kind(hint: Any) -> str:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        return _kind(arguments[0])
    if origin is tuple and arguments[-1] is not Ellipsis:
        return "two numbers"
    if origin is tuple and typing.get_origin(arguments[0]) is tuple:
        return f"table of {_plural(_kind(typing.get_args(arguments[0])[1]))}"
    if origin is tuple:
        return f"list of {_plural(_WORDS[arguments[0]])}"
    return _WORDS[hint]


def option_as_toml(option: Option, value: Any) -> str:
    """Write an option's value as TOML; nothing for one that is not set."""
    if option.kind == LIST_OF_TABLES:
        return "[" + ", ".join(_as_table(item) for item in value) + "]"
    return to_toml(value, tables=_tables(option.kind))


def _as_table(item: Any) -> str:
    """Write what is said in a table, without the defaults."""
    said = [(option_name(field), getattr(item, field)) for field in item._fields if getattr(item, field) != item._field_defaults[field]]
    return to_toml(said, tables=1)


def reference_page() -> str:
    """Return the configuration reference in Markdown."""
    rows = [f"| `{o.name}` | {o.kind} | {_code(o.default)} | {o.description} |" for o in options()]
    head = (
        "# Configuration reference\n\nEvery option of `newslint.toml`, or of `[tool.newslint]` in `pyproject.toml`; made from the settings"
        " themselves. [Configuration](configuration.md) explains how files are found and combined.\n\n"
        "| option | value | default | meaning |\n|---|---|---|---|\n"
    )
    more = [f"| `extend` | string | | {_EXTEND} |", f"| `overrides` | list of tables with `files`, `when` or both | | {_OVERRIDES} |"]
    return head + "\n".join([*rows, *more]) + "\n"


def _code(text: str) -> str:
    return f"`{text}`" if text else ""
