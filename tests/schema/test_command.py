"""`newslint schema`, as a person at a terminal uses it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from linter.cli.main import run

ARTICLE = "---\ntitle: {title}\nscore: {score}\n---\n"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_schema(repo: Path, name: str, **score: Any) -> None:
    properties = {"title": {"type": "string"}, "score": {"type": "integer", **score}}
    (repo / name).write_text(json.dumps({"type": "object", "properties": properties}), encoding="utf-8")


def write_article(repo: Path, name: str, score: int, title: str = "Trams") -> None:
    (repo / name).write_text(ARTICLE.format(title=title, score=score), encoding="utf-8")


def test_the_built_in_schema_is_printed_as_it_is(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "newslint.toml").write_text("[ranges]\nquality = [0, 100]\n", encoding="utf-8")

    assert run(["schema", "print", "--builtin"]) == 0

    properties = json.loads(capsys.readouterr().out)["properties"]
    assert properties["quality"]["maximum"] == 200
    assert properties["webUrl"]["format"] == "uri"


def test_the_schema_that_counts_is_printed_with_the_configured_ranges(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "newslint.toml").write_text("[ranges]\nquality = [0, 100]\n", encoding="utf-8")

    assert run(["schema"]) == 0

    assert json.loads(capsys.readouterr().out)["properties"]["quality"]["maximum"] == 100


def test_a_schema_of_the_repos_own_is_printed_in_place_of_the_built_in_one(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_schema(repo, "mine.json", maximum=5)
    (repo / "newslint.toml").write_text('schema = "mine.json"\n', encoding="utf-8")

    assert run(["schema", "print", "any.md"]) == 0

    assert json.loads(capsys.readouterr().out) == json.loads((repo / "mine.json").read_text(encoding="utf-8"))


def test_impact_asks_for_what_is_missing_and_not_for_paths(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "impact", "builtin"]) == 2
    assert capsys.readouterr().err.endswith("error: missing: NEW\n`newslint schema impact --help` shows the options\n")


def test_a_schema_without_faults_passes_its_check(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_schema(repo, "mine.json", maximum=5, examples=[1, 5], **{"x-newslint-invalid": [6]})

    assert run(["schema", "check", "mine.json"]) == 0
    assert capsys.readouterr().out == "mine.json: no problems (2 examples, 1 counter-example).\n"


def test_the_configured_schema_is_checked_when_none_is_named(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_schema(repo, "mine.json", maximum=5, examples=[6])
    (repo / "newslint.toml").write_text('schema = "mine.json"\n', encoding="utf-8")

    assert run(["schema", "check"]) == 1
    assert capsys.readouterr().out == (
        "mine.json#/properties/score/examples/0: the example does not satisfy the schema: "
        "the value is `6`; the highest allowed value is `5`\n"
        "mine.json: 1 problem (1 example, 0 counter-examples).\n"
    )


def test_impact_tells_which_articles_start_and_stop_failing(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_schema(repo, "old.json", minimum=1)
    write_schema(repo, "new.json", maximum=5)
    for name, score in (("high.md", 9), ("low.md", 0), ("fine.md", 3)):
        write_article(repo, name, score)
    write_article(repo, "odd.md", 3, title="2020")

    assert run(["schema", "impact", "old.json", "new.json"]) == 1

    assert capsys.readouterr().out == (
        "4 articles: 1 starts to fail, 1 stops failing, 1 fails as before, 1 passes as before.\n"
        "\n"
        "field   rule              starts  stops\n"
        "/score  out-of-range           1      1\n"
        "\n"
        "Start to fail:\n"
        "  high.md:3:8: error[NL103] `score` is `9`; the highest allowed value is `5`\n"
        "\n"
        "Stop failing:\n"
        "  low.md:3:8: error[NL103] `score` is `0`; the lowest allowed value is `1`\n"
    )


def test_an_impact_that_harms_no_article_exits_with_zero(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_schema(repo, "old.json", maximum=5)
    write_schema(repo, "new.json", maximum=9)
    write_article(repo, "high.md", 9)

    assert run(["schema", "impact", "old.json", "new.json", "high.md", "--json"]) == 0

    impact = json.loads(capsys.readouterr().out)
    assert impact["startFailing"] == []
    assert [(item["path"], item["diagnostics"][0]["field"]) for item in impact["stopFailing"]] == [("high.md", "/score")]
    assert impact["fields"] == [{"field": "/score", "rule": "out-of-range", "starts": 0, "stops": 1}]


def test_items_of_a_list_count_as_one_field(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "old.json").write_text("{}", encoding="utf-8")
    new = {"properties": {"images": {"items": {"properties": {"width": {"minimum": 1}}}}}}
    (repo / "new.json").write_text(json.dumps(new), encoding="utf-8")
    (repo / "a.md").write_text("---\nimages:\n  - width: 0\n  - width: 0\n---\n", encoding="utf-8")

    run(["schema", "impact", "old.json", "new.json"])

    assert "/images/*/width  out-of-range           1      0\n" in capsys.readouterr().out


def test_a_schema_can_be_named_at_a_git_revision(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_schema(repo, "mine.json", maximum=9)
    write_article(repo, "high.md", 9)
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "Start"]):
        subprocess.run(["git", *command], check=True)
    write_schema(repo, "mine.json", maximum=5)

    assert run(["schema", "impact", "HEAD:mine.json", "mine.json"]) == 1
    assert "1 starts to fail" in capsys.readouterr().out

    assert run(["schema", "impact", "HEAD:none.json", "mine.json"]) == 2
    assert capsys.readouterr().err == "newslint: error: HEAD:none.json: no such schema\n"


def test_a_schema_that_is_not_there_is_told(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "impact", "builtin", "new.json"]) == 2
    assert capsys.readouterr().err == "newslint: error: new.json: no such schema\n"
