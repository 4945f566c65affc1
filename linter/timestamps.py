"""Timestamps by RFC 3339's grammar, read from the text: YAML's own reading loses zones and raises on 30 February."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from linter.patterns import lazy_pattern

_RFC3339 = lazy_pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?\Z")
_ORDINARY = lazy_pattern(  # most timestamps, and nothing that could be impossible
    r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?Z\Z"
)
_LOOSE = lazy_pattern(
    r"\s*([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[Tt]|[ \t]+)([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,]([0-9]+))?)?"
    r"[ \t]*(Z|z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?\s*\Z"
)
_DATE = lazy_pattern(r"\s*([0-9]{4})(?:[-/.](?=[0-9]+[-/.])|(?=[0-9]{4}\s*\Z))([0-9]{1,2})[-/.]?([0-9]{1,2})\s*\Z")
_UNPADDED = lazy_pattern(
    r"\s*([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})[Tt \t]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
    r"[ \t]*(Z|z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?\s*\Z"
)


class Timestamp(NamedTuple):
    """What a text says about time.

    `instant` is the moment (in UTC) where the text names one exactly, even in another form; None otherwise. `problem` is the form that
    was found instead of RFC 3339, `impossible` why the moment does not exist, `local` that the offset is missing. `suggestion` is how it
    should be written, `exact` whether that is the same instant.
    """

    instant: datetime | None
    problem: str | None = None
    impossible: str | None = None
    local: bool = False
    suggestion: str | None = None
    exact: bool = False


@lru_cache(maxsize=4096)
def read_timestamp(text: str) -> Timestamp:
    """Read `text` as an RFC 3339 date-time, or say how it fails to be one."""
    if _ORDINARY.match(text):
        return Timestamp(datetime.fromisoformat(text))
    match = _RFC3339.match(text)
    if match is None:
        return _read_loose(text)
    impossible = _impossible(match.groups()[:6], match[8])
    if impossible is not None:
        return Timestamp(None, impossible=impossible)
    if match[8] is None:
        return Timestamp(None, local=True, suggestion=f"{text}Z")
    return Timestamp(_instant(text, match[6]))


def _instant(text: str, second: str) -> datetime | None:
    if second == "60":  # a leap second: Python knows none
        text = f"{text[:17]}59{text[19:]}"
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except OverflowError:
        return datetime.fromisoformat(f"{text[:19]}Z")


def _impossible(parts: tuple[str, ...], zone: str | None) -> str | None:
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    if not 1 <= day <= _days_in(year, month):
        return f"{_MONTHS[month - 1]} {year} has no day {day}"
    if year == 0:
        return "there is no year 0"
    if hour > 23:
        return f"there is no hour {hour}"
    if minute > 59:
        return f"there is no minute {minute}"
    if second > 60 or (second == 60 and not _can_be_leap_second(hour, minute, zone)):
        return f"there is no second {second}"
    if zone and zone[0] in "+-" and (int(zone[1:3]) > 23 or int(zone[-2:]) > 59):
        return f"there is no UTC offset `{zone}`"
    return None


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _can_be_leap_second(hour: int, minute: int, zone: str | None) -> bool:
    offset = 0
    if zone and zone[0] in "+-":
        offset = (int(zone[1:3]) * 60 + int(zone[-2:])) * (1 if zone[0] == "+" else -1)
    return (hour * 60 + minute - offset) % 1440 == 1439


def _read_loose(text: str) -> Timestamp:
    match = _LOOSE.match(text)
    if match is not None:
        return _rewritten(text, match)
    date = _DATE.match(text)
    if date is not None:
        return _date_only(date)
    unpadded = _UNPADDED.match(text)
    if unpadded is not None:
        year, month, day, hour, minute, second, written_zone = unpadded.groups()
        zone = _zone(written_zone)
        impossible = _impossible((year, month, day, hour, minute, second or "0"), zone)
        if impossible is not None:
            return Timestamp(None, impossible=impossible)
        suggestion = f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}:{second or '00'}{zone or 'Z'}"
        exact = zone is not None
        instant = _instant(suggestion, second or "00") if exact else None
        return Timestamp(instant, "numbers without leading zeros", suggestion=suggestion, exact=exact)
    return Timestamp(None, problem="other text")


def _rewritten(text: str, match: re.Match[str]) -> Timestamp:
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    written_zone = _zone(zone)
    if (impossible := _impossible((year, month, day, hour, minute, second or "0"), written_zone)) is not None:
        return Timestamp(None, impossible=impossible)
    fraction = f".{fraction}" if fraction else ""
    suggestion = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{fraction}{written_zone or 'Z'}"
    exact = zone is not None
    instant = _instant(suggestion, second or "00") if exact else None
    return Timestamp(instant, problem=_mistake(text, zone), suggestion=suggestion, exact=exact)


def _zone(zone: str | None) -> str | None:
    if zone is None or zone[0] not in "+-":
        return "Z" if zone else None
    digits = zone[1:].replace(":", "")
    return f"{zone[0]}{digits[:2]}:{digits[2:] or '00'}"


def _mistake(text: str, zone: str | None) -> str:
    if text != text.strip():
        return "blanks around it"
    if " " in text or "\t" in text:
        return "a space" if zone else "a space and no UTC offset"
    if "t" in text or "z" in text:
        return "lower-case letters"
    if "-" not in text[:8]:
        return "the basic format without dashes and colons"
    return "another form of ISO 8601"


def _date_only(match: re.Match[str]) -> Timestamp:
    year, month, day = match.groups()
    impossible = _impossible((year, month, day, "0", "0", "0"), "Z")
    if impossible is not None:
        return Timestamp(None, impossible=impossible)
    return Timestamp(None, problem="a date without a time", suggestion=f"{year}-{month:0>2}-{day:0>2}T00:00:00Z")


def to_utc(instant: datetime, text: str) -> str:
    """Write the instant that `text` names with `Z`, its fraction of a second digit for digit."""
    fraction = re.search(r"\.[0-9]+", text)
    return f"{instant.replace(microsecond=0, tzinfo=None).isoformat()}{fraction.group() if fraction else ''}Z"
