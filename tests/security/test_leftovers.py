"""Whatever ends a run: no process and no temporary file stays, or the next run removes it. Locales and reasons do no harm."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linter.files import writing
from tests.support.article import CLEAN, FIXABLE, FIXED
from tests.support.newslint import COMMAND, environment, newslint, write

GONE = f".a.md.{writing._machine()}-999999999-abcdefgh.newslint"
ALIVE = f".a.md.{writing._machine()}-{os.getpid()}-abcdefgh.newslint"
ELSEWHERE = ".a.md.00000000-1-abcdefgh.newslint"
OTHERS = (".newslint", "a.newslint", ".a.md.newslint", ".notes.00000000-1-abcdefgh.md", ".a.md.abcdefgh.newslint")


@pytest.mark.skipif(os.name != "posix", reason="processes are told by their ids")
def test_what_a_killed_run_left_is_removed_by_the_next_one_that_writes(tmp_path: Path) -> None:
    write(tmp_path, a_md=FIXABLE)
    for name in (GONE, ALIVE, ELSEWHERE, *OTHERS):
        (tmp_path / name).write_text("left")
    newslint(tmp_path, "a.md")
    assert (tmp_path / GONE).exists(), "a run that writes nothing removes nothing"
    newslint(tmp_path, "--fix", "a.md")
    assert (tmp_path / "a.md").read_text() == FIXED
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["a.md", ALIVE, ELSEWHERE, *OTHERS])


def test_one_of_another_machine_is_removed_when_it_is_old(tmp_path: Path) -> None:
    write(tmp_path, a_md=FIXABLE)
    (tmp_path / ELSEWHERE).write_text("left")
    (tmp_path / ELSEWHERE.replace("-1-", "-2-")).symlink_to("a.md")
    os.utime(tmp_path / ELSEWHERE, (1, 1))
    newslint(tmp_path, "--fix", "a.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["a.md", ELSEWHERE.replace("-1-", "-2-")])


SLOW = """
import os, sys, time
from linter.files import writing
os.fsync = lambda descriptor: (print("writing", flush=True), time.sleep(60))
from linter.cli.main import run
sys.exit(run(["--fix", "a.md"]))
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_run_that_is_ended_cleans_up(tmp_path: Path, number: int, code: int) -> None:
    write(tmp_path, a_md=FIXABLE)
    command, pipe = [sys.executable, "-c", SLOW], subprocess.PIPE
    process = subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=pipe, stderr=pipe)
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    process.send_signal(number)
    _, error = process.communicate(timeout=30)
    assert (process.returncode, error) == (code, b"newslint: interrupted\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_text() == FIXABLE


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_ended_ends_git(tmp_path: Path, number: int) -> None:
    write(tmp_path, a_md=CLEAN)
    (tmp_path / ".git").mkdir()
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid.part\nmv {tmp_path}/pid.part {tmp_path}/pid\nexec sleep 60\n")
    slow.chmod(0o755)
    environ = environment(PATH=f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    process = subprocess.Popen([*COMMAND, "."], cwd=tmp_path, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not (tmp_path / "pid").exists() and time.monotonic() < deadline:
        os.sched_yield()
    process.send_signal(number)
    process.communicate(timeout=30)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


PLAIN = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")


COMMANDS = ["check .", "rule --all", "rule NL402", "config", "--config é.toml", "é", "schema", "baseline create", "init"]


@pytest.mark.parametrize("arguments", [command.split() for command in COMMANDS], ids=COMMANDS)
def test_a_locale_that_knows_ascii_alone_does_no_harm(tmp_path: Path, arguments: list[str]) -> None:
    write(tmp_path, café_md=CLEAN.replace("quality: 65", "quality: 650"), été__b_md=CLEAN)
    assert newslint(tmp_path, *arguments, env=PLAIN).code in (0, 1, 2)


@pytest.mark.parametrize("reason", ["a\nb", "a\x1b[31m", "a\u2028b", "\u202ea", "a\x00b"[:1] + "\x85"])
def test_a_reason_is_one_printable_line(tmp_path: Path, reason: str) -> None:
    text = CLEAN.replace("quality: 65", "quality: 650")
    write(tmp_path, a_md=text)
    done = newslint(tmp_path, f"--add-ignore={reason}", "a.md")
    assert done.code == 2
    assert "`--add-ignore`: expected a reason of one printable line" in done.err
    assert (tmp_path / "a.md").read_text() == text
