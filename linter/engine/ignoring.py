"""Writing ignore comments for what is there now."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from linter.diagnostics.diagnostic import Diagnostic
from linter.diagnostics.fix import Edit, apply_edits, changed_fields
from linter.diagnostics.suppressions import Suppression, find_suppressions
from linter.document import Document
from linter.document.nodes import Mapping, Scalar, walk
from linter.engine.linter import Linter
from linter.rules.registry import codes_where
from linter.source import Source, Span

_IN_WHOLE_FILE = codes_where(lambda rule: rule.ignored_in_whole_file)


class Ignored(NamedTuple):
    """A text with ignore comments added: `added` tells how many diagnostics they take out, `left` which could not be ignored.

    `refused` says why no comment was added although one was wanted.
    """

    source: Source
    added: int
    left: tuple[Diagnostic, ...]
    refused: str = ""


class _Place(NamedTuple):
    """Where a comment goes: at the end of a line (or alone above it), or for the whole file."""

    line: int
    above: bool
    whole_file: bool


def add_ignores(linter: Linter, source: Source, reason: str, wanted: Callable[[Diagnostic], bool] = lambda diagnostic: True) -> Ignored:
    """Add ignore comments for the diagnostics of a file that are `wanted`, one comment a line.

    The comments are checked: where they would change what the file says, the text comes back as it was.
    """
    result = linter.lint(source)
    document = result.document
    chosen = [diagnostic for diagnostic in result.diagnostics if wanted(diagnostic)]
    if not chosen or document.root is None or document.front_matter is None or document.syntax.comment is None:
        return Ignored(source, 0, result.diagnostics)
    by_place: dict[_Place, list[str]] = {}
    for diagnostic in chosen:
        codes = by_place.setdefault(_place(document, diagnostic), [])
        if diagnostic.code not in codes:
            codes.append(diagnostic.code)
    existing = {source.position(s.span.start).line: s for s in find_suppressions(document)}
    edits = [_edit(document, place, codes, existing, reason) for place, codes in sorted(by_place.items())]
    marked = Source.from_text(source.path, apply_edits(source.text, edits))
    after = linter.lint(marked)
    if after.document.root is None or changed_fields(document.root.value, after.document.root.value) or not _says_the_same(source, marked):
        return Ignored(source, 0, result.diagnostics, f"a comment there would change what {document.syntax.name} reads")
    return Ignored(marked, len(result.diagnostics) - len(after.diagnostics), after.diagnostics)


def _says_the_same(before: Source, after: Source) -> bool:
    """Whether a reader that is not newslint's own finds the same in two texts, or the same mistake."""

    def read(source: Source) -> tuple[str, str]:
        document = Document.parse(source)
        located = document.front_matter
        if located is None:
            return "", ""
        return document.syntax.peer(source.text[slice(*located.block)]), source.text[located.closing.start :]

    return read(before) == read(after)


def _place(document: Document, diagnostic: Diagnostic) -> _Place:
    source = document.source
    line = source.position(diagnostic.span.start).line
    assert document.front_matter is not None
    if diagnostic.span.start < document.front_matter.block.start or diagnostic.code in _IN_WHOLE_FILE:
        return _Place(source.position(document.front_matter.block.start).line, above=True, whole_file=True)
    end = source.line_span(line).end
    assert document.root is not None
    for node in walk(document.root):
        if isinstance(node, Mapping):
            for entry in node.entries:
                value = entry.value
                if not isinstance(value, Scalar) or not (
                    value.start <= end < value.end or value.start <= diagnostic.span.start < value.end
                ):
                    continue
                key_line = source.position(entry.key.start).line
                many_lines = source.position(max(value.end - 1, value.start)).line > key_line
                return _Place(key_line, above=many_lines, whole_file=False)
    return _Place(line, above=False, whole_file=False)


def _edit(document: Document, place: _Place, codes: Sequence[str], existing: dict[int, Suppression], reason: str) -> Edit:
    source = document.source
    listed = ", ".join(sorted(codes))
    sign = document.syntax.comment or ""
    if place.whole_file:
        comment = _comment(sign, "ignore-file", listed, reason)
        at = source.line_starts[place.line - 1]
        return Edit(Span(at, at), f"{comment}{source.newline}")
    there = existing.get(place.line)
    if there is not None and not there.alone and not place.above:
        end = there.words[-1].span.end
        return Edit(Span(end, end), f", {listed}")
    comment = _comment(sign, "ignore", listed, reason)
    start, end = source.line_span(place.line)
    if place.above:
        line = source.text[start:end]
        indent = line[: len(line) - len(line.lstrip(" "))]
        return Edit(Span(start, start), f"{indent}{comment}{source.newline}")
    blanks = len(source.text[start:end]) - len(source.text[start:end].rstrip())
    return Edit(Span(end - blanks, end), f"  {comment}")


def _comment(sign: str, kind: str, codes: str, reason: str) -> str:
    return f"{sign} newslint: {kind}[{codes}]" + (f" {' '.join(reason.split())}" if reason.strip() else "")
