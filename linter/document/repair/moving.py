"""From the mended text back to the one that was written: the places of values, and what the problems are about."""

from linter.document.nodes import Mapping, Node, Scalar, walk
from linter.document.problem import Problem
from linter.document.repair.mending import Mended
from linter.document.result import Reading
from linter.source import Span, start_of_line


def moved_back(text: str, result: Reading, mended: Mended, found: list[Problem]) -> Reading:
    """Return what reading the mended text gave, with the places in `text`, and `found` as its problems.

    What stands on a mended line is nobody else's to fix; each problem is told the field that it is about.
    """
    touched = [change.span for change in mended.changes]
    fields: list[tuple[Span, str]] = []
    for node in _with_keys(result.root).values():
        is_new = mended.is_new(node.start)
        node.start, node.end = mended.back_span(node.span)
        line = Span(start_of_line(text, node.start), node.end)
        if isinstance(node, Scalar) and (is_new or any(span.start <= line.end and line.start <= span.end for span in touched)):
            node.shared = True
            node.style = "" if is_new else node.style
            fields.append((line, node.pointer))
    named = []
    for problem in found:
        changes = problem.repair.changes if problem.repair is not None else ()
        field = next((name for line, name in fields if any(line.start <= c.span.end and c.span.start <= line.end for c in changes)), "")
        named.append(problem._replace(field=field))
    back = [p._replace(span=mended.back_span(p.span), first=mended.back_span(p.first) if p.first else None) for p in result.problems]
    return result._replace(problems=[*back, *named], is_plain=False)


def _with_keys(root: Node | None) -> dict[int, Node]:
    nodes: dict[int, Node] = {}
    for node in walk(root) if root is not None else ():
        nodes[id(node)] = node
        if isinstance(node, Mapping):
            nodes.update((id(entry.key), entry.key) for entry in node.entries)
    return nodes
