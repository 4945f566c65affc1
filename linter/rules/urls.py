"""NL301-NL307, NL317-NL319: each URL for itself, and whose site it is on."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address

from linter.addresses import is_public_address
from linter.amp import is_cache_host
from linter.article import Article
from linter.diagnostic import Diagnostic, Severity, show
from linter.document.nodes import Scalar
from linter.fix import Applicability, Fix, replace_scalar
from linter.rule import ArticleRule, Bad, Context, FixAvailability, Good, safe, unsafe
from linter.source import Span
from linter.urls import (
    Url,
    decode_host,
    explain_malformed,
    is_known_top_level,
    is_public_suffix,
    is_tracking,
    normalized_text,
    parse_url,
    same_site,
    without_tracking,
)


class UrlRule(ArticleRule):
    """A rule on every URL of an article that is well-formed but for blanks around it."""

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        for scalar, url in article.parsed_urls:
            diagnostic = self._judge(article, scalar, url)
            if diagnostic is not None:
                yield diagnostic

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Diagnostic | None:
        raise NotImplementedError

    def _part(self, article: Article, scalar: Scalar, part: str) -> Span:
        """Return where `part` stands in the URL, the whole URL where it cannot be told."""
        at = scalar.text.find(part)
        return article.document.span_in(scalar, at, at + len(part)) if at >= 0 and part else scalar.span

    def _replacing(self, article: Article, scalar: Scalar, text: str, *, title: str, applicability: Applicability) -> Fix | None:
        make = safe if applicability is Applicability.SAFE else unsafe
        return make(title, replace_scalar(article.document, scalar, text), fields=(scalar.pointer,))


class MalformedUrl(ArticleRule):
    """A URL is not an absolute `http` or `https` URL that browsers and servers agree on.

    ## Why
    Blanks, backslashes, a missing host or scheme: each program makes something else of it. `https://example.com\\@evil.example/` goes to
    example.com in browsers and to evil.example in Python.

    ## Fix
    Safe where only blanks around the URL are wrong: they are removed.
    """

    code = "NL301"
    name = "malformed-url"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("webUrl: https://www.example.com/trams?a=b%20c#d"),
        Bad(
            'webUrl: " https://www.example.com/trams"\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n',
            fixed='webUrl: "https://www.example.com/trams"\n',
        ),
        Bad("webUrl: https://www.example.com/solar trams\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"),
        Bad("webUrl: www.example.com/trams\n        ^^^^^^^^^^^^^^^^^^^^^\n"),
        Bad("webUrl: https:///trams\n        ^^^^^^^^^^^^^^\n"),
        Bad("webUrl: https://www.example.com:99999/trams\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"),
        Bad("webUrl: https://www.example.com/100%\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"),
        Bad("images:\n  - url: data:image/png;base64,AAAA\n         ^^^^^^^^^^^^^^^^^^^^^^^^^^\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        for scalar in article.urls:
            if parse_url(scalar.text) is not None:
                continue
            trimmed = scalar.text.strip()
            fix = None
            if parse_url(trimmed) is not None:
                edit = replace_scalar(article.document, scalar, trimmed)
                fix = safe("Remove the blanks around it", edit, fields=(scalar.pointer,))
            message = f"expected an absolute http(s) URL, found {explain_malformed(scalar.text)}"
            yield self.diagnostic(article.document, scalar, message, fix=fix)


class InsecureUrl(UrlRule):
    """A URL is `http:`, not `https:`.

    ## Why
    Browsers warn of such pages and refuse such images on secure pages.

    ## Fix
    Unsafe: the scheme is replaced. Whether the server speaks it is not known.
    """

    code = "NL302"
    name = "insecure-url"
    severity = Severity.WARNING
    fix_availability = FixAvailability.ALWAYS
    examples = (
        Good("webUrl: https://www.example.com/trams"),
        Bad("webUrl: http://www.example.com/trams\n        ^^^^^^^\n", fixed="webUrl: https://www.example.com/trams\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Diagnostic | None:
        if url.text.startswith("https") or url.scheme == "https":
            return None
        secure = re.sub(r"\A(\s*)http(?=:)", r"\1https", scalar.text, flags=re.IGNORECASE)
        fix = self._replacing(article, scalar, secure, title="Use `https`", applicability=Applicability.UNSAFE)
        place = self._part(article, scalar, url.text[: len("http://")])
        return self.diagnostic(article.document, scalar, "expected `https`, found `http`", span=place, fix=fix)


class CredentialsInUrl(UrlRule):
    """A URL holds a user name or password (`user:password@`).

    ## Why
    It is published with the article. It also hides where a link goes: `https://bank.example@evil.example/`. The password is never
    printed.
    """

    code = "NL303"
    name = "credentials-in-url"
    security = True
    examples = (
        Good("webUrl: https://www.example.com/@trams"),
        Bad("webUrl: https://me:secret@www.example.com/\n                ^^^^^^^^^\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Diagnostic | None:
        authority = re.split(r"[/?#]", url.text.partition("://")[2], maxsplit=1)[0] if "@" in url.text else ""
        if "@" not in authority:
            return None
        place = self._part(article, scalar, authority.rpartition("@")[0] + "@")
        place = Span(place.start, max(place.end - 1, place.start + 1))
        message = f"expected no credentials in a URL, found some before `@{url.host}`"
        return self.diagnostic(article.document, scalar, message, span=place, hint="change that password: it is public")


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
_COMMON_TLDS = re.compile(
    "com|org|net|edu|gov|mil|int|io|co|uk|de|fr|it|es|nl|us|ca|au|in|jp|cn|tv|me|info|biz|eu|ch|at|be|se|no|dk|fi|ie|nz|br|ru|pl|cz|ai|app"
)


class NonPublicHost(UrlRule):
    """A URL's host is not one that readers can reach: localhost, a private or oddly written address, a made-up domain.

    ## Why
    It worked on the machine where it was written. Addresses in decimal, octal or hex (`http://2130706433/`) are how private ones are
    smuggled past filters.
    """

    code = "NL304"
    name = "non-public-host"
    security = True
    examples = (
        Good("webUrl: https://www.example.com/trams"),
        Bad("webUrl: https://localhost:4000/trams\n                ^^^^^^^^^\n"),
        Bad("webUrl: https://192.168.0.7/trams\n                ^^^^^^^^^^^\n"),
        Bad("webUrl: https://2130706433/trams\n                ^^^^^^^^^^\n"),
        Bad("webUrl: https://[::ffff:10.0.0.1]/trams\n                ^^^^^^^^^^^^^^^^^\n"),
        Bad("webUrl: https://news.internal/trams\n                ^^^^^^^^^^^^^\n"),
        Bad("webUrl: https://www.example.cmo/trams\n                ^^^^^^^^^^^^^^^\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Diagnostic | None:
        dot, top = url.host.rpartition(".")[1:]
        problem = None if dot and (top == "com" or _COMMON_TLDS.fullmatch(top)) else _host_problem(url.host, url.written_host)
        if problem is None:
            return None
        place = self._part(article, scalar, url.written_host)
        return self.diagnostic(article.document, scalar, f"expected a public host, found {problem}", span=place)


@lru_cache(maxsize=4096)
def _host_problem(host: str, written: str) -> str | None:
    address = _address(host)
    if address is not None:
        if not is_public_address(address):
            return f"the non-public address `{address}`"
        return None if written.strip("[]").lower() == str(address) else f"an oddly written address: {show(written)} is `{address}`"
    top = host.rstrip(".").rpartition(".")[2]
    if top in _RESERVED_TLDS or host.rstrip(".").endswith("home.arpa"):
        return f"the reserved name {show(host)}"
    if "." not in host.rstrip("."):
        return f"the name {show(host)} without a domain"
    return None if is_known_top_level(top) else f"the unknown top-level domain {show('.' + top)}"


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


class TrackingParameter(ArticleRule):
    """An article's URL carries parameters that only count clicks: `utm_source`, `fbclid`, `gclid` …

    ## Why
    The same page gets many addresses, so duplicates are not found, and whoever follows the link is counted for somebody else's
    campaign.

    ## Fix
    Safe: the parameters are removed; the rest of the URL stays byte for byte. An AMP-cache URL follows its `ampWebUrl` (NL314).
    """

    code = "NL305"
    name = "tracking-parameter"
    severity = Severity.WARNING
    fix_availability = FixAvailability.ALWAYS
    examples = (
        Good("webUrl: https://www.example.com/trams?id=7&outputType=amp"),
        Bad(
            "webUrl: https://www.example.com/trams?id=7&utm_source=x&fbclid=y\n                                           ^^^^^^^^^^^^\n",
            fixed="webUrl: https://www.example.com/trams?id=7\n",
        ),
        Bad(
            "webUrl: https://www.example.com/trams?gclid=1#end\n                                      ^^^^^^^\n",
            fixed="webUrl: https://www.example.com/trams#end\n",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        for name in ("originalUrl", "webUrl", "ampWebUrl"):
            url = article.url(name)
            if url is None or "?" not in url.text:
                continue
            query = url.text.partition("#")[0].partition("?")[2]
            tracking = [parameter for parameter in query.split("&") if is_tracking(parameter)]
            scalar = article.text(name)
            if tracking and scalar is not None:
                yield self._report(article, scalar, tracking, without_tracking(scalar.text))

    def _report(self, article: Article, scalar: Scalar, tracking: list[str], clean: str) -> Diagnostic:
        at = scalar.text.find(tracking[0], scalar.text.find("?"))
        place = article.document.span_in(scalar, at, at + len(tracking[0]))
        names = ", ".join(show(parameter.partition("=")[0]) for parameter in tracking)
        fix = safe("Remove tracking parameters", replace_scalar(article.document, scalar, clean), fields=(scalar.pointer,))
        return self.diagnostic(article.document, scalar, f"tracking in an article's URL: {names}", span=place, fix=fix)


class UnnormalizedUrl(UrlRule):
    """A URL is written in another way than browsers write it: upper-case host, default port, dot segments, empty query or fragment.

    ## Why
    It is the same page under another name; comparisons and duplicate checks miss it.

    ## Fix
    Safe: scheme and host in lower case, without default port, dot segments and empty parts. The rest stays byte for byte.
    """

    code = "NL306"
    name = "unnormalized-url"
    severity = Severity.WARNING
    fix_availability = FixAvailability.ALWAYS
    examples = (
        Good("webUrl: https://www.example.com/Trams/%7Ejoe?q"),
        Bad(
            "webUrl: HTTPS://WWW.Example.com/trams\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n",
            fixed="webUrl: https://www.example.com/trams\n",
        ),
        Bad(
            "webUrl: https://www.example.com:443/a/../trams?#\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n",
            fixed="webUrl: https://www.example.com/trams\n",
        ),
    )

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Diagnostic | None:
        normal = normalized_text(url)
        if normal == url.text:
            return None
        text = scalar.text.replace(url.text, normal)
        fix = self._replacing(article, scalar, text, title="Normalize", applicability=Applicability.SAFE)
        return self.diagnostic(article.document, scalar, f"expected {show(normal)}, the same URL as browsers write it", fix=fix)


class HomographHost(UrlRule):
    """A URL's host imitates another with look-alike letters, or mixes scripts in one label.

    ## Why
    `https://аpple.com/` with a Cyrillic `а` is another site. Hosts in one script of their own (`bücher.de`, `點看.com`) are fine.
    """

    code = "NL307"
    name = "homograph-host"
    security = True
    examples = (
        Good("webUrl: https://bücher.de/trams\noriginalUrl: https://點看.com/"),
        Bad("webUrl: https://www.\u0430pple.com/\n                ^^^^^^^^^^^^^\n"),
        Bad("webUrl: https://www.xn--pple-43d.com/\n                ^^^^^^^^^^^^^^^^^^^^\n"),
        Bad("webUrl: https://www.\u0430\u0440\u0440\u0435.com/\n                ^^^^^^^^^^^^\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Diagnostic | None:
        if ("xn--" not in url.host and url.text.isascii()) or is_cache_host(url.host):
            return None  # a cache's label holds the publisher's whole host, in all its scripts
        problem = _homograph(url.host, url.written_host)
        if problem is None:
            return None
        place = self._part(article, scalar, url.written_host)
        return self.diagnostic(article.document, scalar, f"a host that imitates another: {problem}", span=place)


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


class OriginalHostMismatch(ArticleRule):
    """`originalUrl` is on another site than `webUrl`.

    ## Why
    Both are meant to be addresses of one article. Usually the first is an aggregator or a link shortener.
    """

    code = "NL317"
    name = "original-host-mismatch"
    severity = Severity.WARNING
    examples = (
        Good("originalUrl: https://m.example.com/trams\nwebUrl: https://www.example.com/trams"),
        Bad("originalUrl: https://short.example.net/x\n                     ^^^^^^^^^^^^^^^^^\nwebUrl: https://www.example.com/trams\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        original, web = article.url("originalUrl"), article.url("webUrl")
        if original is None or web is None or same_site(original.host, web.host):
            return
        scalar = article.text("originalUrl")
        assert scalar is not None
        place = article.document.span_in(scalar, *_host_place(scalar.text, original))
        message = f"expected the site of `{article.name('webUrl')}` ({show(web.host)}), found {show(original.host)}"
        yield self.diagnostic(article.document, scalar, message, span=place)


def _host_place(text: str, url: Url) -> tuple[int, int]:
    at = text.find(url.written_host, text.find("://"))
    return at, at + len(url.written_host)


class ProviderDomainMismatch(ArticleRule):
    """`webUrl` is not on `provider.domain` or below it.

    ## Why
    The article is credited to somebody else. Videos without `webUrl` are not judged: they are on a video site.

    ## Fix
    Unsafe: the registrable domain of `webUrl` is written. The URL could be the wrong one.
    """

    code = "NL318"
    name = "provider-domain-mismatch"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("webUrl: https://news.example.com/trams\nprovider:\n  domain: example.com"),
        Bad(
            "webUrl: https://www.coursera.org/trams\nprovider:\n  domain: coursera.com\n          ^^^^^^^^^^^^\n",
            fixed="webUrl: https://www.coursera.org/trams\nprovider:\n  domain: coursera.org\n",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        web, domain = article.url("webUrl"), article.domain
        if web is None or domain is None:
            return
        host = web.host.rstrip(".")
        if host == domain or host.endswith("." + domain) or _ascii(domain) in (host, host[-len(_ascii(domain)) - 1 :].lstrip(".")):
            return
        scalar = article.text("provider.domain")
        assert scalar is not None
        message = f"`{article.name('webUrl')}` is on {show(web.host)}, not on {show(domain)}"
        fix = None
        if not web.is_address:
            from linter.urls import site

            right = site(web.host)
            edit = replace_scalar(article.document, scalar, right)
            fix = unsafe(f"Write {show(right)}", edit, fields=(scalar.pointer,))
        yield self.diagnostic(article.document, scalar, message, fix=fix)


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
            "provider:\n  domain: https://www.Example.com/news\n          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n",
            fixed="provider:\n  domain: example.com\n",
        ),
        Bad("provider:\n  domain: co.uk\n          ^^^^^\n"),
        Bad("provider:\n  domain: Example News\n          ^^^^^^^^^^^^\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        scalar = article.text("provider.domain")
        if scalar is None or _PLAIN_DOMAIN.fullmatch(scalar.text):
            return
        domain = article.domain
        if domain is None:
            yield self.diagnostic(article.document, scalar, f"expected a domain like `example.com`, found {show(scalar.text)}")
        elif is_public_suffix(domain):
            yield self.diagnostic(article.document, scalar, f"{show(domain)} is a public suffix: nobody's own domain")
        elif domain != scalar.text:
            edit = replace_scalar(article.document, scalar, domain)
            fix = safe(f"Write {show(domain)}", edit, fields=(scalar.pointer,))
            message = f"expected {show(domain)}, found {show(scalar.text)}"
            yield self.diagnostic(article.document, scalar, message, fix=fix)


# Most domains, without a look at the public suffix list: under these top-level domains only the second label is registered.
_PLAIN_DOMAIN = re.compile(r"(?!www\.)(?:[a-z0-9][a-z0-9-]+\.)+(?:com|org|net|edu|gov)(?<!github\.com)")


RULES = (
    MalformedUrl,
    InsecureUrl,
    CredentialsInUrl,
    NonPublicHost,
    TrackingParameter,
    UnnormalizedUrl,
    HomographHost,
    OriginalHostMismatch,
    ProviderDomainMismatch,
    MalformedDomain,
)
