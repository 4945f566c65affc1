"""NL415, NL514: the lengths of texts and the order of fields, where the configuration says what they should be."""

from collections.abc import Iterator

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.ordering import misplaced, reorder
from linter.document import Document
from linter.rules.base import ArticleRule, Bad, Context, DocumentRule, FixAvailability, Good, safe
from linter.settings.options import Lengths
from linter.text.labels import labelled
from linter.text.wording import counted


def _has_lengths(article: Article, context: Context) -> bool:
    return context.settings.lengths != _ANY_LENGTHS


def _has_order(document: Document, context: Context) -> bool:
    return bool(context.settings.key_order)


_ANY_LENGTHS = Lengths()


class TextLength(ArticleRule):
    """`title` or `excerpt` is shorter or longer than `[lengths]` allows.

    ## Why
    Search engines and cards cut long titles off, and a short excerpt tells nobody anything. Which lengths are right depends on where the
    texts are shown, so the rule is silent without a configuration. Copies in `related` are not looked at.
    """

    concerns = _has_lengths
    code = "NL415"
    name = "text-length"
    severity = Severity.WARNING
    examples = (
        Good("title: Trams\n"),
        Good("title: Trams are back in ten cities\n", config="[lengths]\ntitle = [20, 70]\n"),
        Bad(
            "title: Trams\n       ^^^^^ `title` has 5 characters; the fewest allowed are 20: make it longer\n",
            config="[lengths]\ntitle = [20, 70]\n",
        ),
        Bad(
            "excerpt: Ten new lines for ten cities\n         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`excerpt` has 28 characters; the most allowed are 20: shorten it\n",
            config="[lengths]\nexcerpt = [0, 20]\n",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        if article.is_related:
            return
        for field, lengths in context.settings.lengths._asdict().items():
            scalar = article.text(field)
            if scalar is None or lengths is None or not scalar.text.strip():
                continue
            length = len(scalar.text)
            if length < lengths[0]:
                message = f"has {counted(length, 'character')}; the fewest allowed are {lengths[0]:,}: make it longer"
            elif length > lengths[1]:
                message = f"has {counted(length, 'character')}; the most allowed are {lengths[1]:,}: shorten it"
            else:
                continue
            yield Finding(scalar, f"{labelled(scalar.pointer)} {message}")


class FieldOrder(DocumentRule):
    """The fields of the front matter are in another order than `key-order` says.

    ## Why
    People find a field where it always is, and changes are easier to compare. Fields that the list does not name come after those that it
    names; without a list the rule is silent.

    ## Fix
    Safe: each field moves with its value and its comments, those above it and those behind it. None where fields share a line, or where
    anchors tie them together.
    """

    concerns = _has_order
    code = "NL514"
    name = "field-order"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("excerpt: Ten new lines\ntitle: Trams\n"),
        Good("title: Trams\nexcerpt: Ten new lines\nheat: 1\n", config='key-order = ["title", "published", "excerpt"]\n'),
        Bad(
            "# what they say\nexcerpt: Ten new lines\n# how they call it\ntitle: Trams  # for now\n^^^^^ "
            "`title` should come before `excerpt`\n",
            fixed="# how they call it\ntitle: Trams  # for now\n# what they say\nexcerpt: Ten new lines\n",
            config='key-order = ["title", "excerpt"]\n',
        ),
        Bad("{excerpt: Ten new lines, title: Trams}\n                         ^^^^^\n", config='key-order = ["title", "excerpt"]\n'),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        root, order = document.root, tuple(map(context.fields.written, context.settings.key_order))
        found = misplaced(root, order) if root is not None and order else None
        if root is None or found is None:
            return
        name, after = found
        entry = root.fields[name]
        edits = reorder(document, root, order)
        fix = safe("Put the fields in order", *edits, fields=()) if edits else None
        yield Finding(entry.value, f"{labelled(entry.value.pointer)} should come before `{after}`", span=entry.key.span, fix=fix)


RULES = (TextLength, FieldOrder)
