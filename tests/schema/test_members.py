"""Missing and unknown fields: a missing one is an error whatever hides it, and one diagnostic stands for all that a mapping lacks."""

import json
import time
from pathlib import Path

import pytest

from linter import lint_text
from linter.diagnostics.diagnostic import Diagnostic
from linter.rules.schema_base import WHOLE_ARTICLE
from linter.settings.options import Dates, Settings
from linter.testing import NOW
from linter.text.misspellings import is_slip

DEFAULT = Settings()


def lint(text: str, *select: str, settings: Settings = DEFAULT, path: str = "article.md") -> list[Diagnostic]:
    whole = text if path.endswith(".json") else f"---\n{text}---\n"
    return lint_text(whole, path=path, settings=settings, select=list(select or ("NL1",)), now=NOW)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("titel", "title"), ("tilte", "title"), ("titlle", "title"), ("qualty", "quality"), ("topic", "topics"), ("tag", "tags")),
        *(("webURL", "webUrl"), ("web_url", "webUrl"), ("Title", "title"), ("pubishedDateTime", "publishedDateTime")),
        *(("publishdDateTme", "publishedDateTime"), ("catagory", "category"), ("excert", "excerpt"), ("exxcerpt", "excerpt")),
    ],
)
def test_a_slip(written: str, meant: str) -> None:
    assert is_slip(written, meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("meta", "heat"), ("hero", "heat"), ("seat", "heat"), ("beat", "heat"), ("hat", "heat"), ("style", "type"), ("time", "type")),
        *(("publisher", "published"), ("tape", "type"), ("author", "topics"), ("image", "type"), ("updatedDateTime", "publishedDateTime")),
    ],
)
def test_another_word(written: str, meant: str) -> None:
    assert not is_slip(written, meant)


@pytest.mark.parametrize("key", ["titel", "Title", "tittle"])
@pytest.mark.parametrize("select", [("NL1",), ("NL101",)])
def test_a_misspelt_required_field_is_one_error_also_without_nl106(key: str, select: tuple[str, ...]) -> None:
    found = lint(WHOLE_ARTICLE.replace("title:", f"{key}:"), *select)

    assert [(d.code, d.severity, d.field) for d in found] == [("NL101", "error", "/title")]
    assert found[0].message == f"`title` is missing; is `{key}` on line 3 meant?"


def test_an_ignore_comment_for_the_unknown_field_does_not_hide_the_missing_one() -> None:
    text = WHOLE_ARTICLE.replace("title: Trams", "titel: Trams  # newslint: ignore[NL106]")

    assert "NL101" in [d.code for d in lint(text)]


def test_the_unknown_field_is_reported_where_nl101_is_off() -> None:
    assert [d.code for d in lint(WHOLE_ARTICLE.replace("title:", "titel:"), "NL106")] == ["NL106"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("heat", "meta"), ("heat", "hero"), ("heat", "seat"), ("type", "style"), ("type", "time"), ("published", "publisher")],
)
def test_a_loose_look_alike_is_a_second_problem(old: str, new: str) -> None:
    found = lint(WHOLE_ARTICLE.replace(f"\n{old}: ", f"\n{new}: "))

    assert [(d.code, d.severity, d.field) for d in found] == [("NL101", "error", f"/{old}"), ("NL106", "warning", f"/{new}")]


def test_all_that_a_mapping_lacks_is_one_diagnostic() -> None:
    (found,) = lint("category: news\n", "NL101")

    assert found.field == ""
    assert found.message.startswith("missing 7 fields: `title`, `excerpt`, `publishedDateTime`, `webUrl` or `originalUrl`, `type`")
    assert "`title`: the headline, as plain text, for example `City opens its first solar tram line`" in found.hint


def test_each_mapping_has_its_own() -> None:
    found = lint(WHOLE_ARTICLE.replace("  name: Example\n  domain: example.org\n", "  images: []\n") + "related:\n  - category: news\n")

    assert [(d.code, d.field) for d in found] == [("NL101", "/provider"), ("NL101", "/related/0")]
    assert found[0].message == "`provider` lacks 2 fields: `name`, `domain`"


@pytest.mark.parametrize("fields", [("heat",), ("heat", "quality"), ("published",), ("quality", "published")])
def test_scores_stand_together(fields: tuple[str, ...]) -> None:
    text = "".join(line for line in WHOLE_ARTICLE.splitlines(keepends=True) if line.split(":")[0] not in fields)

    (found,) = lint(text)

    assert found.code == "NL101"
    assert all(f"`{field}`" in found.message for field in fields)


def test_an_article_without_scores_is_whole() -> None:
    text = "".join(line for line in WHOLE_ARTICLE.splitlines(keepends=True) if line.split(":")[0] not in ("quality", "heat", "published"))

    assert lint(text) == []


def test_a_video_can_do_with_its_original_address() -> None:
    assert lint(WHOLE_ARTICLE.replace("type: article", "type: video").replace("webUrl", "originalUrl")) == []
    assert [d.field for d in lint(WHOLE_ARTICLE.replace("webUrl", "originalUrl"))] == ["/webUrl"]


def test_a_skeleton_keeps_the_style_of_a_json_file() -> None:
    text = '{\n    "category": "news"\n}\n'

    (found,) = lint(text, "NL101", path="article.json")

    assert found.fix is not None
    (edit,) = found.fix.edits
    fixed = text[: edit.span.start] + edit.content + text[edit.span.end :]
    assert fixed.startswith('{\n    "category": "news",\n    "title": "City opens its first solar tram line",\n')
    assert lint(fixed, "NL101", path="article.json") == []


@pytest.mark.parametrize(
    ("name", "value", "applicability"),
    [
        ("title", "5", "safe"),
        ("slug", "1", "unsafe"),
        ("articleId", "1", "unsafe"),
        ("old_permalink", "2020", "unsafe"),
        ("side", "5", "safe"),
    ],
)
def test_a_number_for_text_is_quoted_unasked_where_it_is_no_identifier(tmp_path: Path, name: str, value: str, applicability: str) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps({"properties": {name: {"type": "string"}}}), encoding="utf-8")

    (found,) = lint(f"{name}: {value}\n", settings=Settings(schema=str(schema)))

    assert found.fix is not None
    assert found.fix.applicability == applicability


def test_a_date_in_the_name_counts_where_the_configuration_says_so() -> None:
    text = WHOLE_ARTICLE.replace("publishedDateTime: 2024-05-01T06:00:00Z\n", "")
    by_name = Settings(dates=Dates(from_filename=True))

    assert lint(text, settings=by_name, path="2024-05-01-trams.md") == []
    assert [d.field for d in lint(text, settings=by_name, path="trams.md")] == ["/publishedDateTime"]
    assert [d.field for d in lint(text, settings=by_name, path="2024-13-01-trams.md")] == ["/publishedDateTime"]
    assert [d.field for d in lint(text, path="2024-05-01-trams.md")] == ["/publishedDateTime"]


LONG = {
    "topics of mappings": "topics:\n" + "".join(f"  - {{a: {number}}}\n" for number in range(3000)),
    "topics of mixed types": "topics:\n" + "".join(f"  - {('x', 1, '{a: 1}', 'true')[number % 4]}\n" for number in range(3000)),
    "empty items": "topics:\n" + "  -\n" * 3000,
    "a time with blanks": f'publishedDateTime: "2024-05-01T12:00{" " * 100_000}x"\n',
}


@pytest.mark.parametrize("name", LONG)
def test_long_files_take_no_time(name: str) -> None:
    started = time.process_time()

    assert lint(LONG[name], "NL1", "NL2")

    assert time.process_time() - started < 5  # with square time: over 10
