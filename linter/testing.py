"""Rules tested by their examples, newslint's own and those of plugins alike.

Carets on the line below mark the spans that must be reported, what follows them on their line is the message; `fixed` is what must come
out of the fixes.
"""

import os
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
from linter.text.labels import naming_field

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
_CARETS = re.compile(r" *(?P<carets>\^+)(?: (?P<message>\S.*))?\Z")


class Mark(NamedTuple):
    """A marked place: line and columns from 1, the end exclusive; and the message where the example gives it."""

    line: int
    start: int
    end: int
    message: str = ""


def check_example(rule: type[Rule], example: Good | Bad, folder: str = ".") -> None:
    """Raise AssertionError where a rule does not do what its example says, with LF or with CRLF line ends.

    A good example gives no diagnostic. A bad one gives exactly the marked ones; its fixes, unsafe ones among them, make `fixed` of
    it, and a second pass changes nothing more. The time that counts as now is noon of 1 June 2024. `{folder}` in an example's
    configuration stands for `folder`.
    """
    text, marks = unmark(example.text)
    marks = [mark._replace(message=mark.message.replace("{folder}", os.path.relpath(folder).replace(os.sep, "/"))) for mark in marks]
    for newline in ("\n", "\r\n"):
        source = Source.from_text(example.path, as_file(example, text).replace("\n", newline))
        linter = _beside_others(_linter_for(rule, example, folder), example, source)
        _check_marks(linter, rule, source, marks if example.raw else [mark._replace(line=mark.line + 1) for mark in marks])
        if isinstance(example, Bad):
            expected = as_file(example, text if example.fixed is None else example.fixed).replace("\n", newline)
            _check_fix(linter, rule, source, expected, fixable=example.fixed is not None)


def fix_titles(rule: type[Rule], example: Bad, folder: str = ".") -> dict[str, str]:
    """Return what an example's diagnostics say, each with its fix's title, `""` where it has none."""
    source = Source.from_text(example.path, as_file(example, unmark(example.text)[0]))
    found = _beside_others(_linter_for(rule, example, folder), example, source).lint(source).diagnostics
    return {naming_field(one.message, one.field): one.fix.title if one.fix is not None else "" for one in found}


def unmark(text: str) -> tuple[str, list[Mark]]:
    """Take the caret lines out of an example; return the text and the marks."""
    lines: list[str] = []
    marks = []
    for line in text.split("\n"):
        carets = _CARETS.match(line)
        if carets is not None:
            marks.append(Mark(len(lines), carets.start("carets") + 1, carets.end("carets") + 1, carets["message"] or ""))
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
    found: dict[Mark, set[str]] = {}
    for diagnostic in result.diagnostics:
        start, end = source.position(diagnostic.span.start), source.position(diagnostic.span.end)
        assert start.line == end.line, f"{rule.code} marks more than one line"
        place = Mark(start.line, start.column, max(end.column, start.column + 1))
        found.setdefault(place, set()).add(naming_field(diagnostic.message, diagnostic.field))
    assert not result.failures, f"{rule.code} failed: {result.failures[0].error}"
    others = {diagnostic.code for diagnostic in result.diagnostics} - {rule.code}
    assert not others, f"{rule.code} reports under other codes: {others}"
    expected = {mark._replace(message="") for mark in marks}
    assert set(found) == expected, f"{rule.code} marks {sorted(found)}, the example {marks}"
    for mark in marks:
        said = found[mark._replace(message="")]
        assert not mark.message or mark.message in said, f"{rule.code} says {said}, the example {mark.message!r}"


def _check_fix(linter: Linter, rule: type[Rule], source: Source, expected: str, *, fixable: bool) -> None:
    policy = FixPolicy(unsafe=True, codes=frozenset([rule.code]))
    fixed = fix_source(linter, source, policy)
    again = fix_source(linter, fixed.source, policy)
    assert not fixed.failures, f"{rule.code} failed: {fixed.failures[0].error}"
    assert fixed.source.text == expected, f"{rule.code} makes {fixed.source.text!r}, the example {expected!r}"
    assert again.source.text == expected, f"{rule.code} changes the file again in a second pass"
    assert not (fixable and any(diagnostic.fix for diagnostic in fixed.result.diagnostics)), f"{rule.code} leaves fixes"
