"""Looking at a repo: which files are articles, where they live, what they call newslint's fields, and what they hold."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from linter.article.article import TIMESTAMPS, Article, articles
from linter.document import Document
from linter.document.nodes import Node, Scalar
from linter.files.discovery import Filters, discover
from linter.files.reading import read_file
from linter.init.shape import Shape
from linter.source import Source
from linter.text.globs import compile_globs
from linter.text.timestamps import read_timestamp
from linter.text.urls import parse_url

_LARGEST = 2_000_000
_FEW = 0.1
_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-")

# Names that common generators and formats give to these fields: Jekyll, Hugo, Eleventy, Schema.org, RSS.
_ALIASES = {
    "title": ("headline", "name"),
    "excerpt": ("description", "summary", "subtitle", "abstract"),
    "publishedDateTime": ("date", "published_at", "publishDate", "pubDate", "datePublished", "published_date", "created_at"),
    "updatedDateTime": ("last_modified_at", "lastmod", "updated", "updated_at", "modified", "dateModified"),
    "webUrl": ("canonical_url", "canonical", "canonicalUrl", "canonicalURL", "external_url", "source_url", "link", "url"),
    "ampWebUrl": ("amp_url", "ampUrl"),
    "cdnAmpWebUrl": ("amp_cache_url", "ampCacheUrl"),
}


class Survey(NamedTuple):
    """What a look at a repo gave.

    `folders` are globs of the places where articles live, `documents` what is there, with paths relative to the repo; `others` counts
    further files with front matter. `names` maps newslint's names to the repo's, `shape` is what the front matter has in common.
    """

    documents: tuple[Document, ...]
    others: int
    folders: tuple[str, ...]
    names: dict[str, str]
    shape: Shape

    @property
    def articles(self) -> list[Article]:
        """The articles and their related ones."""
        return [article for document in self.documents for article in articles(document, self.names)]


def survey(folder: Path) -> Survey:
    """Look at all files with front matter in `folder`, but those that git ignores."""
    read = list(_read(folder))
    names = _names(read)
    sure = {document.source.path for document in read if _is_article(document, names)}
    folders = _folders(sure, [document.source.path for document in read if document.source.path not in sure])
    here = compile_globs(folders)
    documents = [document for document in read if here.match_file(document.source.path)]
    shape = Shape()
    for document in documents:
        if document.root is not None:
            shape.add(document.root.value)
    return Survey(tuple(documents), len(read) - len(documents), folders, names, shape)


def _read(folder: Path) -> Iterable[Document]:
    targets, _ = discover([str(folder)], Filters(str(folder)))
    for target in targets:
        data = read_file(target.path, _LARGEST)
        if isinstance(data, str):
            continue
        document = Document.parse(Source.from_bytes(Path(target.path).relative_to(folder).as_posix(), data))
        if document.has_front_matter:
            yield document


def _names(documents: Sequence[Document]) -> dict[str, str]:
    """Return what the repo calls newslint's fields where it does not use newslint's own names."""
    held: dict[str, list[Node]] = {}
    for document in documents:
        if document.root is not None:
            for name, entry in document.root.fields.items():
                held.setdefault(name, []).append(entry.value)
    names: dict[str, str] = {}
    for field, aliases in _ALIASES.items():
        if len(held.get(field, ())) >= len(documents) * _FEW:
            continue
        fitting = [name for name in aliases if len(held.get(name, ())) >= len(documents) * _FEW and _fits(field, held[name])]
        if fitting:
            names[field] = max(fitting, key=lambda name: len(held[name]))
    return names


def _fits(field: str, values: Sequence[Node]) -> bool:
    test: Callable[[str], object] = bool
    if field in TIMESTAMPS:
        test = lambda text: (time := read_timestamp(text)).instant or time.suggestion  # noqa: E731 (one of three tests)
    elif field.endswith("Url"):
        test = parse_url
    right = sum(1 for value in values if isinstance(value, Scalar) and isinstance(value.value, str) and test(value.text))
    return right >= len(values) * 0.8


def _is_article(document: Document, names: dict[str, str]) -> bool:
    """Whether it has a title, and a date of its own or in the file's name."""
    if document.root is None:
        return False
    main = articles(document, names)[0]
    is_dated = _DATED.match(PurePosixPath(document.source.path).name) is not None
    return main.get("title") is not None and (is_dated or main.get("publishedDateTime") is not None)


def _folders(inside: Iterable[str], outside: Iterable[str]) -> tuple[str, ...]:
    """Return globs of the folders that hold articles: the outermost ones in which hardly anything else is."""
    alien = Counter(folder for path in outside for folder in _parents(path))
    own = Counter(folder for path in inside for folder in _parents(path))
    chosen: set[str] = set()
    for path in sorted(inside):
        parents = _parents(path)
        pure = [folder for folder in parents if alien[folder] <= own[folder] * _FEW]
        chosen.add(pure[0] if pure else parents[-1] if parents else "")
    return tuple(f"/{folder}/" if folder else "/*.*" for folder in sorted(chosen))


def _parents(path: str) -> list[str]:
    """Return the folders that a path is in, from the outside in."""
    return [parent.as_posix() for parent in reversed(PurePosixPath(path).parents) if parent.as_posix() != "."]
