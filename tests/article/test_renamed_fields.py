"""What a repository's own names for fields do beyond single rules: the built-in schema, groups, baselines, comments, new articles."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from linter import lint_text
from linter.article.fields import FIELDS, NAMES, Vocabulary
from linter.diagnostics.located import locate
from linter.engine.linter import Linter
from linter.init.new_article import file_name, make_article
from linter.schema.schema import read_schema
from linter.settings.options import Ranges, Settings
from linter.source import Source

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
ARTICLE: dict[str, Any] = {
    "category": "news",
    "title": "Trams are back",
    "excerpt": "Ten cities build new lines.",
    "publishedDateTime": "2024-05-01T06:00:00Z",
    "webUrl": "https://news.example.org/trams",
    "type": "article",
    "quality": 65,
    "heat": -1,
    "published": False,
    "provider": {"name": "Example", "domain": "example.org"},
    "topics": ["Transport"],
}
RENAMINGS = {
    "each a name of its own": [(name, f"my{name.rpartition('.')[2].capitalize()}") for name in NAMES if "." not in name],
    "addresses in a group": [("webUrl", "link.page"), ("ampWebUrl", "link.amp"), ("cdnAmpWebUrl", "link.cache")],
    "scores in a group": [("quality", "scores.quality"), ("heat", "scores.rank"), ("published", "scores.shown")],
    "the provider outside of its group": [("provider.name", "source"), ("provider.domain", "site")],
    "the provider's name outside": [("provider.name", "source")],
    "the provider under other names": [("provider", "source"), ("provider.domain", "source.host")],
    "groups in groups": [("title", "head.words.title"), ("publishedDateTime", "head.dates.first"), ("type", "head.type")],
}
each_renaming = pytest.mark.parametrize("renaming", RENAMINGS.values(), ids=RENAMINGS)


def put(article: dict[str, Any], steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        article = article.setdefault(step, {})
    article[steps[-1]] = value


def written(article: dict[str, Any], fields: Vocabulary) -> dict[str, Any]:
    """Return an article as a repository with these names has it."""
    flat = {name: value for name, value in article.items() if name not in ("provider", "related")}
    flat |= {f"provider.{name}": value for name, value in article.get("provider", {}).items()}
    if "related" in article:
        flat["related"] = [written(item, fields) for item in article["related"]]
    made: dict[str, Any] = {}
    for name, value in flat.items():
        put(made, fields.written(name).split("."), value)
    return made


def variants() -> Iterator[dict[str, Any]]:
    """Yield the article, and it with one field less or wrong, itself and as a related item."""
    broken = [ARTICLE]
    for name in ARTICLE:
        broken.append({key: value for key, value in ARTICLE.items() if key != name})
        broken.append(ARTICLE | ({name: 7} if name != "quality" and not isinstance(ARTICLE[name], dict) else {}))
    broken.append(ARTICLE | {"provider": {"name": "Example"}})
    broken.append(ARTICLE | {"provider": {"domain": "example.org"}})
    broken.append(ARTICLE | {"type": "video"})
    for article in broken:
        yield article
        item = {key: value for key, value in article.items() if key not in ("heat", "published")}
        yield ARTICLE | {"related": [item]}


@each_renaming
def test_the_built_in_schema_asks_for_the_repositorys_names(renaming: list[tuple[str, str]]) -> None:
    fields = Vocabulary(renaming)
    own = Draft202012Validator(read_schema("", Ranges(), Vocabulary()))
    theirs = Draft202012Validator(read_schema("", Ranges(), fields))

    for article in variants():
        assert theirs.is_valid(written(article, fields)) == own.is_valid(article), article


@each_renaming
def test_a_schema_under_other_names_is_a_schema_whose_examples_hold(renaming: list[tuple[str, str]]) -> None:
    schema = read_schema("", Ranges(), Vocabulary(renaming))
    Draft202012Validator.check_schema(schema)

    for example in schema["examples"]:
        assert list(Draft202012Validator(schema).iter_errors(example)) == []


@each_renaming
def test_newslints_own_names_are_unknown_where_another_is_given(renaming: list[tuple[str, str]]) -> None:
    schema = read_schema("", Ranges(), Vocabulary(renaming))
    names = [name for name, _ in renaming if "." not in name]

    assert not set(names) & (schema["properties"].keys() | schema["$defs"]["relatedArticle"]["properties"].keys())


def test_a_range_holds_for_the_field_under_its_name() -> None:
    schema = read_schema("", Ranges(heat=(0, 5)), Vocabulary([("heat", "rank")]))

    assert (schema["properties"]["rank"]["minimum"], schema["properties"]["rank"]["maximum"]) == (0, 5)


def linter(**fields: str) -> Linter:
    return Linter(Settings(fields=tuple(fields.items())), now=NOW)


def test_a_missing_field_is_asked_for_and_inserted_under_the_repositorys_name() -> None:
    article = written(ARTICLE, Vocabulary([("heat", "rank")]))
    del article["rank"]
    text = "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in article.items()) + "---\n"

    (found,) = lint_text(text, settings=Settings(fields=(("heat", "rank"),)), select=["NL1"])

    assert found.message.startswith("`rank` is missing beside ")
    assert found.fix is not None
    assert [edit.content.strip() for edit in found.fix.edits] == ["rank: 64"]


def test_a_hint_names_the_field_as_the_repository_does() -> None:
    (hint,) = {
        found.hint
        for found in lint_text("---\nbyline: J. Doe\n---\n", settings=Settings(fields=(("provider", "source"),)), select=["NL106"])
    }

    assert hint.startswith("is this `source`?")


def test_a_field_that_no_fix_may_touch_is_that_one_under_any_name() -> None:
    text = '---\nblob: "AA\u200bAA"\n---\n'
    fixes = [found.fix for found in lint_text(text, settings=Settings(fields=(("secured", "blob"),)), select=["NL0"])]

    assert fixes
    assert fixes == [None] * len(fixes)


def test_a_baseline_knows_an_item_by_its_address_under_any_name() -> None:
    source = Source.from_text("a.md", "---\nmore:\n  - link: https://example.org/a\n    headline: 'A '\n  - headline: 'B '\n---\n")
    made = linter(related="more", webUrl="link", title="headline")
    result = made.lint(source)

    stable = {one.stable_field for one in locate(result.document, result.diagnostics, made.names) if one.code == "NL402"}

    assert stable == {"/more/[https://example.org/a]/headline", "/more/[B ]/headline"}


def test_a_comment_above_a_field_counts_for_its_own_name() -> None:
    text = "---\n# newslint: ignore[NL402]\nheadline: 'Trams '\n---\n"

    assert lint_text(text, settings=Settings(fields=(("title", "headline"),)), select=["NL402", "NL01"]) == []


@pytest.mark.parametrize("name", ["tags", "keywords"])
def test_an_option_may_name_a_field_either_way(name: str) -> None:
    settings = Settings(fields=(("tags", "keywords"),), spellings=((name, ("social media",)),), key_order=("title", name, "heat"))
    text = "---\nheat: 1\nkeywords: [social-media]\n---\n"

    found = lint_text(text, settings=settings, select=["NL512", "NL514"])

    assert [(one.code, one.field) for one in found] == [("NL514", "/keywords"), ("NL512", "/keywords/0")]


def test_a_missed_colon_is_seen_behind_the_repositorys_name() -> None:
    text = "---\ntitle: Trams\nrank 5\n---\n"

    def said(settings: Settings) -> list[str]:
        return [found.message for found in lint_text(text, settings=settings, select=["NL003"])]

    assert said(Settings(fields=(("heat", "rank"),))) == ["`rank` has no colon: write one, if this is the name of a field"]
    assert said(Settings()) != said(Settings(fields=(("heat", "rank"),)))


@each_renaming
def test_a_new_article_passes_in_a_repository_with_other_names(renaming: list[tuple[str, str]]) -> None:
    settings = Settings(fields=tuple(renaming))
    title = Vocabulary(renaming).written("title")

    article = make_article(settings, {title: "Ten lines"}, NOW)

    assert list(article.wrong) == []
    assert file_name(article, settings, NOW) == "2024-06-01-ten-lines.md"


def test_each_field_has_one_row_and_no_name_stands_for_two() -> None:
    names = [field.name for field in FIELDS]
    aliases = [alias for field in FIELDS for alias in (*field.aliases, *field.hints)]

    assert len(set(names)) == len(names)
    assert len(set(aliases)) == len(aliases)


def test_every_property_of_the_built_in_schema_is_a_field() -> None:
    schema = json.loads((Path(__file__).parents[2] / "schemas" / "article.schema.json").read_text(encoding="utf-8"))
    provider = {f"provider.{name}" for name in schema["properties"]["provider"]["properties"]}
    images = {f"{images}[].{name}" for images in ("images", "provider.images") for name in schema["$defs"]["image"]["properties"]}

    assert {field.name for field in FIELDS} == {*schema["properties"], *provider, *images, "topics[]", "tags[]"}
