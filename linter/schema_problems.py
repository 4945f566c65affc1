"""From jsonschema's errors to one problem per mistake, each tied to a node and to the rule that reports it."""

import itertools
import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from linter.diagnostic import Severity, show
from linter.document import Document
from linter.document.nodes import Mapping, Node, Scalar, Sequence, find, walk
from linter.schema import Schema
from linter.schema_annotations import author_message, author_severity

_RULES = {
    "required": "missing-field",
    "dependentRequired": "missing-field",
    "type": "wrong-type",
    "minimum": "out-of-range",
    "maximum": "out-of-range",
    "exclusiveMinimum": "out-of-range",
    "exclusiveMaximum": "out-of-range",
    "multipleOf": "out-of-range",
    "enum": "unknown-value",
    "const": "unknown-value",
    "pattern": "bad-format",
    "format": "bad-format",
    "additionalProperties": "unknown-field",
    "unevaluatedProperties": "unknown-field",
    "minLength": "wrong-length",
    "maxLength": "wrong-length",
    "minItems": "wrong-length",
    "maxItems": "wrong-length",
    "minProperties": "wrong-length",
    "maxProperties": "wrong-length",
    "uniqueItems": "duplicate-item",
}
_COUNTED = {"Length": ("character", "characters"), "Items": ("item", "items"), "Properties": ("field", "fields")}
_NEAR = 2


class SchemaProblem(NamedTuple):
    """One violated demand of the schema.

    `rule` is the name of the rule that reports it, `node` the value concerned, `key` the offending or missing key in it, `schema` the
    violated subschema, `candidates` what could have been meant, `severity` what the schema's author calls it (`x-newslint-severity`).
    """

    rule: str
    message: str
    node: Node
    key: str | None = None
    schema: Any = None
    candidates: tuple[Any, ...] = ()
    severity: Severity | None = None


def schema_problems(document: Document, schema: Schema) -> list[SchemaProblem]:
    """Return what is wrong with the data of a document that the schema does not accept."""
    root = document.root
    assert root is not None
    try:
        errors = list(schema.errors(root.value))
    except Exception as error:  # noqa: BLE001 (a pattern that only ECMA 262 knows, a `$ref` into nothing: report, never pass)
        return [SchemaProblem("schema-violation", f"{schema.fallback_message(root.value)} ({type(error).__name__})", root)]
    problems = list(dict.fromkeys(_hashable(problem) for error in errors for problem in _convert(error, root)))
    if not errors:
        problems = _beyond_json(root) or [SchemaProblem("schema-violation", schema.fallback_message(root.value), root)]
    from linter.schema_shapes import told_by_cause

    return _merge_misspelled(told_by_cause(_one_for_each_value(problems)))


def _one_for_each_value(problems: list[SchemaProblem]) -> list[SchemaProblem]:
    """Leave it at the wrong type where a value has one: what else the schema asks of it follows from that."""
    mistyped = {id(problem.node) for problem in problems if problem.rule == "wrong-type"}
    return [p for p in problems if p.rule == "wrong-type" or p.key is not None or id(p.node) not in mistyped]


def _beyond_json(root: Node) -> list[SchemaProblem]:
    """Find the numbers that JSON does not have: one schema engine takes them for numbers, the other for null."""
    odd = [node for node in walk(root) if isinstance(node.value, float) and not math.isfinite(node.value)]
    return [SchemaProblem("wrong-type", f"expected a number that JSON knows, found {show(node.value)}", node) for node in odd]


def _hashable(problem: SchemaProblem) -> SchemaProblem:
    return problem if problem.schema is None else problem._replace(schema=_Frozen(problem.schema))


class _Frozen:
    """A subschema that compares by identity, so that problems can be told apart."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _convert(error: Any, root: Node) -> Iterator[SchemaProblem]:
    """Turn one of jsonschema's errors into problems, in the words and with the severity of the schema's author where there are any."""
    message, severity = author_message(error.schema, error.validator), author_severity(error.schema, error.validator)
    problems = _converted(error, root)
    if error.validator in ("anyOf", "oneOf") and message(None) is not None:
        problems = itertools.islice(problems, 1)  # the author speaks of all the branches at once
    for problem in problems:
        words = message(problem.key)
        if words is not None:
            problem = problem._replace(message=words)
        yield problem if severity is None else problem._replace(severity=severity)


def _converted(error: Any, root: Node) -> Iterator[SchemaProblem]:
    keyword = error.validator
    steps = list(error.absolute_path)
    node = find(root, steps) or root
    if keyword in ("anyOf", "oneOf"):
        yield from _convert_alternatives(error, root, node)
    elif keyword == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        for name in missing:
            yield SchemaProblem("missing-field", f"missing field {show(name)}", node, name)
    elif keyword in ("dependentRequired", "dependencies"):
        for given, needed in error.validator_value.items():
            for name in needed if isinstance(needed, list) else ():
                if given in error.instance and name not in error.instance:
                    message = f"missing field {show(name)}, needed beside {show(given)}"
                    yield SchemaProblem("missing-field", message, node, name)
    elif keyword in ("additionalProperties", "unevaluatedProperties"):
        yield from _convert_unknown(error, node)
    elif keyword == "uniqueItems" and isinstance(node, Sequence):
        yield from _convert_duplicates(node)
    elif keyword is None or keyword not in _RULES or (isinstance(node, Mapping) and isinstance(error.instance, str)):
        key = error.instance if isinstance(node, Mapping) and isinstance(error.instance, str) else None
        yield SchemaProblem("schema-violation", _words(error, key), node, key)
    else:
        written = node.text if isinstance(node, Scalar) and node.style == "" and node.value is not None else None
        yield SchemaProblem(_RULES[keyword], _message(error, written), node, None, error.schema, _candidates(error))


def explain(error: Any) -> str:
    """Return what one of jsonschema's errors says, in newslint's words where it has any."""
    if error.validator in _RULES and _RULES[error.validator] not in ("missing-field", "unknown-field", "duplicate-item"):
        return _message(error)
    return _clean(str(error.message))


def _message(error: Any, written: str | None = None) -> str:
    """Say what was expected and what was found; `written` is the value as it stands in the file where YAML reads it as another."""
    keyword, limit, value = error.validator, error.validator_value, error.instance
    found = _found(value) if written is None else show(written)
    if keyword == "type":
        wanted = [limit] if isinstance(limit, str) else list(limit)
        return f"expected {_either(wanted)}, found {_article(_type_of(value))}{_shown(value if written is None else written)}"
    if keyword in ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"):
        exclusive = keyword.startswith("exclusive") or error.schema.get(f"exclusive{keyword.capitalize()}") is True  # draft 4
        side = ("more than" if exclusive else "at least") if keyword.endswith("inimum") else ("less than" if exclusive else "at most")
        return f"expected {side} {show(limit)}, found {found}"
    if keyword == "multipleOf":
        return f"expected a multiple of {show(limit)}, found {found}"
    if keyword in ("enum", "const"):
        return _one_of(_allowed(error), value)
    if keyword == "pattern":
        return f"expected text that matches {show(limit)}, found {found}"
    if keyword == "format":
        return f"expected the format {show(limit)}, found {found}"
    side = "at least" if keyword.startswith("min") else "at most"
    one, many = _COUNTED[keyword[3:]]
    return f"expected {side} {limit} {one if limit == 1 else many}, found {len(value)}"


def _allowed(error: Any) -> list[Any]:
    return list(error.validator_value) if error.validator == "enum" else [error.validator_value]


def _one_of(allowed: list[Any], value: Any) -> str:
    shown = ", ".join(show(item) for item in allowed[:8]) + (", …" if len(allowed) > 8 else "")
    return f"expected {'one of ' if len(allowed) > 1 else ''}{shown}, found {_found(value)}"


def _strings(values: list[Any]) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str))


def _candidates(error: Any) -> tuple[Any, ...]:
    if error.validator == "enum":
        return _strings(error.validator_value)
    if error.validator == "type":
        wanted = error.validator_value
        return (wanted,) if isinstance(wanted, str) else tuple(wanted)
    return ()


def _either(types: list[str]) -> str:
    return " or ".join(_article(name) for name in types)


def _article(type_name: str) -> str:
    return type_name if type_name == "null" else f"{'an' if type_name[0] in 'aio' else 'a'} {type_name}"


def _shown(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else f" {show(value)}"


def _type_of(value: Any) -> str:
    names = {bool: "boolean", str: "string", int: "integer", float: "number", dict: "object", list: "array"}
    return names.get(type(value), "null")


def _words(error: Any, key: str | None) -> str:
    """Say what a keyword without a rule of its own demands."""
    if key is not None and error.validator == "pattern":
        return f"expected field names that match {show(error.validator_value)}, found {show(key)}"
    if error.validator == "contains":
        return "expected an item as the schema's `contains` describes, found none"
    if error.validator == "not" and error.validator_value == {}:
        return f"expected no value here, found {_found(error.instance)}"
    if error.validator == "not":
        return f"expected anything but what the schema's `not` describes, found {_found(error.instance)}"
    return _clean(error.message)


def _found(value: Any) -> str:
    return f"{len(value)} entries" if isinstance(value, dict | list) else show(value)


def _clean(message: str) -> str:
    return re.sub(r"\s+", " ", message[:1].lower() + message[1:])[:200]


def _convert_unknown(error: Any, node: Node) -> Iterator[SchemaProblem]:
    if not isinstance(node, Mapping):
        return
    properties = error.schema.get("properties", {})
    patterns = error.schema.get("patternProperties", {})
    for name in error.instance:
        if name in properties or any(re.search(pattern, name) for pattern in patterns):
            continue
        if error.validator == "unevaluatedProperties" and repr(name) not in error.message:
            continue
        entry = node.fields.get(name)
        if entry is not None and not isinstance(entry.key.value, str):
            continue  # `true:`, `2020:` — NL005 says that it is no name at all
        known = tuple(key for key in properties if key not in error.instance)
        yield SchemaProblem("unknown-field", f"unknown field {show(name)}", node, name, candidates=known)


def _convert_duplicates(node: Sequence) -> Iterator[SchemaProblem]:
    seen = set()
    for item in node.items:
        identity = _identity(item.value)
        if identity in seen:
            yield SchemaProblem("duplicate-item", f"duplicate item {show(item.value)}", item)
        seen.add(identity)


def _identity(value: Any) -> Any:
    """Return something hashable that is equal where JSON values are: 1 is 1.0, and not true."""
    if isinstance(value, dict):
        return frozenset((key, _identity(item)) for key, item in value.items())
    if isinstance(value, list):
        return tuple(_identity(item) for item in value)
    return (isinstance(value, bool), value)


def _convert_alternatives(error: Any, root: Node, node: Node) -> Iterator[SchemaProblem]:
    """Explain a failed `anyOf` or `oneOf` by the branch that was meant, not by all of them."""
    branches = error.validator_value
    if error.validator == "oneOf" and not error.context:
        yield SchemaProblem("schema-violation", "matches more than one of the allowed forms", node)
        return
    if all(isinstance(branch, dict) and branch.keys() == {"required"} for branch in branches):
        names = [name for branch in branches for name in branch["required"]]
        message = f"missing one of {', '.join(show(name) for name in names)}"
        yield SchemaProblem("missing-field", message, node, names[0], candidates=tuple(names))
        return
    failed: dict[int, list[Any]] = {}
    for inner in error.context:
        failed.setdefault(inner.schema_path[0] if inner.schema_path else -1, []).append(inner)
    wrong_type = [e for errors in failed.values() for e in errors if e.validator == "type" and not e.path]
    if len(wrong_type) == len(failed):
        wanted = [name for e in wrong_type for name in ([e.validator_value] if isinstance(e.validator_value, str) else e.validator_value)]
        value = error.instance
        message = f"expected {_either(list(dict.fromkeys(wanted)))}, found {_article(_type_of(value))}{_shown(value)}"
        yield SchemaProblem("wrong-type", message, node, None, {"type": wanted}, tuple(wanted))
        return
    told = [_telling(errors) for errors in failed.values()]
    if all(told) and len({e.path[0] for errors in told for e in errors}) == 1:
        allowed = list({_identity(value): value for errors in told for e in errors for value in _allowed(e)}.values())
        found = find(root, list(told[0][0].absolute_path)) or node
        yield SchemaProblem("unknown-value", _one_of(allowed, found.value), found, candidates=_strings(allowed))
        return
    for inner in _meant(failed):
        yield from _convert(inner, root)


def _telling(errors: list[Any]) -> list[Any]:
    """Return the errors that say which branch is meant: those of a `const` or `enum` one level down, of a field like `kind`."""
    return [e for e in errors if e.validator in ("const", "enum") and len(e.path) == 1]


def _meant(failed: dict[int, list[Any]]) -> list[Any]:
    """Return the errors of the branch that the data say they are, else of the one that fits best."""
    from jsonschema.exceptions import relevance

    def badness(errors: list[Any]) -> tuple[bool, int, int]:
        shallow = any(e.validator == "type" and not e.path for e in errors)
        return (shallow, len(errors), -len(max(errors, key=relevance).path))

    return min([errors for errors in failed.values() if not _telling(errors)] or failed.values(), key=badness)


def _merge_misspelled(problems: list[SchemaProblem]) -> list[SchemaProblem]:
    """Drop the missing field where an unknown one in the same mapping is its misspelling: that is one mistake."""
    missing = [p for p in problems if p.rule == "missing-field" and p.key is not None]
    merged: list[SchemaProblem] = []
    dropped: list[SchemaProblem] = []
    for problem in problems:
        if problem.rule != "unknown-field" or problem.key is None:
            merged.append(problem)
            continue
        near = sorted((distance, name) for name in problem.candidates if (distance := edit_distance(problem.key, name)) <= _NEAR)
        names = [name for _, name in near]
        dropped += [p for p in missing if p.node is problem.node and names and names[0] in (p.candidates or (p.key,))]
        merged.append(problem._replace(candidates=tuple(names)))
    return [p for p in merged if not any(p is one for one in dropped)]


def edit_distance(one: str, other: str, most: int = _NEAR) -> int:
    """Return how many insertions, deletions, replacements and swaps of neighbours turn `one` into `other`.

    Anything above `most` is returned as `most + 1`. Case alone counts as one.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    if one.casefold() == other.casefold():
        return int(one != other)
    if len(set(one) ^ set(other)) > 2 * most:  # a replacement, the costliest step here, brings one letter and takes one
        return most + 1
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return min(previous[-1], most + 1)
