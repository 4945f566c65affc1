"""NL301-NL303, NL305, NL306: each URL for itself."""

import re
from collections.abc import Iterator

from linter.article import Article
from linter.diagnostic import Diagnostic, Severity, show
from linter.document.nodes import Scalar
from linter.fix import Applicability, Fix, replace_scalar
from linter.rule import ArticleRule, Bad, Context, FixAvailability, Good, safe, unsafe
from linter.source import Span
from linter.urls import (
    Url,
    explain_malformed,
    is_tracking,
    normalized_text,
    parse_url,
    without_tracking,
)


def _has_odd_urls(article: Article, context: Context) -> bool:
    return article.has_odd_urls


class UrlRule(ArticleRule):
    """A rule on every URL of an article that is well-formed but for blanks around it; none is asked about ordinary ones."""

    concerns = _has_odd_urls

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

    concerns = _has_odd_urls
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
    Unsafe: the scheme is replaced. Whether the server speaks it is not known. An address with a port of its own is left to people.
    """

    code = "NL302"
    name = "insecure-url"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("webUrl: https://www.example.com/trams"),
        Bad("webUrl: http://www.example.com:80/trams\n        ^^^^^^^\n", fixed="webUrl: https://www.example.com/trams\n"),
        Bad("webUrl: http://www.example.com:8080/trams\n        ^^^^^^^\n"),
        Bad("webUrl: http://www.example.com/trams\n        ^^^^^^^\n", fixed="webUrl: https://www.example.com/trams\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Diagnostic | None:
        if url.text.startswith("https") or url.scheme == "https":
            return None
        fix = None
        if not url.parsed.port:  # another port than 80 would not answer over TLS
            secure = re.sub(r"\A(\s*)http:(//[^/?#]*?)(?::80)?(?=[/?#\s]|\Z)", r"\1https:\2", scalar.text, flags=re.IGNORECASE)
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


RULES = (MalformedUrl, InsecureUrl, CredentialsInUrl, TrackingParameter, UnnormalizedUrl)
