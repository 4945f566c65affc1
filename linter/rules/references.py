"""NL701, NL702: what a field refers to has to be there. They run where `[[references]]` say which fields refer to what."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linter.diagnostics.diagnostic import Finding
from linter.diagnostics.fix import replace_scalar
from linter.document import Document
from linter.document.nodes import Mapping, Node, Scalar, Sequence
from linter.rules.base import Bad, Context, DocumentRule, FixAvailability, Good, unsafe
from linter.text.labels import labelled
from linter.text.misspellings import is_slip
from linter.text.patterns import lazy_pattern
from linter.text.spellings import folded
from linter.text.wording import show

if TYPE_CHECKING:
    from linter.site.references import Referenced

_ELSEWHERE = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_NO_LAYOUT = frozenset(["none", "null", "nil", "false"])  # Jekyll's words for a page without one
_SHOWN = 3
_AUTHORS = '[[references]]\nfield = "author"\ndata = "{folder}/references/authors.yml"\n'
_PEOPLE = '[[references]]\nfield = "authors.id"\ndata = "{folder}/references/people.csv"\nkey = "id"\n'
_TOPICS = '[[references]]\nfield = "topics"\nfolder = "{folder}/references/topics"\n'
_LAYOUTS = '[[references]]\nfield = "layout"\nlayouts = "{folder}/references/layouts"\n'
_FILES = '[[references]]\nfield = "related[].image"\nfiles = "{folder}/references"\n'


def _has_references(document: Document, context: Context) -> bool:
    return bool(context.knowledge.references)


class UnknownReference(DocumentRule):
    """A field names an author, a topic or a layout that is not there (`[[references]]`).

    ## Why
    The site is built all the same: without the author's name, on no topic page, or in no layout at all.

    The configuration says for a field where its names come from: `data` files, a `folder` of pages, or `layouts`. `newslint init`
    proposes those that hold for nearly all articles.

    ## Fix
    Unsafe: the name that is nearly the same, where there is just one.
    """

    code = "NL701"
    name = "unknown-reference"
    fix_availability = FixAvailability.SOMETIMES
    concerns = _has_references
    examples = (
        Good("author: jane-doe", config=_AUTHORS),
        Good("author: nobody"),
        Good("title: Trams", config=_AUTHORS),
        Good("author: [jane-doe, max]\n", config=_AUTHORS),
        Bad(
            "author: jane-do\n        ^^^^^^^ `author` is `jane-do`, and there is no such name in `{folder}/references/authors.yml`\n",
            fixed="author: jane-doe\n",
            config=_AUTHORS,
        ),
        Bad("author:\n- max\n- erika\n  ^^^^^\n", config=_AUTHORS),
        Bad("authors:\n- id: j2\n- id: j9\n      ^^\n", config=_PEOPLE),
        Bad("topics: [trams, Busses, ferries]\n                ^^^^^^\n", fixed="topics: [trams, buses, ferries]\n", config=_TOPICS),
        Good("layout: post", config=_LAYOUTS),
        Good("layout: blog/long.html", config=_LAYOUTS),
        Bad("layout: pots\n        ^^^^\n", fixed="layout: post\n", config=_LAYOUTS),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        for referenced in context.knowledge.references:
            if referenced.known is not None:
                for scalar in _values(document, referenced, context):
                    if not _is_known(scalar, referenced):
                        yield _report(document, scalar, referenced)


def _is_known(scalar: Scalar, referenced: "Referenced") -> bool:
    text = scalar.text.strip()
    known = referenced.known
    return not text or known is None or text in known or (bool(referenced.reference.layouts) and text in _NO_LAYOUT)


def _report(document: Document, scalar: Scalar, referenced: "Referenced") -> Finding:
    text = scalar.text.strip()
    place = " or ".join(map(show, referenced.places))
    what = "layout" if referenced.reference.layouts else "page" if referenced.reference.folder else "name"
    message = f"{labelled(scalar.pointer)} is {show(text)}, and there is no such {what} in {place}"
    near = _near(text, referenced.known or frozenset())
    if not near:
        return Finding(scalar, message, hint=f"correct it, or add it to {place}")
    meant = " or ".join(map(show, near))
    if len(near) > 1:
        return Finding(scalar, message, hint=f"did you mean {meant}?")
    fix = unsafe(f"Write {meant}", replace_scalar(document, scalar, near[0]), fields=(scalar.pointer,))
    return Finding(scalar, message, hint="" if fix else f"did you mean {meant}?", fix=fix)


def _near(text: str, known: frozenset[str]) -> list[str]:
    """Return the names that are nearly the same: spelt otherwise, else with a slip."""
    alike = sorted(name for name in known if folded(name) == folded(text))
    return (alike or sorted(name for name in known if is_slip(text, name)))[:_SHOWN]


class MissingReferencedFile(DocumentRule):
    """A field names a file that is not there (`[[references]]` with `files`).

    ## Why
    The site shows a broken picture or an empty place. Upper and lower case count, as they do on most servers.

    A path is looked for beside the article and below the folders of `files`, one that begins with `/` only below these.
    Addresses on other sites, and values that a template makes, are not looked at.
    """

    code = "NL702"
    name = "missing-referenced-file"
    concerns = _has_references
    examples = (
        Good("related:\n- image: /topics/trams.md\n- image: https://www.example.com/a.jpg\n", config=_FILES),
        Bad(
            "related:\n- image: /topics/trains.md\n         ^^^^^^^^^^^^^^^^^ "
            "`related[0].image` is `/topics/trains.md`, and there is no such file in `{folder}/references`\n",
            config=_FILES,
        ),
        Bad("related:\n- image: topics/Trams.md\n         ^^^^^^^^^^^^^^^\n", config=_FILES),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        for referenced in context.knowledge.references:
            files = referenced.files
            if files is None:
                continue
            for scalar in _values(document, referenced, context):
                text = scalar.text.strip()
                path = document.source.path
                if not text or _ELSEWHERE.match(text) or "{{" in text or "{%" in text or files.exists(text, path):
                    continue
                near = files.near(text, path)
                place = " or ".join(map(show, referenced.places))
                beside = "" if text.startswith("/") else "beside the article or "
                hint = f"there is {show(near)}: upper and lower case count" if near else "correct the path, or add the file"
                yield Finding(
                    scalar, f"{labelled(scalar.pointer)} is {show(text)}, and there is no such file {beside}in {place}", hint=hint
                )


def _values(document: Document, referenced: "Referenced", context: Context) -> list[Scalar]:
    """Return the texts and numbers that a reference is about, in the order of the file."""
    steps = [step.removesuffix("[]") for step in context.fields.written(referenced.reference.field).split(".")]
    nodes: list[Node] = [document.root] if document.root is not None else []
    for step in steps:
        mappings = [node for node in _spread(nodes) if isinstance(node, Mapping)]
        nodes = [entry.value for mapping in mappings if (entry := mapping.fields.get(step)) is not None]
    return [node for node in _spread(nodes) if isinstance(node, Scalar) and type(node.value) in (str, int)]


def _spread(nodes: list[Node]) -> list[Node]:
    """Return nodes with the items of lists in the place of the lists."""
    return [item for node in nodes for item in (node.items if isinstance(node, Sequence) else [node])]


RULES = (UnknownReference, MissingReferencedFile)
