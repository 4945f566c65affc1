"""What reading a file can find wrong: turned into diagnostics by the rules of the NL0 family."""

from typing import NamedTuple

from linter.source import Span


class Repair(NamedTuple):
    """A proven way out: replace `span` by `content`."""

    span: Span
    content: str


class Problem(NamedTuple):
    """One thing wrong with the document itself. `rule` is the name of the rule that reports it."""

    rule: str
    message: str
    span: Span
    hint: str = ""
    first: Span | None = None
    field: str = ""
    repair: Repair | None = None
