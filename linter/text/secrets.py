"""Credentials in URLs (`https://desk:password@host/`): no report, cache or log repeats them."""

import re

from linter.text.patterns import lazy_pattern

# What is between `//` and the last `@` before the path. In JSON the slashes may be escaped, in a JSON Pointer they are `~1`. A text that
# was cut (`…`) may end within.
_SLASHES = r"(?:(?<=[/\\]/)|(?<=~1~1))"
_CREDENTIALS = lazy_pattern(rf"{_SLASHES}[^\s/?#\"'<>`\\]*(?=@)|{_SLASHES}[^\s/?#\"'<>`\\:@]*:[^\s/?#\"'<>`\\@]*(?=…)")


def has_credentials(text: str) -> bool:
    """Whether a text holds a URL with credentials."""
    return "/" in text and ("@" in text or "…" in text) and any(match.group() for match in _CREDENTIALS.finditer(text))


def masked(text: str) -> str:
    """Return a text of the same length with credentials written as asterisks."""
    return _CREDENTIALS.sub(_asterisks, text) if has_credentials(text) else text


def _asterisks(match: "re.Match[str]") -> str:
    return "*" * len(match.group())
