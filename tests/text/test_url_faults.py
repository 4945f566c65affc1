"""Slips in URLs: named as what they are, mended only where the page stays the same, and nothing computed from them."""

import can_ada
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter import fix_text, lint_text
from linter.text.tracking import is_tracking, without_tracking
from linter.text.urls import is_known_top_level, normalized_text, parse_url


def article(field: str, url: str) -> str:
    return f"---\n{field}: '{url}'\n---\n"


def fixed(url: str, *, unsafe: bool = False, field: str = "webUrl") -> str:
    text, _ = fix_text(article(field, url), select=["NL3"], unsafe=unsafe)
    return text.removeprefix(f"---\n{field}: '").removesuffix("'\n---\n")


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("https://https://www.example.com/a", "https://www.example.com/a"),
        ("http://https://www.example.com/a", "https://www.example.com/a"),
        ("https:https://www.example.com/a", "https://www.example.com/a"),
        ("https//www.example.com/a", "https://www.example.com/a"),
        ("https:/www.example.com/a", "https://www.example.com/a"),
        ("htps://www.example.com/a", "https://www.example.com/a"),
        ("hhttps://www.example.com/a", "https://www.example.com/a"),
        ("https;//www.example.com/a", "https://www.example.com/a"),
        ("https://https//www.example.com/a", "https://www.example.com/a"),
        ("https://www..example.com/", "https://www.example.com/"),
        ("https://.www.example.com/", "https://www.example.com/"),
        ("https://www.example.com/a<b>", "https://www.example.com/a%3Cb%3E"),
        ("https://www.example.com/a^b", "https://www.example.com/a%5Eb"),
    ],
)
def test_a_slip_is_undone_only_when_asked(url: str, meant: str) -> None:
    assert [d.code for d in lint_text(article("webUrl", url), select=["NL3"])] == ["NL301"]
    assert fixed(url) == url
    assert fixed(url, unsafe=True) == meant


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://www.example.com/a?w=1200&#038;strip=all", "https://www.example.com/a?w=1200&strip=all"),
        ("https://www.example.com/a?b=1&amp;c=2", "https://www.example.com/a?b=1&c=2"),
        ("https://www.example.com/a?b=1&amp;amp;c=2", "https://www.example.com/a?b=1&c=2"),
        ("https://www.example.com/a?utm_source=x&amp;utm_medium=y", "https://www.example.com/a"),
        ("https://www.example.com/a?id=7&#x26;utm_medium=y", "https://www.example.com/a?id=7"),
        ("https://www．example。com/", "https://www.example.com/"),
        ("https://www.example.com:0443/a", "https://www.example.com/a"),
        ("https://www.example.com/%2e%2e/a", "https://www.example.com/a"),
        ("https://www.example.com/ä/../b%7e", "https://www.example.com/b%7e"),
    ],
)
def test_what_stays_the_same_page_is_mended_unasked(url: str, same: str) -> None:
    assert fixed(url) == same


def test_an_entity_in_an_image_is_decoded() -> None:
    before = "---\nimages:\n  - url: 'https://www.example.com/a.jpg?w=1&#038;strip=all'\n---\n"

    assert fix_text(before, select=["NL3"])[0] == before.replace("&#038;", "&")


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/2024/https://www.example.com/a",
        "https://www.example.com/a;b=c?x=1;y=2",
        "https://www.example.com/a//b",
        "https://www.example.com/são-paulo/âge",
        "https://tp.example.com/a",
        "https://httpbin.org/a",
        "https://www.example.com/a?b=&copy=1",
    ],
)
def test_these_are_no_slips(url: str) -> None:
    assert lint_text(article("webUrl", url), select=["NL3"]) == []


@pytest.mark.parametrize(
    "url", ["https://a.com/tram-â€“-roof", "https://a..com/x", "https://a．com/x", "https://a.com:0443/x", "https://a.com/<b>"]
)
def test_nothing_is_computed_from_a_defective_url(url: str) -> None:
    both = f"---\nampWebUrl: '{url}'\ncdnAmpWebUrl: https://a-com.cdn.ampproject.org/c/s/a.com/y\n---\n"

    assert [d.code for d in lint_text(article("ampWebUrl", url), select=["NL3"])] == ["NL301"]
    assert [d.code for d in lint_text(both, select=["NL3"])] == ["NL301"]


def test_an_empty_url_is_one_clear_diagnostic() -> None:
    (found,) = lint_text("---\nrelated:\n  - webUrl: ''\n---\n", select=["NL3"])

    assert found.message == "`related[0].webUrl` is empty: delete the field or give the address"


def test_a_line_separator_is_left_to_the_rule_on_invisible_characters() -> None:
    text = '---\nwebUrl: "https://www.example.com/a\\Lb"\n---\n'

    assert [d.code for d in lint_text(text, select=["NL301", "NL008"])] == ["NL008"]
    assert [d.code for d in lint_text(text, select=["NL301"])] == ["NL301"]


@pytest.mark.parametrize(
    "url", ["https://desk:hunter2@WWW.example.com/?utm_source=x", "http://desk:hunter2@www.example.com/", "desk:hunter2@a.com/x"]
)
@pytest.mark.parametrize("field", ["webUrl", "ampWebUrl", "originalUrl"])
def test_a_password_is_printed_nowhere(url: str, field: str) -> None:
    for found in lint_text(article(field, url), select=["ALL"]):
        assert "hunter2" not in f"{found.message} {found.hint} {found.fix.title if found.fix else ''}"


@pytest.mark.parametrize("label", ["za", "com", "uk", "museum", "app", "xn--p1ai", "bd", "np", "ck", "er", "fk", "jm", "kh", "mm", "pg"])
def test_top_level_domains_are_known_by_what_is_below_them(label: str) -> None:
    assert is_known_top_level(label)


@pytest.mark.parametrize("label", ["cmo", "con", "example", "html"])
def test_other_labels_are_no_top_level_domains(label: str) -> None:
    assert not is_known_top_level(label)


@pytest.mark.parametrize(
    ("parameter", "host", "counts"),
    [
        ("UTM_Source=x", "", True),
        ("mod=mw_quote_news", "www.wsj.com", True),
        ("mod=mw_quote_news", "www.example.com", False),
        ("ico=more", "metro.co.uk", True),
        ("source=eptcnnlnk0000002", "www.fool.com", True),
        ("source=feed", "www.fool.com", False),
        ("cid=7", "www.example.com", False),
        ("profile=7", "www.example.com", False),
    ],
)
def test_some_parameters_count_clicks_on_some_sites(parameter: str, host: str, counts: bool) -> None:
    assert is_tracking(parameter, host) is counts


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.com/x#utm_source=y", "https://a.com/x"),
        ("https://a.com/x?id=1#end&utm_source=y", "https://a.com/x?id=1#end"),
        ("https://a.com/x?&id=1&&b#_ga", "https://a.com/x?&id=1&&b#_ga"),
        ("https://a.com/x?#", "https://a.com/x?#"),
    ],
)
def test_tracking_goes_from_the_fragment_too(url: str, clean: str) -> None:
    assert without_tracking(url) == clean


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.com/%7Ejoe", "https://a.com/~joe"),
        ("https://a.com/ü", "https://a.com/%c3%bc"),
        ("https://a.com/?q=ü", "https://a.com/?q=%C3%BC"),
    ],
)
def test_equal_urls_share_a_key(one: str, other: str) -> None:
    urls = parse_url(one), parse_url(other)

    assert urls[0] is not None
    assert urls[1] is not None
    assert urls[0].key == urls[1].key


@given(st.lists(st.sampled_from(["a", ".", "..", "", "%2e", "%2E.", "ä", "..a", "%7E"])).map("/".join))
def test_a_normal_form_is_the_same_page(path: str) -> None:
    url = parse_url(f"https://www.example.com/{path}")
    assert url is not None

    assert can_ada.parse(normalized_text(url)).href == url.parsed.href


PAIR = "webUrl: https://{}/a\nampWebUrl: https://{}/a"


@pytest.mark.parametrize(
    ("web", "amp", "severity"),
    [
        ("economictimes.indiatimes.com", "m.economictimes.com", None),
        ("timesofindia.indiatimes.com", "m.timesofindia.com", None),
        ("news.example.com", "amp.example.net", "warning"),
        ("news.example.com", "trams.net", "error"),
    ],
)
def test_amp_hosts(web: str, amp: str, severity: str | None) -> None:
    found = lint_text(f"---\n{PAIR.format(web, amp)}\n---\n", select=["NL311"])

    assert [d.severity for d in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    "front_matter",
    [
        "originalUrl: https://www.example.org/a\nwebUrl: https://www.example.com/a\nprovider: {domain: example.org}",
        "webUrl: https://x.cdn.ampproject.org/\nprovider: {domain: example.org}",
    ],
)
def test_a_providers_domain_is_left_alone(front_matter: str) -> None:
    assert lint_text(f"---\n{front_matter}\n---\n", select=["NL318"]) == []


@pytest.mark.parametrize(
    "tail", ["a-tram-b/amp/", "a-tram-b/google-amp", "a.amp.html", "a?amp", "a?b=c&amp=1", "a?amphtml", "a?outputType=amp"]
)
def test_a_web_url_that_is_the_amp_page(tail: str) -> None:
    assert [d.code for d in lint_text(article("webUrl", f"https://www.example.com/{tail}"), select=["NL3"])] == ["NL320"]


@pytest.mark.parametrize("tail", ["tag/amp", "amp/guitars", "a?ampere=1", "camp", "a#amp"])
def test_other_addresses_are_no_amp_pages(tail: str) -> None:
    assert lint_text(article("webUrl", f"https://www.example.com/{tail}"), select=["NL320"]) == []


@pytest.mark.parametrize(
    "url",
    [
        "{{ page.url }}",
        "www.example.com/{x}",
        "/ferries/{x}",
        "ftp://www.example.com/<b>",
        "https://www.example.com/two boats{x}",
        "https://{site}/a",
        "https://cafÃ©.example.com/",
        "https://www.example.com/100%{x}",
        "/cafÃ©",
    ],
)
def test_a_mild_slip_hides_no_other(url: str) -> None:
    (found,) = lint_text(article("webUrl", url), select=["NL301"])
    assert found.severity == "error"


@pytest.mark.parametrize(
    "url", ["https://www.example.com/f\ufffdhre", "https://www.example.com/f%EF%BF%BDhre", "https://www.example.com/f%ef%bf%bd"]
)
def test_a_lost_character_in_a_url_is_reported(url: str) -> None:
    (found,) = lint_text(article("webUrl", url), select=["NL301"])
    assert (found.severity, found.fix) == ("warning", None)
    assert "broken characters" in found.message
