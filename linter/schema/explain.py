"""From jsonschema's errors to one problem per mistake, each tied to a node and to the rule that reports it."""

import itertools
import math
from collections.abc import Iterator
from typing import Any

from linter.document import Document
from linter.document.nodes import Mapping, Node, Scalar, Sequence, escape_pointer, find, walk
from linter.schema.annotations import author_message, author_severity
from linter.schema.messages import one_of, other_violation, plain_words, violation
from linter.schema.messages import wrong_type as wrong_type_message
from linter.schema.missing import join_members
from linter.schema.patterns import matches
from linter.schema.problem import SchemaProblem
from linter.schema.schema import Schema, identity_of
from linter.schema.words import FieldWords, SchemaWords, as_flow
from linter.text.labels import labelled
from linter.text.wording import show

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


def schema_problems(document: Document, schema: Schema) -> list[SchemaProblem]:
    """Return what is wrong with the data of a document that the schema does not accept."""
    root = document.root
    assert root is not None
    try:
        errors = list(schema.errors(root.value))
    except Exception as error:  # noqa: BLE001 (a pattern that only ECMA 262 knows, a `$ref` into nothing: report, never pass)
        return [SchemaProblem("schema-violation", f"{schema.fallback_message(root.value)} ({type(error).__name__})", root)]
    problems = list(dict.fromkeys(_hashable(problem) for error in errors for problem in _convert(error, root, schema.words)))
    if not errors:
        problems = _beyond_json(root) or [SchemaProblem("schema-violation", schema.fallback_message(root.value), root)]
    from linter.schema.shapes import told_by_cause

    return join_members(told_by_cause(_one_for_each_value(problems)), document, schema.words)


def _one_for_each_value(problems: list[SchemaProblem]) -> list[SchemaProblem]:
    """Leave it at the wrong type where a value has one: what else the schema asks of it follows from that."""
    mistyped = {id(problem.node) for problem in problems if problem.rule == "wrong-type"}
    return [p for p in problems if p.rule == "wrong-type" or p.key is not None or id(p.node) not in mistyped]


def _beyond_json(root: Node) -> list[SchemaProblem]:
    """Find the numbers that JSON does not have: one schema engine takes them for numbers, the other for null."""
    odd = [node for node in walk(root) if isinstance(node.value, float) and not math.isfinite(node.value)]
    return [
        SchemaProblem("wrong-type", f"{labelled(node.pointer)} must be an ordinary number, not {show(node.value)}", node) for node in odd
    ]


def _hashable(problem: SchemaProblem) -> SchemaProblem:
    return problem if problem.schema is None else problem._replace(schema=_Frozen(problem.schema))


class _Frozen:
    """A subschema that compares by identity, so that problems can be told apart."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _convert(error: Any, root: Node, words: SchemaWords) -> Iterator[SchemaProblem]:
    """Turn one of jsonschema's errors into problems, in the words and with the severity of the schema's author where there are any."""
    message, severity = author_message(error.schema, error.validator), author_severity(error.schema, error.validator)
    problems = _converted(error, root, words)
    if error.validator in ("anyOf", "oneOf") and message(None) is not None:
        problems = itertools.islice(problems, 1)  # the author speaks of all the branches at once
    for problem in problems:
        said = message(problem.key)
        if said is not None:
            problem = problem._replace(message=said, is_authors=True)
        yield problem if severity is None else problem._replace(severity=severity)


def _converted(error: Any, root: Node, words: SchemaWords) -> Iterator[SchemaProblem]:
    keyword = error.validator
    steps = list(error.absolute_path)
    node = find(root, steps) or root
    if keyword in ("anyOf", "oneOf"):
        yield from _convert_alternatives(error, root, node, words)
    elif keyword == "required":
        for name in error.validator_value:
            if name not in error.instance:
                yield _missing(node, name)
    elif keyword in ("dependentRequired", "dependencies"):
        for given, needed in error.validator_value.items():
            for name in needed if isinstance(needed, list) else ():
                if given in error.instance and name not in error.instance:
                    yield _missing(node, name)._replace(beside=given)
    elif keyword in ("additionalProperties", "unevaluatedProperties"):
        yield from _convert_unknown(error, node)
    elif keyword == "uniqueItems" and isinstance(node, Sequence):
        yield from _convert_duplicates(node)
    elif keyword is None or keyword not in _RULES or (isinstance(node, Mapping) and isinstance(error.instance, str)):
        key = error.instance if isinstance(node, Mapping) and isinstance(error.instance, str) else None
        yield SchemaProblem("schema-violation", other_violation(error, labelled(node.pointer), key), node, key)
    else:
        message = violation(error, labelled(node.pointer), words.of(steps), _written(node))
        yield SchemaProblem(_RULES[keyword], message, node, None, error.schema, _candidates(error))


def explain(error: Any) -> str:
    """Return what one of jsonschema's errors says, in newslint's words where it has any."""
    if error.validator in _RULES and _RULES[error.validator] not in ("missing-field", "unknown-field", "duplicate-item"):
        return violation(error, "the value", FieldWords())
    return plain_words(str(error.message))


def _missing(node: Node, name: str) -> SchemaProblem:
    return SchemaProblem("missing-field", "", node, name, missing=(name,))


def _written(node: Node) -> str | None:
    """Return a plain value as it stands in the file."""
    return node.text if isinstance(node, Scalar) and node.style == "" and node.value is not None else None


def _strings(values: list[Any]) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str))


def _candidates(error: Any) -> tuple[Any, ...]:
    if error.validator == "enum":
        return _strings(error.validator_value)
    if error.validator == "const":
        return _strings([error.validator_value])
    if error.validator == "type":
        wanted = error.validator_value
        return (wanted,) if isinstance(wanted, str) else tuple(wanted)
    return ()


def _convert_unknown(error: Any, node: Node) -> Iterator[SchemaProblem]:
    if not isinstance(node, Mapping):
        return
    properties = error.schema.get("properties", {})
    patterns = error.schema.get("patternProperties", {})
    for name in error.instance:
        if name in properties or any(matches(pattern, name) for pattern in patterns):
            continue
        if error.validator == "unevaluatedProperties" and repr(name) not in error.message:
            continue
        entry = node.fields.get(name)
        if entry is not None and not isinstance(entry.key.value, str):
            continue  # `true:`, `2020:` — NL005 says that it is no name at all
        known = tuple(key for key in properties if key not in error.instance)
        label = labelled(f"{node.pointer}/{escape_pointer(name)}")
        yield SchemaProblem("unknown-field", f"{label} is not a known field", node, name, candidates=known)


def _convert_duplicates(node: Sequence) -> Iterator[SchemaProblem]:
    seen = set()
    label = labelled(node.pointer)
    for item in node.items:
        identity = identity_of(item.value)
        if identity in seen:
            yield SchemaProblem("duplicate-item", f"{show(as_flow(item.value))} is in {label} twice", item)
        seen.add(identity)


def _convert_alternatives(error: Any, root: Node, node: Node, words: SchemaWords) -> Iterator[SchemaProblem]:
    """Explain a failed `anyOf` or `oneOf` by the branch that was meant, not by all of them."""
    branches = error.validator_value
    if error.validator == "oneOf" and not error.context:
        yield SchemaProblem("schema-violation", f"{labelled(node.pointer)} has more than one of the allowed forms", node)
        return
    if all(isinstance(branch, dict) and branch.keys() == {"required"} for branch in branches):
        names = [name for branch in branches for name in branch["required"]]
        yield _missing(node, names[0])._replace(candidates=tuple(names))
        return
    failed: dict[int, list[Any]] = {}
    for inner in error.context:
        failed.setdefault(inner.schema_path[0] if inner.schema_path else -1, []).append(inner)
    wrong_type = [e for errors in failed.values() for e in errors if e.validator == "type" and not e.path]
    if len(wrong_type) == len(failed):
        wanted = [name for e in wrong_type for name in ([e.validator_value] if isinstance(e.validator_value, str) else e.validator_value)]
        described = words.of(list(error.absolute_path))
        message = wrong_type_message(wanted, labelled(node.pointer), error.instance, described, _written(node))
        yield SchemaProblem("wrong-type", message, node, None, {"type": wanted}, tuple(wanted))
        return
    told = [_telling(errors) for errors in failed.values()]
    if all(told) and len({e.path[0] for errors in told for e in errors}) == 1:
        values = [
            value for errors in told for e in errors for value in (e.validator_value if e.validator == "enum" else [e.validator_value])
        ]
        allowed = list({identity_of(value): value for value in values}.values())
        found = find(root, list(told[0][0].absolute_path)) or node
        message = one_of(allowed, labelled(found.pointer), found.value)
        yield SchemaProblem("unknown-value", message, found, candidates=_strings(allowed))
        return
    for inner in _meant(failed):
        yield from _convert(inner, root, words)


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
