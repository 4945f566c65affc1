"""YAML to nodes, by libyaml's events.

Events rather than composed nodes: they carry the marks of aliases and anchors, and the loop here neither recurses (libyaml's
composer does, in C) nor builds a tree twice. An average article takes 0.05 ms for the events.

Values equal those of PyYAML's `SafeLoader` (YAML 1.1, like Jekyll's Psych), but timestamps stay text: JSON has no dates,
and `2020-02-30` makes PyYAML raise a ValueError.
"""

import re
from typing import Any
from weakref import ref

from yaml._yaml import CParser
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from linter.document.nodes import Entry, Mapping, Node, Scalar, Sequence
from linter.document.problem import Problem
from linter.document.result import Limits, Reading, SyntaxProblem
from linter.document.yaml_values import LETTERS, TAG, WORDS, construct_tagged, plain_value, resolve_plain
from linter.source import Span

_BLANKS = " \t\r\n"  # not Python's own idea of them: a no-break space is content

# What libyaml refuses to read. Each is replaced by one other character, so that offsets hold; NL008 reports it.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_PROPERTY = re.compile(r"[&!][^ \t\r\n,\[\]{}]*")
_PROPERTIES = re.compile(rf"(?:{_PROPERTY.pattern}[ \t\r\n]+)*(?:{_PROPERTY.pattern}$)?")


class _Stop(Exception):  # noqa: N818 (not an error: it ends the reading of a document with a problem that is reported)
    def __init__(self, problem: Problem | SyntaxProblem) -> None:
        super().__init__()
        self.problem = problem


def read_yaml(text: str, block: Span, limits: Limits) -> Reading:
    """Read the YAML in `text[block.start:block.end]`; never raises on content."""
    yaml = text[block.start : block.end]
    try:
        return _Reader(text, yaml, block.start, limits).read()
    except ReaderError:
        readable = _UNREADABLE.sub("\ufffd", yaml)
        try:
            return _Reader(text, readable, block.start, limits).read()._replace(has_controls=True)
        except ReaderError as error:
            start = block.start
            syntax = SyntaxProblem(str(error.reason), start, "", start, Span(start, start))
            return Reading(None, [], [], syntax)


class _Reader:
    """One pass over the events of a block."""

    def __init__(self, text: str, yaml: str, base: int, limits: Limits) -> None:
        self.text = text
        self.base = base
        self.limits = limits
        self.parser = CParser(yaml)
        self.problems: list[Problem] = []
        self.odd: list[Scalar] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.open_anchors: dict[int, tuple[str, int]] = {}
        self.last = Scalar(base, base, None, "", "")
        self.aliases = 0
        self.count = 0

    def read(self) -> Reading:
        try:
            root = self._tree()
        except MarkedYAMLError as error:
            if "nesting depth" in str(error.problem):  # libyaml 0.2.6 reads ahead, and has a limit of its own: 1,000
                deep = self._too_complex(f"nested deeper than {self.limits.depth} levels", self._syntax(error).at)
                return Reading(None, [*self.problems, deep], self.odd)
            return Reading(None, self.problems, self.odd, self._syntax(error))
        except _Stop as stop:
            if isinstance(stop.problem, SyntaxProblem):
                return Reading(None, self.problems, self.odd, stop.problem)
            return Reading(None, [*self.problems, stop.problem], self.odd)
        return Reading(root, self.problems, self.odd)

    def _syntax(self, error: Any) -> SyntaxProblem:
        at = self.base + error.problem_mark.index if error.problem_mark else self.base
        context_at = self.base + error.context_mark.index if error.context_mark else at
        return SyntaxProblem(str(error.problem), at, str(error.context or ""), context_at, self.last.span)

    def _tree(self) -> Node | None:  # the hot loop: one long function on purpose
        root: Node | None = None
        documents = 0
        stack: list[Mapping | Sequence] = []
        keys: list[Node | None] = []
        top: Any = None
        link: ref[Mapping | Sequence] | None = None
        key: Any = None
        get_event: Any = self.parser.get_event
        base = self.base
        while True:
            event = get_event()
            kind = event.__class__
            self.count += 1
            node: Node
            if kind is ScalarEvent:
                text = event.value
                if event.anchor is None and event.tag is None and text and text[0] in LETTERS and text not in WORDS:
                    start, style = base + event.start_mark.index, event.style
                    node = Scalar(start, base + event.end_mark.index, text, text, style)
                    if style and style in "|>":
                        node.end = self._trimmed(start, node.end)
                else:
                    node = self._scalar(event)
                self.last = node
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                make = Mapping if kind is MappingStartEvent else Sequence
                start = base + event.start_mark.index
                child = make(start, base + event.end_mark.index, bool(event.flow_style))
                if event.anchor is not None or event.tag is not None:
                    self._collection_properties(child, event)
                if top is not None:
                    stack.append(top)
                    if len(stack) >= self.limits.depth:
                        raise _Stop(self._too_complex(f"nested deeper than {self.limits.depth} levels", start))
                keys.append(key)
                top, link, key = child, ref(child), None
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                assert top is not None
                node = top
                self._close(top, base + event.end_mark.index)
                top = stack.pop() if stack else None
                link = ref(top) if top is not None else None
                key = keys.pop()
            elif kind is AliasEvent:
                node = self._alias(event)
            elif kind is StreamEndEvent:
                return root
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    span = Span(base + event.start_mark.index, base + event.end_mark.index)
                    self.problems.append(Problem("broken-syntax", "expected one YAML document, found a second", span))
                    return root
                continue
            else:
                continue
            if top is None:
                root = node
            elif top.__class__ is Sequence:
                if node._parent is None:
                    node._parent = link
                    node.key = len(top.items)
                top.items.append(node)
                top.value.append(node.value)
            elif key is None:
                key = node
            else:
                name = key.value
                if name.__class__ is str and name not in top.fields and key.__class__ is Scalar:
                    if node._parent is None:
                        node._parent, node.key = link, name
                    key._parent, key.key = link, name
                    entry = Entry(key, node)
                    top.entries.append(entry)
                    top.fields[name] = entry
                    top.value[name] = node.value
                else:
                    self._odd_entry(top, key, node)
                key = None

    def _scalar(self, event: Any) -> Scalar:
        style = event.style
        text = event.value
        start = self.base + event.start_mark.index
        end = self.base + event.end_mark.index
        if event.anchor is not None or event.tag is not None:
            return self._scalar_with_properties(event, start, end)
        if style:
            if style in "|>":
                end = self._trimmed(start, end)
            return Scalar(start, end, text, text, style)
        if not text:
            if start < end:  # the non-specific tag `!` alone
                return self._scalar_with_properties(event, start, end)
            return Scalar(start, end, None, text, style)
        if self.text[start] == "!":
            return self._scalar_with_properties(event, start, end)
        value, is_ordinary = plain_value(text)
        scalar = Scalar(start, end, value, text, style)
        if not is_ordinary:
            self.odd.append(scalar)
        return scalar

    def _scalar_with_properties(self, event: Any, start: int, end: int) -> Scalar:
        skip = _PROPERTIES.match(self.text[start:end])
        assert skip is not None
        self._report_properties(start, start + skip.end())
        inner = min(start + skip.end(), end)
        if event.style and event.style in "|>":
            end = self._trimmed(inner, end)
        text = event.value
        scalar = Scalar(inner, end, text, text, event.style)
        tag = event.tag
        if tag is None and not event.style and event.implicit[0] and not self.text.startswith("!", start):
            scalar.value = resolve_plain(text)
        elif tag is not None and tag.startswith(TAG):
            scalar.value = construct_tagged(tag, text)
        if event.anchor is not None:
            scalar.shared = True
            self.anchors[event.anchor] = (scalar, 1)
        return scalar

    def _collection_properties(self, child: Mapping | Sequence, event: Any) -> None:
        skip = _PROPERTIES.match(self.text, child.start)
        assert skip is not None
        self._report_properties(child.start, skip.end())
        child.start = skip.end()
        if event.anchor is not None:
            child.shared = True
            self.open_anchors[id(child)] = (event.anchor, self.count)

    def _report_properties(self, start: int, end: int) -> None:
        for match in _PROPERTY.finditer(self.text, start, end):
            what = "anchor" if match.group().startswith("&") else "tag"
            self.problems.append(Problem("yaml-anchor-or-tag", f"{what} `{match.group()}`", Span(*match.span())))

    def _alias(self, event: Any) -> Node:
        span = Span(self.base + event.start_mark.index, self.base + event.end_mark.index)
        self.aliases += 1
        if self.aliases > self.limits.aliases:
            raise _Stop(self._too_complex(f"more than {self.limits.aliases} aliases", span.start))
        if event.anchor not in self.anchors:
            if any(event.anchor == name for name, _ in self.open_anchors.values()):
                raise _Stop(self._too_complex(f"alias `*{event.anchor}` inside its own anchor", span.start))
            raise _Stop(SyntaxProblem("found undefined alias", span.start, "", span.start, span))
        self.problems.append(Problem("yaml-anchor-or-tag", f"alias `*{event.anchor}`", span))
        target, weight = self.anchors[event.anchor]
        self.count += weight
        if self.count > self.limits.nodes:
            raise _Stop(self._too_complex(f"aliases expand to more than {self.limits.nodes} values", span.start))
        if isinstance(target, Scalar):
            alias = Scalar(span.start, span.end, target.value, target.text, "*")
            alias.shared = True
            return alias
        return target

    def _close(self, collection: Mapping | Sequence, end: int) -> None:
        if collection.flow:  # the end of a pair without braces (`[a: b ]`) overshoots
            collection.end = end if self.text[end - 1] in "]}" else self._trimmed(collection.start, end)
        elif isinstance(collection, Sequence):
            if collection.items:
                collection.end = max(collection.end, collection.items[-1].end)
        elif isinstance(collection, Mapping) and collection.entries:
            last = collection.entries[-1]
            collection.end = max(collection.end, last.key.end, last.value.end)
            if last.value.end == last.value.start:  # nothing after the colon; after a lone `?` its mark lies on the next line
                collection.end = self._trimmed(collection.start, collection.end)
        if isinstance(collection, Mapping) and "<<" in collection.fields:
            self._merge(collection)
        if collection.shared:
            name, count = self.open_anchors.pop(id(collection))
            self.anchors[name] = (collection, self.count - count + 1)

    def _merge(self, mapping: Mapping) -> None:
        """Take over the entries of `<<`, as YAML 1.1 does: its own count most, then the last `<<`, the first in its list."""
        merged = [entry for entry in mapping.entries if entry.key.value == "<<" and not entry.key.style]
        sources = [source for entry in reversed(merged) for source in _sources(entry)]
        if not merged or not all(isinstance(source, Mapping) for source in sources):
            return
        for entry in merged:
            if any(source.parent in (mapping, entry.value) for source in _sources(entry)):  # an alias is reported as one
                self.problems.append(Problem("yaml-anchor-or-tag", "merge key `<<`", entry.key.span))
        del mapping.fields["<<"]
        del mapping.value["<<"]
        for source in sources:
            assert isinstance(source, Mapping)
            for name, entry in source.fields.items():
                if name not in mapping.fields:
                    mapping.fields[name] = entry
                    mapping.value[name] = entry.value.value

    def _odd_entry(self, mapping: Mapping, key: Node, value: Node) -> None:
        """Add an entry whose key is no string, or is here a second time."""
        if not isinstance(key, Scalar):
            self.problems.append(Problem("not-a-mapping", "a key that is a list or a mapping", _line_of(self.text, key)))
            return
        name = key.text
        if key.value.__class__ is not str:
            written = self.text[key.start : key.end]
            message = f'the field name `{written}` stands for {_meaning(key.value)} in YAML, and is no text: write `"{written}":`'
            if not written:
                message = "a field without a name: write one before the colon"
            self.problems.append(Problem("not-a-mapping", message, key.span))
        parent: ref[Mapping | Sequence] = ref(mapping)
        value.put_into(parent, name)
        key.put_into(parent, name)
        first = mapping.fields.get(name)
        if first is not None and not (name == "<<" and not key.style):
            message = f"`{name}` appears twice, and only the last one is used: delete one of them"
            self.problems.append(Problem("duplicate-key", message, key.span, first=first.key.span, field=value.pointer))
        entry = Entry(key, value)
        mapping.entries.append(entry)
        mapping.fields[name] = entry
        mapping.value[name] = value.value

    def _trimmed(self, start: int, end: int) -> int:
        """Return where `text[start:end]` ends without the blanks behind it: libyaml's end marks overshoot."""
        return start + len(self.text[start:end].rstrip(_BLANKS))

    def _too_complex(self, message: str, at: int) -> Problem:
        return Problem("too-complex", message, Span(at, at + 1))


def _sources(merged: Entry) -> list[Node]:
    return merged.value.items if isinstance(merged.value, Sequence) else [merged.value]


def _meaning(value: Any) -> str:
    if value is None:
        return "nothing"
    return f'"{str(value).lower()}"' if isinstance(value, bool) else "a number"


def _line_of(text: str, node: Node) -> Span:
    end = min((at for at in (text.find("\n", node.start), text.find("\r", node.start)) if at >= 0), default=len(text))
    return Span(node.start, max(min(end, node.end), node.start + 1))
