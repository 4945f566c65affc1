"""NL408-NL410, NL412: titles and excerpts that say too much, or stop too early."""

from collections.abc import Iterator

from linter.article import Article
from linter.diagnostic import Diagnostic, Severity
from linter.document.nodes import Scalar
from linter.rule import ArticleRule, Bad, Context, Good
from linter.rules.markup import unescape
from linter.rules.text import single_spaced, visible_text


class ExcerptRepeatsTitle(ArticleRule):
    """`excerpt` says the same as `title`.

    ## Why
    Readers see one sentence twice, and learn nothing from the second.
    """

    code = "NL408"
    name = "excerpt-repeats-title"
    severity = Severity.NOTE
    examples = (
        Good("title: Trams are back\nexcerpt: Trams are back in ten cities.\n"),
        Bad('title: Trams are back\nexcerpt: "Trams are  back."\n         ^^^^^^^^^^^^^^^^^^\n'),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        title, excerpt = article.get("title"), article.get("excerpt")  # numbers, too: NL102 makes them text
        if not isinstance(title, Scalar) or not isinstance(excerpt, Scalar) or not title.text:
            return
        first, second = title.text[:1], excerpt.text[:1]
        if first.casefold() != second.casefold() and (first + second).isprintable() and first not in " &" and second not in " &":
            return
        said = _letters(title.text)
        if said and said == _letters(excerpt.text):
            yield self.diagnostic(article.document, excerpt, "expected more than the title again")


def _letters(text: str) -> str:
    return single_spaced(visible_text(unescape(text))).casefold().rstrip(".!?… ")


RULES = (ExcerptRepeatsTitle,)
