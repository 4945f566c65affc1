"""NL608: translations and their originals. It runs where `[locales]` says where the languages lie."""

from collections.abc import Iterator

from linter.article.article import Article
from linter.corpus.entry import Corpus, CorpusEntry, corpus_entry, said
from linter.diagnostics.diagnostic import Finding, Related, Severity
from linter.diagnostics.fix import replace_scalar
from linter.document.nodes import Scalar
from linter.rules.base import Bad, Context, CorpusRule, FixAvailability, Good, unsafe
from linter.text.labels import labelled
from linter.text.timestamps import read_timestamp
from linter.text.wording import show

_CONFIG = '[locales]\npattern = "**/content/{locale}/**"\n[fields]\npublishedDateTime = "date"\n'
_ORIGINAL = "title: Trams\ndate: 2024-05-01T06:00:00Z\nauthor: jane\n"
_OTHERS = (("content/en/trams.md", _ORIGINAL),)


class TranslationOutOfStep(CorpusRule):
    """A translation's date, author or id differs from its original's (`[locales]`).

    ## Why
    The original was corrected, or the translation was begun as a copy of another article. Readers in one language are then told another
    date or author than those in the other.

    The configuration says where the languages lie and which is that of the originals: `pattern = "content/{locale}/**"`,
    `default = "en"`, and with `fields` what has to agree. A field that one of the two lacks is not compared, and a translation without an
    original is left alone.

    ## Fix
    Unsafe: the original's value.
    """

    code = "NL608"
    name = "translation-out-of-step"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("title: Trams\ndate: 2024-05-01T08:00:00+02:00\n", path="content/fr/trams.md", config=_CONFIG, others=_OTHERS),
        Good("date: 2024-05-02T06:00:00Z\n", path="content/fr/buses.md", config=_CONFIG, others=_OTHERS),
        Good("author: joan\n", path="content/en/trams.md", config=_CONFIG, others=(("content/fr/trams.md", _ORIGINAL),)),
        Bad(
            "title: Tramways\ndate: 2024-05-02T06:00:00Z\n      ^^^^^^^^^^^^^^^^^^^^ "
            "`date` is `2024-05-02T06:00:00Z`, and in the original `2024-05-01T06:00:00Z`: `content/en/trams.md`\n",
            fixed="title: Tramways\ndate: 2024-05-01T06:00:00Z\n",
            path="content/fr/trams.md",
            config=_CONFIG,
            others=_OTHERS,
        ),
        Bad("author: [jane, max]\n        ^^^^^^^^^^^\n", path="content/fr/trams.md", config=_CONFIG, others=_OTHERS),
    )

    def concerns(self, entry: CorpusEntry, corpus: Corpus) -> bool:
        own = dict(entry.in_step)
        return any(
            not agree(own[field], value)
            for other in (corpus.with_page(entry.page, entry.path) if entry.page else ())
            for field, value in other.in_step
            if field in own
        )

    def check(self, article: Article, corpus: Corpus, context: Context) -> Iterator[Finding]:
        locales = context.settings.locales
        if article.is_related or not locales.pattern:
            return
        own = corpus_entry([article], with_copies=False, locales=locales)
        if not own.page or own.locale == locales.default:
            return
        original = next((one for one in corpus.with_page(own.page, own.path) if one.locale == locales.default), None)
        for field, value in original.in_step if original is not None else ():
            node = article.get(field)
            if node is None or not said(node) or agree(said(node), value):
                continue
            assert original is not None
            fix = None
            if isinstance(node, Scalar) and isinstance(node.value, str):
                fix = unsafe("Write the original's", replace_scalar(article.document, node, value), fields=(node.pointer,))
            message = f"{labelled(node.pointer)} is {show(said(node))}, and in the original {show(value)}: {show(original.path)}"
            place = Related("the original", path=original.path, line=original.line, column=original.column)
            yield Finding(node, message, hint="" if fix else "bring the two in step", fix=fix, related=(place,))


def agree(own: str, original: str) -> bool:
    """Whether two values say the same: one moment, or the same items."""
    one, other = read_timestamp(own).instant, read_timestamp(original).instant
    if one is not None and other is not None:
        return one == other
    return sorted(own.split(", ")) == sorted(original.split(", "))


RULES = (TranslationOutOfStep,)
