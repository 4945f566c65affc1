"""NL401-NL403: the words that people read."""

import re
from collections.abc import Iterator

from linter.article import Article
from linter.diagnostic import Diagnostic, Severity
from linter.document.nodes import Scalar
from linter.fix import Fix, replace_scalar
from linter.patterns import lazy_pattern
from linter.rule import ArticleRule, Bad, Context, FixAvailability, Good, safe
from linter.source import Span

_SURROUNDING = lazy_pattern(r"\s+\Z|\A\s+")
_RUNS = {"\n": "a line break in the text", "\r\n": "a line break in the text", "\t": "a tab in the text"}
_REPEATED = lazy_pattern(r"\s\s+|[^\S ]")


def single_spaced(text: str) -> str:
    """Return `text` with each run of blanks as one space, and none around it."""
    return " ".join(text.split())


def visible_text(text: str) -> str:
    """Return `text` without the invisible characters that NL008 removes."""
    return text if text.isprintable() else "".join(letter for letter in text if letter.isprintable() or letter.isspace())


def _has_odd_texts(article: Article, context: Context) -> bool:
    return article.has_odd_texts


class TextRule(ArticleRule):
    """A rule on every text of an article; none is asked about ordinary ones."""

    concerns = _has_odd_texts


class BlankText(TextRule):
    """A title, excerpt, name, topic or image title is empty or holds nothing but blanks.

    ## Why
    The field is there, so nobody notices that it says nothing.
    """

    code = "NL401"
    name = "blank-text"
    examples = (
        Good("title: Trams"),
        Bad('title: ""\n       ^^\n'),
        Bad('topics:\n  - "  "\n    ^^^^\n'),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        for scalar in article.texts:
            if not scalar.text or scalar.text.isspace():
                yield self.diagnostic(article.document, scalar, "expected text, found " + ("blanks" if scalar.text else "nothing"))


class SurroundingWhitespace(TextRule):
    """Text begins or ends with blanks.

    ## Why
    It breaks comparisons and shows as gaps.

    ## Fix
    Safe: the text is trimmed, and runs of blanks in it become one space.
    """

    code = "NL402"
    name = "surrounding-whitespace"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("title: Trams"),
        Bad('title: "Trams "\n             ^\n', fixed='title: "Trams"\n'),
        Bad("topics: [' Trams']\n          ^\n", fixed="topics: ['Trams']\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        for scalar in article.texts:
            text = scalar.text
            if scalar.style == "" or not text or not (text[0].isspace() or text[-1].isspace()):
                continue
            if scalar.is_block and not text[:1].isspace() and not text.rstrip("\r\n")[-1:].isspace():
                continue  # the line break at the end of a block is how blocks are written
            match = _SURROUNDING.search(text)
            if match is not None and not text.isspace():
                where = "begins" if match.start() == 0 else "ends"
                span = article.document.span_in(scalar, *match.span())
                yield self.diagnostic(article.document, scalar, f"text {where} with blanks", span=span, fix=_respaced(article, scalar))


class RepeatedWhitespace(TextRule):
    """Text holds runs of spaces, tabs, line breaks, or no-break spaces as padding.

    ## Why
    It is what is left of a web page's layout; search and comparison stumble over it.

    ## Fix
    Safe: each run becomes one space.
    """

    code = "NL403"
    name = "repeated-whitespace"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("title: Trams and 25\u00a0000 passengers"),
        Bad("title: Trams  and buses\n            ^^\n", fixed="title: Trams and buses\n"),
        Bad('excerpt: "Trams\\nand buses"\n               ^^\n', fixed='excerpt: "Trams and buses"\n'),
        Bad("title: Trams \u00a0and buses\n            ^^\n", fixed="title: Trams and buses\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        for scalar in article.texts:
            text = scalar.text
            if ("  " in text or not text.isprintable()) and not text.isspace():
                span = self._first_run(scalar)
                if span is not None:
                    place = article.document.span_in(scalar, *span)
                    fix = _respaced(article, scalar)
                    message = _RUNS.get(text[span.start : span.end], "more than one blank in a row")
                    yield self.diagnostic(article.document, scalar, message, span=place, fix=fix)

    def _first_run(self, scalar: Scalar) -> Span | None:
        """Find a run of blanks inside the text; one lone no-break space is typography, not padding."""
        inner = len(scalar.text) - len(scalar.text.lstrip())
        end = len(scalar.text.rstrip())
        for match in _REPEATED.finditer(scalar.text, inner, end):
            if match.group() not in ("\u00a0", "\u202f", "\u2007", "\u2009", "\u200a", "\u3000", "\u2028", "\u2029", "\x85"):
                if scalar.is_block and match.group() == "\n":
                    continue
                return Span(*match.span())
        return None


def _respaced(article: Article, scalar: Scalar) -> Fix | None:
    text = re.sub(r"\s\s+|[\t\r\n\v\f]", " ", scalar.text.strip())
    return safe("Use single spaces", replace_scalar(article.document, scalar, text), fields=(scalar.pointer,))


RULES = (BlankText, SurroundingWhitespace, RepeatedWhitespace)
