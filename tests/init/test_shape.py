"""What articles have in common, as a schema."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from linter.init.shape import Shape
from linter.schema.checks import check_schema
from linter.schema.schema import Schema

SCALARS = st.none() | st.booleans() | st.integers(-99, 99) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9)
TEXTS = st.sampled_from(["https://example.org/a|b", "https://example.org/", "2020-01-31 07:30 +0000", "2020-01-31T07:30:00Z", "news"])
NAMES = st.sampled_from(["title", "quality", "provider", "images"])
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


def test_what_is_always_there_is_required_but_for_one_slip_in_twenty_or_more() -> None:
    assert schema_for([{"title": "a"}] * 19 + [{}])["required"] == ["title"]
    assert schema_for([{"title": "a"}] * 18 + [{}])["required"] == []
    assert schema_for([{"title": "a"}] * 97 + [{}] * 3)["required"] == []


def test_a_type_that_occurs_once_is_a_slip() -> None:
    assert schema_for([{"score": 3}] * 30 + [{"score": "3"}])["properties"]["score"] == {"type": "integer"}
    assert schema_for([{"score": 3}, {"score": "3"}])["properties"]["score"] == {"type": ["integer", "string"]}


def test_few_words_are_listed_and_many_are_not() -> None:
    few = [{"layout": "post"}] * 20 + [{"layout": "link"}] * 20 + [{"layout": "psot"}]
    assert schema_for(few)["properties"]["layout"] == {"type": "string", "enum": ["link", "post"]}
    assert "enum" not in schema_for([{"layout": f"word-{n}"} for n in range(40)])["properties"]["layout"]


def test_a_field_that_is_nearly_called_like_another_is_not_known() -> None:
    schema = schema_for([{"title": "a"}] * 5 + [{"titel": "a"}, {"author": "b"}])

    assert list(schema["properties"]) == ["title", "author"]
    assert schema["additionalProperties"] is False


def test_addresses_and_dates_get_their_format() -> None:
    article = {"link": "https://example.org/", "day": "2020-01-31T07:30:00Z", "jekyll": "2020-01-31 07:30 +0000"}

    properties = schema_for([article])["properties"]

    assert properties["link"]["format"] == "uri"
    assert properties["day"]["format"] == "date-time"
    assert properties["jekyll"]["pattern"].startswith("^[0-9]{4}-")
