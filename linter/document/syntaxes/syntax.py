"""What newslint knows of a way to write front matter. A syntax is one subclass in a module of its own, and a row in the registry."""

import re
from typing import Any, ClassVar, NamedTuple

from linter.document.nodes import Entry, Scalar
from linter.document.places import Written, written
from linter.document.quoting import double_quoted
from linter.document.result import Limits, YamlResult
from linter.source import Span


class Fence(NamedTuple):
    """The lines around front matter: what opens it, and what may close it."""

    opening: str
    closings: tuple[str, ...]


class Layout(NamedTuple):
    """How a mapping is written that gets more fields.

    `is_flow`: on one line, between braces. `quotes_keys`: its names are in quotes. `step` is by how many spaces fields are indented below
    their key, `dashes_in` the same for the dashes of lists.
    """

    is_flow: bool
    quotes_keys: bool
    step: int = 2
    dashes_in: int = 2


class Syntax:
    """How front matter is written in one language: its fences, its reader, and how values are written in it.

    `name` is what messages call it, `suffixes` are those of files that are front matter as a whole, `comment` is the sign of a comment,
    None where there are none. `separator` stands between key and value.
    """

    name: ClassVar[str]
    fences: ClassVar[tuple[Fence, ...]] = ()
    suffixes: ClassVar[tuple[str, ...]] = ()
    comment: ClassVar[str | None] = "#"
    separator: ClassVar[str] = ": "
    nothing: ClassVar[str]  # what messages expect where the front matter is empty
    only_value: ClassVar[str] = "text"  # what messages call a lone value

    def read(self, text: str, block: Span, limits: Limits) -> YamlResult:
        """Read the block; never raises on content."""
        raise NotImplementedError

    def find(self, text: str, start: int) -> Span | None:
        """Return the block that begins at `start` without any fence, None where there is none."""
        return None

    def is_field(self, line: str) -> bool:
        """Whether a line looks like a field of this syntax."""
        raise NotImplementedError

    def written(self, source: str, scalar: Scalar) -> Written | None:
        """Return where each character of a value is written; None where that cannot be told for certain."""
        return written(source, scalar)

    def inside(self, content: str, style: str) -> str | None:
        """Write characters in the middle of a text of a style; None where that style cannot hold them."""
        return double_quoted(content)[1:-1] if style == '"' else None

    def quoted_like(self, value: str, scalar: Scalar, *, in_flow: bool) -> str:
        """Write a text in the style of `scalar`, in double quotes where that would read as something else."""
        return double_quoted(value)

    def text(self, value: str, *, in_flow: bool) -> str:
        """Write a text, without quotes where it needs none."""
        return double_quoted(value)

    def without_escapes(self, value: str) -> str | None:
        """Write a text in quotes in which a backslash is nothing special; None where that cannot be."""
        return None

    def is_name(self, name: str) -> bool:
        """Whether a key can have this name without quotes, or between those that are there."""
        return re.fullmatch(r"[A-Za-z_][\w-]*", name) is not None

    def key(self, name: str, layout: Layout) -> str:
        """Write the name of a field."""
        return double_quoted(name)

    def inline(self, value: Any) -> str | None:
        """Write a value on one line; None where the syntax has no such value."""
        raise NotImplementedError

    def field(self, name: str, value: Any, layout: Layout) -> list[str] | None:
        """Write a field: the lines below each other, without the indent of the first; None where it cannot be written."""
        inner = self.inline(value)
        return [f"{self.key(name, layout)}{self.separator}{inner}"] if inner is not None else None

    def is_followed_by_fields(self, text: str, entry: Entry) -> bool:
        """Whether a line below an entry, or above the first one, belongs to the mapping that the entry is in."""
        return True

    def is_part_of_key(self, before: str) -> bool:
        """Whether what stands before a name on its line is the rest of it: `provider.` in TOML."""
        return False

    def alone(self, field: str, layout: Layout) -> str:
        """Return a block that holds nothing but a field."""
        raise NotImplementedError

    def peer(self, block: str) -> str:
        """Say what a reader that is not newslint's own finds in a block, or where it stops."""
        raise NotImplementedError
