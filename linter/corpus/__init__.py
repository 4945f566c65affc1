"""What newslint keeps of each article to compare the files of a repo with each other."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linter.article import PAGE_URLS, Article

# What a related item copies from the article that it stands for.
COPIED = ("title", "publishedDateTime", *PAGE_URLS)


class CorpusEntry(NamedTuple):
    """One article file, as the others see it.

    `keys` identify its page, `line` is where its URL stands, `title` is its title with blanks and case evened out, `values` are the
    fields that a related item copies, `related` the keys of its related items.
    """

    path: str
    keys: tuple[str, ...]
    line: int
    title: str
    values: tuple[tuple[str, str], ...]
    related: tuple[str, ...]


class Corpus:
    """The articles of a repo, found by their URLs and titles."""

    def __init__(self, entries: Iterable[CorpusEntry]) -> None:
        self._by_key: dict[str, list[CorpusEntry]] = {}
        self._by_title: dict[str, list[CorpusEntry]] = {}
        for entry in sorted(entries):
            for key in entry.keys:
                self._by_key.setdefault(key, []).append(entry)
            if entry.title:
                self._by_title.setdefault(entry.title, []).append(entry)

    def with_key(self, key: str, without: str) -> list[CorpusEntry]:
        """Return the articles with a page's key, but the file `without`, sorted by path."""
        return [entry for entry in self._by_key.get(key, ()) if entry.path != without]

    def with_title(self, title: str, without: str) -> list[CorpusEntry]:
        """Return the articles with a title, but the file `without`, sorted by path."""
        return [entry for entry in self._by_title.get(comparable(title), ()) if entry.path != without]


def comparable(title: str) -> str:
    """Return a title with blanks and case evened out."""
    return " ".join(title.split()).casefold()


def corpus_entry(articles: Sequence[Article], *, with_copies: bool) -> CorpusEntry:
    """Return what the corpus keeps of a document; the first of `articles` is its own, the others are related.

    `with_copies` keeps what related items are compared by: most of an entry's size, and needed by few.
    """
    own = articles[0]
    source = own.document.source
    where = own.text("webUrl") or own.text("originalUrl")
    title = own.text("title")
    copied = COPIED if with_copies else ()
    values = ((name, scalar.text) for name in copied if (scalar := own.text(name)) is not None)
    return CorpusEntry(
        source.path,
        tuple(sorted(own.page_keys)),
        source.line(where.start) if where is not None else 1,
        comparable(title.text) if title is not None else "",
        tuple(values),
        tuple(sorted({key for related in articles[1:] for key in related.page_keys})) if with_copies else (),
    )
