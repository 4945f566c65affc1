"""`newslint field`: what the schema in force says of a field."""

import json
from pathlib import Path

import pytest

from linter.article.fields import Vocabulary
from linter.cli.main import run
from linter.schema.fields import Fields
from linter.schema.schema import load_schema
from linter.server.hover import describe
from linter.settings.options import Ranges

OWN = {
    "type": "object",
    "required": ["headline"],
    "properties": {
        "headline": {"type": "string", "description": "What readers see first.", "maxLength": 80, "examples": ["Trams are back"]},
        "desk": {"enum": ["city", "sports"]},
        "author": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
        "more": {"type": "array", "items": {"$ref": "#"}},
    },
}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.json").write_text(json.dumps(OWN), encoding="utf-8")
    return tmp_path


def test_a_field_s_page_says_whether_it_must_be_there_what_it_is_and_shows_one(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["field", "--schema", "own.json", "headline", "desk"]) == 0

    assert capsys.readouterr().out == (
        "headline (required, text)\nWhat readers see first.\nAllowed: at most 80 characters.\nExample: Trams are back\n"
        "\ndesk (optional)\nOne of city, sports.\n"
    )


@pytest.mark.parametrize("name", ["related.webUrl", "related[].webUrl", "related[2].webUrl"])
def test_a_field_of_a_list_s_items_is_named_with_or_without_brackets(repo: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["field", name]) == 0

    page = capsys.readouterr().out
    assert page.startswith(f"{name} (optional, text)\n")
    assert "address" in page


def test_without_a_name_all_fields_are_listed_once_also_where_a_schema_refers_to_itself(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["field", "--schema", "own.json"]) == 0

    rows = capsys.readouterr().out.partition("\n\n")[0].splitlines()
    names = [row.split()[0] for row in rows]
    assert names[:5] == ["headline", "desk", "author", "author.name", "more"]
    assert len(names) == len(set(names)) < 12


def test_json_has_the_same_facts(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["field", "--schema", "own.json", "--output-format", "json", "author.name"]) == 0

    assert json.loads(capsys.readouterr().out) == [
        {"name": "author.name", "required": True, "description": "", "types": ["string"], "choices": [], "limits": None, "examples": []}
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("haet", "did you mean `heat`?"),
        ("relatd.webUrl", "did you mean `related[].webUrl`?"),
        ("zzzz", "`newslint field` lists all"),
        ("", "`newslint field` lists all"),
    ],
)
def test_an_unknown_field_is_refused_with_what_may_be_meant(repo: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["field", name]) == 2

    assert said in capsys.readouterr().err


@pytest.mark.parametrize("name", ["heat", "priority"])
def test_both_names_of_a_mapped_field_lead_to_it(repo: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "newslint.toml").write_text('[fields]\nheat = "priority"\n', encoding="utf-8")

    assert run(["field", name]) == 0

    assert "How hot the story is" in capsys.readouterr().out


def test_the_path_decides_which_schema_and_which_range_count(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = '[ranges]\nquality = [0, 100]\n[[overrides]]\nfiles = ["sports/"]\nschema = "own.json"\n'
    (repo / "newslint.toml").write_text(config, encoding="utf-8")

    assert run(["field", "quality"]) == 0
    assert "Allowed: from 0 to 100." in capsys.readouterr().out
    assert run(["field", "quality", "--for", "sports/a.md"]) == 2
    assert run(["field", "desk", "--for", "sports/a.md"]) == 0


def test_hover_says_the_same_in_markdown() -> None:
    fields = Fields(load_schema("", Ranges(), Vocabulary()))

    assert describe(fields, ["heat"]).startswith("**heat** (optional)\n\nHow hot the story is")
    assert describe(fields, ["nothing"]) == ""
