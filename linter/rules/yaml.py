"""NL009, NL013, NL014: what is written in YAML is not what is loaded."""

import re
from collections.abc import Iterable, Iterator

from linter.article.article import is_text_field
from linter.diagnostics.diagnostic import Diagnostic, Severity
from linter.diagnostics.fix import Edit, double_quoted, quoted_like, replace_literal
from linter.document import Document
from linter.document.nodes import Mapping, Scalar, Sequence, walk
from linter.document.yaml_values import UNLOADABLE
from linter.rules.base import Bad, Context, DocumentRule, FixAvailability, Good, safe, unsafe
from linter.rules.document import ProblemRule
from linter.source import Span
from linter.text.patterns import lazy_pattern
from linter.text.wording import show


class YamlAnchorOrTag(ProblemRule):
    """An anchor, an alias, a merge key or an explicit tag.

    ## Why
    Articles are read by many programs, in several languages. Few of them agree on anchors and tags, and a person who edits an anchored
    value changes every place that refers to it.
    """

    code = "NL009"
    name = "yaml-anchor-or-tag"
    severity = Severity.WARNING
    examples = (
        Good("title: Trams & buses!"),
        Bad("provider: &city\n          ^^^^^\n  name: City\n"),
        Bad("a: !!str 41\n   ^^^^^\n"),
    )

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        swallowed = {span for span, _ in _swallowed(document)}
        return [
            self._report(document, problem) for problem in document.problems if problem.rule == self.name and problem.span not in swallowed
        ]


def _may_lose_text(document: Document, context: Context) -> bool:
    front_matter = document.front_matter
    if front_matter is None or document.problems:
        return True
    start, end = front_matter.block
    text = document.source.text
    return text.find("#", start, end) >= 0 and text.find(" #", start, end) >= 0  # the first alone is five times as fast


class ValueLost(DocumentRule):
    """Text that YAML drops: behind ` #`, or swallowed as an anchor (`&Co`) or a tag (`!Wow`).

    ## Why
    `title: Update #2` has the title `Update`. Nothing complains; the text is just gone.

    ## Fix
    Unsafe: the whole text is put in quotes. A comment could have been meant.
    """

    concerns = _may_lose_text
    code = "NL013"
    name = "value-lost"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good('title: "Update #2"\nexcerpt: Ten lines # checked by the desk\n'),
        Bad("title: Update #2 (28 new)\n              ^^^^^^^^^^^\n", fixed='title: "Update #2 (28 new)"\n'),
        Bad("title: &Co news\n       ^^^\n", fixed='title: "&Co news"\n'),
        Bad("title: !Wow news\n       ^^^^\n", fixed='title: "!Wow news"\n'),
        Bad("topics:\n  - C #1\n      ^^\n", fixed='topics:\n  - "C #1"\n'),
    )

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        if document.root is None:
            return
        for span, rest in _swallowed(document):
            yield self._report(document, rest, span, Span(span.start, rest.end))
        text = document.source.text
        for node in walk(document.root):
            if isinstance(node, Scalar) and node.style == "" and node.value is not None and is_text_field(node.pointer):
                lost = re.compile(r"[ \t]+(#[^\s#][^\r\n]*?)[ \t]*(?=[\r\n]|\Z)").match(text, node.end)
                if lost is not None:
                    yield self._report(document, node, Span(*lost.span(1)), Span(node.start, lost.end(1)))

    def _report(self, document: Document, node: Scalar, lost: Span, whole: Span) -> Diagnostic:
        written = document.source.text[whole.start : whole.end]
        fix = unsafe("Put the whole text in quotes", Edit(whole, double_quoted(written)), fields=(node.pointer,))
        if node.shared and document.source.text.count("*" + written[1:].split()[0]):
            fix = None
        dropped = show(document.source.text[lost.start : lost.end])
        return self.diagnostic(document, node, f"YAML drops {dropped} from the text", span=lost, fix=fix)


def _swallowed(document: Document) -> Iterator[tuple[Span, Scalar]]:
    """Yield anchors and tags that stand where a text field's text begins, with the scalar that is left of it."""
    if document.root is None or not any(p.rule == "yaml-anchor-or-tag" for p in document.problems):
        return
    spans = {p.span.end: p.span for p in document.problems if p.rule == "yaml-anchor-or-tag"}
    text = document.source.text
    for node in walk(document.root):
        if not isinstance(node, Scalar) or node.style != "" or not is_text_field(node.pointer):
            continue
        before = len(text[: node.start].rstrip(" \t"))
        span = spans.get(before) or spans.get(node.start)
        if span is not None and text[span.start] in "&!" and not text.startswith("!!", span.start):
            yield span, node


class AmbiguousScalar(DocumentRule):
    """A plain value that readers of YAML 1.1 and 1.2 load as different types: `yes`, `010`, `1e3`, `12:30`.

    ## Why
    Jekyll reads YAML 1.1, most other tools 1.2. One sees `true`, 8 and 45000, the other `"yes"`, 10 and `"12:30:00"`.

    ## Fix
    Safe where newslint's own reading (YAML 1.1, as Jekyll's) is kept: text is put in quotes, booleans become `true` and `false`, null
    becomes `null`, and the underscores of whole numbers go. Unsafe for numbers that the versions read as different ones (`010`).
    """

    code = "NL014"
    name = "ambiguous-scalar"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good('published: true\nquality: 41\ntitle: "yes"\npublishedDateTime: 2020-01-31T00:00:00Z\n'),
        Bad("published: yes\n           ^^^\n", fixed="published: true\n"),
        Bad("quality: 010\n         ^^^\n", fixed="quality: 8\n"),
        Bad("title: 1e3\n       ^^^\n", fixed='title: "1e3"\n'),
        Bad("quality: 1_000\n         ^^^^^\n", fixed="quality: 1000\n"),
    )

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        if not document.odd or document.root is None:
            return []
        wrong = {id(problem.node) for problem in context.schema_problems if problem.rule == "wrong-type"}
        return [
            self._report(document, scalar)
            for scalar in document.odd
            if scalar.key is not None and id(scalar) not in wrong and not _is_key(scalar) and _is_ambiguous(scalar)
        ]

    def _report(self, document: Document, scalar: Scalar) -> Diagnostic:
        value = scalar.value
        old = "cannot load it" if scalar.text in UNLOADABLE else f"reads {_reading(value)}"
        readings = f"YAML 1.1 {old}, YAML 1.2 reads {_reading(_core_schema(scalar.text))}"
        make = safe
        if isinstance(value, str):
            content = quoted_like(document, scalar, value)
            edit = Edit(scalar.span, double_quoted(value)) if content is not None else None
        elif value is None or isinstance(value, bool):
            edit = replace_literal(scalar, {None: "null", True: "true", False: "false"}[value])
        elif isinstance(value, int):
            edit = replace_literal(scalar, str(value))
            make = safe if scalar.text.replace("_", "") == str(value) else unsafe  # `010` may well have been meant as ten
        else:
            edit = replace_literal(scalar, repr(value)) if repr(value).replace(".", "").isdigit() else None
        fix = make("Write it unambiguously", edit, fields=(scalar.pointer,)) if edit else None
        return self.diagnostic(document, scalar, f"{show(scalar.text)} is ambiguous: {readings}", fix=fix)


def _is_key(scalar: Scalar) -> bool:
    parent = scalar.parent
    if isinstance(parent, Sequence):
        return False
    return isinstance(parent, Mapping) and any(entry.key is scalar for entry in parent.entries)


_CORE_WORDS: dict[str, object] = {"~": None, "null": None, "Null": None, "NULL": None}
_CORE_WORDS |= {form: word == "true" for word in ("true", "false") for form in (word, word.capitalize(), word.upper())}
_CORE = lazy_pattern(
    r"(?P<int>[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


def _core_schema(text: str) -> object:
    """Return what YAML 1.2's core schema (section 10.3.2) makes of a plain scalar."""
    if text in _CORE_WORDS:
        return _CORE_WORDS[text]
    match = _CORE.fullmatch(text)
    if match is None:
        return text
    if match["int"] and len(text) < 300:
        return int(text, 8 if text.startswith("0o") else 16 if text.startswith("0x") else 10)
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


def _is_ambiguous(scalar: Scalar) -> bool:
    if scalar.text in UNLOADABLE:
        return True
    old, new = scalar.value, _core_schema(scalar.text)
    if isinstance(old, float) and isinstance(new, float) and old == new:
        return False
    if isinstance(old, float) and isinstance(new, float) and old != old and new != new:
        return False  # `.nan`, which equals nothing, not even itself
    return type(old) is not type(new) or old != new


def _reading(value: object) -> str:
    if isinstance(value, str):
        return f"the string {show(value)}"
    return show(value)


RULES = (YamlAnchorOrTag, ValueLost, AmbiguousScalar)
