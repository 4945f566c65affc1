"""NL008: what scripts need stays, and what parted two words leaves a space."""

import pytest

from linter import fix_text, lint_text
from linter.diagnostics.diagnostic import Diagnostic


def article(excerpt: str) -> str:
    return f'---\nexcerpt: "{excerpt}"\n---\n'


def invisible(text: str) -> list[Diagnostic]:
    return [found for found in lint_text(text, path="a.md") if found.code == "NL008"]


@pytest.mark.parametrize(
    "text",
    [
        "葛\U000e0100城さん",
        "辻\U000e0101さん",
        "\U00020bb7\U000e0100野",
        "ꦗꦮ\u200bꦗꦮ",
        "ᬩ\u200bᬮ",
        "ᥐ\u200bᥑ",
        "ꠀ\u200dꠁ",
        "\U00011304\U0001134d\u200d\U00011315",
    ],
)
def test_what_a_script_needs_is_no_defect(text: str) -> None:
    assert invisible(article(text)) == []


@pytest.mark.parametrize("text", ["a\U000e0100b", "Trams\U000e0100"])
def test_a_variation_of_no_chinese_character_is_reported(text: str) -> None:
    assert len(invisible(article(text))) == 1


def test_a_variation_in_an_address_is_reported() -> None:
    assert len(invisible('---\nwebUrl: "https://www.example.com/葛\U000e0100"\n---\n')) == 1


@pytest.mark.parametrize("filler", ["\u3164", "\uffa0"])
def test_a_filler_that_shows_as_a_blank_becomes_a_space(filler: str) -> None:
    assert fix_text(article(f"한{filler}국"), path="a.md")[0] == article("한 국")


def test_the_signs_around_a_reading_are_not_removed_unasked() -> None:
    text = article("\ufff9漢\ufffaかん\ufffb")
    assert fix_text(text, path="a.md")[0] == text
    assert {found.fix.applicability for found in invisible(text) if found.fix is not None} == {"unsafe"}
