"""The reader of plain lines: what it reads it reads as libyaml does, and it gives up on everything else."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linter.document.nodes import Mapping, Node, Scalar, Sequence
from linter.document.result import Limits
from linter.document.yaml_lines import read_lines
from linter.document.yaml_reader import read_yaml
from linter.source import Span
from tests.support.annotated import YAML_CASES, plain

LIMITS = Limits()


def described(node: Node | None) -> Any:
    """Everything that a node says of itself, and those in it."""
    if node is None:
        return None
    own = (type(node).__name__, node.span, node.key, node.pointer, node.shared, repr(node.value))
    if isinstance(node, Scalar):
        return (*own, node.text, node.style)
    if isinstance(node, Sequence):
        return (*own, node.flow, [described(item) for item in node.items])
    assert isinstance(node, Mapping)
    entries = [(described(entry.key), entry.start, described(entry.value)) for entry in node.entries]
    return (*own, node.flow, list(node.fields), entries)


def assert_same(text: str, block: Span) -> None:
    """Where the lines can be read at all, nothing is wrong with them and both readers see the same."""
    lines = read_lines(text, block, LIMITS)
    if lines is not None:
        whole = read_yaml(text, block, LIMITS)
        assert whole.problems == []
        assert whole.syntax is None
        assert not whole.has_controls
        assert described(lines.root) == described(whole.root)
        assert list(map(described, lines.odd)) == list(map(described, whole.odd))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "text",
    [
        "title: Trams\n",
        "title:   Trams are back  \n",
        "title: \"Trams\"\nexcerpt: 'Ten # new: lines'\n",
        'featuredContent: "<iframe src=\\"https://www.example.com/\\">"\n',
        "quality: 40\nheat: -3\npublished: true\nscore: 1.5\nnothing: ~\n",
        "publishedDateTime: 2024-05-01T06:00:00Z\n",
        "webUrl: https://www.example.com/a#b\n",
        "provider:\n  name: City\n\n  domain: city.example # theirs\n# and now\ntopics:\n  - Trams\n  - 'Buses'\n",
        "topics:\n- Trams\n- Buses\nimages:\n-   url: https://www.example.com/a.jpg\n    width: 5\n-   url: b\n",
        "related:\n  - title: A\n    topics:\n    - a\n    - b\n  - title: B\n    provider:\n      name: C\ntype: article",
    ],
)
def test_plain_lines_are_read(text: str, newline: str) -> None:
    text = text.replace("\n", newline)
    assert read_lines(text, Span(0, len(text)), LIMITS) is not None
    assert_same(text, Span(0, len(text)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "title: Trams: buses\n",
        "title: Trams\n  and buses\n",
        "title: Trams\n  and: buses\n",
        'title: "Trams\n  and buses"\n',
        'title: "Tr\\u200bams"\n',
        'title: "Trams" are back\n',
        "title: 'Tram''s back'\n",
        "title: Tr\u0085ams\n",
        "title: Tr\u2028ams\n",
        "title: Tr\x07ams\n",
        "title:\tTrams\n",
        "title: |\n  Trams\n",
        "title: &a Trams\n",
        "title: !!str Trams\n",
        "title: *a\n",
        "title:\n",
        "title:\nexcerpt: Trams\n",
        "title: Trams\ntitle: Buses\n",
        "title: Trams\n excerpt: Buses\n",
        " title: Trams\nexcerpt: Buses\n",
        "yes: Trams\n",
        '"title": Trams\n',
        "5: Trams\n",
        "topics: [Trams]\n",
        "provider: {}\n",
        "topics:\n  - Trams\n  Buses\n",
        "topics:\n  -\n    Trams\n",
        "topics:\n  - - Trams\n",
        "- Trams\n",
        "Trams\n",
        "title: Trams\n---\ntitle: Buses\n",
        "title: Trams\rexcerpt: Buses\r",
    ],
)
def test_everything_else_is_left_to_libyaml(text: str) -> None:
    assert read_lines(text, Span(0, len(text)), LIMITS) is None


def test_lines_nested_deeper_than_the_limit_are_left_to_libyaml() -> None:
    text = "a:\n b:\n  c: d\n"
    block = Span(0, len(text))
    assert read_lines(text, block, Limits(depth=3)) is not None
    assert read_lines(text, block, Limits(depth=2)) is None
    assert read_yaml(text, block, Limits(depth=3)).problems == []
    assert read_yaml(text, block, Limits(depth=2)).problems != []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("case", sorted(YAML_CASES.glob("*")), ids=lambda case: case.name)
def test_both_readers_agree_on_every_case(case: Any, newline: str) -> None:
    text = plain(case.read_text(encoding="utf-8")).replace("\n", newline)
    assert_same(text, Span(0, len(text)))
    inner = Span(text.find(newline) + len(newline), len(text))
    assert_same(text, inner)


@pytest.mark.parametrize(
    "start", ["a: ", 'a: "', "a: '", "a: x", "a:", "", "- ", "#", "a: #", "a: b #", "a: b#"], ids=lambda start: start or "nothing"
)
@pytest.mark.parametrize("filling", ["x", " ", "#", ":", '\\"', "- ", "a-", "'"])
def test_long_lines_are_given_up_in_linear_time(start: str, filling: str) -> None:
    """A pattern that tries again at every character would take an hour for each."""
    text = start + filling * 500_000 + "\t"
    assert read_lines(text, Span(0, len(text)), LIMITS) is None


_INDENTS = st.sampled_from(["", "", "", "  ", "  ", "    ", " ", "   "])
_DASHES = st.sampled_from(["", "", "", "", "- ", "- ", "-   ", "-", "- - "])
_KEYS = st.sampled_from(["a:", "b:", "c:", "d_e-2:", "title:", "no:", "f", "", "'q':", "a :", "<<:", "5:"])
_GAPS = st.sampled_from([" ", " ", "  ", "", "\t"])
_VALUES = st.sampled_from(
    [
        *("", "", "", "text", "two words", '"quoted"', "'single'", '"with \\" quote"', '"\\u00e9"', "'it''s'", '"open', "'open"),
        *("1", "-1", "0", "007", "1.5", "1e3", "1_000", "0x1F", "+1", ".5", "-", "--", "-a", "1:30", "190:20:30", ".inf", "~", "=", "<<"),
        *("true", "No", "null", "y", "2024-05-01", "2024-05-01T06:00:00Z", "2024-02-30", "https://a.example/b#c"),
        *("a: b", "a:", "a #b", "a# b", "[a]", "{}", "|", ">", "&a b", "*a", "!t b", "!", "%a", "@a", "`a`", "?", "? a", ": a", ", a"),
        *("a, b", "a ]", "---", "...", "--- a", "#", "# comment", '"a" # b', "'a' #b", '"a"#b'),
        *("é", "’", "\u00a0a", "a\u00a0", "a\u2028b", "\ufeff", "👩", "a\x85b", "a\x07", "a\ttab"),
    ]
)
_ENDS = st.sampled_from(["", "", "", "", " ", "  ", " # note", "\t"])
_LINES = st.builds(lambda *parts: "".join(parts), _INDENTS, _DASHES, _KEYS, _GAPS, _VALUES, _ENDS)
_LETTERS = st.text(st.sampled_from("ab:#-'\"\\ \n&*|>%@`{}[],?!é\u00a0\u2028\t1.~"), max_size=12)


@given(st.lists(st.one_of(_LINES, _LINES, _LETTERS), min_size=1, max_size=8), st.sampled_from(["\n", "\n", "\r\n", "\r"]), st.booleans())
@example(["a: b", "", "  "], "\n", False)
def test_both_readers_agree_on_whatever_the_lines_are(lines: list[str], newline: str, ends: bool) -> None:
    text = newline.join(lines) + (newline if ends else "")
    assert_same(text, Span(0, len(text)))
    assert_same(f"---{newline}{text}{newline}---{newline}", Span(3 + len(newline), 3 + len(newline) + len(text)))
