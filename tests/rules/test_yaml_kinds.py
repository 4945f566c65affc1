"""How YAML reads a value, kind by kind: what begins with `#`, dates and numbers with commas in place of text."""

import pytest

from linter import fix_text, lint_text

RULES = ["NL013", "NL014", "NL102"]
ARTICLE = "---\n{}---\n"


def found(block: str, **options: list[str]) -> list[tuple[str, str, str]]:
    """Return code, severity and marked text of what the rules on values say."""
    text = ARTICLE.format(block)
    diagnostics = lint_text(text, select=options.get("select", RULES))
    return [(d.code, d.severity.value, text[d.span.start : d.span.end]) for d in diagnostics]


@pytest.mark.parametrize(
    ("block", "marked", "fixed"),
    [
        ("title: #FerryStrong\n", "#FerryStrong", 'title: "#FerryStrong"\n'),
        ("title:   #Ferry is strong  \n", "#Ferry is strong", 'title:   "#Ferry is strong"  \n'),
        ("excerpt: #2 boats sail\n", "#2 boats sail", 'excerpt: "#2 boats sail"\n'),
        ("title: #Ferry # checked by the desk\n", "#Ferry", 'title: "#Ferry" # checked by the desk\n'),
        ("topics:\n  - #Transport\n", "#Transport", 'topics:\n  - "#Transport"\n'),
        ("topics:\n- a\n-   #Sea #Land\n", "#Sea #Land", 'topics:\n- a\n-   "#Sea #Land"\n'),
        ("topics: #a #b\n", "#a #b", 'topics: ["#a", "#b"]\n'),
        ("tags: #Harbour ferries, #port\n", "#Harbour ferries, #port", 'tags: ["#Harbour ferries", "#port"]\n'),
        ("provider:\n  name: #City\n  domain: city.example\n", "#City", 'provider:\n  name: "#City"\n  domain: city.example\n'),
        ("related:\n- title: #x\n", "#x", 'related:\n- title: "#x"\n'),
    ],
)
def test_text_that_begins_with_a_hash(block: str, marked: str, fixed: str) -> None:
    assert found(block) == [("NL013", "error", marked)]
    assert fix_text(ARTICLE.format(block), select=["NL013"])[0] == ARTICLE.format(block)  # never unasked
    assert fix_text(ARTICLE.format(block), select=["NL013"], unsafe=True)[0] == ARTICLE.format(fixed)


@pytest.mark.parametrize(
    "block",
    [
        "title: # to be written\n",
        "title:\n  #Ferry\n",
        "heat: #5\n",
        "title: ~ #Ferry\n",
    ],
)
def test_an_empty_value_beside_a_comment_is_empty(block: str) -> None:
    assert [code for code, _, _ in found(block)] == ["NL102"]


@pytest.mark.parametrize("block", ["topics: # by the desk\n  - a\n", "topics: #ferry\n  - a\n", "title: a\n#Ferry\n"])
def test_comments_are_comments(block: str) -> None:
    assert found(block) == []


def test_without_nl013_the_empty_value_is_reported_as_ever() -> None:
    assert [code for code, _, _ in found("title: #FerryStrong\n", select=["NL102"])] == ["NL102"]


@pytest.mark.parametrize(
    ("block", "marked", "fixed"),
    [
        ("title: 2024-03-04\n", "2024-03-04", 'title: "2024-03-04"\n'),
        ("title: 2024-3-4\n", "2024-3-4", 'title: "2024-3-4"\n'),
        ("title: 2024-03-04 10:00:00 +02:00\n", "2024-03-04 10:00:00 +02:00", 'title: "2024-03-04 10:00:00 +02:00"\n'),
        ("topics: [2024-03-04]\n", "2024-03-04", 'topics: ["2024-03-04"]\n'),
        ("tags:\n  - 2024-03-04\n", "2024-03-04", 'tags:\n  - "2024-03-04"\n'),
        ("title: 1,000\n", "1,000", 'title: "1,000"\n'),
        ("title: 1,5\n", "1,5", 'title: "1,5"\n'),
        ("title: -1,000,000.5\n", "-1,000,000.5", 'title: "-1,000,000.5"\n'),
        ("topics:\n  - 10,000\n", "10,000", 'topics:\n  - "10,000"\n'),
    ],
)
def test_text_that_some_tools_read_as_something_else(block: str, marked: str, fixed: str) -> None:
    assert found(block) == [("NL014", "warning", marked)]
    assert fix_text(ARTICLE.format(block), select=["NL014"])[0] == ARTICLE.format(fixed)


@pytest.mark.parametrize(
    "block",
    [
        "publishedDateTime: 2024-03-04\n",
        "updatedDateTime: 2024-03-04 10:00:00\n",
        "title: 2024-03-04 and on\n",
        "title: 2024-03\n",
        'title: "2024-03-04"\n',
        "title: 1,000 boats\n",
        "title: 0,8\n",
        "title: 1,\n",
        "title: ,1\n",
        "views: .inf\n",
        "views: -.INF\n",
        "views: .nan\n",
        "views: .NaN\n",
        "views: 1.5\n",
    ],
)
def test_what_all_tools_read_alike(block: str) -> None:
    assert found(block) == []


@pytest.mark.parametrize(("written", "old", "new"), [("061", "49", "61"), ("0144", "100", "144"), ("-010", "-8", "-10")])
def test_a_leading_zero_says_both_numbers(written: str, old: str, new: str) -> None:
    text = ARTICLE.format(f"views: {written}\n")
    (diagnostic,) = lint_text(text, select=["NL014"])

    assert f"some tools read `{written}` as `{old}`, others as `{new}`" in diagnostic.message
    assert diagnostic.fix is not None
    assert diagnostic.fix.applicability == "unsafe"


def test_a_number_with_commas_where_no_text_is_expected_is_no_safe_fix() -> None:
    (diagnostic,) = lint_text(ARTICLE.format("views: 1,000\n"), select=["NL014"])

    assert "`views`: some tools read `1,000` as `1000`, others as the text `1,000`" in diagnostic.message
    assert diagnostic.fix is not None
    assert diagnostic.fix.applicability == "unsafe"
