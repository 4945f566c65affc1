"""Applying fixes to a text until nothing is left to fix, each round proved before the next.

Pure, like the engine: text in, text out. Writing files is `writing.py`'s job.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linter.diagnostics.diagnostic import Diagnostic
from linter.diagnostics.fix import Applicability, Fix, apply_edits, changed_fields
from linter.document.nodes import Mapping, Node, Scalar
from linter.document.nodes import Sequence as ListNode
from linter.engine.linter import Linter
from linter.engine.result import Result, RuleFailure
from linter.source import Source, Span

MOST_ROUNDS = 10
_MOST_TRIES, _FEWEST_TRIES = 64, 4  # of one file: each looks at all of it, so that a large one is tried less often
_MOST_CHARACTERS = 2_000_000  # looked at in all tries


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


class Dropped(NamedTuple):
    """A fix that was not made: of which rule, and why not. Its diagnostic stays."""

    code: str
    why: str


class FixResult(NamedTuple):
    """What fixing gave: the last text, linted; the fixes made; the rules that failed; fixes that could not be proved and were not made."""

    source: Source
    result: Result
    applied: tuple[Applied, ...]
    failures: tuple[RuleFailure, ...]
    dropped: tuple[Dropped, ...] = ()


def fix_source(linter: Linter, source: Source, policy: FixPolicy) -> FixResult:
    """Lint `source` and apply the fixes that `policy` allows, in up to ten rounds."""
    result = linter.lint(source)
    applied: list[Applied] = []
    notes: list[Dropped] = []
    budget = [max(_FEWEST_TRIES, min(_MOST_TRIES, _MOST_CHARACTERS // max(len(source.text), 1)))]
    dropped: set[tuple[str, str]] = set()
    seen = {source.text}
    for _ in range(MOST_ROUNDS):
        batch = _batch(result.diagnostics, policy, dropped)
        if not batch:
            break
        better, done = _apply_round(linter, result, batch, dropped, notes, budget)
        if better is None:
            continue
        text = better.document.source.text
        if text in seen:
            codes = ", ".join(sorted({d.code for d in done}))
            notes.append(Dropped(codes, "they undo each other"))
            break
        seen.add(text)
        applied += [_applied(result, diagnostic) for diagnostic in done]
        result = better
    else:
        if left := _batch(result.diagnostics, policy, dropped):
            codes = ", ".join(sorted({d.code for d in left}))
            notes.append(Dropped(codes, "they do not come to an end"))
    return FixResult(result.document.source, result, tuple(applied), result.failures, tuple(notes))


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
    linter: Linter, before: Result, batch: Sequence[Diagnostic], dropped: set[tuple[str, str]], notes: list[Dropped], budget: list[int]
) -> tuple[Result | None, Sequence[Diagnostic]]:
    """Apply a batch at once, or, where that cannot be proved right, as many of its fixes as go together.

    Halves are tried, and halves of those that fail: few fixes fail, and each try looks at the whole file.
    """
    best: Result | None = None
    done: list[Diagnostic] = []
    waiting = [list(batch)]
    while waiting:
        some = waiting.pop()
        budget[0] -= 1
        if budget[0] < 0:
            _drop(some, dropped, notes, "too many fixes of this file do not hold")
            continue
        after, problem = _try(linter, before, [*done, *some])
        if problem is None:
            best, done = after, [*done, *some]
        elif len(some) > 1:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
        elif not done or (problem := _try(linter, before, some)[1]) is not None:
            _drop(some, dropped, notes, problem)
    return best, done


def _drop(some: Iterable[Diagnostic], dropped: set[tuple[str, str]], notes: list[Dropped], why: str) -> None:
    for diagnostic in some:
        dropped.add(_key(diagnostic))
        notes.append(Dropped(diagnostic.code, why))


def _try(linter: Linter, before: Result, batch: Sequence[Diagnostic]) -> tuple[Result | None, str | None]:
    """Apply fixes and lint again; the second value says what is wrong with the outcome."""
    source = before.document.source
    fixes = [diagnostic.fix for diagnostic in batch if diagnostic.fix is not None]
    text = apply_edits(source.text, (edit for fix in fixes for edit in fix.edits))
    after = linter.lint(Source.from_text(source.path, text))
    return after, _disproved(linter, before, after, batch, fixes)


def _disproved(linter: Linter, before: Result, after: Result, batch: Sequence[Diagnostic], fixes: Sequence[Fix]) -> str | None:
    old, new = before.document, after.document
    if old.root is not None and new.root is None:
        return "the front matter could not be read any more"
    if old.front_matter is not None and new.front_matter is not None:
        old_body = old.source.text[old.front_matter.body.start :]
        if old_body != new.source.text[new.front_matter.body.start :]:
            return "the text below the front matter changed"
    if old.root is not None and new.root is not None:
        intended = frozenset(field for fix in fixes for field in fix.fields)
        for field in changed_fields(old.root.value, new.root.value):
            if not _within(field, intended) or linter.names.is_untouchable(field):
                return f"the field `{field}` changed"
    for code, message in _kinds(batch) & (_kinds(after.diagnostics) - (_kinds(before.diagnostics) - _kinds(batch))):
        fewer = _codes(before.diagnostics)[code] - _codes(after.diagnostics)[code]
        if fewer < _codes(batch)[code]:
            return f"{code} is still there: {message}"
    is_repair = any(diagnostic.name == "broken-syntax" for diagnostic in batch)  # it shows what was hidden before
    if is_repair and (field := _misread(before, after, batch)):
        return f"the field `{field}` would not say what it says"
    if not is_repair and _mistakes(after) < _mistakes(before):
        return "what is broken beside it would be taken for its text"
    if all(fix.applicability is Applicability.SAFE for fix in fixes) and not is_repair:
        # What the next round mends does not count: `&nbsp; x` decoded is two blanks, and they become one.
        mended = _codes(d for d in after.diagnostics if d.fix is not None and d.fix.applicability is Applicability.SAFE)
        added = _codes(after.diagnostics) - _codes(before.diagnostics) - mended
        if added:
            return f"it would add {', '.join(sorted(added))}"
    return None


def _mistakes(result: Result) -> int:
    """Count the places that no reader of YAML can read."""
    return sum(diagnostic.name == "broken-syntax" for diagnostic in result.diagnostics)


def _misread(before: Result, after: Result, batch: Sequence[Diagnostic]) -> str:
    """Return a text that safe repairs would give other letters or digits than it was understood to have, `""` for none."""
    old, new = before.document.root, after.document.root
    fixes = (d.fix for d in batch if d.fix is not None and d.name == "broken-syntax" and d.fix.applicability is Applicability.SAFE)
    for field in (field for fix in fixes for field in fix.fields if field and old is not None and new is not None):
        was, becomes = _text_at(old, field), _text_at(new, field)
        if was is not None and becomes is not None and _seen(was) != _seen(becomes):
            return field
    return ""


def _text_at(root: Node | None, field: str) -> str | None:
    node = root
    for step in field.split("/")[1:]:
        if isinstance(node, ListNode):
            node = node.items[int(step)] if step.isdecimal() and int(step) < len(node.items) else None
        else:
            node = node.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(node, Mapping) else None
    return node.text if isinstance(node, Scalar) else None


def _seen(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _codes(diagnostics: Iterable[Diagnostic]) -> Counter[str]:
    return Counter(diagnostic.code for diagnostic in diagnostics)


def _kinds(diagnostics: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    """Count diagnostics of one kind; their fields may move: removing an item renumbers those after it."""
    return Counter((diagnostic.code, diagnostic.message) for diagnostic in diagnostics)


def _within(field: str, intended: frozenset[str]) -> bool:
    """Whether a field, or one that it is in, is among those that may change."""
    end = len(field)
    while end >= 0:
        if field[:end] in intended:
            return True
        end = field.rfind("/", 0, end)
    return False
