"""NL408-NL410, NL412: titles and excerpts that say too much, or stop too early."""

from collections.abc import Iterator

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Fix
from linter.diagnostics.rewriting import Change, change_text
from linter.document import Document
from linter.document.nodes import Scalar
from linter.rules.base import ArticleRule, Bad, Context, FixAvailability, Good, unsafe
from linter.rules.markup import unescape
from linter.rules.text import single_spaced, visible_text
from linter.rules.triggers import Triggers
from linter.text.labels import labelled
from linter.text.patterns import lazy_pattern
from linter.text.wording import show

# English words that end no sentence, and in other languages no word that does.
_CUT_WORDS = frozenset(["the", "a", "and", "of", "to", "from", "its", "their", "our", "your", "whose", "which", "than", "into"])
_FEED_WORDS = (
    "appeared first on",
    "first appeared on",
    "apareceu primeiro em",
    "erschien zuerst auf",
    "est apparu en premier sur",
    "se publicó primero en",
    "verscheen eerst op",
)
_SEPARATORS = (" | ", " - ", " – ", " — ", " · ", " :: ", " » ")


def _may_repeat_title(article: Article, context: Context) -> bool:
    """Whether title and excerpt begin alike, or with what may be written in two ways."""
    title, excerpt = article.get("title"), article.get("excerpt")
    if not isinstance(title, Scalar) or not isinstance(excerpt, Scalar):
        return False
    first, second = title.text[:1], excerpt.text[:1]
    return first == second or first.casefold() == second.casefold() or first in " &" or second in " &" or not (first + second).isprintable()


class ExcerptRepeatsTitle(ArticleRule):
    """`excerpt` says the same as `title`, or begins with all of it.

    ## Why
    Readers see one sentence twice, and learn nothing from the second.

    ## Fix
    Unsafe: the title goes, where something is left.
    """

    concerns = _may_repeat_title
    code = "NL408"
    name = "excerpt-repeats-title"
    severity = Severity.NOTE
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("title: Trams are back\nexcerpt: Trams are back in ten cities.\n"),
        Good("title: The harbour ferries are now back\nexcerpt: The harbour ferries are now back for good, says the city.\n"),
        Bad(
            'title: Trams are back\nexcerpt: "Trams are  back."\n         ^^^^^^^^^^^^^^^^^^ '
            "`excerpt` only repeats `title`: say what the article is about\n"
        ),
        Bad(
            "title: Harbour ferries return today\nexcerpt: Harbour ferries return today - Two boats sail again.\n"
            "         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`excerpt` begins with all of `title`: leave it out\n",
            fixed="title: Harbour ferries return today\nexcerpt: Two boats sail again.\n",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        title, excerpt = article.get("title"), article.get("excerpt")  # numbers, too: NL102 makes them text
        if not isinstance(title, Scalar) or not isinstance(excerpt, Scalar) or not title.text:
            return
        first, second = title.text[:1], excerpt.text[:1]
        if first.casefold() != second.casefold() and (first + second).isprintable() and first not in " &" and second not in " &":
            return
        said = _letters(title.text)
        if not said:
            return
        again = _letters(excerpt.text)
        if said == again:
            message = f"{labelled(excerpt.pointer)} only repeats {labelled(title.pointer)}: say what the article is about"
            yield Finding(excerpt, message)
        elif again.startswith(said) and _begins_with(title.text, excerpt.text):
            start, end = _repeated(title.text, excerpt.text)
            message = f"{labelled(excerpt.pointer)} begins with all of {labelled(title.pointer)}: leave it out"
            place = article.document.span_in(excerpt, start, end)
            fix = _without(article.document, excerpt, "Leave that out", Change(0, _rest_start(excerpt.text, end), ""))
            yield Finding(excerpt, message, span=place, fix=fix)


def _letters(text: str) -> str:
    return single_spaced(visible_text(unescape(text))).casefold().rstrip(".!?… ")


_AFTER_TITLE = lazy_pattern(r"(?:[.!?…]*+\s+[-–—|•]+\s|[.!?…]++\s|\s*+\n)")
_FEWEST_WORDS = 4  # a name begins many a sentence
_FEWEST_WORDS_ALONE = 7  # and so does a short title, where no sign parts it from the rest


def _begins_with(title: str, excerpt: str) -> bool:
    """Whether an excerpt begins with a title that stands apart from the sentence behind it."""
    if title.rstrip().endswith(("…", "...")):  # cut off itself: the excerpt has all of it
        return False
    start, end = _repeated(title, excerpt)
    words = len(title.split())
    rest = excerpt[end:]
    if (
        excerpt[start:end].casefold() != title.strip().rstrip(".!?… ").casefold()
        or words < _FEWEST_WORDS
        or len(rest.split()) < _FEWEST_WORDS - 1
    ):
        return False
    return _AFTER_TITLE.match(rest) is not None or (words >= _FEWEST_WORDS_ALONE and rest[:1] == " " and rest[1:2].isupper())


def _repeated(title: str, excerpt: str) -> tuple[int, int]:
    start = len(excerpt) - len(excerpt.lstrip())
    return start, start + len(title.strip().rstrip(".!?… "))


def _rest_start(excerpt: str, end: int) -> int:
    return len(excerpt) - len(excerpt[end:].lstrip(" \t\r\n\u00a0.!?…-–—|•"))


def _without(document: Document, scalar: Scalar, title: str, change: Change) -> Fix | None:
    return unsafe(title, change_text(document, scalar, [change]), fields=(scalar.pointer,))


class TruncatedText(ArticleRule):
    """`excerpt` was cut off: it ends with a comma, or with a word that no sentence ends with.

    ## Why
    A program cut the text at some length. Readers see half a sentence and no sign (`…`) that it goes on. Copies in `related` are not
    looked at.
    """

    triggers = Triggers(parts=(",\n", " \n"), last_words=tuple(_CUT_WORDS), unprintable=True)
    code = "NL409"
    name = "truncated-text"
    severity = Severity.NOTE
    examples = (
        Good("excerpt: Two boats sail again after the winter pause\n"),
        Good("excerpt: Two boats sail again after the winter pause and …\n"),
        Bad(
            "excerpt: Two boats sail again after the winter pause, and the\n                                                          ^^^ "
            "`excerpt` is cut off at `the`: end the sentence, or write `…` behind it\n"
        ),
        Bad("excerpt: Two boats sail again after the winter pause,\n                                                    ^\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        excerpt = article.text("excerpt") if not article.is_related else None
        match = _CUT.search(excerpt.text[-_LONGEST_END:]) if excerpt is not None and len(excerpt.text) >= _SHORTEST_CUT else None
        if excerpt is not None and match is not None:
            before = max(len(excerpt.text) - _LONGEST_END, 0)
            place = article.document.span_in(excerpt, before + match.start(1), before + match.end(1))
            message = f"{labelled(excerpt.pointer)} is cut off at {show(match[1])}: end the sentence, or write `…` behind it"
            yield Finding(excerpt, message, span=place)


_CUT = lazy_pattern(rf"(?:(?<=[\w)”\"’])(?=,)|(?<=[ \u00a0])(?=[a-z]))(,|{'|'.join(sorted(_CUT_WORDS))})\s*+\Z")
_LONGEST_END = 40
_SHORTEST_CUT = 40


class SiteNameInTitle(ArticleRule):
    """`title` ends with the name of the site: `Ferries return | Example News`.

    ## Why
    It comes from the page's window title. Lists show the provider beside each title, and so the name twice.

    ## Fix
    Unsafe: the name goes.
    """

    triggers = Triggers(parts=_SEPARATORS)
    code = "NL410"
    name = "site-name-in-title"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("title: Ferries return - what we know\nprovider:\n  name: Example News\n"),
        Bad(
            "title: Ferries return | Example News\n                     ^^^^^^^^^^^^^^^ "
            "`title` ends with the name of the site: leave `| Example News` out\n"
            "provider:\n  name: Example News, Inc.\n",
            fixed="title: Ferries return\nprovider:\n  name: Example News, Inc.\n",
        ),
        Bad(
            "title: Ferries return - example.com\n                     ^^^^^^^^^^^^^^\nprovider:\n  name: News\n  domain: example.com\n",
            fixed="title: Ferries return\nprovider:\n  name: News\n  domain: example.com\n",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        title = article.text("title")
        text = title.text.rstrip() if title is not None else ""
        at = max(text.rfind(sign) for sign in _SEPARATORS)
        if title is None or at <= 0 or len(text[:at].split()) < 2:
            return
        name = text[at:].lstrip(" |-–—·:»")
        if _bare_name(name) in _site_names(article):
            message = f"{labelled(title.pointer)} ends with the name of the site: leave {show(text[at:].strip())} out"
            place = article.document.span_in(title, at, len(text))
            fix = _without(article.document, title, "Leave the name out", Change(len(text[:at].rstrip()), len(text), ""))
            yield Finding(title, message, span=place, fix=fix)


_COMPANY = lazy_pattern(r",?\s(?:inc|ltd|llc|plc|corp|gmbh|ag|s\.?a)\.?\Z")


def _bare_name(name: str) -> str:
    return _COMPANY.sub("", single_spaced(name).casefold())


def _site_names(article: Article) -> set[str]:
    provider = article.text("provider.name")
    names = {_bare_name(provider.text)} if provider is not None else set()
    domain = article.domain
    if domain is not None:
        names |= {domain, domain.split(".", maxsplit=1)[0]}
    return names - {""}


class BoilerplateInExcerpt(ArticleRule):
    """`excerpt` holds what a feed puts below every text: `The post … appeared first on …`.

    ## Why
    It is no word about the article, and the same under each.

    ## Fix
    Unsafe: the sentence goes, where something is left.
    """

    triggers = Triggers(parts=(*_FEED_WORDS, "subscriber to read"))
    code = "NL412"
    name = "boilerplate-in-excerpt"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("excerpt: The post office appeared first on the list of closures.\n"),
        Bad(
            "excerpt: Two boats sail. The post Ferries return appeared first on Example News.\n"
            "                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`excerpt` holds what a feed adds to every text: leave `The post Ferries return appeared first on Example "
            "News.` out\n",
            fixed="excerpt: Two boats sail.\n",
        ),
        Bad('excerpt: "Become an FT subscriber to read: Ferries return"\n          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n'),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        excerpt = article.text("excerpt")
        text = excerpt.text if excerpt is not None else ""
        match = _FEED_END.search(text, max(len(text) - _LONGEST_FEED_END, 0)) or _PAYWALL.search(text)
        if excerpt is None or match is None:
            return
        message = f"{labelled(excerpt.pointer)} holds what a feed adds to every text: leave {show(match.group(), 60)} out"
        place = article.document.span_in(excerpt, *match.span())
        before = excerpt.text[: match.start()].rstrip()
        change = Change(len(before), len(excerpt.text), "")
        fix = _without(article.document, excerpt, "Leave it out", change) if before else None
        yield Finding(excerpt, message, span=place, fix=fix)


# WordPress's own sentence, in its translations; the title in it begins with a capital, as no post office does.
_FEED_END = lazy_pattern(
    r"(?:(?:The post|O post) [^a-z\s].{0,300}? (?:appeared first on|first appeared on|apareceu primeiro em)"
    r"|Der Beitrag .{1,300}? erschien zuerst auf|L[’']article .{1,300}? est apparu en premier sur"
    r"|La entrada .{1,300}? se publicó primero en|Het bericht .{1,300}? verscheen eerst op) [^\n]{1,100}\Z",
)
_PAYWALL = lazy_pattern(r"\bBecome an? \w+ subscriber to read:?")
_LONGEST_FEED_END = 500

RULES = (ExcerptRepeatsTitle, TruncatedText, SiteNameInTitle, BoilerplateInExcerpt)
