"""What reading a file can find wrong: turned into diagnostics by the rules of the NL0 family."""

from typing import NamedTuple

from linter.source import Span


class Repair(NamedTuple):
    """A proven way out: replace `span` by `content`, which then has the value `value`. `exact`: nobody can have meant another one."""

    span: Span
    content: str
    value: str
    exact: bool


class Problem(NamedTuple):
    """One thing wrong with the document itself. `rule` is the name of the rule that reports it."""

    rule: str
    message: str
    span: Span
    hint: str = ""
    first: Span | None = None
    field: str = ""
    repair: Repair | None = None
