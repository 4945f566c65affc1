"""A green run has looked at something: what is said where no article is found, and which found files have to be articles."""

from pathlib import Path

import pytest

from tests.support.article import CLEAN
from tests.support.newslint import NOW, newslint, write

README = "# How we write\n\nTitle first.\n"
FIELDS = "title: Trams\ncategory: news\n"
NEAR_MISSES = {
    "blank line": f"\n---\n{FIELDS}---\nText.\n",
    "blank lines with spaces": f" \n\t\n---\n{FIELDS}---\nText.\n",
    "space before it": f" ---\n{FIELDS}---\nText.\n",
    "tab before it": f"\t---\n{FIELDS}---\nText.\n",
    "four dashes": f"----\n{FIELDS}----\nText.\n",
    "two dashes": f"--\n{FIELDS}--\nText.\n",
    "long dashes": f"———\n{FIELDS}———\nText.\n",
    "text behind it": f"---yaml\n{FIELDS}---\nText.\n",
    "a field behind it": f"--- title: Trams\n{FIELDS}---\nText.\n",
    "invisible character": f"---\u200b\n{FIELDS}---\nText.\n",
    "comment above it": f"<!-- checked\nby the desk -->\n---\n{FIELDS}---\nText.\n",
    "code block": f"```yaml\n---\n{FIELDS}---\n```\nText.\n",
    "stray line": f'layout = "x"\n---\n{FIELDS}---\nText.\n',
    "directive": f"%YAML 1.2\n---\n{FIELDS}---\nText.\n",
    "no opening": f"{FIELDS}---\nText.\n",
    "no fence": f"{FIELDS}type: article\n\nText.\n",
}
NO_ARTICLES = {
    "text": README,
    "empty": "",
    "heading underlined": "Trams\n-----\n\nText.\n",
    "one field underlined": "Note: how we write\n---\n\nText.\n",
    "rule above text": "----\n\nText.\n",
    "rule above a comment": "<!-- x -->\n\nText\n\n---\n\nMore.\n",
    "heading with contacts": "Contact\n---\nName: Trams\nMail: trams@example.com\n---\n",
    "code block": "```yaml\ntitle: Trams\n```\n",
    "robots": "User-agent: *\nDisallow: /a\nSitemap: https://www.example.com/map.xml\n",
    "include": "{% include head.html %}\n<p>Text</p>\n",
    "sentence with colons": "Note: one.\n\nHint: two.\n\nText begins here.\n",
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_a_walk_reports_what_was_meant_as_an_article(name: str, tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN, b_md=NEAR_MISSES[name])

    done = newslint(tmp_path, "--now", NOW, "--output-format", "concise")

    assert done.out.startswith("b.md:1:1: error[NL001]"), done.out
    assert done.code == 1


@pytest.mark.parametrize("name", NO_ARTICLES)
def test_a_walk_is_silent_on_what_is_no_article(name: str, tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN, b_md=NO_ARTICLES[name])

    assert newslint(tmp_path, "--now", NOW).code == 0


@pytest.mark.parametrize("text", [*NEAR_MISSES.values(), *NO_ARTICLES.values()])
def test_what_articles_matches_has_to_be_an_article(text: str, tmp_path: Path) -> None:
    write(tmp_path, newslint_toml='articles = ["/news/"]', news__a_md=CLEAN, news__b_md=text, news__README_md=README, c_md=README)

    done = newslint(tmp_path, "--now", NOW, "--output-format", "concise")

    assert [line.split(" ")[0] for line in done.out.splitlines() if "NL" in line] == ["news/b.md:1:1:"]


@pytest.mark.parametrize("text", ["+++\ntitle = 'Trams'\n+++\n", '{\n"title": "Trams"\n}\n'])
def test_other_syntaxes_are_articles_as_well(text: str, tmp_path: Path) -> None:
    write(tmp_path, a_md=text)

    assert newslint(tmp_path, "--output-format", "concise").out.startswith("a.md:1:1: error[NL101] missing 7 fields")


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        ([], 0, "newslint: warning: no article found in this folder: looked for"),
        (["."], 2, "newslint: error: .: no article in it: looked for"),
        (
            ["docs"],
            2,
            "docs: no article in it: looked for `*.htm`, `*.html`, `*.markdown`, `*.md`, `*.mdx`, `*.njk`, `*.qmd`, `*.rmd` or `*.txt`",
        ),
        (["docs"], 2, "there is 1 file without front matter"),
        (["data"], 2, "there are 3 other files (2 `.rst`, 1 `Makefile`)"),
        (["none"], 2, "nothing is there"),
        (["news", "none"], 2, "none: no article in it"),
    ],
)
def test_no_article(arguments: list[str], code: int, line: str, tmp_path: Path) -> None:
    write(tmp_path, docs__README_md=README, data__a_rst="x", data__b_rst="x", data__Makefile="x")
    (tmp_path / "none").mkdir()
    if "news" in arguments:
        write(tmp_path, news__a_md=CLEAN)

    done = newslint(tmp_path, "--now", NOW, *arguments)

    assert (done.code, line in done.err) == (code, True), done.err


def test_articles_that_match_nothing(tmp_path: Path) -> None:
    write(tmp_path, newslint_toml='articles = ["_nws/", "*.qmd"]', docs__b_md=CLEAN)
    (tmp_path / "_news").mkdir()
    (tmp_path / "_news" / "a.md").write_text(CLEAN)

    done = newslint(tmp_path)

    assert done.code == 2
    assert 'looked for `articles = ["_nws/", "*.qmd"]`; there are 3 other files (2 `.md`, 1 `.toml`)' in done.err
    assert newslint(tmp_path / "docs").code == 0  # its articles are elsewhere: a warning is enough


def test_a_folder_is_not_empty_because_of_what_is_left_out_of_the_run(tmp_path: Path) -> None:
    write(tmp_path, news__a_md=CLEAN)

    assert [newslint(tmp_path, "--now", NOW, "--shard", f"{part}/2", "news").code for part in (1, 2)] == [0, 0]


def test_named_files_that_are_excluded_are_nothing_to_complain_about(tmp_path: Path) -> None:
    write(tmp_path, newslint_toml='exclude = ["/old/"]', old__a_md=README)

    assert newslint(tmp_path, "--force-exclude", "old/a.md").code == 0


def test_globs_are_expanded_where_no_file_has_such_a_name(tmp_path: Path) -> None:
    write(tmp_path, news__a_md=CLEAN, news__b_md=CLEAN, news__sub__c_md=CLEAN)
    (tmp_path / "news" / "x[1].md").write_text(README)

    assert "3 files checked" in newslint(tmp_path, "--now", NOW, "news/[ab].md", "news/**/c.md").out
    assert "1 file checked" in newslint(tmp_path, "--now", NOW, "news/x[1].md").out
    done = newslint(tmp_path, "news/*.rst")
    assert (done.code, "news/*.rst: no file matches this pattern" in done.err) == (2, True)
