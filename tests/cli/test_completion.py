"""`newslint completion`: the scripts, loaded in the shells that are there."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.newslint import environment, newslint
from tests.support.tools import tool

pytest.importorskip("shtab")
SHELLS = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "--no-execute"]}
ASK = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shtab_newslint "$1" "${@: -1}"; echo "${COMPREPLY[@]}"'


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_every_command_and_option(shell: str, tmp_path: Path) -> None:
    script = newslint(tmp_path, "completion", shell)

    assert (script.code, script.err) == (0, "")
    for word in ("baseline", "impact", "changed-since", "fail-on"):
        assert word in script.out


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_one_that_the_shell_reads(shell: str, tmp_path: Path) -> None:
    tool(shutil.which(shell), shell)
    file = tmp_path / "script"
    file.write_text(newslint(tmp_path, "completion", shell).out)

    done = subprocess.run([*SHELLS[shell], file], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--sel", "--select"),
        ("ba", "baseline"),
        ("schema im", "impact"),
        ("--fail-on er", "error"),
        ("check --fail-on wa", "warning"),
        ("config --ch", "--changed"),
        ("baseline pr", "prune"),
    ],
)
def test_what_bash_completes(line: str, words: str, tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    file = tmp_path / "script"
    file.write_text(newslint(tmp_path, "completion", "bash").out)

    command = ["bash", "-c", ASK, "ask", str(file), "newslint", *line.split()]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=True)

    assert done.stdout.split() == words.split()


def test_an_unknown_shell(tmp_path: Path) -> None:
    assert "did you mean `fish`?" in newslint(tmp_path, "completion", "fsh").err
