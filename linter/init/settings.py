"""From what a repo holds to the settings that fit it, each with the sentence that says why."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence as SequenceType
from pathlib import Path
from typing import Any

from linter.article.fields import TIMESTAMPS
from linter.document.nodes import Scalar, Sequence
from linter.errors import ConfigError
from linter.init.fields import date_forms, takes_dates_from_names
from linter.init.shape import slips
from linter.init.survey import Section, Survey
from linter.init.toml import Setting
from linter.settings.options import Topics
from linter.settings.topics import load_topics
from linter.text.spellings import folded
from linter.text.timestamps import FORMS
from linter.text.wording import counted

_NICE = (10, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000)
_HIGHEST_QUALITY = 200  # of newslint's own schema; `heat` has no highest value there
_MOST_LISTED = 60
_TOPIC_FOLDERS = ("_data/topics", "data/topics", "_topics", "_data/tags", "data/tags")
_FIELDS_OF_WORDS = ("topics", "topic", "tags", "tag", "keywords", "categories", "category", "series", "authors", "author")
_TOPIC_KEYS = ("name", "title", "label")


def propose_places(survey: Survey) -> Iterator[Setting]:
    """Propose which files are articles."""
    yield Setting("", "articles", survey.globs, f"{counted(survey.size, 'article')} here; `newslint init --explain` shows all folders.")
    if survey.exclude:
        yield Setting(
            "", "exclude", survey.exclude, "What stands between them and is no article: pages that list the others, and the like."
        )


def propose_for_section(section: Section) -> Iterator[Setting]:
    """Propose what newslint's fields are called, and how dates are written."""
    for field, name in section.names.renamed.items():
        yield Setting("fields", field, name, f"`{name}` holds what newslint calls `{field}`.")
    documents = section.family or section.documents
    forms = date_forms(documents, section.names)
    if forms is None:
        yield Setting("severity", "not-iso-8601", "off", "Most dates are of a form that `[dates] forms` has no name for.")
    elif forms and forms != ("rfc3339",):
        written = " or ".join(f"`{FORMS[form].example}`" for form in forms)
        yield Setting("dates", "forms", forms, f"Dates are written like {written}; any other form is an error.")
    if takes_dates_from_names(documents, section.names):
        yield Setting("dates", "from-filename", True, "Articles without a date of their own have it in the file's name.")


def propose_ranges(survey: Survey) -> Iterator[Setting]:
    """Propose a range for `quality` where it goes beyond that of newslint's own schema."""
    values = [value for section in survey.sections for value in _numbers(section, "quality")]
    over = sum(not 0 <= value <= _HIGHEST_QUALITY for value in values)
    if over > slips(len(values)):
        least, most = min(0, *values), max(values)
        highest = next((nice for nice in _NICE if nice >= most), most)
        why = (
            f"`quality` goes from {min(values):g} to {most:g}: {counted(over, 'article')} of {len(values)} beyond newslint's own 0 to 200."
        )
        yield Setting("ranges", "quality", (least, highest), why)


def propose_related(survey: Survey) -> Iterator[Setting]:
    """Propose that each defect of related items is reported once, where most articles are copies."""
    lists = [document.root.get("related") for section in survey.sections for document in section.documents if document.root is not None]
    copies = sum(len(node.items) for node in lists if isinstance(node, Sequence))
    if copies > survey.size:
        why = f"{counted(survey.size, 'article')} hold {copies} copies in `related`: each defect is said once."
        yield Setting("related", "report", "distinct", why)


def _numbers(section: Section, field: str) -> list[float]:
    nodes = [document.root.get(field) for document in section.documents if document.root is not None]
    return [node.value for node in nodes if isinstance(node, Scalar) and type(node.value) in (int, float)]


def propose_topics(survey: Survey, folder: Path) -> Iterator[Setting]:
    """Propose the allowed topics: the repo's own files of them, else a list of those in use."""
    items = [item for section in survey.sections for article in section.articles for item in article.items("topics")]
    used = Counter(item.text.strip() for item in items if isinstance(item, Scalar) and item.text.strip())
    if not used:
        return
    for pattern, key, allowed in _topic_files(folder):
        known = sum(count for topic, count in used.items() if topic in allowed)
        if known >= used.total() * 0.9:
            unknown = used.total() - known
            rest = f"; {unknown} use{'s are' if unknown != 1 else ' is'} of others" if unknown else ""
            them = "it" if len(allowed) == 1 else "them"
            why = f"These files name {counted(len(allowed), 'topic')}, and articles use {them} {counted(known, 'time')}{rest}."
            yield Setting("topics", "files", (pattern,), why)
            yield Setting("topics", "key", key, why)
            return
    meant = _without_twins(used)
    if len(meant) <= _MOST_LISTED and used.total() >= 3 * len(meant):
        these = "this topic" if len(meant) == 1 else f"these {len(meant)} topics"
        yield Setting("topics", "allowed", sorted(meant), f"Articles use {these}, {counted(used.total(), 'time')} in all.")
        yield Setting("severity", "unknown-topic", "warning", "The list of topics was read off the articles, and may lack one.")


def _topic_files(folder: Path) -> Iterator[tuple[str, str, frozenset[str]]]:
    for place in _TOPIC_FOLDERS:
        for suffix in ("yaml", "yml", "json"):
            pattern = f"{place}/*.{suffix}"
            if not any(folder.glob(pattern)):
                continue
            for key in _TOPIC_KEYS:
                try:
                    allowed = load_topics(Topics(files=(str(folder / pattern),), key=key))
                except ConfigError:
                    continue
                if allowed:
                    yield pattern, key, allowed


def _without_twins(used: Counter[str]) -> list[str]:
    """Leave out spellings of a topic that differ from a commoner one only in case, spaces, hyphens, accents or a plural `s`."""
    best: dict[str, str] = {}
    for topic, _ in used.most_common():
        best.setdefault(folded(topic), topic)
    return list(best.values())


def propose_spellings(survey: Survey) -> Iterator[Setting]:
    """Propose one spelling for each word that a field of tags or names holds in several."""
    used: dict[str, Counter[str]] = {}
    for section in survey.sections:
        for document in section.documents:
            for field in _FIELDS_OF_WORDS:
                node = document.root.get(field) if document.root is not None else None
                for item in node.items if isinstance(node, Sequence) else [node]:
                    if isinstance(item, Scalar) and isinstance(item.value, str) and item.text.strip():
                        used.setdefault(field, Counter())[item.text.strip()] += 1
    for field, words in used.items():
        spelt: dict[str, list[str]] = {}
        for word, _ in words.most_common():
            spelt.setdefault(folded(word), []).append(word)
        several = {first: others for first, *others in spelt.values() if others and words[first] > words[others[0]]}
        if several:
            each = ", ".join(f"`{other}` {words[other]}" for others in several.values() for other in others)
            why = f"These are spelt in other ways, too, which is a warning. How often: {each}."
            yield Setting("spellings", field, sorted(several), why)


def split(proposed: SequenceType[SequenceType[Setting]]) -> tuple[list[Setting], list[list[Setting]]]:
    """Split the settings of sections into those that all of them share, and what is left for each."""
    kept = [{(setting.table, setting.key): setting for setting in settings} for settings in proposed]
    shared = [
        setting
        for key, setting in kept[0].items()
        if all(key in other and _says_the_same(other[key], setting) for other in kept[1:]) and (len(kept) == 1 or setting.key != "schema")
    ]
    keys = {(setting.table, setting.key) for setting in shared}
    return shared, [[setting for key, setting in settings.items() if key not in keys] for settings in kept]


def _says_the_same(one: Setting, other: Setting) -> bool:
    return one.value == other.value and [row.pairs for row in one.rows] == [row.pairs for row in other.rows]


def schema_of(section: Section) -> dict[str, Any]:
    """Return a JSON Schema that says what the articles of a section have in common."""
    dates = {section.names.written(field) for field in TIMESTAMPS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Article" if section.name == "article" else section.name,
        "description": f"Inferred by `newslint init` from {counted(len(section.documents), 'article')}: what nearly all of them hold.",
        **section.shape.schema(dates),
    }
