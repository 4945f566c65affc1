"""The shape of an article: its fields as symbols, the parts that fold, its links, and where a related article lies."""

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from linter.article.article import IDENTIFYING_URLS, articles
from linter.article.fields import entry_of
from linter.corpus.entry import CorpusEntry
from linter.document.nodes import Collection, Entry, Mapping, Node, Scalar, Sequence, walk
from linter.run.options import RunOptions
from linter.server.hover import entry_at
from linter.server.opened import Opened
from linter.source import Span
from linter.text.urls import parse_url
from linter.text.wording import escape

_KINDS = {
    str: types.SymbolKind.String,
    bool: types.SymbolKind.Boolean,
    int: types.SymbolKind.Number,
    float: types.SymbolKind.Number,
    list: types.SymbolKind.Array,
    dict: types.SymbolKind.Object,
}
_LONGEST_DETAIL = 80


def symbols_of(opened: Opened) -> list[types.DocumentSymbol]:
    """Return the article's fields as a tree."""
    root = opened.document.root
    return [_entry_symbol(opened, entry) for entry in root.entries] if root is not None else []


def _entry_symbol(opened: Opened, entry: Entry) -> types.DocumentSymbol:
    whole = Span(entry.key.start, max(entry.key.end, entry.value.end))
    return _symbol(opened, entry.key.text, entry.value, whole, entry.key.span)


def _symbol(opened: Opened, name: str, value: Node, whole: Span, marked: Span) -> types.DocumentSymbol:
    children: list[types.DocumentSymbol] = []
    if isinstance(value, Mapping) and value.start >= whole.start:  # an alias's target stands elsewhere
        children = [_entry_symbol(opened, entry) for entry in value.entries]
    elif isinstance(value, Sequence) and value.start >= whole.start:
        children = [_symbol(opened, _item_name(opened, item, n), item, item.span, item.span) for n, item in enumerate(value.items)]
    return types.DocumentSymbol(
        name=escape(name) or "(empty)",
        kind=_KINDS.get(type(value.value), types.SymbolKind.Null),
        range=opened.text.range(whole),
        selection_range=opened.text.range(marked),
        detail=escape(value.text[:_LONGEST_DETAIL]) if isinstance(value, Scalar) else None,
        children=children or None,
    )


def _item_name(opened: Opened, item: Node, number: int) -> str:
    """Name an item by its title or URL, or by its text."""
    if isinstance(item, Mapping):
        names = opened.linter.names
        entries = (entry_of(item, name) for name in (*names.item_titles, *names.item_urls))
        item = next((entry.value for entry in entries if entry is not None), item)
    text = item.text[:_LONGEST_DETAIL].strip() if isinstance(item, Scalar) else ""
    return text or str(number + 1)


def folds_of(opened: Opened) -> list[types.FoldingRange]:
    """Return what folds: the front matter, and each list, mapping and text of several lines in it."""
    document, source = opened.document, opened.text.source
    front_matter = document.front_matter
    if front_matter is None:
        return []
    spans = [Span(front_matter.opening.start, front_matter.closing.end)]
    for node in walk(document.root) if document.root is not None else ():
        entries = [(entry.key.start, entry.value) for entry in node.entries] if isinstance(node, Mapping) else []
        items = [(item.start, item) for item in node.items if isinstance(item, Mapping)] if isinstance(node, Sequence) else []
        spans += [Span(start, value.end) for start, value in [*entries, *items] if isinstance(value, Collection | Scalar)]
    lines = {(source.position(span.start).line, source.position(max(span.end - 1, span.start)).line) for span in spans}
    return [types.FoldingRange(first - 1, last - 1) for first, last in sorted(lines) if last > first]


def links_of(opened: Opened) -> list[types.DocumentLink]:
    """Return the links to follow: each URL of the article and its related ones."""
    found = []
    for article in articles(opened.document, opened.linter.names) if opened.document.root is not None else ():
        for scalar, url in article.parsed_urls:
            if scalar.end > scalar.start and not scalar.is_block:
                quotes = 1 if scalar.style in ("'", '"') else 0
                found.append(
                    types.DocumentLink(opened.text.range(Span(scalar.start + quotes, scalar.end - quotes)), target=url.parsed.href)
                )
    return found


def definition_at(opened: Opened, position: types.Position) -> list[types.Location]:
    """Return the articles of the repository whose page a URL names: where a related item's own article lies."""
    entry = entry_at(opened.document.root, opened.text.offset(position))
    value = entry.value if entry is not None else None
    field = opened.linter.names.field_at(value.pointer) if isinstance(value, Scalar) else None
    is_address = field is not None and field.name in IDENTIFYING_URLS
    url = parse_url(value.text.strip()) if isinstance(value, Scalar) and is_address else None
    if url is None:
        return []
    return [_location(found) for found in _entries(opened) if url.key in found.keys and Path(found.path) != Path(opened.path)]


def _entries(opened: Opened) -> Iterator[CorpusEntry]:
    reports = opened.project.check([opened.project.folder], RunOptions(compared=False, jobs=1)).files
    return (report.entry for report in reports if report.entry is not None)


def _location(entry: CorpusEntry) -> types.Location:
    start = types.Position(entry.line - 1, entry.column - 1)
    return types.Location(Path(entry.path).absolute().as_uri(), types.Range(start, start))
