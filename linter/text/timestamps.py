"""Timestamps by RFC 3339's grammar, read from the text: YAML's own reading loses zones and raises on 30 February."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from linter.text.patterns import lazy_pattern

_RFC3339 = lazy_pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?\Z")
_ORDINARY = lazy_pattern(  # most timestamps, and nothing that could be impossible
    r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?Z\Z"
)
_LOOSE = lazy_pattern(  # of texts without blanks around them: a run of blanks is never tried twice
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[Tt]|[ \t]+)([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,]([0-9]+))?)?"
    r"[ \t]*(Z|z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?\Z"
)
_DATE = lazy_pattern(r"([0-9]{4})(?:[-/.](?=[0-9]{1,2}[-/.])|(?=[0-9]{4}\Z))([0-9]{1,2})[-/.]?([0-9]{1,2})\Z")
_UNPADDED = lazy_pattern(
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})[Tt \t]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
    r"[ \t]*(Z|z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?\Z"
)


class TimestampForm(NamedTuple):
    """A form that a repo may allow (`[dates] forms`), with an example for messages."""

    pattern: "re.Pattern[str]"
    example: str


# Jekyll's form is what its generator writes, and Ruby with its fractions; YAML 1.1 reads it as a time, too, also with an hour of one digit.
FORMS = {
    "rfc3339": TimestampForm(
        lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})\Z"),
        "2024-05-01T06:00:00Z",
    ),
    "jekyll": TimestampForm(
        lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)? (?:Z|UTC|[+-][0-9]{2}:?[0-9]{2})\Z"),
        "2024-05-01 10:10:00 -0400",
    ),
    "day": TimestampForm(lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"), "2024-05-01"),
    "slashes": TimestampForm(lazy_pattern(r"[0-9]{4}/[0-9]{2}/[0-9]{2}\Z"), "2024/05/01"),
    "local": TimestampForm(
        lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}| [0-9]{1,2}):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\Z"), "2024-05-01T10:10:00"
    ),
}


class Timestamp(NamedTuple):
    """What a text says about time.

    `instant` is the moment (in UTC) where the text names one exactly, even in another form; None otherwise. `problem` is the form that
    was found instead of RFC 3339, `impossible` why the moment does not exist, `local` that the offset is missing. `suggestion` is how it
    should be written, `exact` whether that is the same instant.

    `written` is what the clock on the wall shows where the text was written, `whole_day` tells that the text names no time, `form` which
    of `FORMS` the text has, None for any other.
    """

    instant: datetime | None
    problem: str | None = None
    impossible: str | None = None
    local: bool = False
    suggestion: str | None = None
    exact: bool = False
    written: datetime | None = None
    whole_day: bool = False
    form: str | None = None

    @property
    def days(self) -> set[date]:
        """The days that the text may be said to name: the day as it is written, and that of the instant in UTC."""
        return {moment.date() for moment in (self.written, self.instant) if moment is not None}

    @property
    def earliest(self) -> datetime | None:
        """The first moment that can be meant: without an offset, the one in the zone that is furthest ahead."""
        if self.instant is not None or self.written is None:
            return self.instant
        return _moved(self.written, -_FURTHEST_AHEAD)

    @property
    def latest(self) -> datetime | None:
        """The last moment that can be meant: without an offset, the one in the zone that is furthest behind."""
        if self.instant is not None or self.written is None:
            return self.instant
        return _moved(self.written, _FURTHEST_BEHIND + (_DAY if self.whole_day else timedelta()))

    def is_before(self, other: "Timestamp") -> bool:
        """Whether this is surely before `other`.

        Where one of them has no offset, it is in the zone of the other; `Z` tells no zone, for programs write it anywhere.
        """
        if self.written is None or other.written is None:
            return False
        if self.instant is not None and other.instant is not None:
            return self.instant < other.instant
        if _is_in_utc(self) or _is_in_utc(other):
            latest, earliest = self.latest, other.earliest
            return latest is not None and earliest is not None and latest <= earliest
        if self.whole_day or other.whole_day:
            return self.written.date() < other.written.date()
        return self.written < other.written


_DAY = timedelta(days=1)
_FURTHEST_AHEAD = timedelta(hours=14)  # Kiribati
_FURTHEST_BEHIND = timedelta(hours=12)  # Baker Island


def _is_in_utc(time: Timestamp) -> bool:
    return time.instant is not None and time.instant.replace(tzinfo=None, microsecond=0) == time.written


def _moved(moment: datetime, by: timedelta) -> datetime:
    try:
        return (moment + by).replace(tzinfo=UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


@lru_cache(maxsize=4096)
def read_timestamp(text: str) -> Timestamp:
    """Read `text` as an RFC 3339 date-time, or say how it fails to be one."""
    if _ORDINARY.match(text):
        instant = datetime.fromisoformat(text)
        return Timestamp(instant, written=instant.replace(tzinfo=None, microsecond=0), form="rfc3339")
    match = _RFC3339.match(text)
    if match is None:
        return _read_loose(text)
    impossible = _impossible(match.groups()[:6], match[8])
    if impossible is not None:
        return Timestamp(None, impossible=impossible)
    written = _written(text, match[6])
    if match[8] is None:
        return Timestamp(None, local=True, suggestion=f"{text}Z", written=written, form="local")
    return Timestamp(_instant(text, match[6]), written=written, form="rfc3339")


def form_of(text: str) -> str | None:
    """Return the name of the form (of `FORMS`) that a text has, None for any other."""
    return next((name for name, form in FORMS.items() if form.pattern.match(text)), None)


def in_form(time: Timestamp, form: str) -> str | None:
    """Write what a text names exactly in another form, None where that form cannot say it, or where something would be guessed."""
    if time.instant is None or time.written is None or form not in ("rfc3339", "jekyll"):
        return None
    if form == "rfc3339":
        return time.suggestion
    offset = time.written - time.instant.replace(tzinfo=None)
    if offset.microseconds or time.written.year < 1000:  # Jekyll's form has no fractions
        return None
    sign, minutes = "-" if offset < timedelta() else "+", abs(offset) // timedelta(minutes=1)
    return f"{time.written:%Y-%m-%d %H:%M:%S} {sign}{minutes // 60:02}{minutes % 60:02}"


def _written(text: str, second: str) -> datetime:
    return datetime.fromisoformat(f"{text[:17]}{'59' if second == '60' else second}")


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
    bare = text.strip()
    match = _LOOSE.match(bare)
    if match is not None:
        return _rewritten(text, match)
    day = _DATE.match(bare)
    if day is not None:
        return _date_only(text, day)
    unpadded = _UNPADDED.match(bare)
    if unpadded is not None:
        year, month, day_of_month, hour, minute, second, zone = unpadded.groups()
        parts = (year, f"{month:0>2}", f"{day_of_month:0>2}", f"{hour:0>2}", minute, second or "00")
        problem = "numbers without leading zeros" if bare[len(year)] == "-" else f"`{bare[len(year)]}` between the numbers of the date"
        return _moment(parts, "", zone, problem, form_of(bare))
    return Timestamp(None, problem="other text")


def _rewritten(text: str, match: re.Match[str]) -> Timestamp:
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    parts = (year, month, day, hour, minute, second or "00")
    return _moment(parts, f".{fraction}" if fraction else "", zone, _mistake(text, zone), form_of(text))


def _moment(parts: tuple[str, ...], fraction: str, zone: str | None, problem: str, form: str | None) -> Timestamp:
    """Return what a date and time say that are not written as RFC 3339 wants them."""
    year, month, day, hour, minute, second = parts
    offset = _zone(zone)
    impossible = _impossible(parts, offset)
    if impossible is not None:
        return Timestamp(None, impossible=impossible)
    suggestion = f"{year}-{month}-{day}T{hour}:{minute}:{second}{fraction}{offset or 'Z'}"
    instant = _instant(suggestion, second) if zone is not None else None
    written = _written(suggestion, second)
    return Timestamp(instant, problem, suggestion=suggestion, exact=zone is not None, written=written, form=form)


def _zone(zone: str | None) -> str | None:
    if zone is None or zone[0] not in "+-":
        return "Z" if zone else None
    digits = zone[1:].replace(":", "")
    return f"{zone[0]}{digits[:2]}:{digits[2:] or '00'}"


def _mistake(text: str, zone: str | None) -> str:
    if text != text.strip():
        return "spaces around it"
    if " " in text or "\t" in text:
        return "a space" if zone else "a space and no UTC offset"
    if "t" in text or "z" in text:
        return "lower-case letters"
    if "-" not in text[:8]:
        return "the basic format without dashes and colons"
    return "another form of ISO 8601"


def _date_only(text: str, match: re.Match[str]) -> Timestamp:
    year, month, day = match.groups()
    impossible = _impossible((year, month, day, "0", "0", "0"), "Z")
    if impossible is not None:
        return Timestamp(None, impossible=impossible)
    suggestion = f"{year}-{month:0>2}-{day:0>2}T00:00:00Z"
    written = datetime(int(year), int(month), int(day))  # noqa: DTZ001 (a day is in no zone)
    return Timestamp(None, "a date without a time", suggestion=suggestion, written=written, whole_day=True, form=form_of(text))


def to_utc(instant: datetime, text: str) -> str:
    """Write the instant that `text` names with `Z`, its fraction of a second digit for digit."""
    fraction = re.search(r"\.[0-9]+", text)
    return f"{instant.replace(microsecond=0, tzinfo=None).isoformat()}{fraction.group() if fraction else ''}Z"
