"""Joining the reports of shards (`--shard 1/3` …) into the one that a single run gives."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from linter.diagnostics.diagnostic import Severity
from linter.errors import ConfigError
from linter.reporters.sarif import MOST_RESULTS, cut_notification

_RANKS = {severity.value: severity.rank for severity in Severity}


class Merged(NamedTuple):
    """A joined report, the severities in it, and whether a shard's run failed."""

    document: dict[str, Any]
    indent: int
    severities: frozenset[str]
    failed: bool


def merge(reports: Sequence[tuple[str, Any]]) -> Merged:
    """Join reports, each with the name of its file; ConfigError where they do not go together."""
    kinds = {_kind(name, report) for name, report in reports}
    if len(kinds) != 1:
        raise ConfigError("expected reports of one format, found SARIF and JSON")
    return kinds.pop()([report for _, report in reports])


def _kind(name: str, report: Any) -> "Callable[[list[Any]], Merged]":
    if isinstance(report, dict) and report.get("version") == 1 and "diagnostics" in report:
        return _merge_json
    if isinstance(report, dict) and report.get("version") == "2.1.0" and len(report.get("runs", ())) == 1:
        return _merge_sarif
    raise ConfigError(f"{name}: expected a report of newslint in the format `json` or `sarif`")


def _merge_json(reports: list[Any]) -> Merged:
    found = sorted((one for report in reports for one in report["diagnostics"]), key=lambda one: one["path"])
    summary = _sum([report["summary"] for report in reports])
    document = {**reports[0], "diagnostics": found, "summary": summary}
    return Merged(document, 2, frozenset(one["severity"] for one in found), bool(summary["failures"]))


def _sum(summaries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Add numbers; lists are joined, what several shards say alike is said once."""
    total: dict[str, Any] = {}
    for summary in summaries:
        for key, value in summary.items():
            total[key] = list(dict.fromkeys([*total.get(key, ()), *value])) if isinstance(value, list) else total.get(key, 0) + value
    return total


def _merge_sarif(reports: list[Any]) -> Merged:
    runs = [report["runs"][0] for report in reports]
    versions = {run["tool"]["driver"]["semanticVersion"] for run in runs}
    if len(versions) > 1:
        raise ConfigError(f"expected reports of one version of newslint, found {', '.join(sorted(versions))}")
    rules = {rule["id"]: rule for run in runs for rule in run["tool"]["driver"]["rules"]}
    indexes = {code: index for index, code in enumerate(sorted(rules))}
    results = sorted((result for run in runs for result in run["results"]), key=_place)
    results = [{**result, "ruleIndex": indexes[result["ruleId"]]} if "ruleIndex" in result else result for result in results]
    kept = sorted(results, key=lambda result: _RANKS[result["level"]])[:MOST_RESULTS] if len(results) > MOST_RESULTS else results
    invocations = _join_invocations([run["invocations"][0] for run in runs], len(results) - len(kept), len(results))
    driver = {**runs[0]["tool"]["driver"], "rules": [rules[code] for code in sorted(rules)]}
    run = {**runs[0], "tool": {"driver": driver}, "invocations": [invocations], "results": kept}
    severities = frozenset(result["level"] for result in kept if not result.get("suppressions"))
    return Merged({**reports[0], "runs": [run]}, 1, severities, not invocations["executionSuccessful"])


def _place(result: Mapping[str, Any]) -> tuple[int, str]:
    """Where a single run would have put a result: what is hidden last, else by the order of paths."""
    kinds = [suppression["kind"] for suppression in result.get("suppressions", ())]
    hidden = 0 if not kinds else 1 if kinds[0] == "inSource" else 2
    return hidden, unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], errors="surrogateescape")


def _join_invocations(invocations: Sequence[Mapping[str, Any]], lost: int, results: int) -> dict[str, Any]:
    told = {str(one): one for invocation in invocations for one in invocation["toolExecutionNotifications"]}
    notifications = [*told.values(), *([cut_notification(lost, results)] if lost else [])]
    successful = all(invocation["executionSuccessful"] for invocation in invocations)
    return {**invocations[0], "executionSuccessful": successful, "toolExecutionNotifications": notifications}
