"""Only what changed: `--changed-since` and `--staged` on real git repositories."""

import pytest

from tests.support.repository import Repo


@pytest.fixture
def old_repo(repo: Repo) -> Repo:
    repo.article("a.md", ("heat: -1", "heat: -9"))
    repo.article("b.md", ("heat: -1", "heat: -9"))
    repo.commit()
    return repo


def edit(repo: Repo, name: str, old: str, new: str) -> None:
    repo.write(name, repo.read(name).replace(old, new))


def test_nothing_changed_nothing_reported(old_repo: Repo) -> None:
    done = old_repo.newslint("--changed-since", "HEAD")
    assert (done.code, done.out) == (0, "No problems found (0 files checked).\n")


def test_only_edited_lines_of_changed_files_are_reported(old_repo: Repo) -> None:
    edit(old_repo, "a.md", "quality: 65", "quality: 999")
    assert old_repo.codes("--changed-since", "HEAD") == ["a.md:8 NL103"]
    assert old_repo.codes("--changed-since", "HEAD", "--whole-files") == ["a.md:8 NL103", "a.md:9 NL103"]


def test_a_branch_is_compared_with_where_it_left(old_repo: Repo) -> None:
    old_repo.git("checkout", "--quiet", "-b", "topic")
    edit(old_repo, "a.md", "quality: 65", "quality: 999")
    old_repo.commit()
    old_repo.git("checkout", "--quiet", "main")
    edit(old_repo, "b.md", "quality: 65", "quality: 998")
    old_repo.commit()
    old_repo.git("checkout", "--quiet", "topic")
    assert old_repo.codes("--changed-since", "main") == ["a.md:8 NL103"]


def test_new_files_are_reported_whole_tracked_or_not(old_repo: Repo) -> None:
    old_repo.article("new.md", ("heat: -1", "heat: -9"))
    old_repo.article("ä ö.md", ("heat: -1", "heat: -9"), slug="c")
    assert old_repo.codes("--changed-since", "HEAD") == ["new.md:9 NL103", "ä ö.md:9 NL103"]
    old_repo.git("add", "--all")
    assert old_repo.codes("--changed-since", "HEAD") == ["new.md:9 NL103", "ä ö.md:9 NL103"]
    assert old_repo.codes("--staged") == ["new.md:9 NL103", "ä ö.md:9 NL103"]


def test_a_renamed_file_counts_by_its_edited_lines(old_repo: Repo) -> None:
    old_repo.git("mv", "a.md", "moved.md")
    edit(old_repo, "moved.md", "quality: 65", "quality: 999")
    assert old_repo.codes("--changed-since", "HEAD") == ["moved.md:8 NL103"]


def test_it_works_from_a_subfolder(repo: Repo) -> None:
    repo.article("news/a.md", ("heat: -1", "heat: -9"))
    repo.commit()
    edit(repo, "news/a.md", "quality: 65", "quality: 999")
    assert repo.codes("--changed-since", "HEAD", folder="news") == ["a.md:8 NL103"]


def test_staged_means_what_will_be_committed(old_repo: Repo) -> None:
    edit(old_repo, "a.md", "quality: 65", "quality: 999")
    old_repo.git("add", "a.md")
    edit(old_repo, "a.md", "category: news", "# not staged\ncategory: news")
    edit(old_repo, "b.md", "quality: 65", "quality: 999")
    assert old_repo.codes("--staged") == ["a.md:8 NL103"]


def test_a_missing_field_is_reported_in_a_changed_file(old_repo: Repo) -> None:
    edit(old_repo, "a.md", "type: article\n", "")
    assert "a.md:1 NL101" in old_repo.codes("--changed-since", "HEAD")


def test_corpus_rules_still_see_the_tree(old_repo: Repo) -> None:
    old_repo.article("copy.md", slug="a")
    assert old_repo.codes("--changed-since", "HEAD") == ["copy.md:6 NL601"]


def test_an_unknown_revision_is_a_clear_error(old_repo: Repo) -> None:
    done = old_repo.newslint("--changed-since", "nowhere")
    assert done.code == 2
    assert done.err == "newslint: error: git knows no revision `nowhere` here\n"


def test_a_shallow_clone_is_explained(old_repo: Repo) -> None:
    edit(old_repo, "a.md", "quality: 65", "quality: 66")
    old_repo.commit()
    first = old_repo.git("rev-list", "--max-parents=0", "HEAD").strip()
    old_repo.git("clone", "--quiet", "--depth", "1", old_repo.folder.as_uri(), "shallow")
    done = old_repo.newslint("--changed-since", first, folder="shallow")
    assert done.code == 2
    assert "this is a shallow clone: fetch more of the history" in done.err


def test_outside_a_repository_git_is_quoted(tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = Repo(tmp_path_factory.mktemp("outside"))
    outside.article("a.md")
    done = outside.newslint("--changed-since", "HEAD")
    assert done.code == 2
    assert "git cannot tell what changed" in done.err


def test_a_fix_mends_only_what_is_reported_and_says_that_the_index_is_as_it_was(old_repo: Repo) -> None:
    edit(old_repo, "a.md", '"Ten cities build new lines."', '"Ten  cities."')
    old_repo.commit()
    edit(old_repo, "a.md", '"Trams are back"', '"Trams  are back"')
    old_repo.git("add", "--all")

    done = old_repo.newslint("--staged", "--fix")

    assert done.code == 1
    assert "what is staged is as it was: `git add` the files" in done.err
    assert '"Trams are back"' in old_repo.read("a.md")
    assert '"Ten  cities."' in old_repo.read("a.md")
    old_repo.git("add", "--all")
    assert old_repo.newslint("--staged", "--fix").code == 0
