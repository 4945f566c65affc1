"""Valid articles, damaged in many ways: every mistake is told on its line, and neither hides nor harms anything else."""

import re
from collections import Counter
from random import Random
from time import process_time

import pytest

from linter.engine.fixing import FixPolicy, fix_source
from linter.engine.linter import Linter
from linter.settings.options import Settings
from linter.source import Source
from linter.testing import NOW
from tests.support.damage import ARTICLE, DAMAGES

LINTER = Linter(Settings(select=("NL0", "NL102")), now=NOW)
SYNTAX = Linter(Settings(select=("NL003",)), now=NOW)
SAFE = FixPolicy(unsafe=False, codes=frozenset(rule.code for rule in LINTER.rules))
UNSAFE = SAFE._replace(unsafe=True)
ESCAPES = re.compile(r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}")


def article(lines: list[str], newline: str = "\n") -> Source:
    return Source.from_text("article.md", "\n".join(["---", *lines, "---", "Text.", ""]).replace("\n", newline))


def damaged(name: str, seed: int) -> tuple[list[str], int] | None:
    """Return the article with one line damaged, and its number; None where the damage does not fit the line."""
    chance = Random(f"{name} {seed}")
    at = chance.randrange(len(ARTICLE))
    line = DAMAGES[name](ARTICLE[at], chance)
    return ([*ARTICLE[:at], line, *ARTICLE[at + 1 :]], at) if line is not None and line != ARTICLE[at] else None


def letters(text: str) -> Counter[str]:
    return Counter(character for character in ESCAPES.sub("", text) if character.isalnum())


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_told_where_it_is(name: str, newline: str) -> None:
    for seed in range(60):
        case = damaged(name, seed)
        if case is None:
            continue
        lines, at = case
        source = article(lines, newline)

        result = LINTER.lint(source)

        assert not result.failures
        places = {source.position(d.span.start).line - 2 for d in result.diagnostics}
        last = at + lines[at].count("\n") + lines[at].count("\r")
        assert all(at <= place <= last for place in places), (lines[at], result.diagnostics)
        assert all(d.span.end <= len(source.text) for d in result.diagnostics)


@pytest.mark.parametrize("name", DAMAGES)
def test_other_fields_are_read(name: str) -> None:
    sound = LINTER.lint(article(ARTICLE)).document.root
    assert sound is not None
    for seed in range(60):
        case = damaged(name, seed)
        if case is None:
            continue
        lines, at = case
        root = LINTER.lint(article(lines)).document.root
        if root is None:
            continue  # where nothing mends it, nothing is claimed
        key = next(line.partition(":")[0] for line in reversed(ARTICLE[: at + 1]) if not line.startswith(" "))

        assert {k: v for k, v in root.value.items() if k != key} == {k: v for k, v in sound.value.items() if k != key}, lines[at]


@pytest.mark.parametrize("name", DAMAGES)
def test_a_safe_fix_loses_no_letter_or_digit(name: str) -> None:
    for seed in range(60):
        case = damaged(name, seed)
        if case is None:
            continue
        source = article(case[0])

        fixed = fix_source(LINTER, source, SAFE)

        assert not fixed.failures
        assert not letters(source.text) - letters(fixed.source.text), case[0][case[1]]
        before, after = LINTER.lint(source).document.root, fixed.result.document.root
        if before is not None and after is not None:
            assert before.value == after.value


@pytest.mark.parametrize("name", DAMAGES)
def test_unsafe_fixes_leave_readable_yaml(name: str) -> None:
    for seed in range(60):
        case = damaged(name, seed)
        if case is None:
            continue
        found = LINTER.lint(article(case[0])).diagnostics

        fixed = fix_source(LINTER, article(case[0]), UNSAFE)

        assert not fixed.failures, case[0][case[1]]
        if found and all(d.fix is not None for d in found if d.code == "NL003"):
            assert not [d for d in fixed.result.diagnostics if d.code == "NL003"], (case[0][case[1]], fixed.source.text)


def test_several_damages_at_once_are_each_told() -> None:
    for seed in range(150):
        chance = Random(seed)
        lines = list(ARTICLE)
        for at in chance.sample([1, 2, 4, 10, 11, 13], 3):
            name = chance.choice(["separator", "colon", "first character", "block sign"])
            lines[at] = DAMAGES[name](lines[at], chance) or lines[at]
        source = article(lines)

        result = LINTER.lint(source)

        told = {source.position(d.span.start).line for d in result.diagnostics if d.code in ("NL003", "NL102")}
        starts = [1 + sum(line.count("\n") + 1 for line in lines[:at]) + 1 for at in range(len(lines))]
        assert told == {starts[at] for at in range(len(lines)) if lines[at] != ARTICLE[at]}, lines


@pytest.mark.parametrize("number", [21, 2_000])
def test_there_is_no_cliff(number: int) -> None:
    source = article([f"k{at}: part {at}: text" for at in range(number)])

    fixed = fix_source(LINTER, source, SAFE)

    assert len(LINTER.lint(source).diagnostics) == number
    assert len(fixed.applied) == number
    assert not fixed.result.diagnostics


def test_what_cannot_be_mended_leaves_the_others_their_fixes() -> None:
    source = article(["title: Part 1: trams", "topics:", "  trams: new", "  - Buses", "excerpt: @city", "heat: 5"])

    found = LINTER.lint(source).diagnostics

    assert [(source.position(d.span.start).line, d.fix is not None) for d in found] == [(2, True), (5, False), (6, True)]
    assert [d.code for d in fix_source(LINTER, source, SAFE).result.diagnostics] == ["NL003"]


REPEATED = {
    "colons": lambda number: "".join(f"k{at}: part {at}: text\n" for at in range(number)),
    "items": lambda number: "topics:\n" + "".join(f"  - part: one: {at}\n" for at in range(number)),
    "glued": lambda number: "".join(f"k{at}:text\n" for at in range(number)),
    "open quotes": lambda number: "".join(f'k{at}: "text {at}\n' for at in range(number)),
    "open lists": lambda number: "".join(f"k{at}: [text {at}\n" for at in range(number)),
    "broken lists": lambda number: "".join(f"k{at}: [a,, b]\n" for at in range(number)),
    "stray lines": lambda number: "title: 'x'\n" + "".join(f"word {at}\n" for at in range(number)),
    "merges": lambda number: "".join(f"<<<<<<< a\nk{at}: 1\n=======\nk{at}: 2\n>>>>>>> b\n" for at in range(number)),
    "open merges": lambda number: "".join(f"<<<<<<< a\nk{at}: 1\n" for at in range(number)),
    "items among fields": lambda number: "".join(f"k{at}: 1\n- a\n" for at in range(number)),
    "spaces": lambda number: f"title: a: b{' ' * 30 * number}x\n",
    "spaces before a comment": lambda number: f"title: a: b{' ' * 30 * number}#x\n",
    "signs": lambda number: f"title: a: b{' #x' * 10 * number}\n",
    "escapes": lambda number: 'title: "' + r"\d" * 10 * number + '"\n',
    "brackets": lambda number: f"title: {'[' * 30 * number}\n",
}


@pytest.mark.parametrize("name", REPEATED)
def test_many_mistakes_take_linear_time(name: str) -> None:
    """The square of the number would take a hundred times as long for ten times as many."""
    times = []
    for number in (200, 2_000):
        source = Source.from_text("article.md", f"---\n{REPEATED[name](number)}---\n")
        start = process_time()
        SYNTAX.lint(source)
        times.append(process_time() - start)

    assert times[1] < 50 * max(times[0], 0.005)
