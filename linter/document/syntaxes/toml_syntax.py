"""TOML between `+++` lines, as Hugo and Zola have it."""

from typing import Any, ClassVar

from linter.document.nodes import Entry, Scalar
from linter.document.places import Written
from linter.document.quoting import double_quoted, needs_escapes
from linter.document.result import Limits, Reading
from linter.document.syntaxes.syntax import Fence, Layout, Syntax
from linter.source import Span, start_of_line
from linter.text.patterns import lazy_pattern

_BARE = lazy_pattern(r"[A-Za-z0-9_-]+")
_FIELD = lazy_pattern(r"""[ \t]*(?:\[\[?[^\]\r\n]+\]|(?:[A-Za-z0-9_.-]+|"[^"]*"|'[^']*')[ \t]*=)""")
_MOMENT = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?")


class Toml(Syntax):
    """TOML 1.0.0. Dates are text, as in YAML."""

    name: ClassVar[str] = "TOML"
    fences: ClassVar[tuple[Fence, ...]] = (Fence("+++", ("+++",)), Fence("---toml", ("---",)))
    suffixes: ClassVar[tuple[str, ...]] = (".toml",)
    separator: ClassVar[str] = " = "
    nothing: ClassVar[str] = "`key = value` lines"

    def read(self, text: str, block: Span, limits: Limits) -> Reading:
        """Read the block, mended where it is broken."""
        from linter.document.toml_faults import TomlError
        from linter.document.toml_reader import TomlReader

        reader = TomlReader(text, block, limits)
        try:
            reader.read()
        except TomlError as error:
            from linter.document.toml_repair import read_mended

            return read_mended(text, block, limits, error)
        return reader.result()

    def is_field(self, line: str) -> bool:
        """Whether a line looks like `key = value` or `[table]`."""
        return _FIELD.match(line) is not None

    def written(self, source: str, scalar: Scalar) -> Written | None:
        """Return where each character of a value is written; None where that cannot be told for certain."""
        from linter.document.toml_strings import written

        return written(source, scalar)

    def inside(self, content: str, style: str) -> str | None:
        """Write characters in the middle of a text, with escapes only in double quotes."""
        if style[:1] == '"':
            return double_quoted(content)[1:-1]
        return content if style and content.isprintable() and "'" not in content else None

    def quoted_like(self, value: str, scalar: Scalar, *, in_flow: bool) -> str:
        """Write a text in the style of `scalar`: a date stays one, a literal text keeps its quotes where it can."""
        if scalar.style == "" and isinstance(scalar.value, str) and _MOMENT.fullmatch(value) and self._is_moment(value):
            return value
        if scalar.style[:1] == "'" and (literal := self.without_escapes(value)) is not None:
            return literal
        return double_quoted(value)

    @staticmethod
    def _is_moment(value: str) -> bool:
        from linter.document.toml_values import plain_value

        return plain_value(value) is not None

    def without_escapes(self, value: str) -> str | None:
        """Write a text in single quotes."""
        return f"'{value}'" if "'" not in value and not needs_escapes(value) else None

    def is_name(self, name: str) -> bool:
        """Whether a key can have this name without quotes."""
        return _BARE.fullmatch(name) is not None

    def key(self, name: str, layout: Layout) -> str:
        """Write the name of a field."""
        return double_quoted(name) if layout.quotes_keys or not self.is_name(name) else name

    def inline(self, value: Any) -> str | None:
        """Write a value on one line; there is no `null`."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            return value if _MOMENT.fullmatch(value) and self._is_moment(value) else double_quoted(value)
        if isinstance(value, list):
            items = [self.inline(item) for item in value]
            return f"[{', '.join(item for item in items if item is not None)}]" if None not in items else None
        if isinstance(value, dict):
            written = {double_quoted(key) if not self.is_name(key) else key: self.inline(item) for key, item in value.items()}
            pairs = [f"{key} = {item}" for key, item in written.items()]
            return (f"{{ {', '.join(pairs)} }}" if pairs else "{}") if None not in written.values() else None
        return repr(value) if isinstance(value, int | float) else None

    def is_followed_by_fields(self, text: str, entry: Entry) -> bool:
        """Whether an entry is a line of its own: what follows a table with a header belongs to that table."""
        return (
            text[entry.key.end : entry.value.start].strip(" \t") == "=" and "[" not in text[start_of_line(text, entry.start) : entry.start]
        )

    def is_part_of_key(self, before: str) -> bool:
        """Whether what stands before a name on its line is the rest of it."""
        return before.rstrip(" \t").endswith(".")

    def alone(self, field: str, layout: Layout) -> str:
        """Return a block that holds nothing but a field."""
        return field

    def peer(self, block: str) -> str:
        """Say what the standard library finds in a block."""
        import tomllib

        try:
            return repr(tomllib.loads(block))
        except (ValueError, RecursionError) as error:
            return str(error).partition(" (at ")[0]
