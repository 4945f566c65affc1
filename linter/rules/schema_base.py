"""What the rules on the JSON Schema have in common."""

import re
from collections.abc import Iterable

from linter.article.fields import Form, Vocabulary
from linter.diagnostics.diagnostic import Finding
from linter.diagnostics.fix import Fix
from linter.document import Document
from linter.document.nodes import Collection, Node, Scalar, escape_pointer
from linter.rules.base import Context, DocumentRule, key_span, value_span
from linter.schema.problem import SchemaProblem
from linter.source import Span
from linter.text.timestamps import read_timestamp
from linter.text.urls import clean_domain, parse_url

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


def whole_article(**lines: str) -> str:
    """Return the whole example article with some lines replaced: none by an empty string."""
    text = WHOLE_ARTICLE
    for key, line in lines.items():
        text = re.sub(rf"(?m)^(?: *){key}:.*\n", line, text)
    return text


def _breaks_schema(document: Document, context: Context) -> bool:
    return bool(context.schema_problems)


class SchemaRule(DocumentRule):
    concerns = _breaks_schema

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        return [self._report(document, p, context) for p in context.schema_problems if p.rule == self.name]

    def _report(self, document: Document, problem: SchemaProblem, context: Context) -> Finding:
        field = problem.node.pointer if problem.key is None else f"{problem.node.pointer}/{escape_pointer(problem.key)}"
        diagnostic = Finding(
            problem.node,
            problem.message,
            span=self._span(document, problem),
            field=field,
            hint=self._hint(problem, context),
            fix=self._fix(document, problem, context) if not context.fields.is_untouchable(field) else None,
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

    def _hint(self, problem: SchemaProblem, context: Context) -> str:
        return problem.hint

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        return None


def judging_rule(node: Node, fields: Vocabulary) -> str | None:
    """Return the rule that finds fault with the form of a URL, domain or timestamp: that is one mistake, and reported once."""
    form = fields.judged_form(node.pointer)
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


def breaks_nothing_more(document: Document, changed: dict[str, object], context: Context) -> bool:
    """Whether the schema finds nothing wrong with changed data that it does not find now."""
    schema = context.knowledge.schema
    assert document.root is not None

    def broken(data: object) -> set[tuple[str, str, str]]:
        return {(str(wrong.steps), wrong.keyword, wrong.message) for wrong in schema.violations(data)}

    try:
        return broken(changed) <= broken(document.root.value)
    except (ValueError, TypeError):  # what the engine stumbles over cannot be proved
        return False
