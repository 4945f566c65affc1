"""How a rule's examples are read: carets under a line mark the spans that must be reported."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from linter.corpus import Corpus
from linter.engine import Linter
from linter.links.results import LinkResults
from linter.rule import Bad, Good, Rule
from linter.settings.loading import parse_settings
from linter.source import Source

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
TESTS = Path(__file__).parent
_CARETS = re.compile(r" *\^+\Z")


class Mark(NamedTuple):
    """A marked place: line and columns from 1, the end exclusive."""

    line: int
    start: int
    end: int


def unmark(text: str) -> tuple[str, list[Mark]]:
    """Take the caret lines out of an example; return the text and the marks."""
    lines: list[str] = []
    marks = []
    for line in text.split("\n"):
        if _CARETS.match(line):
            start = line.index("^") + 1
            marks.append(Mark(len(lines), start, len(line) + 1))
        else:
            lines.append(line)
    return "\n".join(lines), marks


def as_file(example: Good | Bad, text: str) -> str:
    return text if example.raw else f"---\n{text.rstrip(chr(10))}\n---\n"


def linter_for(rule: type[Rule], example: Good | Bad) -> Linter:
    config = example.config.replace("{tests}", TESTS.as_posix())
    settings = parse_settings(tomllib.loads(config), "example")._replace(select=(rule.code, *example.select))
    linter = Linter(settings, now=NOW)
    if example.links:
        linter = linter.with_links(LinkResults({result.url: result for result in example.links}))
    entries = [linter.lint(Source.from_text(path, f"---\n{text}---\n")).entry for path, text in example.others]
    if not linter.looks_at_corpus:
        return linter
    own = linter.lint(source_for(example, as_file(example, unmark(example.text)[0]))).entry
    return linter.with_corpus(Corpus(entry for entry in [*entries, own] if entry is not None))


def source_for(example: Good | Bad, text: str) -> Source:
    return Source.from_text(example.path, text)
