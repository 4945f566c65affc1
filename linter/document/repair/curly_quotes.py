"""Dates, numbers, addresses in curly quotes, which YAML takes for part of the value: `quality: “61”` is read as 61, and reported."""

import re
from datetime import date

from linter.document.nodes import Mapping, Scalar, walk
from linter.document.problem import Change, Problem, Repair
from linter.document.yaml_values import plain_value

_QUOTED = re.compile("[“”„‟«»‘’‚‹]([^\\s“”„‟«»‘’‚‹›\"']+(?: [0-9:Z+-]+){0,2})[“”‟«»‘’›\"']\\Z")
_LITERAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z|true\Z|false\Z", re.ASCII)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ][0-9:.]+ ?(?:[Zz]|[-+][0-9:]+)?)?\Z", re.ASCII)
_ADDRESS = re.compile(r"https?://\S+\Z|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\Z", re.ASCII)
_WORDS = re.compile(
    r"(?i)title|name|excerpt|description|summary|caption|headline|attribution|keyword|topic|tag|author|text|note|categor|comment|alt$"
)


def read_without_quotes(text: str, root: Mapping) -> list[Problem]:
    """Read the values in `root` that are no words as if they had no curly quotes around them; return what is wrong with each.

    `title: “1984”` is left alone: in a text the quotes are the author's.
    """
    problems = []
    for node in walk(root):
        if not isinstance(node, Scalar) or node.style or node.shared or not isinstance(node.key, str) or _WORDS.search(node.key):
            continue
        found = _QUOTED.match(node.text)
        if found is None or not _is_no_text(found[1]) or not text.startswith(node.text, node.start):
            continue
        inner = found[1]
        written = inner if _LITERAL.match(inner) else f'"{inner}"'
        message = f"`{node.key}` has curly quotes around it, which YAML takes for a part of the value: write `{written}`"
        repair = Repair((Change(node.span, written),), exact=False)
        problems.append(Problem("broken-syntax", message, node.span, field=node.pointer, repair=repair))
        node.text, node.shared = inner, True
        node.value = plain_value(inner)[0] if written == inner else inner
        parent = node.parent
        if isinstance(parent, Mapping):
            parent.value[node.key] = node.value
    return problems


def _is_no_text(inner: str) -> bool:
    if _LITERAL.match(inner) or _ADDRESS.match(inner):
        return True
    found = _DATE.match(inner)
    if found is None:
        return False
    try:
        date(*(int(part) for part in found.groups()))
    except ValueError:
        return False
    return True
