"""What an editor offers and shows where the repository has other names for fields, and no schema of its own."""

from pathlib import Path

import pytest

from tests.server.test_writing import hover, item_of, labels, offered
from tests.support.article import CLEAN
from tests.support.editor import Editor

FIELDS = """\
[fields]
title = "headline"
heat = "rank"
ampWebUrl = "amp.page"
cdnAmpWebUrl = "amp.cache"
related = "more"
topics = "about"
"""
PAGE = "https://www.example.com/trams/amp"
CACHED = "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/trams/amp"


@pytest.fixture
def repository(folder: Path) -> Path:
    (folder / "newslint.toml").write_text(FIELDS + '[topics]\nallowed = ["Trams"]\n', encoding="utf-8")
    return folder


def test_fields_are_offered_under_the_repositorys_names(editor: Editor, repository: Path) -> None:
    found = labels(offered(editor, repository, "---\ncategory: news\n|\n---\n"))

    assert {"headline", "rank", "amp", "more", "about"} <= set(found)
    assert not {"title", "heat", "ampWebUrl", "related", "topics"} & set(found)


def test_the_fields_of_a_related_article_have_these_names_too(editor: Editor, repository: Path) -> None:
    found = labels(offered(editor, repository, "---\nmore:\n  - type: article\n    |\n---\n"))

    assert "headline" in found
    assert "title" not in found


@pytest.mark.parametrize("before", ["", "more:\n  - "])
def test_the_cache_address_is_computed_inside_of_a_group(editor: Editor, repository: Path, before: str) -> None:
    indent = " " * len(before.rpartition("\n")[2])
    text = f"---\n{before}amp:\n{indent}  page: {PAGE}\n{indent}  cache: |\n---\n"

    assert [item["label"] for item in offered(editor, repository, text)] == [CACHED]


def test_topics_are_offered_in_the_list_that_holds_them(editor: Editor, repository: Path) -> None:
    assert item_of(offered(editor, repository, "---\nabout:\n  - |\n---\n"), "Trams")


def test_a_field_is_explained_under_its_name(editor: Editor, repository: Path) -> None:
    words = hover(editor, repository, CLEAN.replace("heat:", "ra|nk:"))

    assert words is not None
    assert words.startswith("**rank** (")
    assert "heat" not in words.replace("Heat", "")
