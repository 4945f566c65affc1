"""What YAML cannot read, or reads as something else, and yet is text: control characters, and template tags without quotes.

Other characters stand in for them while the block is read, one for one, so that offsets hold; then the values get them back.
"""

from linter.document.nodes import Mapping, Node, Scalar, Sequence, walk
from linter.document.places import written
from linter.document.problem import Problem
from linter.source import Span
from linter.text.patterns import lazy_pattern

_TAG_VALUE = lazy_pattern(
    r"""(?mx)
    ^[ ]*+(?:-[ ]++)*+(?:[A-Za-z_][\w.-]*+:[ ]++)?+
    (\{\{[^\r\n]*?\}\}[^\r\n]*+|\{%[^\r\n]*?%\}[^\r\n]*+)"""
)
_COMMENT = lazy_pattern(r"[ \t]\#")


def without_template_tags(text: str, block: Span) -> tuple[str, list[Problem]]:
    """Return `text` with words in place of the values that begin with `{{ … }}` or `{% … %}`, and the tags on lines of their own.

    Without quotes YAML takes the first kind for a mapping in a mapping, and the second for an error.
    """
    alone: list[Problem] = []
    parts = []
    at = 0
    for match in _TAG_VALUE.finditer(text, *block):
        comment = _COMMENT.search(match[1])
        value = match[1][: comment.start() if comment else len(match[1])].rstrip(" \t")
        start = match.start(1)
        end = start + len(value)
        is_alone = start == match.start()  # further right it may be a line of a longer text
        if is_alone:
            message = f"a template tag was never filled in: `{value[:80]}`"
            alone.append(Problem("placeholder-text", message, Span(start, end)))
        parts += [text[at:start], (" " if is_alone else "x") * len(value)]
        at = end
    return ("".join([*parts, text[at:]]), alone) if parts else (text, alone)


def without_masked_repair(problem: Problem, text: str, masked: str) -> Problem:
    """Offer no repair that would write words which only stand in for template tags."""
    changes = problem.repair.changes if problem.repair is not None else ()
    is_whole = all(text[slice(*change.span)] == masked[slice(*change.span)] for change in changes)
    return problem if is_whole else problem._replace(repair=None)


def unmask(source: str, root: Node | None) -> None:
    """Give the texts in `root` the characters of the file where others stood in for them."""
    for node in walk(root) if root is not None else ():
        if isinstance(node, Mapping):
            for name, entry in node.fields.items():
                _unmask(source, entry.value)
                node.value[name] = entry.value.value
        elif isinstance(node, Sequence):
            for index, item in enumerate(node.items):
                _unmask(source, item)
                node.value[index] = item.value


def _unmask(source: str, node: Node) -> None:
    if isinstance(node, Scalar) and isinstance(node.value, str) and not source.startswith(node.text, node.start):
        found = written(source, node)
        if found is not None:
            node.text = node.value = found.text
