"""How values from files are shown in messages: quoted, cut, and kept harmless."""

import re
from collections.abc import Iterable

from linter.text.patterns import lazy_pattern

_LONGEST_NAME = 100
_LONGEST_SHOWN = 80


# Everything that could act on a terminal or reorder a line: C0 and C1 controls, line separators, bidi controls,
# zero-width characters, tags, surrogates.
UNPRINTABLE = lazy_pattern(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


def escape(text: str) -> str:
    r"""Write unprintable characters as escapes: `\x1b`, `\u202e`."""
    return UNPRINTABLE.sub(_escape_one, text)


def counted(number: int, word: str) -> str:
    """Write a number with what it counts: `1 file`, `2,000 files`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _escape_one(match: re.Match[str]) -> str:
    number = ord(match.group())
    short = {9: r"\t", 10: r"\n", 13: r"\r"}.get(number)
    if short:
        return short
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def closest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the one of `known` that was probably meant, None where none is near; `cutoff` is how much must be alike, from 0 to 1."""
    if len(word) > _LONGEST_NAME:
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=cutoff)), None)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "", *, before: str = "", cutoff: float = 0.6) -> str:
    """Return the end of a message about an unknown word: the one that was probably meant, behind `before`, else `otherwise`."""
    close = closest(word, known, cutoff=cutoff)
    return otherwise if close is None else f": did you mean {show(before + close)}?"


def show(value: object, longest: int = _LONGEST_SHOWN) -> str:
    """Quote a value from a file in a message: in backticks, on one line, escaped, cut where it is long."""
    text = value if isinstance(value, str) else _plain(value)
    if len(text) > longest:
        text = f"{text[: longest - 1]}…"
    return f"`{escape(text)}`"


def _plain(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)
