"""One reported problem, and how its words are kept harmless."""

import re
from enum import StrEnum
from typing import NamedTuple

from linter.fix import Fix
from linter.patterns import lazy_pattern
from linter.source import Span

_LONGEST_SHOWN = 80

# Everything that could act on a terminal or reorder a line: C0 and C1 controls, line separators, bidi controls,
# zero-width characters, tags, surrogates.
UNPRINTABLE = lazy_pattern(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


class Severity(StrEnum):
    """How bad it is, in the words of SARIF."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Return 0 for the worst."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Related(NamedTuple):
    """Another place that belongs to a diagnostic: in the same file, or in the file `path`, there at `line` and `column`."""

    message: str
    span: Span | None = None
    path: str | None = None
    line: int = 1
    column: int = 1


class Diagnostic(NamedTuple):
    """One problem in one file.

    `span` is where (offsets into the source's text), `field` the JSON Pointer of the value concerned, `""` for the whole
    front matter. `hint` says what to do about it where the message does not.
    """

    code: str
    name: str
    severity: Severity
    span: Span
    message: str
    field: str = ""
    hint: str = ""
    fix: Fix | None = None
    related: tuple[Related, ...] = ()

    @property
    def sort_key(self) -> tuple[int, int, str, str]:
        """The order of a file's diagnostics: by place, then by code."""
        return (self.span.start, self.span.end, self.code, self.message)


def escape(text: str) -> str:
    r"""Write unprintable characters as escapes: `\x1b`, `\u202e`."""
    return UNPRINTABLE.sub(_escape_one, text)


def counted(number: int, word: str) -> str:
    """Write a number with what it counts: `1 file`, `2 files`."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def _escape_one(match: re.Match[str]) -> str:
    number = ord(match.group())
    short = {9: r"\t", 10: r"\n", 13: r"\r"}.get(number)
    if short:
        return short
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


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
