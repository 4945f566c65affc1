"""The parsed front matter: scalars, sequences and mappings, each knowing where it stands.

Plain classes with slots: sixty of them are made for an average article, and a dataclass costs twice the time.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from weakref import ref

from linter.source import Span


class Node:
    """A value in the front matter.

    `start` and `end` are the half-open offsets of the value itself, without anchor or tag. `value` is what YAML makes
    of it in plain Python (timestamps stay text). `shared` marks values that an anchor or alias ties to others, where an
    edit would change more than it shows, and values that stand in a broken line, which has to be mended first.

    `parent` is held weakly: a tree without cycles is freed at once when its document goes, and the garbage collector, which would
    take a fifth of the time, has nothing to do.
    """

    __slots__ = ("_parent", "end", "key", "shared", "start", "value")

    start: int
    end: int
    value: Any
    key: "str | int | None"
    shared: bool
    _parent: "ref[Mapping | Sequence] | None"

    @property
    def parent(self) -> "Mapping | Sequence | None":
        """The mapping or sequence that the value is in, None for the root."""
        return self._parent() if self._parent is not None else None

    def put_into(self, parent: "ref[Mapping | Sequence]", key: str | int) -> None:
        """Say where the value is: unless it is there already, as an alias's target is."""
        if self._parent is None:
            self._parent = parent
            self.key = key

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return Span(self.start, self.end)

    @property
    def pointer(self) -> str:
        """The value's field: a JSON Pointer (RFC 6901) into the front matter, `""` for the whole."""
        steps: list[str] = []
        node: Node = self
        parent = self.parent
        while parent is not None:
            key = node.key
            steps.append(escape_pointer(key) if isinstance(key, str) else str(key))
            node, parent = parent, parent.parent
        return "/".join(["", *reversed(steps)])


class Scalar(Node):
    """A single value. `text` is its content as a string; `style` is `""` (plain), a quote, `|` or `>`."""

    __slots__ = ("style", "text")

    def __init__(
        self,
        start: int,
        end: int,
        value: Any,
        text: str,
        style: str,
        parent: "ref[Mapping | Sequence] | None" = None,
        key: "str | int | None" = None,
    ) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.text = text
        self.style = style
        self._parent = parent
        self.key = key
        self.shared = False

    @property
    def is_block(self) -> bool:
        """Whether it is a literal (`|`) or folded (`>`) block."""
        return self.style in ("|", ">")


class Entry:
    """A key and its value in a mapping.

    The key of a plain entry is given as the offset where it begins, and made a scalar when it is asked for: few are.
    """

    __slots__ = ("_key", "value")

    def __init__(self, key: Scalar | int, value: Node) -> None:
        self._key = key
        self.value = value

    @property
    def start(self) -> int:
        """Where the key begins."""
        return self._key if isinstance(self._key, int) else self._key.start

    @property
    def key(self) -> Scalar:
        """The key as it is written."""
        if isinstance(self._key, int):
            start, name = self._key, str(self.value.key)
            self._key = Scalar(start, start + len(name), name, name, "", self.value._parent, name)
        return self._key


class Collection(Node):
    """What sequences and mappings share. `flow` tells `[a, b]` from a list of dashes."""

    __slots__ = ("__weakref__", "flow")

    flow: bool

    def __init__(
        self, start: int, end: int, flow: bool, parent: "ref[Mapping | Sequence] | None" = None, key: "str | int | None" = None
    ) -> None:
        self.start = start
        self.end = end
        self.flow = flow
        self._parent = parent
        self.key = key
        self.shared = False


class Sequence(Collection):
    """A list."""

    __slots__ = ("items",)

    def __init__(
        self, start: int, end: int, flow: bool, parent: "ref[Mapping | Sequence] | None" = None, key: "str | int | None" = None
    ) -> None:
        Collection.__init__(self, start, end, flow, parent, key)
        self.items: list[Node] = []
        self.value: list[Any] = []


class Mapping(Collection):
    """A mapping. `entries` holds every entry as written, duplicates too; `fields` what counts: the last of a name."""

    __slots__ = ("_entries", "fields")

    def __init__(
        self, start: int, end: int, flow: bool, parent: "ref[Mapping | Sequence] | None" = None, key: "str | int | None" = None
    ) -> None:
        Collection.__init__(self, start, end, flow, parent, key)
        self._entries: list[Entry] | None = None
        self.fields: dict[str, Entry] = {}
        self.value: dict[str, Any] = {}

    @property
    def entries(self) -> list[Entry]:
        """Every entry as written; where none is odd these are the fields, and no list of its own was made of them."""
        if self._entries is None:
            self._entries = list(self.fields.values())
        return self._entries

    def get(self, name: str) -> Node | None:
        """Return the value of a field, None where it is missing."""
        entry = self.fields.get(name)
        return entry.value if entry is not None else None


def escape_pointer(step: str) -> str:
    """Escape one step of a JSON Pointer (RFC 6901, section 3)."""
    return step.replace("~", "~0").replace("/", "~1")


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and everything in it, in the order of the file. Aliased collections are not entered twice."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        if isinstance(current, Mapping):
            stack.extend(entry.value for entry in reversed(current.entries) if entry.value.parent is current)
        elif isinstance(current, Sequence):
            stack.extend(item for item in reversed(current.items) if item.parent is current)


def find(root: Node | None, steps: Iterable[str | int]) -> Node | None:
    """Follow keys and indexes from `root`; None where the way ends."""
    node = root
    for step in steps:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node
