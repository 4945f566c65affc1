"""Corpus rules see the whole repo, also when a few files are named."""

import os
import sqlite3

from tests.support.repository import Repo


def test_a_duplicate_is_found_when_only_one_of_the_files_is_named(repo: Repo) -> None:
    repo.article("news/a.md", slug="same")
    repo.article("news/b.md", ("https://news", "http://news"), slug="same?utm_source=x#top")
    assert repo.codes("news/a.md") == ["news/a.md:6 NL601"]
    assert "NL601" in "".join(repo.codes("news/b.md"))
    assert repo.codes("--select", "NL601") == ["news/a.md:6 NL601", "news/b.md:6 NL601"]


def test_the_kept_entries_follow_edits_and_deletions(repo: Repo) -> None:
    repo.article("a.md", slug="same")
    other = repo.article("b.md", slug="same")
    assert repo.codes("a.md") == ["a.md:6 NL601"]
    repo.article("b.md", slug="another")
    assert repo.codes("a.md") == []
    repo.article("b.md", slug="same")
    assert repo.codes("a.md") == ["a.md:6 NL601"]
    other.unlink()
    assert repo.codes("a.md") == []


def test_after_a_run_over_all_files_the_others_are_still_known(repo: Repo) -> None:
    repo.article("a.md", slug="same")
    repo.article("b.md", slug="same")
    repo.codes()  # makes the folder of the cache, so that the repo's own changes
    for path in (*repo.folder.glob("*.md"), repo.folder):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    repo.codes()
    assert repo.codes("a.md") == ["a.md:6 NL601"]


def test_a_broken_store_is_made_anew(repo: Repo) -> None:
    repo.article("a.md", slug="same")
    repo.article("b.md", slug="same")
    repo.codes("a.md")
    (store,) = (repo.folder / ".newslint_cache").glob("corpus*.sqlite")
    store.write_bytes(b"rubbish" * 1000)
    assert repo.codes("a.md") == ["a.md:6 NL601"]
    with sqlite3.connect(store) as connection:
        assert connection.execute("select count(*) from entries").fetchone() == (2,)
    connection.close()


def test_the_cache_folder_does_not_show_in_git(repo: Repo) -> None:
    repo.article("a.md", slug="same")
    repo.article("b.md", slug="same")
    repo.codes("a.md")
    assert ".newslint_cache" not in repo.git("status", "--porcelain")


def test_without_a_cache_the_whole_repo_is_seen_and_nothing_kept(repo: Repo) -> None:
    repo.article("a.md", slug="same")
    repo.article("b.md", slug="same")
    assert repo.codes("--no-cache", "a.md") == ["a.md:6 NL601"]
    assert not (repo.folder / ".newslint_cache").exists()


def test_ignored_files_are_no_duplicates(repo: Repo) -> None:
    repo.write(".gitignore", "drafts/\n")
    repo.article("a.md", slug="same")
    repo.article("drafts/b.md", slug="same")
    assert repo.codes("a.md") == []


def test_outside_a_repository_only_named_files_are_compared(repo: Repo) -> None:
    import shutil

    shutil.rmtree(repo.folder / ".git")
    repo.article("a.md", slug="same")
    repo.article("b.md", slug="same")
    assert repo.codes("a.md") == []
    assert repo.codes("a.md", "b.md") == ["a.md:6 NL601", "b.md:6 NL601"]
    assert not (repo.folder / ".newslint_cache").exists()


def test_titles_and_stale_copies_are_compared_on_request(repo: Repo) -> None:
    repo.article("a.md")
    related = """\
related:
  - title: "Trams are  BACK"
    excerpt: "x"
    publishedDateTime: 2024-05-01T08:00:00+02:00
    webUrl: "https://news.example.org/a"
    type: article
    provider: {name: Example, domain: example.org}
    quality: 5
topics:"""
    repo.article("b.md", ("topics:", related), ("Trams are back", "Something else"))
    assert repo.codes("--select", "NL602,NL603") == []
    repo.write("b.md", repo.read("b.md").replace("Trams are  BACK", "Trams are gone").replace("T08:", "T09:"))
    assert repo.codes("--select", "NL602,NL603") == ["b.md:15 NL603", "b.md:17 NL603"]
    repo.newslint("--select", "NL603", "--fix", "--unsafe-fixes")
    assert repo.codes("--select", "NL602,NL603") == []


def test_a_duplicate_can_be_ignored_and_accepted(repo: Repo) -> None:
    repo.article("a.md", ('/a"', '/same"  # newslint: ignore[NL601]'))
    repo.article("b.md", slug="same")
    assert repo.codes("a.md") == []
    repo.newslint("baseline", "create")
    assert repo.codes("--baseline", "newslint-baseline.json", ".") == []


def test_a_file_reached_by_two_paths_is_no_duplicate_of_itself(repo: Repo) -> None:
    repo.article("dir/x.md", slug="same")
    (repo.folder / "link.md").symlink_to("dir/x.md")
    assert repo.codes("--select", "NL601,NL602") == []
    assert repo.codes("--select", "NL601", "link.md") == []
    repo.article("other.md", slug="same")
    done = repo.newslint("--select", "NL601", "--output-format", "concise", ".")
    assert [row.partition(": ")[::2] for row in done.out.splitlines()[:-1]] == [
        ("dir/x.md:6:9", "warning[NL601] `webUrl`: the same article is in `other.md`"),
        ("link.md:6:9", "warning[NL601] `webUrl`: the same article is in `other.md`"),
        ("other.md:6:9", "warning[NL601] `webUrl`: the same article is in `dir/x.md`"),
    ]


def test_the_other_article_is_named_with_the_place_of_its_url(repo: Repo) -> None:
    repo.article("a.md", slug="same")
    repo.write("b.json", '{"title": "B", "webUrl": "https://news.example.org/same"}')
    for checked in (("a.md", "b.json"), ("b.json", "a.md"), ("b.json",)):
        assert "note: the other article: a.md:6:9" in repo.newslint("--select", "NL601", *checked).out
    assert "note: the other article: b.json:1:26" in repo.newslint("--select", "NL601", "a.md", "b.json").out


def test_names_and_titles_that_are_no_unicode_are_compared_like_others(repo: Repo) -> None:
    article = repo.article("a.md", slug="same").read_bytes()
    (repo.folder / os.fsdecode(b"caf\xe9.md")).write_bytes(article)
    repo.write("c.json", '{"title": "\\ud800", "webUrl": "https://news.example.org/same"}')
    done = repo.newslint("--select", "NL601", "--output-format", "concise", "a.md", "c.json")
    assert done.code == 0
    assert [row.partition(":")[0] for row in done.out.splitlines()[:-1]] == ["a.md", "c.json"]
