"""GitLab's Code Quality report.

A merge request compares fingerprints: they are made from the rule, the path, the field and the marked text (as a baseline's keys are), so
that neither lines inserted above nor another order make an old diagnostic a new one.
"""

import hashlib
from collections import Counter

from linter.diagnostics.diagnostic import Severity
from linter.reporters import Report
from linter.reporters.json_text import dump_json
from linter.reporters.paths import repository_paths

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report) -> str:
    """Return a JSON list, `[]` when clean."""
    path_of = repository_paths(report)
    seen: Counter[tuple[str, ...]] = Counter()
    entries = []
    for diagnostic in report.diagnostics:
        path = path_of(diagnostic.path)
        identity = (diagnostic.code, path, diagnostic.stable_field, diagnostic.value)
        seen[identity] += 1
        entries.append(
            {
                "description": f"{diagnostic.code}: {diagnostic.message}",
                "check_name": diagnostic.name,
                "fingerprint": _fingerprint(*identity, str(seen[identity])),
                "severity": _SEVERITIES[diagnostic.severity],
                "location": {"path": path, "lines": {"begin": diagnostic.start.line}},
            }
        )
    return dump_json(entries, indent=2) + "\n"


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
