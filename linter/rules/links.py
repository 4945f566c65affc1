"""NL901-NL904, NL909: whether links live, and where they lead. They run only where links were checked."""

import re
from collections.abc import Iterator, Sequence

from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Fix, replace_scalar
from linter.links.places import Link
from linter.links.results import Hop, LinkResult, LinkResults, State
from linter.rules.base import Bad, Context, FixAvailability, Good, LinkRule, unsafe
from linter.rules.link_content import RULES as CONTENT_RULES
from linter.text.patterns import lazy_pattern
from linter.text.urls import is_front_page, parse_url, same_site
from linter.text.wording import show

_URL = "https://www.example.com/trams"
_YAML = f"webUrl: {_URL}\n"
_MARKED = f"{_YAML}        {'^' * len(_URL)}\n"
_GATE = lazy_pattern(
    r"(?:log-?in|sign-?in|sign-?up|register|subscribe|consent|paywall|auth|sso|account|captcha|error|404|not-?found)\b", re.IGNORECASE
)


class BrokenLink(LinkRule):
    """A link is dead: the server answers 404, 410 or 451, or the host does not exist.

    ## Why
    Readers end nowhere. A link is called dead only after it was asked for twice; the hint tells since when it fails, as far as earlier runs
    know.
    """

    code = "NL901"
    name = "broken-link"
    examples = (
        Good(_YAML, links=(LinkResult(_URL, State.OK, status=200),)),
        Good(_YAML, links=(LinkResult(_URL, State.BLOCKED, "403 Forbidden", 403),)),
        Bad(_MARKED, links=(LinkResult(_URL, State.BROKEN, "404 Not Found", 404),)),
        Bad(
            f"---\ntitle: Trams\n---\n\nMore [about trams]({_URL}#lines).\n                   {'^' * (len(_URL) + 6)}\n",
            raw=True,
            links=(LinkResult(_URL, State.BROKEN, "a host that does not exist"),),
        ),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link, result in _in_state(links, results, State.BROKEN):
            message = f"expected a living link, found {result.reason}{_after_redirects(result)}"
            yield Finding(link.scalar or link.span, message, hint=_failing_since(result))


class UnverifiedLink(LinkRule):
    """A link could not be verified: a time-out, a TLS error, 401, 403, 429, 5xx, or a wall against robots.

    ## Why
    That says nothing about the link: people in a browser may see the page. It is worth a look when it lasts.
    """

    code = "NL902"
    name = "unverified-link"
    severity = Severity.NOTE
    examples = (
        Good(_YAML, links=(LinkResult(_URL, State.OK, status=200),)),
        Good(_YAML, links=(LinkResult(_URL, State.SKIPPED, "excluded"),)),
        Bad(_MARKED, links=(LinkResult(_URL, State.BLOCKED, "403 Forbidden", 403),)),
        Bad(_MARKED, links=(LinkResult(_URL, State.UNAVAILABLE, "no answer within 15 s"),)),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link, result in _in_state(links, results, State.BLOCKED, State.UNAVAILABLE):
            message = f"not verified: {result.reason}{_after_redirects(result)}"
            yield Finding(link.scalar or link.span, message, hint=_failing_since(result))


class MovedLink(LinkRule):
    """A link was moved for good: the server answers 301 or 308 all the way to another URL.

    ## Why
    Redirects are taken down in time, and the link dies with them.

    ## Fix
    Unsafe: the new address, when it is on the same site and is no front page, login or consent page. Links in the body and AMP-cache
    addresses are left to you.
    """

    code = "NL903"
    name = "moved-link"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good(
            _YAML,
            links=(LinkResult(_URL, State.REDIRECTED, status=200, chain=(Hop(_URL, 302),), final="https://www.example.com/a"),),
        ),
        Bad(
            _MARKED,
            fixed="webUrl: https://www.example.com/news/trams\n",
            links=(LinkResult(_URL, State.MOVED, status=200, chain=(Hop(_URL, 301),), final="https://www.example.com/news/trams"),),
        ),
        Bad(_MARKED, links=(LinkResult(_URL, State.MOVED, status=200, chain=(Hop(_URL, 308),), final="https://example.net/trams"),)),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link, result in _in_state(links, results, State.MOVED):
            if not _ends_on_front_page(link, result):
                message = f"expected the address that it moved to, {show(result.final, 160)}"
                yield Finding(link.scalar or link.span, message, fix=_fix_moved(link, result, context))


def _fix_moved(link: Link, result: LinkResult, context: Context) -> Fix | None:
    target = parse_url(result.final)
    if link.scalar is None or link.name == "cdnAmpWebUrl" or target is None or not same_site(link.url.host, target.host):
        return None
    if is_front_page(result.final) or _GATE.search(result.final.partition("://")[2]):
        return None
    address = result.final + str(link.url.parsed.hash)
    edit = replace_scalar(context.document, link.scalar, address)
    return unsafe(f"Write {show(address, 160)}", edit, fields=(link.scalar.pointer,))


class RefusedLink(LinkRule):
    """A link was not requested: its host, port or address is not one of the public internet, or it redirects to such a one.

    ## Why
    Articles come from anywhere, and linting one must not fetch something private. `--allow-host` lets a host of yours through.
    """

    code = "NL904"
    name = "refused-link"
    severity = Severity.WARNING
    security = True
    examples = (
        Good(_YAML, links=(LinkResult(_URL, State.OK, status=200),)),
        Bad(_MARKED, links=(LinkResult(_URL, State.REFUSED, "its name leads to an address that is not public"),)),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link, result in _in_state(links, results, State.REFUSED):
            message = f"not requested: {result.reason}{_after_redirects(result)}"
            yield Finding(link.scalar or link.span, message)


class Soft404(LinkRule):
    """An article's URL ends on the site's front page.

    ## Why
    The article is gone, and the server does not say so: it sends readers to its front page instead of answering 404.
    """

    code = "NL909"
    name = "soft-404"
    severity = Severity.WARNING
    examples = (
        Good(
            _YAML,
            links=(LinkResult(_URL, State.MOVED, status=200, chain=(Hop(_URL, 301),), final="https://www.example.com/news/trams"),),
        ),
        Bad(
            _MARKED,
            links=(LinkResult(_URL, State.REDIRECTED, status=200, chain=(Hop(_URL, 302),), final="https://www.example.com/"),),
        ),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link, result in _in_state(links, results, State.MOVED, State.REDIRECTED):
            if _ends_on_front_page(link, result):
                message = f"expected an article, found the front page {show(result.final)}"
                yield Finding(link.scalar or link.span, message)


def _ends_on_front_page(link: Link, result: LinkResult) -> bool:
    return link.is_page and is_front_page(result.final) and not is_front_page(link.url.normalized)


def _in_state(links: Sequence[Link], results: LinkResults, *states: State) -> Iterator[tuple[Link, LinkResult]]:
    for link in links:
        result = results.get(link.url)
        if result is not None and result.state in states:
            yield link, result


def _after_redirects(result: LinkResult) -> str:
    return f", after a redirect to {show(result.final or result.url, 160)}" if result.chain else ""


def _failing_since(result: LinkResult) -> str:
    since = (result.first_failed_at or "")[:10]
    return f"failing since {since}" if since and since != result.checked_at[:10] else ""


RULES: tuple[type[LinkRule], ...] = (BrokenLink, UnverifiedLink, MovedLink, RefusedLink, *CONTENT_RULES, Soft404)
