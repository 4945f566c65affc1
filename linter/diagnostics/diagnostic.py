"""One reported problem, and how its words are kept harmless."""

from enum import StrEnum
from typing import NamedTuple

from linter.diagnostics.fix import Fix
from linter.source import Span


class Severity(StrEnum):
    """How bad it is, in the words of SARIF."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Return 0 for the worst."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Related(NamedTuple):
    """Another place that belongs to a diagnostic: in the same file, or in the file `path`, there at `line` and `column`."""

    message: str
    span: Span | None = None
    path: str | None = None
    line: int = 1
    column: int = 1


class Diagnostic(NamedTuple):
    """One problem in one file.

    `span` is where (offsets into the source's text), `field` the JSON Pointer of the value concerned, `""` for the whole
    front matter. `hint` says what to do about it where the message does not.
    """

    code: str
    name: str
    severity: Severity
    span: Span
    message: str
    field: str = ""
    hint: str = ""
    fix: Fix | None = None
    related: tuple[Related, ...] = ()

    @property
    def sort_key(self) -> tuple[int, int, str, str]:
        """The order of a file's diagnostics: by place, then by code."""
        return (self.span.start, self.span.end, self.code, self.message)
