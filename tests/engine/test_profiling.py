"""`--profile`: what each rule and phase costs, without changing what is found."""

from pathlib import Path

import pytest

from linter.cli.main import run
from linter.engine.profiling import Profile, render_profile
from tests.support.articles import linter, write_articles

# Asked only where links were checked.
LINK_RULES = frozenset([f"NL90{number}" for number in range(1, 10)] + ["NL913"])


def test_every_rule_that_ran_and_every_phase_has_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path, 20)
    run(["--output-format", "json"])
    plain = capfd.readouterr()
    run(["--output-format", "json", "--profile"])
    profiled = capfd.readouterr()
    assert profiled.out == plain.out
    names = [line[:36].rstrip() for line in profiled.err.splitlines()]
    assert {"(parse)", "(schema)", "(articles)", "(engine)", "20 files"} <= set(names)
    codes = {rule.code for rule in linter().rules}
    assert {name.partition(" ")[0] for name in names if name.startswith("NL")} == {
        code for code in codes if code[:3] != "NL6" and code not in LINK_RULES
    } - {
        "NL011",
        "NL012",
    }


def test_the_dearest_comes_first_with_its_share() -> None:
    profile = Profile()
    profile.add("cheap", 0.001)
    profile.add("dear", 0.002)
    profile.add("dear", 0.001)
    lines = render_profile(profile, 2).splitlines()
    assert [line.split() for line in lines[1:]] == [
        ["dear", "1500.00", "2", "75.0%"],
        ["cheap", "500.00", "1", "25.0%"],
        ["2", "files", "2000.00", "100.0%"],
    ]
