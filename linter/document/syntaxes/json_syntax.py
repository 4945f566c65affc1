"""JSON: a whole file, an object at the top of one (Hugo), or one between fences."""

from typing import Any, ClassVar

from linter.document.result import Limits, Reading
from linter.document.syntaxes.syntax import Fence, Layout, Syntax
from linter.source import Span
from linter.text.patterns import lazy_pattern

_OBJECT = lazy_pattern(r"\{(?:\s*+(?:\"|\}|\Z|'[^'\r\n]*'[ \t]*:)|[ \t]*+[\r\n]\s*+(?://|[A-Za-z_]\w*+[ \t]*+:))")
_FIELD = lazy_pattern(r'[ \t]*"(?:[^"\\]|\\.)*+"[ \t]*:')
_PIECE = lazy_pattern(r'[^"{}\[\]]++|"(?:[^"\\\r\n]|\\[^\r\n])*+"?+|[{}\[\]]')


class Json(Syntax):
    """JSON as of RFC 8259, which has no comments."""

    name: ClassVar[str] = "JSON"
    fences: ClassVar[tuple[Fence, ...]] = (Fence("---json", ("---",)), Fence(";;;", (";;;",)))
    suffixes: ClassVar[tuple[str, ...]] = (".json",)
    comment: ClassVar[str | None] = None
    nothing: ClassVar[str] = "a JSON object"
    only_value: ClassVar[str] = "a single value"

    def read(self, text: str, block: Span, limits: Limits) -> Reading:
        """Read the block by newslint's own reader, for the places of its values."""
        from linter.document.json_reader import read_json

        text = text[: block.end]  # a broken object must not reach into the body
        result = read_json(text, block, limits)
        if not any(problem.rule == "broken-syntax" for problem in result.problems):
            return result
        from linter.document.json_repair import read_mended

        return read_mended(text, block, limits, result, read_json)

    def find(self, text: str, start: int) -> Span | None:
        """Return where an object stands that a file begins with: up to the brace that closes it, or the end."""
        if _OBJECT.match(text, start) is None:
            return None
        depth = 0
        for match in _PIECE.finditer(text, start):
            sign = match.group()
            depth += (sign in "{[") - (sign in "}]") if len(sign) == 1 else 0
            if depth == 0:
                return Span(start, match.end())
        return Span(start, len(text))

    def is_field(self, line: str) -> bool:
        """Whether a line looks like `"key": value`."""
        return _FIELD.match(line) is not None

    def inline(self, value: Any) -> str | None:
        """Write a value on one line."""
        import json

        return json.dumps(value, ensure_ascii=False)

    def alone(self, field: str, layout: Layout) -> str:
        """Return an object that holds nothing but a field."""
        return f"{{{field}}}"

    def peer(self, block: str) -> str:
        """Say what the standard library finds in a block."""
        try:
            import json

            return repr(json.loads(block))
        except (ValueError, RecursionError) as error:
            return str(error)
