"""The tables of a TOML block: which there are, and which may still be opened or added to.

A table is opened once by its header (`[a]`); tables that only lead to others (`[a.b]`) may get their header later; those that a dotted key
made (`a.b = 1`) only grow in the section that it stands in; and what is written whole, in braces or brackets, never grows.
"""

from collections.abc import Sequence as SequenceType
from weakref import ref

from linter.document.nodes import Entry, Mapping, Node, Scalar, Sequence
from linter.document.problem import Problem
from linter.source import Span


class Tables:
    """`explicit` are the tables that no header may open again, `frozen` what is written whole; `problems` gets what is written twice."""

    def __init__(self, root: Mapping, problems: list[Problem]) -> None:
        self.root = root
        self.problems = problems
        self.explicit: set[int] = set()
        self.frozen: set[int] = set()
        self.pending: list[int] = []  # made or used by dotted keys: explicit from the next header on
        self.detached: list[Node] = []  # kept, so that no other node gets their ids

    def enter(self, parts: SequenceType[Scalar], place: Span, *, is_list: bool) -> Mapping:
        """Return the table that the header at `place` opens; one that nothing leads to where it may not be opened."""
        self.explicit.update(self.pending)
        self.pending.clear()
        outer = self._outer(self.root, parts, place, is_header=True)
        name, table = parts[-1], Mapping(*place, flow=False)
        if outer is None:
            self.detached.append(table)
            return table
        entry = outer.fields.get(name.text)
        if is_list:
            return self._open_item(outer, name, entry, table)
        if entry is None:
            self._put(outer, name, table)
        else:
            found = entry.value
            if not isinstance(found, Mapping) or id(found) in self.explicit or id(found) in self.frozen:
                return self._twice(name, entry, table)
            entry.key.shared = True
            found.start, found.end = min(found.start, place.start), max(found.end, place.end)
            table = found
        self.explicit.add(id(table))
        return table

    def _open_item(self, outer: Mapping, name: Scalar, entry: Entry | None, table: Mapping) -> Mapping:
        """Begin an item of a list of tables."""
        if entry is None:
            items = Sequence(table.start, table.end, flow=False)
            self._put(outer, name, items)
            self.explicit.add(id(items))
        else:
            found = entry.value
            if not isinstance(found, Sequence) or id(found) in self.frozen:
                return self._twice(name, entry, table)
            items = found
            entry.key.shared = True
        table._parent, table.key = ref(items), len(items.items)
        items.items.append(table)
        items.value.append(table.value)
        self.explicit.add(id(table))
        return table

    def assign(self, table: Mapping, parts: SequenceType[Scalar], value: Node) -> None:
        """Give a field of `table`, or of a table in it, its value."""
        outer = self._outer(table, parts, Span(parts[0].start, value.end), is_header=False)
        name = parts[-1]
        entry = outer.fields.get(name.text) if outer is not None else None
        if outer is None or entry is not None:
            self.detached.append(value)
            if entry is not None:
                self._twice(name, entry)
            return
        self._put(outer, name, value)
        if not isinstance(value, Scalar):
            self.frozen.add(id(value))

    def _outer(self, table: Mapping, parts: SequenceType[Scalar], place: Span, *, is_header: bool) -> Mapping | None:
        """Follow all parts of a key but the last, making the tables that are not there yet; None where the way is barred, and reported."""
        for part in parts[:-1]:
            entry = table.fields.get(part.text)
            if entry is None:
                found: Node = Mapping(*place, flow=table.flow)
                self._put(table, part, found)
            else:
                found = entry.value
                entry.key.shared = True
                if is_header and isinstance(found, Sequence) and id(found) not in self.frozen:
                    found = found.items[-1]
                if id(found) in self.frozen or (not is_header and id(found) in self.explicit) or not isinstance(found, Mapping):
                    self._twice(part, entry)
                    return None
                found.end = max(found.end, place.end)
            assert isinstance(found, Mapping)
            if not is_header:
                self.pending.append(id(found))
            table = found
        return table

    def _put(self, table: Mapping, name: Scalar, value: Node) -> None:
        link: ref[Mapping | Sequence] = ref(table)
        value.put_into(link, name.text)
        name.put_into(link, name.text)
        table.fields[name.text] = Entry(name, value)
        table.value[name.text] = value.value
        table.end = max(table.end, value.end)

    def _twice(self, name: Scalar, entry: Entry, table: Mapping | None = None) -> Mapping:
        """Report a field that is there already, which TOML does not allow; what is below it is read for its own mistakes alone."""
        message = f"`{name.text[:80]}` is written twice, and TOML then refuses the whole file: delete one of them"
        self.problems.append(Problem("duplicate-key", message, name.span, first=entry.key.span, field=entry.value.pointer))
        table = table if table is not None else self.root
        self.detached.append(table)
        return table

    @staticmethod
    def close(table: Mapping) -> None:
        """Stretch what a table is in to its end."""
        outer = table.parent
        while outer is not None:
            outer.end = max(outer.end, table.end)
            outer = outer.parent
