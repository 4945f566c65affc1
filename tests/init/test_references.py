"""What `init` proposes for what articles refer to, for kinds in one folder, for small sections and for languages."""

import json
import tomllib

import pytest

from tests.support.adoption import Repo, adopt

POST = "---\ntitle: Tram number {n}\ndate: 2024-05-{day:02}\nauthor: {author}\n{more}---\n"


def write_posts(repo: Repo, count: int = 40, more: str = "", folder: str = "posts") -> None:
    for n in range(1, count + 1):
        text = POST.format(n=n, day=n % 28 + 1, author=("jane", "max", "lea")[n % 3], more=more)
        repo.write(f"{folder}/tram-{n}.md", text)


@pytest.mark.parametrize(
    ("files", "row"),
    [
        ({"_data/authors.yml": "jane: {}\nmax: {}\nlea: {}\n"}, {"data": "_data/authors.yml"}),
        ({"data/people.json": '[{"id": "jane"}, {"id": "max"}, {"id": "lea"}]'}, {"data": "data/people.json", "key": "id"}),
        ({"data/team.csv": "name,nick\nJ,jane\nM,max\nL,lea\n"}, None),
        ({f"_authors/{name}.md": "---\nname: x\n---\n" for name in ("jane", "max", "lea")}, {"folder": "_authors"}),
        ({f"site/authors/{name}/_index.md": "---\nname: x\n---\n" for name in ("jane", "max", "lea")}, {"folder": "site/authors"}),
        ({f"src/authors/{name}.json": "{}" for name in ("jane", "max", "lea")}, {"data": "src/authors/*.json"}),
        ({"_data/authors.yml": "jane: {}\n"}, None),
    ],
)
def test_authors_are_found_where_a_repo_keeps_them(
    files: dict[str, str], row: dict[str, str] | None, repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    write_posts(repo)
    for name, text in files.items():
        repo.write(name, text)

    assert "No problems found" in adopt(repo, capsys)
    assert repo.config.get("references") == ([{"field": "author", **row}] if row else None)


def test_the_exception_is_an_error_that_init_foretold(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    write_posts(repo)
    repo.write("_data/authors.yml", "jane: {}\nmax: {}\nlea: {}\n")
    repo.write("posts/tram-7.md", POST.format(n=7, day=3, author="jnae", more=""))

    (line, *_) = adopt(repo, capsys).splitlines()
    assert line.startswith("posts/tram-7.md:4:9: error[NL701] `author` is `jnae`, and there is no such name in `_data/authors.yml`")
    assert "`author` names what `_data/authors.yml` holds, 39 times, and 1 use of others is an error." in repo.read("newslint.toml")


def test_layouts(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    write_posts(repo, more="layout: post\n")
    repo.write("_layouts/post.html", "")

    adopt(repo, capsys)
    assert {"field": "layout", "layouts": "_layouts"} in repo.config["references"]  # type: ignore[operator]


@pytest.mark.parametrize("layout", ["video", "layouts/video.njk", "../../video"])
def test_kinds_in_one_folder_have_a_schema_each(layout: str, repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    write_posts(repo, more="layout: post\ntags: [trams]\n")
    for n in range(12):
        text = f"---\ntitle: Film {n}\ndate: 2024-04-{n + 1:02}\nlayout: {layout}\nfile: {n}.mp4\nlength: {n + 60}\nmaker: lea\n---\n"
        repo.write(f"posts/film-{n}.md", text)

    assert "No problems found" in adopt(repo, capsys)
    overrides = tomllib.loads(repo.read("newslint.toml"))["overrides"]
    assert [override.get("when") for override in overrides] == [None, {"layout": layout}]
    assert overrides[1]["schema"] == "video.schema.json"
    assert "file" in json.loads(repo.read(overrides[1]["schema"]))["required"]
    assert "author" in json.loads(repo.read(overrides[0]["schema"]))["required"]


def test_a_few_articles_of_no_kind_are_not_judged_as_those_of_one(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    test_kinds_in_one_folder_have_a_schema_each("video", repo, capsys)
    (repo.folder / "newslint.toml").unlink()
    for n in range(3):
        repo.write(f"posts/odd-{n}.md", f"---\ntitle: A link {n}\ndate: 2024-05-30\nlayout: link\ntarget: x\n---\n")

    assert "No problems found" in adopt(repo, capsys)


def test_a_small_section_requires_only_what_every_article_has(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    write_posts(repo, 7, "teaser: Good\n")
    adopt(repo, capsys)

    assert json.loads(repo.read("article.schema.json"))["required"] == ["title", "date"]


@pytest.mark.parametrize(
    ("original", "translation", "pattern"),
    [
        ("content/en/news/a{n}.md", "content/fr/news/a{n}.md", "content/{locale}/**"),
        ("news/a{n}.md", "news/a{n}.fr.md", "**/*.{locale}.md"),
    ],
)
def test_translations(original: str, translation: str, pattern: str, repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(1, 25):
        text = POST.format(n=n, day=n, author="jane", more="")
        repo.write(original.format(n=n), text)
        repo.write(translation.format(n=n), text.replace("Tram", "Tramway"))
    repo.write(translation.format(n=3), POST.format(n=3, day=4, author="jane", more="").replace("Tram", "Tramway"))

    (line, *_) = adopt(repo, capsys).splitlines()
    assert line.startswith(f"{translation.format(n=3)}:3:7: warning[NL608]")
    assert repo.config["locales"] == {"pattern": pattern, "default": "en", "fields": ["publishedDateTime", "author"]}


def test_a_misspelt_kind_is_no_kind_of_its_own(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    test_kinds_in_one_folder_have_a_schema_each("video", repo, capsys)
    (repo.folder / "newslint.toml").unlink()
    repo.write("_layouts/post.html", "")
    repo.write("_layouts/video.html", "")
    repo.write("posts/tram-7.md", POST.format(n=7, day=3, author="max", more="layout: pots\ntags: [trams]\n"))

    (line, *_) = adopt(repo, capsys).splitlines()
    assert line.startswith("posts/tram-7.md:5:9: error[NL701] `layout` is `pots`, and there is no such layout in `_layouts`")
