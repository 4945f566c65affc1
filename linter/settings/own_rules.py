"""Rules of a repository's own, without code: tables `[[rules]]` in the configuration, made of a small closed vocabulary."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from linter.errors import ConfigError
from linter.settings.conditions import Conditions, Value, is_number, parse_conditions
from linter.settings.mistakes import shown_value, unknown_option
from linter.text.patterns import lazy_pattern

SEVERITIES = ("error", "warning", "note")
TYPES = ("text", "number", "whole-number", "true-or-false", "list", "mapping")
_CODE = lazy_pattern(r"(?!NL)[A-Z]{2,8}[0-9]{3}")
_NAME = lazy_pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEMPLATE = lazy_pattern(r"(?:[^{}]|\{[^{}]+\})+")
_LONGEST_PATTERN = 1000


class Kind(StrEnum):
    """What a check is told; the value says so in messages."""

    LENGTHS = "two whole numbers, the smaller one first: `[20, 70]`"
    PATTERN = "a regular expression that does not look around or back, of up to 1000 characters"
    VALUES = "a list of values"
    VALUE = "a text, a number, true or false"
    TRUE = "`true`; to leave the check out, delete the line"
    TYPE = "one of `text`, `number`, `whole-number`, `true-or-false`, `list`, `mapping`"
    FIELD = "the name of another field"
    BOUND = "a number, or the name of another field"
    TEMPLATE = "a text with fields in braces: `{provider.domain}/{slug}`"
    FILE = "a path with `{}` for the value: `/authors/{}.md`"
    KEYS = "a list of two field names or more, each once"
    CONDITION = "fields with their values: `{ draft = false }`"


class Check(NamedTuple):
    """A word of the vocabulary: what it is told, what it means, and the types of values that it judges (none: any)."""

    kind: Kind
    meaning: str
    types: frozenset[str] = frozenset()


_TEXT, _NUMBER = frozenset(["text"]), frozenset(["number", "whole-number"])
CHECKS = {
    "required": Check(Kind.TRUE, "The field must be there, with a value."),
    "required-when": Check(Kind.CONDITION, "The field must be there where the front matter is so."),
    "forbidden": Check(Kind.TRUE, "The field must not be there."),
    "type": Check(Kind.TYPE, "What kind of value it must be."),
    "length": Check(Kind.LENGTHS, "Fewest and most characters of a text, or items of a list.", frozenset(["text", "list"])),
    "pattern": Check(Kind.PATTERN, "A regular expression that must be found in the text; `^` and `$` stand for its ends.", _TEXT),
    "not-pattern": Check(Kind.PATTERN, "A regular expression that must not be found in the text.", _TEXT),
    "one-of": Check(Kind.VALUES, "The allowed values."),
    "equals": Check(Kind.VALUE, "The one allowed value."),
    "equals-template": Check(
        Kind.TEMPLATE, "What the text must be, made of other fields; `{file-name}` is the file's, without suffix.", _TEXT
    ),
    "at-least": Check(Kind.BOUND, "The smallest allowed number.", _NUMBER),
    "above": Check(Kind.BOUND, "What the number must be larger than.", _NUMBER),
    "at-most": Check(Kind.BOUND, "The largest allowed number.", _NUMBER),
    "below": Check(Kind.BOUND, "What the number must be smaller than.", _NUMBER),
    "before": Check(Kind.FIELD, "The date must be earlier than that of another field.", _TEXT),
    "not-before": Check(Kind.FIELD, "The date must not be earlier than that of another field.", _TEXT),
    "after": Check(Kind.FIELD, "The date must be later than that of another field.", _TEXT),
    "not-after": Check(Kind.FIELD, "The date must not be later than that of another field.", _TEXT),
    "same-site-as": Check(Kind.FIELD, "The address must be on the site of the address or domain in another field.", _TEXT),
    "file-exists": Check(Kind.FILE, "The file that the value names must be in the repository; needs `[site] root`.", _TEXT),
    "sorted-by": Check(Kind.FIELD, "The field that a list's items are sorted by, with `-` before it: falling.", frozenset(["list"])),
    "order": Check(Kind.KEYS, "The order of the fields in a mapping; others come after them.", frozenset(["mapping"])),
}
_OTHER_KEYS = {
    "code": "Its code: two to eight capitals and three digits, `HS001`. `NL` is newslint's own.",
    "name": "Its name in words with hyphens. Default: the code in lower case.",
    "field": "The field it looks at: `title`, `provider.domain`, `related[].title` for each item of a list.",
    "fields": "Several fields instead of one.",
    "when": "It speaks only where the front matter is so: `{ draft = false }`. A missing field counts as false.",
    "severity": "How bad it is: `error`, `warning` (the default) or `note`.",
    "message": "What to tell people. Default: what the check found.",
    "good": "Front matter that it must say nothing about, for `newslint config test`.",
    "bad": "Front matter that it must report, for `newslint config test`.",
}


class OwnRule(NamedTuple):
    """A rule made of data; `checks` are pairs of a word of the vocabulary and what it is told."""

    code: str
    name: str
    fields: tuple[str, ...]
    checks: tuple[tuple[str, Any], ...]
    when: Conditions | None = None
    severity: str = "warning"
    message: str = ""
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


def parse_own_rules(value: Any, where: str) -> tuple[OwnRule, ...]:
    """Read the tables `[[rules]]`; ConfigError names the table (from 1 on) and the key, what was expected and what was found."""
    if isinstance(value, Mapping):
        raise unknown_option(where, "rules", ())
    if not isinstance(value, list):
        raise _wrong(where, "rules", "tables `[[rules]]`", value)
    rules = [_parse_rule(table, where, f"rules[{number}]") for number, table in enumerate(value, 1)]
    taken: dict[str, int] = {}
    for number, rule in enumerate(rules, 1):
        for key in ("code", "name"):
            first = taken.setdefault(getattr(rule, key), number)
            if first != number:
                raise ConfigError(f"{where}: `rules[{number}].{key}`: rule {first} has `{getattr(rule, key)}` already")
    return tuple(rules)


def _parse_rule(table: Any, where: str, option: str) -> OwnRule:
    if not isinstance(table, Mapping):
        raise _wrong(where, option, "a table `[[rules]]`", table)
    for key in table:
        if key not in CHECKS and key not in _OTHER_KEYS:
            raise unknown_option(where, f"{option}.{key}", (*_OTHER_KEYS, *CHECKS))
    code = _text(table, "code", where, option)
    if not _CODE.fullmatch(code):
        raise _wrong(where, f"{option}.code", "a code like `HS001` (`NL` is newslint's own)", code)
    name = _text(table, "name", where, option) if "name" in table else code.lower()
    if not _NAME.fullmatch(name):
        raise _wrong(where, f"{option}.name", "a name like `short-title`", name)
    severity = _text(table, "severity", where, option) if "severity" in table else "warning"
    if severity not in SEVERITIES:
        raise _wrong(where, f"{option}.severity", "`error`, `warning` or `note`", severity)
    checks = tuple((key, _argument(CHECKS[key].kind, value, where, f"{option}.{key}")) for key, value in table.items() if key in CHECKS)
    if not checks:
        raise ConfigError(f"{where}: `{option}`: checks nothing: add one of {', '.join(f'`{check}`' for check in CHECKS)}")
    _refuse_contradictions(dict(checks), where, option)
    return OwnRule(
        code,
        name,
        _fields(table, dict(checks), where, option),
        checks,
        parse_conditions(table["when"], where, f"{option}.when") if "when" in table else None,
        severity,
        _text(table, "message", where, option) if "message" in table else "",
        _texts(table, "good", where, option),
        _texts(table, "bad", where, option),
    )


def _fields(table: Mapping[str, Any], checks: Mapping[str, Any], where: str, option: str) -> tuple[str, ...]:
    if "field" in table and "fields" in table:
        raise ConfigError(f"{where}: `{option}.fields`: there is a `field` already: keep one of the two")
    if "field" not in table and "fields" not in table:
        if set(checks) == {"order"}:
            return ("",)
        raise ConfigError(f"{where}: `{option}.field`: missing: name the field that the rule looks at")
    fields = _texts(table, "fields", where, option) or (_text(table, "field", where, option),)
    for field in fields:
        if not all(step for part in field.split("[]") for step in part.removeprefix(".").split(".") if part) or field.startswith(
            ("[]", ".")
        ):
            raise _wrong(where, f"{option}.{'fields' if 'fields' in table else 'field'}", "fields like `title` or `related[].title`", field)
    return fields


def _text(table: Mapping[str, Any], key: str, where: str, option: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(where, f"{option}.{key}", "a text", value)
    return value


def _texts(table: Mapping[str, Any], key: str, where: str, option: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value) or (key in table and not value):
        raise _wrong(where, f"{option}.{key}", "a list of texts", value)
    return tuple(value)


def _argument(kind: Kind, value: Any, where: str, option: str) -> Any:
    """Return what a check is told, lists as tuples; ConfigError where it is not of the kind."""
    if kind is Kind.CONDITION:
        return parse_conditions(value, where, option)
    if not _is_of_kind(kind, value):
        raise _wrong(where, option, kind.value, value)
    return tuple(value) if isinstance(value, list) else value


def _is_of_kind(kind: Kind, value: Any) -> bool:
    if kind is Kind.LENGTHS:
        return _is_list_of(value, int) and len(value) == 2 and 0 <= value[0] <= value[1]
    if kind is Kind.PATTERN:
        return isinstance(value, str) and len(value) <= _LONGEST_PATTERN and _is_pattern(value)
    if kind is Kind.VALUES:
        return isinstance(value, list) and bool(value) and all(isinstance(item, Value) for item in value)
    if kind is Kind.KEYS:
        return _is_list_of(value, str) and 2 <= len(value) == len(set(value))
    if kind is Kind.TYPE:
        return value in TYPES
    if kind is Kind.BOUND:
        return is_number(value) or _is_text(value)
    if kind is Kind.TEMPLATE:
        return _is_text(value) and _TEMPLATE.fullmatch(value) is not None and "{" in value
    if kind is Kind.FILE:
        return _is_text(value) and "{}" in value
    return isinstance(value, Value) if kind is Kind.VALUE else value is True if kind is Kind.TRUE else _is_text(value)


def _is_list_of(value: Any, wanted: type) -> bool:
    return isinstance(value, list) and all(type(item) is wanted for item in value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_pattern(pattern: str) -> bool:
    from linter.text.globs import check_regex

    try:
        check_regex(pattern)
    except ValueError:
        return False
    return True


def _refuse_contradictions(checks: Mapping[str, Any], where: str, option: str) -> None:
    for problem, key in _contradictions(checks):
        raise ConfigError(f"{where}: `{option}.{key}`: {problem}")


def _contradictions(checks: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "forbidden" in checks and len(checks) > 1:
        yield "a field that must not be there has nothing else to check", "forbidden"
    if "required" in checks and "required-when" in checks:
        yield "the field is `required` in any case", "required-when"
    possible = frozenset(TYPES)
    for check, told in checks.items():
        types = frozenset([told]) if check == "type" else CHECKS[check].types
        if types and not possible & types:
            yield f"no value can be what this and another check of the rule judge ({', '.join(sorted(possible))})", check
        possible = possible & types if types else possible
    if "equals" in checks and "one-of" in checks:
        yield "one value is allowed by `equals`: leave `one-of` out", "one-of"
    low = max((checks[key] for key in ("at-least", "above") if is_number(checks.get(key))), default=None)
    high = min((checks[key] for key in ("at-most", "below") if is_number(checks.get(key))), default=None)
    if low is not None and high is not None and (low > high or (low == high and ("above" in checks or "below" in checks))):
        yield "no number is within these bounds", "at-most" if "at-most" in checks else "below"
    for one, other in (("before", "after"), ("before", "not-before"), ("after", "not-after")):
        if one in checks and checks[one] == checks.get(other):
            yield f"no date can be that and `{one}` the same field", other


def own_rule_schema() -> dict[str, Any]:
    """Return the JSON Schema of a table `[[rules]]`."""
    text, texts = {"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}
    shapes: dict[str, dict[str, Any]] = {"fields": texts, "good": texts, "bad": texts, "when": {"type": "object", "minProperties": 1}}
    shapes["severity"] = {"enum": list(SEVERITIES)}
    properties = {key: {**shapes.get(key, text), "description": meaning} for key, meaning in _OTHER_KEYS.items()}
    properties |= {key: {**_shape(check.kind), "description": check.meaning} for key, check in CHECKS.items()}
    return {"type": "object", "required": ["code"], "additionalProperties": False, "properties": properties}


def _shape(kind: Kind) -> dict[str, Any]:
    shapes: dict[Kind, dict[str, Any]] = {
        Kind.LENGTHS: {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2},
        Kind.VALUES: {"type": "array", "minItems": 1},
        Kind.VALUE: {"type": ["string", "number", "boolean"]},
        Kind.TRUE: {"const": True},
        Kind.TYPE: {"enum": list(TYPES)},
        Kind.BOUND: {"type": ["number", "string"]},
        Kind.KEYS: {"type": "array", "items": {"type": "string"}, "minItems": 2, "uniqueItems": True},
        Kind.CONDITION: {"type": "object", "minProperties": 1},
    }
    return shapes.get(kind, {"type": "string"})


def vocabulary() -> list[tuple[str, str, str]]:
    """Return the keys of a table `[[rules]]`, each with what it is told and what it means."""
    return [(key, "", meaning) for key, meaning in _OTHER_KEYS.items()] + [(k, c.kind.value, c.meaning) for k, c in CHECKS.items()]


def _wrong(where: str, option: str, expected: str, value: Any) -> ConfigError:
    return ConfigError(f"{where}: `{option}`: expected {expected}, found {shown_value(value)}")
