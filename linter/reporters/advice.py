"""What to do about diagnostics, for places that show one text each: the fix with its message, and which of many to show."""

from collections import Counter
from collections.abc import Iterable, Iterator

from linter.diagnostics.diagnostic import Severity
from linter.diagnostics.located import Located
from linter.rules.registry import codes_where

_CAUSES = codes_where(lambda rule: rule.spoils_reading)


def message_with_advice(diagnostic: Located) -> str:
    """Return the message, and behind it in brackets the fix or else the hint."""
    fix = diagnostic.fix
    advice = f"{fix.applicability} fix: {fix.title}" if fix is not None else diagnostic.hint
    return f"{diagnostic.message} ({advice})" if advice else diagnostic.message


def most_telling(diagnostics: Iterable[Located], most: int) -> list[Located]:
    """Choose the `most` diagnostics that tell most: errors first, and of one severity causes first, then each rule and file by turns."""
    left = list(_candidates(diagnostics, most))
    rules, files = Counter[str](), Counter[str]()
    chosen: list[Located] = []
    while left and len(chosen) < most:
        best = min(left, key=lambda d: (d.severity.rank, not _is_cause(d), rules[d.code], files[d.path]))
        left.remove(best)
        chosen.append(best)
        rules[best.code] += 1
        files[best.path] += 1
    return chosen


def _is_cause(diagnostic: Located) -> bool:
    return diagnostic.severity is Severity.ERROR and diagnostic.code in _CAUSES


def _candidates(diagnostics: Iterable[Located], most: int) -> Iterator[Located]:
    """Leave out what cannot be chosen: of each rule more than `most` in one file, and more than `most` files."""
    seen: dict[tuple[Severity, str], Counter[str]] = {}
    for diagnostic in diagnostics:
        files = seen.setdefault((diagnostic.severity, diagnostic.code), Counter())
        if files[diagnostic.path] < most and (diagnostic.path in files or len(files) < most):
            files[diagnostic.path] += 1
            yield diagnostic
