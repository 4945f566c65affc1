"""Undoing the mistakes that break JSON, one after the other: each is a problem, and a repair where one character, or quotes, mend it."""

import re
from collections.abc import Callable
from typing import NamedTuple

from linter.document.problem import Change, Problem, Repair
from linter.document.repair.mending import Mended
from linter.document.repair.moving import moved_back
from linter.document.result import Limits, Reading
from linter.source import Span, end_of_line

_MOST_MISTAKES = 20
_LONGEST = 200_000  # each repair is proved by reading the block again
_WORDS = {"True": "true", "False": "false", "None": "null", "TRUE": "true", "FALSE": "false", "NULL": "null", "nil": "null"}
_WORD = re.compile(r"[A-Za-z_$][\w$-]*")
_QUOTED = re.compile(r"'([^'\"\\\r\n]*)'|[“”„‟«]([^“”„‟«»\"\\\r\n]*)[“”‟»]")
_PIECE = re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n])*+"?+|[{}\[\]]')

Read = Callable[[str, Span, Limits], Reading]


class _Way(NamedTuple):
    """What is wrong in plain words, where, and what mends it; without a change it is only explained."""

    message: str
    span: Span
    hint: str = ""
    change: Change | None = None
    exact: bool = True


def read_mended(text: str, block: Span, limits: Limits, broken: Reading, read: Read) -> Reading:
    """Mend a broken block step by step, as far as that goes, and read it."""
    found: list[Problem] = []
    changes: list[Change] = []
    mended, result = Mended(text, []), broken
    last = -1
    while (error := _error(result)) is not None:
        at = mended.back(error.span.start)
        way = _way(text, block, at, error) if at > last and block.end - block.start <= _LONGEST else None
        if way is None or way.change is None or len(found) >= _MOST_MISTAKES:
            found.append(error._replace(span=mended.back_span(error.span)) if way is None else _problem(way))
            return Reading(None, found, [])
        found.append(_problem(way))
        changes.append(way.change)
        mended, last = Mended(text, changes), at
        result = read(mended.text, Span(block.start, block.end + len(mended.text) - len(text)), limits)
    return moved_back(text, result, mended, found)


def _error(result: Reading) -> Problem | None:
    return next((problem for problem in result.problems if problem.rule == "broken-syntax"), None)


def _problem(way: _Way) -> Problem:
    repair = Repair((way.change,), way.exact) if way.change is not None else None
    return Problem("broken-syntax", way.message, way.span, way.hint, repair=repair)


def _way(text: str, block: Span, at: int, error: Problem) -> _Way | None:
    """Say what is wrong at a place, None where the reader's own words are the best there are."""
    sign = text[at : at + 1]
    here = Span(at, at + 1)
    before = block.start + len(text[block.start : at].rstrip(" \t\r\n"))
    if text.startswith(("//", "/*", "#"), at):
        return _Way("JSON has no comments", Span(at, end_of_line(text, at)), "remove it")
    if sign in ("}", "]") and text[before - 1 : before] == ",":
        comma = Span(before - 1, before)
        return _Way(f"a comma before `{sign}` is one too many", comma, change=Change(comma, ""))
    if "control characters" in error.message and sign in ("\r", "\n"):
        return _unclosed_text(text, at)
    if error.message.startswith("expected a closing"):
        return None
    quoted = _QUOTED.match(text, at, block.end)
    if quoted is not None:
        span = Span(*quoted.span())
        return _Way("text has to stand in double quotes in JSON", span, change=Change(span, f'"{quoted[1] or quoted[2] or ""}"'))
    if error.message.startswith("expected `,`"):
        if sign == ";":
            return _Way("JSON has `,` between two fields, found `;`", here, change=Change(here, ","))
        if sign in ('"', "{", "["):
            return _Way("a comma is missing between two fields", here, change=Change(Span(before, before), ","))
    if error.message.startswith("expected `:`"):
        if sign == "=":
            return _Way("JSON has `:` between a name and its value, found `=`", here, change=Change(here, ":"))
        if sign in ('"', "{", "[") or sign.isdigit():
            return _Way("`:` is missing between a name and its value", here, change=Change(Span(before, before), ":"))
    word = _WORD.match(text, at, block.end)
    if word is not None and error.message.startswith("expected a key"):
        span = Span(*word.span())
        if text[span.end : span.end + 20].lstrip(" \t").startswith(":"):
            message = f"the name of a field has to stand in double quotes: `{word.group()}`"
            return _Way(message, span, change=Change(span, f'"{word.group()}"'))
    if word is not None and word.group() in _WORDS and error.message.startswith("expected a JSON value"):
        span, meant = Span(*word.span()), _WORDS[word.group()]
        return _Way(f"JSON writes `{meant}`, not `{word.group()}`", span, change=Change(span, meant))
    opening = _never_closed(text, block)
    if opening is not None:
        closing = {"{": "}", "[": "]"}[text[opening]]
        message = f"`{text[opening]}` is opened here and never closed"
        return _Way(message, Span(opening, opening + 1), f"add `{closing}` where it ends")
    return None


def _unclosed_text(text: str, at: int) -> _Way | None:
    """Close a text at the end of its line, before a comma."""
    line = text.rfind("\n", 0, at) + 1
    quote = text.rfind('"', line, at)
    if quote < 0:
        return None
    end = line + len(text[line:at].rstrip(" \t\r"))
    has_comma = text[end - 1] == ","
    place = end - has_comma
    change = Change(Span(place, place), '"')
    return _Way(
        'the quote `"` that is opened here is never closed', Span(quote, quote + 1), 'close it with `"`', change, exact=not has_comma
    )


def _never_closed(text: str, block: Span) -> int | None:
    """Return where the innermost bracket stands that nothing closes."""
    opened: list[int] = []
    for match in _PIECE.finditer(text, *block):
        sign = match.group()
        if sign in ("{", "["):
            opened.append(match.start())
        elif sign in ("}", "]") and opened:
            opened.pop()
    return opened[-1] if opened else None
