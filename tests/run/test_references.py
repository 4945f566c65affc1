"""`[[references]]`: where names may come from, what is said of mistakes, and that nothing old is believed."""

import os
from pathlib import Path

import pytest

from linter import Project
from linter.errors import ConfigError
from linter.settings.config_file import load_config
from tests.support.repository import Repo

CONFIG = '[[references]]\nfield = "author"\n'


def found(repo: Repo, *arguments: str) -> list[str]:
    done = repo.newslint("--select", "NL7", "--output-format", "concise", *arguments)
    assert not done.err, done.err
    return [line for line in done.out.splitlines() if "[NL7" in line]


@pytest.mark.parametrize(
    ("name", "text", "more"),
    [
        ("people.yml", "jane: {name: Jane}\n", ""),
        ("people.yml", "- jane\n- max\n", ""),
        ("people.yml", "- slug: jane\n- slug: max\n", 'key = "slug"\n'),
        ("people.yml", "team:\n  jane: {}\n", 'key = "team"\n'),
        ("people.yml", "team:\n- id: jane\n", 'key = "team.id"\n'),
        ("people.yml", "a: {handle: jane}\nb: {handle: max}\n", 'key = "handle"\n'),
        ("people.json", '{"jane": {}}', ""),
        ("people.toml", "[jane]\n", ""),
        ("people.csv", "nick,name\njane,Jane\n", 'key = "nick"\n'),
    ],
)
def test_names_come_from_data_files(name: str, text: str, more: str, repo: Repo) -> None:
    repo.write(name, text)
    repo.write("newslint.toml", f'{CONFIG}data = "{name}"\n{more}')
    repo.write("a.md", "---\nauthor: jane\n---\n")
    repo.write("b.md", "---\nauthor: joan\n---\n")

    (line,) = found(repo)
    assert line.startswith(f"b.md:2:9: error[NL701] `author` is `joan`, and there is no such name in `{name}`")


@pytest.mark.parametrize(
    ("files", "place", "more"),
    [
        (["people/jane.md"], "people/*.md", ""),
        (["people/jane.md"], "people", ""),
        (["people/jane/_index.md"], "people", ""),
        (["people/jane/_index.md", "people/_index.md"], "people/*/_index.md", ""),
    ],
)
def test_names_come_from_pages(files: list[str], place: str, more: str, repo: Repo) -> None:
    for file in files:
        repo.write(file, "---\ntitle: x\n---\n")
    repo.write("newslint.toml", f'articles = ["/*.md"]\n{CONFIG}folder = "{place}"\n{more}')
    repo.write("a.md", "---\nauthor: jane\n---\n")
    repo.write("b.md", "---\nauthor: joan\n---\n")

    (line,) = found(repo)
    assert line.startswith("b.md:2:9: error[NL701] `author` is `joan`, and there is no such page")


def test_a_glob_of_data_files_names_the_files_or_a_field_in_them(repo: Repo) -> None:
    repo.write("people/j1.yml", "name: Jane Doe\n")
    repo.write("newslint.toml", f'{CONFIG}data = "people/*.yml"\nkey = "name"\n[[references]]\nfield = "by"\ndata = "people/*.yml"\n')
    repo.write("a.md", "---\nauthor: Jane Doe\nby: j1\n---\n")
    repo.write("b.md", "---\nauthor: j1\nby: Jane Doe\n---\n")

    assert [line[:7] for line in found(repo)] == ["b.md:2:", "b.md:3:"]


@pytest.mark.parametrize("field", ["authors", "authors[]", "byline.author", "related[].author", "authors.name"])
def test_the_way_to_a_field(field: str, repo: Repo) -> None:
    repo.write("people.yml", "- jane\n")
    repo.write("newslint.toml", f'[[references]]\nfield = "{field}"\ndata = "people.yml"\n')
    repo.write(
        "a.md",
        "---\nauthors: [jane, joe]\nbyline: {author: joe}\nrelated:\n- author: jane\n- author: [joe]\n---\n"
        if field != "authors.name"
        else "---\nauthors:\n- name: jane\n- name: joe\n- {}\n- joe\n---\n",
    )

    assert len(found(repo)) == 1


def test_a_field_goes_by_newslints_name_for_it_too(repo: Repo) -> None:
    repo.write("people.yml", "- jane\n")
    repo.write("newslint.toml", '[[references]]\nfield = "topics"\ndata = "people.yml"\n[fields]\ntopics = "subjects"\n')
    repo.write("a.md", "---\nsubjects: [joe]\n---\n")

    assert "`subjects[0]` is `joe`" in found(repo)[0]


def test_overrides_have_references_of_their_own(repo: Repo) -> None:
    repo.write("people.yml", "- jane\n")
    repo.write(
        "newslint.toml", '[[overrides]]\nwhen = { kind = "news" }\n[[overrides.references]]\nfield = "author"\ndata = "people.yml"\n'
    )
    repo.write("a.md", "---\nkind: news\nauthor: joe\n---\n")
    repo.write("b.md", "---\nauthor: joe\n---\n")

    assert [line[:5] for line in found(repo)] == ["a.md:"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('data = "a.yml"\n', '`references[1]`: say which field: `field = "author"`'),
        ('field = "a"\n', "expected one of `data`, `folder`, `layouts` and `files`, found none of them"),
        ('field = "a"\ndata = "b"\nfolder = "c"\n', "found `data` and `folder`"),
        ('field = "a"\ndta = "b"\n', "did you mean `references[1].data`?"),
        ('field = "a"\ndata = "../../etc/people.yml"\n', "leads out of the repository"),
        ('field = "a"\ndata = "/etc/passwd"\n', "leads out of the repository"),
        ("field = 7\n", "`references[1].field`: expected a string, found `7`"),
    ],
)
def test_a_mistake_in_the_configuration_is_told_with_its_line(lines: str, words: str, repo: Repo) -> None:
    repo.write("newslint.toml", f"[[references]]\n{lines}")

    with pytest.raises(ConfigError) as caught:
        load_config(repo.folder / "newslint.toml")

    assert words in str(caught.value)
    if "repository" not in words:
        assert f"{repo.folder / 'newslint.toml'}:" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("p.yml", "- name: jane\n", "`p.yml` has no names: say with `key`"),
        ("p.yml", "a: [\n", "not valid YAML"),
        ("p.json", "{", "not valid JSON"),
        ("p.toml", "=", "not valid TOML"),
        ("p.yml", "[" * 5000, "not valid YAML"),
        ("p.yml", "", "`p.yml` has no names"),
        ("q.yml", "", "no file is at `p.yml`"),
    ],
)
def test_data_that_cannot_be_used_is_told(name: str, text: str, words: str, repo: Repo) -> None:
    repo.write(name, text)
    place = "p.yml" if name == "q.yml" else name
    repo.write("newslint.toml", f'{CONFIG}data = "{place}"\n')
    repo.write("a.md", "---\nauthor: joe\n---\n")

    done = repo.newslint()
    assert done.code == 2
    assert words in done.err


def test_no_link_leads_out_of_the_repository(repo: Repo, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yml"
    secret.write_text("- jane\n")
    (repo.folder / "people.yml").symlink_to(secret)
    repo.write("newslint.toml", f'{CONFIG}data = "people.yml"\n')
    repo.write("a.md", "---\nauthor: joe\n---\n")

    assert "no file is at `people.yml`" in repo.newslint().err


def age(folder: Path) -> None:
    """Let what was written count as written long ago, so that the cache trusts it."""
    for path in folder.rglob("*"):
        if ".git" not in path.parts:
            os.utime(path, (1_700_000_000, 1_700_000_000))


def test_the_cache_follows_data_pages_and_files(repo: Repo) -> None:
    repo.write("people.yml", "- jane\n")
    repo.write("topics/trams.md", "---\ntitle: Trams\n---\n")
    repo.write(
        "newslint.toml",
        f'articles = ["/news/"]\n{CONFIG}data = "people.yml"\n[[references]]\nfield = "topic"\nfolder = "topics"\n'
        '[[references]]\nfield = "image"\nfiles = "static"\n',
    )
    repo.write("static/a.jpg", "")
    for number in range(210):
        repo.write(f"news/{number}.md", "---\nauthor: jane\ntopic: trams\nimage: /a.jpg\n---\n")
    age(repo.folder)
    assert found(repo) == found(repo) == []

    repo.write("people.yml", "- joan\n")
    assert len(found(repo)) == 210
    repo.write("people.yml", "- jane\n")
    assert found(repo) == []
    (repo.folder / "topics/trams.md").rename(repo.folder / "topics/trains.md")
    assert len(found(repo)) == 210
    (repo.folder / "topics/trains.md").rename(repo.folder / "topics/trams.md")
    (repo.folder / "static/a.jpg").unlink()
    assert len(found(repo)) == 210


def test_a_project_reads_names_again_when_they_change(repo: Repo) -> None:
    repo.write("people.yml", "- jane\n")
    repo.write("topics/2024/trams.md", "---\ntitle: Trams\n---\n")
    repo.write("newslint.toml", f'{CONFIG}data = "people.yml"\n[[references]]\nfield = "topic"\nfolder = "topics/**/*.md"\n')
    project = Project(repo.folder)

    def codes() -> list[str]:
        report = project.check_text("---\nauthor: joe\ntopic: buses\n---\n", str(repo.folder / "a.md"))
        return [diagnostic.field for diagnostic in report.diagnostics if diagnostic.code == "NL701"]

    assert codes() == ["/author", "/topic"]
    repo.write("people.yml", "- jane\n- joe\n")
    assert codes() == ["/topic"]
    repo.write("topics/2024/buses.md", "---\ntitle: Buses\n---\n")
    assert codes() == []
