"""A safe fix never loses anything: each word that a reader would have seen is still there, in its paragraph."""

import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings

from linter.engine.fixing import FixPolicy, fix_source
from linter.engine.linter import Linter
from linter.rules.registry import ALL_RULES
from linter.settings.options import Settings
from linter.source import Source
from linter.testing import NOW, as_file, unmark
from tests.support import DATA
from tests.support.annotated import plain
from tests.support.generated import DAMAGE, articles, json_files
from tests.support.seen import seen, seen_in

CASES = sorted((DATA / "yaml").glob("*.md"))
EXAMPLES = [
    pytest.param(as_file(example, unmark(example.text)[0]), example.path, id=f"{rule.code}-{index}")
    for rule in ALL_RULES
    for index, example in enumerate(rule.examples)
]
SAFE = FixPolicy(unsafe=False, codes=frozenset(rule.code for rule in ALL_RULES))


@cache
def linter() -> Linter:
    return Linter(Settings(select=("ALL",)), now=NOW)


def lost(text: str, path: str = "article.md") -> set[tuple[str, object]]:
    """Return what safe fixes take away."""
    source = Source.from_text(path, text)
    fixed = fix_source(linter(), source, SAFE)
    return seen_in(linter().parse(source), numbers=False) - seen_in(fixed.result.document, numbers=True)


# What stands in the file, and whether safe fixes may change it at all.
KINDS = {
    "a path": r'title: "C:\news\ferry"',
    "a formula": r'title: "$\frac{1}{2}$ fare"',
    **{f"the escape {letter}": rf'title: "Ferries\{letter}  return"' for letter in "nfabev0trNLP_"},
    "a text that ends with an escape": r'title: "C:\news\n"',
    "Windows-1252": "title: It\x92s back  again",
    "garbled quotes": "title: â€œFerriesâ€\x9d  return",
    "garbled letters": "title: Ã\xa0  la carte, Ã\xadbis",
    "control characters between words": 'title: "Ferries\x0breturn\x0cto\x1cthe\x1fharbour"',
    "a terminal's colours": 'title: "\x1b[31mFerries\x1b[0m  return"',
    "paragraphs in quotes": 'excerpt: "Two boats  sail.\n\n  They are red. "',
    "paragraphs with escapes": r'excerpt: "Two boats  sail.\n\nThey are red. "',
    "direction marks": 'title: "\u200fשלום\u200e  ABC"',
    "isolates": 'title: "\u2067שלום\u2069  ABC"',
    "joiners": 'title: "می\u200cروم  API\u200cهای"',
    "a template tag over two lines": "title: {{ title }}\n  and more: words",
    "a comment that a repair would uncover": "title:\u00a0Ferries\n  and more  # newslint: ignore[NL402] words",
    "a broken line that a repair would take in": "webUrl: :\n  name: City\n   domain: example.com\n   ^^^^^^ more",
    "a broken line that a fix would take in": 'quality: "41"\n   more words\n',
    "written-out escapes": r"title: 'It\u2019s  back,\nis it?'",
}


@pytest.mark.parametrize("line", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_nothing_is_lost_in(line: str, newline: str) -> None:
    assert not lost(f"---\n{line}\n---\n".replace("\n", newline))


@pytest.mark.parametrize(("text", "path"), EXAMPLES)
def test_nothing_is_lost_in_the_examples_of_rules(text: str, path: str) -> None:
    assert not lost(text, path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_nothing_is_lost_in_odd_yaml(case: Path) -> None:
    assert not lost(plain(case.read_text(encoding="utf-8")))


@settings(max_examples=300)
@given(text=articles())
def test_nothing_is_lost_in_damaged_articles(text: str) -> None:
    assert not lost(text)


@given(text=json_files())
def test_nothing_is_lost_in_json(text: str) -> None:
    assert not lost(text, "article.json")


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_lost_in_damaged_examples(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(20):
        example = chance.choice(EXAMPLES)
        text, path = example.values[0], example.values[1]
        assert isinstance(text, str)
        assert isinstance(path, str)
        at = chance.randrange(len(text) + 1)
        assert not lost(text[:at] + chance.choice(DAMAGE) + text[at + chance.randrange(2) :], path)


def test_what_is_lost_is_seen() -> None:
    """The measure itself: each pair reads differently."""
    assert seen("It\x92s") != seen("Its")
    assert seen("Ferries\x0breturn") == seen("Ferries return") != seen("Ferriesreturn")
    assert seen("One.\n\nTwo.") != seen("One. Two.")
    assert seen("Ã\xadbis") != seen("Ãbis")
    assert seen("\u200fשלום") != seen("שלום")
    assert seen("&#8217;s") == seen("’s")
    assert seen("Tr\u200bams") == seen("Trams")
