"""Where the schema judges related items each for itself, and where it has to see the whole list."""

from typing import Any

import pytest

from linter.article.fields import Vocabulary
from linter.engine.linter import Linter
from linter.schema.items import items_schema
from linter.schema.schema import load_schema
from linter.settings.options import LimitSettings, Ranges, Settings
from linter.source import Source
from linter.testing import NOW

ITEMS = {"type": "object", "required": ["title"]}
SIMPLE: dict[str, Any] = {"type": "object", "properties": {"title": {}, "related": {"type": "array", "items": ITEMS}}}


def test_the_built_in_schema_judges_items_each_for_itself() -> None:
    assert items_schema(load_schema("", Ranges(), Vocabulary()).document, "related") is not None


@pytest.mark.parametrize(
    "more",
    [{}, {"required": ["related"]}, {"allOf": [{"required": ["title"]}]}, {"additionalProperties": False}, {"x-newslint-message": "no"}],
)
def test_what_leaves_the_items_alone(more: dict[str, Any]) -> None:
    assert items_schema({**SIMPLE, **more}, "related") is not None


@pytest.mark.parametrize(
    "more",
    [
        {"allOf": [{"properties": {"related": {"maxItems": 2}}}]},
        {"if": {"properties": {"related": {"contains": {}}}}},
        {"patternProperties": {"^r": {"minItems": 2}}},
        {"unevaluatedProperties": False},
        {"const": {"related": []}},
        {"maxProperties": 1},
        {"allOf": [{"additionalProperties": {"type": "string"}}]},
        {"allOf": [{"$ref": "other.json"}]},
        {"properties": {"related": {"type": "array", "items": ITEMS, "uniqueItems": True}}},
        {"properties": {"related": {"type": "array", "items": {"$ref": "#"}}}},
        {"properties": {"related": {"items": ITEMS}}},
        {"properties": {}},
    ],
)
def test_what_looks_at_the_items_together(more: dict[str, Any]) -> None:
    assert items_schema({**SIMPLE, **more}, "related") is None


def test_an_item_that_the_schema_refuses_is_reported_in_each_file() -> None:
    text = "---\ntitle: Trams\nrelated:\n  - title: Buses\n    type: article\n---\n"
    linter = Linter(Settings(select=("NL1",)), now=NOW)
    plain = Linter(Settings(select=("NL1",), limits=LimitSettings(remembered=0)), now=NOW)
    for path in ("a.md", "b.md"):
        found = linter.lint(Source.from_text(path, text)).diagnostics
        assert found == plain.lint(Source.from_text(path, text)).diagnostics
        assert any(one.field.startswith("/related/0") for one in found)
