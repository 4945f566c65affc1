"""NL102 where a list belongs: the list that the text was meant as."""

import pytest

from linter import fix_text


@pytest.mark.parametrize(
    ("written", "fixed"),
    [
        (" Transport, Harbour", "topics: [Transport, Harbour]"),
        (" (Transport, Harbour)", "topics: [Transport, Harbour]"),
        (" Transport (sea)", "topics: [Transport (sea)]"),
        ("\n  + Transport\n  + Harbour", "topics:\n  [Transport, Harbour]"),
        ("\n  1. Transport\n  2. Harbour", "topics:\n  [Transport, Harbour]"),
        ("\n  Transport\n  Harbour", "topics:\n  [Transport, Harbour]"),
        (' "1. Transport"', 'topics: ["1. Transport"]'),
        ("\n  Sea, land\n  and air", "topics:\n  [Sea, land and air]"),
    ],
)
def test_text_becomes_the_list_that_was_meant(written: str, fixed: str) -> None:
    text = f"---\ntopics:{written}\n---\n"
    assert fix_text(text, path="a.md")[0] == text
    assert fixed in fix_text(text, path="a.md", unsafe=True)[0]
