"""NL901-NL904, NL909: whether links live, and where they lead. They run only where links were checked."""

import re
from collections.abc import Iterator, Sequence

from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Fix, remove_entry, replace_scalar
from linter.links.dead_ends import GATE, dead_end
from linter.links.places import Link
from linter.links.results import Hop, LinkResult, LinkResults, State
from linter.links.wire import equivalent, without_credentials
from linter.rules.base import Bad, Context, FixAvailability, Good, LinkRule, unsafe
from linter.rules.link_content import RULES as CONTENT_RULES
from linter.text.amp import cache_url, is_viewer_or_cache
from linter.text.patterns import lazy_pattern
from linter.text.tracking import without_tracking
from linter.text.urls import clean_url, parse_url, same_site
from linter.text.wording import show

_URL = "https://www.example.com/trams"
_YAML = f"webUrl: {_URL}\n"


def _saying(message: str) -> str:
    """Return the example with its mark and the message."""
    return f"{_YAML}        {'^' * len(_URL)} {message}\n"


_SESSION = lazy_pattern(r";(?:jsessionid|sid|phpsessid)=[^/?#;]*", re.IGNORECASE)
_AMP = "https://www.example.com/amp/trams"


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
        Bad(_saying(f"`webUrl`: broken link (404 Not Found): `{_URL}`"), links=(LinkResult(_URL, State.BROKEN, "404 Not Found", 404),)),
        Bad(
            f"---\ntitle: Trams\n---\n\nMore [about trams]({_URL}#lines).\n                   {'^' * (len(_URL) + 6)}\n",
            raw=True,
            links=(LinkResult(_URL, State.BROKEN, "a host that does not exist"),),
        ),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link, result in _in_state(links, results, State.BROKEN):
            message = f"broken link ({result.reason}): {_shown(link.url.text)}{_after_redirects(result)}"
            hints = (_failing_since(result), f"an archive may hold the page: https://web.archive.org/web/{without_credentials(result.url)}")
            yield Finding(link.scalar or link.span, message, hint="; ".join(filter(None, hints)))


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
        Bad(
            _saying(f"`webUrl`: could not check `{_URL}` (403 Forbidden): open it in a browser"),
            links=(LinkResult(_URL, State.BLOCKED, "403 Forbidden", 403),),
        ),
        Bad(
            _saying(f"`webUrl`: could not check `{_URL}` (no answer within 15 s): open it in a browser"),
            links=(LinkResult(_URL, State.UNAVAILABLE, "no answer within 15 s"),),
        ),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link, result in _in_state(links, results, State.BLOCKED, State.UNAVAILABLE):
            asked = f", asked on {result.checked_at[:10]}" if result.cached else ""
            message = f"could not check {_shown(link.url.text)} ({result.reason}{asked}){_after_redirects(result)}: open it in a browser"
            yield Finding(link.scalar or link.span, message, hint=_failing_since(result))


class MovedLink(LinkRule):
    """A link was moved for good: the server answers 301 or 308 all the way to another URL.

    ## Why
    Redirects are taken down in time, and the link dies with them.

    ## Fix
    Unsafe: the new address without tracking, when it is on the same site; `cdnAmpWebUrl` follows `ampWebUrl`. Where the AMP page has moved
    to the web page it is gone, and both AMP fields are taken out. Links in the body and AMP-cache addresses are left to you.
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
            _saying(f"`webUrl`: `{_URL}` has moved to `https://www.example.com/news/trams`"),
            fixed="webUrl: https://www.example.com/news/trams\n",
            links=(LinkResult(_URL, State.MOVED, status=200, chain=(Hop(_URL, 301),), final="https://www.example.com/news/trams"),),
        ),
        Bad(
            _saying(f"`webUrl`: `{_URL}` has moved to `https://example.net/trams`"),
            links=(LinkResult(_URL, State.MOVED, status=200, chain=(Hop(_URL, 308),), final="https://example.net/trams"),),
        ),
        Good(
            _YAML, links=(LinkResult(_URL, State.MOVED, status=200, chain=(Hop(_URL, 301),), final=f"{_URL};jsessionid=1A?utm_source=x"),)
        ),
        Bad(
            f"title: Trams\n{_YAML}ampWebUrl: {_AMP}\n           {'^' * len(_AMP)} "
            f"`ampWebUrl`: the AMP page is gone: `{_AMP}` has moved to the web page\n"
            "cdnAmpWebUrl: https://www-example-com.cdn.ampproject.org/c/s/www.example.com/amp/trams\n",
            fixed=f"title: Trams\n{_YAML}",
            links=(LinkResult(_AMP, State.MOVED, status=200, chain=(Hop(_AMP, 301),), final=_URL),),
        ),
        Bad(
            f"ampWebUrl: {_AMP}\n           {'^' * len(_AMP)}\n"
            "cdnAmpWebUrl: https://www-example-com.cdn.ampproject.org/c/s/www.example.com/amp/trams\n",
            fixed="ampWebUrl: https://www.example.com/amp/lines\n"
            "cdnAmpWebUrl: https://www-example-com.cdn.ampproject.org/c/s/www.example.com/amp/lines\n",
            links=(LinkResult(_AMP, State.MOVED, status=200, chain=(Hop(_AMP, 301),), final="https://www.example.com/amp/lines"),),
        ),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link, result in _in_state(links, results, State.MOVED):
            if dead_end(result.final, result.url) or _is_same_page(link, result):
                continue
            asked = f" (asked on {result.checked_at[:10]})" if result.cached else ""
            if _is_gone_amp_page(link, result):
                message = f"the AMP page is gone: {_shown(link.url.text)} has moved to the web page{asked}"
                fix = _remove_amp(link, context)
            else:
                message = f"{_shown(link.url.text)} has moved to {_shown(result.final)}{asked}"
                fix = _fix_moved(link, result, context)
            yield Finding(link.scalar or link.span, message, fix=fix)


def _is_same_page(link: Link, result: LinkResult) -> bool:
    """Whether a redirect only adds tracking or a session, or leaves https: nothing that should be written."""
    is_secured = link.url.scheme == "http" and result.final.startswith("https:")
    return not is_secured and _without_extras(result.final) == _without_extras(link.url.normalized)


def _is_gone_amp_page(link: Link, result: LinkResult) -> bool:
    web = link.article.url("webUrl") if link.article is not None and link.name == "ampWebUrl" else None
    return web is not None and _without_extras(result.final).rstrip("/") == _without_extras(web.normalized).rstrip("/")


def _without_extras(url: str) -> str:
    return equivalent(without_tracking(_SESSION.sub("", url))).partition("://")[2]


def _remove_amp(link: Link, context: Context) -> Fix | None:
    assert link.article is not None  # asked by `_is_gone_amp_page`
    entries = [entry for name in ("ampWebUrl", "cdnAmpWebUrl") if (entry := link.article.entry(name)) is not None]
    edits = [remove_entry(context.document, entry) for entry in entries]
    names = " and ".join(show(entry.key.text) for entry in entries)
    return unsafe(f"Take out {names}", *edits, fields=tuple(entry.value.pointer for entry in entries))


def _fix_moved(link: Link, result: LinkResult, context: Context) -> Fix | None:
    """Write the new address, unless another rule would report it."""
    target = parse_url(without_tracking(_SESSION.sub("", result.final)) + (result.fragment or str(link.url.parsed.hash)))
    if link.scalar is None or link.article is None or link.name == "cdnAmpWebUrl" or target is None:
        return None
    is_worse = link.url.scheme == "https" and target.scheme == "http"
    if is_worse or not same_site(link.url.host, target.host) or is_viewer_or_cache(target) or clean_url(target).text != target.text:
        return None
    if any(other != link.name and url.key == target.key and url.key != link.url.key for other, url in link.article.page_urls.items()):
        return None  # two of its addresses would become one
    edits = [replace_scalar(context.document, link.scalar, target.text)]
    fields = [link.scalar.pointer]
    cached = link.article.text("cdnAmpWebUrl") if link.name == "ampWebUrl" else None
    if cached is not None:
        new = cache_url(target.text)
        edits.append(replace_scalar(context.document, cached, new) if new is not None else None)
        fields.append(cached.pointer)
    return unsafe(f"Write {show(target.text, 160)}", *edits, fields=tuple(fields))


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
        Bad(
            _saying(f"`webUrl`: did not check `{_URL}`: its name leads to an address that is not public"),
            links=(LinkResult(_URL, State.REFUSED, "its name leads to an address that is not public"),),
        ),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link, result in _in_state(links, results, State.REFUSED):
            message = f"did not check {_shown(link.url.text)}: {result.reason}{_after_redirects(result)}"
            yield Finding(link.scalar or link.span, message)


class Soft404(LinkRule):
    """A link ends on the site's front page, an error page or a search; an article's URL also on a sign-in or consent page.

    ## Why
    The page is gone, and the server does not say so: it sends readers elsewhere instead of answering 404. It is judged by the address that
    the redirects end on.
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
            _saying(f"`webUrl`: this article's page is gone: `{_URL}` leads to the front page (`https://www.example.com/`)"),
            links=(LinkResult(_URL, State.REDIRECTED, status=200, chain=(Hop(_URL, 302),), final="https://www.example.com/"),),
        ),
    )

    def check(self, links: Sequence[Link], results: LinkResults, context: Context) -> Iterator[Finding]:
        for link, result in _in_state(links, results, State.MOVED, State.REDIRECTED):
            kind = dead_end(result.final, result.url)
            if kind and (link.is_page or kind != GATE):
                message = f"this article's page is gone: {_shown(link.url.text)} leads to {kind} ({_shown(result.final)})"
                yield Finding(link.scalar or link.span, message)


def _in_state(links: Sequence[Link], results: LinkResults, *states: State) -> Iterator[tuple[Link, LinkResult]]:
    for link in links:
        result = results.get(link.url)
        if result is not None and result.state in states:
            yield link, result


def _after_redirects(result: LinkResult) -> str:
    return f", after a redirect to {_shown(result.final or result.url)}" if result.chain else ""


def _shown(url: str) -> str:
    return show(without_credentials(url), 160)


def _failing_since(result: LinkResult) -> str:
    since = (result.first_failed_at or "")[:10]
    return f"failing since {since}" if since and since != result.checked_at[:10] else ""


RULES: tuple[type[LinkRule], ...] = (BrokenLink, UnverifiedLink, MovedLink, RefusedLink, *CONTENT_RULES, Soft404)
