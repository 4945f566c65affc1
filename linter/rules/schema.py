"""NL101-NL105, NL109: what the JSON Schema demands of values."""

import re
from collections.abc import Iterable

from linter.article import Form, form_of
from linter.diagnostic import Diagnostic, show
from linter.document import Document
from linter.document.nodes import Collection, Node, Scalar
from linter.fix import Edit, Fix, double_quoted, replace_literal, replace_scalar
from linter.rule import Bad, Context, DocumentRule, FixAvailability, Good, key_span, safe, unsafe, value_span
from linter.schema import is_schema_valid_for
from linter.schema_problems import SchemaProblem, edit_distance
from linter.schema_shapes import sentence_with_colon
from linter.source import Span
from linter.timestamps import read_timestamp
from linter.urls import clean_domain, parse_url

WHOLE_ARTICLE = """\
category: news
title: Trams
excerpt: Ten cities build new lines.
publishedDateTime: 2024-05-01T06:00:00Z
webUrl: https://news.example.org/trams
type: article
quality: 65
heat: -1
published: false
provider:
  name: Example
  domain: example.org
topics:
  - Transport
"""


def _whole(**lines: str) -> str:
    """Return the whole example article with some lines replaced: none by an empty string."""
    text = WHOLE_ARTICLE
    for key, line in lines.items():
        text = re.sub(rf"(?m)^(?: *){key}:.*\n", line, text)
    return text


def _breaks_schema(document: Document, context: Context) -> bool:
    return bool(context.schema_problems)


class SchemaRule(DocumentRule):
    concerns = _breaks_schema

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        return [self._report(document, p, context) for p in context.schema_problems if p.rule == self.name]

    def _report(self, document: Document, problem: SchemaProblem, context: Context) -> Diagnostic:
        field = f"{problem.node.pointer}/{problem.key}" if problem.key is not None else problem.node.pointer
        diagnostic = self.diagnostic(
            document,
            problem.node,
            problem.message,
            span=self._span(document, problem),
            field=field,
            hint=self._hint(problem),
            fix=self._fix(document, problem, context),
        )
        return diagnostic if problem.severity is None else diagnostic._replace(severity=problem.severity)

    def _span(self, document: Document, problem: SchemaProblem) -> Span:
        """Mark a scalar itself, a list or mapping by its key, the whole front matter by its opening fence."""
        node = problem.node
        if not isinstance(node, Collection):
            return value_span(document, node)
        opening = document.front_matter.opening if document.front_matter else node.span
        if node.parent is None:
            return opening if opening.end > opening.start else Span(node.start, node.start + 1)
        key = key_span(node)
        return key or document.source.first_line(node.span)

    def _hint(self, problem: SchemaProblem) -> str:
        return ""

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        return None


class MissingField(SchemaRule):
    """A field that the schema requires is missing.

    ## Why
    What reads the articles relies on it: a list without titles, a feed without dates.

    The diagnostic marks the mapping that lacks the field: its key, or the opening `---`.
    """

    code = "NL101"
    name = "missing-field"
    examples = (
        Good(WHOLE_ARTICLE),
        Bad("---\n^^^\n" + _whole(title="") + "---\n", raw=True),
        Bad("---\n^^^\n" + _whole(webUrl="") + "---\n", raw=True),
        Bad(_whole(name="").replace("provider:\n", "provider:\n^^^^^^^^\n")),
    )


class WrongType(SchemaRule):
    """A value has another type than the schema wants.

    ## Why
    `"41"` sorts after `100`, and a program that adds up scores stops at text.

    ## Fix
    Safe where nothing is lost: `"41"` becomes `41`, `"true"` becomes `true`, and a number or boolean in place of text is put in
    quotes as it is written. Unsafe for a text with a colon in it, which YAML took for a field (`- Transport: sea`).
    """

    code = "NL102"
    name = "wrong-type"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("quality: 41"),
        Bad('quality: "41"\n         ^^^^\n', fixed="quality: 41\n"),
        Bad('published: "true"\n           ^^^^^^\n', fixed="published: true\n"),
        Bad("title: 2020\n       ^^^^\n", fixed='title: "2020"\n'),
        Bad("title: NO\n       ^^\n", fixed='title: "NO"\n'),
        Bad("title:\n^^^^^\n"),
        Bad("topics: Transport\n        ^^^^^^^^^\n"),
        Bad("quality: high\n         ^^^^\n"),
        Bad("topics:\n  - Transport: sea\n    ^^^^^^^^^^^^^^\n", fixed='topics:\n  - "Transport: sea"\n'),
        Bad("provider:\n^^^^^^^^\nname: City\ndomain: city.example\n"),
    )

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        node = problem.node
        wanted = problem.candidates
        if "string" in wanted and sentence_with_colon(node) is not None:
            written = document.written(node)
            edit = Edit(node.span, double_quoted(written)) if "\n" not in written and "\r" not in written else None
            return unsafe("Put the whole text in quotes", edit, fields=(node.pointer,))
        if not isinstance(node, Scalar) or node.value is None:
            return None
        fields = (node.pointer,)
        schema = getattr(problem.schema, "value", problem.schema)
        if isinstance(node.value, str):
            literal = _lossless_literal(node.value, wanted)
            if literal is None or not is_schema_valid_for(_without_references(schema), literal[1]):
                return None
            return safe(f"Write `{literal[0]}`", replace_literal(node, literal[0]), fields=fields)
        if "string" not in wanted or form_of(node.pointer, dict(context.settings.fields)) is not None or node.shared:
            return None
        if not is_schema_valid_for(_without_references(schema), node.text) or node.style:
            return None
        return safe("Put it in quotes", replace_literal(node, double_quoted(node.text)), fields=fields)


def _lossless_literal(text: str, wanted: tuple[str, ...]) -> tuple[str, object] | None:
    if "boolean" in wanted and text in ("true", "false"):
        return text, text == "true"
    if "integer" in wanted and re.fullmatch(r"0|-?[1-9][0-9]{0,15}", text):
        return text, int(text)
    if "number" in wanted and re.fullmatch(r"-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,15})?", text):
        return text, float(text)
    return None


def _without_references(schema: object) -> object:
    return {k: v for k, v in schema.items() if k != "$ref"} if isinstance(schema, dict) else schema


class OutOfRange(SchemaRule):
    """A number is smaller or larger than allowed.

    ## Why
    A score outside its scale sorts above everything else, or below. The ranges of `quality` and `heat` are configurable (`[ranges]`).
    """

    code = "NL103"
    name = "out-of-range"
    examples = (
        Good("quality: 189\nheat: -1"),
        Bad("quality: 201\n         ^^^\n"),
        Bad("quality: 101\n         ^^^\n", config="[ranges]\nquality = [0, 100]\n"),
        Bad("heat: -2\n      ^^\n"),
        Bad("images:\n  - url: https://cdn.example.net/tram.jpg\n    width: 0\n           ^\n"),
    )


class UnknownValue(SchemaRule):
    """A value is none of those that the schema lists.

    ## Why
    Programs branch on these values. One they do not know takes a way that nobody planned.

    ## Fix
    Unsafe: the nearest listed value, where one is near.
    """

    code = "NL104"
    name = "unknown-value"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("type: video"),
        Bad("type: Article\n      ^^^^^^^\n", fixed="type: article\n"),
        Bad("type: vidoe\n      ^^^^^\n", fixed="type: video\n"),
        Bad("type: podcast\n      ^^^^^^^\n"),
    )

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        node = problem.node
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            return None
        ranked = sorted((edit_distance(node.value.strip(), value), value) for value in problem.candidates)
        if not ranked or ranked[0][0] > 2:
            return None
        nearest = ranked[0][1]
        return unsafe(f"Write {show(nearest)}", replace_scalar(document, node, nearest), fields=(node.pointer,))


class BadFormat(SchemaRule):
    """Text does not have the form that the schema asks for (`pattern`, `format`).

    ## Why
    What reads the field takes it apart by this form. URLs and timestamps have rules of their own (NL2, NL3).
    """

    code = "NL105"
    name = "bad-format"
    examples = (
        Good("category: news\nlocale: en-us"),
        Bad("category: Top News\n          ^^^^^^^^\n"),
        Bad("locale: english (US)\n        ^^^^^^^^^^^^\n"),
    )

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        names = dict(context.settings.fields)
        return [
            self._report(document, problem, context)
            for problem in context.schema_problems
            if problem.rule == self.name and _judging_rule(problem.node, names) not in context.knowledge.checked
        ]


def _judging_rule(node: Node, names: dict[str, str]) -> str | None:
    """Return the rule that finds fault with the form of a URL, domain or timestamp: that is one mistake, and reported once."""
    form = form_of(node.pointer, names)
    if not isinstance(node, Scalar) or form is None:
        return None
    if form is Form.URL:
        return "NL301" if parse_url(node.text) is None else None
    if form is Form.DOMAIN:
        return "NL319" if clean_domain(node.text) != node.text else None
    time = read_timestamp(node.text)
    if time.impossible is not None:
        return "NL202"
    return "NL201" if time.problem is not None else "NL203" if time.local else None


class SchemaViolation(SchemaRule):
    """The front matter breaks a demand of the schema that no other rule stands for.

    ## Why
    Schemas of your own may say more than types and ranges: `not`, `contains`, `propertyNames` and the like.
    """

    code = "NL109"
    name = "schema-violation"
    examples = (
        Good("title: Trams"),
        Bad("title: Trams\n       ^^^^^\n", config='schema = "{folder}/no-trams.schema.json"\n'),
    )


RULES = (MissingField, WrongType, OutOfRange, UnknownValue, BadFormat, SchemaViolation)
