"""What can be wrong with a value in TOML, in plain words."""

import re

from linter.document.toml_values import impossible_date, looks_like_date

_WORDS = {"true": "true", "false": "false", "yes": "true", "no": "false", "on": "true", "off": "false"}
_NOTHING = frozenset(["null", "nil", "none", "~", "undefined"])
_ESCAPE = re.compile(r"\\(?:[btnfr\"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")


class TomlError(Exception):
    """Why a statement cannot be read. `start` is where the statement begins, `at` where it goes wrong, `last` the value before that."""

    def __init__(self, message: str, at: int, *, end: int = 0, hint: str = "", rule: str = "broken-syntax") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.end = max(end, at + 1)
        self.hint = hint
        self.rule = rule
        self.start = at


def explain_token(token: str) -> tuple[str, str]:
    """Say what is wrong with a value without quotes, and what to do."""
    impossible = impossible_date(token)
    if impossible is not None:
        return f"there is no such date: {impossible}", "write the day that is meant"
    lower = token.lower()
    if lower in ("true", "false"):
        return f"TOML writes `{lower}` in small letters, not `{token}`", f"write `{lower}`"
    if lower in _WORDS:
        return f"`{token}` is no value in TOML", f"write `{_WORDS[lower]}`, or put text in quotes"
    if lower in _NOTHING:
        return f"TOML has no `{token}`", "leave the field out"
    if looks_like_date(token):
        return f"`{token}` is no date as TOML has it", "write it like `2024-05-01T06:00:00Z` or `2024-05-01`, or put it in quotes"
    if re.match(r"[+-]?0[0-9_]", token):
        return f"a number in TOML has no zeros in front of it: `{token}`", "remove the zeros, or put the value in quotes"
    if re.match(r"[+-]?\.[0-9]", token) or re.fullmatch(r"[+-]?[0-9]+\.", token):
        return f"a number in TOML has digits before and after the point: `{token}`", "write `0.5` or `5.0`"
    if re.match(r"[+-]?[0-9]", token):
        return f"`{token}` is no number and no date as TOML has them", "put text in quotes"
    return "text has to stand in quotes in TOML", "put it in double quotes"


def broken_string(text: str, at: int, stop: int, end: int, style: str) -> TomlError:
    """Say why the text that begins at `at` cannot be read; `stop` is how far it could be."""
    if stop >= end or (len(style) == 1 and text[stop] in "\r\n" and text.startswith(("\n", "\r\n"), stop)):
        return TomlError(
            f"the quote `{style}` that is opened here is never closed", at, end=at + len(style), hint=f"close it with `{style}`"
        )
    bad = _bad_escape(text, stop, end) if style[0] == '"' else None
    if bad is not None:
        where, escape = bad
        return TomlError(
            f"`{escape}` begins an escape that TOML cannot read", where, end=where + len(escape), hint="write the backslash twice"
        )
    character = text[stop]
    if character == "\r":
        return TomlError("a line break that is a lone CR", stop, hint="save the file with LF or CRLF line ends")
    return TomlError(f"U+{ord(character):04X} is an invisible control character, which TOML does not allow", stop, hint="remove it")


def _bad_escape(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Return the first escape from `start` on that stands for nothing."""
    if text[start] == "\\":
        return start, text[start : min(start + 2, end)]
    for match in _ESCAPE.finditer(text, start, end):
        written = match.group()
        number = int(written[2:], 16) if written[1] in "uU" else 0
        if number >= 0x110000 or 0xD800 <= number < 0xE000:
            return match.start(), written
    return None
