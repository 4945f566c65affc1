"""The attributes of HTML tags that hold addresses, with their places, as a browser's tokenizer finds them (HTML, section 13.2.5)."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_LINKS = {
    "a": ("href",),
    "area": ("href",),
    "link": ("href",),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "track": ("src",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
}
_IMAGES = frozenset(["img src", "img srcset", "source srcset", "video poster"])
_NO_TEXT = ("script", "style", "textarea", "title", "xmp", "noembed", "noframes")  # what stands in them is no markup
_START = re.compile(r"<!--|<!\[CDATA\[|<([A-Za-z][^ \t\r\n\f/>]*)")
_ATTRIBUTE = re.compile(
    r"[ \t\r\n\f/]*([^ \t\r\n\f/>=][^ \t\r\n\f/>=]*)(?:[ \t\r\n\f]*=[ \t\r\n\f]*(\"[^\"]*\"|'[^']*'|[^ \t\r\n\f>\"'][^ \t\r\n\f>]*))?"
)
_BLANK = re.compile(r"[ \t\r\n\f/]*")
_CANDIDATE = re.compile(r"[ \t\r\n\f,]*([^ \t\r\n\f]+)([^,]*)")
_HAS_ADDRESS = re.compile(r"(?:href|src|srcset|poster|data|id|name)[ \t\r\n\f]*=", re.IGNORECASE)


class Address(NamedTuple):
    """An address in an attribute: as a browser reads it, where it stands, and whether an image is to be shown."""

    url: str
    start: int
    end: int
    is_image: bool


class Tag(NamedTuple):
    """A start tag: its name and its attributes (the first of each name), each with the offset of its value."""

    name: str
    attributes: dict[str, tuple[str, int]]


def addresses(markup: str) -> Iterator[Address]:
    """Yield the addresses in HTML, in their order."""
    for tag in tags(markup):
        for attribute in _LINKS.get(tag.name, ()):
            value, start = tag.attributes.get(attribute, ("", 0))
            is_image = f"{tag.name} {attribute}" in _IMAGES
            if attribute == "srcset":
                yield from _candidates(value, start, is_image)
            elif value.strip():
                left = len(value) - len(value.lstrip(" \t\r\n\f"))
                written = value.strip(" \t\r\n\f")
                yield Address(html.unescape(written), start + left, start + left + len(written), is_image)


def anchors(markup: str) -> Iterator[str]:
    """Yield what a fragment can name in HTML: each `id`, and the `name` of each `<a>`."""
    for tag in tags(markup):
        for attribute in ("id", "name") if tag.name == "a" else ("id",):
            if attribute in tag.attributes:
                yield html.unescape(tag.attributes[attribute][0])


def tags(markup: str) -> Iterator[Tag]:
    """Yield the start tags in HTML; comments, scripts and styles hold none. What is not closed ends the search, as in a browser."""
    if not _HAS_ADDRESS.search(markup):
        return
    at = 0
    lowered = ""
    while (start := _START.search(markup, at)) is not None:
        if start[1] is None:
            closing = "-->" if start.group() == "<!--" else "]]>"
            at = markup.find(closing, start.end())
            if at < 0:
                return
            continue
        name = start[1].lower()
        attributes: dict[str, tuple[str, int]] = {}
        at = start.end()
        while (found := _ATTRIBUTE.match(markup, at)) is not None:
            if found[2] is not None:
                quoted = found[2][0] in "\"'"
                attributes.setdefault(found[1].lower(), (found[2][1:-1] if quoted else found[2], found.start(2) + quoted))
            at = found.end()
            if at < len(markup) and markup[at] in "\"'=":
                at += 1
        blank = _BLANK.match(markup, at)
        at = blank.end() if blank is not None else at
        if at >= len(markup):
            return
        yield Tag(name, attributes)
        if name in _NO_TEXT:
            lowered = lowered or markup.lower()
            at = lowered.find(f"</{name}", at)
            if at < 0 or len(lowered) != len(markup):
                return


def _candidates(srcset: str, start: int, is_image: bool) -> Iterator[Address]:
    """Yield the addresses of a `srcset` (HTML, "parse a srcset attribute")."""
    at = 0
    while (candidate := _CANDIDATE.match(srcset, at)) is not None:
        url = candidate[1].rstrip(",")
        if url:
            place = start + candidate.start(1)
            yield Address(html.unescape(url), place, place + len(url), is_image)
        at = candidate.end(1) if candidate[1].endswith(",") else candidate.end()
