"""The links of a document: in the URL fields of its articles, and in its body."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from linter.article.article import PAGE_URLS, Article
from linter.document import Document
from linter.document.nodes import Scalar
from linter.links.results import Need
from linter.source import Span
from linter.text.urls import Url, parse_url

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
            yield Link(url, scalar.span, name, False, need, article, scalar)
    for scalar in article.image_urls:
        url = parse_url(scalar.text.strip())
        if url is not None:
            yield Link(url, scalar.span, "url", True, Need.IMAGE, article, scalar)


def _body_links(document: Document) -> Iterator[Link]:
    if document.front_matter is None:
        return
    body = document.front_matter.body
    text = document.source.text[body.start : body.end]
    if "://" not in text:
        return
    from linter.links.body import html_links, markdown_links

    is_html = PurePath(document.source.path).suffix.lower() in _HTML_SUFFIXES
    for written in html_links(text) if is_html else markdown_links(text):
        url = parse_url(written.url)
        if url is not None:
            span = Span(body.start + written.start, body.start + written.end)
            yield Link(url, span, "", written.is_image, Need.IMAGE if written.is_image else Need.NOTHING)
