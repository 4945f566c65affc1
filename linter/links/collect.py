"""Which distinct URLs the files of a run hold, and what has to be read of each."""

from collections.abc import Callable, Iterable
from pathlib import Path

from linter.article import articles
from linter.discovery import Target
from linter.document import Document
from linter.engine import Linter
from linter.links.places import links_of
from linter.links.results import Need
from linter.source import Source


def collect_from_files(targets: Iterable[Target], linter_for: Callable[[str], Linter]) -> dict[str, Need]:
    """Read files and return their URLs without fragments; files that cannot be read are left to the linting that follows."""
    needs: dict[str, Need] = {}
    for target in targets:
        linter = linter_for(target.path)
        path = Path(target.path)
        try:
            if not path.is_file() or path.stat().st_size > linter.limits.bytes:
                continue
            source = Source.from_bytes(target.path, path.read_bytes())
        except OSError:
            continue
        collect(source, linter, needs)
    return needs


def collect(source: Source, linter: Linter, needs: dict[str, Need]) -> None:
    """Add the URLs of one text to `needs`."""
    document = Document.parse(source, linter.limits)
    if not document.has_front_matter:
        return
    for link in links_of(document, articles(document, linter.names)):
        url = link.url.normalized
        needs[url] = needs.get(url, Need.NOTHING) | link.need
