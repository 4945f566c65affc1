"""`[related] report`: a defect that stands in many copies is reported everywhere, once, or not at all."""

import json
from pathlib import Path

import pytest

from benchmarks.copies import write_copies
from linter.cli.main import run
from tests.support.repository import Repo

ITEM = """\
  - title: "{title}"
    excerpt: "Lines are built."
    publishedDateTime: 2024-05-01T06:00:00Z
    webUrl: "{url}"
    type: article
    provider: {{name: Example, domain: example.org}}
    quality: 5
"""
OWN = 'webUrl: "https://news.example.org/'


def item(url: str = "https://news.example.org/x", title: str = "Trams are back ") -> str:
    """Return a related item; its title ends with a space, which NL402 reports and mends."""
    return ITEM.format(url=url, title=title)


def holding(repo: Repo, name: str, *items: str, title: str = "Trams are back") -> None:
    """Write an article with related items."""
    repo.article(name, ("topics:", f"related:\n{''.join(items)}topics:"), ("Trams are back", title))


def found(repo: Repo, *options: str) -> list[str]:
    """Return where text rules report something, and in how many files that stands where it is more than one."""
    done = repo.newslint("--output-format", "json", "--select", "NL4", "--related", *options)
    diagnostics = json.loads(done.out)["diagnostics"]
    return [f"{d['path']}:{d['line']}" + (f" in {d['files']}" if d["files"] > 1 else "") for d in diagnostics]


def test_each_way_of_reporting(repo: Repo) -> None:
    for name in ("a.md", "b.md", "c.md"):
        holding(repo, name, item())
    assert found(repo, "all") == ["a.md:15", "b.md:15", "c.md:15"]
    assert found(repo, "distinct") == ["a.md:15 in 3"]
    assert found(repo, "own") == []
    assert found(repo, "distinct", "c.md", "b.md") == ["b.md:15 in 2"]
    assert found(repo, "distinct", "c.md") == ["c.md:15"]


def test_the_configuration_says_it_for_the_whole_run(repo: Repo) -> None:
    for name in ("a.md", "b.md"):
        holding(repo, name, item())
    repo.write("newslint.toml", '[related]\nreport = "distinct"\n')
    assert repo.codes("--select", "NL4") == ["a.md:15 NL402"]
    repo.write("newslint.toml", '[related]\nreport = "some"\n')
    assert "`related.report`: expected `all` or `distinct` or `own`, found" in repo.newslint().err


def test_what_differs_is_reported_apart(repo: Repo) -> None:
    holding(repo, "a.md", item())
    holding(repo, "b.md", item("https://news.example.org/another"), item(title="Trams go "))
    holding(repo, "c.md", item(title="Trams  are back"), item(title="Trams go "))
    assert found(repo, "distinct") == ["a.md:15 in 3", "b.md:15", "c.md:15"]


def test_an_item_that_stands_twice_in_one_file_is_one(repo: Repo) -> None:
    holding(repo, "a.md", item(title="A  tram  is back"), item(title="A  tram  is back"))
    holding(repo, "b.md", item(title="A  tram  is back"))
    done = repo.newslint("--related", "distinct", "--select", "NL403", "--output-format", "json").out
    assert [(d["line"], d["files"]) for d in json.loads(done)["diagnostics"]] == [(15, 2)]


def test_an_item_is_known_by_its_text_where_it_has_no_url(repo: Repo) -> None:
    for name in ("a.md", "b.md"):
        holding(repo, name, item(url=""), item(url="", title="Ships sail "))
    assert found(repo, "distinct") == ["a.md:15 in 2", "a.md:22 in 2"]


def test_the_own_article_says_it_for_its_copies(repo: Repo) -> None:
    holding(repo, "a.md", item("https://news.example.org/z"))
    repo.article("z.md", ("Trams are back", "Trams are back "))
    assert found(repo, "distinct") == ["z.md:3 in 2"]
    assert found(repo, "distinct", "a.md") == ["a.md:15"]


def test_every_format_tells_the_number_of_files(repo: Repo) -> None:
    for name in ("a.md", "b.md"):
        holding(repo, name, item())
    for form in ("full", "concise", "grouped", "json", "jsonl", "sarif", "github", "gitlab", "rdjson", "junit", "markdown", "html"):
        text = repo.newslint("--related", "distinct", "--select", "NL402", "--output-format", form, "--exit-zero").out
        assert "(in 2 files)" in text, form
    sarif = json.loads(repo.newslint("--related", "distinct", "--select", "NL402", "--output-format", "sarif").out)
    assert sarif["runs"][0]["results"][0]["properties"]["files"] == 2


def test_fixing_mends_every_copy_of_what_is_reported_once(repo: Repo) -> None:
    for name in ("a.md", "b.md"):
        holding(repo, name, item())
    repo.newslint("--related", "distinct", "--select", "NL402", "--fix")
    assert found(repo, "all") == []


def test_fixing_leaves_copies_alone_where_they_are_not_reported(repo: Repo) -> None:
    holding(repo, "a.md", item(), title="Trams are back ")
    before = repo.read("a.md")
    repo.newslint("--related", "own", "--select", "NL402", "--fix")
    assert repo.read("a.md") == before.replace('back "', 'back"', 1)
    text = repo.newslint("--related", "own", "--select", "NL402", "--fix", "-", stdin=before).out
    assert text == repo.read("a.md")


def test_a_baseline_accepts_a_copy_in_whatever_file_it_stands(repo: Repo) -> None:
    repo.write("newslint.toml", 'baseline = "accepted.json"\nselect = ["NL402"]\n[related]\nreport = "distinct"\n')
    holding(repo, "b.md", item(), item("https://news.example.org/z"))
    repo.article("z.md", ("Trams are back", "Trams are back "))
    repo.newslint("baseline", "create")
    assert repo.codes() == []
    holding(repo, "a.md", item(), item("https://news.example.org/z"))  # sorts before the one that stood for all
    assert repo.codes() == []
    assert repo.codes("a.md") == []
    (repo.folder / "b.md").unlink()
    assert repo.codes() == []
    assert "any more" not in repo.newslint().err
    holding(repo, "a.md", item("https://news.example.org/new"))
    assert repo.codes() == ["a.md:15 NL402"]
    assert "fit" in repo.newslint().err
    assert "any more" not in repo.newslint("a.md").err  # elsewhere it may still stand
    repo.newslint("baseline", "prune")
    assert [entry["path"] for entry in json.loads(repo.read("accepted.json"))["entries"]] == ["z.md"]


def test_a_baseline_of_all_copies_is_still_good_when_they_are_reported_once(repo: Repo) -> None:
    for name in ("a.md", "b.md"):
        holding(repo, name, item())
    repo.newslint("baseline", "create", "--select", "NL402")
    accepted = ("--baseline", "newslint-baseline.json", "--select", "NL402")
    assert repo.codes(*accepted, "--related", "distinct") == []
    holding(repo, "c.md", item())
    assert repo.codes(*accepted, "--related", "distinct") == ["c.md:15 NL402"]
    before = repo.read("newslint-baseline.json")
    repo.newslint("baseline", "prune", "--select", "NL402", "--related", "distinct")
    assert repo.read("newslint-baseline.json") == before


def test_of_changed_lines_each_defect_is_reported_once(repo: Repo) -> None:
    holding(repo, "a.md", item())
    repo.commit()
    for name in ("b.md", "c.md"):
        holding(repo, name, item())
    repo.git("add", "--all")
    assert repo.codes("--select", "NL4", "--related", "distinct", "--staged") == ["b.md:15 NL402"]
    assert repo.codes("--select", "NL4", "--related", "distinct", "--changed-since", "HEAD") == ["b.md:15 NL402"]


def test_a_shard_cannot_tell_what_others_report(repo: Repo) -> None:
    done = repo.newslint("--related", "distinct", "--shard", "1/2")
    assert done.code == 2
    assert "`--related all` or `own`" in done.err


@pytest.mark.parametrize("report", ["all", "distinct", "own"])
def test_processes_and_the_cache_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: str) -> None:
    write_copies(tmp_path, 300, most_related=30, slips=5)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    texts = []
    for options in (("--jobs", "1", "--no-cache"), ("--jobs", "2", "--no-cache"), ("--jobs", "2"), ("--jobs", "1")):
        run(["--related", report, "--output-format", "json=report", *options])
        texts.append(Path("report").read_text(encoding="utf-8"))
    assert len(set(texts)) == 1
    errors = json.loads(texts[0])["summary"]["errors"]
    assert errors > 5 if report == "all" else errors == 5
