"""Items of `related` that were read before: programs copy the same article into hundreds of files.

One scan takes the list apart at its dashes. The first of some equal items is read by the plain reader, in its place; of the others only
the value is there (the same one for all), and their nodes are read when somebody asks for them. Linting 500 articles with up to 179
copies each takes 0.42 s instead of 1.84 s. Whatever is not certain is left to the plain way, which reads the whole block.
"""

from typing import TYPE_CHECKING, Any
from weakref import ref

from linter.document.nodes import Entry, Mapping, Node, Scalar, Sequence
from linter.document.result import Limits, Reading
from linter.document.yaml_lines import is_readable, read_mapping
from linter.document.yaml_values import WORDS
from linter.source import Span
from linter.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from linter.text.urls import Url

_FIRST_ITEM = lazy_pattern(r":[ ]*\r?\n([ ]*)- ")
_NAME = lazy_pattern(r"[A-Za-z_][A-Za-z0-9_-]{0,99}")
_LIST = "related"
_NEXT_FIELD = lazy_pattern(r"\n(?![ \r\n-])")


class KnownItem:
    """What is known of an item's text, wherever it stands.

    `start` and `end` are offsets from the line of its dash, `value` is shared by all copies. The others are noted by who finds them:
    `page_urls`, `has_odd_page_urls` and `page_keys` as in `Article`, `speaking` (which groups of a linter's rules had something to say;
    None: nobody has judged it yet), `is_valid` (whether the schema accepts it).
    """

    __slots__ = ("end", "has_odd_page_urls", "is_valid", "page_keys", "page_urls", "speaking", "start", "value")

    def __init__(self, start: int, end: int, value: dict[str, Any]) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.page_urls: dict[str, Url] | None = None
        self.has_odd_page_urls = False
        self.page_keys: tuple[str, ...] | None = None
        self.speaking: frozenset[int] | None = None
        self.is_valid: bool | None = None


class CopiedMapping(Mapping):
    """An item of `related` whose nodes are read when somebody asks for its fields."""

    __slots__ = ("_depth", "_place", "_text", "known")

    def __init__(self, known: KnownItem, text: str, place: Span, depth: int) -> None:
        self.start = place.start + known.start
        self.end = place.start + known.end
        self.flow = False
        self.shared = False
        self.key = None
        self.value = known.value
        self.known = known
        self._parent = None
        self._entries = None
        self._text = text
        self._place = place
        self._depth = depth

    def __getattr__(self, name: str) -> Any:
        """Read the item: called where a slot is empty, and only that of the fields can be."""
        if name != "fields":
            raise AttributeError(name)
        read = _read_item(self._text, self._place, self._depth, [])
        assert read is not None  # this text was read before
        self.adopt(read)
        return self.fields

    def adopt(self, read: Mapping) -> None:
        """Take over the fields of the same item, read for itself."""
        link: ref[Mapping | Sequence] = ref(self)
        for entry in read.fields.values():
            entry.value._parent = link
        self.fields = read.fields


class KnownItems:
    """The items that a linter remembers.

    `field` is what the repo calls `related`; `most` is how many characters of items are kept: beyond it all are forgotten, and learnt
    anew.
    """

    def __init__(self, field: str, most: int) -> None:
        self.field = field if _NAME.fullmatch(field) and field not in WORDS else ""
        self._most = most
        self._size = 0
        self._known: dict[tuple[str, str], KnownItem] = {}  # by what stands before an item, and by its text

    def read(self, text: str, block: Span, limits: Limits) -> Reading | None:
        """Read a block as `read_lines` does; None where that has to do it."""
        at = text.find(f"\n{self.field}:", *block) + 1 if self.field else 0
        first = _FIRST_ITEM.match(text, at + len(self.field), block.end) if at else None
        if first is None or not is_readable(text, block):
            return None
        odd: list[Scalar] = []
        root = read_mapping(text, Span(block.start, at), limits.depth, odd)
        if root is None or self.field in root.fields:
            return None
        start = first.start(1)
        items = self._items(text, Span(start, block.end), first[1], limits.depth)
        following = _NEXT_FIELD.search(text, start, block.end) if items is None else None
        if following is not None:
            items = self._items(text, Span(start, following.end()), first[1], limits.depth)
        if items is None:
            return None
        sequence, odd_items = items
        odd += odd_items
        _put(root, at, self.field, sequence)
        if following is not None and not self._read_rest(text, Span(following.end(), block.end), root, limits.depth, odd):
            return None
        return Reading(root, [], odd, is_plain=True, copies=sequence)

    def _items(self, text: str, region: Span, indent: str, depth: int) -> tuple[Sequence, list[Scalar]] | None:
        """Return the list that a region holds, with the odd scalars in it; None where it holds anything else."""
        before = f"{indent}- "
        sequence = Sequence(region.start + len(indent), region.end, False)
        link: ref[Mapping | Sequence] = ref(sequence)
        odd: list[Scalar] = []
        start = region.start
        for written in text[start + len(before) : region.end].split(f"\n{before}"):
            place = Span(start, start + len(before) + len(written))
            known = self._known.get((before, written))
            item: Mapping
            if known is not None:
                item = CopiedMapping(known, text, place, depth)
            else:
                odd_before = len(odd)
                read = _read_item(text, place, depth, odd)
                if read is None:
                    return None
                item = read if len(odd) > odd_before else self._learn(before, written, read, text, place, depth)
            item._parent, item.key = link, len(sequence.items)
            sequence.items.append(item)
            sequence.value.append(item.value)
            start = place.end + 1
        sequence.end = sequence.items[-1].end
        return sequence, odd

    def _learn(self, before: str, written: str, read: Mapping, text: str, place: Span, depth: int) -> CopiedMapping:
        self._size += len(written)
        if self._size > self._most:
            self._known.clear()
            self._size = len(written)
        known = KnownItem(read.start - place.start, read.end - place.start, read.value)
        self._known[before, written] = known
        item = CopiedMapping(known, text, place, depth)
        item.adopt(read)
        return item

    def _read_rest(self, text: str, block: Span, root: Mapping, depth: int, odd: list[Scalar]) -> bool:
        """Add the fields that follow the list; whether they could be read."""
        rest = read_mapping(text, block, depth, odd)
        if rest is None or not rest.fields.keys().isdisjoint(root.fields):
            return False
        for name, entry in rest.fields.items():
            _put(root, entry.start, name, entry.value)
        root.end = rest.end
        return True


def _put(root: Mapping, at: int, name: str, value: Node) -> None:
    """Add a field whose key begins at an offset."""
    value._parent, value.key = ref(root), name
    root.fields[name] = Entry(at, value)
    root.value[name] = value.value
    root.end = value.end


def _read_item(text: str, place: Span, depth: int, odd: list[Scalar]) -> Mapping | None:
    """Read the list item that a place holds, in its place; None where it holds anything else."""
    root = read_mapping(text, place, depth, odd, below=_LIST)
    items = root.fields[_LIST].value if root is not None and len(root.fields) == 1 else None
    item = items.items[0] if isinstance(items, Sequence) and len(items.items) == 1 else None
    return item if isinstance(item, Mapping) else None
