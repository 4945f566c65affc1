"""What cannot be done is refused in one line with exit code 2, and nothing is harmed by it."""

import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.support.article import CLEAN, FIXABLE, FIXED, WRONG
from tests.support.newslint import COMMAND, environment, newslint, write


def shell(folder: Path, command: str) -> tuple[int, str]:
    """Run a line of shell in which `newslint` is the real command; return its exit code and standard error."""
    line = command.replace("newslint", " ".join(COMMAND))
    done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, env=environment(), timeout=60, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--offline", "a.md"], "`--offline` has no effect without `--check-links`"),
        (["--allow-host", "127.0.0.1", "a.md"], "`--allow-host` has no effect without `--check-links`"),
        (["--links-report", "x.jsonl", "a.md"], "`--links-report` has no effect without `--check-links`"),
        (["--link-time-budget", "0", "a.md"], "`--link-time-budget` has no effect without `--check-links`"),
        (["links", "--offline", "--no-cache", "a.md"], "`--offline` answers from the cache, and `--no-cache` uses none"),
        (["links", "--link-time-budget", "-1", "a.md"], "`links.time-budget`: expected a number from 0 on, found `-1.0`"),
        (["--staged", "-"], "`--staged` is for files, not for standard input (`-`)"),
        (["--changed-since", "HEAD", "-"], "`--changed-since` is for files, not for standard input (`-`)"),
        (["--add-ignore", "-"], "`--add-ignore` is for files, not for standard input (`-`)"),
        (["--stdin-filename", "b.md", "a.md"], "`--stdin-filename` is the name of what comes on standard input (`-`)"),
        ([""], "one of the paths is empty; this folder is `.`"),
        (["chekc"], "chekc: no such file or folder, and no command: did you mean `newslint check`?"),
        (["a.md", "-o", "a.md"], "a.md is an article that is checked here: the report was not written over it"),
        ([".", "--output-format", "sarif=./a.md"], "./a.md is an article that is checked here: the report was not written over it"),
        (["links", ".", "--links-report", "a.md"], "a.md is an article that is checked here: the report was not written over it"),
        (["links", "a.md", "--links-report", "a.md"], "a.md is an article that is checked here: the report was not written over it"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: list[str], message: str, tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN)

    done = newslint(tmp_path, *arguments)

    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith(f"newslint: error: {message}")
    assert done.err.count("\n") == 1
    assert (tmp_path / "a.md").read_text() == CLEAN


def test_a_report_replaces_an_older_one_that_lies_among_the_articles(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    for _ in range(2):
        assert newslint(tmp_path, ".", "--output-format", "markdown=report.md").code == 1

    assert "NL103" in (tmp_path / "report.md").read_text()


def test_a_name_for_standard_input_is_enough_to_read_it(tmp_path: Path) -> None:
    write(tmp_path, other_md=WRONG)

    done = newslint(tmp_path, "--stdin-filename", "a.md", "--output-format", "concise", stdin=FIXABLE)

    assert done.out.startswith("a.md:3:13: warning[NL403]")
    assert "other.md" not in done.out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", ["a.md", "--version", "--help", "config", "rule NL101"])
def test_output_that_cannot_be_written_is_told(arguments: str, tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    assert shell(tmp_path, f"newslint {arguments} >/dev/full") == (
        2,
        "newslint: error: the output could not be written: No space left on device\n",
    )


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("newslint a.md >&-", "standard output is closed"),
        ("newslint - <&-", "standard input is closed"),
    ],
)
def test_a_closed_stream_is_told(command: str, message: str, tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    assert shell(tmp_path, command) == (2, f"newslint: error: {message}\n")


def test_without_standard_error_the_report_is_the_same(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG)

    assert shell(tmp_path, 'test "$(newslint a.md missing.md 2>&-)" = "$(newslint a.md missing.md 2>/dev/null)"') == (0, "")


@pytest.mark.parametrize("command", ["newslint", "newslint rule NL101", "newslint config", "newslint -"])
def test_a_working_directory_that_is_gone_is_told(command: str, tmp_path: Path) -> None:
    code, err = shell(tmp_path, f"mkdir gone; cd gone; rmdir ../gone; {command} </dev/null")

    assert (code, err) == (2, "newslint: error: the working directory does not exist any more\n")


def test_not_all_is_well_when_something_could_not_be_checked(tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN)

    assert newslint(tmp_path, "nope.md").out == "0 files checked. 1 failure: see above.\n"
    assert newslint(tmp_path, "a.md", "nope.md").out == "1 file checked. 1 failure: see above.\n"
    assert newslint(tmp_path, "a.md").out == "No problems found (1 file checked).\n"


@pytest.mark.parametrize(
    ("command", "usage"), [("check", "newslint check "), ("links", "newslint links "), ("baseline", "newslint baseline ")]
)
def test_help_tells_the_command_it_is_about(command: str, usage: str, tmp_path: Path) -> None:
    assert newslint(tmp_path, command, "--help").out.startswith(f"usage: {usage}")


def on_terminal(folder: Path, *arguments: str) -> str:
    """Run newslint on a terminal and return what it shows."""
    master, slave = pty.openpty()
    with subprocess.Popen([*COMMAND, *arguments], cwd=folder, stdout=slave, env=environment()) as process:
        os.close(slave)
        shown = b""
        while chunk := _read(master):
            shown += chunk
        process.wait(60)
    os.close(master)
    return shown.decode().replace("\r\n", "\n")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so at the end
        return b""


def test_a_diff_is_harmless_on_a_terminal_and_exact_in_a_pipe(tmp_path: Path) -> None:
    odd = '"key\x1b[2J\u202e\t": 1\r\n'
    (tmp_path / "a.md").write_bytes(FIXABLE.replace("category: news\n", f"category: news\n{odd}").encode())

    shown = on_terminal(tmp_path, "--diff", "a.md")
    piped = newslint(tmp_path, "--diff", "a.md").out

    assert ' "key\\x1b[2J\\u202e\t": 1\\r\n' in shown
    assert "+title: Trams and buses\n" in shown
    assert f" {odd}" in piped
    subprocess.run(["patch", "--binary", "-p1"], cwd=tmp_path, input=piped.encode(), check=True, capture_output=True)
    assert (tmp_path / "a.md").read_bytes().decode() == FIXED.replace("category: news\n", f"category: news\n{odd}")
