"""The hooks that content repos use, run by pre-commit and by prek: the package built and installed, a real git repo checked."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.repository.test_action import commit, git
from tests.support import ROOT
from tests.support.reports import CLEAN, QUALITY, with_title
from tests.support.tools import beside_python, need_package_index

BAD = CLEAN.replace(QUALITY, "quality: 999")
runners = pytest.mark.parametrize("runner", ["pre-commit", "prek"])


class Hooks:
    """A copy of this checkout as a repository of hooks, and one cache of installed environments."""

    def __init__(self, folder: Path) -> None:
        self.repository = folder / "newslint"
        self.environment = os.environ | {
            "PRE_COMMIT_HOME": str(folder / "pre-commit"),
            "PREK_HOME": str(folder / "prek"),
            "GIT_CONFIG_GLOBAL": "/dev/null",
        }
        self.environment.pop("GITHUB_ACTIONS", None)
        listed = subprocess.run(["git", "ls-files", "-z", "--cached"], cwd=ROOT, capture_output=True, check=True)
        for name in filter(None, listed.stdout.decode().split("\0")):
            if (ROOT / name).is_file():
                (self.repository / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, self.repository / name)
        git(self.repository, "init", "--quiet")
        commit(self.repository)

    def try_hook(self, runner: str, content: Path, hook: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a hook without any configuration; the package is built and installed anew each time."""
        return self._run([beside_python(runner), "try-repo", str(self.repository), hook, *arguments], content)

    def run_hook(
        self, runner: str, content: Path, hook: str, *, stage: str = "pre-commit", **options: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a hook on all files as the content repo's configuration asks for it."""
        revision = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=self.repository, capture_output=True, text=True, check=True
        ).stdout.strip()
        lines = "".join(f"        {name}: {value}\n" for name, value in {"verbose": "true", **options}.items())
        config = f"repos:\n  - repo: {self.repository}\n    rev: {revision}\n    hooks:\n      - id: {hook}\n{lines}"
        (content / ".pre-commit-config.yaml").write_text(config)
        git(content, "add", ".pre-commit-config.yaml")
        return self._run([beside_python(runner), "run", "--all-files", "--hook-stage", stage], content)

    def _run(self, command: list[str], content: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=content, env=self.environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Hooks:
    need_package_index()
    return Hooks(tmp_path_factory.mktemp("hooks"))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    return tmp_path


def write(content: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text)
    git(content, "add", "--all")


@runners
def test_a_bad_article_fails_and_a_good_one_is_not_mentioned(runner: str, hooks: Hooks, content: Path) -> None:
    write(
        content,
        {"good.md": CLEAN, "bad.md": BAD.replace("/trams", "/buses").replace("Ten new", "Two old"), "README.md": "# Not an article\n"},
    )

    done = hooks.try_hook(runner, content, "newslint", "--files", "good.md", "bad.md", "README.md")

    assert done.returncode == 1
    assert "bad.md:8:10: error[NL103]" in done.stdout
    assert "good.md" not in done.stdout
    assert "Found 1 error (2 files checked, 1 without front matter skipped)." in done.stdout


@runners
def test_good_articles_pass(runner: str, hooks: Hooks, content: Path) -> None:
    write(content, {"good.md": CLEAN, "README.md": "# Not an article\n"})

    done = hooks.run_hook(runner, content, "newslint")

    assert done.returncode == 0, done.stdout + done.stderr


@runners
def test_the_fixing_hook_fixes_and_fails_once(runner: str, hooks: Hooks, content: Path) -> None:
    write(content, {"a.md": with_title('"Trams "')})

    first = hooks.run_hook(runner, content, "newslint-fix")
    git(content, "add", "--all")
    second = hooks.run_hook(runner, content, "newslint-fix")

    assert (first.returncode, second.returncode) == (1, 0)
    assert (content / "a.md").read_text() == with_title('"Trams"')


@runners
def test_excluded_files_stay_excluded_though_they_are_named(runner: str, hooks: Hooks, content: Path) -> None:
    write(content, {"drafts/bad.md": BAD, "newslint.toml": 'exclude = ["drafts/"]\n'})

    done = hooks.run_hook(runner, content, "newslint")

    assert done.returncode == 0, done.stdout


@runners
def test_links_are_only_checked_in_the_manual_stage(runner: str, hooks: Hooks, content: Path) -> None:
    write(content, {"bad.md": BAD})

    automatic = hooks.run_hook(runner, content, "newslint-links", args="[--offline]")
    by_hand = hooks.run_hook(runner, content, "newslint-links", args="[--offline]", stage="manual")

    assert "newslint (links)" not in automatic.stdout
    assert "newslint (links)" in by_hand.stdout
    assert by_hand.returncode == 0, by_hand.stdout


@runners
@pytest.mark.parametrize("serial", ["true", "false"])
def test_three_hundred_files_give_the_same_in_one_run_and_in_several(serial: str, runner: str, hooks: Hooks, content: Path) -> None:
    names = [f"content/{number:03}.md" for number in range(300)]
    files = {name: CLEAN.replace("example.com/trams", f"example.com/trams/{number}") for number, name in enumerate(names)}
    files[names[150]] = files[names[150]].replace(QUALITY, "quality: 999")
    files[names[299]] = files[names[0]]  # one page in two files that are not in one run
    write(content, files)

    done = hooks.run_hook(runner, content, "newslint", require_serial=serial)

    assert done.returncode == 1
    assert done.stdout.count("error[NL103]") == 1
    assert sorted(re.findall(r"(\S+):\d+:\d+: warning\[NL601\]", done.stdout)) == [names[0], names[299]]
    runs = done.stdout.count("files checked)")
    assert runs == 1 if serial == "true" else runs >= 1
