"""Which suffixes a walk takes: the usual ones, and those that a glob of `articles` spells out."""

from pathlib import Path

import pytest

from linter.files.discovery import Filters, _suffixes_named_by, discover


@pytest.mark.parametrize(
    ("articles", "found"),
    [
        ((), ["a.Rmd", "a.md", "a.mdx", "a.qmd"]),
        (("*.qmd",), ["a.qmd"]),
        (("/news/",), ["a.Rmd", "a.md", "a.mdx", "a.qmd"]),
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


@pytest.mark.parametrize(
    ("glob", "suffixes"),
    [
        ("*.y*ml", [".yaml", ".yml"]),
        ("*.[Rr]md", [".rmd"]),
        ("/posts/*.md*", [".md", ".mdc", ".mdoc", ".mdown", ".mdtext", ".mdtxt", ".mdwn", ".mdx"]),
        ("*.md?", [".mdc", ".mdx"]),
        ("*.[jy]*", [".json", ".yaml", ".yml"]),
        ("/news/v1.[0-9]/*.qmd", [".qmd"]),
        ("x[.]njk", []),
        ("*.*", []),
        ("*", []),
        ("/_data/topics.d/", []),
        ("!*.y*ml", []),
        ("*.NJK", [".njk"]),
        ("*.news", [".news"]),
    ],
)
def test_suffixes_named_by_globs(glob: str, suffixes: list[str]) -> None:
    assert sorted(_suffixes_named_by((glob,))) == suffixes
