"""Which distinct URLs the files of a run hold, and what has to be read of each."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from linter.article.article import articles
from linter.document import Document
from linter.engine.linter import Linter
from linter.files.discovery import Target
from linter.links.places import links_of
from linter.links.results import Need
from linter.source import Source


def collect(subject: Iterable[Target] | Source, linter_for: Callable[[str], Linter]) -> dict[str, Need]:
    """Return the URLs, without fragments, of files or of one text; files that cannot be read are left to the linting that follows."""
    needs: dict[str, Need] = {}
    for source in [subject] if isinstance(subject, Source) else _sources(subject, linter_for):
        linter = linter_for(source.path)
        document = Document.parse(source, linter.limits)
        if document.has_front_matter:
            for link in links_of(document, articles(document, linter.names)):
                url = link.url.normalized
                needs[url] = needs.get(url, Need.NOTHING) | link.need
    return needs


def _sources(targets: Iterable[Target], linter_for: Callable[[str], Linter]) -> Iterator[Source]:
    for target in targets:
        path = Path(target.path)
        try:
            if path.is_file() and path.stat().st_size <= linter_for(target.path).limits.bytes:
                yield Source.from_bytes(target.path, path.read_bytes())
        except OSError:
            continue
