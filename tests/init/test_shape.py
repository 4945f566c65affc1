"""What articles have in common, as a schema."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.init.shape import Shape
from linter.schema.checks import check_schema
from linter.schema.schema import Schema

SCALARS = st.none() | st.booleans() | st.integers(-99, 99) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9)
TEXTS = st.sampled_from(["https://example.org/a|b", "https://example.org/", "2020-01-31 07:30 +0000", "2020-01-31T07:30:00Z", "news"])
NAMES = st.sampled_from(["title", "quality", "provider", "images", "image", "author", "authors"])
VALUES = st.recursive(SCALARS | TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=9)
ARTICLES = st.lists(st.dictionaries(NAMES, VALUES, max_size=4), min_size=1, max_size=12)


def schema_for(articles: list[Any]) -> dict[str, Any]:
    shape = Shape()
    for article in articles:
        shape.add(article)
    return shape.schema()


@given(ARTICLES)
def test_every_article_satisfies_the_schema_of_a_few(articles: list[Any]) -> None:
    schema = schema_for(articles)

    assert check_schema(schema, "file:///repo/article.json", "article.json").faults == ()
    compiled = Schema(schema, "file:///repo/article.json", "article.json")
    assert all(compiled.is_valid(article) for article in articles)


def test_what_is_always_there_is_required_but_for_one_gap_in_fifty() -> None:
    assert schema_for([{"title": "a"}] * 49 + [{"id": 1}])["required"] == ["title"]
    assert schema_for([{"title": "a"}] * 48 + [{"id": 1}])["required"] == []
    assert schema_for([{"title": "a"}] * 97 + [{"id": 1}] * 3)["required"] == []


@pytest.mark.parametrize("gap", [{"title": None}, {"title": ""}, {}])
def test_an_empty_field_is_as_good_as_none(gap: dict[str, Any]) -> None:
    assert schema_for([{"title": "a"}] * 9 + [gap])["required"] == []


def test_a_field_whose_name_is_misspelt_once_is_required_all_the_same() -> None:
    assert schema_for([{"title": "a"}] * 9 + [{"titel": "a"}])["required"] == ["title"]


def test_four_articles_do_not_tell_what_is_always_there() -> None:
    assert schema_for([{"title": "a"}] * 4)["required"] == []
    assert schema_for([{"title": "a"}] * 5)["required"] == ["title"]


def test_an_optional_field_may_be_empty() -> None:
    articles = [{"kicker": "a"}] * 30 + [{"kicker": None}] + [{}] * 9

    assert schema_for(articles)["properties"]["kicker"]["type"] == ["string", "null"]


def test_a_type_that_occurs_once_is_a_slip() -> None:
    assert schema_for([{"score": 3}] * 30 + [{"score": "3"}])["properties"]["score"]["type"] == "integer"
    assert schema_for([{"score": 3}, {"score": "3"}])["properties"]["score"]["type"] == ["integer", "string"]


def test_a_choice_between_a_few_words_is_listed() -> None:
    few = [{"layout": "post"}] * 20 + [{"layout": "link"}] * 20 + [{"layout": "psot"}]

    assert schema_for(few)["properties"]["layout"]["enum"] == ["link", "post"]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("layout", ["post"] * 62 + ["long-read"]),  # one value is no choice
        ("layout", ["post"] * 30 + ["link"] * 30 + ["long-read"]),  # a rare one that is no slip of another
        ("layout", [f"word-{n}" for n in range(40)]),
        ("author", ["anna"] * 20 + ["ben"] * 20),  # there will be others
        ("layout", ["post"] * 5 + ["link"] * 5),  # too few to tell
    ],
)
def test_what_is_no_choice_stays_open(name: str, values: list[str]) -> None:
    assert "enum" not in schema_for([{name: value} for value in values])["properties"][name]


@pytest.mark.parametrize("key", ["<p>In the depot, there", "two words", "x" * 41, ""])
def test_nonsense_never_becomes_a_field(key: str) -> None:
    assert list(schema_for([{"title": "a", key: "b"}] * 30)["properties"]) == ["title"]


@pytest.mark.parametrize(("one", "other"), [("author", "authors"), ("tags", "tag"), ("category", "categories")])
def test_either_of_two_fields_is_required_where_each_article_has_one(one: str, other: str) -> None:
    schema = schema_for([{"title": "a", one: "x"}] * 20 + [{"title": "a", other: ["x"]}] * 10)

    assert schema["required"] == ["title"]
    assert schema["anyOf"] == [{"required": [one]}, {"required": [other]}]


def test_fields_that_stand_side_by_side_are_no_alternatives() -> None:
    assert "anyOf" not in schema_for([{"tag": "x", "tags": ["x"]}] * 20 + [{"tag": "x"}] * 5 + [{"tags": ["x"]}] * 5)
    assert "anyOf" not in schema_for([{"author": "x"}] * 20 + [{"authors": ["x"]}] * 5 + [{}] * 5)


def test_a_field_that_is_nearly_called_like_another_is_not_known() -> None:
    schema = schema_for([{"title": "a"}] * 5 + [{"titel": "a"}, {"author": "b"}])

    assert list(schema["properties"]) == ["title", "author"]
    assert schema["additionalProperties"] is False


def test_what_a_field_holds_is_told_by_its_description() -> None:
    articles = [{"layout": "post", "tags": ["trams"]}] * 3 + [{"layout": "link"}]

    properties = schema_for(articles)["properties"]

    assert properties["layout"]["description"] == "Text in 4 of 4 articles, such as `post`."
    assert properties["tags"]["description"] == "A list in 3 of 4 articles, such as `trams`."


@pytest.mark.parametrize("other", ["", "/trams/", "../trams.html", "#trams", "{{ site.url }}/trams"])
def test_an_address_within_the_site_is_no_slip(other: str) -> None:
    articles = [{"link": "https://example.org/"}] * 30 + [{"link": other}]

    assert "format" not in schema_for(articles)["properties"]["link"]


def test_addresses_and_dates_get_their_format() -> None:
    article = {"link": "https://example.org/", "day": "2020-01-31T07:30:00Z", "jekyll": "2020-01-31 07:30 +0000"}

    properties = schema_for([article])["properties"]

    assert properties["link"]["format"] == "uri"
    assert properties["day"]["format"] == "date-time"
    assert properties["jekyll"]["pattern"].startswith("^[0-9]{4}-")
