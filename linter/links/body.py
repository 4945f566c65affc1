"""Links in Markdown and HTML, with their places. The parsers find them; where each stands is looked up in the text."""

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from linter.text.html_tree import html_tree

_ATTRIBUTES = {"a": "href", "img": "src", "iframe": "src", "video": "src", "audio": "src", "source": "src", "embed": "src"}
_PATIENCE = 20_000_000  # characters that may be searched in vain: a text full of escapes must not take for ever
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
    blocks = _parser().parse(text, environment)
    definitions = {reference["href"]: tuple(reference["map"]) for reference in environment.get("references", {}).values()}
    for block in blocks:
        if block.type == "inline" and block.map and block.children:
            finder.enter(*block.map)
            found += _inline_links(block.children, finder, definitions)
        elif block.type == "html_block" and block.map:
            finder.enter(*block.map)
            found += _markup_links(block.content, finder)
    return found


def html_links(text: str) -> list[WrittenLink]:
    """Return the links and images of an HTML text."""
    finder = _Finder(text)
    return list(_markup_links(text, finder))


def _inline_links(tokens: Iterable[Any], finder: "_Finder", definitions: dict[str, Any]) -> Iterator[WrittenLink]:
    """Follow the text from token to token: a link's URL stands behind its text, which may hold the same URL or an image."""
    open_urls: list[str] = []
    is_auto = False
    for token in tokens:
        if token.type == "link_open":
            is_auto = token.info == "auto"
            open_urls.append(token.attrs["href"])
        elif token.type == "link_close" and open_urls:
            is_auto = False
            url = open_urls.pop()
            yield finder.find(url, False, definitions.get(url))
        elif token.type == "image":
            finder.skip(token.content)
            yield finder.find(token.attrs["src"], True, definitions.get(token.attrs["src"]))
        elif token.type == "html_inline":
            yield from _markup_links(token.content, finder)
        elif token.type in ("text", "code_inline") and not is_auto:  # the text of `<url>` is the URL itself
            finder.skip(token.content)


def _markup_links(markup: str, finder: "_Finder") -> Iterator[WrittenLink]:
    tree = html_tree(markup)
    for node in tree.css(",".join(_ATTRIBUTES)) if tree is not None else ():
        url = (node.attributes.get(_ATTRIBUTES[node.tag or ""]) or "").strip()
        if url:
            yield finder.find(url, node.tag == "img")


class _Finder:
    """Looks up URLs in the lines of one block after the other, each after the one before it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text)), len(text)]
        self._at, self._first, self._end = 0, 0, len(text)
        self._line_end = self._end_of_line()
        self._patience = _PATIENCE

    def enter(self, first_line: int, end_line: int) -> None:
        """Go to the lines of a block, from 0, the last one exclusive."""
        self._first, self._end = self._offset(first_line), self._offset(end_line)
        self._at = self._first
        self._line_end = self._end_of_line()

    def skip(self, content: str) -> None:
        """Go past a piece of text, where it is written as it reads."""
        start = self._search(content) if content else -1
        if start >= 0:
            self._at = start + len(content)

    def find(self, url: str, is_image: bool, definition: tuple[int, int] | None = None) -> WrittenLink:
        """Return where `url` is written: further on in the block, in its definition (by lines, from 0), or on the block's first line."""
        for written in (url, html.escape(url, quote=False)):
            start = self._search(written)
            if start >= 0:
                self._at = start + len(written)
                return WrittenLink(url, start, self._at, is_image)
        if definition is not None:
            start = self._text.find(url, self._offset(definition[0]), self._offset(definition[1]))
            if start >= 0:
                return WrittenLink(url, start, start + len(url), is_image)
        return WrittenLink(url, self._first, self._line_end, is_image)

    def _end_of_line(self) -> int:
        line = _LINE_BREAK.search(self._text, self._first, self._end)
        return line.start() if line else self._end

    def _search(self, content: str) -> int:
        if self._patience <= 0:
            return -1
        start = self._text.find(content, self._at, self._end)
        if start < 0:
            self._patience -= self._end - self._at
        return start

    def _offset(self, line: int) -> int:
        return self._starts[min(line, len(self._starts) - 1)]


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # a changed URL would not be found in the text
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # other schemes are sorted out later
    return parser
