"""From violations of a schema to one problem per mistake, each tied to a node and to the rule that reports it."""

import itertools
import math
from collections.abc import Iterable, Iterator
from typing import Any

from linter.document import Document
from linter.document.nodes import Mapping, Node, Scalar, Sequence, escape_pointer, find
from linter.schema.annotations import author_message, author_severity
from linter.schema.messages import one_of, other_violation, violation
from linter.schema.messages import wrong_type as wrong_type_message
from linter.schema.missing import join_members
from linter.schema.problem import SchemaProblem
from linter.schema.schema import Schema, identity_of
from linter.schema.violations import Violation
from linter.schema.words import SchemaWords, as_flow
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
        violations = schema.violations(root.value)
    except (ValueError, TypeError) as error:  # what JSON does not know, or 255 levels
        return [SchemaProblem("schema-violation", f"cannot be validated: {error}", root)]
    return problems_of(violations, document, schema.words)


def problems_of(violations: Iterable[Violation], document: Document, words: SchemaWords) -> list[SchemaProblem]:
    """Return one problem for each mistake behind `violations`, told in the `words` of the schema."""
    root = document.root
    assert root is not None
    from linter.schema.shapes import told_by_cause

    problems = list(dict.fromkeys(_hashable(problem) for wrong in violations for problem in _convert(wrong, root, words)))
    return join_members(told_by_cause(_one_for_each_value(problems)), document, words)


def _one_for_each_value(problems: list[SchemaProblem]) -> list[SchemaProblem]:
    """Leave it at the wrong type where a value has one: what else the schema asks of it follows from that."""
    mistyped = {id(problem.node) for problem in problems if problem.rule == "wrong-type"}
    return [p for p in problems if p.rule == "wrong-type" or p.key is not None or id(p.node) not in mistyped]


def _hashable(problem: SchemaProblem) -> SchemaProblem:
    return problem if problem.schema is None else problem._replace(schema=_Frozen(problem.schema))


class _Frozen:
    """A subschema that compares by identity, so that problems can be told apart."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _convert(wrong: Violation, root: Node, words: SchemaWords) -> Iterator[SchemaProblem]:
    """Turn a violation into problems, in the words and with the severity of the schema's author where there are any."""
    message, severity = author_message(wrong.schema, wrong.keyword), author_severity(wrong.schema, wrong.keyword)
    problems = _converted(wrong, root, words)
    if wrong.keyword in ("anyOf", "oneOf") and message(None) is not None:
        problems = itertools.islice(problems, 1)  # the author speaks of all the branches at once
    for problem in problems:
        said = message(problem.key)
        if said is not None:
            problem = problem._replace(message=said, is_authors=True)
        yield problem if severity is None else problem._replace(severity=severity)


def _converted(wrong: Violation, root: Node, words: SchemaWords) -> Iterator[SchemaProblem]:
    keyword = wrong.keyword
    node = find(root, wrong.steps) or root
    if keyword in ("anyOf", "oneOf"):
        yield from _convert_alternatives(wrong, root, node, words)
    elif keyword == "required":
        for name in wrong.names:
            yield _missing(node, name)
    elif keyword in ("dependentRequired", "dependencies"):
        for given, needed in wrong.demand.items():
            for name in wrong.names:
                if given in wrong.value and isinstance(needed, list) and name in needed:
                    yield _missing(node, name)._replace(beside=given)
    elif keyword in ("additionalProperties", "unevaluatedProperties"):
        yield from _convert_unknown(wrong, node)
    elif keyword == "uniqueItems" and isinstance(node, Sequence):
        yield from _convert_duplicates(node)
    elif keyword not in _RULES or (isinstance(node, Mapping) and isinstance(wrong.value, str)):
        key = wrong.value if isinstance(node, Mapping) and isinstance(wrong.value, str) else None
        yield SchemaProblem("schema-violation", other_violation(wrong, labelled(node.pointer), key), node, key)
    elif isinstance(wrong.value, float) and not math.isfinite(wrong.value) and keyword == "type" and "number" in _types(wrong.demand):
        message = f"{labelled(node.pointer)} must be an ordinary number, not {show(wrong.value)}"  # JSON has no others
        yield SchemaProblem("wrong-type", message, node)
    else:
        message = violation(wrong, labelled(node.pointer), words.of(wrong.steps), _written(node))
        yield SchemaProblem(_RULES[keyword], message, node, None, wrong.schema, _candidates(wrong))


def _missing(node: Node, name: str) -> SchemaProblem:
    return SchemaProblem("missing-field", "", node, name, missing=(name,))


def _written(node: Node) -> str | None:
    """Return a plain value as it stands in the file."""
    return node.text if isinstance(node, Scalar) and node.style == "" and node.value is not None else None


def _strings(values: list[Any]) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str))


def _types(demand: Any) -> list[str]:
    return [demand] if isinstance(demand, str) else list(demand)


def _candidates(wrong: Violation) -> tuple[Any, ...]:
    if wrong.keyword == "enum":
        return _strings(wrong.demand)
    if wrong.keyword == "const":
        return _strings([wrong.demand])
    return tuple(_types(wrong.demand)) if wrong.keyword == "type" else ()


def _convert_unknown(wrong: Violation, node: Node) -> Iterator[SchemaProblem]:
    if not isinstance(node, Mapping):
        return
    known = tuple(key for key in wrong.schema.get("properties", {}) if key not in wrong.value)
    for name in wrong.names:
        entry = node.fields.get(name)
        if entry is not None and not isinstance(entry.key.value, str):
            continue  # `true:`, `2020:` — NL005 says that it is no name at all
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


def _convert_alternatives(wrong: Violation, root: Node, node: Node, words: SchemaWords) -> Iterator[SchemaProblem]:
    """Explain a failed `anyOf` or `oneOf` by the branch that was meant, not by all of them."""
    failed, depth = wrong.branches, len(wrong.steps)
    if not all(failed):  # some fit, and `oneOf` wants one
        yield SchemaProblem("schema-violation", f"{labelled(node.pointer)} has more than one of the allowed forms", node)
        return
    if all(isinstance(branch, dict) and branch.keys() == {"required"} for branch in wrong.demand):
        names = [name for branch in wrong.demand for name in branch["required"]]
        yield _missing(node, names[0])._replace(candidates=tuple(names))
        return
    mistyped = [inner for branch in failed for inner in branch if inner.keyword == "type" and len(inner.steps) == depth]
    if len(mistyped) == len(failed):
        wanted = [name for inner in mistyped for name in _types(inner.demand)]
        message = wrong_type_message(wanted, labelled(node.pointer), wrong.value, words.of(wrong.steps), _written(node))
        yield SchemaProblem("wrong-type", message, node, None, {"type": wanted}, tuple(wanted))
        return
    told = [_telling(branch, depth) for branch in failed]
    if all(told) and len({inner.steps[depth] for branch in told for inner in branch}) == 1:
        values = [value for branch in told for inner in branch for value in (inner.demand if inner.keyword == "enum" else [inner.demand])]
        allowed = list({identity_of(value): value for value in values}.values())
        found = find(root, told[0][0].steps) or node
        message = one_of(allowed, labelled(found.pointer), found.value)
        yield SchemaProblem("unknown-value", message, found, candidates=_strings(allowed))
        return
    for inner in _meant(failed, depth):
        yield from _convert(inner, root, words)


def _telling(branch: tuple[Violation, ...], depth: int) -> list[Violation]:
    """Return the violations that say which branch is meant: of a `const` or `enum` one level down, of a field like `kind`."""
    return [inner for inner in branch if inner.keyword in ("const", "enum") and len(inner.steps) == depth + 1]


def _meant(failed: tuple[tuple[Violation, ...], ...], depth: int) -> tuple[Violation, ...]:
    """Return the violations of the branch that the data say they are, else of the one that fits best."""

    def badness(branch: tuple[Violation, ...]) -> tuple[bool, int, int]:
        shallow = any(inner.keyword == "type" and len(inner.steps) == depth for inner in branch)
        return (shallow, len(branch), -min(len(inner.steps) for inner in branch))

    return min([branch for branch in failed if not _telling(branch, depth)] or failed, key=badness)
