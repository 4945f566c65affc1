"""Where the front matter begins and ends: the fences of Jekyll (`---` … `---` or `...`)."""

import re
from typing import NamedTuple

from linter.document.problem import Problem
from linter.source import BOM, Span, bom_length

_OPENING = re.compile(r"---[ \t]*(\r\n|\n|\r|\Z)")
_CLOSING = re.compile(r"(---|\.\.\.)[ \t]*(?=\r|\n|\Z)")
_DASHES = Span(0, 3)
_AROUND_FENCES = f" \t\u200b{BOM}"
_CLOSING_STARTS = ("\n---", "\n...", "\r---", "\r...")
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


def _find_any(text: str) -> FrontMatter | Problem:
    start = bom_length(text)
    opening = _OPENING.match(text, start)
    if opening is None:
        return Problem("missing-front-matter", _why_missing(text, start), _first_line(text, start))
    dashes = Span(start, start + 3)
    closing = _find_closing(text, start + 3)
    if closing is None:
        near = _near_closing(text, opening.end())
        if near is not None:
            return Problem("unclosed-front-matter", "the front matter is never closed: this line is not exactly `---`", near)
        message = "the front matter is never closed: expected a line `---` after it"
        return Problem("unclosed-front-matter", message, dashes)
    block_end = closing.start() - (2 if text.startswith("\r\n", closing.start() - 2) else 1)
    block_end = max(block_end, opening.end())
    body_start = closing.end()
    for newline in ("\r\n", "\n", "\r"):
        if text.startswith(newline, body_start):
            body_start += len(newline)
            break
    return FrontMatter(dashes, Span(opening.end(), block_end), Span(*closing.span(1)), Span(body_start, len(text)))


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


def _near_closing(text: str, start: int) -> Span | None:
    """Find the first line that was probably meant to close the front matter: `----`, `--`, an indented `---`, `---END`."""
    for line in re.compile(r"[^\r\n]+").finditer(text, start):
        written = line[0].strip(_AROUND_FENCES)
        word = written.lstrip("-")
        if written == "--" or (written.startswith("---") and "|" not in word and not re.search(r"\s", word)):
            return Span(*line.span())
    return None


def _first_line(text: str, start: int) -> Span:
    match = re.compile(r"[\r\n]").search(text, start)
    end = match.start() if match else len(text)
    return Span(start, end)


def _why_missing(text: str, start: int) -> str:
    head = text[start : start + 200]
    expected = "expected a line `---` at the beginning of the file"
    if not head.strip():
        return f"{expected}, found " + ("an empty file" if not text[start:].strip() else "blank lines")
    if head.startswith("+++"):
        return f"{expected}, found TOML front matter (`+++`): newslint reads YAML"
    if head.startswith("{"):
        return f"{expected}, found JSON front matter: newslint reads YAML"
    if head.startswith("%YAML"):
        return f"{expected}, found a `%YAML` directive"
    if re.match(r"----+[ \t]*[\r\n]", head):
        return f"{expected}, found more than three dashes"
    if re.match(r"---[ \t]*[^\s-]", head):
        return "expected `---` alone on the first line, found text after it"
    later = _LATER_OPENING.search(text, start)
    if later is not None:
        before = text[start : later.start()]
        if not before.strip():
            return f"{expected}, found blank lines before it"
        if all(line.lstrip().startswith(("#", "<!--")) or not line.strip() for line in before.splitlines()):
            return f"{expected}, found a comment before it"
        if head[0] in " \t" and head.lstrip().startswith("---"):
            return f"{expected}, found it indented"
    elif re.match(r"[ \t]+---", head):
        return f"{expected}, found it indented"
    return f"{expected}, found text"
