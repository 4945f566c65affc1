"""HS001-HS002: how a title is written."""

from collections.abc import Iterator

from linter.authoring import Article, ArticleRule, Bad, Context, Finding, FixAvailability, Good, Severity, replace_scalar, safe, show


class HouseStyleRule(ArticleRule):
    docs_url = "https://style.example.com/rules"


class ShoutingTitle(HouseStyleRule):
    """A title is written in capitals only.

    ## Why
    Screen readers spell such titles out, letter by letter. Short ones may be abbreviations, so four letters or fewer pass.
    """

    code = "HS001"
    name = "shouting-title"
    severity = Severity.WARNING
    examples = (
        Good("title: Tram line opens"),
        Good("title: NASA"),
        Bad("title: TRAM LINE OPENS\n       ^^^^^^^^^^^^^^^\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        title = article.text("title")
        if title is not None and title.text.isupper() and sum(letter.isalpha() for letter in title.text) > 4:
            yield Finding(title, f"expected a title in sentence case, found {show(title.text)}")


class TitleWithFullStop(HouseStyleRule):
    """A title ends with a full stop.

    ## Why
    It is a title, not a sentence.

    ## Fix
    Safe: the full stop is removed.
    """

    code = "HS002"
    name = "title-with-full-stop"
    severity = Severity.WARNING
    fix_availability = FixAvailability.ALWAYS
    examples = (
        Good("title: Tram line opens"),
        Good("title: And then ..."),
        Bad("title: Tram line opens.\n                      ^\n", fixed="title: Tram line opens\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        title = article.text("title")
        if title is None or not title.text.endswith(".") or title.text.endswith(".."):
            return
        last = len(title.text) - 1
        span = article.document.span_in(title, last, last + 1)
        edit = replace_scalar(article.document, title, title.text[:-1])
        fix = safe("Remove the full stop", edit, fields=(title.pointer,))
        yield Finding(title, "expected no full stop at the end of a title", span=span, fix=fix)
