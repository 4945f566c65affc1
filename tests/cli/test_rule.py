"""`newslint rule`: what it prints, on a terminal, for programs, and as a list."""

import json
from pathlib import Path

from tests.support.newslint import newslint, write


def test_on_a_terminal_the_page_is_laid_out_and_tells_how_to_do_without_the_rule(tmp_path: Path) -> None:
    page = newslint(tmp_path, "rule", "NL305", "--color", "always").out

    assert "```" not in page
    assert "## " not in page
    assert "\x1b[1mWhy\x1b[0m" in page
    assert "    webUrl: https://" in page
    assert "`# newslint: ignore[NL305] why`" in page
    assert "`--ignore NL305`" in page


def test_for_programs(tmp_path: Path) -> None:
    rules = json.loads(newslint(tmp_path, "rule", "--all", "--output-format", "json").out)

    (one,) = json.loads(newslint(tmp_path, "rule", "tracking-parameter", "--output-format", "json").out)
    assert one in rules
    assert (one["code"], one["severity"], one["fix"]) == ("NL305", "warning", "always")
    assert one["documentation"].startswith(one["summary"])


def test_the_list_tells_which_are_off(tmp_path: Path) -> None:
    write(tmp_path, newslint_toml='ignore = ["NL305"]\n[severity]\nNL306 = "error"\n')

    lines = {line.split()[0]: line.split()[1] for line in newslint(tmp_path, "rule", "--all").out.splitlines()}

    assert lines["NL305"] == "off"
    assert lines["NL306"] == "error"
    assert lines["NL204"] == "off", "off by default"
