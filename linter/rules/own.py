"""Rules made of data: the tables `[[rules]]` of a configuration, each a class like any other rule."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import ClassVar

from linter.diagnostics.diagnostic import Finding, Severity
from linter.document import Document
from linter.document.nodes import Mapping as MappingNode
from linter.document.nodes import Node, Scalar, escape_pointer
from linter.rules.base import Bad, Context, DocumentRule, Good, Rule, key_span
from linter.rules.own_checks import CHECKS, Problem
from linter.rules.own_places import Place, places
from linter.settings.own_rules import OwnRule
from linter.source import Span
from linter.text.documentation import SITE_URL
from linter.text.labels import label
from linter.text.wording import show


class ConfiguredRule(DocumentRule):
    """A rule that a configuration describes; `spec` is what it says."""

    spec: ClassVar[OwnRule]

    @classmethod
    def documentation(cls) -> str:
        """Return what the rule is for, and its table in the configuration."""
        fields = _named(cls.spec.fields)
        first = cls.spec.message or f"A rule of this repository on {fields}"
        rows = "\n".join(f"- `{check}`: {_told(told)}" for check, told in cls.spec.checks)
        why = "## Why\nThis repository wants it so: it is one of the `[[rules]]` in its configuration."
        return f"{first.rstrip('.')}.\n\n{why}\n\nIt checks {fields}:\n\n{rows}"

    @classmethod
    def url(cls) -> str:
        """Return where rules of one's own are explained."""
        return f"{SITE_URL}own-rules"

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        root = document.root
        if root is None or (self.spec.when is not None and not self.spec.when.matches(root.value)):
            return
        for field in self.spec.fields:
            for place in places(root, field):
                for check, told in self.spec.checks:
                    for problem in CHECKS[check](place, told, context):
                        yield self._finding(document, place, problem)

    def _finding(self, document: Document, place: Place, problem: Problem) -> Finding:
        where = problem.node or place.node
        words = f"{show(label(_pointer(where, place)) or 'the front matter')} {problem.words}"
        message, hint = (self.spec.message, words) if self.spec.message else (words, "")
        if where is not None:
            span = None if isinstance(where, Scalar) else _span(document, where)
            return Finding(where, message, span=span, hint=hint, fix=problem.fix)
        return Finding(place.parent, message, span=_span(document, place.parent), field=_pointer(None, place), hint=hint, fix=problem.fix)


def _pointer(node: Node | None, place: Place) -> str:
    return node.pointer if node is not None else f"{place.parent.pointer}/{escape_pointer(place.key)}"


def _span(document: Document, node: Node) -> Span:
    """Mark a list or mapping by its key, the front matter by its opening fence, an item of a list by its beginning."""
    if node.parent is None and document.front_matter is not None:
        opening = document.front_matter.opening
        return opening if opening.end > opening.start else Span(node.start, node.start + 1)
    key = key_span(node)
    if key is not None:
        return key
    if isinstance(node, MappingNode) and node.entries:
        return node.entries[0].key.span
    return document.source.first_line(node.span)


def _named(fields: tuple[str, ...]) -> str:
    return ", ".join(f"`{field}`" if field else "the front matter" for field in fields)


def _told(told: object) -> str:
    if isinstance(told, tuple):
        return ", ".join(show(item) for item in told if not isinstance(item, tuple)) or "under a condition"
    return show(told)


def rule_of(spec: OwnRule) -> type[Rule]:
    """Return the class that a rule's table in the configuration makes, the same for equal tables."""
    return _made(spec, repr(spec))  # 1 and true are equal, and not written alike


@lru_cache(maxsize=1024)
def _made(spec: OwnRule, written: str) -> type[Rule]:
    examples = (*(Good(_lines(text)) for text in spec.good), *(Bad(_lines(text)) for text in spec.bad))
    attributes: Mapping[str, object] = {
        "spec": spec,
        "code": spec.code,
        "name": spec.name,
        "severity": Severity(spec.severity),
        "examples": examples,
        "__module__": __name__,
    }
    name = "".join(word.capitalize() for word in spec.name.split("-"))
    return type(name, (ConfiguredRule,), dict(attributes))


def _lines(text: str) -> str:
    return f"{text.strip(chr(10))}\n"
