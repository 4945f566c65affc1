"""NL304, NL307, NL317-NL319: whose site a URL is on."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import replace_scalar
from linter.document.nodes import Scalar
from linter.rules.amp import PagesRule
from linter.rules.base import ArticleRule, Bad, Context, FixAvailability, Good, safe, unsafe
from linter.rules.urls import UrlRule, has_odd_urls
from linter.text.amp import is_cache_host, is_viewer_or_cache
from linter.text.labels import labelled
from linter.text.patterns import lazy_pattern
from linter.text.unfilled import unfilled
from linter.text.urls import (
    COMMON_SUFFIX,
    Url,
    decode_host,
    is_address,
    is_known_top_level,
    is_public_suffix,
    parse_url,
    same_site,
    without_credentials,
)
from linter.text.wording import show

_RESERVED_TLDS = frozenset(
    [
        "localhost",
        "local",
        "internal",
        "test",
        "example",
        "invalid",
        "onion",
        "alt",
        "lan",
        "home",
        "corp",
        "localdomain",
        "intranet",
        "private",
    ]
)
_COMMON_TLDS = lazy_pattern(COMMON_SUFFIX)


class NonPublicHost(UrlRule):
    """A URL's host is not one that readers can reach: localhost, a private or oddly written address, a made-up domain.

    ## Why
    It worked on the machine where it was written. Addresses in decimal, octal or hex (`http://2130706433/`) are how private ones are
    smuggled past filters.
    """

    concerns = has_odd_urls
    code = "NL304"
    name = "non-public-host"
    security = True
    examples = (
        Good("webUrl: https://www.example.com/trams"),
        Bad(
            "webUrl: https://localhost:4000/trams\n                ^^^^^^^^^ "
            "`webUrl`: `localhost` is a reserved name that readers cannot reach\n"
        ),
        Bad(
            "webUrl: https://192.168.0.7/trams\n                ^^^^^^^^^^^ "
            "`webUrl`: readers cannot reach the address `192.168.0.7`, which is not public\n"
        ),
        Bad("webUrl: https://2130706433/trams\n                ^^^^^^^^^^\n"),
        Bad("webUrl: https://[::ffff:10.0.0.1]/trams\n                ^^^^^^^^^^^^^^^^^\n"),
        Bad("webUrl: https://news.internal/trams\n                ^^^^^^^^^^^^^\n"),
        Bad("webUrl: https://www.example.cmo/trams\n                ^^^^^^^^^^^^^^^ `webUrl`: `.cmo` is not an internet domain: a typo?\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Finding | None:
        dot, top = url.host.rpartition(".")[1:]
        problem = None if dot and (top == "com" or _COMMON_TLDS.fullmatch(top)) else _host_problem(url.host, url.written_host)
        if problem is None:
            return None
        place = self._part(article, scalar, url.written_host)
        return Finding(scalar, f"{labelled(scalar.pointer)}: {problem}", span=place)


@lru_cache(maxsize=4096)
def _host_problem(host: str, written: str) -> str | None:
    if is_address(host):
        return _address_problem(host, written)
    top = host.rstrip(".").rpartition(".")[2]
    if top in _RESERVED_TLDS or host.rstrip(".").endswith("home.arpa"):
        return f"{show(host)} is a reserved name that readers cannot reach"
    if "." not in host.rstrip("."):
        return f"the host {show(host)} has no domain"
    return None if is_known_top_level(top) else f"{show('.' + top)} is not an internet domain: a typo?"


def _address_problem(host: str, written: str) -> str | None:
    from ipaddress import ip_address  # few hosts are addresses

    from linter.text.addresses import is_public_address

    address = ip_address(host.strip("[]"))
    if not is_public_address(address):
        return f"readers cannot reach the address `{address}`, which is not public"
    return None if written.strip("[]").lower() == str(address) else f"{show(written)} is the address `{address}`, oddly written"


class HomographHost(UrlRule):
    """A URL's host imitates another with look-alike letters, or mixes scripts in one label.

    ## Why
    `https://аpple.com/` with a Cyrillic `а` is another site. Hosts in one script of their own (`bücher.de`, `點看.com`) are fine.
    """

    concerns = has_odd_urls
    code = "NL307"
    name = "homograph-host"
    security = True
    examples = (
        Good("webUrl: https://bücher.de/trams\noriginalUrl: https://點看.com/"),
        Bad(
            "webUrl: https://www.\u0430pple.com/\n                ^^^^^^^^^^^^^ "
            "`webUrl` is on a host that imitates another: `аpple` mixes Cyrillic and Latin letters\n"
        ),
        Bad("webUrl: https://www.xn--pple-43d.com/\n                ^^^^^^^^^^^^^^^^^^^^\n"),
        Bad(
            "webUrl: https://www.\u0430\u0440\u0440\u0435.com/\n                ^^^^^^^^^^^^ "
            "`webUrl` is on a host that imitates another: `арре` looks like `appe`\n"
        ),
    )

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Finding | None:
        if ("xn--" not in url.host and url.text.isascii()) or is_cache_host(url.host):
            return None  # a cache's label holds the publisher's whole host, in all its scripts
        problem = _homograph(url.host, url.written_host)
        if problem is None:
            return None
        place = self._part(article, scalar, url.written_host)
        return Finding(scalar, f"{labelled(scalar.pointer)} is on a host that imitates another: {problem}", span=place)


_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
# Letters of other scripts that look like ASCII ones (a selection of Unicode's confusables).
_LOOKALIKES = dict(zip("аеорсухіјѕԁɡһԛԝьӏкгтмнвαονρτυικγωս", "aeopcyxijsdghqwblkrtmhbaovptuikywu", strict=True))


@lru_cache(maxsize=1024)
def _homograph(host: str, written: str) -> str | None:
    if not written.isascii() and unicodedata.normalize("NFKC", written).lower() != written.lower():
        return f"{show(written)} is really {show(host)}"
    for label in decode_host(host).split("."):
        if label.isascii():
            continue
        scripts = {script for letter in label if letter.isalpha() for script in _SCRIPTS if unicodedata.name(letter, "").startswith(script)}
        if len(scripts) > 1:
            return f"{show(label)} mixes {' and '.join(sorted(script.capitalize() for script in scripts))} letters"
        if "LATIN" not in scripts and all(letter.isascii() or letter in _LOOKALIKES for letter in label):
            return f"{show(label)} looks like {show(''.join(_LOOKALIKES.get(letter, letter) for letter in label))}"
    return None


class OriginalHostMismatch(PagesRule):
    """`originalUrl` is on another site than `webUrl`.

    ## Why
    Both are meant to be addresses of one article. Usually the first is an aggregator or a link shortener.
    """

    code = "NL317"
    name = "original-host-mismatch"
    severity = Severity.WARNING
    examples = (
        Good("originalUrl: https://m.example.com/trams\nwebUrl: https://www.example.com/trams"),
        Bad(
            "originalUrl: https://short.example.net/x\n                     ^^^^^^^^^^^^^^^^^ "
            "`originalUrl` is on `short.example.net`, but `webUrl` is on `www.example.com`\n"
            "webUrl: https://www.example.com/trams\n"
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        original, web = article.url("originalUrl"), article.url("webUrl")
        if original is None or web is None or same_site(original.host, web.host):
            return
        scalar = article.text("originalUrl")
        assert scalar is not None
        place = article.document.span_in(scalar, *_host_place(scalar.text, original))
        message = f"{labelled(scalar.pointer)} is on {show(original.host)}, but `{article.name('webUrl')}` is on {show(web.host)}"
        yield Finding(scalar, message, span=place)


def _host_place(text: str, url: Url) -> tuple[int, int]:
    at = text.find(url.written_host, text.find("://"))
    return at, at + len(url.written_host)


# Shorteners, archives, portals: what leads to publishers' pages, or shows them.
_GO_BETWEENS = (
    *("t.co", "bit.ly", "ow.ly", "goo.gl", "tinyurl.com", "buff.ly", "dlvr.it", "lnkd.in", "fb.me", "is.gd", "trib.al"),
    *("archive.org", "archive.ph", "archive.today", "archive.is", "webcache.googleusercontent.com", "translate.goog"),
    *("google.com", "news.yahoo.com", "feedburner.com", "flipboard.com", "smartnews.com", "apple.news", "msn.com", "getpocket.com"),
    "l.facebook.com",
)


class ProviderDomainMismatch(ArticleRule):
    """`webUrl` is not on `provider.domain` or below it.

    ## Why
    The article is credited to somebody else. Videos without `webUrl` are not judged: they are on a video site. Nor is an article whose
    `originalUrl` is on the provider's domain: that the two addresses differ is for NL317 to say.

    ## Fix
    Unsafe: the registrable domain of `webUrl` is written. The URL could be the wrong one.
    """

    code = "NL318"
    name = "provider-domain-mismatch"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("webUrl: https://news.example.com/trams\nprovider:\n  domain: example.com"),
        Bad(
            "webUrl: https://www.coursera.org/trams\nprovider:\n  domain: coursera.com\n          ^^^^^^^^^^^^ "
            "`provider.domain` is `coursera.com`, but `webUrl` is on `www.coursera.org`\n",
            fixed="webUrl: https://www.coursera.org/trams\nprovider:\n  domain: coursera.org\n",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        web, domain = article.url("webUrl"), article.domain
        if web is None or domain is None:
            return
        if _is_on(web, domain) or is_viewer_or_cache(web):
            return  # of a cache's address, NL313 speaks
        original = article.url("originalUrl")
        if original is not None and _is_on(original, domain):
            return  # NL317 says that the two differ
        scalar = article.text("provider.domain")
        assert scalar is not None
        message = f"{labelled(scalar.pointer)} is {show(domain)}, but `{article.name('webUrl')}` is on {show(web.host)}"
        fix = None
        right = _domain_of(web)
        if right is not None and not _is_go_between(web.host):
            edit = replace_scalar(article.document, scalar, right)
            fix = unsafe(f"Write {show(right)}", edit, fields=(scalar.pointer,))
        yield Finding(scalar, message, fix=fix)


def _domain_of(url: Url) -> str | None:
    """Return the domain that a URL is on; None where its host is no publisher's, so that the URL may be what is wrong."""
    from linter.text.urls import clean_domain, site

    if _host_problem(url.host, url.written_host) is not None:
        return None
    domain = site(url.host.rstrip("."))
    return domain if clean_domain(domain) == domain else None


def _is_go_between(host: str) -> bool:
    """Whether a host only leads to publishers' pages, or shows copies of them."""
    return any(f".{host}".endswith(f".{domain}") for domain in _GO_BETWEENS)


def _is_on(url: Url, domain: str) -> bool:
    """Whether a URL is on a domain or below it."""
    host = url.host.rstrip(".")
    return f".{host}".endswith(f".{domain}") or f".{host}".endswith(f".{_ascii(domain)}")


def _ascii(domain: str) -> str:
    url = parse_url(f"https://{domain}/")
    return url.host if url is not None else domain


class MalformedDomain(ArticleRule):
    """`provider.domain` is not a plain registrable domain like `example.com`.

    ## Why
    Domains are compared letter by letter; `https://www.Example.com/` equals nothing. A bare public suffix (`co.uk`, `github.io`) is
    nobody's domain.

    ## Fix
    Safe where only scheme, path, port, `www.`, upper case or a trailing dot have to go.
    """

    code = "NL319"
    name = "malformed-domain"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("provider:\n  domain: example.com"),
        Bad(
            "provider:\n  domain: https://www.Example.com/news\n          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`provider.domain` must be a domain alone: `example.com` (found `https://www.Example.com/news`)\n",
            fixed="provider:\n  domain: example.com\n",
        ),
        Bad("provider:\n  domain: co.uk\n          ^^^^^ `provider.domain`: `co.uk` is an ending, not a publisher's domain\n"),
        Bad(
            "provider:\n  domain: Example News\n          ^^^^^^^^^^^^ "
            "`provider.domain` must be a domain like `example.com` (found `Example News`)\n"
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        scalar = article.text("provider.domain")
        if scalar is None or _PLAIN_DOMAIN.fullmatch(scalar.text):
            return
        domain = article.domain
        if domain is None:
            yield Finding(scalar, _domain_problem(scalar))
        elif is_public_suffix(domain):
            yield Finding(scalar, f"{labelled(scalar.pointer)}: {show(domain)} is an ending, not a publisher's domain")
        elif domain != scalar.text:
            edit = replace_scalar(article.document, scalar, domain)
            fix = safe(f"Write {show(domain)}", edit, fields=(scalar.pointer,))
            message = f"{labelled(scalar.pointer)} must be a domain alone: {show(domain)} (found {show(without_credentials(scalar.text))})"
            yield Finding(scalar, message, fix=fix)


def _domain_problem(scalar: Scalar) -> str:
    if not scalar.text.strip():
        return f"{labelled(scalar.pointer)} is empty: give the publisher's domain, like `example.com`"
    if what := unfilled(scalar.text):
        return f"{labelled(scalar.pointer)} was never filled in: {show(scalar.text)} is {what}; give a domain like `example.com`"
    return f"{labelled(scalar.pointer)} must be a domain like `example.com` (found {show(without_credentials(scalar.text))})"


# Most domains, without a look at the public suffix list: under these top-level domains only the second label is registered.
_PLAIN_DOMAIN = lazy_pattern(r"(?!www\.)(?:[a-z0-9][a-z0-9-]+\.)+(?:com|org|net|edu|gov)(?<!github\.com)")


RULES = (NonPublicHost, HomographHost, OriginalHostMismatch, ProviderDomainMismatch, MalformedDomain)
