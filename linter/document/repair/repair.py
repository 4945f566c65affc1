"""Undoing the mistakes that break a YAML block, so that none of them hides everything else.

What is wrong is found line by line (`broken_yaml`), and what is not found there where libyaml stops. A repair counts as exact only when it
is proved: the block parses, the value equals the text as written, and everything else reads as if a harmless word stood in its place.
A part that nothing mends is left out for the others' sake; the block then counts as unread.
"""

from bisect import bisect_right
from collections.abc import Sequence

from linter.document.nodes import Mapping, Node, Scalar, walk
from linter.document.problem import Change, Problem, Repair
from linter.document.repair.lines import Slip, line_at, lines_of, quote_scalar
from linter.document.repair.mending import Mended
from linter.document.repair.mistakes import find_slips
from linter.document.result import Limits, Reading, SyntaxProblem
from linter.document.yaml_errors import explain
from linter.document.yaml_reader import read_yaml
from linter.source import Span, start_of_line

_MOST_ROUNDS = 200
_QUOTABLE_LENGTH = 2_000
_ENOUGH = 200_000


def read_repaired(text: str, block: Span, limits: Limits, broken: Reading) -> Reading:
    """Mend a block that is broken, or reads otherwise than it looks, and read it again; every mistake found is a problem."""
    return _Repairer(text, block, limits).read(broken)


class _Repairer:
    """`parts` are where the top-level fields begin, each with all that is below it; `left_out` are those that nothing mends."""

    def __init__(self, text: str, block: Span, limits: Limits) -> None:
        self.text = text
        self.block = block
        self.limits = limits
        self.slips: list[Slip] = []
        self.applied: list[Slip] = []
        self.left_out: list[Change] = []
        self.parts = [block.start]
        self.parts += [
            line.start for line in lines_of(text, block) if line.indent == 0 and line.key and not line.is_item and line.start > block.start
        ]

    def read(self, broken: Reading) -> Reading:
        found = find_slips(self.text, self.block, self.limits.names)
        if broken.syntax is None:
            places = {start_of_line(self.text, slip.span.start) for slip in found if slip.is_misread}
            self.slips = [slip for slip in found if start_of_line(self.text, slip.span.start) in places]
            if isinstance(broken.root, Mapping):  # YAML makes something of it: a person decides
                self.slips = [slip._replace(is_exact=False) for slip in self.slips]
            mended = self._mended(self.slips)
            if not self.slips or self._parse(mended).syntax is not None:
                return broken
            self.applied = list(self.slips)
        else:
            self.slips = self._needed(found)
            self.applied = [slip for slip in self.slips if slip.changes]
            mended = self._search()
        result = self._parse(mended)
        if result.syntax is not None or result.root is None or self.left_out:
            # What was seen before the error stands: a second key of one name may well explain it.
            proved = self._proved(mended, result.root) if result.root is not None else frozenset()
            return Reading(None, [*broken.problems, *self._problems({}, proved)], [])
        proved = self._proved(mended, result.root)
        _move_back(result, mended, {slip.at for slip in self.applied})
        fields = {node.start: node.pointer for node in walk(result.root)}
        return result._replace(problems=[*_problems_back(result.problems, mended), *self._problems(fields, proved)])

    def _problems(self, fields: dict[int, str], proved: frozenset[Slip]) -> list[Problem]:
        problems = []
        for slip in sorted(self.slips, key=lambda slip: slip.span):
            repair = Repair(slip.changes, slip in proved) if slip.changes and slip.is_offered else None
            problems.append(Problem(slip.rule, slip.message, slip.span, slip.hint, field=fields.get(slip.at, ""), repair=repair))
        return problems

    def _mended(self, slips: Sequence[Slip]) -> Mended:
        return Mended(self.text, [*(change for slip in slips for change in slip.changes), *self.left_out])

    def _parse(self, mended: Mended, start: int | None = None) -> Reading:
        begin = self.block.start if start is None else mended.there(start)
        return read_yaml(mended.text, Span(begin, self.block.end + len(mended.text) - len(self.text)), self.limits)

    def _part_of(self, at: int) -> Span:
        number = bisect_right(self.parts, at) - 1
        end = self.parts[number + 1] if number + 1 < len(self.parts) else self.block.end
        return Span(self.parts[max(number, 0)], end)

    def _needed(self, found: list[Slip]) -> list[Slip]:
        """Leave out what was found in a part that reads well by itself: there it is text over several lines."""
        is_whole: dict[Span, bool] = {}
        needed = []
        for slip in found:
            part = self._part_of(slip.span.start)
            if part not in is_whole:
                alone = read_yaml(self.text, part, self.limits)
                is_whole[part] = alone.syntax is None and isinstance(alone.root, Mapping) and not alone.root.flow
            is_first = part.start == self.block.start and slip.is_offered  # by itself it reads well, whatever its indent
            if not is_whole[part] or slip.is_misread or is_first:
                needed.append(slip)
        return needed

    def _search(self) -> Mended:
        """Go on where libyaml still stops: quote the value there, or leave that part out."""
        resume, read = self.block.start, 0
        guesses: list[Slip] = []
        most = 3 * (self.block.end - self.block.start) + _ENOUGH
        for round_ in range(_MOST_ROUNDS):
            mended = self._mended(self.applied)
            syntax = self._parse(mended, resume).syntax
            if syntax is None:
                break
            read += syntax.at - mended.there(resume)
            error = _in_original(syntax, mended)
            part = self._part_of(min(error.at, max(self.block.end - 1, 0)))
            if error.context and error.context_at < part.start:
                part = self._part_of(error.context_at)
            slip = self._at_error(error)
            if slip is not None:
                self.slips.append(slip)
                guesses.append(slip)
            else:
                self._take_back([guess for guess in guesses if _same_line(self.text, guess.span, Span(error.at, error.at))])
            if slip is not None and slip.changes and round_ < _MOST_ROUNDS - 1:
                self.applied.append(slip)
            else:
                self._leave_out(Span(part.start, part.end if read < most and round_ < _MOST_ROUNDS - 1 else self.block.end))
            resume = max(resume, part.start)
        return self._mended(self.applied)

    def _take_back(self, slips: list[Slip]) -> None:
        """Offer no repairs that did not help."""
        taken = frozenset(slips)
        self.slips = [slip._replace(changes=()) if slip in taken else slip for slip in self.slips]
        self.applied = [slip for slip in self.applied if slip not in taken]

    def _leave_out(self, part: Span) -> None:
        """Read on without a part; in it, putting a value in quotes is still offered, and nothing that hangs on its neighbours."""
        inside = {slip for slip in self.applied if any(_touch(change.span, part) for change in slip.changes)}
        self.applied = [slip for slip in self.applied if slip not in inside]
        self._take_back([slip for slip in inside if slip.value is None or not _is_whole(slip)])
        self.left_out = [change for change in self.left_out if not _touch(change.span, part)]
        self.left_out.append(Change(part, ""))

    def _at_error(self, error: SyntaxProblem) -> Slip | None:
        """Say what libyaml stumbled over, None where that is said already; the value is quoted where it can be."""
        problem = explain(self.text, self.block, error)
        if any(slip.span == problem.span or (not slip.changes and _same_line(self.text, slip.span, problem.span)) for slip in self.slips):
            return None
        slip = Slip(problem.span, problem.message, problem.hint)
        for at in (error.at, error.context_at):
            if not self.block.start <= at <= self.block.end:
                continue
            line = line_at(self.text, min(at, max(self.block.end - 1, 0)))
            value = self.text[line.value.start : line.value.end]
            is_free = not any(_touch(change.span, line.value) for other in self.applied for change in other.changes)
            is_here = line.value.start <= problem.span.start <= line.value.end
            if (
                is_here
                and line.is_entry
                and value
                and value[0] not in "\"'[{|>#"
                and " #" not in value
                and len(value) < _QUOTABLE_LENGTH
                and is_free
            ):
                return slip._replace(changes=(Change(line.value, quote_scalar(value)),), at=line.value.start)
        return slip

    def _proved(self, mended: Mended, root: Node) -> frozenset[Slip]:
        """Return the slips whose value is the text as written, where all others are as with a plain word in its place."""
        hopeful = [slip for slip in self.applied if slip.is_exact]
        if not hopeful:
            return frozenset()
        whole = {slip for slip in self.applied if slip.value is not None and _is_whole(slip)}
        plain = self._mended(
            [slip._replace(changes=(slip.changes[0]._replace(content="x"),)) if slip in whole else slip for slip in self.applied]
        )
        other = self._parse(plain)
        starts = {mended.there(slip.at) for slip in whole}
        if other.root is None or _leaves(root, starts) != _leaves(other.root, {plain.there(slip.at) for slip in whole}):
            return frozenset()
        found = {node.start: node.value for node in walk(root)}
        return frozenset(s for s in hopeful if s.value is None or found.get(mended.there(s.at)) == s.value)


def _may_be_quoted(value: str) -> bool:
    return value[0] not in "\"'[{|>#" and " #" not in value and len(value) < _QUOTABLE_LENGTH


def _is_whole(slip: Slip) -> bool:
    return len(slip.changes) == 1 and slip.changes[0].span.start == slip.at < slip.changes[0].span.end


def _touch(span: Span, part: Span) -> bool:
    return (span.start < part.end and part.start < span.end) or (span.start == span.end and part.start <= span.start < part.end)


def _same_line(text: str, span: Span, other: Span) -> bool:
    first, second = sorted((span.start, other.start))
    return "\n" not in text[first:second] and "\r" not in text[first:second]


def _leaves(root: Node, without: set[int]) -> list[tuple[str, str | None]]:
    return [(node.pointer, repr(node.value) if isinstance(node, Scalar) and node.start not in without else None) for node in walk(root)]


def _in_original(syntax: SyntaxProblem, mended: Mended) -> SyntaxProblem:
    return syntax._replace(at=mended.back(syntax.at), context_at=mended.back(syntax.context_at), last=mended.back_span(syntax.last))


def _problems_back(problems: list[Problem], mended: Mended) -> list[Problem]:
    return [p._replace(span=mended.back_span(p.span), first=mended.back_span(p.first) if p.first else None) for p in problems]


def _move_back(result: Reading, mended: Mended, repaired: set[int]) -> None:
    """Give the nodes their places in the original; values that a repair made are nobody else's to fix."""
    assert result.root is not None
    for node in {id(node): node for node in _with_keys(result.root)}.values():
        is_new = mended.is_new(node.start)
        node.start, node.end = mended.back_span(node.span)
        if node.start in repaired or is_new:
            node.shared = True
            if isinstance(node, Scalar) and is_new:
                node.style = ""


def _with_keys(root: Node) -> list[Node]:
    nodes: list[Node] = []
    for node in walk(root):
        nodes.append(node)
        if isinstance(node, Mapping):
            nodes.extend(entry.key for entry in node.entries)
    return nodes
