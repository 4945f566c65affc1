"""What docs/security.md says of hostile repositories: each of its points names the tests that hold it."""

import re
from pathlib import Path

import pytest

from tests.support.article import CLEAN, WRONG
from tests.support.newslint import newslint, write

ROOT = Path(__file__).parents[2]
POINTS = re.findall(r"^- .*(?:\n  .*)*", (ROOT / "docs" / "security.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def names() -> set[str]:
    """Return the names of all tests."""
    return {
        name for file in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point[2:40])
def test_each_point_is_held_by_tests(point: str, names: set[str]) -> None:
    held = set(re.findall(r"<!-- held by (\w+) -->", point))
    assert held
    assert held <= names


def test_a_repository_switches_rules_off_but_for_isolated_runs_and_trusted_configurations(tmp_path: Path) -> None:
    write(tmp_path, repo__newslint_toml='ignore = ["NL103"]', repo__a_md=WRONG, trusted_toml='select = ["NL1"]')
    repo = tmp_path / "repo"
    assert newslint(repo, "a.md").code == 0
    assert newslint(repo, "--isolated", "a.md").code == 1
    assert newslint(repo, "--config", "../trusted.toml", "a.md").code == 1


def test_ignore_comments_count_in_isolated_runs_and_can_be_shown(tmp_path: Path) -> None:
    write(tmp_path, a_md=WRONG.replace("quality: 650", "quality: 650  # newslint: ignore[NL103] why"))
    assert newslint(tmp_path, "--isolated", "a.md").code == 0
    assert '"suppressions"' in newslint(tmp_path, "--isolated", "--show-suppressed", "--output-format", "sarif", "a.md").out


def test_a_configuration_names_files_outside_and_shows_nothing_of_them(tmp_path: Path) -> None:
    write(tmp_path, secret_toml="password = 'hunter2'\n!", repo__a_md=CLEAN)
    repo = tmp_path / "repo"
    for config in ('extend = "../secret.toml"', 'schema = "../secret.toml"', 'baseline = "../secret.toml"'):
        write(tmp_path, repo__newslint_toml=config)
        done = newslint(repo, "a.md")
        assert done.code == 2
        assert "hunter2" not in done.out + done.err
    (repo / "newslint.toml").unlink()
    (repo / "newslint.toml").symlink_to(tmp_path / "secret.toml")
    done = newslint(repo, "a.md")
    assert (done.code, "hunter2" in done.err) == (2, False)


def test_an_article_has_a_size_limit(tmp_path: Path) -> None:
    write(tmp_path, newslint_toml="[limits]\nbytes = 1000", a_md=CLEAN + "x" * 2_000)
    done = newslint(tmp_path, "a.md")
    assert done.code == 2
    assert "larger than 1000 bytes" in done.out + done.err
