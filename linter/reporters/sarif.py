"""SARIF 2.1.0, as GitHub code scanning reads it.

GitHub shows the 5 000 worst results of a run and refuses files with more than 25 000; more than it shows are cut here, and a notification
says so. Two results of one rule on one line share GitHub's fingerprint, and one of them would be dropped: they are folded into one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

from linter import __version__
from linter.diagnostics.located import Located, LocatedEdit, LocatedFix
from linter.files.paths import relative_path
from linter.reporters import Hidden, Report
from linter.reporters.advice import message_with_advice
from linter.reporters.json_text import dump_json
from linter.reporters.sarif_rules import rule_object, rules_of
from linter.source import Position
from linter.text.documentation import SITE_URL

MOST_RESULTS = 5_000
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_PROJECT = SITE_URL
_ROOT = "%SRCROOT%"
_LINK_LIKE = re.compile(r"\[(?=[^\]]*\]\()")
_BOM_BYTES = 3
_SHOWN_MESSAGES = 5


def render(report: Report) -> str:
    """Return the report as one SARIF log with one run; the same bytes for the same input."""
    rules = rules_of(report)
    results = _Results(report.root, {rule.code: index for index, rule in enumerate(rules)})
    folded = _folded(report.diagnostics)
    kept = sorted(folded, key=lambda group: group[0].severity.rank)[:MOST_RESULTS] if len(folded) > MOST_RESULTS else folded
    notifications = [_notification("error", failure) for failure in report.failures]
    if len(kept) < len(folded):
        notifications.append(cut_notification(len(folded) - len(kept), len(folded)))
    run = {
        "tool": {
            "driver": {
                "name": "newslint",
                "semanticVersion": __version__,
                "informationUri": _PROJECT,
                "rules": [rule_object(rule, report.severities.get(rule.code, rule.severity)) for rule in rules],
            }
        },
        "invocations": [{"executionSuccessful": not report.failures, "toolExecutionNotifications": notifications}],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root folder of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [*_marked([results.make(group) for group in kept], report.hidden), *_hidden_results(results, report.hidden)],
    }
    return dump_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _marked(made: list[dict[str, Any]], hidden: Hidden | None) -> list[dict[str, Any]]:
    """Say of each reported result that it is not suppressed, and new, where hidden results are in the log as well."""
    if hidden is None:
        return made
    state = {} if hidden.accepted is None else {"baselineState": "new"}
    return [{**result, "suppressions": [], **state} for result in made]


def _hidden_results(results: "_Results", hidden: Hidden | None) -> Iterator[dict[str, Any]]:
    if hidden is None:
        return
    state = {} if hidden.accepted is None else {"baselineState": "new"}
    for group in _folded(hidden.suppressed):
        reasons = [diagnostic.reason for diagnostic in group if diagnostic.reason]
        comment = {"kind": "inSource", "status": "accepted", **({"justification": reasons[0]} if reasons else {})}
        yield {**results.make(group), "suppressions": [comment], **state}
    for group in _folded(hidden.accepted or ()):
        baseline = {"kind": "external", "status": "accepted", "justification": "accepted by the baseline"}
        yield {**results.make(group), "suppressions": [baseline], "baselineState": "unchanged"}


def _folded(diagnostics: Iterable[Located]) -> list[list[Located]]:
    """Group the diagnostics of one rule on one line, in the order of the first of each."""
    groups: dict[tuple[str, int, str], list[Located]] = {}
    for diagnostic in diagnostics:
        groups.setdefault((diagnostic.path, diagnostic.start.line, diagnostic.code), []).append(diagnostic)
    return list(groups.values())


def _message(group: list[Located]) -> str:
    """Return the messages of a group, each with its fix: GitHub does not show SARIF's fixes."""
    shown = [message_with_advice(diagnostic) for diagnostic in group[:_SHOWN_MESSAGES]]
    hidden = len(group) - len(shown)
    return "; ".join(shown) + (f"; and {hidden} more on this line" if hidden else "")


def cut_notification(lost: int, results: int) -> dict[str, Any]:
    """Return the notification that results were left out."""
    text = f"{lost} of {results} results were left out: code scanning keeps the {MOST_RESULTS} worst (the format `json` holds all)"
    return _notification("warning", text)


def _notification(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": _plain(text)}}


def _plain(text: str) -> str:
    """Keep `[text](target)` in a message from being read as a link."""
    return _LINK_LIKE.sub(r"\\[", text)


class _Results:
    """Makes results; knows where paths are relative to and which rule has which index."""

    def __init__(self, root: Path, rule_indexes: Mapping[str, int]) -> None:
        self.rule_indexes = rule_indexes
        self.artifact = cache(lambda path: _artifact(path, root))

    def make(self, group: list[Located]) -> dict[str, Any]:
        """Return the result for the diagnostics of one rule on one line."""
        first, *others = group
        result: dict[str, Any] = {
            "ruleId": first.code,
            "ruleIndex": self.rule_indexes[first.code],
            "level": first.severity.value,
            "message": {"text": _plain(_message(group))},
            "locations": [{"physicalLocation": self.place(first.path, first.start, first.end)}],
            "partialFingerprints": {"primaryLocationLineHash": first.line_hash},
        }
        related = [(other.message, other.path, other.start, other.end) for other in others]
        related += [item for diagnostic in group for item in diagnostic.related]
        if related:
            result["relatedLocations"] = [
                {"id": number, "message": {"text": _plain(text)}, "physicalLocation": self.place(path, start, end)}
                for number, (text, path, start, end) in enumerate(related, 1)
            ]
        fixes = [diagnostic.fix for diagnostic in group if diagnostic.fix is not None]
        if fixes:
            result["fixes"] = [self.fix(first.path, fix) for fix in _joined(fixes)]
        properties = {**({"field": first.field} if first.field else {}), **({"files": first.files} if first.files > 1 else {})}
        if properties:
            result["properties"] = properties
        return result

    def place(self, path: str, start: Position, end: Position) -> dict[str, Any]:
        """Return a physical location."""
        return {"artifactLocation": self.artifact(path), "region": _region(start, end)}

    def fix(self, path: str, fix: LocatedFix) -> dict[str, Any]:
        """Return a fix object; its replacements are in the order of the file."""
        replacements = [{"deletedRegion": _deleted(edit), "insertedContent": {"text": edit.content}} for edit in fix.edits]
        return {
            "description": {"text": fix.title},
            "artifactChanges": [{"artifactLocation": self.artifact(path), "replacements": replacements}],
            "properties": {"applicability": fix.applicability},
        }


def _joined(fixes: list[LocatedFix]) -> list[LocatedFix]:
    """Join the fixes of a folded result to one where they go together: the items of SARIF's `fixes` are alternatives."""
    edits = sorted({edit for fix in fixes for edit in fix.edits}, key=lambda edit: (edit.offset, edit.length))
    apart = all(one.offset + one.length <= other.offset and one.offset < other.offset for one, other in pairwise(edits))
    if not apart or len({fix.applicability for fix in fixes}) > 1:
        return fixes[:1]
    titles = [title for title, _ in groupby(fix.title for fix in fixes)]
    return [LocatedFix("; ".join(titles), fixes[0].applicability, tuple(edits))]


def _region(start: Position, end: Position) -> dict[str, int]:
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _deleted(edit: LocatedEdit) -> dict[str, int]:
    """Return the region an edit replaces; a byte order mark has no line and column, only bytes."""
    if edit.offset == 0 and edit.length == 1 and edit.start == edit.end:
        return {"byteOffset": 0, "byteLength": _BOM_BYTES}
    return _region(edit.start, edit.end)


def _artifact(path: str, root: Path) -> dict[str, Any]:
    relative = relative_path(path, root)
    if "://" in path:
        return {"uri": quote(path, safe=":/#?&=%")}
    if relative is None:
        return {"uri": Path(path).resolve().as_uri()}
    return {"uri": quote(relative.encode("utf-8", "surrogateescape")), "uriBaseId": _ROOT}
