"""Checking the links of a run's files, before these are linted with what came of it."""

from collections import Counter
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
from linter.links.places import body_of, links_of, why_not_checked
from linter.links.results import LinkResult, LinkResults, Need, State
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
    collected = collect(targets, linters.linter_for, reader)
    cache = LinkCache(Path(settings.cache) if settings.cache and options.cached else None, settings, linters.now)
    try:
        checked = LinkChecker(settings, Guard(settings.allow_hosts), cache, watch.links).check(collected.needs)
    finally:
        watch.links_end()
        cache.close()
    results = LinkResults(checked.results)
    linters.use_links(results)
    notices = _notices(settings, checked, cache)
    if checked.results or collected.others:
        notices.append(summary(checked.results.values(), collected.others))
    return LinkPass(results, notices, checked.ended == INTERRUPTED)


class Collected(NamedTuple):
    """The URLs, without fragments, each with what has to be read; and how many other addresses bodies hold, by why nobody asks for them."""

    needs: dict[str, Need]
    others: Counter[str]


def collect(targets: Iterable[Target], linter_for: LinterFor, reader: Reader) -> Collected:
    """Look through files; what cannot be read is left to the linting that follows."""
    needs: dict[str, Need] = {}
    others: set[tuple[str, str]] = set()
    for target in targets:
        linter = linter_for(target.path)
        data = reader(target.path, linter.limits.bytes)
        if isinstance(data, str):
            continue
        document = Document.parse(Source.from_bytes(target.path, data), linter.limits)
        if document.has_front_matter:
            for link in links_of(document, articles(document, linter.for_document(document).names)):
                url = link.url.normalized
                needs[url] = needs.get(url, Need.NOTHING) | link.need
            others |= {(reason, link.url) for link in body_of(document).links if (reason := why_not_checked(link.url))}
    return Collected(needs, Counter(reason for reason, _ in others))


def summary(results: Iterable[LinkResult], others: Counter[str]) -> str:
    """Say how many links are how: `5 links: 2 ok, 1 broken, 1 not verified, 1 skipped (from the cache: 2)`."""
    results = list(results)
    states = Counter(result.state for result in results)
    counts = {
        "ok": states[State.OK] + states[State.REDIRECTED],
        "moved": states[State.MOVED],
        "broken": states[State.BROKEN],
        "not verified": states[State.BLOCKED] + states[State.UNAVAILABLE],
        "refused": states[State.REFUSED],
        "skipped": states[State.SKIPPED] + others.total(),
    }
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "nothing to check"
    cached = sum(result.cached for result in results)
    why = Counter(result.reason.partition(":")[0] for result in results if result.state is State.SKIPPED) + others
    reasons = f"; skipped: {', '.join(f'{count} {reason}' for reason, count in sorted(why.items()))}" if why else ""
    return f"{counted(len(results) + others.total(), 'link')}: {told}{f' (from the cache: {cached})' if cached else ''}{reasons}"


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
