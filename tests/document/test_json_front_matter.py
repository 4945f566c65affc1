"""JSON at the top of a file: an object without fences, or between them; and what mends it where it is broken."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.document import Document
from linter.engine.fixing import FixPolicy, fix_source
from linter.engine.linter import Linter
from linter.settings.options import Settings
from linter.source import Source
from linter.testing import NOW

LINTER = Linter(Settings(select=("NL0", "NL4")), now=NOW)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=6).filter(str.isprintable),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab{}\"'", max_size=3), inner, max_size=3),
    max_leaves=6,
)


def fixed(text: str) -> str:
    return fix_source(LINTER, Source.from_text("article.md", text), FixPolicy(unsafe=True, codes=LINTER.fixable_codes)).source.text


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "\nBody { } \n"), ("---json\n", "\n---\nBody { } \n"), (";;;\n", "\n;;;\nBody { } \n"), ("\ufeff", "\nBody { } \n")],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@given(value=st.dictionaries(st.text("ab{}", min_size=1, max_size=3), VALUES, min_size=1, max_size=3), indent=st.sampled_from([None, 2]))
def test_values_are_those_of_the_standard_library(
    value: dict[str, object], indent: int | None, before: str, after: str, newline: str
) -> None:
    text = f"{before}{json.dumps(value, indent=indent)}{after}".replace("\n", newline)
    document = Document.parse(Source.from_text("article.md", text))

    assert document.problems == []
    assert document.root is not None
    assert document.root.value == value
    assert document.front_matter is not None
    assert text[document.front_matter.body.start :] == f"Body {{ }} {newline}"


@pytest.mark.parametrize(
    ("broken", "message", "mended"),
    [
        ('{\n  "a": 1,\n}', "a comma before `}` is one too many", '{\n  "a": 1\n}'),
        ('{\n  "a": [1,]\n}', "a comma before `]` is one too many", '{\n  "a": [1]\n}'),
        ('{\n  "a": 1\n  "b": 2\n}', "a comma is missing between two fields", '{\n  "a": 1,\n  "b": 2\n}'),
        ('{\n  "a": 1;\n  "b": 2\n}', "JSON has `,` between two fields, found `;`", '{\n  "a": 1,\n  "b": 2\n}'),
        ('{\n  "a" = 1\n}', "JSON has `:` between a name and its value, found `=`", '{\n  "a" : 1\n}'),
        ('{\n  "a" "b"\n}', "`:` is missing between a name and its value", '{\n  "a": "b"\n}'),
        ("{\n  'a': 'b'\n}", "text has to stand in double quotes in JSON", '{\n  "a": "b"\n}'),
        ('{\n  "a": “b”\n}', "text has to stand in double quotes in JSON", '{\n  "a": "b"\n}'),
        ("{\n  a: 1\n}", "the name of a field has to stand in double quotes: `a`", '{\n  "a": 1\n}'),
        ('{\n  "a": True\n}', "JSON writes `true`, not `True`", '{\n  "a": true\n}'),
        ('{\n  "a": "b\n}', 'the quote `"` that is opened here is never closed', '{\n  "a": "b"\n}'),
        ('{\n  "a": 1 // note\n}', "JSON has no comments", None),
        ('{\n  "a": {"b": 1\n}', "`{` is opened here and never closed", None),
    ],
)
def test_a_mistake_is_explained_and_mended(broken: str, message: str, mended: str | None) -> None:
    text = f"{broken}\nBody\n"

    assert LINTER.lint(Source.from_text("article.md", text)).diagnostics[0].message == message
    assert fixed(text) == (f"{mended}\nBody\n" if mended is not None else text)


def test_fixes_change_the_value_alone() -> None:
    assert fixed('{\n  "title": "Trams  are back",\n  "n": 1\n}\nBody\n') == '{\n  "title": "Trams are back",\n  "n": 1\n}\nBody\n'


@pytest.mark.parametrize("text", ["{{ content }}\n", "{% raw %}\n", "{: .lead }\n", "{toc}\n", "# A heading\n"])
def test_what_only_begins_with_a_brace_is_no_front_matter(text: str) -> None:
    assert not Document.parse(Source.from_text("page.md", text)).has_front_matter


def test_toml_may_stand_between_dashes_that_name_it() -> None:
    document = Document.parse(Source.from_text("article.md", "---toml\na = 1\n---\nBody\n"))

    assert document.root is not None
    assert document.root.value == {"a": 1}
