"""NL103-NL105, NL109: what the JSON Schema demands of values."""

from collections.abc import Iterable

from linter.diagnostics.diagnostic import Finding
from linter.diagnostics.fix import Fix, replace_scalar
from linter.document import Document
from linter.document.nodes import Scalar
from linter.rules.base import Bad, Context, FixAvailability, Good, safe, unsafe
from linter.rules.schema_base import SchemaRule, breaks_nothing_more, judging_rule
from linter.schema.problem import SchemaProblem
from linter.text.misspellings import differs_in_case, edit_distance, is_slip
from linter.text.wording import show


class OutOfRange(SchemaRule):
    """A number is smaller or larger than allowed.

    ## Why
    A score outside its scale sorts above everything else, or below. The ranges of `quality` and `heat` are configurable (`[ranges]`).
    """

    code = "NL103"
    name = "out-of-range"
    examples = (
        Good("quality: 189\nheat: -1"),
        Bad("quality: 201\n         ^^^ `quality` is `201`; the highest allowed value is `200`\n"),
        Good("heat: 3694"),
        Bad("quality: 101\n         ^^^\n", config="[ranges]\nquality = [0, 100]\n"),
        Bad("heat: 3694\n      ^^^^\n", config="[ranges]\nheat = [-1, 1000]\n"),
        Bad("heat: -2\n      ^^ `heat` is `-2`; the lowest allowed value is `-1`\n"),
        Bad("images:\n  - url: https://cdn.example.net/tram.jpg\n    width: 0\n           ^\n"),
    )


class UnknownValue(SchemaRule):
    """A value is none of those that the schema lists.

    ## Why
    Programs branch on these values. One they do not know takes a way that nobody planned.

    ## Fix
    The nearest listed value, where one is near: safe where only upper and lower case differ, else unsafe.
    """

    code = "NL104"
    name = "unknown-value"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("type: video"),
        Bad("type: Article\n      ^^^^^^^ `type` must be `article` or `video`, not `Article`\n", fixed="type: article\n"),
        Bad("type: vidoe\n      ^^^^^\n", fixed="type: video\n"),
        Bad("type: podcast\n      ^^^^^^^\n"),
    )

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        node = problem.node
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            return None
        written = node.value.strip()
        near = [value for value in problem.candidates if _is_near(written, value)]
        if not near:
            return None
        nearest = min(near, key=lambda value: (edit_distance(written.casefold(), value.casefold()), value))
        is_sure = differs_in_case(node.value, nearest) and sum(differs_in_case(written, value) for value in near) == 1
        root = document.root
        if is_sure and root is not None and node.parent is root:
            is_sure = breaks_nothing_more(document, {**root.value, str(node.key): nearest}, context)
        make = safe if is_sure and node.parent is root else unsafe
        return make(f"Write {show(nearest)}", replace_scalar(document, node, nearest), fields=(node.pointer,))


def _is_near(written: str, value: str) -> bool:
    """Whether one of a few listed values may have been meant: that is looser than for names."""
    return is_slip(written, value) or (len(value) > _SHORT and edit_distance(written, value) <= _NEAR)


_SHORT, _NEAR = 4, 2


class BadFormat(SchemaRule):
    """Text does not have the form that the schema asks for (`pattern`, `format`).

    ## Why
    What reads the field takes it apart by this form. URLs and timestamps have rules of their own (NL2, NL3).
    """

    code = "NL105"
    name = "bad-format"
    examples = (
        Good("category: news\nlocale: en-us"),
        Bad("category: Top News\n          ^^^^^^^^ `category` should look like `news`, found `Top News`\n"),
        Bad("locale: english (US)\n        ^^^^^^^^^^^^\n"),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        return [
            self._report(document, problem, context)
            for problem in context.schema_problems
            if problem.rule == self.name and judging_rule(problem.node, context.fields) not in context.knowledge.checked
        ]


class SchemaViolation(SchemaRule):
    """The front matter breaks a demand of the schema that no other rule stands for.

    ## Why
    Schemas of your own may say more than types and ranges: `not`, `contains`, `propertyNames` and the like.
    """

    code = "NL109"
    name = "schema-violation"
    examples = (
        Good("title: Trams"),
        Bad(
            "title: Trams\n       ^^^^^ `title` must not be what the schema's `not` describes, found `Trams`\n",
            config='schema = "{folder}/no-trams.schema.json"\n',
        ),
    )


RULES = (OutOfRange, UnknownValue, BadFormat, SchemaViolation)
