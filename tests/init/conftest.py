"""Git repositories in temporary folders, and the working directory in them."""

from pathlib import Path

import pytest

from tests.support.adoption import ARTICLE, POST, Repo


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.chdir(tmp_path)
    return Repo(tmp_path)


@pytest.fixture
def news(repo: Repo) -> Repo:
    """A repo with thirty articles in newslint's own form, and a page."""
    for n in range(1, 31):
        topic = "Trams" if n % 3 else "Buses"
        repo.write(f"_news/tram-{n}.md", ARTICLE.format(n=n, day=n, quality=6 * n + 9, topic=topic))
    repo.write("about.md", "---\nlayout: page\ntitle: About us\n---\nWe write about trams.\n")
    repo.write("README.md", "# Trams\n")
    return repo


@pytest.fixture
def blog(repo: Repo) -> Repo:
    """A Jekyll blog with thirty posts."""
    for n in range(1, 31):
        repo.write(f"_posts/2020-01-{n:02}-tram.md", POST.format(n=n, day=n))
    return repo
