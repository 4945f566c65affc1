"""Every file in tests/data/yaml is a case: the diagnostics under its lines are those that linting it gives, whatever the line ends."""

from pathlib import Path

import pytest

from linter import lint_text
from linter.source import Source
from tests.support.annotated import YAML_CASES, YAML_RULES, annotate, plain

CASES = sorted(YAML_CASES.glob("*.md"))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path, newline: str) -> None:
    expected = case.read_text(encoding="utf-8")

    assert annotate(plain(expected), YAML_RULES, newline=newline) == expected


# What a text editor would show badly is written with escapes here instead of in files.
LATER = "quality: x\n         ^ NL102 `quality` must be a whole number such as `72`, not the text `x`\n"
HARD_TO_SEE = {
    "line separator": 'title: "Tr\u2028ams"\n          ^ NL008 `title` holds an invisible character: U+2028 (line separator)\n' + LATER,
    "line separators": (
        'title: "\u2028\u2028Trams"\n        ^^ NL008 `title` holds an invisible character: U+2028 (line separator) and 1 more\n' + LATER
    ),
    "next line": 'title: "Tr\x85ams"\n          ^ NL008 `title` holds an invisible character: U+0085 (next line)\n' + LATER,
    "form feed": "title: Tr\x0cams\n         ^ NL008 `title` holds an invisible character: U+000C (control character)\n" + LATER,
    "paragraph separator, plain": "title: Tr\u2029ams\n"
    "         ^ NL003 `title` ends here, for YAML, with the character U+2029\n"
    "         ^ NL008 `title` holds an invisible character: U+2029 (paragraph separator)\n" + LATER,
}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("name", HARD_TO_SEE)
def test_lines_are_counted_as_editors_and_git_count_them(name: str, newline: str) -> None:
    expected = f"---\n{HARD_TO_SEE[name]}---\n"
    text = "\n".join(line for line in expected.split("\n") if " NL" not in line)

    assert annotate(text, ("NL0", "NL102"), newline=newline) == expected


def test_mixed_line_ends() -> None:
    expected = f"---\ntitle: One\nexcerpt: Two\n{LATER}---\n"
    mixed = "---\r\ntitle: One\rexcerpt: Two\nquality: x\r\n---\r"

    assert annotate(mixed.replace("\r\n", "\n").replace("\r", "\n"), ("NL0", "NL102")) == expected

    found = lint_text(mixed, select=["NL102"])

    assert [Source.from_text("x", mixed).position(d.span.start) for d in found] == [(4, 10)]


def test_a_byte_order_mark_takes_no_column() -> None:
    expected = f"\ufeff---\n^ NL007 the file begins with an invisible mark (BOM) that hides the front matter from some tools\n{LATER}---\n"

    assert annotate(expected.replace(expected.split("\n")[1] + "\n", "").replace(LATER, "quality: x\n"), ("NL0", "NL102")) == expected
