"""Command lines that are not quite right: each is understood, or answered in a line that says what was meant."""

import json
from pathlib import Path

import pytest

from tests.support.article import CLEAN, FIXABLE, WRONG
from tests.support.newslint import NOW, newslint, write


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--selct", "NL1"], "unknown option `--selct`: did you mean `--select`?"),
        (["--max-warning=3"], "unknown option `--max-warning`: did you mean `--max-warnings`?"),
        (["--stat"], "unknown option `--stat`: did you mean `--statistics`?"),
        (["--output", "x"], "did you mean `--output-file`?"),
        (["--zzz"], "unknown option `--zzz`\n"),
        (["-j", "x"], "`--jobs`: expected a whole number from 1 on, found `x`"),
        (["-j", "0"], "`--jobs`: expected a whole number from 1 on, found `0`"),
        (["--fail-on", "eror"], "`--fail-on`: expected `error` or `warning` or `note`, found `eror`: did you mean `error`?"),
        (["--max-diagnostics"], "`--max-diagnostics` needs a value: `--max-diagnostics N`"),
        (["--fix=yes"], "`--fix` takes no value"),
        (["--output-format", "jsn"], "found `jsn`: did you mean `json`?"),
        (["chek"], "did you mean `newslint check`?"),
        (["fix"], "`newslint --fix` fixes"),
        (["config", "--chnged"], "did you mean `--changed`?"),
        (["clean", "all"], "`newslint clean` does not take `all`"),
        (["merge"], "missing: REPORT"),
        (["schema", "foo"], "no action of `newslint schema`"),
        (["schema", "chek"], "did you mean `check`?"),
        (["baseline", "crate"], "did you mean `create`?"),
        (["baseline", "create", "--fix"], "`--fix` does not go together with `newslint baseline`, which changes no article"),
        (["baseline", "update", "--diff"], "`--diff` does not go together with `newslint baseline`"),
        (["baseline", "create", "--output-format", "sarif"], "which reports nothing"),
        (["baseline", "prune", "--max-warnings", "0"], "which reports nothing"),
    ],
)
def test_what_was_meant_is_told(arguments: list[str], words: str, tmp_path: Path) -> None:
    write(tmp_path, a_md=FIXABLE)

    done = newslint(tmp_path, *arguments)

    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("newslint: error: ")
    assert words in done.err
    assert len(done.err.splitlines()) <= 2


def test_an_abbreviation_changes_no_file(tmp_path: Path) -> None:
    write(tmp_path, a_md=FIXABLE)

    assert newslint(tmp_path, "--fix", "--stat").code == 2
    assert (tmp_path / "a.md").read_text() == FIXABLE


@pytest.mark.parametrize("spelling", [["-f", "json"], ["--format", "json"], ["--format=json"]])
def test_formats_by_the_option_that_others_have(spelling: list[str], tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    assert json.loads(newslint(tmp_path, *spelling).out)["diagnostics"]


def test_warn_is_a_severity(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    assert newslint(tmp_path, "--fail-on", "warn", "--severity", "NL103=warn", "--now", NOW).code == 1
    write(tmp_path, newslint_toml='fail-on = "warn"\n[severity]\nNL103 = "warn"\n')
    assert "warning[NL103]" in newslint(tmp_path, "--now", NOW).out


@pytest.mark.parametrize(
    ("suffix", "beginning"),
    [(".sarif", "{"), (".json", "{"), (".html", "<!doctype html>"), (".XML", "<?xml"), (".md", "**Found 1 error"), (".txt", "a.md:8:10")],
)
def test_the_suffix_of_a_report_chooses_its_format(suffix: str, beginning: str, tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    done = newslint(tmp_path, "a.md", "--now", NOW, "-o", f"out{suffix}")

    assert done.out == ""
    assert f"wrote out{suffix}" in done.err
    assert (tmp_path / f"out{suffix}").read_text().lower().startswith(beginning.lower())
    assert newslint(tmp_path, "a.md", "-q", "-o", f"out{suffix}").err == ""


def test_a_format_that_is_named_counts_more_than_the_suffix(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    newslint(tmp_path, "a.md", "--output-format", "concise", "-o", "out.json")

    assert (tmp_path / "out.json").read_text().startswith("a.md:8:10")


def test_commands_by_the_names_that_others_have(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    assert newslint(tmp_path, "lint", "a.md") == newslint(tmp_path, "check", "a.md")
    assert newslint(tmp_path, "explain", "NL305") == newslint(tmp_path, "rule", "NL305")
    assert newslint(tmp_path, "version") == newslint(tmp_path, "--version")
    assert newslint(tmp_path, "help", "config") == newslint(tmp_path, "config", "--help")
    assert newslint(tmp_path, "help") == newslint(tmp_path, "--help")


def test_a_folder_with_the_name_of_a_command_elsewhere_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path, lint__a_md=WRONG, fix__b_md=WRONG)

    assert "lint/a.md" in newslint(tmp_path, "lint").out
    assert "fix/b.md" in newslint(tmp_path, "fix").out


def test_patterns_with_the_separators_of_windows(tmp_path: Path) -> None:
    write(tmp_path, articles__a_md=WRONG, articles__sub__b_md=WRONG)

    assert "articles/a.md" in newslint(tmp_path, "articles\\*.md").out
    assert "articles/sub/b.md" in newslint(tmp_path, "articles\\**\\b.md").out


def test_what_the_command_line_selects_no_file_ignores(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG, newslint_toml='ignore = ["NL103"]\n')

    assert newslint(tmp_path, "a.md", "--now", NOW).code == 0
    assert newslint(tmp_path, "a.md", "--select", "NL103").code == 1
    assert newslint(tmp_path, "a.md", "--select", "NL1").code == 1
    assert newslint(tmp_path, "a.md", "--select", "NL1", "--ignore", "NL103").code == 0


def test_what_an_override_ignores_comes_on_top(tmp_path: Path) -> None:
    wrong = WRONG.replace("title: Trams", "title: Trams  and")
    write(tmp_path, news__a_md=wrong, b_md=wrong)
    write(tmp_path, newslint_toml='ignore = ["NL103"]\n[[overrides]]\nfiles = ["news/"]\nignore = ["NL403"]\n')

    out = newslint(tmp_path, "--now", NOW, "--output-format", "concise").out

    assert "NL103" not in out
    assert [line.split(":")[0] for line in out.splitlines() if "NL403" in line] == ["b.md"]


def test_a_clean_article_stays_clean(tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN)

    assert newslint(tmp_path, "lint", "-f", "concise", "--now", NOW).code == 0
