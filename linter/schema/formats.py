"""The `format` keyword: one set of checks, asserted by both schema engines."""

import ipaddress
import re
from collections.abc import Callable

from linter.text.patterns import lazy_pattern
from linter.text.timestamps import read_timestamp
from linter.text.urls import parse_url

_HOSTNAME = lazy_pattern(r"(?=.{1,253}\Z)(?!-)[A-Za-z0-9-]{1,63}(?<!-)(?:\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*\Z")
_EMAIL = lazy_pattern(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\Z")
_TIME = lazy_pattern(r"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\Z", re.I)
_DURATION = lazy_pattern(r"P(?=.)(?:[0-9]+W|(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?)\Z")
_URI = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20<>\"{}|\\^`]*\Z")
_REFERENCE = lazy_pattern(r"[^\s\x00-\x20<>\"{}|\\^`]*\Z")
_POINTER = lazy_pattern(r"(?:/(?:[^~/]|~[01])*)*\Z")


def _is_uri(text: str) -> bool:
    if not _URI.match(text):
        return False
    return not text.lower().startswith(("http:", "https:")) or parse_url(text) is not None


def _is_timestamp(text: str) -> bool:
    time = read_timestamp(text.upper())
    return time.instant is not None and time.problem is None


def _parses(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            parse(text)
        except (ValueError, RecursionError):
            return False
        return True

    return check


def _is_uuid(text: str) -> bool:
    from uuid import UUID

    return _parses(UUID)(text)


def _is_regex(text: str) -> bool:
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


FORMATS: dict[str, Callable[[str], bool]] = {
    "date-time": lambda text: _is_timestamp(text),
    "date": lambda text: len(text) == 10 and _is_timestamp(f"{text}T00:00:00Z"),
    "time": lambda text: _TIME.match(text) is not None,
    "duration": lambda text: _DURATION.match(text) is not None,
    "email": lambda text: _EMAIL.match(text) is not None,
    "idn-email": lambda text: _EMAIL.match(text) is not None,
    "hostname": lambda text: _HOSTNAME.match(text) is not None,
    "idn-hostname": lambda text: parse_url(f"https://{text}") is not None and "/" not in text,
    "ipv4": _parses(ipaddress.IPv4Address),
    "ipv6": _parses(ipaddress.IPv6Address),
    "uri": _is_uri,
    "iri": _is_uri,
    "uri-reference": lambda text: _REFERENCE.match(text) is not None,
    "iri-reference": lambda text: _REFERENCE.match(text) is not None,
    "uri-template": lambda text: re.match(r"[^\s{}]*(?:\{[^\s{}]+\}[^\s{}]*)*\Z", text) is not None,
    "uuid": lambda text: len(text) == 36 and _is_uuid(text),
    "json-pointer": lambda text: _POINTER.match(text) is not None,
    "relative-json-pointer": lambda text: re.match(r"(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]|~[01])*)*)\Z", text) is not None,
    "regex": _is_regex,
}
