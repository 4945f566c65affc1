"""What an editor offers while an article is written, and what it shows of it."""

import re
from pathlib import Path

import pytest

from tests.support.article import CLEAN, WRONG
from tests.support.editor import Editor, Json, server

RELATED = CLEAN.replace("topics:\n", "related:\n  - title: Buses\n    webUrl: https://www.example.com/buses\n    quality: 4\ntopics:\n")


def at(text: str) -> tuple[str, int, int]:
    """Take the mark `|` out of a text and tell where it was."""
    before, _, after = text.partition("|")
    return before + after, before.count("\n"), len(before.rpartition("\n")[2])


def offered(editor: Editor, folder: Path, text: str) -> list[Json]:
    written, line, column = at(text)
    editor.open(folder / "a.md", written)
    return editor.at("completion", folder / "a.md", line, column)  # type: ignore[no-any-return]


def labels(items: list[Json]) -> list[str]:
    return [item["label"] for item in sorted(items, key=lambda item: item["sortText"])]


def accepted(text: str, item: Json) -> str:
    """Return the text with what was offered in it, a snippet's holes closed."""
    written, _, _ = at(text)
    edit = item["textEdit"]
    lines = written.split("\n")
    row, start, end = edit["range"]["start"]["line"], edit["range"]["start"]["character"], edit["range"]["end"]["character"]
    new = re.sub(r"\$\{\d+:((?:[^}\\]|\\.)*)\}|\$\d+", lambda match: match[1] or "", edit["newText"])
    lines[row] = lines[row][:start] + new + lines[row][end:]
    return "\n".join(lines)


def item_of(items: list[Json], label: str) -> Json:
    return next(item for item in items if item["label"] == label)


def test_missing_fields_are_offered_in_the_order_of_the_schema(editor: Editor, folder: Path) -> None:
    items = offered(editor, folder, "---\ntitle: Trams\n|\n---\n")

    assert labels(items)[:5] == ["category", "excerpt", "publishedDateTime", "updatedDateTime", "originalUrl"]
    assert item_of(items, "category")["detail"] == "required"
    assert item_of(items, "tags")["detail"] == "optional"
    assert "title" not in labels(items)


@pytest.mark.parametrize("written", ["tit|", "t|it", "tit|: Trams"])
def test_a_half_typed_field_is_completed(editor: Editor, folder: Path, written: str) -> None:
    text = f"---\ncategory: news\n{written}\nquality: 5\n---\n"
    expected = "title: Trams" if ":" in written else "title: "

    assert accepted(text, item_of(offered(editor, folder, text), "title")) == f"---\ncategory: news\n{expected}\nquality: 5\n---\n"


def test_a_field_brings_what_it_must_hold(editor: Editor, folder: Path) -> None:
    items = offered(editor, folder, "---\n|\n---\n")

    assert item_of(items, "provider")["textEdit"]["newText"] == "provider:\n  name: $1\n  domain: $2"
    assert item_of(items, "topics")["textEdit"]["newText"] == "topics:\n  - $1"
    assert item_of(items, "type")["textEdit"]["newText"] == "type: ${1|article,video|}"
    assert item_of(items, "related")["textEdit"]["newText"] == "related:\n  - category: $1"
    assert {item["insertTextFormat"] for item in items} == {2}


def test_an_editor_without_snippets_gets_plain_text(folder: Path) -> None:
    with server(folder) as (editor, _):
        editor.start(folder, capabilities={})
        items = offered(editor, folder, "---\n|\n---\n")

        assert item_of(items, "provider")["textEdit"]["newText"] == "provider: "
        assert {item["insertTextFormat"] for item in items} == {1}


@pytest.mark.parametrize("value", ["|", "art|", "|x"])
def test_listed_values_are_offered(editor: Editor, folder: Path, value: str) -> None:
    text = CLEAN.replace("type: article", f"type: {value}")
    items = offered(editor, folder, text)

    assert labels(items) == ["article", "video"]
    assert accepted(text, items[1]) == CLEAN.replace("type: article", "type: video")


def test_a_value_right_behind_the_colon_is_set_off(editor: Editor, folder: Path) -> None:
    text = CLEAN.replace("published: false", "published:|")
    items = offered(editor, folder, text)

    assert labels(items) == ["true", "false"]
    assert accepted(text, items[1]) == CLEAN


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("topics:\n  - |", "topics:\n  - Energy"),
        ("topics:\n  - En|", "topics:\n  - Energy"),
        ("topics:\n- Transport\n- |", "topics:\n- Transport\n- Energy"),
        ("topics: [Transport, En|]", "topics: [Transport, Energy]"),
        ("topics: [|", "topics: [Energy"),
        ("topics:\n  |", "topics:\n  - Energy"),
        ("topics: |", "topics: [Energy]"),
        ("topics:|", "topics: [Energy]"),
    ],
)
def test_topics_are_offered(editor: Editor, folder: Path, written: str, expected: str) -> None:
    (folder / "newslint.toml").write_text('[topics]\nallowed = ["Energy", "Transport", "Q&A: all", "no"]\n')
    text = f"---\ntitle: Trams\n{written}\n---\n"
    items = offered(editor, folder, text)

    assert accepted(text, item_of(items, "Energy")) == f"---\ntitle: Trams\n{expected}\n---\n"
    assert '"Q&A: all"' in labels(items)
    if "- Transport" in written:
        assert "Transport" not in labels(items)


def test_the_cache_address_is_computed(editor: Editor, folder: Path) -> None:
    amp = "ampWebUrl: https://www.example.com/trams/amp\n"
    expected = "cdnAmpWebUrl: https://www-example-com.cdn.ampproject.org/c/s/www.example.com/trams/amp\n"
    by_value, by_key = (CLEAN.replace("type:", f"{amp}{written}\ntype:") for written in ("cdnAmpWebUrl: |", "cdn|"))

    for text in (by_value, by_key):
        items = offered(editor, folder, text)
        item = item_of(items, "cdnAmpWebUrl") if text is by_key else items[0]
        assert accepted(text, item) == CLEAN.replace("type:", f"{amp}{expected}type:")


def test_now_is_offered_as_the_time_of_publication(editor: Editor, folder: Path) -> None:
    (item,) = offered(editor, folder, CLEAN.replace("2024-05-01T06:00:00Z", "|"))

    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", item["textEdit"]["newText"])
    assert item["detail"] == "now"


@pytest.mark.parametrize("written", ["    |", "    exc|", "  - |", "  - exc|"])
def test_fields_of_related_articles_are_offered(editor: Editor, folder: Path, written: str) -> None:
    text = f"---\ntitle: Trams\nrelated:\n  - title: Buses\n    webUrl: https://www.example.com/buses\n{written}\nheat: 3\n---\n"
    found = labels(offered(editor, folder, text))

    assert "excerpt" in found
    assert "related" not in found
    assert ("title" in found) == written.startswith("  -")


def test_fields_of_the_provider_are_offered(editor: Editor, folder: Path) -> None:
    assert labels(offered(editor, folder, "---\nprovider:\n  name: Example\n  |\ntitle: Trams\n---\n")) == ["domain", "images"]
    assert labels(offered(editor, folder, "---\nprovider:\n  |\n---\n")) == ["name", "domain", "images"]


def test_rules_are_offered_in_ignore_comments(editor: Editor, folder: Path) -> None:
    text = CLEAN.replace("title: Trams", "title: Trams  # newslint: ignore[NL402, NL4|]")
    item = item_of(offered(editor, folder, text), "NL403")

    assert accepted(text, item) == CLEAN.replace("title: Trams", "title: Trams  # newslint: ignore[NL402, NL403]")
    assert "repeated-whitespace" in item["filterText"]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Trams\n---\nBo|dy\n",
        "---\ntitle: Trams\n|---\n",
        "---\n|---\n",
        "--|-\ntitle: Trams\n---\n",
        "---\nexcerpt: |\n  A text.\n  Mo¦re\n---\n",
        "---\n# a comm|ent\n---\n",
    ],
)
def test_nothing_is_offered_where_text_is_written(editor: Editor, folder: Path, text: str) -> None:
    if "¦" in text:
        written, line, column = text.replace("¦", ""), 3, 4
        editor.open(folder / "a.md", written)
        assert editor.at("completion", folder / "a.md", line, column) == []
    else:
        assert offered(editor, folder, text) == []


def test_front_matter_that_is_not_closed_yet_is_completed_too(editor: Editor, folder: Path) -> None:
    items = offered(editor, folder, "---\ntitle: Trams\ncategory: news\n|")

    assert labels(items)[0] == "excerpt"


def test_fields_have_the_names_that_the_repository_gives_them(editor: Editor, folder: Path) -> None:
    (folder / "newslint.toml").write_text(
        'schema = "own.json"\n[fields]\npublishedDateTime = "date"\nampWebUrl = "amp"\ncdnAmpWebUrl = "cache"\n'
    )
    (folder / "own.json").write_text('{"properties": {"date": {"type": "string"}, "amp": {}, "cache": {"description": "The cache."}}}')
    items = offered(editor, folder, "---\namp: https://a.example.com/b\ncache: |\n---\n")
    assert labels(items) == ["https://a-example-com.cdn.ampproject.org/c/s/a.example.com/b"]
    assert offered(editor, folder, "---\ndate: |\n---\n")[0]["detail"] == "now"


def hover(editor: Editor, folder: Path, text: str) -> str | None:
    written, line, column = at(text)
    editor.open(folder / "a.md", written)
    shown = editor.at("hover", folder / "a.md", line, column)
    return shown["contents"]["value"] if shown else None


def test_a_field_is_explained_with_the_range_in_force(editor: Editor, folder: Path) -> None:
    (folder / "newslint.toml").write_text("[ranges]\nquality = [0, 100]\n")
    shown = hover(editor, folder, CLEAN.replace("quality:", "qual|ity:")) or ""

    assert shown.startswith("**quality** (optional)\n\nHow good the article is")
    assert "Allowed: from 0 to 100." in shown
    assert "Example: `72`" in shown


def test_the_fields_of_a_related_article_are_explained(editor: Editor, folder: Path) -> None:
    shown = hover(editor, folder, RELATED.replace("    webUrl", "    web|Url")) or ""

    assert "The address of the article's page" in shown


@pytest.mark.parametrize("broken", ["tit", 'title: "Trams', "title: [a", "\ttitle: x", "title: a: b: c"])
def test_a_field_is_explained_before_and_behind_a_broken_line(editor: Editor, folder: Path, broken: str) -> None:
    for field in ("category", "quality", "heat"):
        text = CLEAN.replace("title: Trams", broken).replace(f"{field}:", f"{field[:2]}|{field[2:]}:")
        assert (hover(editor, folder, text) or "").startswith(f"**{field}**")


def test_a_date_is_said_in_words(editor: Editor, folder: Path) -> None:
    assert hover(editor, folder, CLEAN.replace("06:00:00Z", "06:0|0:00+02:00")) == "Wednesday, 1 May 2024, 04:00:00 UTC"
    assert hover(editor, folder, CLEAN.replace("2024-05-01", "2024-02-|30")) == "No moment: February 2024 has no day 30."


def test_a_date_of_an_own_schema_is_said_in_words(editor: Editor, folder: Path) -> None:
    (folder / "newslint.toml").write_text('schema = "own.json"\n')
    (folder / "own.json").write_text('{"properties": {"embargo": {"type": "string", "format": "date-time"}}}')

    assert hover(editor, folder, "---\nembargo: 2024-05-|01T06:00:00Z\n---\n") == "Wednesday, 1 May 2024, 06:00:00 UTC"
    assert offered(editor, folder, "---\nembargo: |\n---\n")[0]["detail"] == "now"


def test_a_code_in_an_ignore_comment_shows_its_page(editor: Editor, folder: Path) -> None:
    shown = hover(editor, folder, CLEAN.replace("title: Trams", "title: Trams  # newslint: ignore[NL4|03] why")) or ""

    assert shown.startswith("# repeated-whitespace (NL403)")


def test_the_fields_are_an_outline(editor: Editor, folder: Path) -> None:
    editor.open(folder / "a.md", RELATED)
    symbols = editor.about("documentSymbol", folder / "a.md")

    assert [symbol["name"] for symbol in symbols][:3] == ["category", "title", "excerpt"]
    related = next(symbol for symbol in symbols if symbol["name"] == "related")
    assert [child["name"] for child in related["children"]] == ["Buses"]
    assert [child["name"] for child in related["children"][0]["children"]] == ["title", "webUrl", "quality"]
    assert related["range"] == {"start": {"line": 13, "character": 0}, "end": {"line": 16, "character": 14}}


def test_a_broken_line_leaves_the_rest_of_the_outline(editor: Editor, folder: Path) -> None:
    editor.open(folder / "a.md", CLEAN.replace("title: Trams", 'title: "Trams'))
    names = [symbol["name"] for symbol in editor.about("documentSymbol", folder / "a.md")]

    assert names[:4] == ["category", "title", "excerpt", "publishedDateTime"]
    assert names[-1] == "topics"


def test_lists_and_the_front_matter_fold(editor: Editor, folder: Path) -> None:
    editor.open(folder / "a.md", RELATED)
    folds = [(fold["startLine"], fold["endLine"]) for fold in editor.about("foldingRange", folder / "a.md")]

    assert folds == [(0, 19), (10, 12), (13, 16), (14, 16), (17, 18)]


def test_urls_are_links(editor: Editor, folder: Path) -> None:
    editor.open(folder / "a.md", RELATED.replace("https://www.example.com/buses", "'https://www.example.com/buses'"))
    links = editor.about("documentLink", folder / "a.md")

    assert [link["target"] for link in links] == ["https://www.example.com/trams", "https://www.example.com/buses"]
    assert links[1]["range"] == {"start": {"line": 15, "character": 13}, "end": {"line": 15, "character": 42}}


def test_a_related_articles_own_file_is_found(editor: Editor, folder: Path) -> None:
    buses = folder / "buses.md"
    buses.write_text(CLEAN.replace("example.com/trams", "example.com/buses"))
    (folder / "a.md").write_text(RELATED)
    editor.open(folder / "a.md", RELATED)

    (place,) = editor.at("definition", folder / "a.md", 15, 20)
    assert place["uri"] == buses.as_uri()
    assert place["range"]["start"]["line"] == 5
    assert editor.at("definition", folder / "a.md", 5, 20) == []


def test_a_file_that_is_no_article_has_nothing_to_show(editor: Editor, folder: Path) -> None:
    editor.open(folder / "a.md", WRONG.removeprefix("---\n"))

    assert editor.about("documentSymbol", folder / "a.md") == []
    assert editor.at("hover", folder / "a.md", 6, 2) is None


def test_a_key_that_begins_with_a_quote_is_found_by_it(editor: Editor, folder: Path) -> None:
    text = '---\n"ti|\n---\n'
    title = item_of(offered(editor, folder, text), "title")

    assert title["filterText"] == '"title'
    assert accepted(text, title) == "---\ntitle: \n---\n"


def test_schemas_that_refer_to_themselves_come_to_an_end(editor: Editor, folder: Path) -> None:
    (folder / "newslint.toml").write_text('schema = "own.json"\n')
    (folder / "own.json").write_text(
        '{"anyOf": [{"$ref": "#"}, {"$ref": "#/$defs/node"}, {"$ref": "more.json"}],'
        ' "$defs": {"node": {"properties": {"kind": {"enum": ["a"]}, "next": {"anyOf": [{"$ref": "#"}, {"$ref": "#/$defs/node"}]}}}}}'
    )
    (folder / "more.json").write_text('{"required": ["b"], "properties": {"b": {"description": "From another file."}}}')
    depth = 40
    lines = "".join(f"{'  ' * level}next:\n" for level in range(depth))
    items = offered(editor, folder, f"---\n{lines}{'  ' * depth}|\n---\n")

    assert labels(items) == ["kind", "next", "b"]
    assert item_of(items, "b")["documentation"] == "From another file."
    assert {item["detail"] for item in items} == {"optional"}
