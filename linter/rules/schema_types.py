"""NL102: values of another type than the JSON Schema wants."""

import re
from collections.abc import Iterable
from itertools import islice

from linter.diagnostics.diagnostic import Finding
from linter.diagnostics.fix import Edit, Fix, replace_literal
from linter.document import Document
from linter.document.nodes import Scalar, Sequence
from linter.document.quoting import double_quoted
from linter.rules.base import Bad, Context, FixAvailability, Good, safe, unsafe
from linter.rules.hidden_text import all_hidden
from linter.rules.schema_base import SchemaRule
from linter.schema.problem import SchemaProblem
from linter.schema.schema import is_schema_valid_for
from linter.schema.shapes import sentence_with_colon
from linter.text.wording import show


class WrongType(SchemaRule):
    """A value has another type than the schema wants.

    ## Why
    `"41"` sorts after `100`, and a program that adds up scores stops at text.

    ## Fix
    Safe where nothing is lost: `"41"` becomes `41`, `"true"` becomes `true`, and a number or boolean in place of text is put in
    quotes as it is written. Unsafe for a text with a colon in it, which YAML took for a field
    (`- Transport: sea`), and where it may hide a slip: a number as a `slug`, `id` or `permalink`. Text in place of a list becomes one,
    unsafe as well: `a, b` becomes `[a, b]`.
    """

    code = "NL102"
    name = "wrong-type"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("quality: 41"),
        Bad('quality: "41"\n         ^^^^ `quality` must be a whole number such as `72`, not the text `41`\n', fixed="quality: 41\n"),
        Bad('published: "true"\n           ^^^^^^ `published` must be `true` or `false`, not the text `true`\n', fixed="published: true\n"),
        Bad(
            "title: 2020\n       ^^^^ `title` must be text such as `City opens its first solar tram line`, not the number `2020`\n",
            fixed='title: "2020"\n',
        ),
        Bad(
            "title: NO\n       ^^ "
            "`title` must be text such as `City opens its first solar tram line`, not `NO`, which YAML reads as `false`\n",
            fixed='title: "NO"\n',
        ),
        Bad("title:\n^^^^^ `title` is empty: it must be text such as `City opens its first solar tram line`\n"),
        Bad(
            "topics: Transport\n        ^^^^^^^^^ `topics` must be a list such as `[Transport, Solar power]`, not the text `Transport`\n",
            fixed="topics: [Transport]\n",
        ),
        Bad("tags: trams, roof\n      ^^^^^^^^^^^\n", fixed="tags: [trams, roof]\n"),
        Bad("quality: high\n         ^^^^\n"),
        Bad(
            "topics:\n  - Transport: sea\n    ^^^^^^^^^^^^^^ "
            '`topics[0]`: `Transport: sea` contains ": ", which YAML reads as a field: put the whole text in quotes\n',
            fixed='topics:\n  - "Transport: sea"\n',
        ),
        Bad(
            "provider:\n^^^^^^^^ "
            "`provider` is empty: put two spaces before `name`, `domain`, to make them part of it\n"
            "name: City\ndomain: city.example\n"
        ),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        problems = [problem for problem in context.schema_problems if problem.rule == self.name]
        if "NL013" in context.knowledge.checked:  # it says what became of the text
            problems = [problem for problem in problems if all_hidden(document, problem) is None]
        return [self._report(document, problem, context) for problem in problems]

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        node = problem.node
        wanted = problem.candidates
        if "string" in wanted and sentence_with_colon(node) is not None:
            written = document.written(node)
            edit = Edit(node.span, double_quoted(written)) if "\n" not in written and "\r" not in written else None
            return unsafe("Put the whole text in quotes", edit, fields=(node.pointer,))
        if not isinstance(node, Scalar) or node.value is None:
            return None
        fields = (node.pointer,)
        schema = getattr(problem.schema, "value", problem.schema)
        if isinstance(node.value, str) and "array" in wanted:
            return _as_list(document, node, _without_references(schema))
        if isinstance(node.value, str):
            literal = _lossless_literal(node.value, wanted)
            if literal is None or not is_schema_valid_for(_without_references(schema), literal[1]):
                return None
            return safe(f"Write `{literal[0]}`", replace_literal(node, literal[0]), fields=fields)
        if "string" not in wanted or context.fields.judged_form(node.pointer) is not None or node.shared:
            return None
        if not is_schema_valid_for(_without_references(schema), node.text) or node.style:
            return None
        make = unsafe if _is_identifier(node) else safe
        return make("Put it in quotes", replace_literal(node, double_quoted(node.text)), fields=fields)


_IDENTIFIERS = frozenset(["slug", "slugs", "id", "ids", "uid", "uuid", "guid", "permalink", "permalinks", "url", "urls", "uri", "link"])
_IDENTIFIERS |= {"links", "href", "path", "paths", "key", "keys", "code", "codes", "ref", "refs", "handle", "alias", "aliases", "redirect"}
_IDENTIFIER = re.compile(r"[a-z0-9./_]+(?:-[a-z0-9./_]+)+|[^\s/]*/\S*")


def _is_identifier(node: Scalar) -> bool:
    """Whether a value stands where names for machines do, by the field's name or by what stands beside it in a list."""
    parent = node.parent
    key = parent.key if isinstance(parent, Sequence) else node.key
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", str(key))
    if words and words[-1].lower() in _IDENTIFIERS:
        return True
    beside = (item for item in parent.items if item is not node) if isinstance(parent, Sequence) else ()
    return any(isinstance(item, Scalar) and isinstance(item.value, str) and _IDENTIFIER.fullmatch(item.value) for item in islice(beside, 5))


_NUMBERED = re.compile(r"[ \t]*(?:\+|[0-9]{1,2}[.)])[ \t]+(?=\S)")  # `+ Transport`, `1. Transport`: items as Markdown has them


def _as_list(document: Document, node: Scalar, schema: object) -> Fix | None:
    """Make a list of text: of what stands between its commas, or on its lines."""
    if node.is_block or node.shared:
        return None
    text = node.text
    is_enclosed = text.startswith("(") and text.endswith(")")
    parts = (text[1:-1] if is_enclosed else text).split(",")
    if len(parts) == 1 and node.style == "":
        parts = document.written(node).splitlines()
        if all(map(_NUMBERED.match, parts)):
            parts = [_NUMBERED.sub("", part) for part in parts]
    items = [item for part in parts if (item := part.strip())]
    if not items or not is_schema_valid_for(schema, items):
        return None
    written = [document.syntax.text(item, in_flow=True) for item in items]
    text = f"[{', '.join(written)}]"
    return unsafe(f"Write {show(text)}", Edit(node.span, text), fields=(node.pointer,))


def _lossless_literal(text: str, wanted: tuple[str, ...]) -> tuple[str, object] | None:
    if "boolean" in wanted and text in ("true", "false"):
        return text, text == "true"
    if "integer" in wanted and re.fullmatch(r"0|-?[1-9][0-9]{0,15}", text):
        return text, int(text)
    if "number" in wanted and re.fullmatch(r"-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,15})?", text):
        return text, float(text)
    return None


def _without_references(schema: object) -> object:
    return {k: v for k, v in schema.items() if k != "$ref"} if isinstance(schema, dict) else schema


RULES = (WrongType,)
