"""A configuration of any shape is refused in under a second, with its name and without a traceback."""

import json
import time
from pathlib import Path

import pytest

from linter.cli.main import run
from tests.support.article import CLEAN
from tests.support.newslint import newslint

DEEP = 3_000
CONFIGURATIONS = {
    "lists 3,000 deep": "select = " + "[" * DEEP + "]" * DEEP,
    "inline tables 3,000 deep": "fields = " + "{a = " * DEEP + "1" + "}" * DEEP,
    "dotted keys 3,000 deep": ".".join("a" * DEEP) + " = 1",
    "a header 3,000 deep": f"[{'.'.join('a' * DEEP)}]",
    "lists 60 deep": "select = " + "[" * 60 + "]" * 60,
    "5,000 digits": f"[limits]\nbytes = {'9' * 5_000}",
    "5,000 hexadecimal digits": f"[limits]\nbytes = 0x{'f' * 5_000}",
    "65 bits": f"[limits]\nbytes = {1 << 65}",
    "more than a megabyte": f"# {'x' * 1_000_001}",
    "an infinite range": "[ranges]\nquality = [0, inf]",
    "no number": "[ranges]\nquality = [nan, nan]",
    "NUL": "select = ['a']\0",
    "not UTF-8": "select = ['\udce9']",
    "half a surrogate pair": 'select = ["\\ud800"]',
    "a moment": "select = 2024-01-01",
    "a NUL in `extend`": 'extend = "a\\u0000b"',
    "a NUL in `schema`": 'schema = "a\\u0000b"',
    "a NUL in `topics.files`": '[topics]\nfiles = ["a\\u0000b"]',
    "`extend` of itself": 'extend = "newslint.toml"',
    "`extend` of nothing": 'extend = "none.toml"',
    "`extend` of a folder": 'extend = "."',
    "`extend` of a number": "extend = 1",
    "overrides that are text": 'overrides = "x"',
    "overrides that are numbers": "overrides = [1]",
    "an override without files": "[[overrides]]\nselect = ['NL1']",
    "an override with a number": "[[overrides]]\nfiles = 1",
    "an override with no glob": "[[overrides]]\nfiles = []",
    "an override of a table": "[[overrides]]\nfiles = {a = 1}",
    "an override in an override": "[[overrides]]\nfiles = ['*']\n[[overrides.overrides]]\nfiles = ['*']",
    "one override": "[overrides]\nfiles = ['*']",
    "a glob of 2,000 stars": f"exclude = ['{'*a' * 1_000}']",
    "a glob of nothing": "exclude = ['[']\narticles = 7",
    "a pattern that looks back": "[links]\nexclude-regex = ['(a+)+\\1']",
    "a pattern that is none": "[links]\nexclude-regex = ['(']",
    "a huge repetition": "[links]\nexclude-regex = ['(((a{1000}){1000}){1000})']",
    "a schema in the network": 'schema = "https://desk:pw@example.com/schema.json"',
}
SCHEMAS = {
    "a `$ref` in the network": {"$ref": "https://example.com/x.json"},
    "a `$ref` to nothing": {"$ref": "none.json"},
    "a `$ref` to nowhere": {"$ref": "#/$defs/a"},
    "a number": 7,
    "a text": "x",
    "a wrong type": {"type": "strin"},
    "a pattern that is none": {"properties": {"title": {"pattern": "("}}},
    "a huge repetition": {"properties": {"title": {"pattern": "(((a{1000}){1000}){1000})"}}},
    "an unknown format": {"properties": {"title": {"format": "x"}}},
}


# Nothing is wrong with these, but they could keep a validator for ever.
ENDLESS_SCHEMAS = {
    "a `$ref` to itself": {"$ref": "schema.json"},
    "a `$ref` without an end": {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}},
    "a pattern that looks back": {"properties": {"title": {"pattern": "(a+)+\\1"}}},
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(CLEAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


def refused(capfd: pytest.CaptureFixture[str], named: str) -> str:
    """Run newslint, which must end at once with 2 and one message that begins with what it is about."""
    started = time.process_time()
    code = run(["a.md"])
    said = capfd.readouterr().err
    assert time.process_time() - started < 1
    assert (code, said.count("newslint: error: ")) == (2, 1), said
    assert "Traceback" not in said
    assert named in said
    assert len(said) < 1_000
    return said


@pytest.mark.parametrize("text", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_a_hostile_configuration_is_refused(folder: Path, capfd: pytest.CaptureFixture[str], text: str) -> None:
    (folder / "newslint.toml").write_text(text, encoding="utf-8", errors="surrogateescape")
    refused(capfd, "")


@pytest.mark.parametrize("content", SCHEMAS.values(), ids=SCHEMAS)
def test_a_hostile_schema_is_refused(folder: Path, capfd: pytest.CaptureFixture[str], content: object) -> None:
    (folder / "newslint.toml").write_text('schema = "schema.json"', encoding="utf-8")
    (folder / "schema.json").write_text(json.dumps(content), encoding="utf-8")
    refused(capfd, "schema.json")


@pytest.mark.parametrize("content", ENDLESS_SCHEMAS.values(), ids=ENDLESS_SCHEMAS)
def test_an_endless_schema_comes_to_an_end(folder: Path, capfd: pytest.CaptureFixture[str], content: object) -> None:
    (folder / "newslint.toml").write_text('schema = "schema.json"', encoding="utf-8")
    (folder / "schema.json").write_text(json.dumps(content), encoding="utf-8")
    started = time.process_time()
    assert run(["a.md"]) in (0, 1)
    assert time.process_time() - started < 1
    assert "Traceback" not in capfd.readouterr().err


def test_a_deep_or_broken_schema_is_refused(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "newslint.toml").write_text('schema = "schema.json"', encoding="utf-8")
    for text in ('{"allOf": [' * DEEP + "]}" * DEEP, "[" * 100_000, '{"a": NaN', "\0", "9" * 5_000):
        (folder / "schema.json").write_text(text, encoding="utf-8")
        refused(capfd, "schema.json")


@pytest.mark.parametrize("variable", ["LC_ALL", "LANG"])
@pytest.mark.parametrize("value", ["C", "POSIX", "none.none", "a\x01b"])
def test_an_odd_locale_changes_no_outcome(folder: Path, variable: str, value: str) -> None:
    from tests.support.newslint import environment

    (folder / "ü.md").write_text(CLEAN.replace("title: Trams", "title: Träms  "), encoding="utf-8")
    done = newslint(folder, "a.md", "ü.md", env=environment(PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", **{variable: value}))
    assert done.code in (0, 1)
