"""JSON articles: what is wrong with one is said in newslint's words, at its place."""

import pytest

from linter.document import Document
from linter.source import Source, Span


@pytest.mark.parametrize(
    ("text", "rule", "message", "marked"),
    [
        ('{"title": "Trams', "broken-syntax", 'expected a closing `"`, found the end of the file', '"'),
        ('{"title": "a\\', "broken-syntax", 'expected a closing `"`, found the end of the file', '"'),
        (
            '{"title": "a\x1b"}',
            "broken-syntax",
            "expected control characters to be written as escapes, found U+001B",
            "\x1b",
        ),
        ('{"title": "a\\x"}', "broken-syntax", "expected an escape that JSON knows, found `\\x`", "\\"),
        ('{"title": "a\\\x1b"}', "broken-syntax", "expected an escape that JSON knows, found U+001B behind the backslash", "\\"),
        ('{"title": "\\u12"}', "broken-syntax", "expected four hexadecimal digits after `\\u`", "u"),
        ('{"title": 1,}', "broken-syntax", "a comma before `}` is one too many", ","),
        ('{"title" 1}', "broken-syntax", "`:` is missing between a name and its value", "1"),
        ("[]", "not-a-mapping", "expected a JSON object, found a list", "[]"),
        ('"Trams"', "not-a-mapping", "expected a JSON object, found a single value", '"Trams"'),
        ("null", "not-a-mapping", "expected a JSON object, found nothing", "n"),
    ],
)
def test_what_is_wrong_is_told(text: str, rule: str, message: str, marked: str) -> None:
    (problem,) = Document.parse(Source.from_text("a.json", text)).problems

    assert (problem.rule, problem.message) == (rule, message)
    assert text[slice(*problem.span)] == marked


def test_yaml_is_told_in_words_of_yaml() -> None:
    (problem,) = Document.parse(Source.from_text("a.yaml", "- a\n")).problems

    assert (problem.message, problem.span) == ("expected `key: value` lines, found a list", Span(0, 3))
