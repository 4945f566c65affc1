"""The ids that generators give to headings."""

import re
import unicodedata
from collections.abc import Iterable

from linter.links.body import Heading

_WORDS = re.compile(r"[^\w\- ]")
_ASCII_WORDS = re.compile(r"[^a-zA-Z0-9 -]")


def heading_ids(headings: Iterable[Heading], style: str) -> frozenset[str]:
    """Return the ids of a page's headings. Where versions of a generator differ, the ids of all of them count.

    `github`: github-slugger, which Docusaurus uses as well. `jekyll`: kramdown's own ids and those of its GFM parser, which is Jekyll's
    default. `hugo`: goldmark's `github` and `github-ascii`.
    """
    slugs = {"github": (_github,), "jekyll": (_github, _kramdown), "hugo": (_github, _hugo, _ascii)}[style]
    found = set()
    headings = list(headings)
    for slug in slugs:
        used: dict[str, int] = {}
        for heading in headings:
            name = slug(heading.text)
            count = used.get(name, 0)
            used[name] = count + 1
            found.add(f"{name}-{count}" if count else name)
    return frozenset(found) | {heading.id for heading in headings if heading.id}


def _github(text: str) -> str:
    return _WORDS.sub("", text.lower()).replace(" ", "-")


def _hugo(text: str) -> str:
    """Hugo trims a heading, and drops what is neither letter, number, blank, `_` nor `-`."""
    return re.sub(r"\s", "-", _WORDS.sub("", text.strip().lower()).strip())


def _ascii(text: str) -> str:
    return _github("".join(letter for letter in unicodedata.normalize("NFD", text) if letter.isascii()))


def _kramdown(text: str) -> str:
    """Kramdown's `basic_generate_id`: from the first letter on, ASCII letters and digits only."""
    return _ASCII_WORDS.sub("", re.sub(r"\A[^a-zA-Z]+", "", text)).replace(" ", "-").lower() or "section"
