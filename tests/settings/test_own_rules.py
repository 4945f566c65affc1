"""Rules in the configuration: each word of the vocabulary, the mistakes that are told, the rules that the docs show."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from linter.cli.commands.config_test import failed_examples
from linter.engine.fixing import FixPolicy, fix_source
from linter.engine.linter import Linter
from linter.engine.result import Result
from linter.errors import ConfigError
from linter.rules.own_checks import CHECKS as CHECKED
from linter.settings.config_file import load_config
from linter.settings.loading import parse_settings
from linter.settings.own_rules import CHECKS
from linter.settings.reference import config_schema
from linter.source import Source
from linter.testing import NOW

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/own-rules.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def linter_of(configuration: str) -> Linter:
    settings = parse_settings(tomllib.loads(configuration), "newslint.toml")
    return Linter(settings._replace(select=tuple(rule.code for rule in settings.rules)), now=NOW)


def lint(rule: str, text: str, path: str = "article.md", more: str = "") -> Result:
    linter = linter_of(f'{more}[[rules]]\ncode = "HS001"\n{rule}\n')
    return linter.lint(Source.from_text(path, f"---\n{text}\n---\n"))


def messages(rule: str, text: str) -> list[str]:
    result = lint(rule, text)
    assert result.failures == ()
    return [diagnostic.message for diagnostic in result.diagnostics]


@pytest.mark.parametrize("configuration", [*SHOWN, (ROOT / "examples/own-rules/newslint.toml").read_text(encoding="utf-8")])
def test_the_rules_that_are_shown_do_what_their_examples_say(configuration: str) -> None:
    linter = linter_of(configuration)
    assert linter.settings.rules
    for rule in linter.settings.rules:
        assert rule.good
        assert rule.bad
        assert list(failed_examples(rule, linter)) == []


def test_the_page_shows_the_ten_rules_that_people_ask_for() -> None:
    assert len({rule["code"] for block in SHOWN for rule in tomllib.loads(block)["rules"]}) == 10


def test_each_word_of_the_vocabulary_has_its_check() -> None:
    assert CHECKED.keys() == CHECKS.keys()


CASES = [
    ('field = "title"\nrequired = true', "a: 1", ["`title` is missing: add it"]),
    ('field = "title"\nrequired = true', "title: ' '", ["`title` is empty: give it a value"]),
    ('field = "title"\nrequired = true', "title:", ["`title` is empty: give it a value"]),
    ('field = "provider.name"\nrequired = true', "provider: {a: 1}", ["`provider.name` is missing: add it"]),
    ('field = "provider.name"\nrequired = true', "a: 1", ["`provider` is missing: add it"]),
    ('field = "images[].alt"\nrequired = true', "images:\n- src: a\n- alt: b", ["`images[0].alt` is missing: add it"]),
    ('field = "a"\nrequired-when = { b = true }', "b: true", ["`a` is missing: add it"]),
    ('field = "a"\nrequired-when = { b = true }', "b: false", []),
    ('field = "a"\nforbidden = true', "a: null", ["`a` must not be here: delete it"]),
    ('field = "a"\ntype = "whole-number"', "a: 1.5", ["`a` must be a whole number, found `1.5`"]),
    ('field = "a"\ntype = "number"', "a: true", ["`a` must be a number, found `true`"]),
    ('field = "a"\ntype = "list"', "a: {b: 1}", ["`a` must be a list"]),
    ('field = "a"\ntype = "text"', "a: 2020", ["`a` must be text, found `2020`"]),
    ('field = "a"\nlength = [2, 3]', "a: b", ["`a` has 1 character; the fewest allowed are 2: make it longer"]),
    ('field = "a"\nlength = [2, 3]', "a: [1, 2, 3, 4]", ["`a` has 4 items; the most allowed are 3: shorten it"]),
    ('field = "a"\nlength = [2, 3]', "a: 12345", []),
    ('field = "a[]"\nlength = [2, 3]', "a: [bc, d]", ["`a[1]` has 1 character; the fewest allowed are 2: make it longer"]),
    ('field = "a"\npattern = "^b+$"', "a: [bb, c]", ["`a[1]` does not have the form that is asked for (`^b+$`): `c`"]),
    ('field = "a"\nnot-pattern = "(?i)click"', "a: Click here", ["`a` has what is not allowed (`(?i)click`): `Click here`"]),
    ('field = "a"\none-of = [1, "b"]', "a: true", ["`a` must be `1` or `b`, found `true`"]),
    ('field = "a"\none-of = [1, "b"]', "a: [1, b]", []),
    ('field = "a"\nequals = true', "a: false", ["`a` must be `true`, found `false`"]),
    ('field = "a"\nequals-template = "{b.c}/{d}"', "b: {c: x}\nd: 2\na: x-2", ["`a` should be `x/2`, found `x-2`"]),
    ('field = "a"\nequals-template = "{b}/{d}"', "b: x\na: x-2", []),
    ('field = "a"\nequals-template = "/{file-name}"', "a: /other", ["`a` should be `/article`, found `/other`"]),
    ('field = "a"\nat-least = "b"', "a: 1\nb: 2", ["`a` must be at least `2` (`b`), found `1`"]),
    ('field = "a"\nat-least = "b"', "a: 1", []),
    (
        'field = "a"\nat-most = 5\nabove = 1',
        "a: [1, 5, 6]",
        ["`a[0]` must be more than `1`, found `1`", "`a[2]` must be at most `5`, found `6`"],
    ),
    ('field = "a"\nbelow = 5', "a: 5", ["`a` must be less than `5`, found `5`"]),
    ('field = "a"\nbefore = "b"', "a: 2024-05-01\nb: 2024-05-01", ["`a` (`2024-05-01`) must be earlier than `b` (`2024-05-01`)"]),
    ('field = "a"\nnot-before = "b"', "a: 2024-04-30\nb: 2024-05-01", ["`a` (`2024-04-30`) must not be earlier than `b` (`2024-05-01`)"]),
    ('field = "a"\nafter = "b"', "a: 2024-05-01\nb: 2024-06-01", ["`a` (`2024-05-01`) must be later than `b` (`2024-06-01`)"]),
    ('field = "a"\nnot-after = "b"', "a: 2024-05-01\nb: 2024-04-01", ["`a` (`2024-05-01`) must not be later than `b` (`2024-04-01`)"]),
    ('field = "a"\nafter = "b"', "a: soon\nb: 2024-06-01", []),
    (
        'field = "r[].a"\nafter = "r[].b"',
        "r:\n- {a: 2024-05-01, b: 2024-04-01}\n- {a: 2024-05-01, b: 2024-06-01}",
        ["`r[1].a` (`2024-05-01`) must be later than `r[].b` (`2024-06-01`)"],
    ),
    (
        'field = "a"\nsame-site-as = "b"',
        "a: https://www.example.net/\nb: example.com",
        ["`a` is on `www.example.net`, but `b` is on `example.com`: they must be on one site"],
    ),
    ('field = "a"\nsame-site-as = "b"', "a: https://www.example.com/\nb: https://m.example.com/", []),
    (
        'field = "a"\nsorted-by = "-q"',
        "a:\n- q: 1\n- q: 2",
        ["`a[1].q` (`2`) is out of order: the list is sorted from the highest to the lowest `q`"],
    ),
    ('field = "a"\nsorted-by = "q"', "a:\n- q: 1\n- {}\n- q: 1\n- q: x\n- q: y", []),
    ('order = ["b", "a"]', "a: 1\nb: 2", ["`b` should come before `a`"]),
    ('field = "p"\norder = ["b", "a"]', "p:\n  a: 1\n  c: 3\n  b: 2", ["`p.b` should come before `a`"]),
]


@pytest.mark.parametrize(("rule", "text", "expected"), CASES)
def test_what_a_word_reports(rule: str, text: str, expected: list[str]) -> None:
    assert messages(rule, text) == expected


def test_files_are_looked_for_below_the_site_s_root(tmp_path: Path) -> None:
    (tmp_path / "authors").mkdir()
    (tmp_path / "authors/ada.md").write_text("", encoding="utf-8")
    site = f"[site]\nroot = {json.dumps(tmp_path.as_posix())}\n"
    rule = 'field = "author"\nfile-exists = "/authors/{}.md"'

    assert lint(rule, "author: ada", more=site).diagnostics == ()
    (found,) = lint(rule, "author: [ada, bob]", more=site).diagnostics
    assert found.message == "`author[1]` names a file that is not in the repository: `/authors/bob.md`"


@pytest.mark.parametrize(
    ("condition", "text", "holds"),
    [
        ("{ draft = false }", "a: 1", True),
        ("{ draft = false }", "draft: true", False),
        ("{ draft = false }", "draft:", True),
        ("{ draft = 0 }", "draft: false", False),
        ('{ type = ["article", "video"] }', "type: video", True),
        ('{ type = ["article", "video"] }', "type: page", False),
        ('{ tags = "trams" }', "tags: [buses, trams]", True),
        ("{ heat = { at-least = 70 } }", "heat: 70", True),
        ("{ heat = { above = 70 } }", "heat: 70", False),
        ("{ heat = { below = 70 } }", "heat: true", False),
        ("{ heat = { at-most = 70, above = 1 } }", "a: 1", False),
        ('{ "provider.name" = "City" }', "provider: {name: City}", True),
        ("{ draft = false, type = 'page' }", "type: page", True),
        ("{ draft = false, type = 'page' }", "type: page\ndraft: true", False),
    ],
)
def test_conditions(condition: str, text: str, holds: bool) -> None:
    assert bool(messages(f'field = "x"\nrequired = true\nwhen = {condition}', text)) == holds


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('field = "a"\nlenght = [1, 2]', "newslint.toml:8:1: unknown option `rules[2].lenght`: did you mean `rules[2].length`?"),
        ('field = "a"\nlength = [2, 1]', ":8:1: `rules[2].length`: expected two whole numbers"),
        ('field = "a"\npattern = "(a"', ":8:1: `rules[2].pattern`: expected a regular expression"),
        ('field = "a"\npattern = "(?=a)b"', "`rules[2].pattern`: expected a regular expression that does not look around"),
        ('field = "a"', ":5:3: `rules[2]`: checks nothing"),
        ("length = [1, 2]", ":5:3: `rules[2].field`: missing"),
        ('field = "a"\nfields = ["b"]\nrequired = true', ":8:1: `rules[2].fields`: there is a `field` already"),
        ('field = "a"\nrequired = false', ":8:1: `rules[2].required`: expected `true`"),
        ('field = "a"\nforbidden = true\nrequired = true', ":8:1: `rules[2].forbidden`: a field that must not be there"),
        ('field = "a"\ntype = "number"\nlength = [1, 2]', ":9:1: `rules[2].length`: no value can be what this and another check"),
        ('field = "a"\nat-least = 5\nat-most = 4', ":9:1: `rules[2].at-most`: no number is within these bounds"),
        ('field = "a"\nbefore = "b"\nafter = "b"', ":9:1: `rules[2].after`: no date can be that and `before` the same field"),
        ('field = "a"\nrequired = true\nseverity = "warn"', ":9:1: `rules[2].severity`: expected `error`, `warning` or `note`"),
        ('field = "a"\nrequired = true\nwhen = {}', ":9:1: `rules[2].when`: expected fields with what they have to say"),
        (
            'field = "a"\nrequired = true\nwhen = { b = { atleast = 1 } }',
            "`rules[2].when.b.atleast`: did you mean `at-least`?",
        ),
        ('field = "a"\nfile-exists = "{}"', "`rules[2].file-exists`: needs `root` below `[site]`"),
        ('field = "[].a"\nrequired = true', ":7:1: `rules[2].field`: expected fields like"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, rule: str, said: str) -> None:
    path = tmp_path / "newslint.toml"
    path.write_text(f'{_FIRST}[[rules]]\ncode = "HS001"\n{rule}\n', encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_config(path)
    assert said in str(error.value)


_FIRST = '[[rules]] # one that is right\ncode = "HS009"\nfield = "b"\nrequired = true\n'


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "linter", *arguments], cwd=folder, capture_output=True, check=False, encoding="utf-8")


RULES = """
[[rules]]
code = "HS001"
name = "short-title"
field = "title"
length = [20, 70]
severity = "error"
message = "Titles are cut off after 70 characters"
good = ["title: Trams are back in all ten cities"]
bad = ["title: Trams"]
"""


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    (tmp_path / "newslint.toml").write_text(RULES, encoding="utf-8")
    (tmp_path / "a.md").write_text("---\ntitle: Trams\n---\n", encoding="utf-8")
    return tmp_path


def test_they_are_rules_like_any_other(repo: Path) -> None:
    selected = run(repo, "--select", "HS", "--output-format", "json", "a.md")
    assert selected.returncode == 1
    assert "Titles are cut off after 70 characters" in selected.stdout
    assert '"HS001"' in run(repo, "--select", "HS", "--output-format", "sarif", "a.md").stdout
    assert "# short-title (HS001)" in run(repo, "rule", "HS001").stdout
    assert "short-title" in run(repo, "--select", "HS", "--statistics", "a.md").stdout
    run(repo, "baseline", "create", "--select", "HS", "a.md")
    (repo / "a.md").write_text("---\ntitle: Trams  # newslint: ignore[HS001] their name\n---\n", encoding="utf-8")
    assert run(repo, "--select", "HS,NL012", "a.md").returncode == 0


def test_their_examples_are_tried(repo: Path) -> None:
    assert run(repo, "config", "test").stdout == "2 examples of 1 rule: all as they say\n"
    wrong = RULES.replace("bad = [", 'bad = ["title: Trams are back in all ten cities", ')
    (repo / "newslint.toml").write_text(wrong, encoding="utf-8")
    tried = run(repo, "config", "test")
    assert tried.returncode == 1
    assert "HS001: bad example 1 is not reported\n" in tried.stdout


def test_an_extended_configuration_s_rules_are_kept_and_replaced_by_code(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(f'{RULES}[[rules]]\ncode = "HS002"\nfield = "a"\nrequired = true\n', encoding="utf-8")
    path = tmp_path / "newslint.toml"
    path.write_text('extend = "base.toml"\n[[rules]]\ncode = "HS002"\nfield = "b"\nrequired = true\n', encoding="utf-8")
    assert [(rule.code, rule.fields) for rule in load_config(path).settings().rules] == [("HS001", ("title",)), ("HS002", ("b",))]


@pytest.mark.parametrize("block", SHOWN)
def test_the_configuration_s_schema_knows_them(block: str) -> None:
    schema = jsonschema_rs.validator_for(config_schema())
    table: dict[str, Any] = tomllib.loads(block)
    assert schema.is_valid(table)
    table["rules"][0]["lenght"] = [1, 2]
    assert not schema.is_valid(table)


def test_fields_are_put_in_order_with_their_comments() -> None:
    text = (
        "# about the text\nexcerpt: |\n  # no comment\n  two lines\n\nheat: 1  # today\n# on the title,\n# in two lines\n"
        "title: >-\n  Trams\nextra:\n  - a\n  # in the list\n  - b\n"
    )
    linter = linter_of('[[rules]]\ncode = "HS001"\norder = ["title", "excerpt", "heat"]\n')
    for newline in ("\n", "\r\n"):
        source = Source.from_text("article.md", f"---\n{text}---\nBody\n".replace("\n", newline))
        fixed = fix_source(linter, source, FixPolicy(unsafe=False, codes=frozenset(["HS001"])))
        expected = (
            "---\n# on the title,\n# in two lines\ntitle: >-\n  Trams\n# about the text\nexcerpt: |\n  # no comment\n  two lines\n\n"
            "heat: 1  # today\nextra:\n  - a\n  # in the list\n  - b\n---\nBody\n"
        )
        assert fixed.source.text == expected.replace("\n", newline)


@pytest.mark.parametrize("text", ["{b: 1, a: 2}", "b: &x 1\na: *x", "b: 1\na: 2\na: 3", "? b\n: 1\na: 2", "b: [1,\n  2]\na: 2"])
def test_what_cannot_be_moved_without_a_doubt_stays_or_means_the_same(text: str) -> None:
    linter = linter_of('[[rules]]\ncode = "HS001"\norder = ["a", "b"]\n')
    source = Source.from_text("article.md", f"---\n{text}\n---\n")
    fixed = fix_source(linter, source, FixPolicy(unsafe=True, codes=frozenset(["HS001"])))
    assert fixed.failures == ()
    assert fixed.source.text == source.text or fixed.result.document.root.value == linter.parse(source).root.value  # type: ignore[union-attr]
