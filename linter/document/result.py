"""What reading a block of YAML or JSON takes and gives."""

from typing import NamedTuple

from linter.document.field_names import USUAL, FieldNames
from linter.document.nodes import Node, Scalar, Sequence
from linter.document.problem import Problem
from linter.source import Span


class Limits(NamedTuple):
    """How much a file may hold before it is reported (NL010) rather than read, and `names` that tell its fields where YAML is broken."""

    bytes: int = 10_000_000
    depth: int = 100
    aliases: int = 100
    nodes: int = 200_000
    names: FieldNames = USUAL


class SyntaxProblem(NamedTuple):
    """libyaml's own words for a syntax error.

    `at` and `context_at` are offsets into the file's text; `last` is where the scalar read before the error stands.
    """

    problem: str
    at: int
    context: str
    context_at: int
    last: Span


class Reading(NamedTuple):
    """What reading a block gave: `root` is None where it is empty or broken.

    `odd` holds the plain scalars whose type readers of YAML 1.1 and 1.2 may see differently. `has_controls` tells that control
    characters were read as U+FFFD, `is_plain` that there are none, and no escapes but those of quotes. `copies` is the list whose items may
    be copies of others.
    """

    root: Node | None
    problems: list[Problem]
    odd: list[Scalar]
    syntax: SyntaxProblem | None = None
    has_controls: bool = False
    is_plain: bool = False
    copies: Sequence | None = None
