"""What SARIF says about rules: made from their classes."""

import re
from typing import Any

from linter.diagnostics.diagnostic import Severity
from linter.reporters import Report
from linter.rules.base import Rule
from linter.rules.pages import rule_page
from linter.rules.registry import ALL_RULES, family

_LONGEST_DESCRIPTION = 1024
# GitHub's words: how sure a result is, how bad (without and with a bearing on security: 7.0 and up is "high", 4.0 and up "medium").
_PRECISIONS = {Severity.ERROR: "very-high", Severity.WARNING: "high", Severity.NOTE: "medium"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
_SECURITY = {Severity.ERROR: "7.0", Severity.WARNING: "5.0", Severity.NOTE: "2.0"}


def rules_of(report: Report) -> list[type[Rule]]:
    """Return the enabled rules, and those that a folder's own configuration enabled, sorted by code."""
    found = {diagnostic.code for diagnostic in report.diagnostics} - {rule.code for rule in report.rules}
    return sorted([*report.rules, *(rule for rule in ALL_RULES if rule.code in found)], key=lambda rule: rule.code)


def rule_object(rule: type[Rule], severity: Severity) -> dict[str, Any]:
    """Return a reportingDescriptor; `severity` is the one in force."""
    documentation = rule.documentation()
    properties: dict[str, Any] = {
        "tags": _tags(rule),
        "precision": _PRECISIONS[severity],
        "problem.severity": _PROBLEMS[severity],
    }
    if rule.security:
        properties["security-severity"] = _SECURITY[severity]
    return {
        "id": rule.code,
        "name": rule.__name__,
        "shortDescription": {"text": _cut(_plain(rule.summary()))},
        "fullDescription": {"text": _cut(_plain(_paragraphs(documentation)))},
        "help": {"text": _plain(documentation), "markdown": rule_page(rule)},
        "helpUri": rule.url(),
        "defaultConfiguration": {"level": severity.value},
        "properties": properties,
    }


def _tags(rule: type[Rule]) -> list[str]:
    return [tag for tag in (family(rule), "security" if rule.security else None) if tag is not None]


def _paragraphs(documentation: str) -> str:
    """Return the documentation up to its second heading, without headings, on one line: what is reported, and why."""
    what_and_why = re.split(r"^## (?!Why)", documentation, maxsplit=1, flags=re.MULTILINE)[0]
    return " ".join(re.sub(r"^## .*$", "", what_and_why, flags=re.MULTILINE).split())


def _plain(markdown: str) -> str:
    return re.sub(r"^## (.*)$", r"\1:", markdown.replace("`", "'"), flags=re.MULTILINE)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_DESCRIPTION else f"{text[: _LONGEST_DESCRIPTION - 1]}…"
