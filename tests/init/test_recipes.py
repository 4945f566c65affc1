"""The examples of docs/recipes.md: each is adopted as the recipe says, passes, and notices a defect in a new article."""

import shutil

import pytest

from linter.cli.main import run
from tests.support import ROOT
from tests.support.adoption import NOW, Repo, adopt

RECIPES = {
    "jekyll": ("_posts/2024-04-30-new.md", 6),
    "hugo": ("content/news/2025/new/index.md", 11),
    "hugo-toml": ("content/posts/new.md", 7),
    "zola": ("content/blog/2024-04-30-new.md", 6),
    "docusaurus": ("blog/2024-04-30-new.md", 6),
    "astro": ("src/content/blog/new.md", 6),
    "eleventy": ("src/posts/new.md", 6),
    "decap": ("content/fr/posts/new.md", 12),
}


def test_each_example_has_a_recipe() -> None:
    recipes = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")

    assert {folder.name for folder in (ROOT / "examples/recipes").iterdir()} == RECIPES.keys()
    assert all(f"examples/recipes/{name})" in recipes for name in RECIPES)


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_works_and_a_new_article_with_a_defect_is_noticed(name: str, repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "examples/recipes" / name, repo.folder, dirs_exist_ok=True)
    new, articles = RECIPES[name]

    assert adopt(repo, capsys) == f"No problems found ({articles} files checked).\n"

    repo.write(new, "---\ntitle: New trams\ndate: 30 April 2024\npubDate: 30 April 2024\nauthors: [nobody]\n---\n")
    assert run(["--output-format", "concise", *NOW]) == 1
    assert {line.partition(":")[0] for line in capsys.readouterr().out.splitlines() if "[NL" in line} == {new}


@pytest.mark.parametrize("name", RECIPES)
def test_what_a_recipe_shows_is_what_init_proposes(name: str, repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "examples/recipes" / name, repo.folder, dirs_exist_ok=True)
    adopt(repo, capsys)
    recipes = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
    shown = recipes.partition(f"examples/recipes/{name})")[2].partition("```toml\n")[2].partition("```")[0]

    assert shown
    assert [line for line in repo.read("newslint.toml").splitlines() if line and not line.startswith("#")] == [
        line for line in shown.splitlines() if line
    ]
