"""Ignore comments: what they take out, what they do not, and writing them."""

import pytest

from linter import lint_text
from linter.diagnostics.suppressions import find_suppressions
from linter.document import Document
from linter.source import Source
from tests.support.repository import Repo

TEXT_RULES = ["NL011", "NL012", "NL402", "NL403"]


def codes(front_matter: str) -> list[str]:
    return [d.code for d in lint_text(f"---\n{front_matter}---\n", select=TEXT_RULES)]


@pytest.mark.parametrize(
    "front_matter",
    [
        'title: "Trams "  # newslint: ignore[NL402]\n',
        'title: "Trams "  # newslint: ignore[surrounding-whitespace] their logo\n',
        'title: "Trams "  #newslint:ignore[ NL402 ]\n',
        '# newslint: ignore[NL402]\ntitle: "Trams "\n',
        '# newslint: ignore[NL402]\n\n# a word about it\ntitle: "Trams "\n',
        'title: "Trams  and "  # newslint: ignore[NL402, NL403]\n',
        '# newslint: ignore-file[NL402]\ntype: article\ntitle: "Trams "\n',
        'type: article\ntitle: "Trams "\n# newslint: ignore-file[NL402]\n',
        'topics:\n  - "Trams "  # newslint: ignore[NL402]\n',
        '# newslint: ignore[NL402]\nexcerpt: "Trams\n  and buses "\n',
    ],
)
def test_a_comment_takes_out_what_it_names(front_matter: str) -> None:
    assert codes(front_matter) == []


@pytest.mark.parametrize(
    ("front_matter", "left"),
    [
        ('title: "Trams  and "  # newslint: ignore[NL403]\n', ["NL402"]),
        ('title: "Trams "\ntype: article  # newslint: ignore[NL402]\n', ["NL402", "NL011"]),
        ('# newslint: ignore[NL402]\ntype: article\ntitle: "Trams "\n', ["NL011", "NL402"]),
        ('title: "Trams "  # newslint: ignore\n', ["NL402", "NL012"]),
        ('title: "Trams "  # newslint: ignore[]\n', ["NL402", "NL012"]),
        ('title: "Trams "  # newslint: ignore[NL4]\n', ["NL402", "NL012"]),
        ('title: "Trams # newslint: ignore[NL402] "\n', ["NL402"]),
        ('title: "Trams "# newslint: ignore[NL402]\n', ["NL402"]),
    ],
)
def test_a_comment_takes_out_nothing_else(front_matter: str, left: list[str]) -> None:
    assert codes(front_matter) == left


def test_text_that_looks_like_a_comment_is_no_comment() -> None:
    document = Document.parse(
        Source.from_text("a.md", '---\ntitle: "a # newslint: ignore[NL402]"\nexcerpt: |\n  # newslint: ignore[NL403]\n---\n')
    )
    assert list(find_suppressions(document)) == []


def test_rules_that_did_not_run_are_not_called_unused() -> None:
    text = "---\ntitle: Trams  # newslint: ignore[NL402, NL601, NL901]\n---\n"
    assert [d.message for d in lint_text(text, select=["NL011", "NL402"])] == [
        "this comment ignores nothing: there is no `NL402` here; delete it"
    ]
    assert lint_text(text, select=["NL011"]) == []


def test_the_summary_counts_what_was_ignored(repo: Repo) -> None:
    repo.article("a.md", ('"Trams are back"', '"Trams are back "  # newslint: ignore[NL402]'))
    done = repo.newslint("a.md")
    assert done.code == 0
    assert done.out == "No problems found (1 file checked; 1 ignored by comments).\n"


def test_add_ignore_writes_comments_and_the_next_run_is_clean(repo: Repo) -> None:
    repo.article("a.md", ('"Trams are back"', '"Trams  are back "'), ("heat: -1", "heat: -9"), ("topics:\n  - Transport\n", ""))
    repo.article("b.md", ('excerpt: "Ten cities build new lines."', "excerpt: >-\n  Ten cities  build\n  new lines."))
    repo.article("clean.md")
    before = repo.read("clean.md")

    done = repo.newslint("--add-ignore=old article", ".")

    assert done.code == 0
    assert "in 2 files" in done.out
    assert repo.codes(".") == []
    text = repo.read("a.md")
    assert text.startswith("---\n# newslint: ignore-file[NL101] old article\ncategory: news\n")
    assert 'title: "Trams  are back "  # newslint: ignore[NL402, NL403] old article\n' in text
    assert "heat: -9  # newslint: ignore[NL103] old article\n" in text
    assert "# newslint: ignore[NL403] old article\nexcerpt: >-\n" in repo.read("b.md")
    assert repo.read("clean.md") == before
    assert repo.newslint("--add-ignore", ".").out == "Ignored 0 diagnostics in 0 files.\n"


def test_add_ignore_leaves_what_cannot_carry_a_comment(repo: Repo) -> None:
    repo.write("broken.md", "---\ntitle: Trams\n- buses\n---\n")
    done = repo.newslint("--add-ignore", "broken.md")
    assert done.err == "newslint: broken.md:3 NL003 could not be ignored by a comment\n"
    assert done.out == "Ignored 0 diagnostics in 0 files; 1 could not be ignored by a comment.\n"
    assert repo.read("broken.md") == "---\ntitle: Trams\n- buses\n---\n"
