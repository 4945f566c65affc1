"""Text in quotes, and text that needs none."""

import re

from linter.document.yaml_values import resolve_plain
from linter.text.patterns import lazy_pattern

# A plain scalar that reads as itself everywhere: begins with a letter or digit, holds nothing that YAML gives a meaning.
_PLAIN_BLOCK = lazy_pattern(
    r"(?!.*(?:: |:$| #))[^\W_](?:[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*[^\x00-\x20\x7f-\xa0:\u2028\u2029\ufeff])?\Z"
)
_TIMESTAMP = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})\Z")
_FLOW_INDICATORS = lazy_pattern(r"[,\[\]{}]")
_ESCAPED = lazy_pattern('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def double_quoted(value: str) -> str:
    """Write `value` in double quotes, with escapes that YAML, JSON and TOML all know."""
    return '"' + _ESCAPED.sub(lambda match: _ESCAPES.get(match.group(), f"\\u{ord(match.group()):04x}"), value) + '"'


def needs_escapes(value: str) -> bool:
    """Whether `value` holds characters that only an escape can write, quotes and backslashes aside."""
    return _ESCAPED.search(value.replace('"', "").replace("\\", "")) is not None


def is_plain(value: str, *, flow: bool) -> bool:
    """Whether `value` can stand in YAML without quotes and still be read as this string by every YAML version.

    Timestamps count as strings, as everywhere in newslint: articles hold them without quotes.
    """
    if not _PLAIN_BLOCK.match(value) or (flow and _FLOW_INDICATORS.search(value)):
        return False
    if resolve_plain(value) != value:
        return False
    return not re.match(r"[-+.0-9]", value) or _TIMESTAMP.match(value) is not None
