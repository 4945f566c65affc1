"""A new article, made from the schema in force: what is given, and for what the schema demands besides its examples."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from linter.article.fields import entry_of, vocabulary_of
from linter.diagnostics.diagnostic import Diagnostic
from linter.diagnostics.fix import apply_edits
from linter.diagnostics.skeleton import insert_fields
from linter.document.nodes import Mapping as MappingNode
from linter.document.nodes import Scalar, walk
from linter.document.quoting import double_quoted
from linter.engine.fixing import FixPolicy, fix_source
from linter.engine.linter import Linter
from linter.rules.schema_missing import MissingField
from linter.schema.schema import Schema
from linter.settings.options import Settings
from linter.source import Source

_MISSING = MissingField.code
_LONGEST_SLUG = 60
_TIMES = {"rfc3339": "%Y-%m-%dT%H:%M:%SZ", "jekyll": "%Y-%m-%d %H:%M:%S +0000", "local": "%Y-%m-%dT%H:%M:%S", "day": "%Y-%m-%d"}
_DEFAULT_TITLE = "A new article"


class NewArticle(NamedTuple):
    """An article that could be written.

    `from_examples` are the fields that nobody gave, as `provider.name`, with the schema's examples that stand in for them.
    `wrong` is what is still to be said about it.
    """

    source: Source
    from_examples: Mapping[str, str]
    wrong: Sequence[Diagnostic]


def make_article(settings: Settings, given: Mapping[str, str], now: datetime) -> NewArticle:
    """Return an article with the fields of `given` (`provider.name`, as the repository calls them), each read as the schema has it.

    Raises ConfigError where the settings cannot be used.
    """
    linter = Linter(settings, now=now)
    known = _with_defaults(linter, given, now)
    values = _nested(linter.knowledge.schema, known)
    source = Source.from_text("new.md", _text(linter, values))
    examples = dict(_examples(linter, source, values))
    web, title = (linter.names.written(field) for field in ("webUrl", "title"))
    if web in examples:
        examples[web] = f"{examples[web].rpartition('/')[0]}/{quote(slug(known[title]))}"  # an address of its own
        values = _nested(linter.knowledge.schema, known | {web: examples[web]})
        source = Source.from_text("new.md", _text(linter, values))
    return NewArticle(source, examples, linter.lint(source).diagnostics)


def file_name(article: NewArticle, settings: Settings, now: datetime) -> str:
    """Return the name of an article's file: `2024-05-01-ten-new-tram-lines.md`."""
    root = Linter(settings, now=now).parse(article.source).root
    names = vocabulary_of(settings.fields)

    def text(field: str) -> str:
        entry = entry_of(root, names.written(field)) if isinstance(root, MappingNode) else None
        return str(entry.value.value) if entry is not None else ""

    published = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])", text("publishedDateTime"))
    return f"{published[0] if published else f'{now.astimezone(UTC):%Y-%m-%d}'}-{slug(text('title'))}.md"


def slug(title: str) -> str:
    """Return a title as part of a file's name: lower case, letters without accents where they have some, hyphens between words."""
    plain = "".join(character for character in unicodedata.normalize("NFKD", title) if not unicodedata.combining(character))
    words = re.findall(r"\w+", re.sub("['’]", "", plain.lower()).replace("_", " "))
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word[:_LONGEST_SLUG]
        if len(longer) > _LONGEST_SLUG:
            break
        kept = longer
    return unicodedata.normalize("NFC", kept) or "article"


def _with_defaults(linter: Linter, given: Mapping[str, str], now: datetime) -> dict[str, str]:
    """Add what is better known than by an example: the time, a topic of the repository's own list, the domain of the address."""
    title, published, topics = (linter.names.written(field) for field in ("title", "publishedDateTime", "topics"))
    values = {title: _DEFAULT_TITLE} | dict(given)
    form = next((form for form in _TIMES if form in linter.settings.dates.forms), "rfc3339")
    if _is_known(linter, published) and not any(field in (published, linter.names.written("updatedDateTime")) for field in given):
        values[published] = now.astimezone(UTC).strftime(_TIMES[form])
    if _is_known(linter, topics) and topics not in given and linter.knowledge.topics:
        values[topics] = min(linter.knowledge.topics)
    domain = linter.names.written("provider.domain")
    host = urlsplit(given.get(linter.names.written("webUrl"), "")).hostname
    if host and domain not in given and _is_known(linter, domain):
        values[domain] = host.removeprefix("www.")
    return values


def _is_known(linter: Linter, name: str) -> bool:
    *groups, last = name.split(".")
    return last in linter.knowledge.schema.words.names(groups)


def _nested(schema: Schema, given: Mapping[str, str]) -> dict[str, Any]:
    """Read each value and put it where its name says: `provider.name` into `provider`."""
    values: dict[str, Any] = {}
    for field, text in given.items():
        *outer, last = steps = field.split(".")
        inner = values
        for step in outer:
            found = inner.setdefault(step, {})
            inner = found if isinstance(found, dict) else {}
        inner[last] = _read(schema, steps, text)
    return values


def _read(schema: Schema, steps: Sequence[str], text: str) -> Any:
    """Return what the schema takes: the text, what it is as JSON (`72`, `true`, `["a"]`), or its parts between commas as a list."""
    readings: list[Any] = [text]
    with suppress(ValueError):
        readings.append(json.loads(text))
    readings.append([part.strip() for part in text.split(",") if part.strip()])
    return next((value for value in readings if _fits(schema, steps, value)), text)


def _fits(schema: Schema, steps: Sequence[str], value: Any) -> bool:
    data = value
    for step in reversed(steps):
        data = {step: data}
    return not any(violation.steps[: len(steps)] == tuple(steps) for violation in schema.violations(data))


def _text(linter: Linter, values: Mapping[str, Any]) -> str:
    """Write the fields in the schema's order, and the schema's examples for what it demands besides."""
    first = linter.names.written("title").partition(".")[0]
    order = linter.knowledge.schema.words.names(())
    value = values[first]
    text = f"---\n{first}: {json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else double_quoted(str(value))}\n---\n"
    document = linter.parse(Source.from_text("new.md", text))
    assert isinstance(document.root, MappingNode)
    others = [(name, values[name]) for name in sorted(values, key=lambda name: _place(name, order)) if name != first]
    text = apply_edits(text, insert_fields(document, document.root, others, order))
    only_missing = Linter(linter.settings._replace(select=(_MISSING,), ignore=(), severity=()), now=linter.knowledge.now)
    return fix_source(only_missing, Source.from_text("new.md", text), FixPolicy(unsafe=True, codes=frozenset([_MISSING]))).source.text


def _place(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


def _examples(linter: Linter, source: Source, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the texts that stand in for what was not given: names with dots, and values."""
    root = linter.parse(source).root
    for node in walk(root) if root is not None else ():
        steps = node.pointer.split("/")[1:]
        if isinstance(node, Scalar) and not _is_given(steps, values):
            name = ".".join(step for step in steps if not step.isdecimal())
            yield name, str(node.value)


def _is_given(steps: Sequence[str], values: Any) -> bool:
    for step in steps:
        if not isinstance(values, dict):
            return True
        if step not in values:
            return False
        values = values[step]
    return True
