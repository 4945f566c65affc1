"""A stranger's pattern cannot try twice: globs mean what pathspec makes of them, and take linear time; so do regular expressions."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from linter.schema.patterns import matches
from linter.text.globs import check_regex, compile_globs, regex_found
from tests.support.article import CLEAN
from tests.support.newslint import newslint, write

PARTS = [
    "*",
    "**",
    "a",
    "b",
    "ab",
    "*a",
    "a*",
    "*a*b",
    "a*b*",
    "*a*a*",
    "?",
    "?b*",
    "[ab]",
    "[!a]*",
    "*.md",
    "\\*a",
    "a**b",
    "[]a]*b",
    "*[ab]*b",
]
GLOBS = st.builds(
    lambda sign, parts, end: f"{sign}{'/'.join(parts)}{end}",
    st.sampled_from(["", "", "/", "!"]),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=5),
    st.sampled_from(["", "", "/"]),
)
PATHS = st.builds(
    lambda parts, end: f"{'/'.join(parts)}{end}",
    st.lists(st.text("ab.m*d", min_size=1, max_size=5), min_size=1, max_size=6),
    st.sampled_from(["", "", "/"]),
)


@given(st.lists(GLOBS, min_size=1, max_size=3), st.lists(PATHS, min_size=1, max_size=6))
def test_globs_mean_what_pathspec_makes_of_them(globs: list[str], paths: list[str]) -> None:
    theirs = GitIgnoreSpec.from_lines(globs, backend="simple")
    ours = compile_globs(globs)
    assert [ours.match_file(path) for path in paths] == [theirs.match_file(path) for path in paths]


HARD = [
    ("*a" * 40 + "b", "a" * 250),
    ("*a" * 40 + "b/x", "a" * 250 + "/x"),
    ("**/a/" * 12 + "b", "/".join("a" * 600)),
    ("a/**/" * 20 + "b", "a/" * 600 + "c"),
    ("**/*a*a*a*b/" * 5, "/".join(["a" * 50] * 60)),
    ("?*" * 30 + "b", "a" * 250),
    ("[a-z]*" * 30 + "B", "a" * 250),
]


@pytest.mark.parametrize(("glob", "path"), HARD)
def test_no_glob_takes_long(glob: str, path: str) -> None:
    globs = compile_globs([glob])
    started = time.process_time()
    assert not globs.match_file(path)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("config", ["exclude = [{}]", "articles = [{}]", "[[overrides]]\nfiles = [{}]"])
def test_no_glob_of_a_configuration_takes_long(tmp_path: Path, config: str) -> None:
    write(tmp_path, **{"a" * 200 + ".md": CLEAN, "x/" * 60 + "a_md": CLEAN})
    globs = ", ".join(json.dumps(glob) for glob, _ in HARD)
    write(tmp_path, newslint_toml=config.format(globs))
    newslint(tmp_path, timeout=20)


@pytest.mark.parametrize("pattern", ["^(a+)+$", "(a|a)*b", "(.*)*x", r"^https://(\w+\.?)+/$"])
def test_regular_expressions_for_links_take_linear_time(pattern: str) -> None:
    started = time.process_time()
    regex_found(pattern, "https://" + "a" * 5_000 + "!")
    assert time.process_time() - started < 0.5


def test_regular_expressions_are_found_anywhere() -> None:
    assert regex_found("private", "https://example.com/private/a")
    assert regex_found(r"(?i)^HTTPS://[^/]+/\d+$", "https://example.com/12")
    assert not regex_found("^private", "https://example.com/private/a")


@pytest.mark.parametrize("pattern", ["(?=a)b", r"(a)\1", "(?<!a)b", "("])
def test_what_needs_more_than_linear_time_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="regular expression"):
        check_regex(pattern)


@pytest.mark.parametrize("pattern", ["^(a+)+$", r"(a*)*\1c", "^(a|a)*(?<=c)$", "^(([a-z])+.)+(?!x)[A-Z]([a-z])+$"])
def test_a_schemas_pattern_gives_up_in_time(pattern: str) -> None:
    started = time.process_time()
    assert not matches(pattern, "a" * 3_000 + "!")
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"title": {"pattern": r"(a*)*\1c"}}},
        {"patternProperties": {"^(a+)+$": {"type": "string"}}, "additionalProperties": False},
        {"propertyNames": {"pattern": "^(a+)+$"}},
        {"additionalProperties": {"type": "string"}, "patternProperties": {"^(a|aa)+$": True}},
        {"properties": {"title": {"format": "regex"}}},
    ],
    ids=json.dumps,
)
def test_no_schema_keeps_a_run(tmp_path: Path, schema: object) -> None:
    name = "a" * 60 + "!"
    write(tmp_path, a_md=CLEAN.replace("title: Trams", f'title: "{"a" * 3_000}!"\n"{name}": 1'), own_json=json.dumps(schema))
    assert newslint(tmp_path, "--schema", "own.json", "--select", "NL1", "a.md", timeout=30).code in (0, 1)
