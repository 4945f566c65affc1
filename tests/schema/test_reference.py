"""What newslint makes of jsonschema-rs's errors, beside what it would make of those of the reference implementation."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.document import Document
from linter.schema.annotations import MESSAGE, SEVERITY
from linter.schema.explain import problems_of, schema_problems
from linter.schema.problem import SchemaProblem
from linter.schema.reference import reference_validator, without_false
from linter.schema.schema import Schema, builtin_path
from linter.schema.violations import Violation
from linter.source import Source
from tests.schema.test_explanations import CASES
from tests.support import ROOT

BUILT_IN = json.loads(builtin_path("article.schema.json").read_text(encoding="utf-8"))
FOREIGN = sorted((ROOT / "examples").rglob("*.schema.json"))


def violation(error: Any, depth: tuple[str | int, ...] = ()) -> Violation:
    """The same of one of jsonschema's errors."""
    keyword, demand, steps = error.validator, error.validator_value, tuple(error.absolute_path)
    names: tuple[str, ...] = ()
    if keyword in ("required", "dependentRequired", "dependencies"):
        needed = demand if keyword == "required" else [name for given, some in demand.items() if given in error.instance for name in some]
        names = tuple(name for name in needed if f"{name!r} is a" in error.message)
    elif keyword in ("additionalProperties", "unevaluatedProperties"):
        names = tuple(name for name in error.instance if repr(name) in error.message)
    grouped: dict[int, list[Violation]] = {}
    if keyword in ("anyOf", "oneOf"):
        grouped = {index: [] for index in range(len(demand))}
        for inner in error.context:
            grouped[inner.schema_path[0]].append(violation(inner))
    schema = False if keyword == "not" and demand == {} else error.schema
    branches = tuple(tuple(branch) for branch in grouped.values())
    return Violation(keyword, demand, schema, steps, error.instance, error.message, names, branches)


def told(problems: list[SchemaProblem]) -> list[tuple[Any, ...]]:
    """What people and fixes get to know, without the engine's own words."""
    return sorted(
        (
            p.rule,
            p.node.pointer,
            p.key or "",
            p.message,
            str(p.severity),
            p.is_authors,
            p.hint,
            p.missing,
            str(p.beside),
            str(p.misspelt),
            p.told,
            sorted(map(str, p.candidates)),
            json.dumps(without_false(getattr(p.schema, "value", p.schema)), sort_keys=True),
        )
        for p in problems
    )


def by_reference(document: Document, schema: Schema) -> list[SchemaProblem]:
    assert document.root is not None
    errors = reference_validator(schema).iter_errors(document.root.value)
    return problems_of([violation(error) for error in errors], document, schema.words)


def compare(schema: Any, data: Any) -> None:
    compiled = Schema(schema, "file:///schema.json", "schema.json")
    document = Document.parse(Source.from_text("article.json", json.dumps(data)))
    assert told(schema_problems(document, compiled)) == told(by_reference(document, compiled))


SCALARS = st.sampled_from([None, True, False, 0, 1, -2, 7, 1.5, 1.0, "", "a", "ab", "b", "2024-05-01", "2020-02-30", "🚋"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b", "c", "a/b", "d e"]), inner, max_size=4)
)
NAMES = st.sampled_from(["a", "b", "c", "a/b", "d e"])
TYPES = st.sampled_from(["string", "integer", "number", "boolean", "null", "array", "object"])
NUMBERS = st.integers(0, 3)
DEFINED = st.sampled_from(["x", "y", "z"])
LEAVES = {
    "required": st.lists(NAMES, max_size=3, unique=True),
    "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, max_size=2, unique=True), max_size=2),
    "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
    "enum": st.lists(SCALARS, min_size=1, max_size=3, unique_by=lambda value: (type(value) is bool, value)),
    "const": SCALARS,
    "pattern": st.sampled_from(["^a", "b$"]),
    "format": st.just("date"),
    **dict.fromkeys(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], NUMBERS),
    **{f"{end}{counted}": NUMBERS for end in ("min", "max") for counted in ("Length", "Items", "Properties")},
    "multipleOf": st.sampled_from([2, 0.5]),
    "uniqueItems": st.just(True),
    "propertyNames": st.sampled_from([False, {"pattern": "^a"}]),
    "$ref": DEFINED.map(lambda name: f"#/$defs/{name}"),
    MESSAGE: st.just("say it otherwise"),
    SEVERITY: st.just("note"),
}


def some_of(keywords: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.sets(st.sampled_from(sorted(keywords)), max_size=3).flatmap(
        lambda chosen: st.fixed_dictionaries({keyword: keywords[keyword] for keyword in sorted(chosen)})
    )


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(inner, min_size=1, max_size=3)
    one = dict.fromkeys(["additionalProperties", "if", "then", "else", "not", "items", "contains", "unevaluatedProperties"], inner)
    by_name = dict.fromkeys(["properties", "dependentSchemas"], st.dictionaries(NAMES, inner, max_size=3))
    patterns = {"patternProperties": st.dictionaries(st.sampled_from(["^a", "b"]), inner, max_size=2)}
    lists = dict.fromkeys(["anyOf", "oneOf", "allOf", "prefixItems"], several)
    return some_of({**LEAVES, **one, **by_name, **patterns, **lists})


SCHEMAS = st.recursive(st.booleans() | some_of(LEAVES), nested, max_leaves=8)


def guarded(schema: Any, above: str) -> Any:
    """Point a definition's references at those after it, so that none leads back to itself."""
    if isinstance(schema, dict):
        return {
            key: "#/$defs/z" if key == "$ref" and above != "z" else guarded(value, above)
            for key, value in schema.items()
            if key != "$ref" or above != "z"
        }
    return [guarded(value, above) for value in schema] if isinstance(schema, list) else schema


@settings(max_examples=300)
@given(SCHEMAS, st.fixed_dictionaries({"x": SCHEMAS, "y": SCHEMAS, "z": SCHEMAS}), st.dictionaries(NAMES, VALUES, max_size=4))
def test_generated_schemas_are_explained_as_by_the_reference(schema: Any, definitions: dict[str, Any], data: Any) -> None:
    defined = {name: guarded(part, name) for name, part in definitions.items()}
    compare({"allOf": [schema], "$defs": defined}, data)


@pytest.mark.parametrize("name", CASES)
def test_known_cases_are_explained_as_by_the_reference(name: str) -> None:
    schema, article, _ = CASES[name]
    document = Document.parse(Source.from_text("article.md", f"---\n{article}\n---\n"))
    compiled = Schema(schema, "file:///schema.json", "schema.json")
    assert document.root is not None
    if not compiled.accepts(document) and ".inf" not in article:
        assert told(schema_problems(document, compiled)) == told(by_reference(document, compiled))


GOOD = BUILT_IN["examples"][0]
MEMBERS = st.sampled_from([*BUILT_IN["properties"], "author", "webURL", "images"])


@settings(max_examples=200)
@given(st.dictionaries(MEMBERS, VALUES, max_size=4), st.sets(st.sampled_from([*GOOD])), st.dictionaries(MEMBERS, VALUES, max_size=3))
def test_damaged_articles_are_explained_as_by_the_reference(damage: dict[str, Any], lost: set[str], inside: dict[str, Any]) -> None:
    data = {key: value for key, value in GOOD.items() if key not in lost} | damage
    data["related"] = [inside, {**GOOD, **inside}]
    compare(BUILT_IN, data)


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.name)
def test_other_houses_schemas_are_explained_as_by_the_reference(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    for data in ({}, GOOD, dict.fromkeys(schema["properties"]), dict.fromkeys(schema["properties"], 5)):
        compare(schema, data)
