"""The links of a document: in the URL fields of its articles, and in its body."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from linter.article.article import Article
from linter.article.fields import PAGE_URLS
from linter.document import Document
from linter.document.nodes import Scalar
from linter.links.results import Need
from linter.links.templates import STAND_IN
from linter.links.wire import browser_url
from linter.source import Span
from linter.text.patterns import lazy_pattern
from linter.text.urls import Url, parse_url

if TYPE_CHECKING:
    from linter.links.body import Body

_SIGNS = ("](", "]:", "://", "<", "#", "\n=", "\n-")  # a body without these has neither links nor headings
_WEB = lazy_pattern(r"https?:", re.IGNORECASE)
_SCHEME = lazy_pattern(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HTML_SUFFIXES = frozenset([".html", ".htm"])


class Link(NamedTuple):
    """One place where a URL stands.

    `name` is newslint's name of its field (`url` for images), `""` in the body; `article` and `scalar` are None there. `need` tells what
    has to be read of it.
    """

    url: Url
    span: Span
    name: str
    is_image: bool
    need: Need = Need.NOTHING
    article: Article | None = None
    scalar: Scalar | None = None

    @property
    def is_page(self) -> bool:
        """Whether it is the address of an article, rather than of an image or of something in the body."""
        return self.name in PAGE_URLS


def links_of(document: Document, articles: Sequence[Article]) -> list[Link]:
    """Return every well-formed http(s) link of a document, in the order of its articles and then of the body."""
    found = [link for article in articles for link in _field_links(article)]
    return [*found, *_body_links(document)]


def _field_links(article: Article) -> Iterator[Link]:
    is_pair = article.url("webUrl") is not None and article.url("ampWebUrl") is not None
    for name in PAGE_URLS:
        scalar, url = article.text(name), article.url(name)
        if scalar is not None and url is not None:
            need = Need.PAGE if is_pair and name in ("webUrl", "ampWebUrl") else Need.NOTHING
            if has_fragment(url):
                need |= Need.ANCHORS
            yield Link(url, scalar.span, name, False, need, article, scalar)
    for scalar in article.image_urls:
        url = parse_url(scalar.text.strip())
        if url is not None:
            yield Link(url, scalar.span, "url", True, Need.IMAGE, article, scalar)


def _body_links(document: Document) -> Iterator[Link]:
    for written in body_of(document).links:
        url = web_url(written.url)
        if url is not None:
            need = Need.IMAGE if written.is_image else Need.ANCHORS if has_fragment(url) else Need.NOTHING
            yield Link(url, Span(written.start, written.end), "", written.is_image, need)


def body_of(document: Document) -> "Body":
    """Return the links, headings and ids of a document's body, with offsets into the document."""
    if document.front_matter is None:
        return read_body("", False)
    span = document.front_matter.body
    text = document.source.text[span.start : span.end]
    is_html = PurePath(document.source.path).suffix.lower() in _HTML_SUFFIXES
    body = read_body(text, is_html)
    return (
        body
        if not body.links
        else body._replace(links=[link._replace(start=span.start + link.start, end=span.start + link.end) for link in body.links])
    )


@lru_cache(maxsize=512)
def read_body(text: str, is_html: bool) -> "Body":
    """Read a body. The last ones are kept: several rules look at them, and pages that point at each other mostly stand together."""
    from linter.links.body import Body, read_html, read_markdown

    if not any(sign in text for sign in _SIGNS):
        return Body([], [], [])
    return read_html(text) if is_html else read_markdown(text)


def web_url(written: str) -> Url | None:
    """Return what a browser asks for at an address in a body; None for what is no page of the web, or not known before it is rendered."""
    if STAND_IN in written:
        return None
    if written.startswith("//"):
        written = f"https:{written}"
    return browser_url(written) if _WEB.match(written) else None


def why_not_checked(written: str) -> str:
    """Say why an address in a body is not asked for, `""` where it is, or where it is one of the repo's own."""
    if STAND_IN in written:
        return "template"
    if written.startswith("//") or _WEB.match(written):
        return "" if web_url(written) is not None else "malformed"
    scheme = _SCHEME.match(written)
    return f"scheme {scheme[1].lower()}" if scheme else ""


def has_fragment(url: Url) -> bool:
    """Whether a URL names a place in a page: no text fragment, no route of a script, not the top."""
    fragment = unquote(str(url.parsed.hash)[1:]).partition(":~:")[0]
    return bool(fragment) and fragment.lower() != "top" and not fragment.startswith(("!", "/")) and "=" not in fragment
