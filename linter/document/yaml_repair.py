"""Quoting the one scalar that breaks a YAML block, so that it does not hide everything else.

A repair counts only when it is proved: the block parses, the value equals the text as written, and everything else reads as if a
harmless word stood in its place.
"""

import re
from collections.abc import Collection
from typing import Any

from linter.document.nodes import Mapping, Node, Scalar, walk
from linter.document.problem import Problem, Repair
from linter.document.result import Limits, SyntaxProblem, YamlResult
from linter.document.yaml_errors import explain, is_flow_collection, line_at, quote_scalar
from linter.document.yaml_reader import read_yaml
from linter.source import Span

_MOST_REPAIRS = 20
_QUOTABLE_LENGTH = 2_000
# `*city` may be meant as an alias. `"Trams" are back`: the quotes belong to the text. In `'It's back` one of them may be a slip.
_MISSED_ALIAS = re.compile(r"\*[\w-]+\Z")
_QUOTED_WORDS = re.compile(r"""(["'])[^"']+\1[\s,.;:!?][^"']*\Z""")


def read_repaired(text: str, block: Span, limits: Limits, broken: YamlResult) -> YamlResult:
    """Mend a broken block by quoting scalars and read it again; where that fails, report the first error alone."""
    assert broken.syntax is not None
    repaired = _repair(text, block, limits, broken.syntax)
    if repaired is not None:
        return repaired
    # What was seen before the error stands: a second key of one name may well explain it.
    return YamlResult(None, [*broken.problems, explain(text, block, broken.syntax)], [])


def _repair(text: str, block: Span, limits: Limits, syntax: SyntaxProblem) -> YamlResult | None:
    repairs = _needed(text, block, limits, _sufficient(text, block, limits, syntax))
    ordered = sorted(repairs)
    result = _read_mended(text, block, limits, ordered)
    if not repairs or result.root is None or not _proved(text, block, limits, ordered, result.root):
        return None
    _move_back(result, ordered)
    fields = {node.span: node.pointer for node in walk(result.root)}
    problems = [explain(text, block, repairs[r])._replace(repair=r, field=fields.get(r.span, ""), hint="") for r in ordered]
    return result._replace(problems=[*_problems_back(result.problems, ordered), *problems])


def _sufficient(text: str, block: Span, limits: Limits, syntax: SyntaxProblem) -> dict[Repair, SyntaxProblem]:
    """Quote the value at each error in turn until the block parses; empty where that does not help."""
    repairs: dict[Repair, SyntaxProblem] = {}
    error: SyntaxProblem | None = syntax
    while error is not None:
        repair = _candidate(text, block, error, repairs) if len(repairs) < _MOST_REPAIRS else None
        if repair is None:
            return {}
        repairs[repair] = error
        ordered = sorted(repairs)
        after = _read_mended(text, block, limits, ordered).syntax
        error = _in_original(after, ordered) if after else None
    return repairs


def _needed(text: str, block: Span, limits: Limits, repairs: dict[Repair, SyntaxProblem]) -> dict[Repair, SyntaxProblem]:
    """Leave out repairs that the others make needless; say for each of the rest what is wrong without it."""
    needed = dict(repairs)
    for repair in repairs if len(repairs) > 1 else ():
        others = sorted(other for other in needed if other != repair)
        error = _read_mended(text, block, limits, others).syntax
        if error is None:
            del needed[repair]
        else:
            needed[repair] = _in_original(error, others)
    return needed


def _read_mended(text: str, block: Span, limits: Limits, repairs: list[Repair]) -> YamlResult:
    mended = _apply(text, repairs)
    return read_yaml(mended, Span(block.start, block.end + len(mended) - len(text)), limits)


def _candidate(text: str, block: Span, error: SyntaxProblem, taken: Collection[Repair]) -> Repair | None:
    for at in (error.at, error.context_at):
        if not block.start <= at <= block.end:
            continue
        span = line_at(text, min(at, block.end - 1)).value
        value = text[span.start : span.end]
        if not value or len(value) > _QUOTABLE_LENGTH or any(repair.span == span for repair in taken):
            continue
        if value[0] in "\"'[{" and not _closed(value):
            continue
        if is_flow_collection(value):
            continue  # a list with a slip in it is no text
        if " #" in value or (value[0] in "|>" and len(value) < 3):
            continue
        return _quoted(span, value)
    return None


def _quoted(span: Span, value: str) -> Repair:
    """Put a value in quotes; where it has some around it already (`'It's back'`), it is its inside that was meant, most likely."""
    if value[0] in "\"'" and value[-1] == value[0]:
        inner = value[1:-1]
        return Repair(span, quote_scalar(inner), inner, exact=False)
    doubtful = (value[0] in "\"'" and not _QUOTED_WORDS.match(value)) or _MISSED_ALIAS.match(value)
    return Repair(span, quote_scalar(value), value, exact=not doubtful)


def _closed(value: str) -> bool:
    """Whether a value that begins with a quote or bracket also has its partner: else it may go on in the next lines."""
    partner = {"[": "]", "{": "}"}.get(value[0], value[0])
    return partner in value[1:]


def _apply(text: str, repairs: list[Repair]) -> str:
    for span, content, *_ in reversed(repairs):
        text = text[: span.start] + content + text[span.end :]
    return text


def _proved(text: str, block: Span, limits: Limits, repairs: list[Repair], root: Node) -> bool:
    """Whether each repaired value is the text as written, and all others are as with a plain word in its place."""
    plain = [repair._replace(content="x") for repair in repairs]
    simple = _apply(text, plain)
    other = read_yaml(simple, Span(block.start, block.end + len(simple) - len(text)), limits)
    if other.root is None:
        return False
    expected = {_shift(repair.span.start, repairs): repair.value for repair in repairs}
    found = {node.start: node.value for node in walk(root) if node.start in expected}
    return found == expected and _leaves(root, set(expected)) == _leaves(other.root, {_shift(r.span.start, plain) for r in plain})


def _leaves(root: Node, without: set[int]) -> list[tuple[str, Any]]:
    return [(node.pointer, node.value if isinstance(node, Scalar) and node.start not in without else None) for node in walk(root)]


def _shift(at: int, repairs: list[Repair]) -> int:
    """Where the original offset `at` stands in the repaired text."""
    return at + sum(len(content) - (span.end - span.start) for span, content, *_ in repairs if span.end <= at)


def _unshift(at: int, repairs: list[Repair]) -> int:
    """Where the repaired text's offset `at` stands in the original; inside a repaired scalar, at its edges."""
    moved = 0
    for span, content, *_ in repairs:
        start = span.start + moved
        if at <= start:
            break
        if at < start + len(content):
            return span.start
        moved += len(content) - (span.end - span.start)
    return at - moved


def _in_original(syntax: SyntaxProblem, repairs: list[Repair]) -> SyntaxProblem:
    last = Span(_unshift(syntax.last.start, repairs), _unshift(syntax.last.end, repairs))
    return syntax._replace(at=_unshift(syntax.at, repairs), context_at=_unshift(syntax.context_at, repairs), last=last)


def _problems_back(problems: list[Problem], repairs: list[Repair]) -> list[Problem]:
    def back(span: Span) -> Span:
        return Span(_unshift(span.start, repairs), _unshift(span.end, repairs))

    return [p._replace(span=back(p.span), first=back(p.first) if p.first else None) for p in problems]


def _move_back(result: YamlResult, repairs: list[Repair]) -> None:
    assert result.root is not None
    repaired = {repair.span.start for repair in repairs}
    for node in {id(node): node for node in _with_keys(result.root)}.values():
        node.start = _unshift(node.start, repairs)
        node.end = _unshift(node.end, repairs)
        if isinstance(node, Scalar) and node.start in repaired:
            node.style = ""
            node.shared = True


def _with_keys(root: Node) -> list[Node]:
    nodes: list[Node] = []
    for node in walk(root):
        nodes.append(node)
        if isinstance(node, Mapping):
            nodes.extend(entry.key for entry in node.entries)
    return nodes
