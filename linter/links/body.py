"""Links in Markdown and HTML bodies, with their exact places, and what a fragment can name there.

pulldown-cmark finds them (CommonMark, tables and footnotes of GitHub) and tells where each stands in the UTF-8 text. That text is held as
Latin-1, in which each character is one byte, so that patterns and slices count as the parser does.
"""

import html
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from linter.links import markup
from linter.links.templates import without_templates

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BARE = re.compile(r"(?:https?|ftp)://[^\s<\x00-\x20]+", re.IGNORECASE)
_ENTITY_AT_END = re.compile(r"&[A-Za-z0-9]{1,40};\Z")
_DESTINATION = re.compile(r"\][(:](?:[ \t\r\n]|(?<=\n)>)*")
_REFERENCES = frozenset(["Reference", "Collapsed", "Shortcut"])


class WrittenLink(NamedTuple):
    """A link as written: its URL as a browser gets it, and the half-open offsets that it stands at."""

    url: str
    start: int
    end: int
    is_image: bool


class Heading(NamedTuple):
    """A heading: its text without markup, and the id that it is given, `""` for none."""

    text: str
    id: str


class Body(NamedTuple):
    """What a body holds: links in the order of the text, headings, and the ids of its HTML."""

    links: list[WrittenLink]
    headings: list[Heading]
    ids: list[str]


def markdown_links(text: str) -> list[WrittenLink]:
    """Return the links and images of a Markdown text, of the HTML in it, and its bare URLs, in the order of the text."""
    return read_markdown(text).links


def html_links(text: str) -> list[WrittenLink]:
    """Return the links and images of an HTML text."""
    return read_html(text).links


def read_html(text: str) -> Body:
    """Read an HTML text."""
    shown = without_templates(text)
    return Body([WrittenLink(*address) for address in markup.addresses(shown)], [], list(markup.anchors(shown)))


def read_markdown(text: str) -> Body:
    """Read a Markdown text."""
    shown = without_templates(text).encode("utf-8", "replace").decode("utf-8")
    reader = _Reader(shown)
    reader.read()
    found = sorted(reader.links, key=lambda link: link.start)
    return Body(found if shown.isascii() else _in_characters(found, reader.raw), reader.headings, reader.ids)


def unescaped(written: str) -> str:
    """Return what a destination means: without backslashes before punctuation, character references decoded (CommonMark, 2.4 and 2.5)."""
    return html.unescape(_ESCAPE.sub(lambda escape: html.escape(escape[1]) if escape[1] == "&" else escape[1], written))


class _Reader:
    """Goes through the parser's events; all offsets are bytes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.raw = text.encode().decode("latin-1")
        self.links: list[WrittenLink] = []
        self.headings: list[Heading] = []
        self.ids: list[str] = []
        self._definitions: dict[str, tuple[int, int]] | None = None
        self._open: list[tuple[dict[str, Any], bool, int, int]] = []  # links: their data, whether images, start, end of their text
        self._pieces: list[tuple[int, int]] = []  # of text outside of links, next to each other
        self._block: list[tuple[int, int]] = []
        self._heading: list[str] | None = None

    def read(self) -> None:
        import pyromark

        options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_STRIKETHROUGH
        heading_id = ""
        events: Any = pyromark.events_with_range(self.text, options=options | pyromark.Options.ENABLE_HEADING_ATTRIBUTES)
        for event, place in events:
            start, end = place["start"], place["end"]
            if isinstance(event, str):
                self._flush()
                continue
            ((kind, value),) = event.items()
            if self._open and kind not in ("Start", "End"):
                self._text_ends_at(end)
            if kind == "Text":
                self._take_text(value, start, end)
                continue
            self._flush()
            if kind == "Start" and isinstance(value, dict) and ("Link" in value or "Image" in value):
                is_image = "Image" in value
                self._open.append((value["Image" if is_image else "Link"], is_image, start, start + 1 + is_image))
            elif kind == "End" and value in ("Link", "Image") and self._open:
                self._close(end)
            elif kind == "Start" and isinstance(value, dict) and "Heading" in value:
                self._heading, heading_id = [], value["Heading"]["id"] or ""
            elif kind == "End" and isinstance(value, dict) and "Heading" in value:
                self.headings.append(Heading("".join(self._heading or []).strip(), heading_id))
                self._heading = None
            elif kind == "Start" and value == "HtmlBlock":
                self._block = []
            elif kind == "Html":
                self._block.append((start, end))
            elif kind == "End" and value == "HtmlBlock":
                self._markup(self._block)
            elif kind == "InlineHtml":
                self._markup([(start, end)])
            elif kind == "Code" and self._heading is not None:
                self._heading.append(value)
            elif kind == "Start" and isinstance(value, dict) and "CodeBlock" in value:
                self._in_code = True
            elif kind == "End":
                self._in_code = False
                if self._open:
                    self._text_ends_at(end)
        self._flush()

    _in_code = False

    def _take_text(self, value: str, start: int, end: int) -> None:
        if self._heading is not None:
            self._heading.append(value)
        if self._open or self._in_code:
            return
        if self._pieces and self._pieces[-1][1] != start and self.raw[self._pieces[-1][1] : start] != "\\":
            self._flush()
        self._pieces.append((start, end))

    def _text_ends_at(self, end: int) -> None:
        data, is_image, start, _ = self._open[-1]
        self._open[-1] = (data, is_image, start, end)

    def _close(self, end: int) -> None:
        data, is_image, start, text_end = self._open.pop()
        if self._open:
            self._text_ends_at(end)
        if data["link_type"] != "Email":
            self.links.append(WrittenLink(data["dest_url"], *self._place(data, start, end, text_end), is_image))

    def _place(self, data: dict[str, Any], start: int, end: int, text_end: int) -> tuple[int, int]:
        """Return where a link's destination is written; where that cannot be told, its first line."""
        if data["link_type"] == "Autolink":
            return start + 1, end - 1
        if data["link_type"] in _REFERENCES:
            start, end = self._definition(data["id"]) or (start, end)
            text_end = start
        opening = _DESTINATION.search(self.raw, text_end, end)
        if opening is not None:
            place = self._destination(opening.end(), end)
            if unescaped(self._decoded(*place)) == data["dest_url"]:
                return place
        line = re.compile(r"[^\r\n]*").match(self.raw, start, end)
        return (start, line.end()) if line is not None else (start, end)

    def _destination(self, start: int, end: int) -> tuple[int, int]:
        """Return the destination that begins at `start` (CommonMark, 6.3)."""
        in_brackets = self.raw[start : start + 1] == "<"
        at = start + in_brackets
        depth = 0
        while at < end:
            character = self.raw[at]
            if character == "\\":
                at += 1
            elif in_brackets:
                if character == ">":
                    break
            elif character in " \t\r\n":
                break
            elif character == "(":
                depth += 1
            elif character == ")":
                if depth == 0:
                    break
                depth -= 1
            at += 1
        return start + in_brackets, min(at, end)

    def _definition(self, label: str) -> tuple[int, int] | None:
        if self._definitions is None:
            import pyromark

            found = pyromark.reference_definitions(self.text)
            self._definitions = {name.casefold(): (item["span"]["start"], item["span"]["end"]) for name, item in found.items()}
        return self._definitions.get(label.casefold())

    def _flush(self) -> None:
        """Look for bare URLs in the text so far, as GitHub and most generators do (GFM, 6.9)."""
        if self._pieces:
            start, end = self._pieces[0][0], self._pieces[-1][1]
            for match in _BARE.finditer(self.raw, start, end):
                before = self.raw[match.start() - 1 : match.start()] if match.start() else ""
                stop = match.start() + len(_without_punctuation(match.group()))
                url = unescaped(self._decoded(match.start(), stop))
                if not (before.isascii() and before.isalnum()) and url.partition("://")[2]:
                    self.links.append(WrittenLink(url, match.start(), stop, False))
        self._pieces = []

    def _markup(self, pieces: list[tuple[int, int]]) -> None:
        """Read HTML that may stand in several pieces, with the signs of a quote between them."""
        raw = "".join(self.raw[start:end] for start, end in pieces)
        for address in markup.addresses(raw):
            start, end = _in_pieces(address.start, pieces), _in_pieces(address.end - 1, pieces) + 1
            url = html.unescape(_utf_8(raw[address.start : address.end]))
            self.links.append(WrittenLink(url, start, end, address.is_image))
        self.ids += map(_utf_8, markup.anchors(raw))

    def _decoded(self, start: int, end: int) -> str:
        return _utf_8(self.raw[start:end])


def _utf_8(raw: str) -> str:
    return raw.encode("latin-1", "replace").decode("utf-8", "replace")


def _in_pieces(offset: int, pieces: Iterable[tuple[int, int]]) -> int:
    for start, end in pieces:
        if offset < end - start:
            return start + offset
        offset -= end - start
    return 0


def _without_punctuation(url: str) -> str:
    """Return a bare URL without what ends the sentence around it (GFM, 6.9)."""
    while url:
        last = url[-1]
        entity = _ENTITY_AT_END.search(url[-42:]) if last == ";" else None
        if entity is not None:
            url = url[: len(url) - len(entity.group())]
        elif last in "?!.,:;*_~'\"]|\\" or (last == ")" and url.count(")") > url.count("(")):
            url = url[:-1]
        else:
            break
    return url


def _in_characters(links: list[WrittenLink], raw: str) -> list[WrittenLink]:
    """Turn byte offsets into those of characters."""
    wanted = sorted({0} | {link.start for link in links} | {link.end for link in links})
    count = {0: 0}
    for before, after in pairwise(wanted):
        count[after] = count[before] + len(_utf_8(raw[before:after]))
    return [link._replace(start=count[link.start], end=count[link.end]) for link in links]
