"""Broken TOML: what is said, at which place, and what mends it."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.diagnostics.fix import Applicability
from linter.engine.fixing import FixPolicy, fix_source
from linter.engine.linter import Linter
from linter.settings.options import Settings
from linter.source import Source
from linter.testing import NOW

LINTER = Linter(Settings(select=("NL0",)), now=NOW)
NEVER = "that is opened here with"
# The block; for each mistake its line, what is marked and the message; the block after all fixes; whether these are safe.
MISTAKES: list[tuple[str, list[tuple[int, str, str]], str | None, bool]] = [
    ('title = "Trams\nb = 5', [(1, '"', 'the quote `"` that is opened here is never closed')], 'title = "Trams"\nb = 5', True),
    ("title = 'Trams\nb = 5", [(1, "'", "the quote `'` that is opened here is never closed")], "title = 'Trams'\nb = 5", True),
    ('title = "Trams # 5', [(1, '"', 'the quote `"` that is opened here is never closed')], 'title = "Trams # 5"', False),
    ('title "Trams"', [(1, "title", "`=` is missing between `title` and its value")], 'title = "Trams"', True),
    ('a.b: "x"', [(1, ":", "TOML has `=` between a name and its value, found `:` behind `a.b`")], 'a.b = "x"', True),
    (
        "title: Trams are back",
        [(1, ":", "TOML has `=` between a name and its value, found `:` behind `title`")],
        'title = "Trams are back"',
        True,
    ),
    ("n == 5", [(1, "==", "TOML has `=` between a name and its value, found `==` behind `n`")], "n = 5", True),
    ("n := 5", [(1, ":=", "TOML has `=` between a name and its value, found `:=` behind `n`")], "n = 5", True),
    ("title = Trams are back", [(1, "Trams are back", "text has to stand in quotes in TOML")], 'title = "Trams are back"', True),
    ("url = https://a.example/b", [(1, "https://a.example/b", "text has to stand in quotes in TOML")], 'url = "https://a.example/b"', True),
    ("title = “Trams”", [(1, "“Trams”", "text has to stand in plain quotes in TOML, not in curly ones")], 'title = "Trams"', True),
    (
        "title = 'Tram's back'",
        [(1, "'Tram's back'", "an apostrophe ends the text here: a text with one in it stands in double quotes")],
        'title = "Tram\'s back"',
        True,
    ),
    (
        'title = "a "b" c"',
        [(1, '"a "b" c"', "a quote inside of the text ends it: such a text stands in single quotes")],
        "title = 'a \"b\" c'",
        False,
    ),
    ('title = "C:\\dir"', [(1, "\\d", "`\\d` begins an escape that TOML cannot read")], 'title = "C:\\\\dir"', False),
    ("published = True", [(1, "True", "TOML writes `true` in small letters, not `True`")], "published = true", True),
    ('title = "a",', [(1, ",", "`,` does not belong behind the value")], 'title = "a"', False),
    ("n = 010", [(1, "010", "a number in TOML has no zeros in front of it: `010`")], "n = 10", False),
    ("n = .5", [(1, ".5", "a number in TOML has digits before and after the point: `.5`")], "n = 0.5", True),
    ("n = 5.", [(1, "5.", "a number in TOML has digits before and after the point: `5.`")], "n = 5.0", True),
    ('tags = ["a", "b"\nn = 5', [(1, "[", f"the list {NEVER} `[` is never closed")], 'tags = ["a", "b"]\nn = 5', True),
    (
        'tags = [\n  "a",\n  "b"\n\n[x]\ny = 1',
        [(1, "[", f"the list {NEVER} `[` is never closed")],
        'tags = [\n  "a",\n  "b"]\n\n[x]\ny = 1',
        True,
    ),
    ('tags = ["a" "b"]', [(1, '"', "a comma is missing between two items")], 'tags = ["a", "b"]', True),
    ("tags = [a, b c]", [(1, "[a, b c]", "texts have to stand in quotes in TOML")], 'tags = ["a", "b c"]', True),
    ("x = {a = 1", [(1, "{", f"the table {NEVER} `{{` is never closed")], "x = {a = 1}", True),
    ("x = {a = 1,}", [(1, ",", "a table in braces ends without a comma")], "x = {a = 1}", True),
    ('[provider\nname = "x"', [(1, "[provider", "the bracket of the table `[provider` is not closed")], '[provider]\nname = "x"', True),
    ("[[related]\na = 1", [(1, "[[related]", "the bracket of the table `[[related]` is not closed")], "[[related]]\na = 1", True),
    ("été = 1", [(1, "été", "a name with other characters than `A-Z a-z 0-9 _ -` has to stand in quotes: `été`")], '"été" = 1', True),
    (
        "my key = 1",
        [(1, "my key", "a name with other characters than `A-Z a-z 0-9 _ -` has to stand in quotes: `my key`")],
        '"my key" = 1',
        False,
    ),
    ("n = 1,000", [(1, ",", "expected the end of the line, found `,`")], None, False),
    ("date = 2024-5-1", [(1, "2024-5-1", "`2024-5-1` is no date as TOML has it")], None, False),
    ("date = 2024-13-01", [(1, "2024-13-01", "there is no such date: there is no month 13")], None, False),
    ("date = 2024-02-30T06:00:00Z", [(1, "2024-02-30T06:00:00Z", "there is no such date: February 2024 has no day 30")], None, False),
    ("x = null", [(1, "null", "TOML has no `null`")], None, False),
    ("x = yes", [(1, "yes", "`yes` is no value in TOML")], None, False),
    ("x =\nn = 5", [(1, "x", "`x` has no value")], None, False),
    ("x = # later", [(1, "x", "`x` has no value")], None, False),
    ("- a\n- b", [(1, "a", "TOML has no lists of dashes"), (2, "b", "TOML has no lists of dashes")], None, False),
    ("// note\nn = 5", [(1, "/", "a comment in TOML begins with `#`")], None, False),
    ('title = """\nTrams', [(1, '"""', 'the quote `"""` that is opened here is never closed')], None, False),
    ("<<<<<<< ours\nn = 5", [(1, "<<<<<<< ours", "a merge conflict's marker `<<<<<<<`")], None, False),
    ("x = {\n  a = 1\n}", [(1, "{", f"the table {NEVER} `{{` has to end on the same line")], None, False),
    ("title", [(1, "title", "expected `=` behind `title`, found the end of the front matter")], None, False),
    ("= 5", [(1, "=", "expected the name of a field, found `=`")], None, False),
    ("n = 5\nn = 6", [(2, "n", "`n` is written twice, and TOML then refuses the whole file: delete one of them")], None, False),
    ("[a]\nb = 1\n[a]\nc = 1", [(3, "a", "`a` is written twice, and TOML then refuses the whole file: delete one of them")], None, False),
    (
        'title: "Trams"\ntags = ["a"\nquality = 5',
        [
            (1, ":", "TOML has `=` between a name and its value, found `:` behind `title`"),
            (2, "[", f"the list {NEVER} `[` is never closed"),
        ],
        'title = "Trams"\ntags = ["a"]\nquality = 5',
        True,
    ),
]


def source_of(block: str, newline: str) -> Source:
    return Source.from_text("article.md", f"+++\n{block}\n+++\nBody 🚋\n".replace("\n", newline))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("block", "expected", "mended", "is_safe"), MISTAKES, ids=[block for block, *_ in MISTAKES])
def test_a_mistake_is_explained_and_mended(
    block: str, expected: list[tuple[int, str, str]], mended: str | None, is_safe: bool, newline: str
) -> None:
    source = source_of(block, newline)
    result = LINTER.lint(source)
    fixes = [diagnostic.fix for diagnostic in result.diagnostics if diagnostic.fix is not None]

    found = [(source.position(d.span.start).line - 1, source.text[slice(*d.span)], d.message) for d in result.diagnostics]
    assert found[: len(expected)] == expected
    assert not any("YAML" in d.message + d.hint for d in result.diagnostics)
    assert len(found) == len(expected) or mended is None  # what nothing mends may hide where the next line begins
    assert {fix.applicability for fix in fixes} == (set() if mended is None else {Applicability.SAFE if is_safe else Applicability.UNSAFE})
    fixed = fix_source(LINTER, source, FixPolicy(unsafe=True, codes=LINTER.fixable_codes))
    assert fixed.source.text == source_of(block if mended is None else mended, newline).text
    assert fixed.dropped == ()
    if mended is not None:
        assert fixed.result.diagnostics == ()
        tomllib.loads(mended)


@pytest.mark.parametrize(
    ("text", "line", "message", "fixed"),
    [
        ("+++\na = 1\n++++\nB\n", 3, "it has four plus signs", "+++\na = 1\n+++\nB\n"),
        ("+++\na = 1\n++\nB\n", 3, "it has two plus signs", "+++\na = 1\n+++\nB\n"),
        ("+++\na = 1\n  +++\nB\n", 3, "there are spaces before it", "+++\na = 1\n+++\nB\n"),
        ("+++\na = 1\n---\nB\n", 3, "it is `---`, as YAML has it", "+++\na = 1\n+++\nB\n"),
        ("+++\na = 1\n+++ Text\n", 3, "there is text behind it", "+++\na = 1\n+++\nText\n"),
        ("+++\na = 1\n\u200b+++\nB\n", 3, "there is an invisible character in it", "+++\na = 1\n+++\nB\n"),
        ("++++\na = 1\n+++\nB\n", 1, "it has four plus signs", None),
        (" +++\na = 1\n+++\nB\n", 1, "there are spaces before it", None),
        ("+++\na = 1\n\nB.\n", 1, "the front matter is never closed: add a line `+++` below its last field", None),
    ],
)
def test_fences_that_are_almost_right(text: str, line: int, message: str, fixed: str | None) -> None:
    source = Source.from_text("article.md", text)
    result = LINTER.lint(source)
    first = result.diagnostics[0]

    assert result.document.resembles_article or result.document.has_front_matter
    assert (source.position(first.span.start).line, message in first.message) == (line, True)
    if fixed is not None:
        assert fix_source(LINTER, source, FixPolicy(unsafe=True, codes=LINTER.fixable_codes)).source.text == fixed


@given(st.lists(st.sampled_from([block for block, *_ in MISTAKES]), min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_several_mistakes_at_once_never_crash_and_fixes_come_to_an_end(blocks: list[str], newline: str) -> None:
    source = source_of("\n".join(blocks), newline)
    result = LINTER.lint(source)

    assert result.failures == ()
    assert result.diagnostics
    assert all(0 <= d.span.start < d.span.end <= len(source.text) or d.span.start == d.span.end for d in result.diagnostics)
    for unsafe in (False, True):
        policy = FixPolicy(unsafe=unsafe, codes=LINTER.fixable_codes)
        fixed = fix_source(LINTER, source, policy)
        assert fixed.source.text.endswith(f"+++{newline}Body 🚋{newline}")
        if not fixed.dropped:
            assert fix_source(LINTER, fixed.source, policy).source.text == fixed.source.text
