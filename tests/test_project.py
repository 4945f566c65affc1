"""A project: what the command line says of a file, for programs; and docs/api.md holds."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import linter
from linter import Choices, ConfigError, Project, RunOptions
from linter.source import column_in
from tests.support import ROOT
from tests.support.reports import CLEAN, QUALITY, with_title

NOW = datetime(2024, 6, 1, tzinfo=UTC)
BAD = CLEAN.replace(QUALITY, "quality: many")
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    return Project(now=NOW)


def codes(project: Project, text: str, path: str = "articles/a.md") -> list[str]:
    return [diagnostic.code for diagnostic in project.check_text(text, path).diagnostics]


def test_a_text_is_judged_by_the_settings_of_its_path(project: Project) -> None:
    Path("newslint.toml").write_text('[[overrides]]\nfiles = ["drafts/"]\nignore = ["wrong-type"]\n')

    assert codes(project, BAD) == ["NL102"]
    assert codes(project, BAD, "drafts/a.md") == []
    assert project.settings_for("drafts/a.md").ignore == ("wrong-type",)


def test_the_callers_choices_are_on_top_of_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("newslint.toml").write_text('select = ["NL4"]\n')

    assert codes(Project(choices=Choices(select=("NL1",)), now=NOW), BAD) == ["NL102"]
    assert codes(Project(choices=Choices(isolated=True), now=NOW), BAD) == ["NL102"]


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("newslint.toml", "", 'ignore = ["NL102"]\n'),
        (".newslint.toml", None, 'ignore = ["NL102"]\n'),
        ("articles/newslint.toml", None, 'ignore = ["NL102"]\n'),
    ],
)
def test_a_changed_configuration_counts_at_the_next_call(project: Project, file: str, before: str | None, after: str) -> None:
    Path("articles").mkdir()
    if before is not None:
        Path(file).write_text(before)
    assert codes(project, BAD) == ["NL102"]

    Path(file).write_text(after)
    assert codes(project, BAD) == []


def test_a_changed_schema_and_a_changed_list_of_topics_count_at_the_next_call(project: Project) -> None:
    Path("newslint.toml").write_text('schema = "own.json"\n[topics]\nfiles = ["topics.yaml"]\n')
    Path("own.json").write_text("{}")
    Path("topics.yaml").write_text("- Transport\n")
    text = "---\ntopics: [Transport]\nquality: many\n---\n"
    assert codes(project, text) == []

    Path("own.json").write_text('{"properties": {"quality": {"type": "integer"}}}')
    Path("topics.yaml").write_text("- Energy\n")
    assert codes(project, text) == ["NL501", "NL102"]


def test_fixing_a_text_writes_nothing(project: Project) -> None:
    report = project.fix_text(with_title("'Two  spaces'"), "a.md")

    assert report.changed is not None
    assert "'Two spaces'" in report.changed[1]
    assert report.diagnostics == ()
    assert not Path("a.md").exists()


def test_one_rule_may_be_fixed_alone_and_in_one_field(project: Project) -> None:
    text = with_title("'Two  spaces'").replace("voted for", "voted  for").replace(QUALITY, 'quality: "41"')
    rule = project.fix_text(text, "a.md", code="NL403").changed
    field = project.fix_text(text, "a.md", code="NL403", field="/title").changed

    assert rule == (text, text.replace("  s", " s").replace("voted  for", "voted for"))
    assert field == (text, text.replace("  s", " s"))


def test_fixing_one_field_leaves_what_the_baseline_accepts(project: Project) -> None:
    from linter.run.baseline import collect, render_baseline
    from linter.run.copies import Copies

    text = with_title("'Two  spaces'")
    Path("a.md").write_text(text)
    Path("old.json").write_text(render_baseline(collect(project.check(["a.md"]).files, Path.cwd(), Copies("all", "/related/"))))
    Path("newslint.toml").write_text('baseline = "old.json"\n')

    assert project.fix_text(text, "a.md", code="NL403", field="/title").changed is None
    assert project.fix_text(text, "b.md", code="NL403", field="/title").changed is not None


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("articles/a.md", CLEAN, True),
        ("articles/a.md", "# no front matter\n", True),
        ("articles/README.md", "# no front matter\n", False),
        ("articles/old/a.md", CLEAN, False),
        ("articles/.hidden/a.md", CLEAN, False),
        ("notes/a.md", CLEAN, False),
        ("articles/a.py", CLEAN, False),
        ("articles/a.yaml", "title: x\n", False),
    ],
)
def test_what_an_article_is_is_what_a_walk_finds(project: Project, path: str, text: str, expected: bool) -> None:
    Path("newslint.toml").write_text('articles = ["articles/"]\nexclude = ["old/"]\n')
    Path(path).parent.mkdir(parents=True)
    Path(path).write_text(text)
    found = [file.path for file in project.check(["."], RunOptions(compared=False, cached=False)).files if not file.skipped]

    assert project.is_article(path, text) is expected
    assert project.is_article(str(Path(path).absolute()), text) is expected
    assert found == ([path] if expected else [])


def test_what_is_unfixable_is_left(project: Project) -> None:
    Path("newslint.toml").write_text('unfixable = ["NL403"]\n')
    report = project.fix_text(with_title("'Two  spaces'"), "a.md")

    assert report.changed is None
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["NL403"]


def test_a_text_counts_instead_of_the_file_at_its_path(project: Project) -> None:
    Path("a.md").write_text(BAD)
    Path("b.md").write_text(BAD)
    run = project.check(["."], RunOptions(compared=False), texts={"b.md": CLEAN})

    assert [(file.path, [d.code for d in file.diagnostics]) for file in run.files] == [("a.md", ["NL102"]), ("b.md", [])]


def test_the_baseline_accepts_what_is_old_in_a_text(project: Project) -> None:
    from linter.run.baseline import collect, render_baseline
    from linter.run.copies import Copies

    Path("a.md").write_text(BAD)
    Path("old.json").write_text(render_baseline(collect(project.check(["a.md"]).files, Path.cwd(), Copies("all", "/related/"))))
    Path("newslint.toml").write_text('baseline = "old.json"\n')

    assert codes(project, BAD, "a.md") == []
    assert codes(project, BAD, "b.md") == ["NL102"]


def test_a_text_may_be_compared_with_the_other_articles(project: Project) -> None:
    Path("a.md").write_text(CLEAN)
    Path("newslint.toml").write_text("")

    assert [d.code for d in project.check_text(CLEAN, "b.md", compared=True).diagnostics] == ["NL601"]
    assert codes(project, CLEAN, "b.md") == []


def test_what_cannot_be_configured_is_said(project: Project) -> None:
    Path("newslint.toml").write_text('selct = ["NL1"]\n')
    with pytest.raises(ConfigError, match="selct"):
        project.check_text(CLEAN)


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 11), ("utf-16", 9), ("utf-32", 8)])
def test_columns_in_the_units_of_an_encoding(encoding: str, column: int) -> None:
    assert column_in("title: 🚋 opens"[6:] + "x", 3 + 5, "utf-32") == 8
    assert column_in("a🚋bcdefg", 8, encoding) == column  # type: ignore[arg-type]


def test_the_examples_of_the_page_run(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    Path("articles").mkdir()
    Path("articles/a.md").write_text(CLEAN)
    examples = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    for example in examples:
        exec(example, names)

    printed = capsys.readouterr().out
    assert "NL201" in printed
    assert "2 15 NL013 warning /title" in printed
    assert "articles/a.md 0 None" in printed
    assert "11 13" in printed


def test_the_public_names_are_there_and_on_the_page() -> None:
    for name in linter.__all__:
        assert getattr(linter, name) is not None
    documented = set(re.findall(r"`(\w+)`", PAGE)) | set(re.findall(r"from linter import ([\w, ]+)", PAGE)[0].split(", "))
    assert set(linter.__all__) - documented - {"__version__", "Choices", "Diagnostic", "Settings", "Severity", "column_in"} == set()
