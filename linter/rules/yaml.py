"""NL009, NL013, NL014: what is written in YAML is not what is loaded."""

from collections.abc import Iterable, Iterator

from linter.article.fields import Vocabulary
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Edit, quoted_like, replace_literal
from linter.document import Document
from linter.document.nodes import Mapping, Scalar, walk
from linter.document.quoting import double_quoted
from linter.document.yaml_readings import core_schema, differ, is_date, number_with_commas
from linter.document.yaml_values import UNLOADABLE
from linter.rules.base import Bad, Context, DocumentRule, FixAvailability, Good, safe, unsafe
from linter.rules.document import ProblemRule
from linter.rules.hidden_text import all_hidden, behind_hash
from linter.schema.problem import SchemaProblem
from linter.source import Span
from linter.text.labels import labelled
from linter.text.patterns import lazy_pattern
from linter.text.wording import show

_ALIAS = lazy_pattern(r"\*([^ \t\r\n,\[\]{}]+)")


class YamlAnchorOrTag(ProblemRule):
    """An anchor, an alias, a merge key or an explicit tag.

    ## Why
    Articles are read by many programs, in several languages. Few of them agree on anchors and tags, and a person who edits an anchored
    value changes every place that refers to it.
    """

    code = "NL009"
    name = "yaml-anchor-or-tag"
    syntaxes = ("YAML",)
    severity = Severity.WARNING
    spoils_reading = True
    examples = (
        Good("title: Trams & buses!"),
        Bad("provider: &city\n          ^^^^^ anchor `&city`\n  name: City\n"),
        Bad("a: !!str 41\n   ^^^^^ tag `!!str`\n"),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        swallowed = {span for span, _ in _swallowed(document, context.fields)}
        return [
            self._report(document, problem, context)
            for problem in document.problems
            if problem.rule == self.name and problem.span not in swallowed
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
    `title: Update #2` has the title `Update`. Nothing complains; the text is just gone. `title: #FerryStrong` has none at all: that is
    an error, and NL102 leaves it to this rule.

    ## Fix
    Unsafe: the whole text is put in quotes. A comment could have been meant.
    """

    concerns = _may_lose_text
    code = "NL013"
    name = "value-lost"
    syntaxes = ("YAML",)
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good('title: "Update #2"\nexcerpt: Ten lines # checked by the desk\n'),
        Bad(
            "title: Update #2 (28 new)\n              ^^^^^^^^^^^ "
            "`title`: everything from `#2` on is lost, as YAML takes it for a comment: put the text in quotes\n",
            fixed='title: "Update #2 (28 new)"\n',
        ),
        Bad(
            "title: &Co news\n       ^^^ `title`: `&Co` is lost, as YAML takes it for the name of an anchor: put the text in quotes\n",
            fixed='title: "&Co news"\n',
        ),
        Bad(
            "title: !Wow news\n       ^^^^ `title`: `!Wow` is lost, as YAML takes it for a tag: put the text in quotes\n",
            fixed='title: "!Wow news"\n',
        ),
        Bad("topics:\n  - C #1\n      ^^\n", fixed='topics:\n  - "C #1"\n'),
        Bad(
            "title: #FerryStrong\n       ^^^^^^^^^^^^ "
            "`title` is empty, as YAML takes `#FerryStrong` for a comment: put the text in quotes\n",
            fixed='title: "#FerryStrong"\n',
        ),
        Bad(
            "topics: #ferry #port\n        ^^^^^^^^^^^^ "
            "`topics` is empty, as YAML takes `#ferry #port` for a comment: make it a list, with the words in quotes\n",
            fixed='topics: ["#ferry", "#port"]\n',
        ),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        if document.root is None:
            return
        text = document.source.text
        aliases: frozenset[str] | None = None
        for span, rest in _swallowed(document, context.fields):
            if aliases is None:
                aliases = frozenset(_ALIAS.findall(text))
            as_what = "the name of an anchor" if text[span.start] == "&" else "a tag"
            fix_breaks = rest.shared and text[span.start + 1 : span.end] in aliases  # another value refers to it
            whole = Span(span.start, rest.end)
            yield self._report(document, rest, f"{_shown(text, span)} is lost", as_what, span, whole, is_referred=fix_breaks)
        for node in walk(document.root):
            if isinstance(node, Scalar) and node.style == "" and node.value is not None and context.fields.is_text(node.pointer):
                lost = behind_hash(text, node.end)
                if lost is not None:
                    words = f"everything from {show(text[slice(*lost)].split()[0])} on is lost"
                    yield self._report(document, node, words, "a comment", lost, Span(node.start, lost.end))
        start, end = document.front_matter.block if document.front_matter is not None else Span(0, 0)
        for problem in context.schema_problems if text.find(" #", start, end) >= 0 else ():
            hidden = all_hidden(document, problem)
            if hidden is not None:
                yield self._report_hidden(document, problem, hidden)

    def _report(
        self, document: Document, node: Scalar, lost: str, as_what: str, span: Span, whole: Span, *, is_referred: bool = False
    ) -> Finding:
        written = document.source.text[whole.start : whole.end]
        fix = None if is_referred else unsafe("Put the whole text in quotes", Edit(whole, double_quoted(written)), fields=(node.pointer,))
        message = f"{labelled(node.pointer)}: {lost}, as YAML takes it for {as_what}: put the text in quotes"
        return Finding(node, message, span=span, fix=fix)

    def _report_hidden(self, document: Document, problem: SchemaProblem, hidden: Span) -> Finding:
        """Report a field that has nothing left: an error, as the schema's demand is broken."""
        node = problem.node
        written = document.source.text[slice(*hidden)]
        is_list = "array" in problem.candidates
        words = [word for part in written.split("#")[1:] if (word := part.strip(" \t,"))]
        content = f"[{', '.join(double_quoted(f'#{word}') for word in words)}]" if is_list else double_quoted(written)
        advice = "make it a list, with the words in quotes" if is_list else "put the text in quotes"
        fix = unsafe("Make it a list" if is_list else "Put the text in quotes", Edit(hidden, content), fields=(node.pointer,))
        message = f"{labelled(node.pointer)} is empty, as YAML takes {show(written)} for a comment: {advice}"
        return Finding(node, message, span=hidden, fix=fix, severity=Severity.ERROR)


def _shown(text: str, span: Span) -> str:
    return show(text[slice(*span)])


def _swallowed(document: Document, fields: Vocabulary) -> Iterator[tuple[Span, Scalar]]:
    """Yield anchors and tags that stand where a text field's text begins, with the scalar that is left of it."""
    if document.root is None or not any(p.rule == "yaml-anchor-or-tag" for p in document.problems):
        return
    spans = {p.span.end: p.span for p in document.problems if p.rule == "yaml-anchor-or-tag"}
    text = document.source.text
    for node in walk(document.root):
        if not isinstance(node, Scalar) or node.style != "" or not fields.is_text(node.pointer):
            continue
        before = len(text[: node.start].rstrip(" \t"))
        span = spans.get(before) or spans.get(node.start)
        if span is not None and text[span.start] in "&!" and not text.startswith("!!", span.start):
            yield span, node


class AmbiguousScalar(DocumentRule):
    """A plain value that tools read as different types: `yes`, `010`, `1e3`, `12:30`, `1,000`, a date in place of text.

    ## Why
    Jekyll reads YAML 1.1, most other tools 1.2. One sees `true`, 8 and 45000, the other `"yes"`, 10 and `"12:30:00"`. For Jekyll `1,000`
    is a number, and for many tools a title `2024-03-04` is a date, on which they fail where they expect text; in TOML it is one for all.

    ## Fix
    Safe where newslint's own reading (YAML 1.1, with dates as text) is kept: text is put in quotes, booleans become `true` and `false`,
    null becomes `null`, and the underscores of whole numbers go. Unsafe for numbers that tools read as different ones (`010`), and for
    `1,000` where no text is expected.
    """

    code = "NL014"
    name = "ambiguous-scalar"
    syntaxes = ("YAML", "TOML")
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good('published: true\nquality: 41\ntitle: "yes"\npublishedDateTime: 2020-01-31T00:00:00Z\n'),
        Bad(
            "published: yes\n           ^^^ "
            "`published`: some tools read `yes` as `true`, others as the text `yes`: write `true`, or text in quotes\n",
            fixed="published: true\n",
        ),
        Bad(
            "quality: 010\n         ^^^ `quality`: some tools read `010` as `8`, others as `10`: write the number that is meant\n",
            fixed="quality: 8\n",
        ),
        Bad(
            "title: 1e3\n       ^^^ `title`: some tools read `1e3` as the text `1e3`, others as `1000.0`: put it in quotes\n",
            fixed='title: "1e3"\n',
        ),
        Bad(
            "quality: 1_000\n         ^^^^^ "
            "`quality`: some tools read `1_000` as `1000`, others as the text `1_000`: write the number that is meant\n",
            fixed="quality: 1000\n",
        ),
        Bad(
            "title: 2024-03-04\n       ^^^^^^^^^^ "
            "`title`: some tools read `2024-03-04` as a date, others as the text `2024-03-04`: put it in quotes\n",
            fixed='title: "2024-03-04"\n',
        ),
        Bad("topics: [2024-03-04]\n         ^^^^^^^^^^\n", fixed='topics: ["2024-03-04"]\n'),
        Bad("+++\ntitle = 2024-03-04\n        ^^^^^^^^^^\n+++\n", raw=True, fixed='+++\ntitle = "2024-03-04"\n+++\n'),
        Bad(
            "title: 1,000\n       ^^^^^ `title`: some tools read `1,000` as `1000`, others as the text `1,000`: put it in quotes\n",
            fixed='title: "1,000"\n',
        ),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        if not document.odd or document.root is None:
            return []
        keys = _keys_beside(document.odd)
        if document.syntax.name == "TOML":
            return [_report_date(document, scalar) for scalar in document.odd if context.fields.is_text(scalar.pointer)]
        read = ((scalar, _readings(scalar, context.fields)) for scalar in document.odd if scalar.key is not None and id(scalar) not in keys)
        ambiguous = [(scalar, readings) for scalar, readings in read if readings is not None]
        wrong = {id(problem.node) for problem in context.schema_problems if problem.rule == "wrong-type"} if ambiguous else set()
        return [self._report(document, scalar, *readings, context.fields) for scalar, readings in ambiguous if id(scalar) not in wrong]

    def _report(self, document: Document, scalar: Scalar, some: str, others: str, fields: Vocabulary) -> Finding:
        value = scalar.value
        read = f"read {show(scalar.text)} as {some}" if some else f"cannot read {show(scalar.text)}"
        make, advice = safe, "put it in quotes"
        if isinstance(value, str):
            edit = Edit(scalar.span, double_quoted(value)) if quoted_like(document, scalar, value) is not None else None
            title = "Put it in quotes"
            if number_with_commas(value) is not None and not fields.is_text(scalar.pointer):
                make, advice = unsafe, "write the number without commas, or text in quotes"  # a number may well have been meant
        elif value is None or isinstance(value, bool):
            literal = {None: "null", True: "true", False: "false"}[value]
            edit, title, advice = replace_literal(scalar, literal), f"Write {show(literal)}", f"write {show(literal)}, or text in quotes"
        elif isinstance(value, int):
            edit, title, advice = replace_literal(scalar, str(value)), f"Write `{value}`", "write the number that is meant"
            if scalar.text.replace("_", "") != str(value):
                make, title = unsafe, f"{title}, as Jekyll reads it"  # `010` may well have been meant as ten
        else:
            edit = replace_literal(scalar, repr(value)) if repr(value).replace(".", "").isdigit() else None
            title, advice = f"Write {show(repr(value))}", "write the number that is meant"
        fix = make(title, edit, fields=(scalar.pointer,)) if edit else None
        message = f"{labelled(scalar.pointer)}: some tools {read}, others as {others}: {advice}"
        return Finding(scalar, message if some else message.replace("others as", "others read"), fix=fix)


def _keys_beside(scalars: Iterable[Scalar]) -> set[int]:
    """Return the identities of all keys of the mappings that scalars are in, each mapping looked at once."""
    mappings = {id(parent): parent for scalar in scalars if isinstance(parent := scalar.parent, Mapping)}
    return {id(entry.key) for mapping in mappings.values() for entry in mapping.entries}


def _report_date(document: Document, scalar: Scalar) -> Finding:
    """Report a date of TOML where people read text: Hugo and Zola stop at it."""
    written = document.written(scalar)
    fix = safe("Put it in quotes", replace_literal(scalar, double_quoted(written)), fields=(scalar.pointer,))
    return Finding(scalar, f"{labelled(scalar.pointer)}: TOML reads {show(written)} as a date, not as text: put it in quotes", fix=fix)


def _readings(scalar: Scalar, fields: Vocabulary) -> tuple[str, str] | None:
    """Return what some readers and what the others make of a plain value; None where all agree."""
    text, value = scalar.text, scalar.value
    if differ(text, value):
        return "" if text in UNLOADABLE else _reading(value), _reading(core_schema(text))
    if isinstance(value, str):
        number = number_with_commas(text)
        if number is not None:
            return _reading(number), _reading(value)
        if is_date(text) and fields.is_text(scalar.pointer):
            return "a date", _reading(value)
    return None


def _reading(value: object) -> str:
    if isinstance(value, str):
        return f"the text {show(value)}"
    return "nothing" if value is None else show(value)


RULES = (YamlAnchorOrTag, ValueLost, AmbiguousScalar)
