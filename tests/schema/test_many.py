"""Thousands of mistakes in one file: told one by one, and with steps that grow as their number does."""

import cProfile
import json
import pstats
from typing import Any

import pytest

from linter import lint_text
from linter.settings.options import Settings

HEAD = "category: news\ntitle: Trams\nexcerpt: They run.\ntype: article\nwebUrl: https://example.org/a\n"
ITEMS = {
    "missing fields": "  - webUrl: https://example.org/trams\n",
    "misspelt fields": "  - webUlr: https://example.org/trams\n    titel: Trams\n",
    "fields without their indent": "  - webUrl: https://example.org/trams\n    provider:\n    name: Example\n    domain: example.org\n",
    "wrong types": "  - webUrl: 5\n    title: 6\n    topics: x\n    images: [1]\n",
    "no mappings": "  - 5\n",
}
ITEMS_EACH = (200, 400)


def steps(text: str, path: str) -> tuple[int, list[Any]]:
    """Return how many calls linting takes, which unlike seconds are the same on every machine, and what is found."""
    profile = cProfile.Profile()
    found = profile.runcall(lint_text, text, path=path, settings=Settings())
    return sum(row[1] for row in pstats.Stats(profile).stats.values()), found  # type: ignore[attr-defined]


def assert_grows_evenly(few: str, many: str, path: str = "article.md") -> None:
    steps(few, path)  # what is only done once
    (little, found), (much, more) = steps(few, path), steps(many, path)
    assert len(more) > 1.9 * len(found) > ITEMS_EACH[0]
    assert much < 2.2 * little


@pytest.mark.parametrize("name", ITEMS)
def test_items_that_break_the_schema(name: str) -> None:
    few, many = (f"---\n{HEAD}related:\n{ITEMS[name] * count}---\n" for count in ITEMS_EACH)
    assert_grows_evenly(few, many)


def test_items_on_one_line() -> None:
    few, many = (json.dumps({"related": [{"titel": "é", "webUrl": number} for number in range(count)]}) for count in ITEMS_EACH)
    assert_grows_evenly(few, many, "article.json")


def test_topics_of_a_wrong_type() -> None:
    few, many = (f"---\n{HEAD}topics:\n{''.join(f'  - {number}{chr(10)}' for number in range(count))}---\n" for count in ITEMS_EACH)
    assert_grows_evenly(few, many)
