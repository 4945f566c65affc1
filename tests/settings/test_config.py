"""Configuration for a big repo: the closest file counts, `extend` is explicit, overrides differ by file."""

import json
import tomllib

import jsonschema
import pytest

from linter.settings.loading import parse_settings
from linter.settings.options import Settings
from linter.settings.reference import config_schema, options
from tests.support.repository import Repo


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
    repo.article("old-a.md", ("heat: -1", "heat: -9"), ('are back"', 'are back "'))
    repo.article("new.md", ("heat: -1", "heat: -9"))
    assert repo.codes() == ["new.md:9 NL103", "old-a.md:3 NL402", "pages/broken.md:1 NL101"]
    assert "error[NL402]" in repo.newslint("old-a.md").out


def test_config_shows_each_setting_and_its_origin(repo: Repo) -> None:
    repo.write("base.toml", 'fail-on = "warning"\n[ranges]\nquality = [0, 50]\n')
    repo.write("newslint.toml", 'extend = "base.toml"\n[[overrides]]\nfiles = ["video/"]\nignore = ["NL318"]\n')
    done = repo.newslint("config", "--changed", "--select", "NL3", "video/a.md")
    rows = [row.replace(str(repo.folder), "") for row in done.out.splitlines()]
    assert rows == [
        "# video/a.md: /newslint.toml",
        "# /newslint.toml, override 1 counts: it is for this path",
        'select = ["NL3"]  # --select',
        "ignore = []  # --select",
        'fail-on = "warning"  # /base.toml',
        "ranges.quality = [0, 50]  # /base.toml",
    ]


def test_what_config_prints_is_a_configuration_that_says_the_same(repo: Repo) -> None:
    config = """\
ignore = ["NL318"]
severity = {NL402 = "off", out-of-range = "note"}
fields = {webUrl = "canonical.url"}
ranges.quality = [0, 50.5]
links.accept = {"*.example.com" = [403, 429]}
links.headers = {"a.example.com" = {Accept = "text/html", Quoted = 'a "b"'}, "b.example.com" = {}}
"""
    for text in ("", config):
        repo.write("newslint.toml", text)
        printed = repo.newslint("config").out
        repo.write("printed.toml", printed)
        again = repo.newslint("config", "--config", "printed.toml").out
        assert [row.partition("  #")[0] for row in printed.splitlines()[1:]] == [row.partition("  #")[0] for row in again.splitlines()[1:]]
        assert tomllib.loads(printed) == tomllib.loads(again)
    assert tomllib.loads(printed)["links"]["headers"]["b.example.com"] == {}


def test_a_rule_named_on_the_command_line_is_not_blamed_on_the_file(repo: Repo) -> None:
    repo.article("a.md")
    repo.write("newslint.toml", 'ignore = ["NL318"]\n')
    assert repo.newslint("--select", "NL999").err == "newslint: error: unknown rule `NL999`: `newslint rule --all` lists them\n"


def test_an_unknown_rule_is_blamed_on_the_extended_file_that_names_it(repo: Repo) -> None:
    repo.article("a.md")
    repo.write("base.toml", 'ignore = ["NL999"]\n')
    repo.write("newslint.toml", 'extend = "base.toml"\n')
    assert f"{repo.folder}/base.toml:1:11: unknown rule `NL999`" in repo.newslint().err


def test_plugins_may_ask_for_fields_of_their_own() -> None:
    settings = parse_settings({"plugins": ["house-style"], "fields": {"byline": "author"}}, "newslint.toml")
    assert settings.fields == (("byline", "author"),)


@pytest.mark.parametrize(
    ("config", "error"),
    [
        ("selct = []", "unknown option `selct`: did you mean `select`?"),
        ("[ranges]\nqualty = [0, 1]", "unknown option `ranges.qualty`: did you mean `ranges.quality`?"),
        ("select = 5", "`select`: expected a list of strings, found `5`"),
        ('select = "NL1"', '`select`: expected a list of strings, found `"NL1"`'),
        ("fail-on = true", "`fail-on`: expected a string, found `true`"),
        ("[ranges]\nquality = [9, 1]", "`ranges.quality`: expected two numbers, the lower one first: `[0, 100]`, found `[9, 1]`"),
        ("[ranges]\nheat = [5]", "first: `[0, 100]`, found `[5]`"),
        ("[ranges]\nheat = [nan, 1.0]", "first: `[0, 100]`, found `[nan, 1.0]`"),
        ('fail-on = "loud"', '`fail-on`: expected `error` or `warning` or `note`, found `"loud"`'),
        ('[severity]\nNL402 = "bad"', '`severity.NL402`: expected `error` or `warning` or `note` or `off`, found `"bad"`'),
        ('select = ["NL999"]', "unknown rule `NL999`: `newslint rule --all` lists them"),
        ('ignore = ["tracking-paramter"]', "unknown rule `tracking-paramter`: did you mean `tracking-parameter`?"),
        ('fixable = ["NL999"]', "unknown rule `NL999`"),
        ('unfixable = ["NL999"]', "unknown rule `NL999`"),
        ('[severity]\nNL999 = "off"', "unknown rule `NL999`"),
        ('[[overrides]]\nfiles = ["*"]\nignore = ["NL999"]', "unknown rule `NL999`"),
        ('[topics]\nfiles = ["no/*.yaml"]', "`topics.files`: no file matches"),
        ("[[overides]]\nignore = []", "unknown option `overides`: did you mean `overrides`?"),
        ('[[overrides]]\nfile = ["a"]', "unknown option `file`: did you mean `files`?"),
        ("[links]\nconcurrency = 0", "`links.concurrency`: expected a whole number from 1 on, found `0`"),
        ("[links]\nper-host = 0", "`links.per-host`: expected a whole number from 1 on, found `0`"),
        ("[links]\ntimeout = -1", "`links.timeout`: expected a number from 0.1 to 1000000, found `-1.0`"),
        ("[links]\ntime-budget = inf", "`links.time-budget`: expected a number from 0 on, found `inf`"),
        ("[links]\nkeep-ok-hours = nan", "`links.keep-ok-hours`: expected a number from 0 to 1000000, found `nan`"),
        ("[links]\nretries = -3", "`links.retries`: expected a whole number from 0 on, found `-3`"),
        ("[limits]\nbytes = -1", "`limits.bytes`: expected a whole number from 1 on, found `-1`"),
        ('[links]\nexclude-regex = ["a", "("]', '`links.exclude-regex`: expected a regular expression, found `"("`'),
        ('[links]\nexclude-regex = ["(?!a)b"]', "`links.exclude-regex`: expected a regular expression that does not look around or back"),
        ('articles = ["!"]', '`articles`: expected a glob as in .gitignore, found `"!"`'),
        ('exclude = ["!"]', '`exclude`: expected a glob as in .gitignore, found `"!"`'),
        ('[[overrides]]\nfiles = ["!"]', '`files`: expected a glob as in .gitignore, found `"!"`'),
        ('[fields]\nwebUrll = "x"', "`fields`: no rule asks for a field `webUrll`: did you mean `webUrl`?"),
        ('[fields]\nbyline = "x"', "`fields`: no rule asks for a field `byline`; known are category, title,"),
        ("[[overrides]]\nignore = []", "`files`: expected a list of globs"),
        ('[[overrides]]\nfiles = ["a"]\nexclude = []', "`exclude` is for the whole run and cannot differ by file"),
        ('[[overrides]]\nfiles = ["a"]\nselct = []', "unknown option `selct`: did you mean `select`?"),
        ("select = [", "newslint.toml:1:11: not valid TOML: "),
        ("# first\n[rules]\nNL1 = 'off'", "newslint.toml:2:2: unknown option `rules`: severities are in `[severity]`"),
        ("[tool.newslint]\nselect = []", "`[tool.newslint]` is for pyproject.toml: in this file leave the table out"),
        ("[ranges]\n\nquality = [9, 1]", "newslint.toml:3:1: `ranges.quality`: expected two numbers"),
    ],
)
def test_mistakes_say_where_what_was_expected_and_found(repo: Repo, config: str, error: str) -> None:
    repo.article("a.md")
    repo.write("newslint.toml", config)
    done = repo.newslint("a.md")
    assert done.code == 2
    first, *place = done.err.splitlines()
    assert error in first
    assert not place or place[1].strip() == "^", "the line, and a caret below it"


def test_the_generated_schema_is_valid_and_knows_every_option() -> None:
    schema = config_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    good = {"select": ["NL3"], "ranges": {"quality": [0, 100]}, "overrides": [{"files": ["a"], "ignore": []}], "fields": {"webUrl": "url"}}
    assert validator.is_valid(good)
    assert not validator.is_valid({"selct": []})
    assert not validator.is_valid({"severity": {"NL402": "bad"}})
    assert not validator.is_valid({"links": {"concurrency": 0}})
    assert not validator.is_valid({"limits": {"depth": 201}})
    assert {option.name.partition(".")[0] for option in options()} == schema["properties"].keys() - {"extend", "overrides"}


def test_the_defaults_in_the_reference_are_the_settings_own() -> None:
    assert parse_settings({}, "nothing") == Settings()


def test_a_broken_schema_leads_to_the_command_that_tells_more(repo: Repo) -> None:
    repo.article("a.md")
    repo.write("bad.json", '{"type": 5}')
    done = repo.newslint("--schema", "bad.json")
    assert done.code == 2
    assert done.err.startswith("newslint: error: bad.json: not a usable JSON Schema: ")
    assert done.err.endswith("; `newslint schema check bad.json` tells the places\n")
