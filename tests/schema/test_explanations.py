"""One mistake, one diagnostic, at its own place: how violations of users' schemas are explained."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter import ConfigError, lint_text
from linter.document import Document
from linter.schema.explain import schema_problems
from linter.schema.reference import reference_validator
from linter.schema.schema import Schema
from linter.settings.options import Settings
from linter.source import Source

DATES = {"required": ["publishedDateTime", "webUrl"], "properties": {"publishedDateTime": {}, "webUrl": {}}, "additionalProperties": False}
IMAGE = {"properties": {"kind": {"const": "image"}, "url": {"type": "string"}}, "required": ["kind", "url"]}
VIDEO = {"properties": {"kind": {"enum": ["video", "clip"]}, "id": {"type": "integer", "minimum": 3}}, "required": ["kind", "id"]}
MEDIUM = {"properties": {"m": {"oneOf": [IMAGE, VIDEO]}}}
REFERRED = {
    "$defs": {"image": IMAGE, "video": VIDEO},
    "properties": {"m": {"anyOf": [{"$ref": "#/$defs/image"}, {"$ref": "#/$defs/video"}]}},
}


def one(name: str, schema: Any) -> dict[str, Any]:
    return {"properties": {name: schema}}


CASES: dict[str, tuple[Any, str, list[str]]] = {
    "a misspelled key and the missing field": (
        DATES,
        "pubishedDateTime: x\nwebURL: y",
        [
            "NL101 pubishedDateTime /publishedDateTime `publishedDateTime` is missing; is `pubishedDateTime` on line 2 meant?",
            "NL101 webURL /webUrl `webUrl` is missing; is `webURL` on line 3 meant?",
        ],
    ),
    "an unknown field far from the missing one": (
        DATES,
        "author: x\nwebUrl: y",
        ["NL101 --- /publishedDateTime `publishedDateTime` is missing", "NL106 author /author `author` is not a known field"],
    ),
    "sibling types": (
        one("a", {"anyOf": [{"type": "string"}, {"type": "object"}]}),
        "a: 5",
        ["NL102 5 /a `a` must be text or a group of fields, not the number `5`"],
    ),
    "a list of types": (one("a", {"type": ["string", "null"]}), "a: 5", ["NL102 5 /a `a` must be text or empty, not the number `5`"]),
    "a discriminator": (MEDIUM, "m: {kind: video, id: 2}", ["NL103 2 /m/id `m.id` is `2`; the lowest allowed value is `3`"]),
    "a discriminator of referred branches": (
        REFERRED,
        "m: {kind: clip, id: 2}",
        ["NL103 2 /m/id `m.id` is `2`; the lowest allowed value is `3`"],
    ),
    "an unknown discriminator": (
        MEDIUM,
        "m: {kind: audio, id: 2}",
        ["NL104 audio /m/kind `m.kind` must be `image`, `video` or `clip`, not `audio`"],
    ),
    "more than one branch": (
        one("a", {"oneOf": [{"minimum": 1}, {"minimum": 2}]}),
        "a: 5",
        ["NL109 5 /a `a` has more than one of the allowed forms"],
    ),
    "one of several fields": (
        {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        "c: 1",
        ["NL101 --- /a `a` or `b` is missing"],
    ),
    "minLength counts code points": (
        one("a", {"minLength": 3}),
        "a: 🚋x",
        ["NL107 🚋x /a `a` has 2 characters: it needs at least 3 characters"],
    ),
    "maxLength counts code points": (one("a", {"maxLength": 1}), "a: 🚋", []),
    "maxItems": (one("a", {"maxItems": 1}), "a: [1, 2]", ["NL107 a /a `a` has 2 items: it may have at most 1 item"]),
    "minProperties": (one("a", {"minProperties": 2}), "a: {x: 1}", ["NL107 a /a `a` has 1 field: it needs at least 2 fields"]),
    "exclusiveMaximum": (one("a", {"exclusiveMaximum": 3}), "a: 3", ["NL103 3 /a `a` is `3`; it must be less than `3`"]),
    "exclusiveMinimum of draft 4": (
        {"$schema": "http://json-schema.org/draft-04/schema#", **one("a", {"minimum": 3, "exclusiveMinimum": True})},
        "a: 3",
        ["NL103 3 /a `a` is `3`; it must be more than `3`"],
    ),
    "multipleOf": (one("a", {"multipleOf": 2}), "a: 3", ["NL103 3 /a `a` must be a multiple of `2`, not `3`"]),
    "const": (one("a", {"const": "x"}), "a: y", ["NL104 y /a `a` must be `x`, not `y`"]),
    "enum": (one("a", {"enum": ["x", None, 5]}), "a: y", ["NL104 y /a `a` must be `x`, `null` or `5`, not `y`"]),
    "pattern": (one("a", {"pattern": "^a"}), "a: b", ["NL105 b /a `a` must match `^a`, found `b`"]),
    "format": (one("a", {"format": "date"}), "a: 2020-02-30", ["NL105 2020-02-30 /a `a` must have the format `date`, found `2020-02-30`"]),
    "dependentRequired": ({"dependentRequired": {"a": ["b"]}}, "a: 1", ["NL101 --- /b `b` is missing beside `a`"]),
    "dependencies of draft 7": (
        {"$schema": "http://json-schema.org/draft-07/schema#", "dependencies": {"a": ["b"]}},
        "a: 1",
        ["NL101 --- /b `b` is missing beside `a`"],
    ),
    "unevaluatedProperties": (
        {"properties": {"a": {}}, "unevaluatedProperties": False},
        "a: 1\nb: 2",
        ["NL106 b /b `b` is not a known field"],
    ),
    "required in a mapping": (
        one("a", {"items": {"required": ["x"]}}),
        "a:\n  - y: 1",
        ["NL101 y: 1 /a/0/x `a[0].x` is missing"],
    ),
    "the same demand twice": (
        {"allOf": [one("a", {"type": "string"}), one("a", {"type": "string"})]},
        "a: 5",
        ["NL102 5 /a `a` must be text, not the number `5`"],
    ),
    "a field that must not be": (one("a", False), "a: 5", ["NL109 5 /a `a` must not be there, found `5`"]),
    "field names": (
        one("c", {"propertyNames": {"pattern": "^x"}}),
        "c: {y: 1}",
        ["NL109 c /c/y `c` has a field `y`: its fields' names must match `^x`"],
    ),
    "keys with slashes, tildes and dots": (
        {"additionalProperties": {"type": "string"}},
        "a/b: 1\na~b: 2\na.b: 3",
        [
            "NL102 1 /a~1b `a/b` must be text, not the number `1`",
            "NL102 2 /a~0b `a~b` must be text, not the number `2`",
            "NL102 3 /a.b `a.b` must be text, not the number `3`",
        ],
    ),
    "equal items": (
        one("a", {"uniqueItems": True}),
        "a: [1, 1.0, true, x, {k: [x]}, {k: [x]}]",
        ["NL108 1.0 /a/1 `1.0` is in `a` twice", "NL108 {k: [x]} /a/5 `{k: [x]}` is in `a` twice"],
    ),
    "numbers that JSON does not have": (
        one("a", {"type": "number"}),
        "a: .inf",
        ["NL102 .inf /a `a` must be an ordinary number, not `inf`"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_explanation(name: str, tmp_path: Path) -> None:
    schema, article, expected = CASES[name]
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(schema), encoding="utf-8")
    text = f"---\n{article}\n---\n"

    found = lint_text(text, settings=Settings(schema=str(path)), select=["NL1"])

    assert [f"{d.code} {text[d.span.start : d.span.end]} {d.field} {d.message}" for d in found] == expected


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"properties": {"a": {"format": "dat"}}}, "unknown format `dat`: did you mean `date`?"),
        ({"type": "strin"}, '"strin" is not valid'),
        ({"$ref": "https://example.com/x.json"}, "a `$ref` to `https://example.com/x.json` would need the network"),
        ({"$ref": "http://example.com/x.json"}, "would need the network"),
        ({"$ref": "nowhere.json"}, "nowhere.json`: cannot be read: No such file or directory"),
        ({"$ref": "#/nowhere"}, "Pointer '/nowhere' does not exist"),
        ({"properties": {"a": {"pattern": "("}}}, "regex"),
        ([1], "[1] is not"),
    ],
)
def test_a_broken_schema_is_refused_with_its_reason(schema: Any, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(schema), encoding="utf-8")

    with pytest.raises(ConfigError) as refused:
        lint_text("---\na: 1\n---\n", settings=Settings(schema=str(path)))

    assert reason in str(refused.value)
    assert "schema.json: not a usable JSON Schema: " in str(refused.value)


@pytest.mark.parametrize("content", ["{", "", "[" * 100_000, '{"a": \xff}'])
def test_a_schema_that_is_no_json_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "schema.json"
    path.write_bytes(content.encode("latin-1"))

    with pytest.raises(ConfigError, match="not valid JSON"):
        lint_text("---\na: 1\n---\n", settings=Settings(schema=str(path)))


def test_a_reference_to_a_file_works(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "score of.json").write_text('{"$defs": {"s": {"type": "integer", "maximum": 5}}}', encoding="utf-8")
    path = tmp_path / "schema.json"
    path.write_text('{"properties": {"score": {"$ref": "parts/score%20of.json#/$defs/s"}}}', encoding="utf-8")
    settings = Settings(schema=str(path))

    assert lint_text("---\nscore: 5\n---\n", settings=settings, select=["NL1"]) == []
    assert [d.message for d in lint_text("---\nscore: 6\n---\n", settings=settings, select=["NL1"])] == [
        "`score` is `6`; the highest allowed value is `5`"
    ]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from([0.0, 1.0, 1.5, 10**30, "a", "ab", "🚋", "", "2020-02-30", "2024-05-01"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
TYPES = st.sampled_from(["string", "integer", "number", "boolean", "null", "array", "object"])
SMALL = st.integers(0, 3)
SCHEMAS = st.recursive(
    st.booleans()
    | st.fixed_dictionaries({"type": TYPES})
    | st.fixed_dictionaries({"type": st.lists(TYPES, min_size=1, max_size=3, unique=True)})
    | st.fixed_dictionaries({"const": VALUES})
    | st.fixed_dictionaries({"enum": st.lists(VALUES, min_size=1, max_size=3)})
    | st.fixed_dictionaries({"required": st.lists(st.sampled_from("abc"), max_size=2, unique=True)})
    | st.builds(
        lambda key, value: {key: value},
        st.sampled_from(
            [
                "minimum",
                "maximum",
                "exclusiveMinimum",
                "exclusiveMaximum",
                "minLength",
                "maxLength",
                "minItems",
                "maxItems",
                "maxProperties",
            ]
        ),
        SMALL,
    )
    | st.sampled_from([{"multipleOf": 2}, {"multipleOf": 0.5}, {"pattern": "^a"}, {"format": "date"}, {"uniqueItems": True}]),
    lambda inner: (
        st.builds(lambda key, parts: {key: parts}, st.sampled_from(["anyOf", "oneOf", "allOf"]), st.lists(inner, min_size=1, max_size=3))
        | st.builds(lambda key, part: {key: part}, st.sampled_from(["not", "items", "contains", "additionalProperties", "if"]), inner)
        | st.builds(lambda parts: {"properties": parts}, st.dictionaries(st.sampled_from("abc"), inner, max_size=3))
        | st.builds(lambda one, other: {**one, **other} if isinstance(one, dict) and isinstance(other, dict) else one, inner, inner)
    ),
    max_leaves=6,
)


@given(SCHEMAS, st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3))
def test_what_one_engine_refuses_is_always_reported(schema: Any, data: dict[str, Any]) -> None:
    compiled = Schema(schema, "file:///schema.json", "schema.json")
    document = Document.parse(Source.from_text("article.json", json.dumps(data)))

    problems = [] if compiled.accepts(document) else schema_problems(document, compiled)

    refused = not reference_validator(compiled).is_valid(data)
    assert refused == bool(problems)
    assert bool(problems) == (not compiled.is_valid(data))
    for problem in problems:
        assert problem.message
        assert problem.node is document.root or problem.node.parent is not None
