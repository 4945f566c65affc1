"""git runs no program that a repository names, and never for ever."""

import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from linter.files import git
from tests.support.newslint import newslint
from tests.support.repository import Repo

PROGRAMS = [
    "core.fsmonitor",
    "core.sshCommand",
    "core.pager",
    "core.editor",
    "core.askPass",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "diff.external",
    "diff.evil.textconv",
    "diff.evil.command",
    "filter.evil.clean",
    "filter.evil.smudge",
    "filter.evil.process",
    "filter.other.one.clean",
    "pager.diff",
    "pager.ls-files",
    "gpg.program",
    "credential.helper",
    "interactive.diffFilter",
    "uploadpack.packObjectsHook",
]


@pytest.fixture
def hostile(tmp_path: Path) -> Repo:
    """A repository whose `.git` names a program wherever one can be named; the program leaves a mark when it runs."""
    repo = Repo(tmp_path / "repo")
    repo.folder.mkdir()
    repo.article("a.md")
    repo.write(".gitattributes", "*.md diff=evil filter=evil\n*.txt filter=other.one\n")
    repo.write(".gitignore", "ignored/\n")
    repo.git("init", "--quiet")
    repo.git("add", ".")
    repo.git("commit", "--quiet", "--message", "first")
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho ran "$0" "$@" >> {tmp_path}/mark\ncat\n')
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction", "pre-auto-gc"):
        (hooks / hook).symlink_to(program)
    for name in PROGRAMS:
        repo.git("config", name, str(program))
    repo.git("config", "filter.evil.required", "true")
    repo.git("config", "core.hooksPath", str(hooks))
    repo.git("config", "core.untrackedCache", "true")
    repo.write("a.md", repo.read("a.md").replace("Ten cities", "Twelve cities"))
    return repo


@pytest.mark.parametrize(
    "arguments",
    [
        ["."],
        ["--changed-since", "HEAD"],
        ["--staged"],
        ["--fix", "--changed-since", "HEAD", "."],
        ["--force-exclude", "a.md"],
        ["schema", "impact", "HEAD:a.json", "builtin"],
        ["baseline", "create"],
        ["links", "--offline"],
        ["init"],
    ],
    ids=" ".join,
)
def test_no_program_of_a_repository_runs(hostile: Repo, arguments: list[str]) -> None:
    done = newslint(hostile.folder, *arguments)
    assert "internal error" not in done.err
    mark = hostile.folder.parent / "mark"
    assert not mark.exists(), mark.read_text()


def test_the_program_would_have_run_otherwise(hostile: Repo) -> None:
    """The trap works: git alone runs it."""
    subprocess.run(["git", "diff", "HEAD"], cwd=hostile.folder, capture_output=True, check=False)
    assert (hostile.folder.parent / "mark").exists()


def test_a_filter_changes_nothing_of_what_is_said(hostile: Repo) -> None:
    hostile.write("a.md", hostile.read("a.md").replace("quality: 65", "quality: 650"))
    assert "NL103" in newslint(hostile.folder, "--changed-since", "HEAD").out


HARD = "*a" * 12 + "*b\n"


def test_a_pattern_that_git_cannot_match_ends_with_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path)
    repo.article("a" * 200 + ".md")
    repo.write(".gitignore", HARD)
    repo.git("init", "--quiet")
    monkeypatch.setattr(git, "TIME_LIMIT", 1.0)
    started = time.monotonic()
    with suppress(git.GitError):  # a git that can match it is as good
        git.ask_git("ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z", folder=str(tmp_path))
    assert time.monotonic() - started < 30


def test_git_is_ended_when_time_is_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git, "TIME_LIMIT", 0.5)
    with pytest.raises(git.GitError, match="took longer"):
        git.ask_git("status")
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_without_git_nothing_is_ignored_and_changes_are_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(git.NoGitError):
        git.ask_git("status")
