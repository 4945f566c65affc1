"""TOML front matter: what newslint makes of it equals what the standard library makes of it, and every place is exact."""

import tomllib
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linter.document import Document
from linter.document.nodes import Mapping, Scalar, walk
from linter.source import Source

Words = st.text("abz09 _-.éß🚋'\"\\#=\t,[]{}\u2028", max_size=8)
Bare = st.text("abAB01_-", min_size=1, max_size=3)


def basic(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


PLAIN = (
    *("0", "+1", "-17", "1_000", "0xFf", "0o17", "0b1_0", "3.5", "-0.0", "1e3", "6.6_2E-3_4", "inf", "-nan", "true", "false"),
    *("2024-05-01", "2024-05-01T06:00:00Z", "2024-05-01 06:00:00.25+02:00", "2024-02-29t23:59:59", "07:32:00", "07:32:00.999999"),
)
STRINGS = Words.map(basic) | Words.filter(lambda text: "'" not in text).map(lambda text: f"'{text}'")
LONG = st.sampled_from(
    ['"""\na\nb"""', "'''\r\na\\b'''", '""""quoted"""""', '"""a \\\n   b"""', "''''x'''''", '"""\\u00e9\\U0001F68B"""', '""""""', "''''''"]
)
VALUES = st.recursive(
    st.sampled_from(PLAIN) | STRINGS | LONG,
    lambda inner: st.one_of(
        st.tuples(st.lists(inner, max_size=3), st.sampled_from(["", ",", " , # c\n", "\n"])).map(
            lambda made: "[" + ",\n".join(made[0]) + (made[1] if made[0] else "") + "]"
        ),
        st.lists(st.tuples(st.lists(Bare, min_size=1, max_size=2).map(".".join), inner), max_size=2).map(
            lambda pairs: "{" + ", ".join(f"{key} = {value}" for key, value in pairs) + "}"
        ),
    ),
    max_leaves=4,
)
KEYS = st.lists(Bare | Words.map(basic) | st.just("'k'"), min_size=1, max_size=3).map(lambda parts: " . ".join(parts))
LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]}"),
    KEYS.map(lambda key: f"[{key}]"),
    KEYS.map(lambda key: f"[[ {key} ]]"),
    st.sampled_from(["", "# note", "  \t"]),
)
BLOCKS = st.tuples(st.lists(LINES, max_size=6), st.sampled_from(["\n", "\r\n"])).map(lambda made: made[1].join(made[0]))
NOISE = st.text("ab=.[]{}\"'#,\n\r\t 0-:\\", max_size=20)


def parse(block: str) -> Document:
    return Document.parse(Source.from_text("article.toml", block))


def judged(block: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, ValueError):
        return None


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in theirs)
    if isinstance(theirs, list):
        return isinstance(ours, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(theirs, datetime | date | time):
        kind = type(theirs)
        return isinstance(ours, str) and kind.fromisoformat(ours) == theirs
    return type(ours) is type(theirs) and (ours == theirs or (ours != ours and theirs != theirs))


def assert_equal(block: str) -> None:
    document, expected = parse(block), judged(block)
    is_good = document.root is not None and not any(
        p.rule in ("broken-syntax", "duplicate-key", "invalid-encoding") for p in document.problems
    )
    if expected is None:
        assert not is_good
    elif not expected:
        assert [problem.rule for problem in document.problems] == ["not-a-mapping"]
    else:
        assert document.problems == []
        assert document.root is not None
        assert same(document.root.value, expected)
        assert_places(document)


def assert_places(document: Document) -> None:
    """Each value, read again from where it is said to stand, is that value; each character of a text is where it is said to be."""
    text = document.source.text
    assert document.root is not None
    for node in walk(document.root):
        if isinstance(node, Scalar):
            again = tomllib.loads(f"a = {text[node.start : node.end]}")["a"]
            assert same(node.value, again)
            how = document.syntax.written(text, node)
            if isinstance(node.value, str):
                assert how is not None
                assert len(how.text) == len(how.places) == len(node.text)
        elif isinstance(node, Mapping):
            for name, entry in node.fields.items():
                key = text[entry.key.start : entry.key.end]
                assert list(tomllib.loads(f"{key} = 0")) == [name]
                assert (
                    node.value[name] is entry.value.value or node.value[name] == entry.value.value or entry.value.value != entry.value.value
                )
                assert entry.value.key == name
                assert entry.value.parent is node


@given(BLOCKS)
@example("a = 1\n[a.b]\n")
@example("[a.b]\n[a]\nb.c = 1\n")
@example("[fruit]\napple.color = 1\n[fruit.apple]\n")
@example("[fruit]\napple.color = 1\n[fruit.apple.taste]\n")
@example("[[a]]\n[a]\n")
@example("a = [{}]\n[[a]]\n")
@example("[[a.b]]\n[a]\nb.c = 1\n")
@example("a = {b = 1}\na.c = 2\n")
@example("x = {a.b = 1, a.c = 2}\n")
@example("x = {a = {b = 1}, a.c = 2}\n")
@example("[a]\nb.c = 1\n[a.b]\n")
@example("[a.b.c]\n[a]\nb.d = 1\n")
@example("[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2\n")
@example("a.b = 1\n[a]\n")
@example('title = "a"\rb = 1\n')
@example('title = "a" \x00\n')
def test_values_and_verdicts_are_those_of_the_standard_library(block: str) -> None:
    assert_equal(block)


@given(NOISE)
def test_noise_is_refused_where_the_standard_library_refuses_it(block: str) -> None:
    assert_equal(block)


@given(BLOCKS, NOISE, st.integers(0, 40))
def test_damaged_blocks_are_refused_where_the_standard_library_refuses_them(block: str, noise: str, at: int) -> None:
    assert_equal(block[:at] + noise[:3] + block[at:])


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_hold_behind_a_byte_order_mark_and_emoji(newline: str, mark: str) -> None:
    text = mark + newline.join(["+++", 'title = "Trams 🚋" # gone 🚋', "[provider]", "name = 'City'", "+++", "Text", ""])
    document = Document.parse(Source.from_text("article.md", text))

    assert document.problems == []
    assert document.root is not None
    assert document.root.value == {"title": "Trams 🚋", "provider": {"name": "City"}}
    assert document.front_matter is not None
    assert text[slice(*document.front_matter.opening)] == "+++"
    assert text[document.front_matter.body.start :] == f"Text{newline}"
    title = document.root.get("title")
    assert title is not None
    assert document.written(title) == '"Trams 🚋"'
