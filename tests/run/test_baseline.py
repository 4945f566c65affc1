"""The baseline: accept what is old, report what is new, survive edits."""

import json

import pytest

from tests.support.repository import Repo

RELATED = """\
related:
  - title: "One "
    excerpt: "First."
    publishedDateTime: 2024-05-01T06:00:00Z
    webUrl: "https://a.example.com/one"
    type: article
    provider:
      name: A
      domain: example.com
    quality: 50
  - title: "Two "
    excerpt: "Second."
    publishedDateTime: 2024-05-01T06:00:00Z
    webUrl: "https://a.example.com/two"
    type: article
    provider:
      name: A
      domain: example.com
    quality: 50
"""


@pytest.fixture
def old_repo(repo: Repo) -> Repo:
    """A repo with accepted defects: two in related items, one range error."""
    repo.article("a.md", ("heat: -1", "heat: -9"), ("topics:", f"{RELATED}topics:"))
    repo.write("newslint.toml", 'baseline = "newslint-baseline.json"\nfail-on = "warning"\n')
    repo.write("newslint-baseline.json", '{"version": 1, "entries": []}')
    repo.newslint("baseline", "create", "--force")
    return repo


def test_a_fresh_baseline_makes_the_run_clean(old_repo: Repo) -> None:
    done = old_repo.newslint(".")
    assert (done.code, done.out) == (0, "No problems found (1 file checked; 3 accepted by the baseline).\n")


def test_the_file_is_sorted_and_one_entry_a_line(old_repo: Repo) -> None:
    text = old_repo.read("newslint-baseline.json")
    entries = json.loads(text)["entries"]
    assert [entry["field"] for entry in entries] == [
        "/heat",
        "/related/[https://a.example.com/one]/title",
        "/related/[https://a.example.com/two]/title",
    ]
    assert sum(line.startswith("{") and '"path"' in line for line in text.splitlines()) == 3


def test_moved_lines_a_reordered_list_and_other_edits_do_not_break_it(old_repo: Repo) -> None:
    text = old_repo.read("a.md")
    one, two = RELATED.index('  - title: "One'), RELATED.index('  - title: "Two')
    reordered = RELATED[:one] + RELATED[two:] + RELATED[one:two]
    text = text.replace(RELATED, reordered).replace("---\ncategory", "---\n" + "# a note\n" * 10 + "category", 1)
    old_repo.write("a.md", text.replace("quality: 65", "quality: 66"))
    assert old_repo.newslint(".").code == 0


def test_one_more_identical_defect_is_reported(old_repo: Repo) -> None:
    old_repo.write("a.md", old_repo.read("a.md").replace("  - Transport\n", '  - "Transport "\n'))
    assert old_repo.codes(".") == ["a.md:34 NL402"]
    assert old_repo.newslint(".").code == 1


def test_equal_diagnostics_are_counted(repo: Repo) -> None:
    repo.article("a.md", ("topics:\n  - Transport\n", 'topics:\n  - "A  A"\n'))
    repo.newslint("baseline", "create")
    assert repo.newslint("--baseline", "newslint-baseline.json").code == 0
    repo.article("a.md", ("topics:\n  - Transport\n", 'topics:\n  - "A  A"\n  - "A  A"\n'))
    found = repo.codes("--baseline", "newslint-baseline.json", "--select", "NL403")
    assert found == ["a.md:16 NL403"]


def test_stale_entries_are_told_and_pruned(old_repo: Repo) -> None:
    old_repo.write("a.md", old_repo.read("a.md").replace("heat: -9", "heat: 1"))
    done = old_repo.newslint(".")
    assert done.code == 0
    assert "1 entry fits nothing any more (a.md: NL103): `newslint baseline prune` removes it" in done.err
    assert old_repo.newslint("baseline", "prune").out.endswith("2 diagnostics accepted (-1).\n")
    assert old_repo.newslint(".").err == ""


def test_prune_adds_nothing_and_update_does(old_repo: Repo) -> None:
    old_repo.write("a.md", old_repo.read("a.md").replace('"Trams are back"', '"Trams are back "'))
    old_repo.newslint("baseline", "prune")
    assert old_repo.newslint(".").code == 1
    old_repo.newslint("baseline", "update")
    assert old_repo.newslint(".").code == 0


def test_update_of_one_file_keeps_the_others(old_repo: Repo) -> None:
    old_repo.article("b.md", ("heat: -1", "heat: 5000"))
    old_repo.newslint("baseline", "update", "b.md")
    assert old_repo.newslint(".").code == 0


def test_create_does_not_replace_a_baseline_unasked(old_repo: Repo) -> None:
    done = old_repo.newslint("baseline", "create")
    assert done.code == 2
    assert "newslint-baseline.json exists: `newslint baseline update` changes it, `--force` replaces it" in done.err


@pytest.mark.parametrize("action", [["create", "--force"], ["update"], ["prune"]])
def test_nothing_is_written_when_something_could_not_be_checked(old_repo: Repo, action: list[str]) -> None:
    before = old_repo.read("newslint-baseline.json")
    done = old_repo.newslint("baseline", *action, "contnet")
    assert done.code == 2
    assert "contnet: no such file or folder" in done.err
    assert "newslint-baseline.json was not written, for not everything could be checked" in done.err
    assert old_repo.read("newslint-baseline.json") == before


def test_credentials_are_not_copied_into_it(repo: Repo) -> None:
    repo.article("a.md", ("https://news", "https://me:hunter2@news"))
    repo.newslint("baseline", "create")
    assert "hunter2" not in repo.read("newslint-baseline.json")
    assert repo.newslint("--baseline", "newslint-baseline.json").code == 0


@pytest.mark.parametrize("content", ["", "[]", '{"version": 2, "entries": []}', '{"version": 1, "entries": [{"path": "a"}]}'])
def test_a_broken_baseline_is_a_clear_error(repo: Repo, content: str) -> None:
    repo.article("a.md")
    repo.write("b.json", content)
    done = repo.newslint("--baseline", "b.json")
    assert done.code == 2
    assert done.err.startswith("newslint: error: b.json: ")
    assert "Traceback" not in done.err


def test_a_fix_leaves_accepted_diagnostics_alone(old_repo: Repo) -> None:
    before = old_repo.read("a.md")
    assert old_repo.newslint("--fix").code == 0
    assert old_repo.read("a.md") == before
    old_repo.write("a.md", before.replace('"Trams are back"', '"Trams are back "'))
    done = old_repo.newslint("--fix")
    assert (done.code, done.err) == (0, "")
    assert old_repo.read("a.md") == before
