"""The dates that paths hold: those of files (`_posts/2024/05/`, `2024-05-01-slug.md`) and of URLs (`/2024/05/01/slug`)."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from linter.text.patterns import lazy_pattern

_FILE_DATE = lazy_pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?=-)")
# A year and a month are two steps (`/2020/10-tips` holds none), the day may be a third. One step can begin with a day, or be one.
_PATH_DATE = lazy_pattern(
    r"/((?:19|20)[0-9]{2})(?:"
    r"/(0[1-9]|1[0-2])(?:/([0-3][0-9])(?=[/?#]|\Z))?(?=[/?#]|\Z)"
    r"|-(0[1-9]|1[0-2])-([0-3][0-9])(?=[/?#_-]|\Z)"
    r"|(0[1-9]|1[0-2])([0-3][0-9])(?=/))"
)


class PathDate(NamedTuple):
    """A date in a path: `text` as it is written there, `day` None where only a month is named."""

    text: str
    year: int
    month: int
    day: int | None

    @property
    def year_and_month(self) -> str:
        """Year and month as timestamps begin with them."""
        return f"{self.year}-{self.month:02}"

    def days_to(self, day: date) -> int:
        """Return how many days lie between the date, the closest one of a month, and `day`."""
        first = date(self.year, self.month, self.day or 1)
        last = first if self.day else date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])
        return max((first - day).days, (day - last).days, 0)

    def is_swapped(self, day: date) -> bool:
        """Whether this is `day` with day and month swapped, as far as it is written out."""
        return (self.year, self.month) == (day.year, day.day) and self.day in (None, day.month)


def file_date(path: str) -> date | None:
    """Return the date that a file's name begins with, as Jekyll reads it; None without a real one."""
    match = _FILE_DATE.match(path, path.rfind("/") + 1) or _FILE_DATE.match(path, path.rfind("\\") + 1)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match is not None else None
    except ValueError:
        return None


def path_date(path: str) -> PathDate | None:
    """Return the last date among the steps of a path, None without a real one."""
    found = None
    for match in _PATH_DATE.finditer(path):
        year, month = int(match[1]), int(match[2] or match[4] or match[6])
        day = match[3] or match[5] or match[7]
        if day is None or 1 <= int(day) <= calendar.monthrange(year, month)[1]:
            found = PathDate(match.group().strip("/"), year, month, int(day) if day is not None else None)
    return found


def closest_day(days: set[date], to: date) -> timedelta:
    """Return how far the closest of some days is from another one."""
    return min(abs(day - to) for day in days)
