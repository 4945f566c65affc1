"""A file's text and the one coordinate system: half-open code-point offsets into it."""

from bisect import bisect_right
from itertools import accumulate, count
from operator import add
from typing import Literal, NamedTuple

from linter.text.patterns import lazy_pattern

BOM = "\ufeff"
_STEP = 1024
_LINE_BREAK = lazy_pattern(r"\r\n|\n|\r")


class Span(NamedTuple):
    """Half-open code-point offsets into a decoded text."""

    start: int
    end: int


class Position(NamedTuple):
    """A place as people count it: line and column, both from 1, the column in code points."""

    line: int
    column: int


class EncodingProblem(NamedTuple):
    """Why a file's bytes are no text, and where."""

    message: str
    span: Span


class Source:
    """One decoded file.

    `text` holds every character, a byte order mark included, so that encoding it again gives the file back. Where the
    bytes are not UTF-8 text, `encoding_problem` says so and `text` is only good for showing.
    """

    __slots__ = ("_byte_marks", "_line_starts", "_undecoded", "encoding_problem", "path", "text")

    def __init__(self, path: str, text: str, encoding_problem: EncodingProblem | None = None) -> None:
        self.path = path
        self.text = text
        self.encoding_problem = encoding_problem
        self._line_starts: list[int] | None = None
        self._byte_marks: dict[int, list[int]] = {}
        self._undecoded: bytes | None = None

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> "Source":
        """Decode `data`; never raises."""
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            source = cls(path, data.decode("utf-8", "replace"), _explain_decoding(data, error))
            source._undecoded = data
            return source
        if "\0" in text:
            nul = text.index("\0")
            return cls(path, text, EncodingProblem("this is not a text file: it holds a NUL character", Span(nul, nul + 1)))
        return cls(path, text)

    @classmethod
    def from_text(cls, path: str, text: str) -> "Source":
        """Take text that is decoded already; lone surrogates in it are an encoding problem."""
        return cls.from_bytes(path, text.encode("utf-8", "surrogatepass"))

    def to_bytes(self) -> bytes:
        """Return the file's bytes again."""
        return self.text.encode("utf-8") if self._undecoded is None else self._undecoded

    @property
    def has_bom(self) -> bool:
        """Whether the text begins with a byte order mark."""
        return self.text.startswith(BOM)

    @property
    def bom_length(self) -> int:
        """How many byte order marks the text begins with: programs that add one do not all look whether one is there."""
        return bom_length(self.text)

    @property
    def newline(self) -> str:
        """The line ending in use: that of the first line."""
        starts = self.line_starts  # kept: a text of one line would be searched to its end each time
        if len(starts) == 1:
            return "\n"
        return "\r\n" if self.text.endswith("\r\n", 0, starts[1]) else self.text[starts[1] - 1]

    @property
    def line_starts(self) -> list[int]:
        """The offset of each line's first character. Lines end at CR LF, LF or CR, as in editors, and nowhere else."""
        if self._line_starts is None:
            self._line_starts = _line_starts(self.text)
        return self._line_starts

    def position(self, offset: int) -> Position:
        """Turn an offset into line and column; a byte order mark takes no column."""
        line = bisect_right(self.line_starts, offset)
        column = offset - self.line_starts[line - 1] + 1
        if line == 1 and column > 1:
            column = max(column - self.bom_length, 1)
        return Position(line, column)

    def place(self, offset: int) -> Position:
        """Do the same as `position`: quicker for one place of a file, and slower for several."""
        text = self.text
        if text.find("\r", 0, offset) < 0:
            start = text.rfind("\n", 0, offset) + 1
            column = offset - start + 1
            return Position(text.count("\n", 0, offset) + 1, max(column - self.bom_length, 1) if start == 0 else column)
        before = offset - text.startswith("\r\n", offset - 1) if offset else 0
        line = 1 + text.count("\n", 0, before) + text.count("\r", 0, before) - text.count("\r\n", 0, before)
        start = max(text.rfind("\n", 0, before), text.rfind("\r", 0, before)) + 1
        column = offset - start + 1
        return Position(line, max(column - self.bom_length, 1) if line == 1 else column)

    def byte_column(self, offset: int) -> int:
        """Return the column of an offset as programs count it that see UTF-8: in bytes, from 1."""
        line, column = self.position(offset)
        if self.text.isascii():
            return column
        start = offset - (column - 1)
        steps, rest = divmod(column - 1, _STEP)
        marks = self._byte_marks.setdefault(line, [0])
        while len(marks) <= steps:  # kept, so that a line with a hundred thousand diagnostics is read once
            at = start + (len(marks) - 1) * _STEP
            marks.append(marks[-1] + _utf8_length(self.text[at : at + _STEP]))
        return marks[steps] + _utf8_length(self.text[offset - rest : offset]) + 1

    def line_span(self, line: int) -> Span:
        """Return where line number `line` (from 1) stands, without its line break."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def first_line(self, span: Span) -> Span:
        """Cut `span` at the first line break in it."""
        end = self.line_span(bisect_right(self.line_starts, span.start)).end  # a search in a long value would read all of it each time
        return Span(span.start, max(span.start, end)) if end < span.end else span


def start_of_line(text: str, at: int) -> int:
    """Return where the line begins that holds the offset `at`."""
    start = text.rfind("\n", 0, at) + 1
    return max(text.rfind("\r", start, at) + 1, start)  # not from 0: that would read the whole text each time


def end_of_line(text: str, at: int) -> int:
    """Return where the line break stands that is the first from `at` on, or where the text ends."""
    newline = text.find("\n", at)
    end = newline if newline >= 0 else len(text)
    carriage = text.find("\r", at, end)
    return carriage if carriage >= 0 else end


def _line_starts(text: str) -> list[int]:
    if "\r" in text:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(text))]
    lengths = map(len, text.split("\n"))
    return [0, *map(add, accumulate(lengths), count(1))][:-1]  # without a step of Python for each line


def bom_length(text: str) -> int:
    """Return how many byte order marks `text` begins with."""
    if not text.startswith(BOM):
        return 0
    return next((at for at, character in enumerate(text) if character != BOM), len(text))


def column_in(line: str, column: int, encoding: Literal["utf-8", "utf-16", "utf-32"]) -> int:
    """Return a column of a line in the units of an encoding; both count from 1. `column` counts code points, as diagnostics do.

    The Language Server Protocol (3.17, "Position") counts units of UTF-16 unless it is agreed otherwise.
    """
    unit = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    return len(line[: column - 1].encode(f"{encoding}-le" if unit > 1 else encoding, "surrogatepass")) // unit + 1


def _utf8_length(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _explain_decoding(data: bytes, error: UnicodeDecodeError) -> EncodingProblem:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return EncodingProblem("UTF-16 text: save it as UTF-8", Span(0, 1))
    start = len(data[: error.start].decode("utf-8"))
    byte = data[error.start]
    return EncodingProblem(f"byte 0x{byte:02x} is not UTF-8: save the file as UTF-8", Span(start, start + 1))
