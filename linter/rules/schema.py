"""NL101-NL105, NL109: what the JSON Schema demands of values."""

import re
from collections.abc import Iterable
from itertools import islice

from linter.article.article import FIELDS, PAGE_URLS, Form, form_of
from linter.diagnostics.diagnostic import Finding
from linter.diagnostics.fix import Edit, Fix, rename_key, replace_literal, replace_scalar
from linter.diagnostics.skeleton import insert_fields
from linter.document import Document
from linter.document.nodes import Collection, Mapping, Node, Scalar, Sequence, escape_pointer
from linter.document.quoting import double_quoted
from linter.rules.base import Bad, Context, DocumentRule, FixAvailability, Good, key_span, safe, unsafe, value_span
from linter.rules.hidden_text import all_hidden
from linter.schema.problem import SchemaProblem
from linter.schema.schema import is_schema_valid_for
from linter.schema.shapes import sentence_with_colon
from linter.source import Span
from linter.text.misspellings import differs_in_case, edit_distance, is_slip
from linter.text.path_dates import path_date
from linter.text.timestamps import read_timestamp
from linter.text.urls import clean_domain, parse_url
from linter.text.wording import show

WHOLE_ARTICLE = """\
category: news
title: Trams
excerpt: Ten cities build new lines.
publishedDateTime: 2024-05-01T06:00:00Z
webUrl: https://news.example.org/trams
type: article
quality: 65
heat: -1
published: false
provider:
  name: Example
  domain: example.org
topics:
  - Transport
"""


def _whole(**lines: str) -> str:
    """Return the whole example article with some lines replaced: none by an empty string."""
    text = WHOLE_ARTICLE
    for key, line in lines.items():
        text = re.sub(rf"(?m)^(?: *){key}:.*\n", line, text)
    return text


def _breaks_schema(document: Document, context: Context) -> bool:
    return bool(context.schema_problems)


class SchemaRule(DocumentRule):
    concerns = _breaks_schema

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        return [self._report(document, p, context) for p in context.schema_problems if p.rule == self.name]

    def _report(self, document: Document, problem: SchemaProblem, context: Context) -> Finding:
        field = problem.node.pointer if problem.key is None else f"{problem.node.pointer}/{escape_pointer(problem.key)}"
        diagnostic = Finding(
            problem.node,
            problem.message,
            span=self._span(document, problem),
            field=field,
            hint=self._hint(problem, context),
            fix=self._fix(document, problem, context) if "secured" not in field.split("/") else None,
        )
        return diagnostic if problem.severity is None else diagnostic._replace(severity=problem.severity)

    def _span(self, document: Document, problem: SchemaProblem) -> Span:
        """Mark a scalar itself, a list or mapping by its key, the whole front matter by its opening fence."""
        node = problem.node
        if not isinstance(node, Collection):
            return value_span(document, node)
        opening = document.front_matter.opening if document.front_matter else node.span
        if node.parent is None:
            return opening if opening.end > opening.start else Span(node.start, node.start + 1)
        key = key_span(node)
        return key or document.source.first_line(node.span)

    def _hint(self, problem: SchemaProblem, context: Context) -> str:
        return problem.hint

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        return None


class MissingField(SchemaRule):
    """Fields that the schema requires are missing.

    ## Why
    What reads the articles relies on them: a list without titles, a feed without dates.

    All the fields that one mapping lacks are one diagnostic. It marks the mapping: its key, or the opening `---`. A field that is there
    under a misspelt name is a diagnostic of its own, at that name.

    ## Fix
    Unsafe: a misspelt name is put right (safe where only upper and lower case differ); other fields are put in with the example that the
    schema gives (`default`, `examples`), in the schema's order, for a person to fill in.
    """

    code = "NL101"
    name = "missing-field"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good(WHOLE_ARTICLE),
        Bad(
            "---\n^^^ "
            "`title` is missing: the headline, as plain text, for example `City opens its first solar tram line`\n"
            + _whole(title="")
            + "---\n",
            raw=True,
            fixed="---\n" + _whole(title="title: City opens its first solar tram line\n") + "---\n",
        ),
        Bad(
            "---\n^^^ missing 2 fields: `category`, `webUrl`\n" + _whole(category="", webUrl="") + "---\n",
            raw=True,
            fixed="---\n" + _whole(webUrl="webUrl: https://www.example.com/2024/solar-tram\n") + "---\n",
        ),
        Bad(_whole(title="titel: Trams\n^^^^^ `title` is missing; is `titel` on line 3 meant?\n"), fixed=WHOLE_ARTICLE),
        Bad(
            _whole(name="").replace(
                "provider:\n",
                "provider:\n^^^^^^^^ `provider.name` is missing: the publisher's name, as plain text, for example `Example News`\n",
            ),
            fixed=_whole(name="  name: Example News\n"),
        ),
        Good(_whole(quality="", heat="", published="")),
        Bad(
            "---\n^^^ missing 2 fields beside `quality`: `heat`, `published`\n" + _whole(heat="", published="") + "---\n",
            raw=True,
            fixed="---\n" + _whole(heat="heat: 64\n", published="published: true\n") + "---\n",
        ),
    )

    def _span(self, document: Document, problem: SchemaProblem) -> Span:
        entry = problem.node.fields.get(problem.misspelt) if isinstance(problem.node, Mapping) and problem.misspelt is not None else None
        return entry.key.span if entry is not None else super()._span(document, problem)

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        if problem.misspelt is not None:
            return rename_fix(document, problem.node, problem.misspelt, problem.missing[0], context)
        node, steps = problem.node, problem.node.pointer.split("/")[1:]
        if not isinstance(node, Mapping) or "secured" in (*steps, *problem.missing):
            return None
        words = context.knowledge.schema.words
        path = [int(step) if step.isdecimal() else step.replace("~1", "/").replace("~0", "~") for step in steps]
        values = [(name, found.examples[0]) for name in problem.missing if (found := words.of((*path, name))).examples]
        edits = insert_fields(document, node, values, words.names(path))
        if not edits:
            return None
        fields = tuple(f"{node.pointer}/{escape_pointer(name)}" for name, _ in values)
        return unsafe("Insert the schema's example" + ("s" if len(values) > 1 else ""), *edits, fields=fields)


def rename_fix(document: Document, node: Node, key: str, name: str, context: Context) -> Fix | None:
    """Give a field another name; None where that would leave two of it, or change more than it shows.

    Safe where only case differs, and where nothing new can be found wrong with the field under its right name.
    """
    if not isinstance(node, Mapping) or node.shared or name in node.fields or "secured" in (key, name):
        return None
    entry = node.fields[key]
    if entry.key.parent is not node or sum(other.key.text == key for other in node.entries) > 1:
        return None
    fields = tuple(f"{node.pointer}/{escape_pointer(step)}" for step in (key, name))
    is_sure = differs_in_case(key, name) and node is document.root and _reveals_nothing(node, entry.value, name)
    renamed = {name if old == key else old: value for old, value in node.value.items()}
    make = safe if is_sure and _breaks_nothing_more(document, renamed, context) else unsafe
    return make(f"Rename to {show(name)}", rename_key(document, entry, name), fields=fields)


def _reveals_nothing(root: Mapping, value: Node, name: str) -> bool:
    """Whether no rule but those on the schema would look at a value under the name `name`, or find anything there.

    Of the fields that rules look at, this is only said of an address on the provider's own domain.
    """
    if name not in FIELDS:
        return True
    provider = root.value.get("provider")
    domain = provider.get("domain") if isinstance(provider, dict) else None
    url = parse_url(value.value) if name == "webUrl" and isinstance(value.value, str) else None
    if url is None or not url.is_ordinary or not isinstance(domain, str) or path_date(url.text) is not None:
        return False
    return f".{url.host}".endswith(f".{domain}") and not any(other in root.fields for other in PAGE_URLS)


def _breaks_nothing_more(document: Document, changed: dict[str, object], context: Context) -> bool:
    """Whether the schema finds nothing wrong with changed data that it does not find now."""
    schema = context.knowledge.schema
    assert document.root is not None

    def broken(data: object) -> set[tuple[str, str, str]]:
        return {(str(wrong.steps), wrong.keyword, wrong.message) for wrong in schema.violations(data)}

    try:
        return broken(changed) <= broken(document.root.value)
    except (ValueError, TypeError):  # what the engine stumbles over cannot be proved
        return False


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
        if "string" not in wanted or form_of(node.pointer, dict(context.settings.fields)) is not None or node.shared:
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


class OutOfRange(SchemaRule):
    """A number is smaller or larger than allowed.

    ## Why
    A score outside its scale sorts above everything else, or below. The ranges of `quality` and `heat` are configurable (`[ranges]`).
    """

    code = "NL103"
    name = "out-of-range"
    examples = (
        Good("quality: 189\nheat: -1"),
        Bad("quality: 201\n         ^^^ `quality` is `201`; the highest allowed value is `200`\n"),
        Good("heat: 3694"),
        Bad("quality: 101\n         ^^^\n", config="[ranges]\nquality = [0, 100]\n"),
        Bad("heat: 3694\n      ^^^^\n", config="[ranges]\nheat = [-1, 1000]\n"),
        Bad("heat: -2\n      ^^ `heat` is `-2`; the lowest allowed value is `-1`\n"),
        Bad("images:\n  - url: https://cdn.example.net/tram.jpg\n    width: 0\n           ^\n"),
    )


class UnknownValue(SchemaRule):
    """A value is none of those that the schema lists.

    ## Why
    Programs branch on these values. One they do not know takes a way that nobody planned.

    ## Fix
    The nearest listed value, where one is near: safe where only upper and lower case differ, else unsafe.
    """

    code = "NL104"
    name = "unknown-value"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("type: video"),
        Bad("type: Article\n      ^^^^^^^ `type` must be `article` or `video`, not `Article`\n", fixed="type: article\n"),
        Bad("type: vidoe\n      ^^^^^\n", fixed="type: video\n"),
        Bad("type: podcast\n      ^^^^^^^\n"),
    )

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        node = problem.node
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            return None
        written = node.value.strip()
        near = [value for value in problem.candidates if _is_near(written, value)]
        if not near:
            return None
        nearest = min(near, key=lambda value: (edit_distance(written.casefold(), value.casefold()), value))
        is_sure = differs_in_case(node.value, nearest) and sum(differs_in_case(written, value) for value in near) == 1
        root = document.root
        if is_sure and root is not None and node.parent is root:
            is_sure = _breaks_nothing_more(document, {**root.value, str(node.key): nearest}, context)
        make = safe if is_sure and node.parent is root else unsafe
        return make(f"Write {show(nearest)}", replace_scalar(document, node, nearest), fields=(node.pointer,))


def _is_near(written: str, value: str) -> bool:
    """Whether one of a few listed values may have been meant: that is looser than for names."""
    return is_slip(written, value) or (len(value) > _SHORT and edit_distance(written, value) <= _NEAR)


_SHORT, _NEAR = 4, 2


class BadFormat(SchemaRule):
    """Text does not have the form that the schema asks for (`pattern`, `format`).

    ## Why
    What reads the field takes it apart by this form. URLs and timestamps have rules of their own (NL2, NL3).
    """

    code = "NL105"
    name = "bad-format"
    examples = (
        Good("category: news\nlocale: en-us"),
        Bad("category: Top News\n          ^^^^^^^^ `category` should look like `news`, found `Top News`\n"),
        Bad("locale: english (US)\n        ^^^^^^^^^^^^\n"),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        names = dict(context.settings.fields)
        return [
            self._report(document, problem, context)
            for problem in context.schema_problems
            if problem.rule == self.name and judging_rule(problem.node, names) not in context.knowledge.checked
        ]


def judging_rule(node: Node, names: dict[str, str]) -> str | None:
    """Return the rule that finds fault with the form of a URL, domain or timestamp: that is one mistake, and reported once."""
    form = form_of(node.pointer, names)
    if not isinstance(node, Scalar) or form is None:
        return None
    if form is Form.URL:
        return "NL301" if parse_url(node.text) is None else None
    if form is Form.DOMAIN:
        return "NL319" if clean_domain(node.text) != node.text else None
    time = read_timestamp(node.text)
    if time.impossible is not None:
        return "NL202"
    return "NL201" if time.problem is not None else "NL203" if time.local else None


class SchemaViolation(SchemaRule):
    """The front matter breaks a demand of the schema that no other rule stands for.

    ## Why
    Schemas of your own may say more than types and ranges: `not`, `contains`, `propertyNames` and the like.
    """

    code = "NL109"
    name = "schema-violation"
    examples = (
        Good("title: Trams"),
        Bad(
            "title: Trams\n       ^^^^^ `title` must not be what the schema's `not` describes, found `Trams`\n",
            config='schema = "{folder}/no-trams.schema.json"\n',
        ),
    )


RULES = (MissingField, WrongType, OutOfRange, UnknownValue, BadFormat, SchemaViolation)
