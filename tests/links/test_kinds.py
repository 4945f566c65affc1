"""Kinds of links and answers that went wrong once: what the browser would ask for, and what may be said about it."""

import re
from pathlib import Path
from typing import Any

import certifi
import pytest

from linter.cli.main import run
from linter.errors import ConfigError
from linter.links.body import markdown_links
from linter.links.dead_ends import ERROR_PAGE, FRONT_PAGE, GATE, SEARCH_PAGE, dead_end
from linter.links.filters import check_settings
from linter.links.guard import Guard
from linter.links.places import web_url
from linter.links.results import LinkResult, State
from linter.settings.options import Links
from tests.links.conftest import QUICK, Serve, check, names
from tests.links.test_command import article
from tests.support.server import Behaviour, Reply, Seen, always, by_method, reply

EXACT = [
    "/news/%d1%82%d0%b5",
    "/news/%D1%82%D0%B5",
    "/%7Euser",
    "/~user",
    "/%41",
    "/a|b",
    "/a[1]",
    "/a%2Fb",
    "/a?x=[1]|2",
    "/a?",
    "/a;b=c",
    "/a//b",
    "/%zz",
    "/a'b",
]
GIVEN_BY_BROWSERS = [
    ("/a b", "/a%20b"),
    ("/тест", "/%D1%82%D0%B5%D1%81%D1%82"),
    ('/a"b<c>', "/a%22b%3Cc%3E"),
    ("/a?x='", "/a?x=%27"),
    ("/b/../a", "/a"),
    ("/a\\b", "/a/b"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newslint.toml").write_text("[links]\nhost-interval = 0\nretries = 0\ntimeout = 5\n")
    return tmp_path


def links(*arguments: str) -> int:
    return run(["links", "--allow-host", "127.0.0.2", "--output-format", "concise", *arguments])


def one(url: str, **options: Any) -> LinkResult:
    return next(iter(check(url, **options).values()))


@pytest.mark.parametrize("path", EXACT)
def test_the_bytes_of_a_url_are_asked_for(serve: Serve, path: str) -> None:
    server = serve({path: always(reply(200))})

    assert one(server.url(path)).state is State.OK
    assert server.paths() == [path]


@pytest.mark.parametrize(("written", "sent"), GIVEN_BY_BROWSERS)
def test_what_cannot_be_sent_is_written_as_browsers_do(serve: Serve, written: str, sent: str) -> None:
    server = serve({sent: always(reply(200))})
    url = web_url(server.url(written))

    assert url is not None
    assert one(url.normalized).state is State.OK
    assert server.paths() == [sent]


@pytest.mark.parametrize("path", EXACT)
def test_a_proxy_gets_the_same_bytes(serve: Serve, path: str) -> None:
    proxy = serve({f"http://www.example.com{path}": always(reply(200))})

    assert one(f"http://www.example.com{path}", settings=QUICK._replace(proxy=proxy.url(""))).state is State.OK


def raw_location(*locations: bytes) -> Behaviour:
    lines = b"".join(b"Location: " + location + b"\r\n" for location in locations)
    return always(Reply(b"HTTP/1.1 301 Moved Permanently\r\nContent-Length: 0\r\n" + lines + b"\r\n"))


@pytest.mark.parametrize(
    ("locations", "target"),
    [
        ([b"/caf\xe9"], "/caf%E9"),
        (["/тест".encode("cp1251")], "/%F2%E5%F1%F2"),
        (["/тест".encode()], "/%D1%82%D0%B5%D1%81%D1%82"),
        ([b"/a", b"/b"], "/a"),
        ([b"/%d1%82"], "/%d1%82"),
        ([b"/x?"], "/x?"),
        ([b" /a b "], "/a%20b"),
        ([b"a"], "/a"),
        ([b"?x"], "/start?x"),
    ],
)
def test_a_location_is_followed_as_browsers_do(serve: Serve, locations: list[bytes], target: str) -> None:
    server = serve({"/start": raw_location(*locations), target: always(reply(200))})

    result = one(server.url("/start"))

    assert (result.state, result.final) == (State.MOVED, server.url(target))


HEAD_FAILS: list[Reply] = [
    reply(301, location="/elsewhere"),
    reply(302, location="/"),
    reply(301, location="/trams"),
    reply(301),
    reply(404),
    reply(500),
    reply(405),
]


@pytest.mark.parametrize("head", HEAD_FAILS)
def test_what_head_says_is_asked_again_with_get(serve: Serve, head: Reply) -> None:
    server = serve({"/trams": by_method(HEAD=head, GET=reply(200)), "/": always(reply(200)), "/elsewhere": always(reply(200))})

    result = one(server.url("/trams"))

    assert (result.state in (State.OK, State.REDIRECTED), result.final) == (True, server.url("/trams"))


def test_a_head_that_redirects_to_a_dead_page_is_not_believed(serve: Serve) -> None:
    server = serve({"/start": by_method(HEAD=reply(302, location="/gone"), GET=reply(200))})

    assert one(server.url("/start")).state is State.OK


def test_a_host_that_asks_for_a_pause_is_left_alone(serve: Serve) -> None:
    server = serve({f"/{number}": always(reply(503, retry_after="120")) for number in range(8)})

    results = check(*[server.url(f"/{number}") for number in range(8)])

    assert len(server.seen) == 1
    assert {result.state for result in results.values()} == {State.UNAVAILABLE}
    assert sorted({result.reason for result in results.values()}) == [
        "503 Service Unavailable, asks to wait 120 s",
        "not asked: the host asked for a pause",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"accept": (("127.0.0.2", (403,)),)},
        {"headers": (("*", (("X-Key", "a"),)),)},
        {"user_agent": "robot/2"},
        {"ca_bundle": "bundle.pem"},
        {},
    ],
)
def test_other_settings_ask_anew(serve: Serve, folder: Path, change: dict[str, Any]) -> None:
    (folder / "bundle.pem").write_bytes(Path(certifi.where()).read_bytes())
    server = serve({"/": always(reply(403))})
    check(server.url("/"), cache=folder / "c")
    server.seen.clear()

    check(server.url("/"), settings=QUICK._replace(**change), cache=folder / "c")

    assert bool(server.seen) == bool(change)


def test_headers_are_not_stored(serve: Serve, folder: Path) -> None:
    server = serve({"/": always(reply(200))})
    check(server.url("/"), settings=QUICK._replace(headers=(("*", (("Authorization", "s3cret"),)),)), cache=folder / "c")

    assert not any(b"s3cret" in file.read_bytes() for file in folder.glob("c*"))


def test_what_brought_no_answer_is_not_kept(serve: Serve, folder: Path) -> None:
    with_proxy = QUICK._replace(proxy="http://127.0.0.2:9")
    url = "http://www.example.com/"

    first = one(url, settings=with_proxy, cache=folder / "c")
    second = one(url, settings=with_proxy, cache=folder / "c")

    assert (first.state, first.reason) == (State.UNAVAILABLE, "the proxy does not answer")
    assert not second.cached


def test_an_answer_from_the_cache_says_so(serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article(folder, f"webUrl: {serve({'/': always(reply(403))}).url('/')}")
    links("--now", "2024-06-01", ".")
    capsys.readouterr()

    links("--now", "2024-06-01T10:00:00Z", ".")

    out, err = capsys.readouterr()
    assert "(403 Forbidden, asked on 2024-06-01): open it in a browser" in out
    assert "1 link: 1 not verified (from the cache: 1)" in err


def test_the_network_is_proved_before_a_host_is_called_dead() -> None:
    offline = Guard(resolver=names(gone_example=[], example_com=[]))
    online = Guard(resolver=names(gone_example=[], example_com="93.184.215.14"))

    assert one("http://gone.example/", guard=offline).state is State.UNAVAILABLE
    assert one("http://gone.example/", guard=online).state is State.BROKEN


@pytest.mark.parametrize(
    ("final", "kind"),
    [
        ("/404.html", ERROR_PAGE),
        ("/page-not-found", ERROR_PAGE),
        ("/errors/404", ERROR_PAGE),
        ("/en/not-found/", ERROR_PAGE),
        ("/error?aspxerrorpath=/a", ERROR_PAGE),
        ("/article-not-found", ERROR_PAGE),
        ("/home", FRONT_PAGE),
        ("/us", FRONT_PAGE),
        ("/?ref=gone", FRONT_PAGE),
        ("/index.html?from=old", FRONT_PAGE),
        ("/en/home", FRONT_PAGE),
        ("/search?q=trams", SEARCH_PAGE),
        ("/?s=trams", SEARCH_PAGE),
        ("/subscription-offer", GATE),
        ("/cookie-wall", GATE),
        ("/login?next=/a", GATE),
        ("/account/sign-in", GATE),
        ("/news/trams", ""),
        ("/?p=12", ""),
        ("/news/home-office", ""),
        ("/how-to-search-better", ""),
        ("/errors-of-the-past-revisited", ""),
        ("/us/politics", ""),
        ("/the-subscription-economy-explained", ""),
        ("/2024/05/404-trams", ""),
    ],
)
def test_dead_ends(final: str, kind: str) -> None:
    assert dead_end(f"https://www.example.com{final}", "https://www.example.com/2024/trams") == kind
    assert dead_end(f"https://www.example.com{final}", f"https://example.com{final}") == ""


@pytest.mark.parametrize(
    "final", ["/404.html", "/page-not-found", "/home", "/us", "/?ref=gone", "/search?q=a", "/subscription-offer", "/cookie-wall"]
)
@pytest.mark.parametrize("status", [301, 302])
def test_a_soft_404_is_told_and_never_written(
    serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str], final: str, status: int
) -> None:
    server = serve({"/2024/trams": always(reply(status, location=final)), final: always(reply(200))})
    path = article(folder, f"webUrl: {server.url('/2024/trams')}")
    before = path.read_bytes()

    links("--fix", "--unsafe-fixes", ".")

    assert path.read_bytes() == before
    assert re.findall(r"NL9\d\d", capsys.readouterr().out) == ["NL909"]


AMP = "/amp/trams"


@pytest.mark.parametrize("target", ["/trams", "/trams?utm_source=amp", "/trams;jsessionid=1A2B", "/trams/"])
def test_an_amp_page_that_leads_to_the_web_page_is_gone(
    serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    server = serve({AMP: always(reply(301, location=target)), target: always(reply(200)), "/trams": always(reply(200))})
    cached = f"https://x.cdn.ampproject.org/c/{server.url(AMP)[7:]}"
    path = article(folder, f"title: Trams\nwebUrl: {server.url('/trams')}\nampWebUrl: {server.url(AMP)}\ncdnAmpWebUrl: {cached}")
    (folder / "newslint.toml").write_text("[links]\nhost-interval = 0\nretries = 0\ntimeout = 5\nexclude = ['*cdn.ampproject.org*']\n")

    links(".")
    assert "the AMP page is gone" in capsys.readouterr().out
    links("--fix", "--unsafe-fixes", ".")

    assert path.read_text() == f"---\ntitle: Trams\nwebUrl: {server.url('/trams')}\n---\n"


@pytest.mark.parametrize("target", ["/a?utm_source=x", "/a;jsessionid=F00", "/a?fbclid=1&utm_medium=y"])
def test_a_redirect_to_the_same_page_is_no_move(serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str], target: str) -> None:
    server = serve({"/a": always(reply(301, location=target)), target: always(reply(200))})
    article(folder, f"webUrl: {server.url('/a')}")

    assert links(".") == 0
    assert "NL903" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("location", "written", "expected"),
    [
        ("/live#post-7", "/harbour#old", "/live#post-7"),
        ("/live", "/harbour#old", "/live#old"),
        ("/live#post-7", "/harbour", "/live#post-7"),
        ("/live?utm_source=x#post-7", "/harbour", "/live#post-7"),
    ],
)
def test_the_fragment_of_a_redirect_counts(serve: Serve, folder: Path, location: str, written: str, expected: str) -> None:
    target = location.partition("#")[0]
    server = serve({"/harbour": always(reply(301, location=location)), target: always(reply(200))})
    path = article(folder, f"webUrl: {server.url(written)}")

    links("--fix", "--unsafe-fixes", ".")

    assert path.read_text() == f"---\nwebUrl: {server.url(expected)}\n---\n"


def test_the_user_agent_holds_no_word_that_firewalls_look_for(serve: Serve) -> None:
    def behave(seen: Seen) -> Reply:
        return reply(403 if re.search("link|spider|crawl|bot", seen.headers["user-agent"], re.IGNORECASE) else 200)

    assert one(serve({"/": behave}).url("/")).state is State.OK


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("https://bücher.com/*", "https://xn--bcher-kva.com/a"),
        ("https://WWW.Example.com/*", "https://www.example.com/a"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com/%C3%BC*", "https://example.com/%c3%bcber"),
        ("https://example.com/ü*", "https://example.com/%C3%BCber"),
        ("https://example.com/%7Eme/*", "https://example.com/~me/a"),
        ("*/private/*", "https://example.com/private/a"),
        ("https://*.example.com/*", "https://www.example.com/a"),
        ("HTTPS://example.com:443/*", "https://example.com/a"),
    ],
)
def test_exclude_means_what_people_write(pattern: str, url: str) -> None:
    assert one(url, settings=QUICK._replace(exclude=(pattern,))).state is State.SKIPPED


@pytest.mark.parametrize(
    "changes",
    [
        {"allow_hosts": ("http://localhost",)},
        {"allow_hosts": ("localhost:8080",)},
        {"allow_hosts": ("localhost/",)},
        {"accept": (("https://example.com", (403,)),)},
        {"headers": (("example.com/a", ()),)},
        {"exclude": ("www.example.com/*",)},
        {"exclude": ("https://example.com/a#b",)},
    ],
)
def test_settings_without_effect_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=r"expected|matches no URL"):
        check_settings(Links()._replace(**changes))


def test_hosts_may_be_written_in_unicode() -> None:
    settings = Links(accept=(("bücher.com", (403,)), ("*.Example.COM", (999,))))

    assert settings.accepted_for("xn--bcher-kva.com") == {403}
    assert settings.accepted_for("www.example.com") == {999}


A = "https://a.example/x"


@pytest.mark.parametrize(
    ("text", "urls", "marked"),
    [
        ("[x](https://a.example/a\\_1)", ["https://a.example/a_1"], ["https://a.example/a\\_1"]),
        ("[x](https://a.example/a\\(1\\))", ["https://a.example/a(1)"], ["https://a.example/a\\(1\\)"]),
        ("[x](https://a.example/a(1))", ["https://a.example/a(1)"], ["https://a.example/a(1)"]),
        ("| t |\n|---|\n| [x](https://a.example/a\\|b) |", ["https://a.example/a|b"], ["https://a.example/a\\|b"]),
        ("[x](https://a.example/?a=1&#38;b=2)", ["https://a.example/?a=1&b=2"], ["https://a.example/?a=1&#38;b=2"]),
        ("[a](https://a.example/\\*x) [b](https://a.example/\\*y)", ["https://a.example/*x", "https://a.example/*y"], None),
        ("[x](<https://a.example/a b>)", ["https://a.example/a b"], ["https://a.example/a b"]),
        (f"é ü [x]({A}) 😀 {A}, and ({A})", [A, A, A], [A, A, A]),
        (f"See {A}. Or {A}? **{A}**", [A, A, A], None),
        (f"{A}_(disambiguation)", [f"{A}_(disambiguation)"], None),
        ("https://a.example/a\\_b", ["https://a.example/a_b"], ["https://a.example/a\\_b"]),
        ("https://a.example/?a=1&amp;b=2", ["https://a.example/?a=1&b=2"], None),
        (f"> <div>\n> <a\n> href='{A}'>x</a></div>\n", [A], [A]),
        (f'<img srcset="{A} 1x, {A}/2 2x" src={A}>', [A, A, f"{A}/2"], None),
        (f'<picture><source srcset="{A}"></picture>', [A], None),
        (f'<video poster="{A}"><source src="{A}/2"></video>', [A, f"{A}/2"], None),
        (f'<map><area href="{A}"></map> <link rel=x href="{A}">', [A, A], None),
        ("<a href='//a.example/x'>", ["//a.example/x"], ["//a.example/x"]),
        (f'<a title="a > b" href="{A}">', [A], [A]),
        (f"<script>x = '<a href=\"{A}\">'</script>\n", [], None),
        (f"<!-- [x]({A}) <a href='{A}'> -->", [], None),
        (f"a <!-- {A} --> b", [], None),
        (f"{{% highlight html %}}\n[x]({A})\n\n{A}\n{{% endhighlight %}}\n[y]({A}/y)", [f"{A}/y"], None),
        (f"{{% comment %}}[x]({A}){{% endcomment %}}", [], None),
        (f"{{{{< highlight go >}}}}\n[x]({A})\n{{{{< /highlight >}}}}", [], None),
        (f"```\n{A}\n```\n\n    {A}\n\n`{A}`", [], None),
        (f"[x][r]\n\n[r]: {A} 'title'\n", [A], [A]),
        (f"[r]\n\n[r]:\n  <{A}>\n", [A], [A]),
        (f"[`code`]({A}) [*em*]( {A} ) [](  {A})", [A, A, A], [A, A, A]),
        (f"text[^1]\n\n[^1]: see [x]({A})\n", [A], [A]),
        ("mail <a@example.com> and https:// alone", [], None),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_links_are_found_and_marked_where_they_stand(text: str, urls: list[str], marked: list[str] | None, newline: str) -> None:
    text = text.replace("\n", newline)

    found = markdown_links(text)

    assert sorted(link.url for link in found) == sorted(urls)
    if marked is not None:
        assert [text[link.start : link.end] for link in found] == marked
    assert len({(link.start, link.end) for link in found}) == len(found) or len(set(urls)) < len(urls)


@pytest.mark.parametrize("written", ["http:/127.0.0.2:PORT/a", "http:\\\\127.0.0.2:PORT/a", "//127.0.0.2/a", "http://127.0.0.2:PORT/%zz"])
def test_malformed_addresses_are_read_as_browsers_do(written: str) -> None:
    url = web_url(written.replace("PORT", "8080"))

    assert url is not None
    assert url.host == "127.0.0.2"


@pytest.mark.parametrize("written", ["mailto:a@example.com", "/a", "a.md", "#a", "javascript:x", "https://", "tel:1"])
def test_other_addresses_are_not_asked_for(written: str) -> None:
    assert web_url(written) is None


@pytest.mark.parametrize("written", ["{{ page.slug }}", "{{page.slug}}", "{% link a.md %}", "{{< ref a >}}"])
def test_addresses_that_a_template_completes_are_not_asked_for(
    serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    server = serve({})
    article(
        folder, "title: Trams", f'[x]({server.url("/")}{written})\n<a href="{server.url("/")}{written}">x</a> {server.url("/")}{written}\n'
    )

    assert links(".") == 0
    assert server.seen == []
    assert "1 link: 1 skipped; skipped: 1 template" in capsys.readouterr().err


def test_the_summary_counts_every_link(serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server = serve(
        {
            "/a": always(reply(200)),
            "/b": always(reply(302, location="/a")),
            "/wall": always(reply(403)),
            "/c": always(reply(301, location="/a")),
        }
    )
    body = " ".join(f"[x]({server.url(path)})" for path in ("/a", "/b", "/wall", "/c", "/dead", "/a#a"))
    article(folder, "title: Trams", f"{body} [m](mailto:a@example.com) [l](file.md) [p](http://10.0.0.1/)\n")

    links(".")

    assert "7 links: 2 ok, 1 moved, 1 broken, 1 not verified, 1 refused, 1 skipped; skipped: 1 scheme mailto" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("page", "fragment", "told"),
    [
        ('<p id="prices">', "prices", False),
        ('<a name="prices">', "prices", False),
        ('<p id="prices">', "lines", True),
        ('<p id="straße">', "stra%C3%9Fe", False),
        ('<p id="user-content-prices">', "prices", False),
        ("<p>", "lines", False),
        ('<p id="x">', ":~:text=lines", False),
        ('<p id="x">', "/route", False),
    ],
)
def test_fragments_of_fetched_pages(
    serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str], page: str, fragment: str, told: bool
) -> None:
    server = serve({"/a": always(reply(200, f"<!doctype html><html>{page}", content_type="text/html"))})
    article(folder, "title: Trams", f"[x]({server.url('/a')}#{fragment})\n")

    assert links(".") == 0
    assert ("NL913" in capsys.readouterr().out) == told


def test_credentials_are_never_shown(serve: Serve, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server = serve({"/a": always(reply(301, location="http://user:s3cret@127.0.0.2/b"))})
    article(folder, "title: Trams", f"[x]({server.url('/a')})\n")

    links("--links-report", "report.jsonl", ".")

    out, err = capsys.readouterr()
    assert "NL904" in out
    assert "s3cret" not in out + err + (folder / "report.jsonl").read_text()
    assert not any(b"s3cret" in file.read_bytes() for file in folder.rglob("links.sqlite*"))
