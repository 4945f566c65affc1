"""What stands in TOML without quotes: numbers, booleans, dates and times (TOML 1.0.0)."""

from datetime import date
from functools import lru_cache

from linter.text.patterns import lazy_pattern

_WORDS: dict[str, bool | float] = {"true": True, "false": False}
_WORDS |= {f"{sign}{word}": float(f"{sign}{word}") for sign in ("", "+", "-") for word in ("inf", "nan")}
_NUMBER = lazy_pattern(
    r"0x(?P<hex>[0-9A-Fa-f](?:_?[0-9A-Fa-f])*)\Z|0o(?P<oct>[0-7](?:_?[0-7])*)\Z|0b(?P<bin>[01](?:_?[01])*)\Z"
    r"|[+-]?(?:0|[1-9](?:_?[0-9])*)(?P<float>(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?)\Z"
)
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
_ONLY_TIME = lazy_pattern(rf"{_TIME}\Z")
_DATE = lazy_pattern(rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})(?:[Tt ]{_TIME}(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?)?\Z")
_DATE_LIKE = lazy_pattern(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}")
_MOST_DIGITS = 1_000  # Python converts no more than 4,300, and no program needs as many
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@lru_cache(maxsize=4096)
def plain_value(token: str) -> tuple[object, str] | None:
    """Return what a value without quotes means, and its text; None where TOML knows no such value.

    Dates and times stay text, as everywhere in newslint, in the form of RFC 3339: `T` and `Z` are one with a space and `z`.
    """
    if token in _WORDS:
        return _WORDS[token], token
    if token[4:5] == "-" and token[:4].isdecimal():
        match = _DATE.match(token)
        if match is None or not token.isascii() or _is_impossible(match[1], match[2], match[3]) is not None:
            return None
        canonical = f"{token[:10]}T{token[11:].upper()}" if len(token) > 10 else token
        return canonical, canonical
    number = _NUMBER.match(token)
    if number is not None and token.isascii():
        return (_converted(token, number.lastgroup), token) if len(token) <= _MOST_DIGITS else None
    return (token, token) if _ONLY_TIME.match(token) is not None and token.isascii() else None


def _converted(token: str, kind: str | None) -> int | float:
    if kind in ("hex", "oct", "bin"):
        return int(token[2:].replace("_", ""), {"hex": 16, "oct": 8, "bin": 2}[kind])
    digits = token.replace("_", "")
    return float(digits) if any(sign in digits for sign in ".eE") else int(digits)


def impossible_date(token: str) -> str | None:
    """Say why a date does not exist, None where it does or is none."""
    match = _DATE.match(token)
    return _is_impossible(match[1], match[2], match[3]) if match is not None else None


def _is_impossible(year: str, month: str, day: str) -> str | None:
    if year == "0000":
        return "there is no year 0"
    if not 1 <= int(month) <= 12:
        return f"there is no month {int(month)}"
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return f"{_MONTHS[int(month) - 1]} {year} has no day {int(day)}"
    return None


def looks_like_date(token: str) -> bool:
    """Whether a value begins as dates do, in whatever form."""
    return _DATE_LIKE.match(token) is not None
