"""What to write instead of a date that nobody but a person reads."""

import re
from datetime import UTC, datetime

from linter.text.patterns import lazy_pattern

_DASHES = lazy_pattern("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_HALF_DAY = lazy_pattern(r"\b(\d{1,2})(?:[:.]\d\d)*\s?([ap])\.?m\b\.?", re.IGNORECASE)
_ZONE = lazy_pattern(r"\b(?:[ECMP][SD]T|GMT|BST|CES?T|EES?T|WES?T|IST|JST|AES?T)\b")
_OFFSETS = {"EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00"}
_OFFSETS |= {"PDT": "-07:00", "GMT": "Z", "WET": "Z", "WEST": "+01:00", "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00"}
_OFFSETS |= {"EEST": "+03:00", "JST": "+09:00", "AEST": "+10:00"}  # BST and IST name several zones
_SECONDS = lazy_pattern(r"[0-9]{9,10}|[0-9]{12,13}")


def date_advice(text: str) -> str:
    """Return how what is odd about a date is written, `""` where nothing that is known is odd."""
    advice = []
    if _DASHES.search(text) is not None:
        advice.append("write plain hyphens (`-`) between year, month and day")
    half = _HALF_DAY.search(text)
    if half is not None and 1 <= int(half[1]) <= 12:
        hour = int(half[1]) % 12 + (12 if half[2].lower() == "p" else 0)
        advice.append(f"write the hour from 00 to 23: `{hour:02}`")
    zone = _ZONE.search(text)
    if zone is not None:
        offset = _OFFSETS.get(zone.group())
        advice.append(f"write the time zone {zone.group()} as `{offset}`" if offset else "write the time zone as hours from UTC: `+01:00`")
    if _SECONDS.fullmatch(text.strip()) is not None:
        moment = datetime.fromtimestamp(int(text) // (1000 if len(text.strip()) > 10 else 1), UTC)
        advice.append(f"counted in seconds since 1970, this is `{moment:%Y-%m-%dT%H:%M:%SZ}`")
    return "; ".join(advice)
