"""NL301-NL303, NL305, NL306: each URL for itself."""

import re
from collections.abc import Iterator

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Applicability, Fix, replace_scalar
from linter.document.nodes import Scalar
from linter.rules.base import ArticleRule, Bad, Context, FixAvailability, Good, safe, unsafe
from linter.source import Span
from linter.text.labels import labelled
from linter.text.patterns import lazy_pattern
from linter.text.tracking import tracking_parameters, without_tracking
from linter.text.unfilled import unfilled
from linter.text.url_faults import Fault, find_fault
from linter.text.urls import BAD_HOST, Url, explain_malformed, normalized_text, parse_url, without_credentials
from linter.text.wording import show


def has_odd_urls(article: Article, context: Context) -> bool:
    """Whether a URL is not its own normal form on an ordinary public host."""
    return article.has_odd_urls


class UrlRule(ArticleRule):
    """A rule on every URL of an article that is well-formed but for blanks around it."""

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for scalar, url in article.parsed_urls:
            diagnostic = self._judge(article, scalar, url)
            if diagnostic is not None:
                yield diagnostic

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Finding | None:
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
    Spaces, backslashes, a missing host or scheme: each program makes something else of it. `https://example.com\\@evil.example/` goes to
    example.com in browsers and to evil.example in Python.

    ## Fix
    Safe where the URL stays the same: spaces around it go, an HTML code (`&amp;`) is decoded, a full-width dot or a port like `:0443` is
    written plainly. Unsafe where a slip is undone: a scheme that is there twice or misspelt, a dot too many, a raw `<` or `{`.
    """

    concerns = has_odd_urls
    code = "NL301"
    name = "malformed-url"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("webUrl: https://www.example.com/trams?a=b%20c#d"),
        Bad(
            'webUrl: " https://www.example.com/trams"\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `webUrl` has spaces around it\n',
            fixed='webUrl: "https://www.example.com/trams"\n',
        ),
        Bad(
            "webUrl: https://www.example.com/solar trams\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`webUrl` is not a web address: it has a space\n"
        ),
        Bad(
            "webUrl: www.example.com/trams\n        ^^^^^^^^^^^^^^^^^^^^^ "
            "`webUrl` must start with `https://` (found `www.example.com/trams`)\n"
        ),
        Bad("webUrl: https:///trams\n        ^^^^^^^^^^^^^^ `webUrl` is not a web address: it has no host\n"),
        Bad(
            "webUrl: https://www.example.com:99999/trams\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`webUrl` is not a web address: it has a bad port `99999`\n"
        ),
        Bad(
            "webUrl: https://www.example.com/100%\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`webUrl` is not a web address: it has a bad percent-encoding `%`\n"
        ),
        Bad(
            'webUrl: "https://www.example.com/trams?a=b&amp;c=d"\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '
            "`webUrl` has the HTML code `&amp;` for `&` in it\n",
            fixed='webUrl: "https://www.example.com/trams?a=b&c=d"\n',
        ),
        Bad(
            "webUrl: https://https://www.example.com/trams\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`webUrl` has its scheme twice: `https://https://` should be `https://`\n",
            fixed="webUrl: https://www.example.com/trams\n",
        ),
        Bad(
            'webUrl: "{{ page.url }}"\n        ^^^^^^^^^^^^^^^^ '
            "`webUrl` was never filled in: `{{ page.url }}` is a tag that the template should have replaced\n"
        ),
        Bad(
            "webUrl: https:\\/\\/www.example.com\\/trams\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`webUrl` is written as in a program, with backslashes\n",
            fixed="webUrl: https://www.example.com/trams\n",
        ),
        Bad(
            'webUrl: "[Trams](https://www.example.com/trams)"\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '
            "`webUrl` is a link in Markdown: only the address belongs here\n",
            fixed='webUrl: "https://www.example.com/trams"\n',
        ),
        Bad(
            "webUrl: https://www,example.com/trams\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `webUrl` has a comma in its host: a dot?\n",
            fixed="webUrl: https://www.example.com/trams\n",
        ),
        Bad(
            "images:\n  - url: data:image/png;base64,AAAA\n         ^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`images[0].url` is not a web address: it has the scheme `data`\n"
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for scalar in article.urls:
            if parse_url(scalar.text) is None and not _is_left_to_invisible_characters(scalar.text, context):
                yield self._report(article, scalar)

    def _report(self, article: Article, scalar: Scalar) -> Finding:
        text = scalar.text
        trimmed = text.strip()
        if parse_url(trimmed) is not None:
            edit = replace_scalar(article.document, scalar, trimmed)
            fix = safe("Remove the spaces around it", edit, fields=(scalar.pointer,))
            return Finding(scalar, f"{labelled(scalar.pointer)} has spaces around it", fix=fix)
        if what := unfilled(trimmed):
            return Finding(scalar, f"{labelled(scalar.pointer)} was never filled in: {show(text)} is {what}", hint=_COPY)
        fault = find_fault(trimmed)
        problem = explain_malformed(text)
        if fault is not None and not (fault.is_mild and explain_malformed(trimmed) != BAD_HOST):
            return self._slip(article, scalar, fault)
        if problem == "nothing":
            return Finding(scalar, f"{labelled(scalar.pointer)} is empty: delete the field or give the address")
        shown = show(without_credentials(text))
        if problem in ("no scheme", "a relative address"):
            return Finding(scalar, f"{labelled(scalar.pointer)} must start with `https://` (found {shown})", hint=_COPY)
        message = f"{labelled(scalar.pointer)} is not a web address: it has {problem}"
        return Finding(scalar, message, hint=_COPY)

    def _slip(self, article: Article, scalar: Scalar, fault: Fault) -> Finding:
        fix = None
        mended = fault.mended
        if mended is not None and parse_url(mended) is not None:
            make = safe if fault.is_certain else unsafe
            title = f"Write {show(without_credentials(mended), 160)}"
            fix = make(title, replace_scalar(article.document, scalar, mended), fields=(scalar.pointer,))
        message = f"{labelled(scalar.pointer)} {fault.words}"
        found = Finding(scalar, message, hint="" if fix is not None else _COPY, fix=fix)
        return found._replace(severity=Severity.WARNING) if fault.is_mild else found


_COPY = "copy the address from the browser; it looks like `https://www.example.com/page`"
_INVISIBLE = lazy_pattern(r"[\x00-\x08\x0e-\x1b\x7f\u2028\u2029\ufeff]")


def _is_left_to_invisible_characters(text: str, context: Context) -> bool:
    """Whether a URL would be fine without the invisible characters in it, which NL008 reports."""
    visible = _INVISIBLE.sub("", text)
    return visible != text and "NL008" in context.knowledge.checked and parse_url(visible) is not None


class InsecureUrl(UrlRule):
    """A URL is `http:`, not `https:`.

    ## Why
    Browsers warn of such pages and refuse such images on secure pages.

    ## Fix
    Unsafe: the scheme is replaced. Whether the server speaks it is not known. An address with a port of its own is left to people.
    """

    concerns = has_odd_urls
    code = "NL302"
    name = "insecure-url"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("webUrl: https://www.example.com/trams"),
        Bad(
            "webUrl: http://www.example.com:80/trams\n        ^^^^^^^ `webUrl` starts with `http://`: use `https://`\n",
            fixed="webUrl: https://www.example.com/trams\n",
        ),
        Bad("webUrl: http://www.example.com:8080/trams\n        ^^^^^^^\n"),
        Bad("webUrl: http://www.example.com/trams\n        ^^^^^^^\n", fixed="webUrl: https://www.example.com/trams\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Finding | None:
        if url.text.startswith("https") or url.scheme == "https":
            return None
        fix = None
        if not url.parsed.port:  # another port than 80 would not answer over TLS
            secure = re.sub(r"\A(\s*)http:(//[^/?#]*?)(?::80)?(?=[/?#\s]|\Z)", r"\1https:\2", scalar.text, flags=re.IGNORECASE)
            fix = self._replacing(article, scalar, secure, title="Use `https`", applicability=Applicability.UNSAFE)
        place = self._part(article, scalar, url.text[: len("http://")])
        return Finding(scalar, f"{labelled(scalar.pointer)} starts with `http://`: use `https://`", span=place, fix=fix)


class CredentialsInUrl(UrlRule):
    """A URL holds a user name or password (`user:password@`).

    ## Why
    It is published with the article. It also hides where a link goes: `https://bank.example@evil.example/`. The password is never
    printed.
    """

    concerns = has_odd_urls
    code = "NL303"
    name = "credentials-in-url"
    security = True
    confidential = True
    examples = (
        Good("webUrl: https://www.example.com/@trams"),
        Bad(
            "webUrl: https://me:secret@www.example.com/\n                ^^^^^^^^^ "
            "`webUrl` has a user name or password before `@www.example.com`: delete it\n"
        ),
    )

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Finding | None:
        authority = re.split(r"[/?#]", url.text.partition("://")[2], maxsplit=1)[0] if "@" in url.text else ""
        if "@" not in authority:
            return None
        place = self._part(article, scalar, authority.rpartition("@")[0] + "@")
        place = Span(place.start, max(place.end - 1, place.start + 1))
        message = f"{labelled(scalar.pointer)} has a user name or password before `@{url.host}`: delete it"
        return Finding(scalar, message, span=place, hint="change that password: it is public")


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
            "webUrl: https://www.example.com/trams?id=7&utm_source=x&fbclid=y\n                                           ^^^^^^^^^^^^ "
            "`webUrl` has parameters that only count clicks: `utm_source`, `fbclid`\n",
            fixed="webUrl: https://www.example.com/trams?id=7\n",
        ),
        Bad(
            "webUrl: https://www.example.com/trams?gclid=1#end\n                                      ^^^^^^^ "
            "`webUrl` has parameters that only count clicks: `gclid`\n",
            fixed="webUrl: https://www.example.com/trams#end\n",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for name in ("originalUrl", "webUrl", "ampWebUrl"):
            url = article.url(name)
            if url is None or ("?" not in url.text and "#" not in url.text):
                continue
            tracking, scalar = tracking_parameters(url.text), article.text(name)
            if tracking and scalar is not None:
                yield self._report(article, scalar, tracking, without_tracking(scalar.text))

    def _report(self, article: Article, scalar: Scalar, tracking: list[str], clean: str) -> Finding:
        at = min(at for mark in "?#&" if (at := scalar.text.find(mark + tracking[0])) >= 0) + 1
        place = article.document.span_in(scalar, at, at + len(tracking[0]))
        names = ", ".join(dict.fromkeys(show(parameter.partition("=")[0]) for parameter in tracking))
        fix = safe("Remove tracking parameters", replace_scalar(article.document, scalar, clean), fields=(scalar.pointer,))
        return Finding(scalar, f"{labelled(scalar.pointer)} has parameters that only count clicks: {names}", span=place, fix=fix)


class UnnormalizedUrl(UrlRule):
    """A URL is written in another way than browsers write it: upper-case host, default port, dot segments, empty query or fragment.

    ## Why
    It is the same page under another name; comparisons and duplicate checks miss it.

    ## Fix
    Safe: scheme and host in lower case, without default port, dot segments and empty parts. The rest stays byte for byte.
    """

    concerns = has_odd_urls
    code = "NL306"
    name = "unnormalized-url"
    severity = Severity.WARNING
    fix_availability = FixAvailability.ALWAYS
    examples = (
        Good("webUrl: https://www.example.com/Trams/%7Ejoe?q"),
        Bad(
            "webUrl: HTTPS://WWW.Example.com/trams\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`webUrl` is the same as `https://www.example.com/trams`, which is how browsers write it\n",
            fixed="webUrl: https://www.example.com/trams\n",
        ),
        Bad(
            "webUrl: https://www.example.com:443/a/../trams?#\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n",
            fixed="webUrl: https://www.example.com/trams\n",
        ),
    )

    def _judge(self, article: Article, scalar: Scalar, url: Url) -> Finding | None:
        normal = normalized_text(url)
        if normal == url.text:
            return None
        text = scalar.text.replace(url.text, normal)
        if parse_url(normal) is None:
            return None
        fix = self._replacing(article, scalar, text, title="Normalize", applicability=Applicability.SAFE)
        return Finding(
            scalar,
            f"{labelled(scalar.pointer)} is the same as {show(without_credentials(normal))}, which is how browsers write it",
            fix=fix,
        )


RULES = (MalformedUrl, InsecureUrl, CredentialsInUrl, TrackingParameter, UnnormalizedUrl)
