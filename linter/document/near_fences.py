"""Fences that are almost right: what is wrong with the line, and whether a file was meant to be an article.

Only files without proper front matter are looked at, and those whose block is not plain.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from linter.document.fence_lines import AROUND, DASHES, EXACT, INVISIBLE, UNSEEN, is_field, what_is_wrong, what_is_wrong_in_toml
from linter.document.front_matter import FrontMatter, line_break_before, match_opening
from linter.document.problem import Change
from linter.document.syntaxes import SYNTAXES
from linter.source import Span

_TOML = next(syntax for syntax in SYNTAXES if syntax.name == "TOML")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_TOML_LINE = re.compile(r"[\w.\"'-]+[ \t]*=|\[")
_TITLE = re.compile(r"""["']?title["']?[ \t]*:""", re.IGNORECASE)
_BLOCK_SCALAR = re.compile(r"(?:\A|[ \t:-])[|>][-+0-9]{0,2}[ \t]*(?:#.*)?\Z")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|\Z)")
# Every line that `what_is_wrong` could have something to say about: one search passes over the blocks without any.
_CANDIDATE = re.compile(rf"[\r\n][ \t{UNSEEN}]*+(?:-[{DASHES[1:]}{UNSEEN}-]|[{DASHES[1:]}]|\+\+\+)")
_ABOVE_FENCES = ("#", "<!--", "//", "```", "~~~", "%YAML", "%TAG")
_MOST_FIELDS = 200  # lines read to see whether fields stand there


class NearFence(NamedTuple):
    """A line that is almost `---`: its place, what is wrong with it, what mends it, and where the body then begins."""

    span: Span
    wrong: str
    change: Change
    body: int


def meant_front_matter(text: str, end: int, newline: str) -> tuple[FrontMatter, NearFence] | None:
    """Return the front matter that a line before `end` was meant to close, with that line; None where there is no such line."""
    toml = match_opening(text, _TOML.fences[0])
    if toml is not None:
        return _meant_toml(text, toml, newline)
    opening = match_opening(text)
    near = near_closing(text, opening.end(), end, newline) if opening is not None else None
    if opening is None or near is None:
        return None
    block = Span(opening.end(), max(line_break_before(text, near.span.start), opening.end()))
    return FrontMatter(Span(opening.start(), opening.start() + 3), block, near.span, Span(near.body, len(text))), near


def _meant_toml(text: str, opening: "re.Match[str]", newline: str) -> tuple[FrontMatter, NearFence] | None:
    for span, line in _lines(text, opening.end(), len(text)):
        wrong = what_is_wrong_in_toml(line)
        if wrong is not None:
            near = _near_fence(text, span, wrong, newline, "+++")
            block = Span(opening.end(), max(line_break_before(text, near.span.start), opening.end()))
            return FrontMatter(Span(opening.start(), opening.start() + 3), block, near.span, Span(near.body, len(text)), _TOML), near
        if line.strip(" \t") and line[0] not in " \t#]}\"'" and not _TOML.is_field(line):
            return None
    return None


def near_closing(text: str, start: int, end: int, newline: str) -> NearFence | None:
    """Find the line that was probably meant to close the front matter: the first near-miss before what is clearly body."""
    if _CANDIDATE.search(text, max(start - 1, 0), end) is None:
        return None
    scalar_indent: int | None = None
    after_blank = saw_prose = saw_heading = False
    for span, line in _lines(text, start, end):
        if not line.strip(" \t"):
            after_blank = True
            if saw_prose:
                return None
            continue
        indent = len(line) - len(line.lstrip(" "))
        if scalar_indent is not None and indent > scalar_indent:
            continue
        scalar_indent = indent if _BLOCK_SCALAR.search(line) else None
        if saw_heading and not line.startswith("#") and not is_field(line):
            return None
        wrong = what_is_wrong(line)
        if wrong is not None:
            return _near_fence(text, span, wrong, newline)
        is_prose = not (indent or is_field(line) or line[0] in "#-]}\t")
        if after_blank and is_prose:
            return None
        saw_prose = saw_prose or is_prose
        saw_heading = (saw_heading or after_blank) and _HEADING.match(line) is not None
        after_blank = False
    return None


def _near_fence(text: str, span: Span, wrong: str, newline: str, fence: str = "---") -> NearFence:
    """Mend a line: what stands behind the dashes is kept, a comment above them, other text as the first line of the body."""
    line = text[slice(*span)]
    behind = line.lstrip(AROUND).lstrip(f"{DASHES}+").lstrip(AROUND)
    below = span.end + (2 if text.startswith("\r\n", span.end) else 1)
    if not behind:
        return NearFence(span, wrong, Change(span, fence), min(below, len(text)))
    if behind.startswith("#"):
        return NearFence(span, wrong, Change(span, f"{behind}{newline}{fence}"), min(below, len(text)))
    at = span.end - len(behind)
    return NearFence(span, wrong, Change(Span(span.start, at), f"{fence}{newline}"), at)


def begins_with_body(text: str, start: int, end: int) -> bool:
    """Whether what stands below a near-miss is body rather than more fields; comments above fields belong to these."""
    saw_comment = False
    for _, line in _lines(text, start, end):
        if not line.strip(" \t"):
            continue
        if line.startswith("#"):
            saw_comment = True
            continue
        return line[0] not in " \t]}" and not is_field(line)
    return saw_comment


def was_meant_as_article(text: str) -> bool:
    """Whether a file without front matter has a near-miss of it: an almost right fence above fields, or fields above a fence."""
    lines = [line for _, line in _first_lines(text)]
    first = next((index for index, line in enumerate(lines) if _is_content(line)), None)
    if first is None:
        return False
    line, below = lines[first].translate(INVISIBLE), lines[first + 1 :]
    following = next((later for later in below if later.strip(" \t")), "")
    if line.lstrip(" \t").startswith("++"):
        return _TOML_LINE.match(following.lstrip()) is not None or is_field(following)
    if line.lstrip().startswith("{"):
        return re.match(r'[ \t]*(?:\{[ \t]*)?"[^"]*"[ \t]*:', following if line.strip(" \t") == "{" else line) is not None
    if what_is_wrong(lines[first]) is not None or EXACT.match(line):
        behind = line.strip(" \t").lstrip(DASHES).strip(" \t")
        return is_field(following.lstrip(" \t")) or is_field(behind)
    if below and below[0].startswith("---") and EXACT.match(below[0]) and _are_fields_to_a_fence(below[1:]):
        return True  # a stray first line
    return _fields_then_fence(lines[first:])


def _fields_then_fence(lines: Iterable[str]) -> bool:
    """Whether at least two fields stand above a fence, or three, `title` among them, above whatever."""
    fields = 0
    has_title = False
    for line in lines:
        if fields and (EXACT.match(line) or what_is_wrong(line) is not None):
            return fields > 1
        if is_field(line):
            fields += 1
            has_title = has_title or _TITLE.match(line) is not None
        elif line.strip(" \t") and line[0] not in " \t-#":
            break
    return fields > 2 and has_title


def second_front_matter(text: str, start: int) -> Span | None:
    """Return the opening fence of a second block that stands right below the first, only blank lines between."""
    lines = ((span, line) for span, line in _lines(text, start, len(text)) if line.strip(" \t"))
    opening = next(lines, None)
    if opening is None or not (opening[1].startswith("---") and EXACT.match(opening[1])):
        return None
    return Span(opening[0].start, opening[0].start + 3) if _are_fields_to_a_fence(line for _, line in lines) else None


def _are_fields_to_a_fence(lines: Iterable[str]) -> bool:
    """Whether nothing but fields, two at least, stands above the next fence; `Note: …` begins a sentence."""
    fields = 0
    for line in lines:
        if EXACT.match(line):
            return fields > 1
        if is_field(line) and line.lstrip("\"'")[:1].islower():
            fields += 1
        elif line.strip(" \t") and line[0] not in (" \t-#]}" if fields else "#"):
            return False
    return False


def _is_content(line: str) -> bool:
    """Whether a line is more than blanks, a comment, a directive or the beginning of a code block, which come to stand above a fence."""
    return bool(line.translate(INVISIBLE).strip(" \t")) and not line.lstrip().startswith(_ABOVE_FENCES)


def _first_lines(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the first lines, without those inside an HTML comment."""
    inside = False
    for count, (span, line) in enumerate(_lines(text, 0, len(text))):
        if count == _MOST_FIELDS:
            return
        inside = inside or line.lstrip().startswith("<!--")
        if not inside:
            yield span, line
        inside = inside and "-->" not in line


def _lines(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    for match in _LINE.finditer(text, start, end):
        yield Span(*match.span(1)), match[1]
