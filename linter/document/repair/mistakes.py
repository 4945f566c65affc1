"""Finds the mistakes in a block of YAML that libyaml cannot read, all of them in one pass over its lines.

libyaml stops at the first mistake, and often at a place far from it. Here each line is looked at as a person does: its indent beside
that of its siblings, its key, its value. What is found is a proposal: `yaml_repair` proves it.
"""

import re
from bisect import bisect_right

from linter.document.field_names import USUAL, FieldNames
from linter.document.problem import Change
from linter.document.repair.conflicts import conflict
from linter.document.repair.flow import flow_end, unclosed_flow_slip
from linter.document.repair.indents import Level, place
from linter.document.repair.lines import BLOCK_HEADER, NAME, QUOTED, Line, Slip, line_at, lines_of
from linter.document.repair.strays import (
    astray,
    badly_separated,
    bullet,
    carriage_return,
    foreign_comment,
    glued_field,
    is_field_name,
    missed_colon,
)
from linter.document.repair.values import escape_slip, over_lines, unclosed_slip, value_slip
from linter.source import Span

_MARKER = re.compile(r"(?:<{7}|={7}|>{7})(?: |\Z)|(?:---|\.\.\.)(?:[ \t]|\Z)")
_ANCHOR = re.compile(r"&([\w-]+)")
_PROPERTIES = re.compile(r"[&!][^\s,\[\]{}]*(?:[ \t]+(?:#.*)?|\Z)")
_JSON_LITERAL = re.compile(r"(?:-?[0-9]+(?:\.[0-9]+)?|true|false|null)(,)\Z")
_PLAIN, _WHOLE, _LOST = "plain", "whole", "lost"


def find_slips(text: str, block: Span, names: FieldNames = USUAL) -> list[Slip]:
    """Return the mistakes in `text[block.start:block.end]`, in the order of the file; their changes do not overlap."""
    return _Scanner(text, block, names).run()


class _Scanner:
    """One pass over the lines. `levels` are the open lists and mappings; `is_pending`: a key or dash waits for its value."""

    def __init__(self, text: str, block: Span, names: FieldNames) -> None:
        self.text = text
        self.names = names
        self.lines = lines_of(text, block, names)
        self.slips: list[Slip] = []
        self.levels: list[Level] = []
        self.is_pending = False
        self.key: str | None = None
        self.before = _WHOLE  # how the value before a line ended: in a plain one text may go on
        self.first: int | None = None
        self.is_misplaced = False
        self.skipped: dict[int, int] = {}  # from the middle of an unresolved merge to behind its end
        self.anchors = frozenset(_ANCHOR.findall(text, *block)) if "&" in text else frozenset()

    def run(self) -> list[Slip]:
        if self._is_flow():
            return self.slips
        at = 0
        while at < len(self.lines):
            at = self._read(at)
        self._add_commas()
        return self.slips

    def _is_flow(self) -> bool:
        """Whether the whole block is one mapping in braces, as JSON is; then only the escapes in it are looked at."""
        lines = [line for line in self.lines if line.end > line.start]
        if len(lines) < 2 or not self.text.startswith("{", lines[0].value.start) or self.text[lines[-1].end - 1] != "}":
            return False
        for quoted in QUOTED.finditer(self.text, lines[0].start, lines[-1].end):
            if quoted.group()[0] == '"' and "\\" in quoted.group():
                at = line_at(self.text, quoted.start())
                self._add(escape_slip(at._replace(value=Span(*quoted.span())), quoted.group()))
        return True

    def _written(self, line: Line) -> str:
        return self.text[line.value.start : line.value.end]

    def _is_blank(self, line: Line) -> bool:
        return not line.is_entry and self.text[line.value.start : line.value.start + 1] in ("", "#", "\r", "\n")

    def _read(self, at: int) -> int:
        line = self.lines[at]
        if (self._is_blank(line) and line.value.start >= line.end) or (self._written(line)[:1] == "#" and not line.is_entry):
            return at + 1
        if _MARKER.match(self.text, line.start, line.end):
            return self._conflict(at) if self.text[line.start] == "<" else self.skipped.get(at, at + 1)
        tabs = re.compile(r"[ ]*\t[ \t]*").match(self.text, line.start, line.end)
        if tabs is not None:
            return self._tabs(at, line, tabs)
        if line.key is not None and line.key[0] == "-" and not line.is_item and line.indent and (self.is_pending or self._in_list(line)):
            line = self._dashed(line)
        if line.is_entry and not self._is_sentence(line):
            return self._entry(at, line)
        return self._stray(at, line)

    def _in_list(self, line: Line) -> bool:
        return any(is_list and column in (line.indent, line.indent - 1) for column, is_list in self.levels)

    def _is_sentence(self, line: Line) -> bool:
        """Whether a line with a colon in it is the text of the field above: `excerpt:` and `Two boats: they sail` below it."""
        is_below = self.is_pending and self.key in self.names.texts and bool(self.levels) and line.indent > self.levels[-1][0]
        return is_below and not line.is_item and line.key is not None and not NAME.match(line.key)

    def _dashed(self, line: Line) -> Line:
        """Report `-title: A`, an item with no space behind its dash, and read it as one; its fields keep their column."""
        begin = line.start + line.indent
        change = Change(Span(begin - 1, begin + 1), "- ")
        message = "this item has no space behind its dash: write one"
        self.slips.append(Slip(Span(begin, begin + 1), message, "", (change,), is_misread=True))
        key = line.key[1:].strip() if line.key else line.key
        return line._replace(is_item=True, key=key, indent=line.indent - 1, column=line.indent + 1)

    def _conflict(self, at: int) -> int:
        found = conflict(self.text, self.lines, at)
        if found is not None:
            slip, middle, end = found
            self.slips.append(slip)
            self.skipped[middle] = end
        return at + 1

    def _tabs(self, at: int, line: Line, tabs: re.Match[str]) -> int:
        """Report tabs before a line, and read it with two spaces for each."""
        tab = tabs.group().index("\t") + line.start
        spaces = tabs.group().replace("\t", "  ")
        message = "this line is indented with a tab: YAML takes spaces only"
        self.slips.append(Slip(Span(tab, tab + 1), message, "", (Change(Span(*tabs.span()), spaces),)))
        (inner,) = lines_of(self.text, Span(tabs.end(), line.end), self.names)
        width = len(spaces)
        self.lines[at] = moved = inner._replace(start=line.start, indent=width + inner.indent, column=width + inner.column)
        return self._entry(at, moved, is_fixed=True) if moved.is_entry else self._stray(at, moved)

    def _entry(self, at: int, line: Line, *, is_fixed: bool = False) -> int:
        self.first = at if self.first is None else self.first
        if line.is_item and "\t" in self.text[line.start + line.indent : line.start + line.column]:
            tab = self.text.index("\t", line.start)
            message = "this item has a tab behind its dash: write a space"
            self.slips.append(Slip(Span(tab, tab + 1), message, "", (Change(Span(tab, tab + 1), " "),), line.value.start, is_exact=True))
        if line.is_item and line.key is not None and line.value.end > line.value.start and self._is_text(at + 1, line):
            line = line._replace(key=None, column=line.indent, value=Span(line.start + line.column, line.end))
        if line.key is not None and ":" in line.key and (meant := glued_field(line)) is not None:
            self.slips.append(meant[0])
            line = meant[1]
        # Several lines in a row that are indented alike may be the children of a field that was lost above them.
        is_alone = self.before == _WHOLE and not self._is_sibling(at + 1, line)
        misplaced = place(line, self.levels, (self.lines, self.first, at), may_open=self.is_pending, is_whole=is_alone)
        self.is_misplaced = misplaced is not None and not is_fixed
        self._add(misplaced if self.is_misplaced else None)
        if line.is_item and line.key is not None:
            self.levels.append((line.column, False))
        self.key = line.key if line.key is not None else self.key
        self.is_pending = False
        return self._value(at, line)

    def _value(self, at: int, line: Line) -> int:
        """Read a value, over all the lines that it takes; return the line behind it."""
        value = self._written(line)
        if not value or value[0] == "#" or _PROPERTIES.fullmatch(value):
            self.is_pending, self.before = True, _WHOLE
            return at + 1
        column = line.column if line.key is not None else line.indent
        self.before = _LOST if self.is_misplaced else _WHOLE
        if BLOCK_HEADER.match(value):
            return self._behind_block(at, column)
        if value[0] in "\"'" and not QUOTED.match(value):
            return self._open_quote(at, line, column)
        if value[0] in "[{" and flow_end(value) == (None, None):
            return self._open_flow(at, line, column)
        slip = value_slip(self.text, line, self.anchors)
        if value[0] in "\"'[{":
            self._add(slip)
            return at + 1
        end = self._continued(at, column)
        if end > at + 1:
            slip = over_lines(self.text, line, self.lines[at + 1 : end], slip)
        elif slip is None and (" " in value or line.key in self.names.texts):  # words, not a number or a name
            self.before = _PLAIN
        self._add(slip)
        return end

    def _add(self, slip: Slip | None) -> None:
        if slip is not None:
            self.slips.append(slip)

    def _continued(self, at: int, column: int) -> int:
        """Return the line behind a plain value: deeper lines belong to it, but for those that begin with the name of a field."""
        end = at + 1
        for number in range(at + 1, len(self.lines)):
            line = self.lines[number]
            if line.value.start >= line.end and not line.is_entry:
                continue
            if (
                line.indent <= column
                or (self._written(line)[:1] == "#" and not line.is_entry)
                or "\t" in self.text[line.start : line.value.start]
            ):
                break
            if line.key is not None and not line.is_item and NAME.match(line.key) and is_field_name(line.key, self.names):
                break
            end = number + 1
        return end

    def _behind_block(self, at: int, column: int) -> int:
        end = at + 1
        while end < len(self.lines) and (self.lines[end].indent > column or self.lines[end].start >= self.lines[end].end):
            end += 1
        return end

    def _open_quote(self, at: int, line: Line, column: int) -> int:
        """Look for the end of a quoted value: at a later line's end, wherever that is, or else before the next field."""
        quote = self.text[line.value.start]
        closed = QUOTED.match(self.text, line.value.start, self.lines[-1].end)
        if closed is not None:
            number = bisect_right(self.lines, closed.end(), lo=at, key=lambda other: other.start) - 1
            behind = self.text[closed.end() : self.lines[number].end].strip(" \t")
            if not behind or behind[0] == "#":
                self._add(escape_slip(line, closed.group()) if quote == '"' else None)
                return number + 1
            if behind in (",", ";"):
                span = Span(closed.end(), self.lines[number].end)
                message = f"{line.name} has a `{behind}` behind its closing quote: YAML needs none, remove it"
                self._add(Slip(span, message, "", (Change(span, ""),), line.value.start))
                return number + 1
        end = self._inner_lines(at, column)
        while end > at + 1 and self._is_blank(self.lines[end - 1]):
            end -= 1
        self._add(unclosed_slip(self.text, line, self.lines[end - 1].end))
        return end

    def _open_flow(self, at: int, line: Line, column: int) -> int:
        """Look for the end of a list or mapping in brackets on later lines, before the next field."""
        end = self._inner_lines(at, column, in_flow=True)
        closed, _ = flow_end(self.text[line.value.start : self.lines[end - 1].end])
        if closed is not None:
            return bisect_right(self.lines, line.value.start + closed, lo=at, key=lambda other: other.start)
        while end > at + 1 and self._is_blank(self.lines[end - 1]):
            end -= 1
        self._add(unclosed_flow_slip(self.text, line, self.lines[end - 1].end))
        return end

    def _inner_lines(self, at: int, column: int, *, in_flow: bool = False) -> int:
        """Return the line of the next field or item, or that behind the last one."""
        end = at + 1
        while end < len(self.lines):
            line = self.lines[end]
            is_field = line.key is not None and NAME.match(line.key) and not (in_flow and self.text[line.key_span.start] in "\"'")
            if line.indent <= column and (line.is_item or is_field):
                break
            if _MARKER.match(self.text, line.start, line.end) or (line.indent <= column and badly_separated(self.text, line)):
                break
            end += 1
        return end

    def _stray(self, at: int, line: Line) -> int:
        """Read a line that is no entry: make it the one that was meant, or pass over it."""
        written = self._written(line)
        if self.is_pending and (sign := bullet(self.text, line)) is not None and self._is_list(written, sign):
            return self._bullets(at, line)
        if self.levels and self.levels[-1][1] and self.levels[-1][0] == line.indent and bullet(self.text, line):
            return self._bullets(at, line)
        comment = foreign_comment(self.text, line)
        if comment is not None:
            self.slips.append(comment)
            return at + 1
        meant = badly_separated(self.text, line)
        is_text = self.is_pending and bool(self.levels) and line.indent > self.levels[-1][0] and not self._is_sibling(at + 1, line)
        if meant is not None and is_text and not meant[0].is_exact:
            meant = None
        if meant is None and not is_text:
            meant = missed_colon(self.text, line)
        if meant is not None:
            slip, entry = meant
            slip = slip._replace(is_misread=True, is_exact=slip.is_exact and not is_text)
            self.slips.append(slip)
            before = len(self.slips)
            following = self._entry(at, entry)
            if not slip.is_exact:  # what is wrong with the value is only known once this is mended
                self.slips[before:] = [other._replace(is_exact=False) for other in self.slips[before:]]
            return following
        if is_text or (written[:1] in "[{\"'" and self.is_pending):
            self.is_pending = False
            column = self.levels[-1][0] if self.levels else 0
            whole = Span(line.start + line.indent, line.end)
            return self._value(at, line._replace(column=column, indent=column, key=self.key, value=whole))
        return self._lost(at, line)

    def _next(self, at: int) -> Line | None:
        """Return the next line that is not blank."""
        while at < len(self.lines) and self._is_blank(self.lines[at]):
            at += 1
        return self.lines[at] if at < len(self.lines) else None

    def _is_sibling(self, at: int, line: Line) -> bool:
        """Whether the next line is a field beside this one: then this one was meant as a field, too."""
        other = self._next(at)
        return other is not None and other.indent == line.indent and other.key is not None

    def _is_text(self, at: int, line: Line) -> bool:
        """Whether an item with a colon in it is text: it goes on in the next line, where a field of the item would begin."""
        other = self._next(at)
        return (
            other is not None
            and line.indent < other.indent <= line.column
            and not other.is_entry
            and badly_separated(self.text, other) is None
        )

    def _lost(self, at: int, line: Line) -> int:
        slip = carriage_return(self.text, line)
        if slip is None and self.before == _PLAIN and self.levels:
            begin = line.value.start
            field = f"`{self.key}`" if self.key is not None else "the item above"
            message = f"{field} goes on in this line, which is not indented: put two spaces before it"
            change = Change(Span(line.start, begin), " " * (self.levels[-1][0] + 2))
            slip = Slip(Span(begin, line.end), message, "", (change,))
        self.slips.append(slip or astray(self.text, line, is_first=not self.levels))
        self.before = _LOST
        return at + 1

    def _is_list(self, written: str, sign: re.Match[str]) -> bool:
        """Whether lines below a key are items: `-Transport`. In a text field a dash may belong to the text."""
        return self.key not in self.names.texts and not re.match(r"-[0-9.]|---|\*[\w-]+\Z", written)

    def _bullets(self, at: int, line: Line) -> int:
        """Report the items of a list whose signs are wrong, all in one, and read them as items."""
        changes, end = [], at
        while end < len(self.lines) and self.lines[end].indent == line.indent and not self.lines[end].is_entry:
            found = bullet(self.text, self.lines[end])
            if found is None:
                break
            changes.append(Change(Span(*found.span()), "- "))
            end += 1
        first = changes[0].span
        written = self.text[first.start]
        begin = f"`{self.key}` has items" if self.key is not None else "the list has items"
        why = "with no space behind the dash" if written == "-" else f"that begin with `{written}`"
        mark = Span(first.start, max(line.end, first.end))
        self.slips.append(Slip(mark, f"{begin} {why}: write `- ` before each", "", tuple(changes), is_misread=True))
        self.is_pending, self.before = False, _WHOLE
        return end

    def _add_commas(self) -> None:
        """Where values in quotes are followed by commas, as in JSON, so are numbers."""
        if not any("comma behind its closing quote" in slip.message for slip in self.slips):
            return
        for line in self.lines:
            found = _JSON_LITERAL.match(self.text, line.value.start, line.value.end) if line.is_entry else None
            if found is not None:
                span = Span(*found.span(1))
                message = f"{line.name} has a comma behind its value: YAML needs none, remove it"
                self.slips.append(Slip(span, message, "", (Change(span, ""),), line.value.start, is_misread=True))
        self.slips.sort(key=lambda slip: slip.span)
