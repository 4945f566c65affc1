"""Links in Markdown and HTML, with their places. The parsers find them; where each stands is looked up in the text."""

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

_ATTRIBUTES = {"a": "href", "img": "src", "iframe": "src", "video": "src", "audio": "src", "source": "src", "embed": "src"}
_LINE_BREAK = re.compile(r"\r\n|\n|\r")


class WrittenLink(NamedTuple):
    """A link as written: its URL, and the half-open offsets that it stands at."""

    url: str
    start: int
    end: int
    is_image: bool


def markdown_links(text: str) -> list[WrittenLink]:
    """Return the links and images of a Markdown text (CommonMark with tables, and the HTML in it), in the order of the text."""
    environment: dict[str, Any] = {}
    finder = _Finder(text)
    found: list[WrittenLink] = []
    for block in _parser().parse(text, environment):
        if block.type == "inline" and block.map and block.children:
            finder.enter(*block.map)
            found += _inline_links(block.children, finder, environment)
        elif block.type == "html_block" and block.map:
            finder.enter(*block.map)
            found += _markup_links(block.content, finder)
    return found


def html_links(text: str) -> list[WrittenLink]:
    """Return the links and images of an HTML text."""
    finder = _Finder(text)
    return list(_markup_links(text, finder))


def _inline_links(tokens: Iterable[Any], finder: "_Finder", environment: dict[str, Any]) -> Iterator[WrittenLink]:
    """Follow the text from token to token: a link's URL stands behind its text, which may hold the same URL or an image."""
    open_urls: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            url = token.attrs["href"]
            if token.info == "auto":
                yield finder.find(url, False)
            else:
                open_urls.append(url)
        elif token.type == "link_close" and token.info != "auto" and open_urls:
            url = open_urls.pop()
            yield finder.find(url, False, _definition_lines(url, environment))
        elif token.type == "image":
            finder.skip(token.content)
            yield finder.find(token.attrs["src"], True, _definition_lines(token.attrs["src"], environment))
        elif token.type == "html_inline":
            yield from _markup_links(token.content, finder)
        elif token.type in ("text", "code_inline"):
            finder.skip(token.content)


def _definition_lines(url: str, environment: dict[str, Any]) -> tuple[int, int] | None:
    """Return the lines of the reference definition (`[label]: url`) that gives a URL."""
    for reference in environment.get("references", {}).values():
        if reference["href"] == url:
            first, end = reference["map"]
            return first, end
    return None


def _markup_links(markup: str, finder: "_Finder") -> Iterator[WrittenLink]:
    for node in LexborHTMLParser(markup).css(",".join(_ATTRIBUTES)):
        url = (node.attributes.get(_ATTRIBUTES[node.tag or ""]) or "").strip()
        if url:
            yield finder.find(url, node.tag == "img")


class _Finder:
    """Looks up URLs in the lines of one block after the other, each after the one before it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text)), len(text)]
        self._at, self._first, self._end = 0, 0, len(text)

    def enter(self, first_line: int, end_line: int) -> None:
        """Go to the lines of a block, from 0, the last one exclusive."""
        self._first, self._end = self._offset(first_line), self._offset(end_line)
        self._at = self._first

    def skip(self, content: str) -> None:
        """Go past a piece of text, where it is written as it reads."""
        start = self._text.find(content, self._at, self._end) if content else -1
        if start >= 0:
            self._at = start + len(content)

    def find(self, url: str, is_image: bool, definition: tuple[int, int] | None = None) -> WrittenLink:
        """Return where `url` is written: further on in the block, in its definition, or somewhere on the block's first line."""
        for written in (url, html.escape(url, quote=False)):
            start = self._text.find(written, self._at, self._end)
            if start >= 0:
                self._at = start + len(written)
                return WrittenLink(url, start, self._at, is_image)
        if definition is not None:
            start = self._text.find(url, self._offset(definition[0]), self._offset(definition[1]))
            if start >= 0:
                return WrittenLink(url, start, start + len(url), is_image)
        line = _LINE_BREAK.search(self._text, self._first, self._end)
        return WrittenLink(url, self._first, line.start() if line else self._end, is_image)

    def _offset(self, line: int) -> int:
        return self._starts[min(line, len(self._starts) - 1)]


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # a changed URL would not be found in the text
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # other schemes are sorted out later
    return parser
