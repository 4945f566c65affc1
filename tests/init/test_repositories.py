"""Repositories of all shapes: which files `newslint init` takes for articles, and that its forecast is what the run says."""

from contextlib import chdir
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.cli.main import run
from tests.support.adoption import ARTICLE, NOW, Repo, adopt


def fill(repo: Repo, folder: str, count: int, front: str, name: str = "{n:02}-tram.md") -> None:
    """Write `count` files with front matter; `{n}` counts them."""
    for n in range(1, count + 1):
        repo.write(f"{folder}/{name.format(n=n)}", f"---\n{front.format(n=n)}---\nText.\n")


POST = "title: Tram number {n}\ndate: 2024-05-{n:02}\n"
PAGE = "title: About us {n}\ndescription: We write about trams, {n} times a day.\n"


def test_posts_beside_as_many_pages(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "posts", 5, POST)
    fill(repo, "pages", 5, PAGE)

    assert adopt(repo, capsys) == "No problems found (5 files checked).\n"
    assert repo.config["articles"] == ["/posts/**/*.md"]


def test_few_posts_among_many_pages(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "blog", 5, POST)
    fill(repo, "docs", 20, PAGE)
    fill(repo, "docs/guide", 20, PAGE)
    fill(repo, "docs/api", 20, PAGE)

    assert adopt(repo, capsys) == "No problems found (5 files checked).\n"
    assert repo.config["articles"] == ["/blog/**/*.md"]


def test_posts_and_pages_in_one_folder(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "site", 5, POST)
    fill(repo, "site", 5, PAGE, name="page-{n}.md")

    adopt(repo, capsys)


def test_data_files_are_no_articles(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "site/blog", 5, POST)
    repo.write("site/blog/authors.yml", "anna:\n  name: Anna\n")
    repo.write("site/package.json", '{"name": "site"}\n')
    repo.write("site/tsconfig.json", "{}\n")
    repo.write("data/nav.yaml", "- title: News\n  date: 2024-05-01\n")

    assert adopt(repo, capsys) == "No problems found (5 files checked).\n"
    assert repo.config["articles"] == ["/site/blog/**/*.md"]


@pytest.mark.parametrize("name", ["_index.md", "index.md", "README.md"])
def test_index_pages_are_left_out(repo: Repo, capsys: pytest.CaptureFixture[str], name: str) -> None:
    fill(repo, "content/news", 30, POST)
    repo.write(f"content/news/{name}", "---\ntitle: News\n---\n")

    assert adopt(repo, capsys) == "No problems found (30 files checked).\n"


def test_a_folder_for_each_post_with_its_index_is_a_post(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(1, 31):
        fill(repo, f"content/blog/tram-{n}", 1, POST.replace("{n:02}", f"{n:02}"), name="index.md")
    repo.write("content/blog/_index.md", "---\ntitle: Blog\n---\n")

    assert adopt(repo, capsys) == "No problems found (30 files checked).\n"
    assert repo.config["articles"] == ["/content/blog/**/*.md"]
    assert repo.config["exclude"] == ["_index.md"]


def test_new_months_and_years_are_articles_too(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for year, month in product((2023, 2024), ("01", "02")):
        fill(repo, f"_posts/{year}/{month}", 5, POST)
    adopt(repo, capsys)

    repo.write("_posts/2025/03/new.md", "---\ntitel: New\n---\n")

    run(["--output-format", "concise", *NOW])
    assert "_posts/2025/03/new.md" in capsys.readouterr().out


def test_years_at_the_root_do_not_take_everything_else(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for year in (2023, 2024):
        fill(repo, f"{year}/05", 5, POST.replace("2024", str(year)))
    fill(repo, "pages", 9, PAGE)

    assert adopt(repo, capsys) == "No problems found (10 files checked).\n"


def test_new_languages_are_articles_too(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("en", "bg", "pt-br"):
        fill(repo, f"{language}/news/_posts", 5, POST)
        fill(repo, f"{language}/about", 5, PAGE)
    adopt(repo, capsys)

    repo.write("fr/news/_posts/new.md", "---\ntitel: New\n---\n")
    repo.write("fr/about/new.md", "---\ntitel: New\n---\n")

    run(["--output-format", "concise", *NOW])
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()[:1]] == ["fr/news/_posts/new.md"]
    assert repo.config["articles"] == ["/*/news/_posts/**/*.md"]


def test_sections_of_one_kind_become_the_folder_above_them(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for section in ("sport", "culture", "politics"):
        fill(repo, f"news/{section}", 5, POST)

    adopt(repo, capsys)

    assert repo.config["articles"] == ["/news/**/*.md"]


def test_pages_below_a_folder_of_posts_are_left_out(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "blog", 30, POST)
    fill(repo, "blog/2024/05", 3, POST)
    fill(repo, "blog/tags", 9, PAGE)

    assert adopt(repo, capsys) == "No problems found (33 files checked).\n"


def test_each_kind_of_front_matter_gets_its_own_schema_and_the_built_in_one_stays(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(1, 31):
        repo.write(f"_news/tram-{n}.md", ARTICLE.format(n=n, day=n, quality=6 * n, topic="Trams"))
    fill(repo, "_games", 9, "title: Game {n}\nreleased: true\nstudio: Trams {n}\npublishDate: 2024-05-{n:02}T10:00:00Z\nplayers: {n}\n")

    assert adopt(repo, capsys) == "No problems found (39 files checked).\n"

    override = repo.config["overrides"]
    assert isinstance(override, list)
    assert "schema" not in repo.config
    assert [(item["files"], item["schema"], item.get("fields")) for item in override] == [
        (["/_games/**/*.md"], "games.schema.json", {"publishedDateTime": "publishDate"})
    ]
    repo.write("_games/new.md", "---\ntitle: New\n---\n")
    run(["--output-format", "concise", *NOW, "_games/new.md"])
    assert "NL101" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("date", "forms"),
    [
        ("2024-05-{n:02} 10:10:00 -0400", ["jekyll"]),
        ("2024-05-{n:02} 9:10:00 -04:00", ["jekyll"]),
        ("2024-05-{n:02} 10:10:00.000000000 +00:00", ["jekyll"]),
        ("2024-05-{n:02}", ["day"]),
        ("2024-05-{n:02} 10:10:00", ["local"]),
        ("2024-05-{n:02}T10:10", ["local"]),
        ("2024-05-{n:02} 9:10:00", ["local"]),
    ],
)
@pytest.mark.parametrize("slip", ["2024-5-3", "2024-05-3 10:10:00", "\u00a02024-05-03", "3 May 2024"])
def test_dates_in_use_are_right_and_everything_else_is_an_error(
    repo: Repo, capsys: pytest.CaptureFixture[str], date: str, forms: list[str], slip: str
) -> None:
    fill(repo, "_posts", 30, f"title: Tram number {{n}}\ndate: {date}\n")
    repo.write("_posts/slip.md", f"---\ntitle: Slip\ndate: {slip}\n---\n")

    out = adopt(repo, capsys)

    assert repo.config["dates"] == {"forms": forms}
    assert out.startswith("_posts/slip.md:3:7: error[NL201]")
    assert "Found 1 error (31 files checked)." in out


def test_dates_in_rfc_3339_need_no_setting(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "_posts", 30, "title: Tram number {n}\ndate: 2024-05-{n:02}T10:10:00Z\n")

    adopt(repo, capsys)

    assert "dates" not in repo.config


def test_a_date_in_the_files_name_is_enough(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "_posts", 28, "layout: post\ntitle: Tram {n}\ndate: 2024-05-{n:02}\n", name="2024-05-{n:02}-tram.md")
    repo.write("_posts/2024-05-29-tram.md", "---\nlayout: post\ntitle: Tram 29\n---\n")

    assert adopt(repo, capsys) == "No problems found (29 files checked).\n"
    assert repo.config["dates"] == {"forms": ["day"], "from-filename": True}


def test_author_or_authors(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "_posts", 20, POST + "author: anna\n")
    fill(repo, "_posts", 10, POST + "authors: [anna, ben]\n", name="two-{n}.md")
    assert adopt(repo, capsys) == "No problems found (30 files checked).\n"

    repo.write("_posts/new.md", "---\ntitle: New\ndate: 2024-05-01\n---\n")

    assert run(["--output-format", "concise", *NOW]) == 1
    assert "author" in capsys.readouterr().out


def test_what_is_broken_teaches_nothing(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "_posts", 30, POST)
    repo.write("_posts/broken.md", "---\ntitle: Broken\ndate: 2024-05-01\n<p>In the depot, there: it stands\n<p>And: [there\n---\n")

    out = adopt(repo, capsys)

    assert "error" in out
    assert "<p>" not in repo.read("article.schema.json")


def test_a_defect_copied_into_related_lists_is_no_habit(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    related = "related:\n  - title: Depots\n    webUrl: https://news.example.org:99999/depots\n"
    for n in range(1, 31):
        text = ARTICLE.format(n=n, day=n, quality=9, topic="Trams")
        repo.write(f"_news/tram-{n}.md", text.removesuffix("---\n") + related + "---\n")

    adopt(repo, capsys)

    assert "malformed-url" not in str(repo.config.get("severity"))


def test_open_ended_scores_stay_open(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(1, 31):
        text = ARTICLE.format(n=n, day=n, quality=9, topic="Trams").replace("heat: 7", f"heat: {n * 31}")
        repo.write(f"_news/tram-{n}.md", text)

    adopt(repo, capsys)

    assert "ranges" not in repo.config


def test_a_score_beyond_newslints_own_scale_gets_room(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(1, 31):
        repo.write(f"_news/tram-{n}.md", ARTICLE.format(n=n, day=n, quality=n * 20, topic="Trams"))

    assert adopt(repo, capsys) == "No problems found (30 files checked).\n"
    assert repo.config["ranges"] == {"quality": [0, 1000]}
    assert "`quality` goes from 20 to 600: 20 articles of 30 beyond newslint's own 0 to 200." in repo.read("newslint.toml")


def test_files_that_share_an_address_are_foretold(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(1, 31):
        text = ARTICLE.format(n=n, day=n, quality=9, topic="Trams")
        repo.write(f"_news/tram-{n}.md", text.replace("trams/30", "trams/29"))

    out = adopt(repo, capsys)

    assert out.count("NL601") == 2


def test_init_in_a_subfolder_writes_at_the_root_of_the_repository(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "site/blog", 5, POST)
    fill(repo, "other", 5, POST)

    assert adopt(repo, capsys, "site/blog") == "No problems found (5 files checked).\n"
    assert {name for name in repo.files() if not name.endswith(".md")} == {
        "newslint.toml",
        "article.schema.json",
        ".pre-commit-config.yaml",
        ".github/workflows/newslint.yml",
    }
    assert repo.config["articles"] == ["/site/blog/**/*.md"]


def test_explain_shows_each_folder_with_counts_and_why(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "blog", 5, POST)
    repo.write("blog/_index.md", "---\ntitle: Blog\n---\n")
    fill(repo, "docs", 9, PAGE)
    before = repo.files()

    assert run(["init", "--explain"]) == 0

    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        "folder articles pages indexes broken".split(),
        "blog/ 5 0 1 0 taken: all have a title and a date".split(),
        "docs/ 0 9 0 0 left: none has a title and a date".split(),
        "articles = /blog/**/*.md".split(),
    ]
    assert repo.files() == before


def test_articles_are_named_by_hand(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "docs", 9, PAGE)
    fill(repo, "blog", 9, POST)

    assert adopt(repo, capsys, "--articles", "/docs/**/*.md") == "No problems found (9 files checked).\n"
    assert repo.config["articles"] == ["/docs/**/*.md"]


def test_where_nothing_is_taken_it_says_what_to_do(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "docs", 9, PAGE)

    assert run(["init"]) == 2

    said = capsys.readouterr().err
    assert "--explain" in said
    assert "--articles GLOB" in said


def test_a_repository_without_common_fields_is_spoken_of_in_whole_sentences(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "_posts", 5, POST)
    fill(repo, "_posts", 5, PAGE.replace("title", "headline"), name="page-{n}.md")

    adopt(repo, capsys)

    assert "Always there: ." not in repo.read("newslint.toml")


@pytest.mark.parametrize(
    ("field", "usual", "rare"),
    [
        ("tags", "social media", "social-media"),
        ("tags", "release", "Release"),
        ("categories", "event", "events"),
        ("author", "Greg Molnár", "gregmolnar"),
    ],
)
def test_a_rare_spelling_is_a_warning_with_the_usual_one_as_its_fix(
    repo: Repo, capsys: pytest.CaptureFixture[str], field: str, usual: str, rare: str
) -> None:
    fill(repo, "_posts", 30, f"{POST}{field}: {usual}\n")
    repo.write("_posts/rare.md", f"---\ntitle: Rare\ndate: 2024-05-01\n{field}: {rare}\n---\n")

    out = adopt(repo, capsys)

    assert repo.config["spellings"] == {field: [usual]}
    assert f"NL512] `{field}`: `{rare}` is spelt `{usual}` elsewhere" in out
    assert "Found 1 warning (31 files checked). 1 fixable with `--fix --unsafe-fixes`." in out


def test_spellings_that_are_equally_common_are_left_to_people(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "_posts", 5, POST + "tags: [social media]\n")
    fill(repo, "_posts", 5, POST + "tags: [social-media]\n", name="other-{n}.md")

    assert adopt(repo, capsys) == "No problems found (10 files checked).\n"


def test_a_section_inside_another_one_keeps_its_own_schema(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "blog", 9, POST + "author: anna\nteaser: Trams\n")
    fill(repo, "blog/2024/05", 9, POST + "author: anna\nteaser: Trams\n")
    fill(repo, "blog/podcast", 9, "title: Episode {n}\npublishDate: 2024-05-{n:02}\naudio: a.mp3\nminutes: {n}\nguests: [anna]\n")

    assert adopt(repo, capsys) == "No problems found (27 files checked).\n"
    assert repo.config["articles"] == ["/blog/*.md", "/blog/[0-9][0-9][0-9][0-9]/**/*.md", "/blog/podcast/**/*.md"]


def test_posts_at_the_root_beside_other_sections(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, ".", 9, POST)
    fill(repo, "events", 9, POST + "venue: Depot\nseats: 9\nhost: anna\nprice: 1\n")
    fill(repo, "pages", 9, PAGE)
    repo.write("README.md", "# Trams\n")

    assert adopt(repo, capsys) == "No problems found (18 files checked, 1 without front matter skipped).\n"


def test_folders_with_odd_names(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "My Posts [old]!", 9, POST)
    fill(repo, "#new", 9, POST)

    assert adopt(repo, capsys) == "No problems found (18 files checked).\n"


def test_dates_in_words(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "src/content/blog", 9, "title: Tram {n}\npubDate: 'Jul 0{n} 2022'\nheroImage: ./tram.jpg\n")

    assert adopt(repo, capsys) == "No problems found (9 files checked).\n"
    assert repo.config["severity"] == {"not-iso-8601": "off"}


def test_dates_with_slashes(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "src/content/blog/2024/05", 9, "title: Tram {n}\nauthor: Anna\ndate: 2024/05/0{n}\n")

    assert adopt(repo, capsys) == "No problems found (9 files checked).\n"
    assert repo.config["dates"] == {"forms": ["slashes"]}


def test_a_schema_that_is_there_stays(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "_posts", 9, POST)
    repo.write("article.schema.json", '{"type": "object", "required": ["never"]}\n')

    assert adopt(repo, capsys) == "No problems found (9 files checked).\n"
    assert repo.config["schema"] == "article-2.schema.json"


def test_a_configuration_deeper_in_the_repository_counts_in_the_forecast(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    fill(repo, "_posts", 9, POST)
    fill(repo, "_posts/old", 9, POST.replace("title: Tram", "title: ' Tram").replace("{n}\n", "{n}'\n"))
    repo.write("_posts/old/newslint.toml", 'ignore = ["NL1", "NL2", "NL4"]\n')

    assert adopt(repo, capsys) == "No problems found (18 files checked).\n"


def test_articles_in_toml_are_adopted_and_a_defect_is_noticed(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(1, 8):
        repo.write(f"content/post/{n}.md", f'+++\ntitle = "Tram {n}"\ndate = 2024-05-0{n}T06:00:00Z\n+++\n')

    assert adopt(repo, capsys) == "No problems found (7 files checked).\n"

    repo.write("content/post/8.md", '+++\ntitle = "Tram"\ndate = "last week"\n+++\n')
    assert run([*NOW]) == 1


TEXTS = ["Trams", "''", "", "12", "true", "2024-05-01", "2024-5-1", "'Jul 08 2022'", "https://example.org/", "null", "<p>a: b"]
SCALARS = st.sampled_from([*TEXTS, "[a, b]", "[]", "{a: 1}"])
OTHER_FIELDS = ["description", "author", "authors", "tags", "layout", "url", "related", "images", "topics", "provider", "<p"]
FIELDS = st.dictionaries(st.sampled_from(["title", "date", *OTHER_FIELDS]), SCALARS, max_size=6)
ALWAYS = st.sampled_from([{}, {"title": "Trams", "date": "2024-05-01"}, {"title": "Trams", "date": "2024-05-01 9:00:00 +0100"}])
FOLDERS = st.sampled_from(["", "_posts/", "_posts/2024/05/", "en/news/", "fr/news/", "blog/tram/", "blog/", "docs/a/b/", "[x] y/", "2024/"])
NAMES = st.sampled_from(["a.md", "b.md", "index.md", "_index.md", "2024-05-01-a.md", "c.html", "d.mdx", "e.yml"])
FILES = st.dictionaries(st.tuples(FOLDERS, NAMES), st.builds(lambda some, always: {**some, **always}, FIELDS, ALWAYS), max_size=14)


@given(FILES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_a_repository_the_forecast_is_the_run(
    repo: Repo, capsys: pytest.CaptureFixture[str], files: dict[tuple[str, str], dict[str, str]]
) -> None:
    with TemporaryDirectory(dir=repo.folder) as folder, chdir(folder):
        inner = Repo(Path(folder))
        for (place, name), fields in files.items():
            inner.write(f"{place}{name}", "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + "---\n")
        if run(["init"]) == 0:
            adopt(inner, capsys)
        assert "Traceback" not in capsys.readouterr().err
