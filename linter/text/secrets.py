"""Credentials in URLs (`https://desk:password@host/`): no report, cache or log repeats them."""

import re

from linter.text.patterns import lazy_pattern

# What stands between `//` and the last `@` before the path; in JSON the slashes may be escaped. A text that was cut (`…`) may end within.
_CREDENTIALS = lazy_pattern(r"(?<=[/\\]/)[^\s/?#\"'<>`\\]*(?=@)|(?<=[/\\]/)[^\s/?#\"'<>`\\:@]*:[^\s/?#\"'<>`\\@]*(?=…)")


def has_credentials(text: str) -> bool:
    """Whether a text holds a URL with credentials."""
    return "/" in text and ("@" in text or "…" in text) and any(match.group() for match in _CREDENTIALS.finditer(text))


def masked(text: str) -> str:
    """Return a text of the same length with credentials written as asterisks."""
    return _CREDENTIALS.sub(_asterisks, text) if has_credentials(text) else text


def _asterisks(match: "re.Match[str]") -> str:
    return "*" * len(match.group())
