"""Applying fixes to a text until nothing is left to fix, each round proved before the next.

Pure, like the engine: text in, text out. Writing files is `writing.py`'s job.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linter.diagnostics.diagnostic import Diagnostic
from linter.diagnostics.fix import Applicability, Fix, apply_edits, changed_fields
from linter.engine.linter import Linter, Result, RuleFailure
from linter.source import Source, Span

MOST_ROUNDS = 10


class FixPolicy(NamedTuple):
    """Which fixes may be applied: unsafe ones too, the codes of the rules that are fixable, and `only` these (code and field)."""

    unsafe: bool
    codes: frozenset[str]
    only: frozenset[tuple[str, str]] | None = None

    def allows(self, diagnostic: Diagnostic) -> bool:
        """Whether this diagnostic's fix may be applied."""
        fix = diagnostic.fix
        if fix is None or diagnostic.code not in self.codes:
            return False
        if self.only is not None and (diagnostic.code, diagnostic.field) not in self.only:
            return False
        return self.unsafe or fix.applicability is Applicability.SAFE


class Applied(NamedTuple):
    """A fix that was made: the diagnostic it mended, and the line it was on in the text of its round."""

    code: str
    name: str
    title: str
    line: int


class FixResult(NamedTuple):
    """What fixing gave: the last text, linted; the fixes made; fixes and rules that failed."""

    source: Source
    result: Result
    applied: tuple[Applied, ...]
    failures: tuple[RuleFailure, ...]


def fix_source(linter: Linter, source: Source, policy: FixPolicy) -> FixResult:
    """Lint `source` and apply the fixes that `policy` allows, in up to ten rounds."""
    result = linter.lint(source)
    applied: list[Applied] = []
    failures: list[RuleFailure] = []
    dropped: set[tuple[str, str]] = set()
    seen = {source.text}
    for _ in range(MOST_ROUNDS):
        batch = _batch(result.diagnostics, policy, dropped)
        if not batch:
            break
        better, done = _apply_round(linter, result, batch, dropped, failures)
        if better is None:
            continue
        text = better.document.source.text
        if text in seen:
            codes = ", ".join(sorted({d.code for d in done}))
            failures.append(RuleFailure(codes, source.path, f"fixes of {codes} undo each other"))
            break
        seen.add(text)
        applied += [_applied(result, diagnostic) for diagnostic in done]
        result = better
    else:
        if left := _batch(result.diagnostics, policy, dropped):
            codes = ", ".join(sorted({d.code for d in left}))
            failures.append(RuleFailure(codes, source.path, f"fixes of {codes} do not come to an end"))
    return FixResult(result.document.source, result, tuple(applied), (*result.failures, *failures))


def _applied(result: Result, diagnostic: Diagnostic) -> Applied:
    assert diagnostic.fix is not None
    line = result.document.source.position(diagnostic.span.start).line
    return Applied(diagnostic.code, diagnostic.name, diagnostic.fix.title, line)


def _batch(diagnostics: Iterable[Diagnostic], policy: FixPolicy, dropped: set[tuple[str, str]]) -> list[Diagnostic]:
    """Return the fixes of this round: in the order of the file, none overlapping an earlier one."""
    chosen: list[Diagnostic] = []
    taken: list[Span] = []
    for diagnostic in diagnostics:
        fix = diagnostic.fix
        if fix is None or not policy.allows(diagnostic) or _key(diagnostic) in dropped:
            continue
        if not any(_overlaps_any(edit.span, taken) for edit in fix.edits):
            chosen.append(diagnostic)
            for edit in fix.edits:
                insort(taken, edit.span)
    return chosen


def _overlaps_any(span: Span, taken: Sequence[Span]) -> bool:
    """Whether an edit touches one of `taken`, which are sorted and apart. Two insertions at one place do: neither comes first."""
    at = bisect_left(taken, span)
    near = taken[max(at - 2, 0) : at + 2]
    return any((span.start < other.end and other.start < span.end) or span == other for other in near)


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    return (diagnostic.code, f"{diagnostic.field}:{diagnostic.message}")


def _apply_round(
    linter: Linter,
    before: Result,
    batch: Sequence[Diagnostic],
    dropped: set[tuple[str, str]],
    failures: list[RuleFailure],
) -> tuple[Result | None, Sequence[Diagnostic]]:
    """Apply a batch at once, or, where that cannot be proved right, as many of its fixes as go together."""
    after, problem = _try(linter, before, batch)
    if problem is None:
        return after, batch
    best: Result | None = None
    done: list[Diagnostic] = []
    for diagnostic in batch:
        after, problem = _try(linter, before, [*done, diagnostic])
        if problem is None:
            best, done = after, [*done, diagnostic]
        elif not done or (problem := _try(linter, before, [diagnostic])[1]) is not None:
            dropped.add(_key(diagnostic))
            failures.append(RuleFailure(diagnostic.code, before.document.source.path, f"its fix was dropped: {problem}"))
    return best, done


def _try(linter: Linter, before: Result, batch: Sequence[Diagnostic]) -> tuple[Result | None, str | None]:
    """Apply fixes and lint again; the second value says what is wrong with the outcome."""
    source = before.document.source
    fixes = [diagnostic.fix for diagnostic in batch if diagnostic.fix is not None]
    text = apply_edits(source.text, (edit for fix in fixes for edit in fix.edits))
    after = linter.lint(Source.from_text(source.path, text))
    return after, _disproved(before, after, batch, fixes)


def _disproved(before: Result, after: Result, batch: Sequence[Diagnostic], fixes: Sequence[Fix]) -> str | None:
    old, new = before.document, after.document
    if old.root is not None and new.root is None:
        return "the front matter could not be read any more"
    if old.front_matter is not None and new.front_matter is not None:
        old_body = old.source.text[old.front_matter.body.start :]
        if old_body != new.source.text[new.front_matter.body.start :]:
            return "the text below the front matter changed"
    if old.root is not None and new.root is not None:
        intended = tuple(field for fix in fixes for field in fix.fields)
        for field in changed_fields(old.root.value, new.root.value):
            if not _within(field, intended) or field.endswith("/secured"):
                return f"the field `{field}` changed"
    for code, message in _kinds(batch) & (_kinds(after.diagnostics) - (_kinds(before.diagnostics) - _kinds(batch))):
        fewer = _codes(before.diagnostics)[code] - _codes(after.diagnostics)[code]
        if fewer < _codes(batch)[code]:
            return f"{code} is still there: {message}"
    if all(fix.applicability is Applicability.SAFE for fix in fixes):
        # What the next round mends does not count: `&nbsp; x` decoded is two blanks, and they become one.
        mended = _codes(d for d in after.diagnostics if d.fix is not None and d.fix.applicability is Applicability.SAFE)
        added = _codes(after.diagnostics) - _codes(before.diagnostics) - mended
        if added:
            return f"it would add {', '.join(sorted(added))}"
    return None


def _codes(diagnostics: Iterable[Diagnostic]) -> Counter[str]:
    return Counter(diagnostic.code for diagnostic in diagnostics)


def _kinds(diagnostics: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    """Count diagnostics of one kind; their fields may move: removing an item renumbers those after it."""
    return Counter((diagnostic.code, diagnostic.message) for diagnostic in diagnostics)


def _within(field: str, intended: Sequence[str]) -> bool:
    return any(field == name or field.startswith(f"{name}/") for name in intended)
