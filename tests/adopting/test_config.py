"""Configuration for a big repo: the closest file counts, `extend` is explicit, overrides differ by file."""

import json

import jsonschema
import pytest

from linter.settings import Settings
from linter.settings.loading import parse_settings
from linter.settings.reference import config_schema, options
from tests.adopting.repo import Repo


def test_the_closest_file_counts_and_does_not_inherit(repo: Repo) -> None:
    repo.article("news/a.md", ("quality: 65", "quality: 150"))
    repo.article("video/b.md", ("quality: 65", "quality: 150"))
    repo.write("newslint.toml", "[ranges]\nquality = [0, 100]\n")
    repo.write("video/newslint.toml", "[ranges]\nquality = [0, 120]\n")
    assert repo.codes() == ["news/a.md:8 NL103", "video/b.md:8 NL103"]
    repo.write("video/newslint.toml", "")
    assert repo.codes() == ["news/a.md:8 NL103"]


def test_extend_is_explicit_and_merges_tables(repo: Repo) -> None:
    repo.article("news/a.md", ("quality: 65", "quality: 150"), ("heat: -1", "heat: 5"))
    repo.write("newslint.toml", 'ignore = ["NL4"]\n[ranges]\nquality = [0, 100]\nheat = [0, 1]\n')
    repo.write("news/newslint.toml", 'extend = "../newslint.toml"\n[ranges]\nquality = [0, 200]\n')
    assert repo.codes() == ["news/a.md:9 NL103"]


def test_extending_in_a_circle_is_an_error(repo: Repo) -> None:
    repo.article("a.md")
    repo.write("newslint.toml", 'extend = "b.toml"\n')
    repo.write("b.toml", 'extend = "newslint.toml"\n')
    done = repo.newslint()
    assert done.code == 2
    assert "`extend` leads back to this file" in done.err


def test_overrides_give_kinds_of_content_their_own_schema_and_rules(repo: Repo) -> None:
    repo.write("page.schema.json", json.dumps({"type": "object", "required": ["layout"]}))
    overrides = """\
[[overrides]]
files = ["pages/"]
schema = "page.schema.json"

[[overrides]]
files = ["old-*.md"]
ignore = ["NL103"]
severity = {NL402 = "error"}
"""
    repo.write("newslint.toml", overrides)
    repo.write("pages/about.md", "---\nlayout: page\n---\n")
    repo.write("pages/broken.md", "---\ntitle: Broken\n---\n")
    repo.article("old-a.md", ("heat: -1", "heat: 9999"), ('are back"', 'are back "'))
    repo.article("new.md", ("heat: -1", "heat: 9999"))
    assert repo.codes() == ["new.md:9 NL103", "old-a.md:3 NL402", "pages/broken.md:1 NL101"]
    assert "error[NL402]" in repo.newslint("old-a.md").out


def test_config_shows_each_setting_and_its_origin(repo: Repo) -> None:
    repo.write("base.toml", 'fail-on = "warning"\n[ranges]\nquality = [0, 50]\n')
    repo.write("newslint.toml", 'extend = "base.toml"\n[[overrides]]\nfiles = ["video/"]\nignore = ["NL318"]\n')
    done = repo.newslint("config", "--changed", "--select", "NL3", "video/a.md")
    rows = [row.replace(str(repo.folder), "") for row in done.out.splitlines()]
    assert rows == [
        "# video/a.md: /newslint.toml",
        'select = ["NL3"]  # --select',
        'ignore = ["NL318"]  # /newslint.toml, override 1',
        'fail-on = "warning"  # /base.toml',
        "ranges.quality = [0, 50]  # /base.toml",
    ]


@pytest.mark.parametrize(
    ("config", "error"),
    [
        ("selct = []", "unknown option `selct`: did you mean `select`?"),
        ("[ranges]\nqualty = [0, 1]", "unknown option `ranges.qualty`: did you mean `ranges.quality`?"),
        ("select = 5", "`select`: expected a list of strings, found `5`"),
        ("[ranges]\nquality = [9, 1]", "`ranges.quality`: expected two numbers, the lower one first: `[0, 100]`, found a list"),
        ('fail-on = "warn"', "`fail-on`: expected `error` or `warning` or `note`, found `warn`"),
        ('[severity]\nNL402 = "bad"', "`severity.NL402`: expected `error` or `warning` or `note` or `off`, found `bad`"),
        ('select = ["NL999"]', "unknown rule `NL999`"),
        ("[[overrides]]\nignore = []", "`files`: expected a list of globs"),
        ('[[overrides]]\nfiles = ["a"]\nexclude = []', "`exclude` is for the whole run and cannot differ by file"),
        ('[[overrides]]\nfiles = ["a"]\nselct = []', "unknown option `selct`: did you mean `select`?"),
        ("select = [", "not valid TOML"),
    ],
)
def test_mistakes_say_where_what_was_expected_and_found(repo: Repo, config: str, error: str) -> None:
    repo.article("a.md")
    repo.write("newslint.toml", config)
    done = repo.newslint("a.md")
    assert done.code == 2
    assert error in done.err
    assert len(done.err.splitlines()) == 1


def test_the_generated_schema_is_valid_and_knows_every_option() -> None:
    schema = config_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    good = {"select": ["NL3"], "ranges": {"quality": [0, 100]}, "overrides": [{"files": ["a"], "ignore": []}], "fields": {"webUrl": "url"}}
    assert validator.is_valid(good)
    assert not validator.is_valid({"selct": []})
    assert not validator.is_valid({"severity": {"NL402": "bad"}})
    assert {option.name.partition(".")[0] for option in options()} == schema["properties"].keys() - {"extend", "overrides"}


def test_the_defaults_in_the_reference_are_the_settings_own() -> None:
    assert parse_settings({}, "nothing") == Settings()
