"""Where the front matter begins and ends: the fences of each syntax, and the object that JSON needs none for."""

import re
from functools import lru_cache
from typing import NamedTuple

from linter.document.problem import Problem
from linter.document.syntaxes import DEFAULT, SYNTAXES, Fence, Syntax
from linter.source import Span, bom_length
from linter.text.patterns import lazy_pattern

_DASHES = Span(0, 3)
_JSON = re.compile(r'\s*+\{\s*+(?:"|\Z)')
_LATER_OPENING = re.compile(r"(?:\A|[\r\n])---[ \t]*(?:\r\n|\n|\r)")


class FrontMatter(NamedTuple):
    """The fences' places: `opening` and `closing` mark them, `block` is what stands between, in `syntax`, `body` what follows."""

    opening: Span
    block: Span
    closing: Span
    body: Span
    syntax: Syntax = DEFAULT


class _Patterns(NamedTuple):
    """How a fence is found: its first line, a last line, and how that begins."""

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    starts: tuple[str, ...]


def whole_file(text: str, syntax: Syntax = DEFAULT) -> FrontMatter:
    """Treat all of `text` as the block, as for `.yaml`, `.toml` and `.json` files."""
    start = bom_length(text)
    end = len(text)
    return FrontMatter(Span(start, start), Span(start, end), Span(end, end), Span(end, end), syntax)


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
    for syntax in SYNTAXES:
        for fence in syntax.fences:
            opening = match_opening(text, fence)
            if opening is not None:
                return _between(text, syntax, fence, opening)
    for syntax in SYNTAXES:
        block = syntax.find(text, start)
        if block is not None:
            first, last = Span(block.start, block.start + 1), Span(block.end - 1, block.end)
            return FrontMatter(first, block, last, Span(_behind_line_break(text, block.end), len(text)), syntax)
    return Problem("missing-front-matter", _why_missing(text, start), _first_line(text, start))


def _between(text: str, syntax: Syntax, fence: Fence, opening: re.Match[str]) -> FrontMatter | Problem:
    """Find the fence that closes what `opening` opens."""
    first = Span(opening.start(), opening.start() + len(fence.opening))
    closing = _find_closing(text, first.end, _patterns(fence))
    if closing is None:
        mark = fence.closings[0]
        other = _OTHER_LINE.search(text, first.end)
        advice = f"`{other[1]}` does not close it, write `{mark}` there" if other else f"add a line `{mark}` below its last field"
        return Problem("unclosed-front-matter", f"the front matter is never closed: {advice}", first)
    block_end = max(line_break_before(text, closing.start()), opening.end())
    body = Span(_behind_line_break(text, closing.end()), len(text))
    return FrontMatter(first, Span(opening.end(), block_end), Span(*closing.span(1)), body, syntax)


def _behind_line_break(text: str, at: int) -> int:
    return next((at + len(newline) for newline in ("\r\n", "\n", "\r") if text.startswith(newline, at)), at)


@lru_cache
def _patterns(fence: Fence) -> _Patterns:
    signs = "|".join(map(re.escape, fence.closings))
    return _Patterns(
        re.compile(rf"{re.escape(fence.opening)}[ \t]*(\r\n|\n|\r|\Z)"),
        re.compile(rf"({signs})[ \t]*(?=\r|\n|\Z)"),
        tuple(f"{newline}{sign}" for newline in ("\n", "\r") for sign in fence.closings),
    )


def match_opening(text: str, fence: Fence = DEFAULT.fences[0]) -> re.Match[str] | None:
    """Match an opening fence with its line break."""
    return _patterns(fence).opening.match(text, bom_length(text))


def line_break_before(text: str, start: int) -> int:
    """Return where the line break in front of a line begins."""
    return start - (2 if text.startswith("\r\n", start - 2) else 1)


def _find_closing(text: str, start: int, patterns: _Patterns) -> re.Match[str] | None:
    """Find the first closing fence; looking for how it begins takes a sixth of the time that the pattern alone does."""
    closing = None
    end = len(text)
    has_carriages = "\r" in text
    for beginning in patterns.starts:
        if beginning[0] == "\r" and not has_carriages:
            break
        at = text.find(beginning, start, end)
        while at >= 0:
            found = patterns.closing.match(text, at + 1)
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
    if _JSON.match(head):
        return "JSON front matter begins with the first character of the file: delete the blanks above it"
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
