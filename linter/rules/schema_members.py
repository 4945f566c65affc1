"""NL106-NL108: what the JSON Schema demands of the fields of a mapping and the items of a list."""

from collections.abc import Iterable

from linter.diagnostic import Diagnostic, Severity, show
from linter.document import Document
from linter.document.nodes import Mapping, Scalar, Sequence, escape_pointer
from linter.fix import Fix, remove_item, rename_key
from linter.rule import Bad, Context, FixAvailability, Good, safe, unsafe
from linter.rules.schema import WHOLE_ARTICLE, SchemaRule
from linter.schema_problems import SchemaProblem
from linter.source import Span


class UnknownField(SchemaRule):
    """A field that the schema does not know.

    ## Why
    Usually a misspelling: nothing reads `pubishedDateTime`, and the field that everything reads is missing. That is one mistake, and
    reported once.

    ## Fix
    Unsafe: renamed to the nearest known field that is missing.
    """

    code = "NL106"
    name = "unknown-field"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good(WHOLE_ARTICLE),
        Bad("pubishedDateTime: 2024-05-01T06:00:00Z\n^^^^^^^^^^^^^^^^\n", fixed="publishedDateTime: 2024-05-01T06:00:00Z\n"),
        Bad("webURL: https://news.example.org/trams\n^^^^^^\n", fixed="webUrl: https://news.example.org/trams\n"),
        Bad("author: J. Doe\n^^^^^^\n"),
    )

    def _span(self, document: Document, problem: SchemaProblem) -> Span:
        entry = problem.node.fields.get(problem.key or "") if isinstance(problem.node, Mapping) else None
        return entry.key.span if entry else super()._span(document, problem)

    def _hint(self, problem: SchemaProblem) -> str:
        return f"did you mean {show(problem.candidates[0])}?" if problem.candidates else ""

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        node, key = problem.node, problem.key
        if not problem.candidates or key is None or not isinstance(node, Mapping) or node.shared:
            return None
        name = problem.candidates[0]
        entry = node.fields[key]
        twice = sum(other.key.text == key for other in node.entries) > 1
        if twice or entry.key.parent is not node or "secured" in (key, name):
            return None
        fields = tuple(f"{node.pointer}/{escape_pointer(step)}" for step in (key, name))
        return unsafe(f"Rename to {show(name)}", rename_key(entry, name), fields=fields)


class WrongLength(SchemaRule):
    """Text, a list or a mapping is shorter or longer than allowed.

    ## Why
    An article without any topic is found under none. Lengths of text count characters (code points).
    """

    code = "NL107"
    name = "wrong-length"
    examples = (
        Good("topics:\n  - Transport\n"),
        Bad("topics: []\n^^^^^^\n"),
    )


class DuplicateItem(SchemaRule):
    """An item stands twice in a list.

    ## Why
    The topic page lists the article twice. In `topics` and `tags`, items that differ only in case or spacing are one item.

    ## Fix
    Safe: the first one stays.
    """

    code = "NL108"
    name = "duplicate-item"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("topics:\n  - Trams\n  - Buses\n"),
        Bad("topics:\n  - Trams\n  - Buses\n  - Trams\n    ^^^^^\n", fixed="topics:\n  - Trams\n  - Buses\n"),
        Bad("topics: [Solar power, solar  Power]\n                      ^^^^^^^^^^^^\n", fixed="topics: [Solar power]\n"),
    )

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        strict = [p for p in context.schema_problems if p.rule == self.name]
        seen = {id(problem.node) for problem in strict}
        alike = [p for p in self._alike(context) if id(p.node) not in seen]
        return [self._report(document, problem, context) for problem in [*strict, *alike]]

    def _alike(self, context: Context) -> list[SchemaProblem]:
        lists = [article.get(name) for article in context.articles for name in ("topics", "tags")]
        return [problem for node in lists if isinstance(node, Sequence) for problem in self._alike_in(node)]

    def _alike_in(self, sequence: Sequence) -> Iterable[SchemaProblem]:
        if len(sequence.items) < 2:
            return
        seen: dict[str, str] = {}
        for item in sequence.items:
            if isinstance(item, Scalar) and item.value is not None:
                words = " ".join(item.text.casefold().split())
                first = seen.get(words)
                if first is None:
                    seen[words] = item.text
                else:
                    message = f"duplicate item {show(item.text)}" + ("" if first == item.text else f": there is {show(first)}")
                    yield SchemaProblem("duplicate-item", message, item)

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        parent = problem.node.parent
        if parent is None:
            return None
        return safe("Remove the second one", remove_item(document, problem.node), fields=(parent.pointer,))


RULES = (UnknownField, WrongLength, DuplicateItem)
