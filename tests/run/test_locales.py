"""`[locales]`: translations beside their originals."""

import os

import pytest

from linter.text.locales import Page, page_of
from tests.support.repository import Repo

CONFIG = '[locales]\npattern = "{pattern}"\n[fields]\npublishedDateTime = "date"\n'
POST = "---\ntitle: Trams\ndate: {date}\nauthors: [{authors}]\n---\n"


def found(repo: Repo, *arguments: str) -> list[str]:
    done = repo.newslint("--select", "NL608", "--output-format", "concise", *arguments)
    assert not done.err, done.err
    return [line for line in done.out.splitlines() if "[NL608" in line]


@pytest.mark.parametrize(
    ("path", "pattern", "page"),
    [
        ("content/fr/a/b.md", "content/{locale}/**", Page("content/{locale}/a/b.md", "fr")),
        ("content/pt-BR/b.md", "content/{locale}/**", Page("content/{locale}/b.md", "pt-BR")),
        ("content/a/b.md", "content/{locale}/**", None),
        ("content/about/b.md", "content/{locale}/**", Page("content/{locale}/about/b.md", "en")),
        ("other/fr/b.md", "content/{locale}/**", None),
        ("posts/b.fr.md", "posts/**/*.{locale}.md", Page("posts/b.{locale}.md", "fr")),
        ("posts/2024/b.md", "posts/**/*.{locale}.md", Page("posts/2024/b.{locale}.md", "en")),
        ("posts/2024/b.en.md", "posts/**/*.{locale}.md", Page("posts/2024/b.{locale}.md", "en")),
        ("posts/v1.2.md", "posts/**/*.{locale}.md", Page("posts/v1.2.{locale}.md", "en")),
        ("fr/_posts/b.md", "{locale}/_posts/*", Page("{locale}/_posts/b.md", "fr")),
        ("_posts/b.md", "{locale}/_posts/*", Page("{locale}/_posts/b.md", "en")),
    ],
)
def test_which_page_a_path_is(path: str, pattern: str, page: Page | None) -> None:
    if path == "content/a/b.md":
        page = Page("content/{locale}/a/b.md", "en")
    assert page_of(path, pattern, "en") == page


def test_the_time_for_a_path_grows_with_its_length() -> None:
    assert page_of("content/" + "a/" * 2000, "content/**/{locale}/**/*.md", "en") is None


@pytest.fixture
def site(repo: Repo) -> Repo:
    repo.write("newslint.toml", CONFIG.format(pattern="content/{locale}/**"))
    repo.write("content/en/a.md", POST.format(date="2024-05-01T06:00:00Z", authors="jane, max"))
    repo.write("content/fr/a.md", POST.format(date="2024-05-01T08:00:00+02:00", authors="max, jane"))
    repo.write("content/de/a.md", POST.format(date="2024-05-02T06:00:00Z", authors="jane"))
    repo.write("content/de/alone.md", POST.format(date="2024-05-09T06:00:00Z", authors="jane"))
    return repo


def test_what_differs_is_named_with_the_original(site: Repo) -> None:
    date, authors = found(site)

    assert date.startswith(
        "content/de/a.md:3:7: warning[NL608] `date` is `2024-05-02T06:00:00Z`, and in the original `2024-05-01T06:00:00Z`"
    )
    assert authors.startswith("content/de/a.md:4:10: warning[NL608] `authors` is `jane`, and in the original `jane, max`")
    assert date.split(" [")[0].endswith(": `content/en/a.md`")


def test_one_file_is_compared_with_what_is_not_checked(site: Repo) -> None:
    assert len(found(site, "content/de/a.md")) == 2
    site.write("content/en/a.md", POST.format(date="2024-05-02T06:00:00Z", authors="jane"))
    assert found(site, "content/de/a.md") == []
    assert found(site, "content/en/a.md") == []
    assert len(found(site, "content/fr/a.md")) == 2


def test_from_another_folder_and_after_a_change_of_the_configuration(site: Repo) -> None:
    done = site.newslint("--select", "NL608", "--output-format", "concise", "a.md", folder="content/de")
    assert done.out.count("[NL608]") == 2
    site.write("newslint.toml", CONFIG.format(pattern="content/{locale}/**").replace("[fields]", 'fields = ["authors"]\n[fields]'))
    assert len(found(site, "content/de/a.md")) == 1


def test_a_name_with_the_language_in_it(repo: Repo) -> None:
    repo.write("newslint.toml", CONFIG.format(pattern="posts/**/*.{locale}.md"))
    repo.write("posts/a.md", POST.format(date="2024-05-01", authors="jane"))
    repo.write("posts/a.fr.md", POST.format(date="2024-05-03", authors="jane"))
    repo.write("posts/a.min.md", POST.format(date="2024-05-04", authors="jane"))

    (line,) = found(repo)
    assert line.startswith("posts/a.fr.md:3:7: ")


def test_the_cache_follows_the_original(site: Repo) -> None:
    for number in range(210):
        site.write(f"content/en/{number}.md", POST.format(date="2024-05-01", authors="jane"))
        site.write(f"content/fr/{number}.md", POST.format(date="2024-05-01", authors="jane"))
    for path in (site.folder / "content").rglob("*.md"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert len(found(site)) == len(found(site)) == 2

    site.write("content/en/7.md", POST.format(date="2024-05-02", authors="jane"))
    assert len(found(site)) == 3


def test_a_pattern_without_a_place_for_the_language_is_a_mistake(repo: Repo) -> None:
    repo.write("newslint.toml", '[locales]\npattern = "content/**"\n')

    done = repo.newslint()
    assert done.code == 2
    assert "`locales.pattern`: expected a glob with one `{locale}`" in done.err
