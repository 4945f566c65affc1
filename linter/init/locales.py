"""Where a repo keeps the languages of its articles, and what translations have in common with their originals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from linter.article.article import Article, articles
from linter.corpus.entry import said
from linter.init.folders import ANY_LOCALE
from linter.init.survey import Survey
from linter.init.toml import Setting
from linter.rules.translations import agree
from linter.text.locales import MARK, page_of
from linter.text.wording import counted

_FEWEST = 5  # translations
_NEARLY_ALL = 0.95
_FIELDS = ("publishedDateTime", "author", "authors", "id")

Pair = tuple[Article, Article]  # a translation and its original


def propose_locales(survey: Survey) -> Iterator[Setting]:
    """Propose to compare translations with their originals, where nearly all of them are in step."""
    by_path = {
        document.source.path: found[0]
        for section in survey.sections
        for document in section.documents
        if (found := articles(document, section.names))
    }
    for pattern in _patterns(survey, by_path):
        default, pairs = _pairs(by_path, pattern)
        fields = [field for field in _FIELDS if _is_in_step(field, pairs)]
        if len(pairs) >= _FEWEST and fields:
            why = (
                f"{counted(len(pairs), 'translation')} of articles in `{default}`: "
                f"{' and '.join(f'`{name}`' for name in fields)} {'agrees' if len(fields) == 1 else 'agree'} in nearly all of them."
            )
            yield Setting("locales", "pattern", pattern, why)
            yield Setting("locales", "default", default, why)
            yield Setting("locales", "fields", fields, why)
            return


def _patterns(survey: Survey, paths: Iterable[str]) -> Iterator[str]:
    """Yield where the languages may lie: folders that `init` takes for languages, else names such as `trams.fr.md`."""
    places = Counter[str]()
    for folder in survey.folders:
        if folder.is_taken and ANY_LOCALE in folder.place:
            at = folder.place.index(ANY_LOCALE)
            places["/".join([*folder.place[:at], MARK, "**"])] += folder.articles
    yield from (pattern for pattern, _ in places.most_common())
    known = set(paths)
    suffixes = Counter(path.suffix for path in map(PurePosixPath, known) if f"{_without_language(path)}" in known)
    yield from (f"**/*.{MARK}{suffix}" for suffix, _ in suffixes.most_common(1))


def _without_language(path: PurePosixPath) -> PurePosixPath:
    stem, dot, language = path.stem.rpartition(".")
    return path.with_name(stem + path.suffix) if dot and stem and len(language) <= 5 else path / "none"


def _pairs(by_path: dict[str, Article], pattern: str) -> tuple[str, list[Pair]]:
    """Return the language of the originals, and each translation with its original."""
    pages: dict[str, dict[str, Article]] = defaultdict(dict)
    for path, article in by_path.items():
        page = page_of(path, pattern, "en")
        if page is not None:
            pages[page.key].setdefault(page.locale, article)
    languages = Counter(locale for found in pages.values() for locale in found)
    default = "en" if languages["en"] else max(languages, key=lambda locale: (languages[locale], locale), default="en")
    pairs = [
        (article, found[default]) for found in pages.values() if default in found for locale, article in found.items() if locale != default
    ]
    return default, pairs


def _is_in_step(field: str, pairs: Iterable[Pair]) -> bool:
    """Whether a field says the same in nearly all pairs in which both have it."""
    values = [(said(one.get(field)), said(other.get(field))) for one, other in pairs]
    both = [(one, other) for one, other in values if one and other]
    return len(both) >= _FEWEST and sum(agree(one, other) for one, other in both) >= len(both) * _NEARLY_ALL
