"""NL106-NL108: what the JSON Schema demands of the fields of a mapping and the items of a list."""

from collections.abc import Iterable

from linter.article.article import TEXT_LISTS
from linter.article.fields import FIELDS
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Fix, remove_item
from linter.document import Document
from linter.document.nodes import Mapping, Scalar, Sequence
from linter.rules.base import Bad, Context, FixAvailability, Good, safe
from linter.rules.schema_base import WHOLE_ARTICLE, SchemaRule, judging_rule
from linter.rules.schema_missing import rename_fix
from linter.schema.problem import SchemaProblem
from linter.source import Span
from linter.text.labels import labelled
from linter.text.wording import show


class UnknownField(SchemaRule):
    """A field that the schema does not know.

    ## Why
    Usually a misspelling: nothing reads `upatedDateTime`. Where a required field is misspelt, NL101 says so, as an error.

    ## Fix
    Renamed to the nearest known field that is not there yet: safe where only upper and lower case differ, else unsafe.
    """

    code = "NL106"
    name = "unknown-field"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good(WHOLE_ARTICLE),
        Bad(
            "upatedDateTime: 2024-05-01T06:00:00Z\n^^^^^^^^^^^^^^ `upatedDateTime` is not a known field\n",
            fixed="updatedDateTime: 2024-05-01T06:00:00Z\n",
        ),
        Bad("Images: []\n^^^^^^\n", fixed="images: []\n"),
        Bad("author: J. Doe\n^^^^^^\n"),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        problems = [p for p in context.schema_problems if p.rule == self.name]
        told = "NL101" in context.knowledge.checked
        return [self._report(document, problem, context) for problem in problems if not (told and problem.told)]

    def _span(self, document: Document, problem: SchemaProblem) -> Span:
        entry = problem.node.fields.get(problem.key or "") if isinstance(problem.node, Mapping) else None
        return entry.key.span if entry else super()._span(document, problem)

    def _hint(self, problem: SchemaProblem, context: Context) -> str:
        if problem.candidates:
            return ""  # the fix says it
        known = context.knowledge.schema.words.names(())
        field = _OTHER_NAMES.get(_folded(problem.key or ""))
        meant = context.fields.written(field) if field is not None else None
        if meant is None or meant not in known or not isinstance(problem.node, Mapping) or meant in problem.node.fields:
            return ""
        return f"is this {show(meant)}? `[fields]` in newslint.toml maps names, and a schema of your own says which there are"

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        if not problem.candidates or problem.key is None:
            return None
        return rename_fix(document, problem.node, problem.key, problem.candidates[0], context)


def _folded(name: str) -> str:
    return name.casefold().replace("-", "").replace("_", "")


# What other generators and publishers call newslint's fields.
_OTHER_NAMES = {_folded(name): field.name for field in FIELDS for name in (*field.aliases, *field.hints)}


class WrongLength(SchemaRule):
    """Text, a list or a mapping is shorter or longer than allowed.

    ## Why
    An article without any topic is found under none. Lengths of text count characters (code points).
    """

    code = "NL107"
    name = "wrong-length"
    examples = (
        Good("topics:\n  - Transport\n"),
        Bad("topics: []\n^^^^^^ `topics` is empty: it needs at least 1 item\n"),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        problems = [p for p in context.schema_problems if p.rule == self.name]
        checked = context.knowledge.checked
        return [self._report(document, p, context) for p in problems if judging_rule(p.node, context.fields) not in checked]


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
        Bad("topics:\n  - Trams\n  - Buses\n  - Trams\n    ^^^^^ `Trams` is in `topics` twice\n", fixed="topics:\n  - Trams\n  - Buses\n"),
        Bad(
            "topics: [Solar power, solar  Power]\n                      ^^^^^^^^^^^^ "
            "`solar  Power` is in `topics` twice, first as `Solar power`\n",
            fixed="topics: [Solar power]\n",
        ),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        strict = [p for p in context.schema_problems if p.rule == self.name]
        seen = {id(problem.node) for problem in strict}
        alike = [p for p in self._alike(context) if id(p.node) not in seen]
        return [self._report(document, problem, context) for problem in [*strict, *alike]]

    def _alike(self, context: Context) -> list[SchemaProblem]:
        lists = [article.get(name) for article in context.articles for name in TEXT_LISTS if article.may_have(name)]
        return [problem for node in lists if isinstance(node, Sequence) for problem in self._alike_in(node)]

    def _alike_in(self, sequence: Sequence) -> Iterable[SchemaProblem]:
        if len(sequence.items) < 2:
            return
        seen: dict[str, str] = {}
        label = labelled(sequence.pointer)
        for item in sequence.items:
            if isinstance(item, Scalar) and item.value is not None:
                words = " ".join(item.text.casefold().split())
                first = seen.get(words)
                if first is None:
                    seen[words] = item.text
                else:
                    message = f"{show(item.text)} is in {label} twice" + ("" if first == item.text else f", first as {show(first)}")
                    yield SchemaProblem("duplicate-item", message, item)

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        parent = problem.node.parent
        if parent is None:
            return None
        return safe("Remove this repetition", remove_item(document, problem.node), fields=(parent.pointer,))


RULES = (UnknownField, WrongLength, DuplicateItem)
