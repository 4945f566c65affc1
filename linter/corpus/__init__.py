"""What newslint keeps of each article to compare the files of a repo with each other."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linter.article import PAGE_URLS, Article

# What a related item copies from the article that it stands for.
COPIED = ("title", "publishedDateTime", *PAGE_URLS)


class CorpusEntry(NamedTuple):
    """One article file, as the others see it.

    `keys` identify its page, `line` and `column` are where its URL stands, `title` is its title with blanks and case evened out, `values`
    are the fields that a related item copies, `related` the keys of its related items.
    """

    path: str
    keys: tuple[str, ...]
    line: int
    column: int
    title: str
    values: tuple[tuple[str, str], ...] = ()
    related: tuple[str, ...] = ()


class Corpus:
    """The articles of a repo, found by their URLs and titles."""

    def __init__(self, entries: Iterable[CorpusEntry]) -> None:
        self._by_key: dict[str, list[CorpusEntry]] = {}
        self._by_title: dict[str, list[CorpusEntry]] = {}
        by_key, by_title = self._by_key, self._by_title
        for entry in sorted(entries):
            for key in entry.keys:
                if key in by_key:
                    by_key[key].append(entry)
                else:
                    by_key[key] = [entry]
            if entry.title:
                by_title.setdefault(entry.title, []).append(entry)

    def with_key(self, key: str, without: str) -> list[CorpusEntry]:
        """Return the articles with a page's key, but the file `without`, sorted by path."""
        return _others(self._by_key.get(key, ()), without)

    def with_title(self, title: str, without: str) -> list[CorpusEntry]:
        """Return the articles with a title, but the file `without`, sorted by path."""
        return _others(self._by_title.get(comparable(title), ()), without)


def sharing(entries: Sequence[CorpusEntry]) -> set[str]:
    """Return the paths of the files that have something in common with another; no corpus rule concerns the others."""
    keys = Counter([key for entry in entries for key in entry.keys])
    titles = Counter([entry.title for entry in entries if entry.title])
    sought = {key for entry in entries for key in entry.related if key in keys}
    shared_keys = {key for key, times in keys.items() if times > 1} | sought
    shared_titles = {title for title, times in titles.items() if times > 1}
    if not shared_keys and not shared_titles:
        return set()
    return {
        entry.path
        for entry in entries
        if entry.title in shared_titles or not shared_keys.isdisjoint(entry.keys) or not sought.isdisjoint(entry.related)
    }


def _others(entries: Iterable[CorpusEntry], without: str) -> list[CorpusEntry]:
    """Leave out a file, also where a symbolic link leads to it, and every further path of the others."""
    candidates = [entry for entry in entries if entry.path != without]
    if not candidates:
        return []
    found = {os.path.realpath(without): candidates[0]}
    for entry in candidates:
        found.setdefault(os.path.realpath(entry.path), entry)
    return list(found.values())[1:]


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
    line, column = source.place(where.start) if where is not None else (1, 1)
    entry = CorpusEntry(source.path, own.page_keys, line, column, comparable(title.text) if title is not None else "")
    if not with_copies:
        return entry
    values = ((name, scalar.text) for name in COPIED if (scalar := own.text(name)) is not None)
    related = {key for article in articles[1:] for key in article.page_keys}
    return entry._replace(values=tuple(values), related=tuple(sorted(related)))
