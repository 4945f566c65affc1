"""Symbolic links: what they lead to outside the repository is shown to nobody who did not ask for it."""

from pathlib import Path

import pytest

from tests.support.article import CLEAN
from tests.support.newslint import NOW, newslint, write

SECRET = "---\npassword: tram-secret\n---\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository beside a secret: with a link to it, one to the folder that it is in, and links that stay inside."""
    write(tmp_path, outside__secret_md=SECRET, repo__news__a_md=CLEAN, repo__other__b_md=CLEAN.replace("/trams", "/b"))
    repository = tmp_path / "repo"
    (repository / ".git").mkdir()
    (repository / ".git" / "c.md").write_text(SECRET)
    for name, target in {
        "out.md": "../../outside/secret.md",
        "folder": "../../outside",
        "inside.md": "../other/b.md",
        "git.md": "../.git/c.md",
    }.items():
        (repository / "news" / name).symlink_to(target)
    return repository


def test_a_walk_stays_inside(repository: Path) -> None:
    done = newslint(repository, "--now", NOW, "news", "--ignore", "NL6")

    assert (done.code, "tram-secret" in done.out, "2 files checked" in done.out) == (0, False, True), done.out


@pytest.mark.parametrize("path", ["news/out.md", "news/folder", "news/folder/secret.md", "news/git.md", "news/o*.md"])
def test_a_named_link_that_leaves_is_an_error_without_content(path: str, repository: Path) -> None:
    done = newslint(repository, path)

    assert done.code == 2
    assert "a symbolic link leads out of the repository here" in done.err
    assert "secret:" not in done.out + done.err
    assert "tram-secret" not in done.out + done.err


@pytest.mark.parametrize("path", ["news", "news/out.md", "news/folder/secret.md"])
def test_the_option_lets_both_through(path: str, repository: Path) -> None:
    assert "NL101" in newslint(repository, "--follow-links", path).out


def test_a_link_inside_may_be_named(repository: Path) -> None:
    assert newslint(repository, "--now", NOW, "news/inside.md").code == 0


def test_links_above_the_repository_do_not_matter(repository: Path) -> None:
    way = repository.parent / "way"
    way.symlink_to(repository)

    assert newslint(repository.parent, "--now", NOW, "way/other/b.md").code == 0
    assert newslint(repository.parent, "--now", NOW, f"{way}/other").code == 0
