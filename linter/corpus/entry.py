"""What newslint keeps of each article to compare the files of a repo with each other."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from linter.article.article import Article
from linter.article.fields import COPIED
from linter.corpus.addresses import near_key
from linter.document.nodes import Mapping as MappingNode
from linter.document.nodes import Node, Scalar
from linter.document.nodes import Sequence as SequenceNode
from linter.settings.options import Locales
from linter.text.locales import page_of
from linter.text.secrets import has_credentials, masked

FEWEST_USES = 5  # of a name that is a provider's usual one
# For a word (an image's URL, a provider's domain), how often each value goes with it (a story, a name).
Tallies = Mapping[str, Mapping[str, int]]


class CorpusEntry(NamedTuple):
    """One article file, as the others see it.

    `keys` identify its page, `line` and `column` are where its URL stands, `title` is its title with blanks and case evened out, `values`
    are the fields that a related item copies, `related` the keys of its related items. `images` are the URLs of its images, `domain`
    and `provider` say who it is from, `day` when it was published. `page` is the same in all languages, `locale` tells which one it is,
    and `in_step` holds what translations have in common, where the repo says that it has some.
    """

    path: str
    keys: tuple[str, ...]
    line: int
    column: int
    title: str
    values: tuple[tuple[str, str], ...] = ()
    related: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    domain: str = ""
    provider: str = ""
    day: str = ""
    page: str = ""
    locale: str = ""
    in_step: tuple[tuple[str, str], ...] = ()

    @property
    def story(self) -> str:
        """What tells its story from others: the title and the page."""
        return f"{self.title}\n{near_key(self.keys[0]) if self.keys else ''}"

    @property
    def tallied(self) -> list[tuple[str, str]]:
        """The words that it is counted for, each with its value."""
        found = [(f"image {image}", self.story) for image in self.images]
        return [*found, (f"name {self.domain}", self.provider)] if self.domain and self.provider else found


class Corpus:
    """The articles of a repo, found by their URLs and titles.

    `entries` are counted for images and names; `others` are found only, and were counted in `tallies` before.
    """

    def __init__(self, entries: Iterable[CorpusEntry], others: Iterable[CorpusEntry] = (), tallies: Tallies | None = None) -> None:
        counted = list(entries)
        self._entries = sorted([*counted, *others])
        self._near: dict[str, list[CorpusEntry]] | None = None
        self._pages: dict[str, list[CorpusEntry]] | None = None
        self._by_key: dict[str, list[CorpusEntry]] = {}
        self._by_title: dict[str, list[CorpusEntry]] = {}
        by_key, by_title = self._by_key, self._by_title
        for entry in self._entries:
            for key in entry.keys:
                if key in by_key:
                    by_key[key].append(entry)
                else:
                    by_key[key] = [entry]
            if entry.title:
                by_title.setdefault(entry.title, []).append(entry)
        self._counted = counted
        self._elsewhere = tallies or {}

    @cached_property
    def _tallies(self) -> Tallies:
        tallies = {word: Counter(values) for word, values in self._elsewhere.items()}
        for entry in self._counted:
            for word, value in entry.tallied:
                tallies.setdefault(word, Counter())[value] += 1
        return tallies

    def with_key(self, key: str, without: str) -> list[CorpusEntry]:
        """Return the articles with a page's key, but the file `without`, sorted by path."""
        return _others(self._by_key.get(key, ()), without)

    def with_near_key(self, key: str, without: str) -> list[CorpusEntry]:
        """Return the articles with nearly the address of a page's key, but the file `without`, sorted by path."""
        if self._near is None:
            self._near = {}
            for entry in self._entries:
                for near in {near_key(one) for one in entry.keys}:
                    self._near.setdefault(near, []).append(entry)
        return _others(self._near.get(near_key(key), ()), without)

    def with_page(self, page: str, without: str) -> list[CorpusEntry]:
        """Return the articles that are a page in some language, but the file `without`, sorted by path."""
        if self._pages is None:
            self._pages = {}
            for entry in self._entries:
                if entry.page:
                    self._pages.setdefault(entry.page, []).append(entry)
        return _others(self._pages.get(page, ()), without)

    def with_title(self, title: str, without: str) -> list[CorpusEntry]:
        """Return the articles with a title, but the file `without`, sorted by path."""
        return _others(self._by_title.get(comparable(title), ()), without)

    def stories_with(self, image: str) -> int:
        """Return how many stories show an image; the files of one title or one page are one story."""
        pages: dict[str, int] = {}
        titles: dict[str, int] = {}
        groups: list[int] = []
        for story in self._tallies.get(f"image {image}", ()):
            title, _, page = story.partition("\n")
            group = len(groups)
            groups.append(group)
            for known, name in ((titles, title), (pages, page)):
                if name:
                    _join(groups, known.setdefault(name, group), group)
        return sum(group == place for place, group in enumerate(groups))

    def names_of(self, domain: str) -> Mapping[str, int]:
        """Return what a provider's domain is called, each name with the number of files."""
        return self._tallies.get(f"name {domain}", {})


def sharing(entries: Sequence[CorpusEntry], tallies: Tallies | None = None) -> set[str]:
    """Return the paths of the files that have something in common with another; no corpus rule concerns the others.

    `tallies` count the files that are not among `entries`.
    """
    keys = Counter([key for entry in entries for key in entry.keys])
    titles = Counter([entry.title for entry in entries if entry.title])
    near_of = {key: near_key(key) for key in keys}
    near = Counter(near_of.values())
    sought = {key for entry in entries for key in entry.related if key in keys}
    shared_keys = {key for key, times in keys.items() if times > 1 or near[near_of[key]] > 1} | sought
    shared_titles = {title for title, times in titles.items() if times > 1}
    images, domains = _varied(entries, tallies or {})
    pages = {page for page, times in Counter([entry.page for entry in entries if entry.page]).items() if times > 1}
    if not (shared_keys or shared_titles or images or domains or pages):
        return set()
    return {
        entry.path
        for entry in entries
        if entry.title in shared_titles
        or entry.domain in domains
        or entry.page in pages
        or not images.isdisjoint(entry.images)
        or not shared_keys.isdisjoint(entry.keys)
        or not sought.isdisjoint(entry.related)
    }


def _varied(entries: Iterable[CorpusEntry], tallies: Tallies) -> tuple[set[str], set[str]]:
    """Return the images that articles of several titles show, and the domains with several names, one of which is usual."""
    first_titles: dict[str, str] = {}
    first_names: dict[str, str] = {}
    images: set[str] = set()
    domains: set[str] = set()
    for entry in entries:
        title, domain = entry.title, entry.domain
        for image in entry.images:
            if first_titles.setdefault(image, title) != title or (tallies and f"image {image}" in tallies):
                images.add(image)
        if domain and (first_names.setdefault(domain, entry.provider) != entry.provider or (tallies and f"name {domain}" in tallies)):
            domains.add(domain)
    if domains and not tallies:
        names = Counter([(entry.domain, entry.provider) for entry in entries if entry.domain in domains])
        domains = {domain for (domain, _), uses in names.items() if uses >= FEWEST_USES}
    return images, domains


def _join(groups: list[int], one: int, other: int) -> None:
    """Make two groups one, in a list that tells for each its parent."""
    while groups[one] != one:
        groups[one] = groups[groups[one]]
        one = groups[one]
    while groups[other] != other:
        other = groups[other]
    groups[other] = one


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
    return " ".join(masked(title).split()).casefold()


def corpus_entry(articles: Sequence[Article], *, with_copies: bool, locales: Locales | None = None) -> CorpusEntry:
    """Return what the corpus keeps of a document; the first of `articles` is its own, the others are related.

    `with_copies` keeps what related items are compared by: most of an entry's size, and needed by few. `locales` tells where
    translations lie.
    """
    own = articles[0]
    source = own.document.source
    where = own.text("webUrl") or own.text("originalUrl")
    line, column = source.place(where.start) if where is not None else (1, 1)
    entry = CorpusEntry(
        source.path,
        own.page_keys,
        line,
        column,
        comparable(_text(own, "title")),
        (),
        (),
        tuple([masked(image.text) for image in own_images(own)]),
        masked(_text(own, "provider.domain")),
        masked(_text(own, "provider.name")),
        _text(own, "publishedDateTime")[:10],
    )
    if locales is not None:
        entry = _with_page(entry, own, locales)
    if not with_copies:
        return entry
    values = ((name, scalar.text) for name in COPIED if (scalar := own.text(name)) is not None and not has_credentials(scalar.text))
    related = {key for article in articles[1:] for key in article.page_keys}
    return entry._replace(values=tuple(values), related=tuple(sorted(related)))


def _with_page(entry: CorpusEntry, own: Article, locales: Locales) -> CorpusEntry:
    page = page_of(os.path.abspath(entry.path).replace(os.sep, "/"), locales.pattern.replace(os.sep, "/"), locales.default)
    if page is None:
        return entry
    values = ((field, said(own.get(field))) for field in locales.fields)
    return entry._replace(page=page.key, locale=page.locale, in_step=tuple((field, masked(value)) for field, value in values if value))


def said(node: Node | None) -> str:
    """Return a field's value as one text: the items of a list with commas between them, `""` for what is neither text nor number."""
    nodes = node.items if isinstance(node, SequenceNode) else [node]
    return ", ".join(one.text.strip() for one in nodes if isinstance(one, Scalar) and one.value is not None)


def _text(own: Article, field: str) -> str:
    scalar = own.text(field)
    return scalar.text if scalar is not None else ""


def own_images(article: Article) -> list[Scalar]:
    """Return the URLs of an article's images, without those of its provider: a logo is meant to be on every article."""
    urls = [item.get("url") for item in article.items("images") if item.__class__ is MappingNode]
    return [url for url in urls if url.__class__ is Scalar and url.value.__class__ is str]
