"""NL002 and NL015: the line that was meant to close the front matter, and blocks that stand below it."""

import pytest

from linter import fix_text, lint_text

FIELDS = "---\ntitle: Trams\ntopics:\n  - Transport\n"
RULES = ["NL002", "NL003", "NL005", "NL015"]


def found(text: str) -> list[tuple[str, str]]:
    return [(d.code, text[d.span.start : d.span.end]) for d in lint_text(text, select=RULES)]


@pytest.mark.parametrize("body", ["Text.\n", "\n# News\n\nText.\n", ""])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("----", "it has four dashes"),
        ("--", "it has two dashes"),
        ("----------", "it has 10 dashes"),
        ("  ---", "there are spaces before it"),
        ("\t---", "there are spaces before it"),
        ("---\u200b", "there is an invisible character in it"),
        ("\ufeff---", "there is an invisible character in it"),
        ("---\u00a0", "there is an invisible character in it"),
        ("———", "its dashes are not the plain `-`"),
        ("—", "its dashes are not the plain `-`"),
        ("-–", "its dashes are not the plain `-`"),
        ("+++", "it is `+++`"),
    ],
)
def test_a_line_that_was_meant_to_close(line: str, wrong: str, newline: str, body: str) -> None:
    text = f"{FIELDS}{line}\n{body}".replace("\n", newline)
    (diagnostic,) = lint_text(text, select=RULES)

    assert (diagnostic.code, text[diagnostic.span.start : diagnostic.span.end]) == ("NL002", line)
    assert wrong in diagnostic.message
    assert fix_text(text, select=RULES)[0] == f"{FIELDS}---\n{body}".replace("\n", newline)


def test_below_a_blank_line_the_dashes_may_underline_a_heading() -> None:
    text = f"{FIELDS}\nBoats: the first\n----\n\nText.\n"

    assert found(text) == [("NL002", "----")]
    assert fix_text(text, select=RULES)[0] == text


@pytest.mark.parametrize(
    ("line", "fixed"),
    [("---END", "---\nEND"), ("--- Text begins.", "---\nText begins."), ("---yaml", "---\nyaml"), ("--- # the end", "# the end\n---")],
)
def test_text_behind_the_dashes_is_kept(line: str, fixed: str) -> None:
    text = f"{FIELDS}{line}\nText.\n"

    assert found(text) == [("NL002", line)]
    assert fix_text(text, select=RULES)[0] == text
    assert fix_text(text, select=RULES, unsafe=True)[0] == f"{FIELDS}{fixed}\nText.\n"


@pytest.mark.parametrize("line", ["----", " ---", "---\u200b", "———", "---END"])
@pytest.mark.parametrize("body", ["# News\n\n---\n\nMore.\n", "Text, and so on.\n\n---\n", "\nTwo boats sail.\n\n---\n\n# More\n---\n"])
def test_the_first_rule_of_the_body_is_not_what_was_meant(line: str, body: str) -> None:
    text = f"{FIELDS}{line}\n{body}"
    assert found(text) == [("NL002", line)]
    assert found(fix_text(text, select=RULES, unsafe=True)[0]) == []


def test_the_file_is_checked_on() -> None:
    text = f"{FIELDS}quality: high\n----\nText.\n"

    assert [d.code for d in lint_text(text, select=["NL002", "NL102"])] == ["NL102", "NL002"]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIELDS}\nText begins here.\n\n----\n\nMore.\n",  # a rule of the body
        f"{FIELDS}\n# News\n----\n",
        f"{FIELDS}\n## News\n\n----\n",
        f"{FIELDS}Text.\n\n----\n",
        f"{FIELDS}excerpt: |\n  Two boats\n  ----\n  sail.\n",  # in a block scalar
        f"{FIELDS}excerpt: >-\n  Two boats\n\n    ---\n",
        f"{FIELDS}\n| a | b |\n|---|---|\n",
        f"{FIELDS}\n--- | ---\n",
    ],
)
def test_what_was_not_meant_to_close_is_not_marked(text: str) -> None:
    assert [(code, marked) for code, marked in found(text) if code == "NL002"] == [("NL002", "---")]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Trams\n ---\n---\nText.\n",
        "---\ntitle: Trams\n  ---\nquality: 5\n---\nText.\n",
        "---\ntitle: Trams\n  --- and buses\n  ---\n# a comment\nquality: 5\n---\nText.\n",
        f"{FIELDS}excerpt: |\n  ----\n---\nText.\n",
        f"{FIELDS}---\n\n----\n",
    ],
)
def test_front_matter_that_is_closed(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "below",
    [
        "---\nlayout: post\ntags: [a]\n---\n",
        "\n\n---\nlayout: post\ntopics:\n  - a\n---\nText.\n",
        "---\n# ours\nlayout: post\n\ntags:\n- a\n...\n",
    ],
)
def test_a_second_front_matter(below: str) -> None:
    assert found(f"{FIELDS}---\n{below}") == [("NL015", "---")]


@pytest.mark.parametrize(
    "below",
    [
        "---\n\nText.\n\n---\n",
        "---\nNote: one.\nHint: two.\n---\n",
        "---\nlayout: post\n---\n",
        "Text.\n---\nlayout: post\ntags: a\n---\n",
        "---\nlayout: post\ntags: a\n",
        "```yaml\n---\nlayout: post\ntags: a\n---\n```\n",
        "| a |\n|---|\n",
    ],
)
def test_rules_and_examples_in_the_body_are_no_front_matter(below: str) -> None:
    assert found(f"{FIELDS}---\n{below}") == []
