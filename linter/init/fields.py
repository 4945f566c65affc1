"""What a repo calls newslint's fields, and how it writes dates."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from linter.article.fields import FIELDS, TIMESTAMPS, Field, Form, Vocabulary, entry_of
from linter.document import Document
from linter.document.nodes import Node, Scalar
from linter.init.shape import slips
from linter.text.path_dates import file_date
from linter.text.timestamps import FORMS, read_timestamp
from linter.text.urls import parse_url

_IN_WORDS = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_FEW = 0.1
_MOST = 0.8

_ALIASED = tuple(field for field in FIELDS if field.aliases)


def looks_like_article(document: Document) -> bool:
    """Whether front matter has a title, and a date of its own or in the path."""
    if document.root is None:
        return False
    fields = document.root.fields
    if not any(name in fields for name in _names_of("title")):
        return False
    if file_date(document.source.path) is not None or file_date(document.source.path.rpartition("/")[0]) is not None:
        return True
    return any(name in fields and _is_date(fields[name].value) for name in _names_of("publishedDateTime"))


def _names_of(name: str) -> tuple[str, ...]:
    return next((field.name, *field.aliases) for field in _ALIASED if field.name == name)


def _is_date(node: Node) -> bool:
    """Whether a value tells a day in any form, also as `Jul 08 2022`."""
    if not isinstance(node, Scalar) or not isinstance(node.value, str):
        return False
    time = read_timestamp(node.text)
    return time.instant is not None or time.suggestion is not None or _IN_WORDS.search(node.text) is not None


def names_in(documents: Sequence[Document]) -> dict[str, str]:
    """Return what the articles call newslint's fields where that is not newslint's own name."""
    held: dict[str, list[Node]] = {}
    for document in documents:
        if document.root is not None:
            for name, entry in document.root.fields.items():
                held.setdefault(name, []).append(entry.value)
    few = len(documents) * _FEW
    names: dict[str, str] = {}
    for field in _ALIASED:
        if len(held.get(field.name, ())) >= few:
            continue
        fitting = [name for name in field.aliases if len(held.get(name, ())) >= few and _fits(field, held[name])]
        if fitting:
            names[field.name] = max(fitting, key=lambda name: len(held[name]))
    return names


def _fits(field: Field, values: Sequence[Node]) -> bool:
    tests: dict[Form, Callable[[Node], bool]] = {Form.TIMESTAMP: _is_date, Form.URL: _is_url}
    test = tests.get(field.form, _is_text)
    return sum(1 for value in values if test(value)) >= len(values) * _MOST


def _is_text(node: Node) -> bool:
    return isinstance(node, Scalar) and isinstance(node.value, str)


def _is_url(node: Node) -> bool:
    return isinstance(node, Scalar) and isinstance(node.value, str) and parse_url(node.text) is not None


def date_forms(documents: Iterable[Document], names: Vocabulary) -> tuple[str, ...] | None:
    """Return the forms (of `[dates] forms`) in which the articles write their dates, the commonest first; slips are none.

    None where most are of another form, for which there is no name.
    """
    used: Counter[str | None] = Counter()
    for document in documents:
        for field in TIMESTAMPS:
            node = _value(document, names.written(field))
            if isinstance(node, Scalar) and isinstance(node.value, str):
                used[read_timestamp(node.text).form] += 1
    if used[None] > used.total() / 2:
        return None
    return tuple(form for form, count in used.most_common() if form in FORMS and count > slips(used.total()))


def takes_dates_from_names(documents: Sequence[Document], names: Vocabulary) -> bool:
    """Whether articles have no date but the one in their file's name."""
    name = names.written("publishedDateTime")
    undated = [document for document in documents if document.root is not None and _value(document, name) is None]
    return any(file_date(document.source.path) is not None for document in undated)


def _value(document: Document, name: str) -> Node | None:
    entry = entry_of(document.root, name) if document.root is not None else None
    return entry.value if entry is not None else None
