"""AMP-cache addresses against the vectors of the specification (amp.dev), of amp-toolbox's own tests, and of real articles."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.text.amp import cache_url, cache_urls, is_cache_host, is_viewer_or_cache, publisher_url, subdomains
from linter.text.urls import parse_url

VECTORS = {
    "https://www.example.com": "https://www-example-com.cdn.ampproject.org/c/s/www.example.com",
    "http://www.example.com/index.html": "https://www-example-com.cdn.ampproject.org/c/www.example.com/index.html",
    "https://example.com/g?value=Hello%20World": "https://example-com.cdn.ampproject.org/c/s/example.com/g?value=Hello%20World",
    "https://www.law360.com/amp/articles/1337105": "https://www-law360-com.cdn.ampproject.org/c/s/www.law360.com/amp/articles/1337105",
    "https://www.research-live.com/amp-page.html?id=5066692&name=x": "https://www-research--live-com.cdn.ampproject.org"
    "/c/s/www.research-live.com/amp-page.html?id=5066692&name=x",
    "https://www.washingtonpost.com/nation/2020/07/19/coronavirus-update-us/?outputType=amp": "https://www-washingtonpost-com"
    ".cdn.ampproject.org/c/s/www.washingtonpost.com/nation/2020/07/19/coronavirus-update-us/?outputType=amp",
}
SUBDOMAINS = {
    "SOMETHING.COM": "something-com",
    "hello--world.com": "hello----world-com",
    "toplevelnohyphens": "qsgpfjzulvuaxb66z77vlhb5gu2irvcnyp6t67cz6tqo5ae6fysa",
    "xn--bcher-kva.ch": "xn--bcher-ch-65a",
    "xn--57hw060o.com": "xn---com-p33b41770a",
    "點看.com": "xn---com-k47jg78q",
    "hello.xn--4gbrim.xn----rmckbbajlc6dj7bxne2c.xn--wgbh1c": "a6h5moukddengbsjm77rvbosevwuduec2blkjva4223o4bgafgla",
    "itwasadarkandstormynight.therainfellintorrents.exceptatoccasionalintervalswhenitwascheckedby"
    ".aviolentgustofwindwhichsweptupthestreets.com": "dgz4cnrxufaulnwku4ow5biptyqnenjievjht56hd7wqinbdbteq",
    "en-us.example.com": "0-en--us-example-com-0",
}


@pytest.mark.parametrize("url", VECTORS)
def test_encode(url: str) -> None:
    assert cache_url(url) == VECTORS[url]


@pytest.mark.parametrize("url", VECTORS)
def test_decode(url: str) -> None:
    cached = parse_url(VECTORS[url])

    assert cached is not None
    assert is_viewer_or_cache(cached)
    assert publisher_url(cached) == url


@pytest.mark.parametrize("host", SUBDOMAINS)
def test_subdomain(host: str) -> None:
    assert subdomains(host)[0] == SUBDOMAINS[host]


def test_a_sharp_s_is_kept() -> None:
    assert subdomains("straße.de")[0] == subdomains("xn--strae-oqa.de")[0] == "xn--strae-de-tya"
    assert subdomains("strasse.de")[0] == "strasse-de"


HASH = re.compile(r"[a-z2-7]{52}")


def test_a_wrapped_subdomain_may_also_be_the_hash_of_old_caches_and_the_one_without_length_check() -> None:
    wrapped, hashed = subdomains("en-us.example.com")

    assert wrapped == "0-en--us-example-com-0"
    assert HASH.fullmatch(hashed)

    host = f"en-{'a' * 52}.com"
    too_long = f"0-en--{'a' * 52}-com-0"
    hashed, toolbox = subdomains(host)
    assert HASH.fullmatch(hashed)
    assert toolbox == too_long


def test_a_host_with_two_hyphens_at_positions_3_and_4_may_be_hashed() -> None:
    readable, hashed = subdomains("ab--c.com")

    assert readable == "0-ab----c-com-0"
    assert HASH.fullmatch(hashed)


def test_the_hash_is_of_the_ascii_form() -> None:
    assert subdomains("مثال.example.com") == subdomains("xn--mgbh0fb.example.com")


@pytest.mark.parametrize("length", [57, 58, 59, 60, 61, 62, 63])
def test_no_subdomain_of_the_specification_is_longer_than_a_label(length: int) -> None:
    first = subdomains(f"en-{'a' * (length - 8)}.com")[0]

    assert len(first) <= 63


@pytest.mark.parametrize(
    "url", ["https://example.com:8080/a", "https://me@example.com/a", "ftp://example.com/", "example.com", "https://", ""]
)
def test_no_cache_address_for(url: str) -> None:
    assert cache_urls(url) == []


def test_a_fragment_is_no_part_of_the_cache_address() -> None:
    assert cache_url("https://example.com/a#b") == "https://example-com.cdn.ampproject.org/c/s/example.com/a"


@pytest.mark.parametrize(
    ("address", "publisher"),
    [
        ("https://a-com.cdn.ampproject.org/v/s/a.com/x?amp_js_v=0.1&usqp=mq331", "https://a.com/x"),
        ("https://a-com.cdn.ampproject.org/wp/s/a.com/x?amp_gsa=1&amp_r=2&amp_kit=3&id=7", "https://a.com/x?id=7"),
        ("https://a-com.cdn.ampproject.org/c/s/a.com/x?id=7#aoh=1&referrer=https%3A%2F%2Fwww.google.com&amp_tf=x", "https://a.com/x?id=7"),
        ("https://cdn.ampproject.org/c/s/a.com/x", "https://a.com/x"),
        ("https://a-com.www.bing-amp.com/c/s/a.com/x", "https://a.com/x"),
        ("https://a-com.bing-amp.com/c/a.com/x", "http://a.com/x"),
        ("https://a-com.amp.cloudflare.com/c/s/a.com/x", "https://a.com/x"),
        ("https://www.google.com/amp/s/a.com/x?y=z", "https://a.com/x?y=z"),
        ("https://www.google.co.uk/amp/a.com/x", "http://a.com/x"),
        ("https://www.bing.com/amp/s/a.com/x", "https://a.com/x"),
    ],
)
def test_back_from_caches_and_viewers(address: str, publisher: str) -> None:
    url = parse_url(address)

    assert url is not None
    assert is_viewer_or_cache(url)
    assert publisher_url(url) == publisher


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.com/amp/s/a.com/x",
        "https://www.google.com/search?q=/amp/s/a.com",
        "https://notcdn.ampproject.org.example.com/c/s/a.com",
    ],
)
def test_other_addresses_are_no_caches(address: str) -> None:
    url = parse_url(address)

    assert url is not None
    assert not is_viewer_or_cache(url)
    assert publisher_url(url) is None


def test_cache_hosts() -> None:
    assert is_cache_host("cdn.ampproject.org")
    assert is_cache_host("x.cdn.ampproject.org")
    assert not is_cache_host("evilcdn.ampproject.org")


HOSTS = st.from_regex(r"([a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?\.){1,3}(com|org|de|co\.uk)", fullmatch=True)
PATHS = st.from_regex(r"(/[A-Za-z0-9._~%20-]{0,8}){0,3}(\?[a-z0-9=&]{1,12})?", fullmatch=True)


@given(st.sampled_from(["http", "https"]), HOSTS, PATHS)
def test_there_and_back(scheme: str, host: str, path: str) -> None:
    url = f"{scheme}://{host}{path}"
    if parse_url(url) is None:
        return
    cached = cache_url(url)

    assert cached is not None
    parsed = parse_url(cached)
    assert parsed is not None, "a cache address is a URL"
    back = publisher_url(parsed)
    assert back is not None
    assert back == url or "usqp" in url or "amp" in url
