"""What another schema would change: which articles start or stop failing, and over which fields."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Located
from linter.run.checking import FileReport
from linter.text.wording import counted, escape

_INDEX = re.compile(r"/[0-9]+(?=/|\Z)")


class ArticleImpact(NamedTuple):
    """An article whose fate changes, with the diagnostics that decide it: the new ones, or those that are gone."""

    path: str
    diagnostics: tuple[Located, ...]


class FieldImpact(NamedTuple):
    """In how many articles a rule starts or stops to report a field; list indexes in `field` are written as `*`."""

    field: str
    rule: str
    starts: int
    stops: int


class Impact(NamedTuple):
    """The difference between two schemas over a set of articles."""

    articles: int
    starting: tuple[ArticleImpact, ...]
    stopping: tuple[ArticleImpact, ...]
    still_failing: int
    fields: tuple[FieldImpact, ...]


def compare_reports(old: Iterable[FileReport], new: Iterable[FileReport], fail_on: Severity) -> Impact:
    """Compare what two schemas say about the same files, in the same order.

    An article fails with a diagnostic at least as severe as `fail_on`; `fields` counts milder ones, too.
    """
    starts: Counter[tuple[str, str]] = Counter()
    stops: Counter[tuple[str, str]] = Counter()
    starting, stopping, still_failing, articles = [], [], 0, 0
    for before, after in zip(old, new, strict=True):
        if before.skipped or before.error is not None:
            continue
        articles += 1
        old_fields, new_fields = _fields(before.diagnostics), _fields(after.diagnostics)
        starts.update(new_fields - old_fields)
        stops.update(old_fields - new_fields)
        old_errors, new_errors = _failing(before, fail_on), _failing(after, fail_on)
        if new_errors and not old_errors:
            starting.append(ArticleImpact(after.path, new_errors))
        elif old_errors and not new_errors:
            stopping.append(ArticleImpact(before.path, old_errors))
        elif old_errors:
            still_failing += 1
    fields = tuple(FieldImpact(*key, starts[key], stops[key]) for key in sorted(starts.keys() | stops.keys()))
    return Impact(articles, tuple(starting), tuple(stopping), still_failing, fields)


def _fields(diagnostics: Sequence[Located]) -> set[tuple[str, str]]:
    return {(_INDEX.sub("/*", diagnostic.field) or "/", diagnostic.name) for diagnostic in diagnostics}


def _failing(report: FileReport, fail_on: Severity) -> tuple[Located, ...]:
    return tuple(diagnostic for diagnostic in report.diagnostics if diagnostic.severity.rank <= fail_on.rank)


def impact_as_text(impact: Impact) -> str:
    """Write an impact for people: the counts, a table of fields, the articles whose fate changes."""
    passing = impact.articles - len(impact.starting) - len(impact.stopping) - impact.still_failing
    starting, stopping, still = len(impact.starting), len(impact.stopping), impact.still_failing
    changed = f"{starting} start{_s(starting)} to fail, {stopping} stop{_s(stopping)} failing"
    unchanged = f"{still} fail{_s(still)} as before, {passing} pass{'es' if passing == 1 else ''} as before"
    lines = [f"{counted(impact.articles, 'article')}: {changed}, {unchanged}."]
    if impact.fields:
        width = max(len(escape(item.field)) for item in impact.fields)
        lines += ["", f"{'field':<{width}}  {'rule':<17} starts  stops"]
        lines += [f"{escape(item.field):<{width}}  {item.rule:<17} {item.starts:>6} {item.stops:>6}" for item in impact.fields]
    for title, articles in (("Start to fail:", impact.starting), ("Stop failing:", impact.stopping)):
        if articles:
            lines += ["", title]
            lines += [
                f"  {escape(item.path)}:{d.start.line}:{d.start.column}: {d.severity}[{d.code}] {d.message}"
                for item in articles
                for d in item.diagnostics
            ]
    return "\n".join(lines) + "\n"


def _s(number: int) -> str:
    return "s" if number == 1 else ""


def impact_as_json(impact: Impact) -> dict[str, Any]:
    """Return an impact as plain data; its keys stay as they are for as long as `version` is 1."""
    return {
        "version": 1,
        "articles": impact.articles,
        "stillFailing": impact.still_failing,
        "startFailing": [_article_as_json(item) for item in impact.starting],
        "stopFailing": [_article_as_json(item) for item in impact.stopping],
        "fields": [item._asdict() for item in impact.fields],
    }


def _article_as_json(item: ArticleImpact) -> dict[str, Any]:
    diagnostics = [
        {"code": d.code, "field": d.field, "severity": d.severity, "message": d.message, "line": d.start.line, "column": d.start.column}
        for d in item.diagnostics
    ]
    return {"path": item.path, "diagnostics": diagnostics}
