"""From what a repo holds to the settings that fit it, each with the sentence that says why."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from linter.document.nodes import Scalar
from linter.errors import ConfigError
from linter.init.survey import Survey
from linter.init.toml import Setting
from linter.settings.options import Topics
from linter.settings.topics import load_topics
from linter.text.wording import counted

_NICE = (10, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000)
_LOWEST = {"quality": 0, "heat": -1}
_MOST_LISTED = 60
_TOPIC_FOLDERS = ("_data/topics", "data/topics", "_topics", "_data/tags", "data/tags")
_TOPIC_KEYS = ("name", "title", "label")


class Score(NamedTuple):
    """The values of a score that are in use."""

    lowest: float
    highest: float
    places: int
    over_hundred: int


def propose_places(survey: Survey) -> Iterator[Setting]:
    """Propose which files are articles."""
    count = len(survey.documents)
    if survey.folders == ("/*.*",) and not survey.others:
        return
    here = "The one article is here" if count == 1 else f"All {count} articles are here"
    others = (
        f"Elsewhere, {survey.others} files have"
        if survey.others > 1
        else "One file elsewhere has"
        if survey.others
        else "No other file has"
    )
    yield Setting(
        "", "articles", survey.folders, f"{here}. {others} front matter{', but not that of an article' if survey.others else ''}."
    )


def propose_names(survey: Survey) -> Iterator[Setting]:
    """Propose what newslint's fields are called."""
    for field, name in survey.names.items():
        count = survey.shape.fields[name].count
        why = f"`{name}` holds what newslint calls `{field}`, in {count} of {counted(len(survey.documents), 'article')}."
        yield Setting("fields", field, name, why)


def propose_ranges(survey: Survey) -> Iterator[Setting]:
    """Propose the ranges of scores."""
    for field in ("quality", "heat"):
        score = _score(survey, field)
        if score is None:
            continue
        lowest = min(_LOWEST[field], score.lowest)
        highest = next((nice for nice in _NICE if nice >= score.highest), score.highest)
        over = f", {score.over_hundred} of them over 100" if score.over_hundred else ""
        unranked = " -1 is for articles that are not ranked." if field == "heat" else ""
        why = f"`{field}` is {score.lowest:g} to {score.highest:g} in {counted(score.places, 'place')}{over}.{unranked}"
        yield Setting("ranges", field, (lowest, highest), why)


def propose_related(survey: Survey) -> Iterator[Setting]:
    """Propose that each defect of related items is reported once, where most articles are copies."""
    own = len(survey.documents)
    copies = len(survey.articles) - own
    if copies > own:
        why = f"{counted(own, 'article')} hold {copies} copies in `related`: each defect is said once."
        yield Setting("related", "report", "distinct", why)


def _score(survey: Survey, field: str) -> Score | None:
    nodes = [article.get(field) for article in survey.articles]
    values = [node.value for node in nodes if isinstance(node, Scalar) and type(node.value) in (int, float)]
    if not values:
        return None
    return Score(min(values), max(values), len(values), sum(value > 100 for value in values))


def propose_topics(survey: Survey, folder: Path) -> Iterator[Setting]:
    """Propose the allowed topics: the repo's own files of them, else a list of those in use."""
    items = [item for article in survey.articles for item in article.items("topics")]
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
    """Leave out spellings of a topic that differ from a commoner one only in case or spacing."""
    best: dict[str, str] = {}
    for topic, _ in used.most_common():
        best.setdefault(" ".join(topic.casefold().split()), topic)
    return list(best.values())


def schema_of(survey: Survey) -> dict[str, Any]:
    """Return a JSON Schema that says what the articles have in common."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Article",
        "description": f"Inferred by `newslint init` from {counted(len(survey.documents), 'article')}: what nearly all of them hold.",
        **survey.shape.schema(),
    }
