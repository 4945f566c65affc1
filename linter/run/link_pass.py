"""Checking the links of a run's files, before these are linted with what came of it."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from linter.article.article import articles
from linter.document import Document
from linter.files.discovery import Target
from linter.files.stores import MADE_AGAIN
from linter.links.cache import LinkCache
from linter.links.checker import INTERRUPTED, CheckedLinks, LinkChecker
from linter.links.guard import Guard
from linter.links.places import links_of
from linter.links.results import LinkResults, Need, State
from linter.run.checking import LinterFor, Reader
from linter.run.linters import Linters
from linter.run.options import LinkOptions, RunOptions, Watch
from linter.settings.options import Links
from linter.source import Source
from linter.text.wording import counted, escape


class LinkPass(NamedTuple):
    """What checking links gave: the results, lines worth reading, and whether it was interrupted."""

    results: LinkResults
    notices: list[str]
    interrupted: bool


def check_links(linters: Linters, targets: Iterable[Target], reader: Reader, options: RunOptions, watch: Watch) -> LinkPass:
    """Check the links of files, and let the linters report on them from now on."""
    settings = _settings(options.links or LinkOptions(), linters.here().settings.links)
    needs = collect(targets, linters.linter_for, reader)
    cache = LinkCache(Path(settings.cache) if settings.cache and options.cached else None, settings, linters.now)
    try:
        checked = LinkChecker(settings, Guard(settings.allow_hosts), cache, watch.links).check(needs)
    finally:
        watch.links_end()
        cache.close()
    results = LinkResults(checked.results)
    linters.use_links(results)
    return LinkPass(results, _notices(settings, checked, cache), checked.ended == INTERRUPTED)


def collect(targets: Iterable[Target], linter_for: LinterFor, reader: Reader) -> dict[str, Need]:
    """Return the URLs of files, without fragments, and what has to be read of each; what cannot be read is left to the linting."""
    needs: dict[str, Need] = {}
    for target in targets:
        linter = linter_for(target.path)
        data = reader(target.path, linter.limits.bytes)
        if isinstance(data, str):
            continue
        document = Document.parse(Source.from_bytes(target.path, data), linter.limits)
        if document.has_front_matter:
            for link in links_of(document, articles(document, linter.names)):
                url = link.url.normalized
                needs[url] = needs.get(url, Need.NOTHING) | link.need
    return needs


def _settings(options: LinkOptions, settings: Links) -> Links:
    """Put the caller's words on top of the configuration's."""
    return settings._replace(
        offline=options.offline or settings.offline,
        time_budget=settings.time_budget if options.time_budget is None else options.time_budget,
        allow_hosts=(*settings.allow_hosts, *options.allow_hosts),
    )


def _notices(settings: Links, checked: CheckedLinks, cache: LinkCache) -> list[str]:
    notices = [f"{escape(settings.cache)}: {MADE_AGAIN}"] if cache.was_damaged else []
    if settings.proxy:
        notices.append("links were checked through a proxy, which resolves names itself: the address guard was off")
    if cache.problem:
        notices.append(f"link results are not kept in {settings.cache}: {escape(cache.problem)}")
    unfinished = sum(result.state is State.SKIPPED and result.reason.startswith("not checked") for result in checked.results.values())
    if checked.ended:
        notices.append(
            f"{unfinished} of {counted(len(checked.results), 'link')} {'was' if unfinished == 1 else 'were'} not checked: {checked.ended}"
        )
    return notices
