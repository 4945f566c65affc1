"""A text with its places as an editor counts them: lines from 0, columns in the units that were agreed.

Source: Language Server Protocol 3.17, "Position": UTF-16 unless the client offers others; lines end at CR LF, LF or CR.
"""

from typing import Literal

from lsprotocol import types

from linter.source import Position, Source, Span, column_in

Encoding = Literal["utf-8", "utf-16", "utf-32"]
_UNITS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


class Text:
    """A text and the encoding in whose units its places are counted."""

    def __init__(self, source: Source, encoding: Encoding) -> None:
        self.source = source
        self.encoding = encoding

    def position(self, offset: int) -> types.Position:
        """Turn an offset into the editor's position."""
        starts = self.source.line_starts
        line = self.source.position(offset).line - 1
        written = self.source.text[starts[line] : offset]
        return types.Position(line, len(written) if written.isascii() else column_in(written, len(written) + 1, self.encoding) - 1)

    def range(self, span: Span) -> types.Range:
        """Turn a span into the editor's range."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """Turn the editor's position into an offset; what lies behind a line's or the text's end counts as the end."""
        source = self.source
        if position.line >= len(source.line_starts):
            return len(source.text)
        start, end = source.line_span(position.line + 1)
        line = source.text[start:end]
        if line.isascii():
            return min(start + position.character, end)
        size = _UNITS[self.encoding]
        name = f"{self.encoding}-le" if size > 1 else self.encoding
        before = line.encode(name, "surrogatepass")[: position.character * size]
        return start + len(before.decode(name, "ignore"))

    def offset_at(self, place: Position) -> int:
        """Turn a diagnostic's line and column into an offset; a byte order mark takes no column there."""
        start = self.source.line_starts[place.line - 1]
        return start + place.column - 1 + (place.line == 1 and place.column > 1 and self.source.has_bom)
