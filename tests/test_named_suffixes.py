"""Which suffixes a walk takes: the usual ones, and those that a glob of `articles` spells out."""

from pathlib import Path

import pytest

from linter.files.discovery import Filters, discover


@pytest.mark.parametrize(
    ("articles", "found"),
    [
        ((), ["a.md", "a.mdx"]),
        (("*.qmd",), ["a.qmd"]),
        (("/news/",), ["a.md", "a.mdx"]),
        (("/news/*.yaml", "*.Rmd"), ["a.Rmd", "a.yaml"]),
    ],
)
def test_suffixes(articles: tuple[str, ...], found: list[str], tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for name in ("a.md", "a.mdx", "a.qmd", "a.Rmd", "a.yaml", "a.json", "a.png"):
        (news / name).write_text("---\ntitle: Trams\n---\n")
    targets, _ = discover([str(tmp_path)], Filters(str(tmp_path), articles))
    assert [Path(target.path).name for target in targets] == found
