"""The README's example is real: its article gives its output, its commands exist."""

import re
import subprocess
import sys
from pathlib import Path

from linter.rules.registry import ALL_RULES
from tests.support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def test_the_output_shown_is_what_the_command_prints(tmp_path: Path) -> None:
    article = tmp_path / "articles" / "2024-05-02-solar-tram.md"
    article.parent.mkdir()
    article.write_text(blocks("yaml")[0], encoding="utf-8")
    command = [sys.executable, "-m", "linter", "--isolated", "articles"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.stdout.decode("utf-8") == blocks("text")[0]
    assert done.returncode == 1


def test_the_demo_shows_the_readme_s_article() -> None:
    article = (ROOT / "examples/demo/2024-05-02-solar-tram.md").read_text(encoding="utf-8")

    assert article.startswith(blocks("yaml")[0])


def test_the_demo_goes_from_clean_samples_over_diagnostics_and_diff_to_what_is_left() -> None:
    program = Path(sys.executable).parent / "newslint"
    done = subprocess.run(["sh", "examples/demo/run", program], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")

    parts = done.stdout.split("\n$ newslint")
    assert len(parts) == 5
    assert "No problems found (4 files checked)." in parts[1]
    assert "Found 4 errors, 2 warnings" in parts[2]
    assert "\n-title: Solar trams: the first line opens\n" in parts[3]
    assert '\n+title: "Solar trams: the first line opens"\n' in parts[3]
    assert "Fixed 4 problems in 1 file. Found 2 errors" in parts[4]
    assert done.stderr == "4 would be fixed, 1 more with `--unsafe-fixes`.\n"


def test_the_first_commands_are_for_users_and_exist() -> None:
    from linter.cli.main import COMMANDS

    first = blocks("console")[0]
    assert first.startswith("$ uvx newslint ")
    assert "make" not in first
    assert set(re.findall(r"^\$ newslint ([a-z]\w*)", first, re.MULTILINE)) <= set(COMMANDS)


def test_the_make_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^\$ make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_one_time_per_article_stands_in_all_documents() -> None:
    documents = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/benchmarks.md", "docs/scale.md")}

    figures = {
        re.findall(pattern, documents[name])[0]
        for name, pattern in (
            ("README.md", r"([\d.]+) ms per article"),
            ("docs/benchmarks.md", r"An article costs ([\d.]+) ms"),
            ("docs/benchmarks.md", r"start-up: ([\d.]+) ms of it"),
            ("docs/scale.md", r"one article takes ([\d.]+) ms"),
            ("docs/scale.md", r"A cold run takes about ([\d.]+) ms"),
        )
    }

    assert len(figures) == 1


def test_links_lead_to_files_and_the_number_of_rules_is_right() -> None:
    for link in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (ROOT / link).exists(), link
    assert f" {len(ALL_RULES)} rules" in README


def test_the_configuration_shown_is_valid() -> None:
    import tomllib

    from linter.rules.selection import rule_severities
    from linter.settings.loading import parse_settings

    settings = parse_settings(tomllib.loads(blocks("toml")[0]), "README.md")
    assert rule_severities(settings, ALL_RULES)["NL302"] == "error"
