"""What reading a file can find wrong: turned into diagnostics by the rules of the NL0 family."""

from typing import NamedTuple

from linter.source import Span


class Change(NamedTuple):
    """Replace the text at `span` by `content`."""

    span: Span
    content: str


class Repair(NamedTuple):
    """A way out of broken YAML. `exact`: it is proved, and nobody can have meant another one."""

    changes: tuple[Change, ...]
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
