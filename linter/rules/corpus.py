"""NL601-NL603: what only shows beside the repo's other files."""

from collections.abc import Iterator

from linter.article import Article
from linter.corpus import COPIED, Corpus, CorpusEntry, comparable
from linter.diagnostic import Diagnostic, Related, Severity, show
from linter.document.nodes import Scalar
from linter.fix import replace_scalar
from linter.rule import Bad, Context, CorpusRule, FixAvailability, Good, unsafe
from linter.timestamps import read_timestamp
from linter.urls import parse_url

_OTHER = "title: Trams\nwebUrl: https://www.example.com/trams\n"


class DuplicateArticle(CorpusRule):
    """Two files have the same `webUrl` or `originalUrl`, tracking parameters and fragments aside.

    ## Why
    The site shows one article twice, and whoever mends one copy leaves the other as it is.

    Both files are reported, also when only one of them is checked.
    """

    code = "NL601"
    name = "duplicate-article"
    severity = Severity.WARNING
    examples = (
        Good("webUrl: https://www.example.com/buses\n", others=(("other.md", _OTHER),)),
        Bad(
            "webUrl: https://www.example.com/trams?utm_source=x\n        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n",
            others=(("other.md", _OTHER),),
        ),
    )

    def concerns(self, entry: CorpusEntry, corpus: Corpus) -> bool:
        return any(corpus.with_key(key, entry.path) for key in entry.keys)

    def check(self, article: Article, corpus: Corpus, context: Context) -> Iterator[Diagnostic]:
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
                yield self.diagnostic(article.document, scalar, message, related=_places(others))


class DuplicateTitle(CorpusRule):
    """Two files have the same title, blanks and case aside.

    ## Why
    Often one article under two addresses. Off by default: series and daily columns repeat their titles.
    """

    code = "NL602"
    name = "duplicate-title"
    severity = Severity.WARNING
    on_by_default = False
    examples = (
        Good("title: Buses\n", others=(("other.md", _OTHER),)),
        Bad("title: trams\n       ^^^^^\n", others=(("other.md", _OTHER),)),
    )

    def concerns(self, entry: CorpusEntry, corpus: Corpus) -> bool:
        return bool(entry.title and corpus.with_title(entry.title, entry.path))

    def check(self, article: Article, corpus: Corpus, context: Context) -> Iterator[Diagnostic]:
        title = article.text("title")
        if article.is_related or title is None or not title.text.strip():
            return
        others = corpus.with_title(title.text, article.document.source.path)
        if others:
            yield self.diagnostic(article.document, title, f"the same title is in {_names(others)}", related=_places(others))


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
            "related:\n  - webUrl: https://www.example.com/trams\n    title: Tarms\n           ^^^^^\n",
            fixed="related:\n  - webUrl: https://www.example.com/trams\n    title: Trams\n",
            others=(("other.md", _OTHER),),
        ),
    )

    def concerns(self, entry: CorpusEntry, corpus: Corpus) -> bool:
        return any(corpus.with_key(key, entry.path) for key in entry.related)

    def check(self, article: Article, corpus: Corpus, context: Context) -> Iterator[Diagnostic]:
        url = article.url("webUrl")
        if not article.is_related or url is None:
            return
        for entry in corpus.with_key(url.key, article.document.source.path)[:1]:
            values = dict(entry.values)
            for name in COPIED:
                scalar = article.text(name)
                if scalar is not None and name in values and not _agree(name, scalar.text, values[name]):
                    yield self._report(article, scalar, values[name], entry)

    def _report(self, article: Article, scalar: Scalar, value: str, entry: CorpusEntry) -> Diagnostic:
        fix = unsafe("Copy the article's own", replace_scalar(article.document, scalar, value), fields=(scalar.pointer,))
        message = f"expected {show(value)}, as in {show(entry.path)}, found {show(scalar.text)}"
        return self.diagnostic(article.document, scalar, message, fix=fix, related=_places([entry]))


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


RULES = (DuplicateArticle, DuplicateTitle, StaleRelatedCopy)
