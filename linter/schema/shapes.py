"""Wrong types that come from how a value is laid out in YAML: told by their cause, each as one problem."""

from linter.document.nodes import Mapping, Node, Scalar
from linter.schema.problem import SchemaProblem
from linter.text.wording import show


def told_by_cause(problems: list[SchemaProblem]) -> list[SchemaProblem]:
    """Name the cause where the layout shows it: `- Transport: sea` in a list of texts, and fields below `provider:` without an indent."""
    told: list[SchemaProblem] = []
    dropped: set[int] = set()
    unknown = {(id(problem.node), problem.key): problem for problem in problems if problem.rule == "unknown-field"}
    for problem in problems:
        if problem.rule == "wrong-type" and problem.key is None:
            if "string" in problem.candidates and (written := sentence_with_colon(problem.node)) is not None:
                message = f'{show(written)} contains ": ", which YAML reads as a field: put the whole text in quotes'
                problem = problem._replace(message=message)
            elif "object" in problem.candidates and problem.node.value is None and (fields := _fields_below(problem.node, unknown)):
                names = ", ".join(f"`{field.key}`" for field in fields)
                problem = problem._replace(
                    message=f"`{problem.node.key}` is empty: put two spaces before {names}, to make {_them(fields)} part of it"
                )
                dropped.update(map(id, fields))
        told.append(problem)
    return [problem for problem in told if id(problem) not in dropped]


def sentence_with_colon(node: Node) -> str | None:
    """Return the text that a mapping of one field was, `Transport: sea`; None for other mappings."""
    if not isinstance(node, Mapping) or node.flow or node.shared or len(node.entries) != 1:
        return None
    key, value = node.entries[0].key, node.entries[0].value
    if not isinstance(value, Scalar) or key.style or value.style or not value.text:
        return None
    return f"{key.text}: {value.text}"


def _fields_below(node: Node, unknown: dict[tuple[int, str | None], SchemaProblem]) -> list[SchemaProblem]:
    """Return the unknown fields that follow an empty one at once: those that were meant as its own."""
    parent = node.parent
    if not isinstance(parent, Mapping) or parent.flow or not isinstance(node.key, str):
        return []
    names = [entry.key.text for entry in parent.entries]
    below: list[SchemaProblem] = []
    for name in names[names.index(node.key) + 1 :]:
        problem = unknown.get((id(parent), name))
        if problem is None:
            break
        below.append(problem)
    return below


def _them(fields: list[SchemaProblem]) -> str:
    return "it" if len(fields) == 1 else "them"
