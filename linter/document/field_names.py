"""What the fields of front matter are usually called: where YAML is broken, a name tells a field from a line that went astray."""

from collections.abc import Iterable
from typing import NamedTuple

_TEXTS = frozenset(["title", "name", "description", "summary", "caption", "subtitle", "headline"])
_OTHERS = frozenset(
    [
        "type",
        "category",
        "categories",
        "published",
        "tags",
        "url",
        "images",
        "author",
        "authors",
        "date",
        "lastmod",
        "updated",
        "draft",
        "layout",
        "permalink",
        "slug",
        "image",
        "keywords",
        "weight",
        "aliases",
        "contents",
        "sources",
        "lang",
        "language",
        "locale",
        "series",
        "comments",
    ]
)


class FieldNames(NamedTuple):
    """Names of fields: those that are `known`, and of these the ones that hold `texts`."""

    known: frozenset[str] = _TEXTS | _OTHERS
    texts: frozenset[str] = _TEXTS


USUAL = FieldNames()


def with_own(known: Iterable[str], texts: Iterable[str]) -> FieldNames:
    """Return the usual names with those of a vocabulary."""
    return FieldNames(USUAL.known | frozenset(known), USUAL.texts | frozenset(texts))
