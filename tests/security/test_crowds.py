"""One rule is shown a hundred times in a file; everything else knows of every diagnostic."""

import json
from pathlib import Path

import pytest

from linter.reporters import FORMATS
from linter.reporters.crowds import MOST_OF_ONE_RULE
from tests.support.article import CLEAN
from tests.support.newslint import newslint, write

TOPICS = "".join(f'  - " topic {number} "\n' for number in range(150))
MANY = CLEAN.replace("  - Transport\n", TOPICS)
SELECT = ("--select", "NL402")

LISTS = [name for name in FORMATS if name not in ("statistics", "junit", "html", "github", "markdown")]


@pytest.mark.parametrize("name", LISTS)
def test_every_format_ends_with_a_count(tmp_path: Path, name: str) -> None:
    write(tmp_path, a_md=MANY)
    assert "and 50 more of this rule in this file" in newslint(tmp_path, *SELECT, "--output-format", name, "a.md").out


def test_numbers_know_of_all(tmp_path: Path) -> None:
    write(tmp_path, a_md=MANY)
    report = json.loads(newslint(tmp_path, *SELECT, "--output-format", "json", "a.md").out)
    assert len(report["diagnostics"]) == MOST_OF_ONE_RULE + 1
    assert report["summary"]["warnings"] == 150
    assert "    150 " in newslint(tmp_path, *SELECT, "--statistics", "a.md").out


def test_a_baseline_and_fixes_know_of_all(tmp_path: Path) -> None:
    write(tmp_path, a_md=MANY)
    newslint(tmp_path, "baseline", "create", *SELECT)
    done = newslint(tmp_path, *SELECT, "--baseline", "newslint-baseline.json", "--output-format", "concise", "a.md")
    assert "NL402" not in done.out
    newslint(tmp_path, "--fix", *SELECT, "a.md")
    assert newslint(tmp_path, *SELECT, "--output-format", "concise", "a.md").out.count("NL402") == 0


def test_ignore_comments_know_of_all(tmp_path: Path) -> None:
    write(tmp_path, a_md=MANY.replace('topic 149 "', 'topic 149 "  # newslint: ignore[NL402] why'))
    assert "and 49 more of this rule" in newslint(tmp_path, *SELECT, "a.md").out
