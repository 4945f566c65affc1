"""NL503-NL505: the same thing twice within one article."""

from collections.abc import Iterator

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import remove_item
from linter.document.nodes import Mapping, Scalar
from linter.rules.base import ArticleRule, Bad, Context, FixAvailability, Good, unsafe
from linter.text.urls import parse_url, without_credentials
from linter.text.wording import show

_OWN = "webUrl: https://www.example.com/trams\n"


class SelfRelated(ArticleRule):
    """An item of `related` has the article's own URL.

    ## Why
    The page links to itself as further reading.
    """

    code = "NL503"
    name = "self-related"
    severity = Severity.WARNING
    examples = (
        Good(_OWN + "related:\n  - webUrl: https://www.example.com/buses\n"),
        Bad(
            _OWN
            + "related:\n  - webUrl: https://www.example.com/trams?utm_source=x\n            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`related[0].webUrl`: this related article is the article itself: delete the item\n"
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        if article.is_related:
            return
        own = frozenset(article.page_keys)
        for related in context.articles[1:]:
            if own.isdisjoint(related.page_keys):
                continue
            name = "webUrl" if related.url("webUrl") is not None else "originalUrl"
            scalar = related.text(name)
            assert scalar is not None  # it has a key, so it is a URL
            yield Finding(scalar, "this related article is the article itself: delete the item")


class DuplicateRelated(ArticleRule):
    """Two items of `related` have the same URL.

    ## Why
    The page lists one article twice.

    ## Fix
    Unsafe: the second one is removed. It could be the better one.
    """

    code = "NL504"
    name = "duplicate-related"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("related:\n  - webUrl: https://www.example.com/a\n  - webUrl: https://www.example.com/b\n"),
        Bad(
            "related:\n  - webUrl: https://www.example.com/a\n    title: A\n"
            "  - webUrl: https://www.example.com/a\n            ^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`related[1].webUrl`: the related article `https://www.example.com/a` is here twice\n"
            "    title: B\n",
            fixed="related:\n  - webUrl: https://www.example.com/a\n    title: A\n",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        if article.is_related or len(context.articles) < 3:
            return
        seen: set[str] = set()
        for related in context.articles[1:]:
            url = related.url("webUrl")
            if url is not None and url.key in seen:
                scalar = related.text("webUrl")
                assert scalar is not None  # it has a URL
                parent = related.mapping.parent
                fields = (parent.pointer,) if parent is not None else ()
                fix = unsafe("Remove the second one", remove_item(article.document, related.mapping), fields=fields)
                yield Finding(scalar, f"the related article {show(without_credentials(url.text))} is here twice", fix=fix)
            elif url is not None:
                seen.add(url.key)


class DuplicateImage(ArticleRule):
    """Two images of an article have the same URL.

    ## Why
    The gallery shows one picture twice.

    ## Fix
    Unsafe: the second one is removed.
    """

    code = "NL505"
    name = "duplicate-image"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("images:\n  - url: https://cdn.example.net/a.jpg\n  - url: https://cdn.example.net/b.jpg\n"),
        Bad(
            "images:\n  - url: https://cdn.example.net/a.jpg\n    width: 50\n"
            "  - url: https://cdn.example.net/a.jpg\n         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`images[1].url`: the image `https://cdn.example.net/a.jpg` is here twice\n",
            fixed="images:\n  - url: https://cdn.example.net/a.jpg\n    width: 50\n",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        items = article.items("images")
        if len(items) < 2:
            return
        seen: set[str] = set()
        for item in items:
            scalar = item.get("url") if isinstance(item, Mapping) else None
            url = parse_url(scalar.text.strip()) if isinstance(scalar, Scalar) and isinstance(scalar.value, str) else None
            if scalar is None or url is None:
                continue
            if url.key in seen:
                parent = item.parent
                fields = (parent.pointer,) if parent is not None else ()
                fix = unsafe("Remove the second one", remove_item(article.document, item), fields=fields)
                yield Finding(scalar, f"the image {show(without_credentials(url.text))} is here twice", fix=fix)
            seen.add(url.key)


RULES = (SelfRelated, DuplicateRelated, DuplicateImage)
