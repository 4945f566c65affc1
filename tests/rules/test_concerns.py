"""Rules are passed over where what they look at is ordinary: what is passed over has nothing to say."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import can_ada
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding
from linter.diagnostics.suppressions import Use
from linter.document import Document
from linter.engine.linter import Linter
from linter.rules.base import ArticleRule, Bad, Context, Good, SuppressionRule
from linter.rules.registry import ALL_RULES
from linter.rules.triggers import TextLook, Triggers
from linter.settings.options import Settings
from linter.source import Source
from linter.testing import NOW, as_file, unmark
from linter.text.amp import cache_urls, is_plain_cache_url
from linter.text.urls import _ORDINARY, normalized_text, parse_url

EVERYTHING = Settings(select=("ALL",))
LINTER = Linter(EVERYTHING, now=NOW)
ASKS_ALWAYS = Linter(EVERYTHING, now=NOW)
ASKS_ALWAYS._document_checks = [(None, checks) for _, checks in ASKS_ALWAYS._document_checks]
ASKS_ALWAYS._article_checks = [(None, checks) for _, checks in ASKS_ALWAYS._article_checks]
ASKS_ALWAYS._article_checks.append((None, ASKS_ALWAYS._text_look.all))
ASKS_ALWAYS._text_look = TextLook([])


def assert_nothing_passed_over(text: str) -> None:
    source = Source.from_text("2024-05-01-article.md", text)
    result = LINTER.lint(source)
    assert result.diagnostics == ASKS_ALWAYS.lint(source).diagnostics
    assert result.failures == ()


def test_rules_are_asked_where_their_concern_fails() -> None:
    def stumble(subject: object, context: object) -> bool:
        raise ValueError

    linter = Linter(EVERYTHING, now=NOW)
    linter._article_checks = [(stumble, checks) for _, checks in linter._article_checks]
    source = Source.from_text("article.md", article(title="TODO"))
    assert linter.lint(source).diagnostics == ASKS_ALWAYS.lint(source).diagnostics


EXAMPLES = [pytest.param(example, id=f"{rule.code}-{index}") for rule in ALL_RULES for index, example in enumerate(rule.examples)]


@pytest.mark.parametrize("shown", EXAMPLES)
def test_the_examples_of_all_rules(shown: Good | Bad) -> None:
    assert_nothing_passed_over(as_file(shown, unmark(shown.text)[0]))


def article(**fields: str) -> str:
    lines = [f'{name}: "{value.translate(ESCAPES)}"' for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", ""])


ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\u2028": "\\L", "\x85": "\\N", "\t": "\\t"})

_WORDS = st.sampled_from(
    [
        *(
            "Trams",
            "buses",
            "’",
            "é",
            "Ã©",
            "â€™",
            "São",
            "&",
            "&amp;",
            "<b>",
            "<",
            "[",
            "{{",
            "}}",
            "{",
            "${a}",
            "lorem",
            "ipsum",
            "IPSUM",
        ),
        *("TODO", "todo", "TBD:", "Fixme", "xxxx", "undefined", "Undefined", "null", "NaN", "None", "nil", "nothing", "#", "%", "<%", "%>"),
        *("\u00a0", "\u200b", "\u2028", "\t", "\n", "", " "),
    ]
)
_TEXTS = st.lists(_WORDS, max_size=5).map(" ".join) | st.lists(_WORDS, max_size=3).map("".join)


_PIECES = st.sampled_from(
    [
        *(
            "Harbour ferries return today",
            "harbour ferries return today",
            "Two boats sail again after the winter pause",
            "the",
            "a",
            "and",
            ",",
        ),
        *(" - ", " | ", " – ", ". ", " ", "\u00a0", "\n", "…", "Example News", "example.com"),
        *(
            "The post Ferries return appeared first on Example News.",
            "Become an FT subscriber to read: ",
            "It\\u2019s",
            "C:\\f",
            "\\n",
            "\ufffd",
        ),
    ]
)
_WORDINGS = st.lists(_PIECES, max_size=5).map("".join)


@given(_WORDINGS, _WORDINGS)
def test_wordings(title: str, excerpt: str) -> None:
    provider = "provider:\n  name: Example News\n  domain: example.com\n"
    assert_nothing_passed_over(article(title=title, excerpt=excerpt).removesuffix("---\n") + provider + "---\n")


@given(_TEXTS, _TEXTS, _TEXTS)
def test_texts(title: str, excerpt: str, name: str) -> None:
    topics = f'topics: ["{name.translate(ESCAPES)}"]\n'
    assert_nothing_passed_over(article(title=title, excerpt=excerpt).removesuffix("---\n") + topics + "---\n")


@pytest.mark.parametrize("texts", [["Trams are back"], ["The city’s trams", "São Paulo"], ["Nothing: half off, #1!"]])
def test_these_texts_are_ordinary(texts: Sequence[str]) -> None:
    assert LINTER._text_look.triggered(texts) == []


@pytest.mark.parametrize(
    "word", ["TODO", "TBD", "FIXME: trams", "XXX", "undefined", "null", "NaN", "None", "nil", "a {{ b }}", "[object Object]"]
)
def test_placeholders(word: str) -> None:
    assert_nothing_passed_over(article(title=word))
    assert LINTER._text_look.triggered([word])


_HOSTS = st.sampled_from(
    [
        *(
            "www.example.com",
            "a-b.co.uk",
            "a--b.org",
            "xn--pple-43d.com",
            "a_b.com",
            "-a.com",
            "a-.com",
            "a..com",
            "example.cmo",
            "EXAMPLE.com",
        ),
        *(
            "localhost",
            "news.internal",
            "10.0.0.7",
            "2130706433",
            "[::1]",
            "user@example.com",
            "example.com:443",
            "example.com:8443",
            "é.com",
        ),
        *("a-com.cdn.ampproject.org", "www.google.com", "co.uk", "0x7f.1.com", "com", ""),
    ]
)
_PATHS = st.sampled_from(
    [
        *("/", "", "/a", "/a/b-c_d~e.html", "/a/../b", "/a/./b", "/.", "/..", "/.well-known", "/a//b", "/%2e%2e/a", "/a%20b", "/a b", "/é"),
        *(
            "/a;b=c,d",
            "/(a)!$'*+",
            "/a?b=c",
            "/a?b=c&d=/e.f",
            "/a?",
            "/a#",
            "/a#b",
            "/a?b#c",
            "/a?utm_source=x",
            "/amp/s/www.example.com/a",
        ),
        *("/a\\b", "/@a", "/a|b", "/a^b", "/a`b", '/a"b', "/<a>", "/a{b}", "/a[b]", "/a?b'c", "/a?b|c", "/a:b", "/c/s/www.example.com/a"),
    ]
)
_URLS = st.builds(lambda *parts: "".join(parts), st.sampled_from(["https://", "https://", "http://", "HTTPS://", "//"]), _HOSTS, _PATHS)


@given(_URLS, _URLS, _URLS)
def test_urls(web: str, amp: str, cdn: str) -> None:
    assert_nothing_passed_over(article(originalUrl=web, webUrl=web, ampWebUrl=amp, cdnAmpWebUrl=cdn))


@pytest.mark.parametrize(
    "url",
    [
        *("https://www.example.com/a/../b", "https://www.example.com/./a", "https://www.example.com/a/..", "https://www.example.com"),
        *("http://www.example.com/", "https://www.example.com/a#b", "https://www.example.com/a?", "https://xn--pple-43d.com/a"),
        *("https://www.example.com/%2e%2e/a", "https://www.example.com:443/", "https://me@www.example.com/", "https://WWW.example.com/"),
        *(
            "https://www.example.example/",
            "https://1.2.3.4/",
            "https://www..com/",
            " https://www.example.com/",
            "https://www.example.com/a\n",
        ),
    ],
)
def test_these_urls_are_not_ordinary(url: str) -> None:
    parsed = parse_url(url)
    assert parsed is None or not parsed.is_ordinary
    assert_nothing_passed_over(article(webUrl=url))


@given(st.from_regex(_ORDINARY.pattern, fullmatch=True) | _URLS)
@example("https://www.example.com/a")
@example("https://a--b.example.com/a//b?c=d")
def test_an_ordinary_url_is_as_browsers_write_it(text: str) -> None:
    url = parse_url(text)
    assume(url is not None and url.is_ordinary)
    assert url is not None
    parsed = can_ada.parse(text)
    assert str(parsed.href) == text == normalized_text(url)
    assert (parsed.hostname, parsed.protocol, parsed.port) == (url.host, "https:", "")
    assert_nothing_passed_over(article(webUrl=text))


@given(_URLS, st.sampled_from(["", "x", "?a"]))
@example("https://www.example.com/amp/a", "")
@example("https://ab--cd.com/amp/a", "")
def test_a_plain_cache_address_is_one_of_those_that_are_computed(page: str, more: str) -> None:
    url = parse_url(page)
    assume(url is not None)
    assert url is not None
    dashed = url.host.replace("-", "--").replace(".", "-")
    guessed = f"https://{dashed}.cdn.ampproject.org/c/s/{page.partition('://')[2]}"
    for cache in (guessed, *cache_urls(page)):
        if is_plain_cache_url(cache + more, url):
            assert cache + more == cache_urls(page)[0]


def test_this_cache_address_is_plain() -> None:
    page = parse_url("https://www.a-b.com/amp/trams")
    assert page is not None
    assert is_plain_cache_url("https://www-a--b-com.cdn.ampproject.org/c/s/www.a-b.com/amp/trams", page)


@given(
    st.from_regex(
        r"(?:0000|0001|1970|1996|2024|2042)-[0-3][0-9]-[0-3][0-9](?:[T ][0-2][0-9]:[0-6][0-9](?::[0-6][0-9])?Z?)?", fullmatch=True
    ),
    st.sampled_from(["2024-05-01T06:00:00Z", "2024-05-01T06:00:00+02:00", "2024-05-01T06:00:00", "soon", ""]),
)
def test_timestamps(published: str, updated: str) -> None:
    assert_nothing_passed_over(article(publishedDateTime=published, updatedDateTime=updated))


class Exclaiming(ArticleRule):
    """A title shouts, as a newcomer would write the rule: without triggers."""

    code = "HS001"
    name = "exclaiming"

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        yield from (Finding(scalar, "shouts") for scalar in article.texts if "!" in scalar.text)


class ExclaimingOnTrigger(Exclaiming):
    code = "HS002"
    name = "exclaiming-on-trigger"
    triggers = Triggers(parts=("!",))


class LosingItsVoice(Exclaiming):
    code = "HS003"
    name = "losing-its-voice"
    triggers = Triggers(parts=("?",))


@pytest.mark.parametrize(("title", "codes"), [("Trams are back!", ["HS001", "HS002"]), ("Trams are back", [])])
def test_a_rule_without_triggers_is_always_asked_and_one_with_them_where_they_are(title: str, codes: list[str]) -> None:
    linter = Linter(Settings(select=("HS",)), now=NOW, rules=(*ALL_RULES, Exclaiming, ExclaimingOnTrigger, LosingItsVoice))
    assert [diagnostic.code for diagnostic in linter.lint(Source.from_text("a.md", article(title=title))).diagnostics] == codes


TRIGGERED = [rule for rule in ALL_RULES if issubclass(rule, ArticleRule) and rule.triggers is not None]


@lru_cache
def linters_for(code: str) -> tuple[Linter, Linter]:
    """Return a linter with one rule, and one that asks it always."""
    by_trigger, always = (Linter(Settings(select=(code,)), now=NOW) for _ in range(2))
    always._article_checks = [(None, always._text_look.all)]
    always._text_look = TextLook([])
    return by_trigger, always


@pytest.mark.parametrize("rule", TRIGGERED, ids=lambda rule: rule.code)
@given(st.lists(_TEXTS | _WORDINGS, min_size=2, max_size=3))
def test_no_trigger_is_missing(rule: type[ArticleRule], texts: list[str]) -> None:
    by_trigger, always = linters_for(rule.code)
    source = Source.from_text("a.md", article(title=texts[0], excerpt=texts[-1]))
    assert by_trigger.lint(source).diagnostics == always.lint(source).diagnostics


class Stumbling(SuppressionRule):
    code = "HS004"
    name = "stumbling"

    def check(self, document: Document, uses: Sequence[Use], context: Context) -> Iterator[Finding]:
        raise ValueError("on purpose")


def test_a_rule_on_ignore_comments_that_raises_is_named_and_hides_nothing() -> None:
    linter = Linter(Settings(select=("HS004", "NL011", "NL402")), now=NOW, rules=(*ALL_RULES, Stumbling))
    result = linter.lint(Source.from_text("a.md", "---\ntitle: Trams  # newslint: ignore[NL402]\n---\n"))
    assert [failure.rule for failure in result.failures] == ["HS004"]
    assert [diagnostic.code for diagnostic in result.diagnostics] == ["NL011"]
