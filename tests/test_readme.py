"""The README's example is real: its article gives its output, its commands exist."""

import re
import subprocess
import sys
from pathlib import Path

from linter.rules.registry import ALL_RULES

ROOT = Path(__file__).parent.parent
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


def test_the_first_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^\$ make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_links_lead_to_files_and_the_number_of_rules_is_right() -> None:
    for link in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (ROOT / link).exists(), link
    assert f" {len(ALL_RULES)} rules" in README


def test_the_configuration_shown_is_valid() -> None:
    import tomllib

    from linter.engine.linter import rule_severities
    from linter.settings.loading import parse_settings

    settings = parse_settings(tomllib.loads(blocks("toml")[0]), "README.md")
    assert rule_severities(settings, ALL_RULES)["NL302"] == "error"
