"""`newslint links`: the rules on links alone; and what `--check-links` does before the files are linted."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from linter.cli.options import SettingsFinder, split_lists
from linter.cli.output import refuse_to_replace
from linter.cli.progress import Progress
from linter.engine.linter import Linter
from linter.errors import ConfigError
from linter.files.discovery import Target
from linter.links.checker import INTERRUPTED, CheckedLinks, LinkChecker
from linter.links.results import LinkResult, LinkResults, State
from linter.settings.options import Links
from linter.source import Source
from linter.text.wording import counted, escape


def main(arguments: list[str]) -> int:
    """Check links and report only on them; options and exit codes are those of `newslint check`."""
    from linter.cli.commands.check import main as check

    return check(["--check-links", "--select", "NL9", *arguments], "links")


def check_links(
    options: argparse.Namespace, finder: SettingsFinder, here: Linter, subject: Sequence[Target] | Source
) -> tuple[list[str], bool]:
    """Check the links of files or of a text and hand the results to the linters of `finder`.

    Returns notices, and whether the check was interrupted.
    """
    from linter.links.cache import LinkCache
    from linter.links.guard import Guard
    from linter.run.link_collection import collect

    settings = _settings(options, here.settings.links)
    if options.links_report:
        refuse_to_replace([] if isinstance(subject, Source) else subject, [options.links_report])
    needs = collect(subject, finder.linter_for)
    keeps = settings.cache and not options.no_cache
    cache = LinkCache(Path(settings.cache) if keeps else None, settings, finder.now)
    progress = Progress(sys.stderr)
    try:
        checked = LinkChecker(settings, Guard(settings.allow_hosts), cache, progress.show).check(needs)
    finally:
        progress.clear()
        cache.close()
    finder.use_links(LinkResults(checked.results))
    if options.links_report:
        _write_report(Path(options.links_report), checked.results.values())
    return _notices(settings, checked, cache.problem), checked.ended == INTERRUPTED


def _settings(options: argparse.Namespace, settings: Links) -> Links:
    """Put the command line's words on top of the configuration's."""
    return settings._replace(
        offline=options.offline or settings.offline,
        time_budget=settings.time_budget if options.link_time_budget is None else options.link_time_budget,
        allow_hosts=(*settings.allow_hosts, *split_lists(options.allow_host or [])),
    )


def _notices(settings: Links, checked: CheckedLinks, cache_problem: str) -> list[str]:
    notices = []
    if settings.proxy:
        notices.append("links were checked through a proxy, which resolves names itself: the address guard was off")
    if cache_problem:
        notices.append(f"link results are not kept in {settings.cache}: {escape(cache_problem)}")
    unfinished = sum(result.state is State.SKIPPED and result.reason.startswith("not checked") for result in checked.results.values())
    if checked.ended:
        notices.append(
            f"{unfinished} of {counted(len(checked.results), 'link')} {'was' if unfinished == 1 else 'were'} not checked: {checked.ended}"
        )
    return notices


def _write_report(path: Path, results: Iterable[LinkResult]) -> None:
    lines = [json.dumps(result.as_dict(), ensure_ascii=False) + "\n" for result in sorted(results)]
    try:
        path.write_text("".join(lines), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(f"the links report could not be written to {path}: {error.strerror}") from None
