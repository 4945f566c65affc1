"""NL512: one word, one spelling."""

from collections.abc import Iterator
from functools import lru_cache

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import replace_scalar
from linter.document.nodes import Node, Scalar, Sequence
from linter.rules.base import ArticleRule, Bad, Context, FixAvailability, Good, unsafe
from linter.text.labels import labelled
from linter.text.spellings import folded
from linter.text.wording import show


def _has_spellings(article: Article, context: Context) -> bool:
    return bool(context.settings.spellings)


class OtherSpelling(ArticleRule):
    """A tag, a topic or a name is spelt otherwise than the repo spells it (`[spellings]`).

    ## Why
    `social-media` and `social media` are two tags to a program: each has its own page, with half of the articles.

    A repo lists for a field how words are spelt: `tags = ["social media"]`. What differs from one of them only in case, spaces, hyphens,
    accents or a plural `s` is reported; a word that is not listed may be spelt in any way. `newslint init` lists those that it saw in
    several spellings.

    ## Fix
    Unsafe: the listed spelling.
    """

    code = "NL512"
    name = "other-spelling"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    concerns = _has_spellings
    examples = (
        Good("tags: [social media, trams]", config='[spellings]\ntags = ["social media"]\n'),
        Good("tags: [Social-Media]"),
        Bad(
            "tags: [trams, social-media]\n              ^^^^^^^^^^^^ `tags[1]`: `social-media` is spelt `social media` elsewhere\n",
            fixed="tags: [trams, social media]\n",
            config='[spellings]\ntags = ["social media"]\n',
        ),
        Bad(
            "tags:\n  - Releases\n    ^^^^^^^^\n",
            fixed="tags:\n  - release\n",
            config='[spellings]\ntags = ["release"]\n',
        ),
        Bad(
            "author: gregmolnar\n        ^^^^^^^^^^\n",
            fixed="author: Greg Molnár\n",
            config='[spellings]\nauthor = ["Greg Molnár"]\n',
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for field, meant in context.settings.spellings:
            spelt = _by_fold(meant)
            for scalar in _texts(article.get(field)):
                right = spelt.get(folded(scalar.text))
                if right is not None and scalar.text.strip() not in meant:
                    fix = unsafe(f"Write {show(right)}", replace_scalar(article.document, scalar, right), fields=(scalar.pointer,))
                    message = f"{labelled(scalar.pointer)}: {show(scalar.text)} is spelt {show(right)} elsewhere"
                    yield Finding(scalar, message, fix=fix)


@lru_cache(maxsize=64)
def _by_fold(words: tuple[str, ...]) -> dict[str, str]:
    return {folded(word): word for word in reversed(words)}


def _texts(node: Node | None) -> list[Scalar]:
    nodes = node.items if isinstance(node, Sequence) else [node]
    return [node for node in nodes if isinstance(node, Scalar) and isinstance(node.value, str)]


RULES = (OtherSpelling,)
