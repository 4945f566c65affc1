"""`newslint check`: which files, which rules, what is printed where, and the exit code."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.article import CLEAN, FIXABLE, WRONG
from tests.support.newslint import COMMAND, NOW, environment, newslint, write


def concise(folder: Path, *arguments: str) -> list[str]:
    """Return the codes that a run reports, in order."""
    lines = newslint(folder, "--output-format", "concise", "--now", NOW, *arguments).out.splitlines()
    return [line.split("[", 1)[1].split("]")[0] for line in lines if "[NL" in line]


def paths(folder: Path, *arguments: str) -> list[str]:
    lines = newslint(folder, "--output-format", "concise", *arguments).out.splitlines()
    return list(dict.fromkeys(line.split(":", 1)[0] for line in lines if "[NL" in line))


@pytest.mark.parametrize(
    ("article", "arguments", "code"),
    [
        (CLEAN, [], 0),
        (WRONG, [], 1),
        (FIXABLE, [], 0),  # a warning
        (FIXABLE, ["--fail-on", "warning"], 1),
        (FIXABLE, ["--fail-on", "note"], 1),
        (WRONG, ["--exit-zero"], 0),
        (WRONG, ["--ignore", "NL103"], 0),
        (WRONG, ["--ignore", "out-of-range"], 0),
        (WRONG, ["--ignore", "NL1"], 0),
        (WRONG, ["--severity", "NL103=warning"], 0),
        (WRONG, ["--severity", "out-of-range=off"], 0),
        (FIXABLE, ["--severity", "NL403=error"], 1),
        (WRONG, ["--select", "NL2,NL3"], 0),
        (WRONG, ["--select", "NL2", "--select", "NL103"], 1),
        (WRONG, ["--select", "NL1", "--ignore", "NL103"], 0),
    ],
)
def test_exit_code(article: str, arguments: list[str], code: int, tmp_path: Path) -> None:
    write(tmp_path, a_md=article)

    assert newslint(tmp_path, "a.md", "--now", NOW, *arguments).code == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.md"], "missing.md: no such file or folder"),
        (["--select", "NL999"], "unknown rule `NL999`"),
        (["--ignore", "tracking-paramter"], "did you mean `tracking-parameter`?"),
        (["--severity", "NL103=fatal"], "expected RULE=error|warning|note|off"),
        (["--severity", "NL103"], "expected RULE=error|warning|note|off"),
        (["--now", "tomorrow"], "`--now`: expected a time like"),
        (["--output-format", "xml"], "found `xml`"),
        (["--schema", "missing.json"], "missing.json: cannot be read: No such file or directory"),
        (["--config", "missing.toml"], "missing.toml: cannot be read: No such file or directory"),
        (["-", "a.md"], "cannot be checked together with files"),
        (["--no-such-option"], "unknown option `--no-such-option`"),
        (["-o", "no/such/folder/x"], "could not be written"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(arguments: list[str], message: str, tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN)

    done = newslint(tmp_path, *arguments)

    assert done.code == 2
    assert message in done.err


def test_exit_zero_does_not_hide_failures(tmp_path: Path) -> None:
    assert newslint(tmp_path, "missing.md", "--exit-zero").code == 2


def test_other_files_are_still_checked_beside_a_missing_one(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    done = newslint(tmp_path, "missing.md", "a.md")

    assert done.code == 2
    assert "NL103" in done.out


def test_version_and_help() -> None:
    here = Path(__file__).parent
    assert newslint(here, "--version").out.startswith("newslint ")
    assert "usage: newslint" in newslint(here, "--help").out
    assert newslint(here, "rule", "NL305").out.startswith("# ")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("selct = []", "unknown option `selct`: did you mean `select`?"),
        ("[ranges]\nqualty = [0, 1]", "did you mean `ranges.quality`?"),
        ("[ranges]\nquality = [5, 1]", "`ranges.quality`: expected two numbers, the lower one first"),
        ("ranges = 5", "expected a table"),
        ('select = "NL1"', '`select`: expected a list of strings, found `"NL1"`'),
        ('fail-on = "fatal"', "`fail-on`: expected"),
        ('[severity]\nNL103 = "bad"', "`severity.NL103`: expected"),
        ('select = ["NL9999"]', "unknown rule `NL9999`"),
        ("select = [", "not valid TOML"),
        ('schema = "nowhere.json"', "nowhere.json: cannot be read"),
    ],
)
def test_configuration_mistakes_are_explained(config: str, message: str, tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN, newslint_toml=config)

    done = newslint(tmp_path)

    assert done.code == 2
    first, *place = done.err.splitlines()
    assert message in first
    assert not place or place[1].strip() == "^"


def test_configuration_in_either_file_counts_and_the_closest_wins(tmp_path: Path) -> None:
    write(tmp_path, pyproject_toml='[tool.newslint.severity]\nNL103 = "note"\n', a_md=WRONG, sub__b_md=WRONG)
    write(tmp_path, sub__newslint_toml="[ranges]\nquality = [0, 1000]\n")

    assert paths(tmp_path, ".", "--select", "NL1") == ["a.md"]
    assert newslint(tmp_path, ".", "--select", "NL1").code == 0
    assert newslint(tmp_path, ".", "--isolated").code == 1


def test_ranges(tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN, newslint_toml="[ranges]\nquality = [0, 60]\nheat = [0, 1]\n")

    assert concise(tmp_path) == ["NL103", "NL103"]


def test_now_makes_runs_repeatable(tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN)

    assert concise(tmp_path, "--now", "2024-04-01") == ["NL205"]
    assert concise(tmp_path, "--now", "2024-05-01T06:00:00Z") == []


def test_folders_are_walked_sorted_and_files_without_front_matter_counted(tmp_path: Path) -> None:
    write(tmp_path, b_md=WRONG, a__z_md=WRONG, a_md=WRONG, README_md="# Read me\n", c_py="x", d_yaml="quality: 650")
    write(tmp_path, _hidden_md=WRONG, _drafts__x_md=WRONG)

    done = newslint(tmp_path, "--output-format", "concise", ".")

    found = [line.split(":")[0] for line in done.out.splitlines() if "[NL" in line]
    assert found == sorted(found)
    assert set(found) == {"a/z.md", "a.md", "b.md"}
    assert "1 without front matter skipped" in done.out


def test_a_walk_follows_links_to_files_but_not_to_folders(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG, sub__b_md=WRONG)
    (tmp_path / "folder.md").symlink_to("sub")
    (tmp_path / "linked.md").symlink_to("sub/b.md")

    assert paths(tmp_path, ".", "--select", "NL103") == ["a.md", "linked.md", "sub/b.md"]


def test_a_named_file_has_to_be_an_article(tmp_path: Path) -> None:
    write(tmp_path, README_md="# Read me\n")

    assert concise(tmp_path, "README.md") == ["NL001"]
    assert concise(tmp_path, "--force-exclude", "README.md") == []


def test_each_file_is_checked_once(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    assert concise(tmp_path, ".", "a.md", "./a.md") == ["NL103"]


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    write(tmp_path, a_md=WRONG, draft_md=WRONG, build__x_md=WRONG, sub__keep_md=WRONG)
    (tmp_path / ".gitignore").write_text("draft.md\nbuild/\n")

    assert paths(tmp_path, ".") == ["a.md", "sub/keep.md"]
    assert paths(tmp_path, "draft.md") == ["draft.md"], "naming a file is asking for it"
    assert paths(tmp_path, "--force-exclude", "draft.md", "build/x.md", "a.md") == ["a.md"]


def test_globs_of_articles_and_exclude(tmp_path: Path) -> None:
    write(tmp_path, posts__a_md=WRONG, posts__old_md=WRONG, notes__b_md=WRONG, data__d_yaml="quality: 650\n")
    (tmp_path / "newslint.toml").write_text('select = ["NL103"]\narticles = ["posts/*.md", "data/*.yaml"]\nexclude = ["posts/old.md"]\n')

    assert paths(tmp_path, ".") == ["data/d.yaml", "posts/a.md"]
    assert paths(tmp_path / "posts", ".") == ["a.md"], "globs are relative to the configuration file"
    assert paths(tmp_path, "posts/old.md") == ["posts/old.md"]
    assert paths(tmp_path, "--force-exclude", "posts/old.md") == []


def test_standard_input(tmp_path: Path) -> None:
    done = newslint(tmp_path, "-", "--stdin-filename", "posts/x.md", "--output-format", "concise", stdin=WRONG)

    assert done.code == 1
    assert done.out.startswith("posts/x.md:8:10: error[NL103]")

    done = newslint(tmp_path, "-", "--stdin-filename", "x.yaml", "--select", "NL103", stdin="quality: 650\n")
    assert "x.yaml:1:10" in done.out


def test_quiet(tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN, b_md=WRONG)

    assert newslint(tmp_path, "-q", "a.md") == (0, "", "")
    assert newslint(tmp_path, "-q", "b.md", "--output-format", "concise").out.count("\n") == 1


def test_a_report_goes_to_a_file(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    assert newslint(tmp_path, "a.md", "--output-format", "json", "-o", "report.json").out == ""
    assert '"NL103"' in (tmp_path / "report.json").read_text()


def test_colours_only_when_wanted(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    assert "\x1b[" not in newslint(tmp_path, "a.md").out
    assert "\x1b[" in newslint(tmp_path, "a.md", "--color", "always").out
    assert "\x1b[" in newslint(tmp_path, "a.md", env=environment(FORCE_COLOR="1")).out
    assert "\x1b[" not in newslint(tmp_path, "a.md", env=environment(FORCE_COLOR="1", NO_COLOR="1")).out
    assert "\x1b[" not in newslint(tmp_path, "a.md", "--color", "never", env=environment(FORCE_COLOR="1")).out


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_reports_are_utf_8_in_any_locale(locale: str, tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN.replace("type: article", "type: ’🚋"))

    done = newslint(tmp_path, "a.md", env=environment(LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii"))

    assert done.code == 1
    assert "’🚋" in done.out


def test_hostile_values_reach_no_terminal(tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\u202e\u2028::error::x"
    article = CLEAN.replace("type: article", f'type: "{evil}"'.replace("\x1b", "\\e").replace("\x07", "\\a"))
    write(tmp_path, a_md=article.replace("quality: 65", f'"{evil[9:]}": 1'))

    for style in ("full", "concise"):
        done = newslint(tmp_path, "a.md", "--output-format", style, "--color", "never")
        assert done.code == 1
        assert not [c for c in done.out if c in "\x1b\x07\u202e\u2028\r\x85"]


def test_hostile_file_names(tmp_path: Path) -> None:
    name = "a\x1b[31m\nb ’.md"
    (tmp_path / name).write_text(WRONG)

    done = newslint(tmp_path, ".", "--output-format", "concise")

    assert done.code == 1
    assert "a\\x1b[31m\\nb ’.md:8:10" in done.out


@pytest.mark.skipif(os.name == "nt", reason="file names are bytes on POSIX only")
def test_file_names_that_are_no_utf_8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text(WRONG)

    done = newslint(tmp_path, ".", "--output-format", "concise")

    assert done.code == 1
    assert "NL103" in done.out


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    for index in range(300):
        (tmp_path / f"{index}.md").write_text(WRONG)
    process = subprocess.Popen([*COMMAND, "."], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()

    errors = process.stderr.read()
    process.stderr.close()

    assert process.wait(60) in (0, 1, 141)
    assert b"Traceback" not in errors
    assert b"Exception" not in errors


def test_python_m_linter_is_the_same_command(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    assert newslint(tmp_path, "check", "a.md") == newslint(tmp_path, "a.md")
