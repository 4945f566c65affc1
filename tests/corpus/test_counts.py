"""Images, names and addresses over a whole repo: the same said of one named file as in a run over all."""

import os

import pytest

from linter.corpus.addresses import are_near, near_key
from linter.corpus.entry import Corpus, CorpusEntry
from tests.support.repository import Repo

IMAGE = 'images:\n  - url: "https://news.example.org/logo.png"\n    width: 600\n    height: 400\ntopics:'

LONGER = ("Trams are back", "Trams are back in town")


def story(repo: Repo, name: str, *replacements: tuple[str, str]) -> None:
    """Write an article of its own title that shows the logo."""
    repo.article(name, ("Trams are back", f"Trams reach {name}"), ("topics:", IMAGE), *replacements)


def test_an_image_of_many_stories_is_reported_in_each_file(repo: Repo) -> None:
    for name in ("a.md", "b.md", "c.md"):
        story(repo, name)
    assert repo.codes("--select", "NL604") == []
    story(repo, "d.md")
    assert repo.codes("--select", "NL604") == [f"{name}:15 NL604" for name in ("a.md", "b.md", "c.md", "d.md")]
    assert repo.codes("--select", "NL604", "b.md") == ["b.md:15 NL604"]
    whole, one = (repo.newslint("--select", "NL604", "--output-format", "concise", *paths).out for paths in ((), ("d.md",)))
    assert [row for row in whole.splitlines() if row.startswith("d.md")] == one.splitlines()[:1]
    story(repo, "d.md", ("logo.png", "tram.png"))
    assert repo.codes("--select", "NL604", "b.md") == []


def test_files_of_one_title_or_one_page_are_one_story(repo: Repo) -> None:
    for name in ("a.md", "b.md", "c.md"):
        story(repo, name)
    repo.article("d.md", ("Trams are back", "Trams  reach A.md"), ("topics:", IMAGE))
    repo.article("e.md", ("Trams are back", "Another headline"), ("topics:", IMAGE), slug="a")
    assert repo.codes("--select", "NL604") == []
    repo.write("newslint.toml", "[images]\nmost-stories = 2\n")
    assert len(repo.codes("--select", "NL604")) == 5


def test_an_odd_name_is_told_from_the_usual_one(repo: Repo) -> None:
    for number in range(10):
        repo.article(f"{number}.md")
    repo.article("odd.md", ("name: Example", "name: Armed robbery in the harbour"))
    assert repo.codes("--select", "NL605") == ["odd.md:12 NL605"]
    assert repo.codes("--select", "NL605", "odd.md") == ["odd.md:12 NL605"]
    assert repo.codes("--select", "NL605", str(repo.folder / "odd.md"), "0.md") == [f"{repo.folder / 'odd.md'}:12 NL605"]
    repo.newslint("--select", "NL605", "--fix", "--unsafe-fixes", "odd.md")
    assert "name: Example\n" in repo.read("odd.md")
    repo.article("more.md", ("name: Example", "name: Trams on Example"))
    repo.article("less.md", ("name: Example", "name: Harbour"))
    repo.article("last.md", ("name: Example", "name: Harbour"))
    assert repo.codes("--select", "NL605") == [], "the usual name holds for fewer than nine in ten"


def test_each_pair_of_files_is_reported_by_one_rule(repo: Repo) -> None:
    select = ("--select", "NL601,NL602,NL606,NL607")
    repo.article("a.md", LONGER, slug="same")
    for slug, code in (("same", "NL601"), ("index.php/same", "NL606"), ("another", "NL607")):
        repo.article("b.md", LONGER, slug=slug)
        line = 3 if code == "NL607" else 6
        assert repo.codes(*select) == [f"a.md:{line} {code}", f"b.md:{line} {code}"]
        assert repo.codes(*select, "b.md") == [f"b.md:{line} {code}"]
    repo.article("b.md", LONGER, ("domain: example.org", "domain: example.com"))
    assert repo.codes(*select) == ["a.md:3 NL602", "b.md:3 NL602"]
    repo.article("b.md", LONGER, slug="same")
    assert repo.codes("--select", "NL602,NL607") == ["a.md:3 NL607", "b.md:3 NL607"], "a rule that is off reports nothing"


def test_a_title_that_comes_again_and_again_is_a_series(repo: Repo) -> None:
    for day in range(1, 7):
        repo.article(f"{day}.md", LONGER, ("2024-05-01", f"2024-05-0{day}"))
    assert repo.codes("--select", "NL607") == []


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("example.com/a", "www.example.com/a", True),
        ("m.example.com/a", "www.example.com/a", True),
        ("example.com/index.php/2024/a", "example.com/2024/a", True),
        ("example.com/au/news/ferries-are-back-again", "example.com/sg/news/ferries-are-back-again", True),
        ("example.com/news/ferries-are-back-again?ref=x", "example.com/news/ferries-are-back-again", True),
        ("example.com/au/news/ferries-are-back-again", "example.com/news/ferries-are-back-again", False),  # unless the titles agree
        ("example.com/fr/news/ferries-are-back-again", "example.com/de/news/ferries-are-back-again", False),
        ("example.com/au/news", "example.com/sg/news", False),
        ("example.com/watch?v=1", "example.com/watch?v=2", False),
        ("example.com/news/ferries-are-back-again?id=1", "example.com/news/ferries-are-back-again?id=2", False),
        ("www.com/a", "com/a", False),
        ("example.com/a", "example.org/a", False),
    ],
)
def test_nearly_one_address(one: str, other: str, *, near: bool) -> None:
    assert (near_key(one) == near_key(other) and are_near(one, other, same_title=False)) == near


def test_stories_are_joined_by_title_and_by_page() -> None:
    def entry(path: str, title: str, page: str) -> CorpusEntry:
        return CorpusEntry(path, (page,), 1, 1, title, images=("logo",))

    chain = [entry("a", "one", "x"), entry("b", "two", "y"), entry("c", "two", "x"), entry("d", "three", "z")]
    assert Corpus(chain).stories_with("logo") == 2
    assert Corpus((), chain, {"image logo": {item.story: 1 for item in chain}}).stories_with("logo") == 2


def test_new_content_of_the_same_size_and_time_is_noticed(repo: Repo) -> None:
    repo.article("a.md", slug="same")
    for slug, found in (("same", 1), ("else", 0), ("same", 1)):
        repo.article("b.md", slug=slug)
        os.utime(repo.folder / "b.md", (1_000_000_000, 1_000_000_000))
        assert len(repo.codes("--select", "NL601", "a.md")) == found
