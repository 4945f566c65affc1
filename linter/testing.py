"""Rules tested by their examples, newslint's own and those of plugins alike.

Carets on the line below mark the spans that must be reported; `fixed` is what must come out of the fixes.
"""

import re
import tomllib
from datetime import UTC, datetime
from typing import NamedTuple

from linter.corpus.entry import Corpus
from linter.engine.fixing import FixPolicy, fix_source
from linter.engine.linter import Linter
from linter.links.results import LinkResults
from linter.rules.base import Bad, Good, Rule
from linter.rules.registry import ALL_RULES
from linter.settings.loading import parse_settings
from linter.source import Source

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
_CARETS = re.compile(r" *\^+\Z")


class Mark(NamedTuple):
    """A marked place: line and columns from 1, the end exclusive."""

    line: int
    start: int
    end: int


def check_example(rule: type[Rule], example: Good | Bad, folder: str = ".") -> None:
    """Raise AssertionError where a rule does not do what its example says, with LF or with CRLF line ends.

    A good example gives no diagnostic. A bad one gives exactly the marked ones; its fixes, unsafe ones among them, make `fixed` of
    it, and a second pass changes nothing more. The time that counts as now is noon of 1 June 2024. `{folder}` in an example's
    configuration stands for `folder`.
    """
    text, marks = unmark(example.text)
    for newline in ("\n", "\r\n"):
        source = Source.from_text(example.path, as_file(example, text).replace("\n", newline))
        linter = _beside_others(_linter_for(rule, example, folder), example, source)
        _check_marks(linter, rule, source, marks if example.raw else [Mark(line + 1, start, end) for line, start, end in marks])
        if isinstance(example, Bad):
            expected = as_file(example, text if example.fixed is None else example.fixed).replace("\n", newline)
            _check_fix(linter, rule, source, expected, fixable=example.fixed is not None)


def unmark(text: str) -> tuple[str, list[Mark]]:
    """Take the caret lines out of an example; return the text and the marks."""
    lines: list[str] = []
    marks = []
    for line in text.split("\n"):
        if _CARETS.match(line):
            marks.append(Mark(len(lines), line.index("^") + 1, len(line) + 1))
        else:
            lines.append(line)
    return "\n".join(lines), marks


def as_file(example: Good | Bad, text: str) -> str:
    """Return an example's text as that of a file: between fences, unless it is `raw`."""
    return text if example.raw else f"---\n{text.rstrip(chr(10))}\n---\n"


def _linter_for(rule: type[Rule], example: Good | Bad, folder: str) -> Linter:
    settings = parse_settings(tomllib.loads(example.config.replace("{folder}", folder)), "example")
    rules = ALL_RULES if rule in ALL_RULES else (*ALL_RULES, rule)
    linter = Linter(settings._replace(select=(rule.code, *example.select)), now=NOW, rules=rules)
    if example.links:
        linter = linter.with_links(LinkResults({result.url: result for result in example.links}))
    return linter


def _beside_others(linter: Linter, example: Good | Bad, source: Source) -> Linter:
    """Put the example among the repo's other files, where it names some."""
    if not linter.looks_at_corpus:
        return linter
    others = [Source.from_text(path, f"---\n{text}---\n") for path, text in example.others]
    entries = [linter.entry_of(file) for file in (*others, source)]
    return linter.with_corpus(Corpus(entry for entry in entries if entry is not None))


def _check_marks(linter: Linter, rule: type[Rule], source: Source, marks: list[Mark]) -> None:
    result = linter.lint(source)
    found = set()
    for diagnostic in result.diagnostics:
        start, end = source.position(diagnostic.span.start), source.position(diagnostic.span.end)
        assert start.line == end.line, f"{rule.code} marks more than one line"
        found.add(Mark(start.line, start.column, max(end.column, start.column + 1)))
    assert not result.failures, f"{rule.code} failed: {result.failures[0].error}"
    others = {diagnostic.code for diagnostic in result.diagnostics} - {rule.code}
    assert not others, f"{rule.code} reports under other codes: {others}"
    assert found == set(marks), f"{rule.code} marks {sorted(found)}, the example {marks}"


def _check_fix(linter: Linter, rule: type[Rule], source: Source, expected: str, *, fixable: bool) -> None:
    policy = FixPolicy(unsafe=True, codes=frozenset([rule.code]))
    fixed = fix_source(linter, source, policy)
    again = fix_source(linter, fixed.source, policy)
    assert not fixed.failures, f"{rule.code} failed: {fixed.failures[0].error}"
    assert fixed.source.text == expected, f"{rule.code} makes {fixed.source.text!r}, the example {expected!r}"
    assert again.source.text == expected, f"{rule.code} changes the file again in a second pass"
    assert not (fixable and any(diagnostic.fix for diagnostic in fixed.result.diagnostics)), f"{rule.code} leaves fixes"
