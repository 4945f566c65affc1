"""Where the fields that a configured rule names are: `title`, `provider.domain`, `related[].title`, `topics[]`."""

from collections.abc import Iterator
from typing import NamedTuple

from linter.document.nodes import Mapping, Node, Sequence


class Place(NamedTuple):
    """A field: the mapping that it is in or would be in, its key there, and its value (None: it is missing).

    `scopes` are the items of lists on the way to it, by the path of each list, for other fields of the same item.
    """

    root: Mapping
    parent: Mapping
    key: str
    node: Node | None
    scopes: tuple[tuple[str, Mapping], ...] = ()

    def other(self, field: str) -> Node | None:
        """Return the value of another field: of the same item where that is in the same list, else of the front matter."""
        for path, item in self.scopes:
            if field.startswith(f"{path}."):
                return node_at(item, field.removeprefix(f"{path}."))
        return node_at(self.root, field) if "[]" not in field else None


def node_at(mapping: Mapping, field: str) -> Node | None:
    """Return the value of a field, None where it is missing; `a.b` is the field `b` of the mapping `a`, or a field with a dot."""
    entry = mapping.fields.get(field)
    if entry is not None:
        return entry.value
    first, dot, rest = field.partition(".")
    inner = mapping.fields.get(first) if dot else None
    return node_at(inner.value, rest) if inner is not None and isinstance(inner.value, Mapping) else None


def places(root: Mapping, field: str) -> Iterator[Place]:
    """Yield each place that a field's name stands for; one that is missing once, where it would be."""
    if not field:
        yield Place(root, root, "", root)
        return
    yield from _inside(root, root, field, "", ())


def _inside(root: Mapping, mapping: Mapping, field: str, path: str, scopes: tuple[tuple[str, Mapping], ...]) -> Iterator[Place]:
    before, brackets, rest = field.partition("[]")
    parent, key = _home(mapping, before)
    entry = parent.fields.get(key)
    node = entry.value if entry is not None else None
    if not brackets:
        yield Place(root, parent, key, node, scopes)
        return
    for item in node.items if isinstance(node, Sequence) else ():
        if not rest:
            yield Place(root, parent, key, item, scopes)
        elif isinstance(item, Mapping):
            yield from _inside(root, item, rest.removeprefix("."), f"{path}{before}[].", (*scopes, (f"{path}{before}[]", item)))


def _home(mapping: Mapping, field: str) -> tuple[Mapping, str]:
    """Return the innermost mapping that is there on a dotted path, and what it holds or lacks of the path."""
    while field not in mapping.fields and "." in field:
        first, _, rest = field.partition(".")
        inner = mapping.fields.get(first)
        if inner is None or not isinstance(inner.value, Mapping):
            return mapping, first if inner is None else field
        mapping, field = inner.value, rest
    return mapping, field
