"""Where the front matter begins and ends: the fences of Jekyll (`---` … `---` or `...`)."""

import re
from typing import NamedTuple

from linter.document.problem import Problem
from linter.source import Span, bom_length
from linter.text.patterns import lazy_pattern

_OPENING = re.compile(r"---[ \t]*(\r\n|\n|\r|\Z)")
_CLOSING = re.compile(r"(---|\.\.\.)[ \t]*(?=\r|\n|\Z)")
_DASHES = Span(0, 3)
_CLOSING_STARTS = ("\n---", "\n...", "\r---", "\r...")
_JSON = re.compile(r'\s*+\{\s*+(?:"|\Z)')
_LATER_OPENING = re.compile(r"(?:\A|[\r\n])---[ \t]*(?:\r\n|\n|\r)")


class FrontMatter(NamedTuple):
    """The fences' places: `opening` and `closing` mark the dashes, `block` the YAML between, `body` what follows."""

    opening: Span
    block: Span
    closing: Span
    body: Span


def whole_file(text: str) -> FrontMatter:
    """Treat all of `text` as the block, as for `.yaml` and `.json` files."""
    start = bom_length(text)
    end = len(text)
    return FrontMatter(Span(start, start), Span(start, end), Span(end, end), Span(end, end))


def find_front_matter(text: str) -> FrontMatter | Problem:
    """Find the fences, or say what is wrong with them."""
    if text.startswith("---\n"):  # as most files are
        end = text.find("\n---\n", 3)
        if end > 3 and text.find("\n---", 3, end) < 0 and text.find("\n...", 3, end) < 0 and text.find("\r", 0, end) < 0:
            return FrontMatter(_DASHES, Span(4, end), Span(end + 1, end + 4), Span(end + 5, len(text)))
    return _find_any(text)


_OTHER_LINE = lazy_pattern(r"^(\*{3}|_{3}|`{3}|={3}|~{3})[ \t]*$", re.MULTILINE)


def _find_any(text: str) -> FrontMatter | Problem:
    start = bom_length(text)
    opening = match_opening(text)
    if opening is None:
        return Problem("missing-front-matter", _why_missing(text, start), _first_line(text, start))
    dashes = Span(start, start + 3)
    closing = _find_closing(text, start + 3)
    if closing is None:
        message = "the front matter is never closed: add a line `---` below its last field"
        other = _OTHER_LINE.search(text, start + 3)
        if other is not None:
            message = f"the front matter is never closed: `{other[1]}` does not close it, write `---` there"
        return Problem("unclosed-front-matter", message, dashes)
    block_end = max(line_break_before(text, closing.start()), opening.end())
    body_start = closing.end()
    for newline in ("\r\n", "\n", "\r"):
        if text.startswith(newline, body_start):
            body_start += len(newline)
            break
    return FrontMatter(dashes, Span(opening.end(), block_end), Span(*closing.span(1)), Span(body_start, len(text)))


def match_opening(text: str) -> re.Match[str] | None:
    """Match the opening fence with its line break."""
    return _OPENING.match(text, bom_length(text))


def line_break_before(text: str, start: int) -> int:
    """Return where the line break in front of a line begins."""
    return start - (2 if text.startswith("\r\n", start - 2) else 1)


def _find_closing(text: str, start: int) -> re.Match[str] | None:
    """Find the first closing fence; looking for how it begins takes a sixth of the time that the pattern alone does."""
    closing = None
    end = len(text)
    for beginning in _CLOSING_STARTS if "\r" in text else _CLOSING_STARTS[:2]:
        at = text.find(beginning, start, end)
        while at >= 0:
            found = _CLOSING.match(text, at + 1)
            if found is not None:
                closing, end = found, at
                break
            at = text.find(beginning, at + 1, end)
    return closing


def _first_line(text: str, start: int) -> Span:
    match = re.compile(r"[\r\n]").search(text, start)
    end = match.start() if match else len(text)
    return Span(start, end)


def _why_missing(text: str, start: int) -> str:
    """Say what is wrong with the beginning of a file, in the words of its author's next step."""
    head = text[start : start + 200]
    first = text[slice(*_first_line(text, start))]
    if not text[start:].strip():
        return "this file is empty: the first line must be `---`, with the fields below it"
    if head.startswith("+++"):
        return "this file has TOML front matter (`+++`): newslint reads YAML between lines `---`"
    if _JSON.match(head):
        return "this file has JSON front matter: newslint reads YAML between lines `---`"
    if head.startswith("%YAML"):
        return "the first line must be `---`, not a `%YAML` directive: delete it"

    from linter.document.fence_lines import what_is_wrong

    wrong = what_is_wrong(first)
    if wrong is not None:
        return f"the first line must be exactly `---`: {wrong}"
    later = _LATER_OPENING.search(text, start)
    before = text[start : later.start()] if later is not None else text[start:]
    if later is not None and not before.strip():
        return "the first line must be `---`: delete the blank lines above it"
    if later is not None and all(line.lstrip().startswith(("#", "<!--")) or not line.strip() for line in before.splitlines()):
        return "the first line must be `---`: move the comment below it"
    return "this file has no front matter: the first line must be `---`"
