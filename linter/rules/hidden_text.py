"""Text that YAML takes for a comment, because it begins with `#`."""

import re

from linter.document import Document
from linter.document.nodes import Mapping, Node, Scalar, Sequence
from linter.schema.problem import SchemaProblem
from linter.source import Span

_HASH = re.compile(r"[ \t]++(?=#[^\s#])")
_LINE_END = re.compile(r"[\r\n]|\Z")


def behind_hash(text: str, at: int) -> Span | None:
    """Return the text that begins with ` #` at an offset; `# ` with a blank behind it begins a comment that was meant."""
    hash_sign = _HASH.match(text, at)
    if hash_sign is None:
        return None
    line_end = _LINE_END.search(text, at)
    assert line_end is not None
    start = hash_sign.end()
    hidden = text[start : line_end.start()]
    comment = hidden.find(" # ")
    hidden = (hidden if comment < 0 else hidden[:comment]).rstrip(" \t")
    return Span(start, start + len(hidden))


def all_hidden(document: Document, problem: SchemaProblem) -> Span | None:
    """Return the whole text of a field that YAML finds empty because of `#`, where text or a list should be: `title: #FerryStrong`."""
    node: Node = problem.node
    if problem.rule != "wrong-type" or not isinstance(node, Scalar) or node.value is not None or node.text:
        return None
    parent = node.parent
    if not isinstance(parent, Mapping | Sequence) or parent.flow or not {"string", "array"} & set(problem.candidates):
        return None
    return behind_hash(document.source.text, node.end)
