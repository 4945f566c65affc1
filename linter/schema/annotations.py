"""What the author of a schema says about a violation: `errorMessage` and `x-newslint-severity`.

Both stand beside the keywords that they speak of. A string speaks of all of them, an object of single ones:
`{"pattern": "write …"}`. Under `required`, `errorMessage` may name fields: `{"required": {"title": "…"}}`.
"""

from collections.abc import Callable
from typing import Any

from linter.diagnostics.diagnostic import Severity
from linter.text.wording import escape

MESSAGE, SEVERITY, INVALID = "errorMessage", "x-newslint-severity", "x-newslint-invalid"
SEVERITIES = tuple(severity.value for severity in Severity)
_LONGEST = 300


def author_message(schema: Any, keyword: str | None) -> Callable[[str | None], str | None]:
    """Return what finds the author's words for a violated keyword, given the field concerned; None: there are none."""
    words = _said_of(schema, MESSAGE, keyword)

    def find(field: str | None) -> str | None:
        found = words.get(field) if isinstance(words, dict) else words
        return escape(found)[:_LONGEST] if isinstance(found, str) else None

    return find


def author_severity(schema: Any, keyword: str | None) -> Severity | None:
    """Return the severity that the author gives to a violated keyword, None where nothing is said."""
    word = _said_of(schema, SEVERITY, keyword)
    return Severity(word) if isinstance(word, str) and word in SEVERITIES else None


def _said_of(schema: Any, annotation: str, keyword: str | None) -> Any:
    said = schema.get(annotation) if isinstance(schema, dict) else None
    return said.get(keyword) if isinstance(said, dict) else said
