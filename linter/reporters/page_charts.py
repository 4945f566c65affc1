"""What the page draws: diagnostics per rule, folder, provider and published month, each bar by severity."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from linter.diagnostics.diagnostic import Severity
from linter.reporters import Report
from linter.reporters.paths import repository_paths
from linter.run.checking import FileReport
from linter.text.wording import escape

MOST_BARS = 12
MOST_MONTHS = 36
UNKNOWN = "not given"


class Part(NamedTuple):
    """One severity's share of a bar, in percent of the longest bar: where it begins and how long it is."""

    severity: str
    start: float
    length: float


class Bar(NamedTuple):
    """A bar. `value` is what the filter has to hold to show its diagnostics, None where no filter does (and nothing is drawn)."""

    label: str
    value: str | None
    total: int
    parts: tuple[Part, ...]


class Chart(NamedTuple):
    """A chart. `filter` names the filter that its bars set."""

    title: str
    filter: str
    bars: tuple[Bar, ...]
    upright: bool = False


Counts = dict[str, Counter[Severity]]


def charts(report: Report) -> list[Chart]:
    """Return the charts of a report, those with one bar left out: they compare nothing."""
    path_of = repository_paths(report)
    names = {diagnostic.code: diagnostic.name for diagnostic in report.diagnostics}
    rules = _counted((diagnostic.code, diagnostic.severity) for diagnostic in report.diagnostics)
    folders = _per_file(report, lambda file: str(PurePosixPath(escape(path_of(file.path))).parent))
    providers = _per_file(report, provider_of)
    months = _per_file(report, month_of)
    made = [
        Chart("Rules", "rule", _largest(rules, lambda code: f"{code} {names[code]}")),
        Chart("Folders", "folder", _largest(folders, lambda folder: folder if folder != "." else "(the root)")),
        Chart("Providers", "provider", _largest(providers)),
        Chart("Published", "month", _in_time(months), upright=True),
    ]
    return [chart for chart in made if len(chart.bars) > 1]


def provider_of(file: FileReport) -> str:
    """Return who provided an article, in words fit to be shown."""
    return (escape(file.facts.provider) if file.facts is not None else "") or UNKNOWN


def month_of(file: FileReport) -> str:
    """Return the month in which an article was published."""
    return (file.facts.month if file.facts is not None else "") or UNKNOWN


def _per_file(report: Report, group_of: Callable[[FileReport], str]) -> Counts:
    return _counted((group_of(file), diagnostic.severity) for file in report.files for diagnostic in file.diagnostics)


def _counted(pairs: Iterable[tuple[str, Severity]]) -> Counts:
    counts: Counts = {}
    for group, severity in pairs:
        counts.setdefault(group, Counter())[severity] += 1
    return counts


def _largest(counts: Counts, label: Callable[[str], str] = str) -> tuple[Bar, ...]:
    """Return the largest groups, the rest as one."""
    order = sorted(counts, key=lambda group: (-counts[group].total(), group))
    shown, rest = order[:MOST_BARS], order[MOST_BARS:]
    longest = max((counts[group].total() for group in shown), default=0)
    bars = [_bar(label(group), group, counts[group], longest) for group in shown]
    if rest:
        others = sum((counts[group] for group in rest), Counter[Severity]())
        bars.append(Bar(f"{len(rest)} others", None, others.total(), ()))
    return tuple(bars)


def _in_time(counts: Counts) -> tuple[Bar, ...]:
    """Return the months in their order, or the years where there are many months."""
    months = {month: count for month, count in counts.items() if month != UNKNOWN}
    if len(months) > MOST_MONTHS:
        years: Counts = {}
        for month, count in months.items():
            years.setdefault(month[:4], Counter()).update(count)
        months = years
    longest = max((count.total() for count in months.values()), default=0)
    return tuple(_bar(month, month, months[month], longest) for month in sorted(months))


def _bar(label: str, value: str | None, counts: Mapping[Severity, int], longest: int) -> Bar:
    parts = []
    start = 0.0
    for severity in Severity:
        length = 100 * counts.get(severity, 0) / longest
        if length:
            parts.append(Part(severity.value, round(start, 2), round(length, 2)))
        start += length
    return Bar(label, value, sum(counts.values()), tuple(parts))
