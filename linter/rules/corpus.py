"""NL601-NL603, NL606, NL607: files that hold the same as others of the repo."""

from collections.abc import Iterator
from datetime import date

from linter.article.article import Article
from linter.article.fields import COPIED
from linter.corpus.addresses import are_near, near_key
from linter.corpus.entry import Corpus, CorpusEntry, comparable, corpus_entry
from linter.diagnostics.diagnostic import Finding, Related, Severity
from linter.diagnostics.fix import replace_scalar
from linter.document.nodes import Scalar
from linter.rules.base import Bad, Context, CorpusRule, FixAvailability, Good, unsafe
from linter.text.labels import labelled
from linter.text.timestamps import read_timestamp
from linter.text.urls import parse_url
from linter.text.wording import show

_WEEK = 7  # days
_SERIES = 4  # other files of one title
_FEWEST_WORDS = 4  # of a title that one story has

_OTHER = "title: Trams\nwebUrl: https://www.example.com/trams\n"
_NEAR = "webUrl: https://www.example.com/au/news/trams-go-back-home\n"


def _named(name: str) -> str:
    return f"provider:\n  name: {name}\n  domain: example.com\n"


class DuplicateArticle(CorpusRule):
    """Two files have the same `webUrl` or `originalUrl`, tracking parameters and fragments aside.

    ## Why
    The site shows one article twice, and whoever corrects one copy leaves the other as it is.

    Both files are reported, also when only one of them is checked.
    """

    code = "NL601"
    name = "duplicate-article"
    severity = Severity.WARNING
    examples = (
        Good("webUrl: https://www.example.com/buses\n", others=(("other.md", _OTHER),)),
        Bad(
            "webUrl: https://www.example.com/trams?utm_source=x\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`webUrl`: the same article is in `other.md`\n",
            others=(("other.md", _OTHER),),
        ),
    )

    def concerns(self, entry: CorpusEntry, corpus: Corpus) -> bool:
        return any(corpus.with_key(key, entry.path) for key in entry.keys)

    def check(self, article: Article, corpus: Corpus, context: Context) -> Iterator[Finding]:
        if article.is_related:
            return
        reported: set[str] = set()
        for name in ("webUrl", "originalUrl"):
            scalar, url = article.text(name), article.url(name)
            if scalar is None or url is None:
                continue
            others = [entry for entry in corpus.with_key(url.key, article.document.source.path) if entry.path not in reported]
            if others:
                reported.update(entry.path for entry in others)
                message = f"the same article is in {_names(others)}"
                yield Finding(scalar, message, related=_places(others))


class DuplicateTitle(CorpusRule):
    """Two files have the same title, spaces and case aside.

    ## Why
    Often one article under two addresses. Off by default: series and daily columns repeat their titles. Files that NL601, NL606 or NL607
    report together are not reported here again.
    """

    code = "NL602"
    name = "duplicate-title"
    severity = Severity.WARNING
    on_by_default = False
    examples = (
        Good("title: Buses\n", others=(("other.md", _OTHER),)),
        Bad("title: trams\n       ^^^^^ `title` is the same in `other.md`\n", others=(("other.md", _OTHER),)),
    )

    def concerns(self, entry: CorpusEntry, corpus: Corpus) -> bool:
        return bool(entry.title and corpus.with_title(entry.title, entry.path))

    def check(self, article: Article, corpus: Corpus, context: Context) -> Iterator[Finding]:
        title = article.text("title")
        if article.is_related or title is None or not title.text.strip():
            return
        others = _reported_by("NL602", corpus.with_title(title.text, article.document.source.path), article, context)
        if others:
            yield Finding(title, f"{labelled(title.pointer)} is the same in {_names(others)}", related=_places(others))


class StaleRelatedCopy(CorpusRule):
    """A `related` item's title, date or URL differs from the article file with the same `webUrl`.

    ## Why
    The article was corrected, its copy elsewhere was not. Off by default: not every repo keeps copies in step.

    ## Fix
    Unsafe: the value of the article's own file is written.
    """

    code = "NL603"
    name = "stale-related-copy"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    on_by_default = False
    compares_copies = True
    examples = (
        Good("related:\n  - webUrl: https://www.example.com/trams\n    title: Trams\n", others=(("other.md", _OTHER),)),
        Bad(
            "related:\n  - webUrl: https://www.example.com/trams\n    title: Tarms\n           ^^^^^ "
            "`related[0].title` should be `Trams`, as in `other.md`, found `Tarms`\n",
            fixed="related:\n  - webUrl: https://www.example.com/trams\n    title: Trams\n",
            others=(("other.md", _OTHER),),
        ),
    )

    def concerns(self, entry: CorpusEntry, corpus: Corpus) -> bool:
        return any(corpus.with_key(key, entry.path) for key in entry.related)

    def check(self, article: Article, corpus: Corpus, context: Context) -> Iterator[Finding]:
        url = article.url("webUrl")
        if not article.is_related or url is None:
            return
        for entry in corpus.with_key(url.key, article.document.source.path)[:1]:
            values = dict(entry.values)
            for name in COPIED:
                scalar = article.text(name)
                if scalar is not None and name in values and not _agree(name, scalar.text, values[name]):
                    yield self._report(article, scalar, values[name], entry)

    def _report(self, article: Article, scalar: Scalar, value: str, entry: CorpusEntry) -> Finding:
        fix = unsafe("Copy the article's own", replace_scalar(article.document, scalar, value), fields=(scalar.pointer,))
        message = f"{labelled(scalar.pointer)} should be {show(value)}, as in {show(entry.path)}, found {show(scalar.text)}"
        return Finding(scalar, message, fix=fix, related=_places([entry]))


class NearDuplicateArticle(CorpusRule):
    """Two files have nearly the same address: `www.` or not, `/index.php/`, editions for countries, a query behind the article's name.

    ## Why
    It is one page under two addresses. Translations, `/fr/…` and `/de/…`, are two articles.
    """

    code = "NL606"
    name = "near-duplicate-article"
    severity = Severity.WARNING
    examples = (
        Good("webUrl: https://www.example.com/fr/trams-go-back-home\n", others=(("other.md", _NEAR),)),
        Good("webUrl: https://www.example.com/trams?page=2\n", others=(("other.md", _OTHER),)),
        Good("webUrl: https://www.example.com/trams\n", others=(("other.md", _OTHER),)),
        Bad(
            "webUrl: https://example.com/index.php/trams\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`webUrl`: nearly the same address is in `other.md`\n",
            others=(("other.md", _OTHER),),
        ),
        Bad(
            "webUrl: https://www.example.com/nz/news/trams-go-back-home\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n",
            others=(("other.md", _NEAR),),
        ),
        Bad(
            "webUrl: https://www.example.com/au/news/trams-go-back-home?ref=home\n"
            "        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n",
            others=(("other.md", _NEAR),),
        ),
    )

    def concerns(self, entry: CorpusEntry, corpus: Corpus) -> bool:
        return any(corpus.with_near_key(key, entry.path) for key in entry.keys)

    def check(self, article: Article, corpus: Corpus, context: Context) -> Iterator[Finding]:
        if article.is_related:
            return
        reported: set[str] = set()
        for name in ("webUrl", "originalUrl"):
            scalar, url = article.text(name), article.url(name)
            if scalar is None or url is None:
                continue
            near = corpus.with_near_key(url.key, article.document.source.path)
            others = [entry for entry in _reported_by("NL606", near, article, context) if entry.path not in reported]
            if others:
                reported.update(entry.path for entry in others)
                message = f"nearly the same address is in {_names(others)}"
                hint = "probably one page: keep one of the files"
                yield Finding(scalar, message, hint=hint, related=_places(others))


class RepeatedStory(CorpusRule):
    """Two files have the same title and the same provider, and were published within a week.

    ## Why
    It is one story under two addresses. Titles of one to three words, and those of more than four files, are taken for a series.
    """

    code = "NL607"
    name = "repeated-story"
    severity = Severity.WARNING
    examples = (
        Good("title: Trams are back again\n", others=(("other.md", "title: Trams are back again\n"),)),
        Good("title: Trams today\n" + _named("Harbour"), others=(("other.md", "title: Trams today\n" + _named("Harbour")),)),
        Good(
            "title: Trams are back again\npublishedDateTime: 2024-06-01T06:00:00Z\n" + _named("Harbour"),
            others=(("other.md", "title: Trams are back again\npublishedDateTime: 2024-05-01T06:00:00Z\n" + _named("Harbour")),),
        ),
        Bad(
            "title: Trams are  back again\n       ^^^^^^^^^^^^^^^^^^^^^ "
            "`title`: the same story is in `other.md`: one title, one provider\n" + _named("Harbour"),
            others=(("other.md", "title: Trams are back again\n" + _named("Harbour")),),
        ),
    )

    def concerns(self, entry: CorpusEntry, corpus: Corpus) -> bool:
        return bool(entry.title and entry.domain and corpus.with_title(entry.title, entry.path))

    def check(self, article: Article, corpus: Corpus, context: Context) -> Iterator[Finding]:
        title = article.text("title")
        if article.is_related or title is None:
            return
        alike = corpus.with_title(title.text, article.document.source.path)
        others = _reported_by("NL607", alike, article, context)
        if others and len(alike) < _SERIES:
            message = f"the same story is in {_names(others)}: one title, one provider"
            yield Finding(title, message, hint="keep one of the files", related=_places(others))


def _reported_by(code: str, others: list[CorpusEntry], article: Article, context: Context) -> list[CorpusEntry]:
    """Leave the files that this rule reports beside the article: of those that fit a pair, the first one that runs."""
    own = corpus_entry([article], with_copies=False)
    return [other for other in others if next((rule for rule in _fitting(own, other) if rule in context.knowledge.checked), "") == code]


def _fitting(own: CorpusEntry, other: CorpusEntry) -> Iterator[str]:
    """Yield the rules that fit a pair of files, the most telling one first."""
    same_title = bool(own.title) and own.title == other.title
    pairs = ((one, two) for one in own.keys for two in other.keys if near_key(one) == near_key(two))
    if not set(own.keys).isdisjoint(other.keys):
        yield "NL601"
    elif any(are_near(one, two, same_title=same_title) for one, two in pairs):
        yield "NL606"
    if (
        same_title
        and own.domain
        and own.domain == other.domain
        and len(own.title.split()) >= _FEWEST_WORDS
        and _days_between(own, other) <= _WEEK
    ):
        yield "NL607"
    if same_title:
        yield "NL602"


def _days_between(one: CorpusEntry, other: CorpusEntry) -> int:
    """Return how many days lie between two articles, 0 where one of them does not say."""
    try:
        return abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days)
    except ValueError:
        return 0


def _agree(name: str, copy: str, own: str) -> bool:
    if name == "title":
        return comparable(copy) == comparable(own)
    if name.endswith("Url"):
        one, other = parse_url(copy.strip()), parse_url(own.strip())
        return one is None or other is None or one.key == other.key
    one_time, other_time = read_timestamp(copy).instant, read_timestamp(own).instant
    return one_time is None or other_time is None or one_time == other_time


def _names(entries: list[CorpusEntry]) -> str:
    more = f" and {len(entries) - 1} more" if len(entries) > 1 else ""
    return f"{show(entries[0].path)}{more}"


def _places(entries: list[CorpusEntry]) -> tuple[Related, ...]:
    return tuple(Related("the other article", path=entry.path, line=entry.line, column=entry.column) for entry in entries[:5])


RULES = (DuplicateArticle, DuplicateTitle, StaleRelatedCopy, NearDuplicateArticle, RepeatedStory)
