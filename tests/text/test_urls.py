"""URLs as browsers read them, hosts, sites, domains and tracking parameters."""

import pytest

from linter import fix_text, lint_text
from linter.text.tracking import is_tracking, without_tracking
from linter.text.urls import clean_domain, decode_host, explain_malformed, is_public_suffix, parse_url, same_site

TRACKING = """
utm_source utm_medium utm_campaign utm_term utm_content utm_id utm_anything _ga _gl ga_source ga_x gclid dclid fbclid
fb_action_ids fb_source fb_ref msclkid twclid yclid ysclid wbraid gbraid mc_cid mc_eid _hsenc __hssc __hstc __hsfp
hsCtaTracking mkt_tok vero_id vero_conv oly_anon_id oly_enc_id wickedid s_cid srsltid igshid ml_subscriber rb_clickid
_openstat __twitter_impression Echobox cmpid
""".split()
NO_TRACKING = ["amp", "outputType", "id", "utm", "xutm_source", "fbclid2", "ga", "_gab", "source", ""]


@pytest.mark.parametrize("name", TRACKING)
def test_tracking_parameters_go_and_nothing_else_changes(name: str) -> None:
    assert is_tracking(name)
    assert is_tracking(f"{name}=1=2")
    assert without_tracking(f"https://a.com/x?b=%20&{name}=1&c=ä+d#e?{name}=2") == f"https://a.com/x?b=%20&c=ä+d#e?{name}=2"
    assert without_tracking(f"https://a.com/x?{name}=1#e") == "https://a.com/x#e"


@pytest.mark.parametrize("name", NO_TRACKING)
def test_other_parameters_stay(name: str) -> None:
    assert not is_tracking(f"{name}=1")
    assert without_tracking(f"https://a.com/x?{name}=1&utm_source=x") == f"https://a.com/x?{name}=1"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "nothing"),
        ("https://example.com\\@evil.example/", "a backslash"),
        ("https://example.com/a b", "a space"),
        ("https://exa\tmple.com/", "a tab"),
        ("https://example.com/\n", "a line break"),
        ("https://example.com:99999/", "a bad port `99999`"),
        ("https://example.com:x/", "a bad port `x`"),
        ("https://example.com/%zz", "a bad percent-encoding `%zz`"),
        ("https:///path", "no host"),
        ("https://?q", "no host"),
        ("//example.com/x", "no scheme"),
        ("www.example.com/x", "no scheme"),
        ("/x", "a relative address"),
        ("mailto:me@example.com", "the scheme `mailto`"),
        ("javascript:alert(1)", "the scheme `javascript`"),
        ("https:example.com", "no `//` after the scheme"),
        ("https://[::1", "a bad host"),
    ],
)
def test_what_is_malformed_is_explained(text: str, problem: str) -> None:
    assert parse_url(text) is None
    assert explain_malformed(text) == problem


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://EXAMPLE.com/", "example.com"),
        ("https://2130706433/", "127.0.0.1"),
        ("https://0x7f.1/", "127.0.0.1"),
        ("https://１２７.0.0.1/", "127.0.0.1"),
        ("https://bücher.de/", "xn--bcher-kva.de"),
        ("https://user:pass@example.com:8080/", "example.com"),
        ("https://a_b.example.com/", "a_b.example.com"),
        ("https://[::1]/", "[::1]"),
    ],
)
def test_hosts_are_read_as_browsers_do(text: str, host: str) -> None:
    url = parse_url(text)

    assert url is not None
    assert url.host == host


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("www.reuters.com", "mobile.reuters.com"),
        ("a.bbc.co.uk", "b.bbc.co.uk"),
        ("x.blogspot.com", "x.blogspot.com"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_one_site(one: str, other: str) -> None:
    assert same_site(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("a.github.io", "b.github.io"), ("a.co.uk", "b.co.uk"), ("example.com", "example.org"), ("10.0.0.1", "10.0.1.1")]
)
def test_two_sites(one: str, other: str) -> None:
    assert not same_site(one, other)


def test_public_suffixes_with_private_ones() -> None:
    assert all(is_public_suffix(suffix) for suffix in ("com", "co.uk", "github.io", "blogspot.com"))
    assert not any(is_public_suffix(domain) for domain in ("example.com", "bbc.co.uk", "x.github.io"))


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("example.com", "example.com"),
        ("https://www.Example.com/news?x#y", "example.com"),
        ("http://example.com:8080", "example.com"),
        ("//example.com/", "example.com"),
        (" www.example.com. ", "example.com"),
        ("BÜCHER.de", "bücher.de"),
        ("Example News", None),
        ("example", None),
        ("10.0.0.1", None),
        ("me@example.com", None),
        ("ftp://example.com", None),
        ("", None),
    ],
)
def test_domains_are_cleaned(text: str, domain: str | None) -> None:
    assert clean_domain(text) == domain


def codes(front_matter: str, select: str) -> list[str]:
    return [d.code for d in lint_text(f"---\n{front_matter}\n---\n", select=[select])]


@pytest.mark.parametrize(
    "host",
    [
        "www.аpple.com",  # Cyrillic and Latin in one label
        "www.αpple.com",
        "www.ԱpplE.com",
        "www.аррӏе.com",  # Cyrillic alone, in imitation of ASCII
        "xn--80ak6aa92e.com",
        "ｅxample.com",  # full width: another NFKC form
        "exam\u2100ple.com",
        "Ꭺpple.com",
    ],
)
def test_homographs(host: str) -> None:
    if parse_url(f"https://{host}/") is None:
        assert codes(f"webUrl: https://{host}/", "NL301") == ["NL301"]
    else:
        assert codes(f"webUrl: https://{host}/", "NL307") == ["NL307"]


@pytest.mark.parametrize(
    "host", ["bücher.de", "點看.com", "пример.рф", "παράδειγμα.gr", "मानक.in", "xn--bcher-kva.de", "日本語.jp", "example.com"]
)
def test_hosts_in_a_script_of_their_own_are_fine(host: str) -> None:
    assert codes(f"webUrl: https://{host}/", "NL307") == []


def test_a_cache_address_of_another_script_is_no_homograph() -> None:
    front_matter = "ampWebUrl: https://пример.com/a\ncdnAmpWebUrl: https://xn----com-43dm5a8aeh4a.cdn.ampproject.org/c/s/пример.com/a"

    assert codes(front_matter, "NL307") == []


def test_decode_host_keeps_what_is_no_punycode() -> None:
    assert decode_host("xn--bcher-kva.xn--\x00.example") == "bücher.xn--\x00.example"


@pytest.mark.parametrize(
    ("front_matter", "found"),
    [
        ("webUrl: https://www.coursera.org/x\nprovider: {domain: coursera.com}", ["NL318"]),
        ("webUrl: https://www.example.com/x\nprovider: {domain: example.com}", []),
        ("webUrl: https://example.com/x\nprovider: {domain: example.com}", []),
        ("webUrl: https://notexample.com/x\nprovider: {domain: example.com}", ["NL318"]),
        ("webUrl: https://bücher.de/x\nprovider: {domain: bücher.de}", []),
        ("webUrl: https://xn--bcher-kva.de/x\nprovider: {domain: www.bücher.de}", []),
        ("originalUrl: https://www.youtube.com/watch?v=x\nprovider: {domain: microsoft.com}", []),  # a video
        ("webUrl: https://a.github.io/x\nprovider: {domain: b.github.io}", ["NL318"]),
    ],
)
def test_provider_domains(front_matter: str, found: list[str]) -> None:
    assert codes(front_matter, "NL318") == found


def test_credentials_are_printed_nowhere() -> None:
    text = "---\nwebUrl: https://me:hunter2@localhost/?utm_source=x\nampWebUrl: https://me:hunter2@example.com/\n---\n"

    for diagnostic in lint_text(text):
        assert "hunter2" not in diagnostic.message + diagnostic.hint


def test_a_trimmed_url_keeps_its_other_bytes() -> None:
    fixed, _ = fix_text('---\nwebUrl: " https://www.example.com/%7Ejoe?q=ä "\n---\n', select=["NL301"])

    assert fixed == '---\nwebUrl: "https://www.example.com/%7Ejoe?q=ä"\n---\n'


def test_a_host_that_is_a_dot_is_judged_as_a_name() -> None:
    from linter import lint_text

    for url in ("https://./a", "https:./www.example.com/", "https://.:80/"):
        codes = [diagnostic.code for diagnostic in lint_text(f'---\nwebUrl: "{url}"\n---\n')]
        assert set(codes) & {"NL301", "NL304"}, url


def test_an_empty_query_asks_for_the_same_page() -> None:
    plain, empty = parse_url("https://www.example.com/trams"), parse_url("https://www.example.com/trams?")

    assert plain is not None
    assert empty is not None
    assert plain.key == empty.key
