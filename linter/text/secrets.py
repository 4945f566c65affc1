"""Credentials in URLs (`https://desk:password@host/`, `?token=…`): no report, cache or log repeats them."""

import re

from linter.text.patterns import lazy_pattern

# What is between `//` and the last `@` before the path. In JSON the slashes may be escaped, in a JSON Pointer they are `~1`. A text that
# was cut (`…`) may end within.
_SLASHES = r"(?:(?<=[/\\]/)|(?<=~1~1))"
_CREDENTIALS = lazy_pattern(rf"{_SLASHES}[^\s/?#\"'<>`\\]*(?=@)|{_SLASHES}[^\s/?#\"'<>`\\:@]*:[^\s/?#\"'<>`\\@]*(?=…)")


# Parameters whose values let their reader in, as `&` parts them, or what stands for it in HTML and JSON.
_SECRET_PARAMETERS = lazy_pattern(
    r"""((?:[?&;\#]|\\u0026|%26)
        (?:(?:access|auth|id|refresh|session|bearer|security)[-_]?token|token|api[-_]?(?:key|token)|(?:client[-_]?)?secret
          |pass(?:word|wd)|pwd|sig|signature|awsaccesskeyid|x-(?:amz|goog)-(?:signature|credential|security-token))=)
        ([^\s&\#;"'<>`\\…]+)""",
    re.VERBOSE | re.IGNORECASE,
)


def has_credentials(text: str) -> bool:
    """Whether a text holds a URL with credentials."""
    if "=" in text and any(set(match[2]) != {"*"} for match in _SECRET_PARAMETERS.finditer(text)):
        return True
    return "/" in text and ("@" in text or "…" in text) and any(match.group() for match in _CREDENTIALS.finditer(text))


def masked(text: str) -> str:
    """Return a text of the same length with credentials written as asterisks."""
    if not has_credentials(text):
        return text
    return _SECRET_PARAMETERS.sub(_asterisks_behind, _CREDENTIALS.sub(_asterisks, text))


def _asterisks(match: "re.Match[str]") -> str:
    return "*" * len(match.group())


def _asterisks_behind(match: "re.Match[str]") -> str:
    return match[1] + "*" * len(match[2])
