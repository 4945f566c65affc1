"""What `newslint schema check` finds wrong with a schema itself."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.article.fields import Vocabulary
from linter.schema.checks import check_schema, subschemas
from linter.schema.schema import read_schema, schema_file
from linter.settings.options import Ranges

KEYWORDS = [
    *("type", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "const", "pattern", "format", "minimum"),
    *("$ref", "$id", "$schema", "$defs", "examples", "x-newslint-invalid", "errorMessage", "x-newslint-severity", "a"),
]


def faults(schema: Any) -> list[str]:
    return [f"{pointer}: {message}" for pointer, message in check_schema(schema, "file:///repo/article.json", "article.json").faults]


def in_field(**schema: Any) -> dict[str, Any]:
    return {"properties": {"a": schema}}


def test_the_built_in_schema_is_faultless_and_its_examples_hold() -> None:
    check = check_schema(read_schema("", Ranges(), Vocabulary()), schema_file("").as_uri(), "built in")

    assert check.faults == ()
    assert check.examples >= 30
    assert check.counter_examples >= 20


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ([], ": expected an object or a boolean as schema, found `[]`"),
        (
            in_field(type="strin"),
            "/properties/a/type: the value must be `array`, `boolean`, `integer`, `null`, `number`, `object` or `string`",
        ),
        (in_field(minLength="3"), "/properties/a/minLength: the value must be a whole number, not the text `3`"),
        ({"$schema": "https://example.org/mine"}, "/$schema: unknown dialect `https://example.org/mine`"),
        (in_field(format="date-tme"), "/properties/a/format: unknown format `date-tme`: did you mean `date-time`?"),
        (in_field(pattern="("), "/properties/a/pattern: not a pattern that can be used: `(`: missing ), unterminated subpattern"),
        ({"patternProperties": {"(": {}}}, "/patternProperties/(: not a pattern that can be used: `(`"),
        (in_field(patern="a"), "/properties/a/patern: unknown keyword `patern`: did you mean `pattern`?"),
        (
            in_field(**{"x-newslint-severty": "note"}),
            "/properties/a/x-newslint-severty: unknown keyword `x-newslint-severty`: did you mean",
        ),
        (in_field(**{"$ref": "#/$defs/none"}), ": not a usable JSON Schema: "),
        ({"required": ["b"], "additionalProperties": False}, "/required/0: requires `b`, which `additionalProperties` forbids"),
        (in_field(type="string", errorMessage=1), "/properties/a/errorMessage: expected text, found `1`"),
        (in_field(type="string", errorMessage={"enum": "x"}), "/properties/a/errorMessage/enum: there is no `enum` beside it"),
        (in_field(title="A", errorMessage="x"), "/properties/a/errorMessage: speaks of the keywords beside it, and there are none"),
        (
            in_field(type="string", **{"x-newslint-severity": "off"}),
            "/properties/a/x-newslint-severity: expected one of `error`, `warning`,",
        ),
    ],
)
def test_a_fault_is_told_at_its_place(schema: Any, expected: str) -> None:
    found = faults(schema)

    assert len(found) == 1
    assert found[0].startswith(expected)


def test_words_of_editors_and_other_tools_are_left_alone() -> None:
    assert faults(in_field(type="string", markdownDescription="*A*", enumDescriptions=[], tsType="A", **{"x-mine": 1})) == []


def test_examples_must_satisfy_their_subschema_and_counter_examples_must_not() -> None:
    score = {"type": "integer", "maximum": 5, "examples": [5, 6, "high"], "x-newslint-invalid": [6, 5]}

    assert faults(in_field(**score)) == [
        "/properties/a/examples/1: the example does not satisfy the schema: the value is `6`; the highest allowed value is `5`",
        "/properties/a/examples/2: the example does not satisfy the schema: the value must be a whole number, not the text `high`",
        "/properties/a/x-newslint-invalid/1: expected a value that the schema refuses, but it accepts `5`",
    ]


@pytest.mark.parametrize("base", [{}, {"$id": "https://example.org/article.json"}], ids=["without-id", "with-id"])
def test_examples_follow_references_and_say_which_field_is_wrong(base: dict[str, Any]) -> None:
    schema = {
        **base,
        "$defs": {"a/b c": {"type": "object", "properties": {"day": {"format": "date"}}, "examples": [{"day": "today"}]}},
        "properties": {"x": {"$ref": "#/$defs/a~1b%20c", "examples": [{"day": "2024-05-01"}], "x-newslint-invalid": [{"day": "today"}]}},
    }

    assert faults(schema) == [
        "/$defs/a~1b c/examples/0: the example does not satisfy the schema at `/day`: the value must have the format `date`, found `today`"
    ]


def test_names_of_fields_are_not_taken_for_keywords() -> None:
    schema = {"properties": {"patern": {"type": "string"}, "examples": {"type": "string"}}, "examples": [{"patern": "x"}]}

    assert faults(schema) == []
    assert [pointer for pointer, _ in subschemas(schema)] == ["", "/properties/patern", "/properties/examples"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["string", "#/properties/a", "(", "date", "note", "$schema"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYWORDS), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None)
@given(JSON)
def test_whatever_is_in_a_schema_its_check_ends_in_faults_not_in_a_crash(schema: Any) -> None:
    check_schema(schema, "file:///repo/article.json", "article.json")
