"""HTML as a browser's parser sees it (lexbor), as long as that does not take for ever."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# The parser looks through all open elements at each `<div>`: twenty thousand of them take it 0.7 s, ten times as many a minute.
MOST_ELEMENTS = 20_000
_ELEMENT = re.compile(r"<[A-Za-z]")
_ELEMENT_BYTES = re.compile(rb"<[A-Za-z]")


def html_tree(markup: str | bytes, *, is_fragment: bool = False) -> "LexborHTMLParser | None":
    """Parse `markup`; None where it holds more than `MOST_ELEMENTS`, which no page that people read does."""
    starts = _ELEMENT.finditer(markup) if isinstance(markup, str) else _ELEMENT_BYTES.finditer(markup)
    if sum(1 for _ in starts) > MOST_ELEMENTS:
        return None
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(markup, is_fragment=is_fragment)
