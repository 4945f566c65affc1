"""How a site resolves its own addresses is proposed where it then holds for nearly all articles."""

import pytest

from linter.cli.main import run as newslint
from tests.support.adoption import NOW, POST, Repo


@pytest.fixture
def jekyll(repo: Repo) -> Repo:
    repo.write("_config.yml", "title: Trams\n")
    repo.write("images/tram.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    return repo


def write_posts(repo: Repo, image: str) -> None:
    for n in range(1, 31):
        repo.write(f"_posts/2020-01-{n:02}-tram.md", POST.format(n=n, day=n) + f"![A tram]({image})\n")


def test_a_jekyll_site_whose_images_are_there(jekyll: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    write_posts(jekyll, "/images/tram.svg")
    jekyll.write("_posts/2020-01-31-gone.md", POST.format(n=31, day=31) + "![Gone](/images/gone.svg)\n")
    newslint(["init", "--write", *NOW])

    assert jekyll.config["site"] == {"root": ".", "permalinks": ["/*", "*/"], "slugs": "jekyll"}
    assert "missing-file (1)" in capsys.readouterr().out


def test_a_site_that_makes_its_images_elsewhere(jekyll: Repo) -> None:
    write_posts(jekyll, "/made/at/build/time.svg")
    newslint(["init", "--write", *NOW])

    assert "site" not in jekyll.config


def test_no_known_generator(repo: Repo) -> None:
    write_posts(repo, "/images/tram.svg")
    newslint(["init", "--write", *NOW])

    assert "site" not in repo.config
