"""NL101: fields that the JSON Schema requires, and fields under a misspelt name."""

from linter.article.fields import PAGE_URLS, Form, Vocabulary, entry_of
from linter.diagnostics.fix import Fix, rename_key
from linter.diagnostics.skeleton import insert_fields
from linter.document import Document
from linter.document.nodes import Mapping, Node, escape_pointer
from linter.rules.base import Bad, Context, FixAvailability, Good, safe, unsafe
from linter.rules.schema_base import WHOLE_ARTICLE, SchemaRule, breaks_nothing_more, whole_article
from linter.schema.problem import SchemaProblem
from linter.source import Span
from linter.text.misspellings import differs_in_case
from linter.text.path_dates import path_date
from linter.text.urls import parse_url
from linter.text.wording import show


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
            + whole_article(title="")
            + "---\n",
            raw=True,
            fixed="---\n" + whole_article(title="title: City opens its first solar tram line\n") + "---\n",
        ),
        Bad(
            "---\n^^^ missing 2 fields: `category`, `webUrl`\n" + whole_article(category="", webUrl="") + "---\n",
            raw=True,
            fixed="---\n" + whole_article(webUrl="webUrl: https://www.example.com/2024/solar-tram\n") + "---\n",
        ),
        Bad(whole_article(title="titel: Trams\n^^^^^ `title` is missing; is `titel` on line 3 meant?\n"), fixed=WHOLE_ARTICLE),
        Bad(
            whole_article(name="").replace(
                "provider:\n",
                "provider:\n^^^^^^^^ `provider.name` is missing: the publisher's name, as plain text, for example `Example News`\n",
            ),
            fixed=whole_article(name="  name: Example News\n"),
        ),
        Good(whole_article(quality="", heat="", published="")),
        Bad(
            "---\n^^^ missing 2 fields beside `quality`: `heat`, `published`\n" + whole_article(heat="", published="") + "---\n",
            raw=True,
            fixed="---\n" + whole_article(heat="heat: 64\n", published="published: true\n") + "---\n",
        ),
    )

    def _span(self, document: Document, problem: SchemaProblem) -> Span:
        entry = problem.node.fields.get(problem.misspelt) if isinstance(problem.node, Mapping) and problem.misspelt is not None else None
        return entry.key.span if entry is not None else super()._span(document, problem)

    def _fix(self, document: Document, problem: SchemaProblem, context: Context) -> Fix | None:
        if problem.misspelt is not None:
            return rename_fix(document, problem.node, problem.misspelt, problem.missing[0], context)
        node, steps = problem.node, problem.node.pointer.split("/")[1:]
        if not isinstance(node, Mapping) or any(context.fields.is_untouchable(f"{node.pointer}/{name}") for name in problem.missing):
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
    if not isinstance(node, Mapping) or node.shared or name in node.fields or context.fields.is_untouchable(f"/{key}/{name}"):
        return None
    entry = node.fields[key]
    if entry.key.parent is not node or sum(other.key.text == key for other in node.entries) > 1:
        return None
    fields = tuple(f"{node.pointer}/{escape_pointer(step)}" for step in (key, name))
    is_sure = differs_in_case(key, name) and node is document.root and _reveals_nothing(node, entry.value, name, context.fields)
    renamed = {name if old == key else old: value for old, value in node.value.items()}
    make = safe if is_sure and breaks_nothing_more(document, renamed, context) else unsafe
    return make(f"Rename to {show(name)}", rename_key(document, entry, name), fields=fields)


def _reveals_nothing(root: Mapping, value: Node, name: str, fields: Vocabulary) -> bool:
    """Whether no rule but those on the schema would look at a value under the name `name`, or find anything there.

    Of the fields that rules look at, this is only said of an address on the provider's own domain.
    """
    field = fields.field_at(f"/{name}")
    if field is None or field.form in (Form.WORD, Form.NUMBER, Form.FLAG):
        return True
    domain = entry_of(root, fields.written("provider.domain"))
    url = parse_url(value.value) if field.name == "webUrl" and isinstance(value.value, str) else None
    if url is None or not url.is_ordinary or domain is None or not isinstance(domain.value.value, str) or path_date(url.text) is not None:
        return False
    is_alone = all(entry_of(root, fields.written(other)) is None for other in PAGE_URLS)
    return f".{url.host}".endswith(f".{domain.value.value}") and is_alone


RULES = (MissingField,)
