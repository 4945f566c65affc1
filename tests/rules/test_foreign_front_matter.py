"""A blog whose front matter has names of its own: `examples/foreign-jekyll`, and what newslint says when its posts have faults."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from linter.cli.main import run
from linter.settings.config_file import load_config
from tests.support import ROOT

EXAMPLE = ROOT / "examples" / "foreign-jekyll"
POST = "_posts/2020-01-31-trams-on-the-rise.md"
CACHE_URL = "  cache_url: https://www-example-com.cdn.ampproject.org/c/s/www.example.com/amp/2020/trams-on-the-rise\n"


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example, as a repo of its own."""
    shutil.copytree(EXAMPLE, tmp_path / "blog")
    monkeypatch.chdir(tmp_path / "blog")
    return tmp_path / "blog"


def edit(blog: Path, old: str, new: str) -> None:
    post = blog / POST
    text = post.read_text(encoding="utf-8")
    assert old in text
    post.write_text(text.replace(old, new), encoding="utf-8")


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    run(["--now", "2020-06-01", "--output-format", "json", *arguments])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["diagnostics"]
    return found


def test_the_posts_of_the_example_are_clean(blog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--now", "2020-06-01"]) == 0
    assert capsys.readouterr().out == "No problems found (3 files checked).\n"


def test_its_schema_passes_its_own_tests(blog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "check"]) == 0


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("www.example.com/2020", "www.example.com/2020/?utm_source=x&", "NL305", "/canonical_url"),
        ("canonical_url: https:", "canonical_url: http:", "NL302", "/canonical_url"),
        ("canonical_url: https://www.example.com/2020/", "canonical_url: www.example.com/2020/", "NL301", "/canonical_url"),
        ("canonical_url: https://www.example.com/", "canonical_url: https://www.example.net/", "NL311", "/amp/url"),
        ("  url: https://www.example.com/amp/2020", "  url: https://www.example.com/amp/2021", "NL314", "/amp/cache_url"),
        ("  url: https://www.example.com/amp/2020/trams-on-the-rise\n", "", "NL316", "/amp/url"),
        (CACHE_URL, "", "NL315", "/amp/cache_url"),
        ("date: 2020-01-31 07:30", "date: 2020-02-10 07:30", "NL206", "/last_modified_at"),
        ("last_modified_at: 2020", "last_modified_at: 2021", "NL205", "/last_modified_at"),
        ("date: 2020-01-31", "date: 2020-01-11", "NL207", "/date"),
        ("last_modified_at: 2020-02-03", "last_modified_at: 2020-02-30", "NL202", "/last_modified_at"),
        ("date: 2020-01-31 07:30 +0000", "date: 2020-01-31 07:30", "NL201", "/date"),
        ("date: 2020-01-31 07:30 +0000", "date: 2020-01-31T07:30:00Z", "NL201", "/date"),
        ("date: 2020-01-31 07:30 +0000", "date: yesterday", "NL201", "/date"),
        ("canonical_url:", "canonical-url:", "NL101", "/canonical_url"),
        ("layout: post", "layout: pots", "NL104", "/layout"),
        ("light-rail", "Light rail", "NL105", "/tags/1"),
        ("light-rail", "trams", "NL108", "/tags/1"),
    ],
)
def test_a_fault_is_reported_once_and_under_the_blogs_own_name(
    blog: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, code: str, field: str
) -> None:
    edit(blog, old, new)

    found = check(capsys)

    assert [(d["code"], d["field"]) for d in found if d["field"] == field] == [(code, field)]
    assert not any("Url" in d["message"] or "DateTime" in d["message"] for d in found)


def test_a_date_before_the_web_is_implausible(blog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(blog, "date: 2020-01-31 07:30 +0000", "date: 1970-01-01 00:00 +0000")

    assert {d["code"] for d in check(capsys) if d["field"] == "/date"} == {"NL207", "NL208"}


def test_the_schemas_author_has_the_word(blog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(blog, "date: 2020-01-31 07:30 +0000", "date: 2020-01-31")
    edit(blog, "canonical_url: https://www.example.com/2020/trams-on-the-rise\n", "")
    edit(blog, "excerpt: Ten", f"excerpt: {'Very ' * 80}Ten")

    assert {(d["severity"], d["message"]) for d in check(capsys)} == {
        ("error", "missing field `canonical_url`: where was this post published first?"),
        ("error", "`date` should look like `2024-05-01 10:10:00 -0400`, found a date without a time: `2020-01-31`"),
        ("warning", "`excerpt`: an excerpt of more than 300 characters is cut off in the feed"),
    }


def test_fixes_write_the_blogs_own_fields(blog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (blog / POST).read_text(encoding="utf-8")
    edit(blog, CACHE_URL, "")
    edit(
        blog,
        "canonical_url: https://www.example.com/2020/trams-on-the-rise",
        "canonical_url: HTTPS://www.example.com/2020/trams-on-the-rise?fbclid=1",
    )

    assert check(capsys, "--fix") == []

    assert (blog / POST).read_text(encoding="utf-8") == before


def test_where_rfc_3339_is_asked_for_dates_are_reported_and_rewritten_instead(blog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = (blog / "newslint.toml").read_text(encoding="utf-8")
    (blog / "newslint.toml").write_text(config.replace('forms = ["jekyll"]', 'forms = ["rfc3339"]'), encoding="utf-8")
    run(["--now", "2020-06-01", "--select", "NL201", "--fix", "-q", POST])

    text = (blog / POST).read_text(encoding="utf-8")
    assert "\ndate: 2020-01-31T07:30:00+00:00\nlast_modified_at: 2020-02-03T18:05:00+01:00\n" in text


def test_the_documentation_shows_the_examples_own_configuration() -> None:
    page = (EXAMPLE.parent.parent / "docs" / "foreign-front-matter.md").read_text(encoding="utf-8")
    config = (EXAMPLE / "newslint.toml").read_text(encoding="utf-8").partition("\n\n")[2]

    assert config in page
    assert load_config(EXAMPLE / "newslint.toml") is not None
