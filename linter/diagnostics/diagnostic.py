"""One reported problem, and how its words are kept harmless."""

from enum import StrEnum
from typing import NamedTuple

from linter.diagnostics.fix import Fix
from linter.document.nodes import Node
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


class Finding(NamedTuple):
    """What a rule says; the linter makes it the rule's `Diagnostic`.

    `where` is the value concerned, or a bare span. `span` marks a part of the value instead of all of it, `field` names another field
    (a JSON Pointer) than the value's own, `severity` is another one than the rule's.
    """

    where: Node | Span
    message: str
    span: Span | None = None
    field: str | None = None
    hint: str = ""
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None


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
