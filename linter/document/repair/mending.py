"""A text with some changes made, and the way of every offset there and back."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from linter.document.problem import Change
from linter.source import Span


class Mended:
    """`text` is the original with `changes` made, which must not overlap."""

    def __init__(self, original: str, changes: Iterable[Change]) -> None:
        self.changes = sorted(changes)
        self._ends = [change.span.end for change in self.changes]
        self._starts: list[int] = []  # where each change's content begins in the new text
        self._moved = [0]  # how far all that stands behind so many changes has moved
        parts, at, moved = [], 0, 0
        for span, content in self.changes:
            parts += [original[at : span.start], content]
            at = span.end
            self._starts.append(span.start + moved)
            moved += len(content) - (span.end - span.start)
            self._moved.append(moved)
        self.text = "".join([*parts, original[at:]])

    def there(self, at: int) -> int:
        """Where the original offset `at` is in the new text; behind what is inserted at it."""
        return at + self._moved[bisect_right(self._ends, at)]

    def is_new(self, at: int) -> bool:
        """Whether the new text's offset `at` lies in the content of a change."""
        number = bisect_right(self._starts, at) - 1
        return number >= 0 and at < self._starts[number] + len(self.changes[number].content)

    def back(self, at: int, *, is_end: bool = False) -> int:
        """Where the new text's offset `at` is in the original: inside a change at its beginning, or, for an end, at its end."""
        number = (bisect_left(self._starts, at) if is_end else bisect_right(self._starts, at)) - 1
        if number < 0:
            return at
        span, content = self.changes[number]
        if at < self._starts[number] + len(content):
            return span.end if is_end else span.start
        return at - self._moved[number + 1]

    def back_span(self, span: Span) -> Span:
        """Where a span of the new text is in the original."""
        start = self.back(span.start)
        return Span(start, max(self.back(span.end, is_end=True), start))
