"""Missing and unknown fields seen together: one problem for each mapping that lacks some, one for each that is misspelt."""

from collections.abc import Iterable, Iterator

from linter.document import Document
from linter.document.nodes import Mapping, Node
from linter.schema.problem import SchemaProblem
from linter.schema.words import SchemaWords
from linter.text.labels import labelled
from linter.text.misspellings import edit_distance, is_slip
from linter.text.wording import show

_MOST_NAMED = 12
_MOST_COMPARED = 500  # unknown fields of a mapping: each is compared with every name that the schema knows


def join_members(problems: list[SchemaProblem], document: Document, words: SchemaWords) -> list[SchemaProblem]:
    """Return `problems` with the missing fields of each mapping in one of them, where it is misspelt in one with that key."""
    members: dict[int, list[SchemaProblem]] = {}
    for problem in problems:
        if problem.rule in ("missing-field", "unknown-field") and problem.key is not None:
            members.setdefault(id(problem.node), []).append(problem)
    joined: list[SchemaProblem] = []
    for problem in problems:
        if problem.rule not in ("missing-field", "unknown-field") or problem.key is None:
            joined.append(problem)
        elif id(problem.node) in members:  # the first of its mapping stands for all
            joined += _Mapping(members.pop(id(problem.node)), document, words).joined()
    return joined


class _Mapping:
    """The missing and unknown fields of one mapping."""

    def __init__(self, problems: list[SchemaProblem], document: Document, words: SchemaWords) -> None:
        self.node = problems[0].node
        self.document = document
        self.words = words
        self.steps = _steps(self.node)
        self.names = words.names(self.steps)
        self.unknown = {p.key: p for p in problems if p.rule == "unknown-field" and p.key is not None}
        self.missing = _each_once(p for p in problems if p.rule == "missing-field")

    def joined(self) -> Iterator[SchemaProblem]:
        misspelt = self._misspelt()
        plain = [p for p in self.missing if p.missing[0] not in misspelt]
        own = [p for p in plain if p.is_authors]
        severities = dict.fromkeys(p.severity for p in plain if not p.is_authors)
        for severity in severities:
            yield self._together([p for p in plain if not p.is_authors and p.severity == severity])
        for problem in own:
            yield problem._replace(hint=self.words.of((*self.steps, problem.missing[0])).advice)
        for problem in self.missing:
            if problem.missing[0] in misspelt:
                yield self._with_key(problem, misspelt[problem.missing[0]])
        meant = set(misspelt.values())
        for number, (key, problem) in enumerate(self.unknown.items()):
            near = self._near(key, problem.candidates) if number < _MOST_COMPARED else ()
            yield problem._replace(candidates=near, told=key in meant)

    def _misspelt(self) -> dict[str, str]:
        """Map missing fields to the keys that are probably meant for them, the closest pairs first."""
        if not isinstance(self.node, Mapping):
            return {}
        known = set(self.names)
        keys = [key for key in self.node.fields if key not in known][:_MOST_COMPARED]
        pairs = sorted(
            (_distance(key, name), name, key) for p in self.missing for name in p.missing[:1] for key in keys if is_slip(key, name)
        )
        found: dict[str, str] = {}
        for _, name, key in pairs:
            if name not in found and key not in found.values():
                found[name] = key
        return found

    def _near(self, key: str, candidates: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for _, name in sorted((_distance(key, name), name) for name in candidates if is_slip(key, name)))

    def _together(self, problems: list[SchemaProblem]) -> SchemaProblem:
        order = {name: place for place, name in enumerate(self.names)}
        problems = sorted(problems, key=lambda p: order.get(p.missing[0], len(order)))
        first = problems[0]
        advice = [self.words.of((*self.steps, p.missing[0])).advice for p in problems]
        if len(problems) == 1:
            label = self._label(first)
            needed = f"missing beside {show(first.beside)}" if first.beside is not None else "missing"
            message = f"{label} is {needed}{f': {advice[0]}' if advice[0] else ''}"
            return first._replace(message=message, key=first.missing[0])
        labels = [self._label(p, inside=True) for p in problems]
        named = ", ".join(labels[:_MOST_NAMED]) + (f" and {len(labels) - _MOST_NAMED} more" if len(labels) > _MOST_NAMED else "")
        beside = {p.beside for p in problems}
        needed = f" beside {show(first.beside)}" if len(beside) == 1 and first.beside is not None else ""
        subject = f"{labelled(self.node.pointer)} lacks" if self.steps else "missing"
        hint = "; ".join(f"{label}: {words}" for label, words in zip(labels, advice, strict=True) if words)
        missing = tuple(p.missing[0] for p in problems)
        return first._replace(message=f"{subject} {len(problems)} fields{needed}: {named}", key=None, missing=missing, hint=hint)

    def _with_key(self, problem: SchemaProblem, key: str) -> SchemaProblem:
        assert isinstance(self.node, Mapping)
        name = problem.missing[0]
        line = self.document.source.position(self.node.fields[key].start).line
        question = f"is {show(key)} on line {line} meant?"
        problem = problem._replace(key=name, misspelt=key, candidates=(name,))
        if problem.is_authors:
            return problem._replace(hint=question)
        return problem._replace(message=f"{self._label(problem)} is missing; {question}")

    def _label(self, problem: SchemaProblem, *, inside: bool = False) -> str:
        """Name a missing field, or those of which one is enough."""
        names = problem.candidates or problem.missing[:1]
        own = "" if inside else self.node.pointer
        return " or ".join(labelled(f"{own}/{name.replace('~', '~0').replace('/', '~1')}") for name in names)


def _each_once(problems: Iterable[SchemaProblem]) -> list[SchemaProblem]:
    """Keep one problem for each missing field: the one that says it without a condition, or in the author's words."""
    found: dict[str, SchemaProblem] = {}
    for problem in problems:
        name = problem.missing[0]
        before = found.get(name)
        if before is None or (problem.is_authors, problem.beside is None) > (before.is_authors, before.beside is None):
            found[name] = problem
    return list(found.values())


def _distance(key: str, name: str) -> tuple[int, int]:
    return edit_distance(key.casefold(), name.casefold()), edit_distance(key, name)


def _steps(node: Node) -> tuple[str | int, ...]:
    steps: list[str | int] = []
    at: Node | None = node
    while at is not None and at.parent is not None:
        steps.append(at.key if at.key is not None else "")
        at = at.parent
    return tuple(reversed(steps))
