"""NL311-NL316, NL320: the web, AMP and AMP-cache addresses of one page must agree."""

from collections.abc import Iterator

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Edit, insert_entry, replace_scalar
from linter.document.nodes import Scalar
from linter.rules.base import ArticleRule, Bad, Context, FixAvailability, Good, safe, unsafe
from linter.text.amp import cache_urls, is_amp_page, is_plain_cache_url, is_viewer_or_cache, is_viewer_or_cache_host, publisher_url
from linter.text.labels import labelled
from linter.text.tracking import without_tracking
from linter.text.urls import Url, clean_url, parse_url, same_site, site, without_credentials
from linter.text.wording import show

_WEB = "webUrl: https://www.example.com/trams\n"
_AMP = "ampWebUrl: https://www.example.com/amp/trams\n"
_CDN = "cdnAmpWebUrl: https://www-example-com.cdn.ampproject.org/c/s/www.example.com/amp/trams\n"


def pages_may_disagree(article: Article, context: Context) -> bool:
    """Whether the page URLs are not, as most are, ordinary ones on one host, with an AMP page beside the web page and its cache address."""
    pages = article.page_urls
    web, amp, cdn = pages.get("webUrl"), pages.get("ampWebUrl"), pages.get("cdnAmpWebUrl")
    hosts = {url.host for name, url in pages.items() if name != "cdnAmpWebUrl"}
    if article.has_odd_page_urls or len(hosts) > 1 or (amp is None) != (cdn is None):
        return True
    if amp is not None and cdn is not None:
        differs = web is None or (web.text != amp.text and "?" not in web.text)
        if not differs or not is_plain_cache_url(cdn.text, amp):
            return True
    return any(is_viewer_or_cache_host(host) for host in hosts)


class PagesRule(ArticleRule):
    """A rule on the page URLs beside each other; none is asked where they obviously agree."""

    concerns = pages_may_disagree


class AmpHostMismatch(PagesRule):
    """`ampWebUrl` is on another site than `webUrl`.

    ## Why
    The AMP page is a variant of the web page, on the same site: `mobile.reuters.com` and `www.reuters.com` are one site. Another one is
    another article. A few publishers serve AMP pages from a site of their own for that: `[amp] hosts` names these hosts. Where only the
    ending differs (`example.com`, `example.net`), or one host holds the other's name, it is a warning.
    """

    code = "NL311"
    name = "amp-host-mismatch"
    examples = (
        Good("webUrl: https://www.reuters.com/a\nampWebUrl: https://mobile.reuters.com/a"),
        Bad(
            _WEB + "ampWebUrl: https://www.example.net/amp/trams\n           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`ampWebUrl` is on `www.example.net`, but `webUrl` is on `www.example.com`\n"
        ),
        Good("webUrl: https://economictimes.indiatimes.com/a\nampWebUrl: https://m.economictimes.com/a"),
        Good(_WEB + "ampWebUrl: https://amp.trams.net/a\n", config='[amp]\nhosts = ["amp.trams.net"]\n'),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        web, amp = article.url("webUrl"), article.url("ampWebUrl")
        if web is None or amp is None or same_site(web.host, amp.host):
            return
        if is_viewer_or_cache(amp) or is_viewer_or_cache(web):
            return  # NL313 says it better
        if any(amp.host == host or amp.host.endswith(f".{host}") for host in context.settings.amp.hosts):
            return
        scalar = _scalar(article, "ampWebUrl")
        message = f"{labelled(scalar.pointer)} is on {show(amp.host)}, but `{article.name('webUrl')}` is on {show(web.host)}"
        host = show(amp.host)
        hint = f"correct it; if this publisher's AMP pages are on {host}, add that to `hosts` below `[amp]` in newslint.toml"
        found = Finding(scalar, message, hint=hint)
        yield found._replace(severity=Severity.WARNING) if _are_related(web.host, amp.host) else found


def _are_related(one: str, other: str) -> bool:
    """Whether a host holds the other's second-level name: `economictimes.indiatimes.com` and `m.economictimes.com`."""
    names = [site(host).partition(".")[0] for host in (one, other)]
    return names[0] in other.split(".")[:-1] or names[1] in one.split(".")[:-1]


class AmpSameAsWeb(PagesRule):
    """`ampWebUrl` is the same as `webUrl`.

    ## Why
    Either there is no AMP page, and the field should go, or the address of the web page is wrong.
    """

    code = "NL312"
    name = "amp-same-as-web"
    severity = Severity.WARNING
    examples = (
        Good(_WEB + _AMP),
        Bad(
            _WEB + "ampWebUrl: https://www.example.com/trams\n           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`ampWebUrl` is the same as `webUrl`: give the AMP address or delete the field\n"
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        if _same_as_web(article):
            scalar, web = _scalar(article, "ampWebUrl"), article.name("webUrl")
            if is_amp_page(article.page_urls["webUrl"]):
                message = (
                    f"{labelled(scalar.pointer)} is the same as `{web}`: `{web}` is the AMP page, and the web page's address is missing"
                )
            else:
                message = f"{labelled(scalar.pointer)} is the same as `{web}`: give the AMP address or delete the field"
            yield Finding(scalar, message)


def _same_as_web(article: Article) -> bool:
    web, amp = article.url("webUrl"), article.url("ampWebUrl")
    return web is not None and amp is not None and _compared(web) == _compared(amp)


def _compared(url: Url) -> str:
    return without_tracking(url.canonical).rstrip("?")  # an empty query asks for the same page


class AmpCacheUrl(PagesRule):
    """`webUrl`, `originalUrl` or `ampWebUrl` is an address of an AMP cache or viewer, not of the publisher.

    ## Why
    Caches come and go, and readers are kept from the publisher's own page.

    ## Fix
    Unsafe: the publisher's address, decoded from the cache's.
    """

    code = "NL313"
    name = "amp-cache-url"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good(_WEB + _AMP + _CDN),
        Bad(
            "webUrl: https://www-example-com.cdn.ampproject.org/c/s/www.example.com/trams?amp_js_v=0.1\n"
            "        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`webUrl` is the address of an AMP cache or viewer (`www-example-com.cdn.ampproject.org`): give the publisher's"
            " own\n",
            fixed="webUrl: https://www.example.com/trams\n",
        ),
        Bad(
            "ampWebUrl: https://www.google.com/amp/s/www.example.com/trams\n"
            "           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n",
            fixed="ampWebUrl: https://www.example.com/trams\n",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for name in ("originalUrl", "webUrl", "ampWebUrl"):
            url = article.url(name)
            if url is None or not is_viewer_or_cache(url):
                continue
            scalar = _scalar(article, name)
            publisher = publisher_url(url)
            fix = None
            if publisher is not None:
                edit = replace_scalar(article.document, scalar, publisher)
                fix = unsafe(f"Write {show(without_credentials(publisher))}", edit, fields=(scalar.pointer,))
            message = f"{labelled(scalar.pointer)} is the address of an AMP cache or viewer ({show(url.host)}): give the publisher's own"
            yield Finding(scalar, message, fix=fix)


class CdnUrlMismatch(PagesRule):
    """`cdnAmpWebUrl` is not the AMP-cache form of `ampWebUrl`.

    ## Why
    The cache address is computed from the AMP address; a difference means that one of them was edited alone.

    ## Fix
    Safe: the address is computed again from `ampWebUrl`.
    """

    code = "NL314"
    name = "cdn-url-mismatch"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good(_AMP + _CDN),
        Bad(
            _AMP
            + "cdnAmpWebUrl: https://www-example-com.cdn.ampproject.org/c/s/www.example.com/amp/buses\n"
            + "              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`cdnAmpWebUrl` does not belong to `ampWebUrl`; it should be "
            "`https://www-example-com.cdn.ampproject.org/c/s/www.example.com/amp/trams`\n",
            fixed=_AMP + _CDN,
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        amp, cdn = article.url("ampWebUrl"), article.text("cdnAmpWebUrl")
        if amp is None or cdn is None:
            return
        expected = _computed(amp)
        if not expected or cdn.text.strip() in (*expected, *cache_urls(amp.text)) or is_viewer_or_cache(amp):
            return
        edit = replace_scalar(article.document, cdn, expected[0])
        url = article.url("cdnAmpWebUrl")
        if edit is None and url is not None and clean_url(url).text in expected:
            return  # it only lags behind a mended `ampWebUrl`, in a block that no fix can write
        if cdn.text.strip() and (
            url is None or url.canonical in {other.canonical for one in expected if (other := parse_url(one)) is not None}
        ):
            return  # NL301 speaks of a broken one, and `%7E` is the same as `~`
        source = article.name("ampWebUrl")
        fix = safe(f"Compute it from `{source}`", edit, fields=(cdn.pointer,))
        message = f"{labelled(cdn.pointer)} does not belong to `{source}`; it should be {show(expected[0], 160)}"
        yield Finding(cdn, message, fix=fix)


class MissingCdnUrl(PagesRule):
    """`ampWebUrl` is there, `cdnAmpWebUrl` is not.

    ## Why
    In articles both are there or none; what links to the cache finds nothing.

    ## Fix
    Safe: the address is computed and inserted after `ampWebUrl`.
    """

    code = "NL315"
    name = "missing-cdn-url"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good(_AMP + _CDN),
        Bad(_AMP + "^^^^^^^^^ `cdnAmpWebUrl` is missing, though `ampWebUrl` is there\n", fixed=_AMP + _CDN),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        amp = article.url("ampWebUrl")
        if amp is None or article.get("cdnAmpWebUrl") is not None or is_viewer_or_cache(amp) or _same_as_web(article):
            return
        yield from _missing(self, article, "ampWebUrl", "cdnAmpWebUrl", next(iter(_computed(amp)), None))


class MissingAmpUrl(PagesRule):
    """`cdnAmpWebUrl` is there, `ampWebUrl` is not.

    ## Why
    The cache address is made from the AMP address, so that one was lost.

    ## Fix
    Safe: the address is decoded from `cdnAmpWebUrl` and inserted after it.
    """

    code = "NL316"
    name = "missing-amp-url"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good(_AMP + _CDN),
        Bad(_CDN + "^^^^^^^^^^^^ `ampWebUrl` is missing, though `cdnAmpWebUrl` is there\n", fixed=_CDN + _AMP),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        cdn = article.url("cdnAmpWebUrl")
        if cdn is None or article.get("ampWebUrl") is not None:
            return
        publisher = publisher_url(cdn)
        if publisher is not None and (cdn.text not in cache_urls(publisher) or _reports_more(publisher, article)):
            publisher = None
        yield from _missing(self, article, "cdnAmpWebUrl", "ampWebUrl", publisher)


def _computed(amp: Url) -> list[str]:
    """Return the accepted cache addresses of an AMP page as the safe fixes leave it; none where the page's address has other faults."""
    clean = clean_url(amp).text
    return cache_urls(clean) if clean.isprintable() else []


def _reports_more(publisher: str, article: Article) -> bool:
    """Whether other rules would find fault with the decoded address: a safe fix adds no diagnostic."""
    amp, web = parse_url(publisher), article.url("webUrl")
    plain = amp is not None and amp.parsed.href == publisher and amp.scheme == "https" and "@" not in publisher
    return not plain or (web is not None and amp is not None and not same_site(web.host, amp.host))


def _missing(rule: ArticleRule, article: Article, given: str, missing: str, value: str | None) -> Iterator[Finding]:
    entry = article.entry(given)
    assert entry is not None  # it has been parsed as a URL
    given, missing = article.name(given), article.name(missing)
    pointer = f"{article.mapping.pointer}/{missing.replace('.', '/')}"
    fix = None
    if value is not None and given.rpartition(".")[0] == missing.rpartition(".")[0]:
        edit: Edit | None = insert_entry(article.document, entry, missing.rpartition(".")[2], value)
        fix = safe(f"Insert `{missing}`", edit, fields=(pointer,))
    yield Finding(entry.key, f"`{missing}` is missing, though `{given}` is there", field=pointer, fix=fix)


def _scalar(article: Article, name: str) -> Scalar:
    scalar = article.text(name)
    assert scalar is not None  # it has been parsed as a URL
    return scalar


def _looks_like_amp(article: Article, context: Context) -> bool:
    web = article.page_urls.get("webUrl")
    return web is not None and is_amp_page(web)


class WebUrlIsAmp(ArticleRule):
    """`webUrl` is itself the AMP page, not the web page.

    ## Why
    Readers on a desktop get the page for phones, and the web page's own address is lost. Only plain forms are judged: `…/a-story/amp`,
    `…/google-amp`, `.amp.html`, `?amp=1`, `?outputType=amp`, `amp.example.com`.
    """

    concerns = _looks_like_amp
    code = "NL320"
    name = "web-url-is-amp"
    severity = Severity.WARNING
    examples = (
        Good("webUrl: https://www.example.com/guitars/amp"),
        Bad(
            "webUrl: https://www.example.com/trams-are-back/amp\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`webUrl` is the AMP page: give the web page's address, and this one as `ampWebUrl`\n"
        ),
        Bad("webUrl: https://www.example.com/trams?outputType=amp\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        web = article.url("webUrl")
        if web is not None and is_amp_page(web) and not is_viewer_or_cache(web) and not _same_as_web(article):
            scalar = _scalar(article, "webUrl")
            message = (
                f"{labelled(scalar.pointer)} is the AMP page: give the web page's address, and this one as `{article.name('ampWebUrl')}`"
            )
            yield Finding(scalar, message)


RULES = (AmpHostMismatch, AmpSameAsWeb, AmpCacheUrl, CdnUrlMismatch, MissingCdnUrl, MissingAmpUrl, WebUrlIsAmp)
