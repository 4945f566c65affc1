"""One thing has one name, and the words are the usual ones: in the documentation, in the help, and on the rules' pages."""

import re
from pathlib import Path

import pytest

from linter.cli.main import COMMANDS
from linter.cli.main import run as newslint
from linter.rules.pages import rule_page
from linter.rules.registry import ALL_RULES
from tests.support import ROOT

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
# What is said instead: fix, spaces, skipped, "belongs in", "is recognised by", "is reported", cached, this repository, one per line.
UNUSUAL = re.compile(
    r"\b(mend(s|ed|ing)?|blanks|passed over|belongs? into|known again|(is|are) told|repo at hand|one a line|stands on top|forget what)\b",
    re.IGNORECASE,
)


def unusual(text: str) -> list[str]:
    return [line for line in text.splitlines() if UNUSUAL.search(line)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages(page: Path) -> None:
    assert unusual(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_rules(rule: type) -> None:
    assert unusual(rule_page(rule)) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    if command == "schema":
        assert newslint([command, "--help"]) == 0
    else:
        with pytest.raises(SystemExit, match="0"):
            newslint([command, "--help"])
    assert unusual(capsys.readouterr().out) == []
