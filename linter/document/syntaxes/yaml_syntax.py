"""YAML between `---` lines, as Jekyll and its kin have it."""

from typing import Any, ClassVar

from linter.document.fence_lines import is_field
from linter.document.masks import unmask, without_masked_repair, without_template_tags
from linter.document.nodes import Node, Scalar
from linter.document.quoting import double_quoted, is_plain, needs_escapes
from linter.document.result import Limits, Reading
from linter.document.syntaxes.syntax import Fence, Layout, Syntax
from linter.document.yaml_lines import read_lines
from linter.source import Span
from linter.text.patterns import lazy_pattern

# `-Transport`, `• Transport` or `name:City` on a line of its own, and `{name:City}`; beginning with one character these are found fast.
_MISREAD = lazy_pattern(r"\n *+(?:-(?=[^\s-])|[•·‣◦∙●▪–—]|[A-Za-z_][\w-]*+:(?=[^\s/:]))")
_GLUED_IN_BRACES = lazy_pattern(r"[{,] *+[A-Za-z_][\w-]*+:(?=[^\s/:,}])")


class Yaml(Syntax):
    """YAML 1.1, with what readers of YAML 1.2 see otherwise known."""

    name: ClassVar[str] = "YAML"
    fences: ClassVar[tuple[Fence, ...]] = (Fence("---", ("---", "...")),)
    suffixes: ClassVar[tuple[str, ...]] = (".yaml", ".yml")
    nothing: ClassVar[str] = "`key: value` lines"

    def read(self, text: str, block: Span, limits: Limits) -> Reading:
        """Read the lines where they are plain, by libyaml where they are not, and mended where they are broken."""
        plain = read_lines(text, block, limits)
        if plain is not None:
            return plain
        from linter.document.yaml_reader import read_yaml

        masked, tags = without_template_tags(text, block) if text.find("{", *block) >= 0 else (text, [])
        result = read_yaml(masked, block, limits)
        if result.syntax is not None or _may_be_misread(masked, block, result.root):
            from linter.document.repair.repair import read_repaired

            result = read_repaired(masked, block, limits, result)
        if result.has_controls or masked != text:
            unmask(text, result.root)
        if masked != text:
            result.problems[:] = [without_masked_repair(problem, text, masked) for problem in result.problems]
        result.problems.extend(tags)
        return result

    def is_field(self, line: str) -> bool:
        """Whether a line looks like `key: value`."""
        return is_field(line)

    def inside(self, content: str, style: str) -> str | None:
        """Write characters in the middle of a text, with escapes only in double quotes."""
        if style == '"':
            return double_quoted(content)[1:-1]
        if not content.isprintable():
            return None
        return content.replace("'", "''") if style == "'" else content

    def quoted_like(self, value: str, scalar: Scalar, *, in_flow: bool) -> str:
        """Write a text in the style of `scalar`, in double quotes where that would read as something else."""
        if scalar.style == "'" and not needs_escapes(value):
            return "'" + value.replace("'", "''") + "'"
        if scalar.style == "" and is_plain(value, flow=in_flow) and scalar.end > scalar.start:
            return value
        return double_quoted(value)

    def text(self, value: str, *, in_flow: bool) -> str:
        """Write a text, without quotes where it needs none."""
        return value if is_plain(value, flow=in_flow) else double_quoted(value)

    def without_escapes(self, value: str) -> str | None:
        """Write a text in single quotes."""
        return "'" + value.replace("'", "''") + "'" if value.isprintable() else None

    def is_name(self, name: str) -> bool:
        """Whether a key can have this name: `no` and `on` are none."""
        from linter.document.yaml_values import resolve_plain

        return super().is_name(name) and isinstance(resolve_plain(name), str)

    def key(self, name: str, layout: Layout) -> str:
        """Write the name of a field."""
        return double_quoted(name) if layout.quotes_keys or not is_plain(name, flow=layout.is_flow) else name

    def inline(self, value: Any) -> str | None:
        """Write a value on one line."""
        if isinstance(value, str):
            return self.text(value, in_flow=True)
        if isinstance(value, list):
            return f"[{', '.join(str(self.inline(item)) for item in value)}]"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self.inline(key)}: {self.inline(item)}" for key, item in value.items()) + "}"
        import json

        return json.dumps(value)

    def field(self, name: str, value: Any, layout: Layout) -> list[str] | None:
        """Write a field, lists and groups of fields below their keys."""
        if layout.is_flow and layout.quotes_keys:  # as JSON has it
            import json

            return [f"{double_quoted(name)}: {json.dumps(value, ensure_ascii=False)}"]
        key = self.key(name, layout)
        return [f"{key}: {self.inline(value)}"] if layout.is_flow else self._block(key, value, layout)

    def _block(self, key: str, value: Any, layout: Layout) -> list[str]:
        indent = " " * layout.step
        if isinstance(value, dict) and value:
            return [f"{key}:", *(f"{indent}{line}" for name, item in value.items() for line in self._block(name, item, layout))]
        if isinstance(value, list) and value:
            dash = f"{' ' * layout.dashes_in}- "
            return [f"{key}:", *(line for item in value for line in self._item(dash, item, layout))]
        return [f"{key}: {self.inline(value)}"]

    def _item(self, dash: str, item: Any, layout: Layout) -> list[str]:
        if not isinstance(item, dict) or not item:
            return [f"{dash}{self.inline(item)}"]
        lines = [line for name, value in item.items() for line in self._block(name, value, layout)]
        return [f"{dash}{lines[0]}", *(f"{' ' * len(dash)}{line}" for line in lines[1:])]

    def alone(self, field: str, layout: Layout) -> str:
        """Return a block that holds nothing but a field."""
        return f"{{{field}}}" if layout.is_flow and layout.quotes_keys else field

    def peer(self, block: str) -> str:
        """Say what PyYAML finds in a block."""
        import yaml

        try:
            return repr(yaml.load(block, yaml.CBaseLoader))  # noqa: S506
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            return f"{type(error)}: {getattr(error, 'problem', '')}"


def _may_be_misread(text: str, block: Span, root: Node | None) -> bool:
    """Whether YAML may have read lines otherwise than they look: `title:Trams` and `-Transport` are plain text to it."""
    if isinstance(root, Scalar):
        return root.style == ""
    start, end = block
    if _MISREAD.search(text, max(start - 1, 0), end) is not None:
        return True
    return text.find("{", start, end) >= 0 and _GLUED_IN_BRACES.search(text, start, end) is not None
