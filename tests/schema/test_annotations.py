"""What a schema's author says about violations: their words and severities reach the diagnostics."""

import json
from pathlib import Path
from typing import Any

import pytest

from linter import Diagnostic, lint_text
from linter.settings.options import Settings


def lint(tmp_path: Path, schema: dict[str, Any], article: str, **settings: Any) -> list[Diagnostic]:
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(schema), encoding="utf-8")
    return lint_text(f"---\n{article}\n---\n", settings=Settings(schema=str(path), **settings), select=["NL1"])


def messages(diagnostics: list[Diagnostic]) -> list[str]:
    return [f"{d.code} {d.severity} {d.message}" for d in diagnostics]


def test_one_message_speaks_of_all_keywords_beside_it(tmp_path: Path) -> None:
    schema = {"properties": {"day": {"type": "string", "minLength": 6, "errorMessage": "write the day of the week in full"}}}

    assert messages(lint(tmp_path, schema, "day: mon")) == ["NL107 error write the day of the week in full"]
    assert messages(lint(tmp_path, schema, "day: 1")) == ["NL102 error write the day of the week in full"]


def test_a_message_per_keyword_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    score = {"type": "integer", "maximum": 5, "errorMessage": {"maximum": "five stars are the best"}}

    assert messages(lint(tmp_path, {"properties": {"score": score}}, "score: 6")) == ["NL103 error five stars are the best"]
    assert messages(lint(tmp_path, {"properties": {"score": score}}, "score: high")) == [
        "NL102 error `score` must be a whole number, not the text `high`"
    ]


def test_a_message_per_required_field(tmp_path: Path) -> None:
    schema = {"required": ["title", "link"], "errorMessage": {"required": {"link": "name the source: `link`"}}}

    assert messages(lint(tmp_path, schema, "day: monday")) == [
        "NL101 error `title` is missing",
        "NL101 error name the source: `link`",
    ]


def test_a_message_for_alternatives_is_given_once(tmp_path: Path) -> None:
    branches = [{"properties": {"day": {"const": "monday"}}}, {"properties": {"day": {"const": "friday"}}, "required": ["score"]}]
    schema = {"anyOf": branches, "errorMessage": {"anyOf": "only mondays, and fridays with a score"}}

    assert [d.message for d in lint(tmp_path, schema, "day: sunday")] == ["only mondays, and fridays with a score"]


def test_a_message_does_not_speak_of_the_fields_below_it(tmp_path: Path) -> None:
    schema = {"properties": {"score": {"type": "integer"}}, "errorMessage": "not for them"}

    assert messages(lint(tmp_path, schema, "score: high")) == ["NL102 error `score` must be a whole number, not the text `high`"]


def test_a_message_cannot_act_on_a_terminal(tmp_path: Path) -> None:
    schema = {"required": ["title"], "errorMessage": "red \x1b[31m"}

    assert [d.message for d in lint(tmp_path, schema, "day: monday")] == [r"red \x1b[31m"]


@pytest.mark.parametrize(
    ("annotation", "severity"),
    [("warning", "warning"), ({"maximum": "note"}, "note"), ({"minimum": "note"}, "error"), ("dreadful", "error")],
)
def test_the_author_grades_a_violation(tmp_path: Path, annotation: Any, severity: str) -> None:
    schema = {"properties": {"score": {"maximum": 5, "x-newslint-severity": annotation}}}

    assert messages(lint(tmp_path, schema, "score: 6")) == [f"NL103 {severity} `score` is `6`; the highest allowed value is `5`"]


def test_the_configuration_has_the_last_word_on_severity(tmp_path: Path) -> None:
    schema = {"properties": {"score": {"maximum": 5, "x-newslint-severity": "note"}}}

    found = lint(tmp_path, schema, "score: 6", severity=(("out-of-range", "error"),))

    assert [d.severity for d in found] == ["error"]
