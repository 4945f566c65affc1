"""What runs on the workers: linting parts, and finding what files of a corpus have in common, bucket by bucket."""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from linter import __version__
from linter.cluster.inputs import Part
from linter.corpus.addresses import near_key
from linter.corpus.entry import Corpus, CorpusEntry
from linter.engine.linter import Linter
from linter.run.checking import FileReport, check_contents
from linter.run.choices import Cases, by_content
from linter.settings.options import Settings


class Order(NamedTuple):
    """How a part is to be linted, and by which version of newslint."""

    settings: Settings | Cases
    now: datetime
    version: str = __version__


class Linted(NamedTuple):
    """A part's reports without their corpus entries, and the entries."""

    reports: list[FileReport]
    entries: list[CorpusEntry]


class Shared(NamedTuple):
    """What a bucket gave: the entries that have something in common with others, and the images and names counted in all of them."""

    entries: list[CorpusEntry]
    tallies: dict[str, dict[str, int]]


class PartError(Exception):
    """A part could not be linted; plain text, as not every exception survives the way to the driver."""


def lint_part(part: Part, order: Order, corpus: Corpus | None = None, only: frozenset[str] | None = None) -> Linted:
    """Read and lint a part's articles, with `only` those of these paths; with `corpus` the corpus rules run as well."""
    try:
        reports = list(_lint(part, order, corpus, only))
    except Exception as error:  # noqa: BLE001 (whatever storages and parsers raise)
        raise PartError(f"{type(error).__name__}: {error}") from None
    return Linted([report._replace(entry=None) for report in reports], [r.entry for r in reports if r.entry is not None])


def _lint(part: Part, order: Order, corpus: Corpus | None, only: frozenset[str] | None) -> Iterator[FileReport]:
    linter = _linter(order)
    if corpus is not None:
        linter = linter.with_corpus(corpus)
    contents = ((target, data) for target, data in part.read(linter.limits.bytes) if only is None or target.path in only)
    return check_contents(contents, linter)


@lru_cache(maxsize=16)
def _linter(order: Order) -> Linter:
    if order.version != __version__:
        raise PartError(f"the worker has newslint {__version__}, this run is of {order.version}")
    if isinstance(order.settings, Cases):
        return by_content(order.settings, lambda settings: _linter(order._replace(settings=settings)))
    return Linter(order.settings, now=order.now)


def reports_of(linted: Linted) -> list[FileReport]:
    """Return a part's reports alone: the entries stay where they are."""
    return linted.reports


def split_entries(linted: Linted, buckets: int) -> list[list[tuple[str, CorpusEntry]]]:
    """Sort a part's entries into buckets by the hash of what they have (`+`), are counted for (`#`), and seek by related items (`-`)."""
    split: list[list[tuple[str, CorpusEntry]]] = [[] for _ in range(buckets)]
    for entry in linted.entries:
        for sign, word in _words(entry):
            split[zlib.crc32(word.encode("utf-8", "surrogatepass")) % buckets].append((f"{sign}{word}", entry))
    return split


def pick(split: Sequence[list[tuple[str, CorpusEntry]]], bucket: int) -> list[tuple[str, CorpusEntry]]:
    """Return one bucket of a part."""
    return split[bucket]


def find_shared(parts: Sequence[Iterable[tuple[str, CorpusEntry]]]) -> Shared:
    """Return the entries of a bucket that have something in common with another one, and what is counted in it."""
    having: dict[str, list[CorpusEntry]] = {}
    seeking: dict[str, list[CorpusEntry]] = {}
    counted: dict[str, list[CorpusEntry]] = {}
    kinds = {"+": having, "-": seeking, "#": counted}
    for part in parts:
        for word, entry in part:
            kinds[word[0]].setdefault(word[1:], []).append(entry)
    shared: dict[str, CorpusEntry] = {}
    tallies: dict[str, dict[str, int]] = {}
    for word, entries in counted.items():
        values = [dict(entry.tallied)[word] for entry in entries]
        if len(set(values)) > 1:
            tallies[word] = counts = Counter(values)
            usual = max(counts, key=lambda value: (counts[value], value)) if word.startswith("name ") else None
            shared.update((entry.path, entry) for entry, value in zip(entries, values, strict=True) if value != usual)
    for word, entries in having.items():
        together = [*entries, *seeking.get(word, ())]
        if len(together) > 1:
            shared.update((entry.path, entry) for entry in together)
    return Shared(list(shared.values()), tallies)


def _words(entry: CorpusEntry) -> list[tuple[str, str]]:
    has = [*(f"url {key}" for key in entry.keys), *([f"title {entry.title}"] if entry.title else [])]
    has += [f"page {entry.page}"] if entry.page else []
    has += {f"near {near_key(key)}" for key in entry.keys}
    counted = dict.fromkeys(word for word, _ in entry.tallied)
    return [*(("+", word) for word in has), *(("-", f"url {key}") for key in entry.related), *(("#", word) for word in counted)]
