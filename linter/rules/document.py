"""NL003-NL007, NL010: whether the front matter can be read; what the reader found, as rules."""

from collections.abc import Iterable

from linter.diagnostics.diagnostic import Finding, Related, Severity
from linter.diagnostics.fix import Edit, Fix, apply_edits
from linter.document import Document
from linter.document.nodes import Mapping, walk
from linter.document.problem import Problem
from linter.rules.base import Bad, Context, DocumentRule, FixAvailability, Good, safe, unsafe
from linter.source import BOM, Span
from linter.text.wording import escape, show


def has_problems(document: Document, context: Context) -> bool:
    return bool(document.problems)


class ProblemRule(DocumentRule):
    concerns = has_problems

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        return [self._report(document, problem, context) for problem in document.problems if problem.rule == self.name]

    def _report(self, document: Document, problem: Problem, context: Context) -> Finding:
        related = (Related("first seen here", problem.first),) if problem.first else ()
        return Finding(
            problem.span,
            escape(problem.message),
            field=problem.field,
            hint=escape(problem.hint),
            fix=self._fix(document, problem, context),
            related=related,
        )

    def _fix(self, document: Document, problem: Problem, context: Context) -> Fix | None:
        return None


class BrokenSyntax(ProblemRule):
    """The front matter is not valid YAML, TOML or JSON, or YAML reads a line otherwise than it looks.

    ## Why
    Builds break or, worse, drop the article. The usual cause is a title with a colon and a space in it. `-Transport` and
    `quality: “61”` break nothing, but YAML reads plain text in them, where a list and a number were meant.

    ## Fix
    Safe where it is proved: the block then parses, the value equals the text as written, and every other value is unchanged.
    Unsafe where something goes or more than one thing may have been meant: a comma behind a value, quotes inside a value, a text
    behind `#`. The front matter is checked in the same run as if all that were fixed.
    """

    code = "NL003"
    name = "broken-syntax"
    fix_availability = FixAvailability.SOMETIMES
    spoils_reading = True
    ignored_in_whole_file = True
    examples = (
        Good('title: "Trams, part 1: how they work"'),
        Bad(
            "title: Trams, part 1: how they work\n       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            '`title` contains ": ", which YAML reads as a new field: put the whole title in quotes\n'
            "quality: 5\n",
            fixed='title: "Trams, part 1: how they work"\nquality: 5\n',
        ),
        Bad(
            "title: @city tweets\n       ^^^^^^^^^^^^ `title` begins with `@`: put the whole title in quotes\n",
            fixed='title: "@city tweets"\n',
        ),
        Bad(
            'title: "Trams" are back\n       ^^^^^^^^^^^^^^^^ '
            "`title` goes on behind the closing quote: put the whole title in the other kind of quotes\n",
            fixed="title: '\"Trams\" are back'\n",
        ),
        Bad(
            "title: 'Tram's back'\n       ^^^^^^^^^^^^^ `title` ends early, at its second `'`: use the other kind of quotes around it\n",
            fixed='title: "Tram\'s back"\n',
        ),
        Bad(
            'title: "Trams are back\n       ^ '
            '`title` begins with a quote `"` that is never closed: close it at the end of the title\n'
            "quality: 5\n",
            fixed='title: "Trams are back"\nquality: 5\n',
        ),
        Bad(
            'title: "Trams are back",\n                       ^ `title` has a comma behind its closing quote: YAML needs none, remove it\n',
            fixed='title: "Trams are back"\n',
        ),
        Bad(
            'title: "Tram \\ud83d\\ude8b"\n             ^^^^^^^^^^^^ '
            "`title` holds `\\ud83d\\ude8b`, which YAML cannot read: write the character itself\n",
            fixed='title: "Tram 🚋"\n',
        ),
        Bad("title:Trams\n     ^ `title` needs a space after its colon\nquality: 5\n", fixed="title: Trams\nquality: 5\n"),
        Bad(
            "excerpt: >- Ten lines\n         ^^^^^^^^^^^^ "
            "`excerpt` has its text on the line of `>-`: put the text on the next line, or leave `>-` out\n",
            fixed='excerpt: "Ten lines"\n',
        ),
        Bad(
            "quality: “61”\n         ^^^^ `quality` has curly quotes around it, which YAML takes for a part of the value: write `61`\n",
            fixed="quality: 61\n",
        ),
        Bad(
            "topics:\n  -Trams\n  ^^^^^^ `topics` has items with no space behind the dash: write `- ` before each\n  -Buses\n",
            fixed="topics:\n  - Trams\n  - Buses\n",
        ),
        Bad(
            "topics: [Trams, Line #2]\n                     ^ "
            "`topics` is lost from `#` on, as YAML takes it for a comment: put the item in quotes\n",
            fixed='topics: [Trams, "Line #2"]\n',
        ),
        Bad("topics:\n\t- Trams\n^ this line is indented with a tab: YAML takes spaces only\n", fixed="topics:\n  - Trams\n"),
        Bad(
            "provider:\n  name: City\n   domain: city.example\n   ^^^^^^^^^^^^^^^^^^^^ "
            "`provider.domain` is indented more than its siblings above: align it with them\n",
            fixed="provider:\n  name: City\n  domain: city.example\n",
        ),
        Bad(
            "layout = post\n       ^ `layout` is followed by `=`, which is not YAML: write a colon and a space\ntitle: Trams\n",
            fixed="layout: post\ntitle: Trams\n",
        ),
        Bad(
            "+++\ntitle = Trams\n        ^^^^^ `title`: text has to stand in quotes in TOML\n+++\n",
            raw=True,
            fixed='+++\ntitle = "Trams"\n+++\n',
        ),
        Bad(
            "+++\ntitle: 'Trams'\n     ^ TOML has `=` between a name and its value, found `:` behind `title`\n+++\n",
            raw=True,
            fixed="+++\ntitle = 'Trams'\n+++\n",
        ),
        Bad(
            "title: Trams\n<<<<<<< ours\n^^^^^^^^^^^^ "
            "two versions of the front matter were not merged: resolve the conflict, and delete its markers\n"
            "quality: 5\n=======\nquality: 6\n>>>>>>> theirs\n"
        ),
    )

    def _fix(self, document: Document, problem: Problem, context: Context) -> Fix | None:
        if problem.repair is None or context.fields.is_untouchable(problem.field):
            return None
        make = safe if problem.repair.exact else unsafe
        edits = [Edit(span, content) for span, content in problem.repair.changes]
        return make(_title(document, edits), *edits, fields=(problem.field,))


def _title(document: Document, edits: list[Edit]) -> str:
    """Say what a fix writes: a value, or the first line that it changes."""
    (span, content), *others = edits
    if len(content) > 2 and content[0] not in " :#" and span.end - span.start > 1 and not others:
        return f"Write {show(content)}"
    source = document.source
    line = source.line_span(source.position(span.start).line)
    inside = [edit for edit in edits if line.start <= edit.span.start and edit.span.end <= line.end]
    mended = apply_edits(source.text[: line.end], inside)[line.start :].strip()
    return f"Write {show(mended)}" if mended and inside else "Join the lines"


class DuplicateKey(ProblemRule):
    """A key stands twice in one mapping.

    ## Why
    The last one wins without a word. Whoever edits the first one changes nothing.
    """

    code = "NL004"
    name = "duplicate-key"
    spoils_reading = True
    examples = (
        Good("title: Trams\nexcerpt: Ten new lines.\n"),
        Bad(
            "title: Trams\nexcerpt: Ten new lines.\ntitle: Buses\n^^^^^ "
            "`title` appears twice, and only the last one is used: delete one of them\n"
        ),
        Bad("provider:\n  name: City\n  name: Town\n  ^^^^\n"),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        """Name each field by all its steps: those above it were not yet known where it was read."""
        mappings = (node for node in walk(document.root) if isinstance(node, Mapping)) if document.root is not None else ()
        fields = {entry.key.start: entry.value.pointer for mapping in mappings for entry in mapping.entries}
        problems = (problem for problem in document.problems if problem.rule == self.name)
        return [self._report(document, p._replace(field=fields.get(p.span.start, p.field)), context) for p in problems]


class NotAMapping(ProblemRule):
    """The front matter is empty, a list or plain text, or has a key that is not a string.

    ## Why
    An article is a set of named fields. `no:` and `2020:` are keys of other types: programs that look for the name never find them.
    """

    code = "NL005"
    name = "not-a-mapping"
    spoils_reading = True
    examples = (
        Good("title: Trams"),
        Bad("---\n^^^ expected `key: value` lines, found nothing\n---\n", raw=True),
        Bad("- title: Trams\n^^^^^^^^^^^^^^ expected `key: value` lines, found a list\n"),
        Bad("just text\n^^^^^^^^^ expected `key: value` lines, found text\n"),
        Bad('title: Trams\nno: Norway\n^^ the field name `no` stands for "false" in YAML, and is no text: write `"no":`\n'),
    )


class InvalidEncoding(ProblemRule):
    """The file's bytes are not UTF-8 text.

    ## Why
    Site builders read UTF-8. In any other encoding names and quotation marks turn to rubbish, or the build stops.
    """

    code = "NL006"
    name = "invalid-encoding"
    spoils_reading = True
    examples = (
        Good("title: “Trams” für alle"),
        Bad("---\ntitle: Tr\0ams\n         ^ this is not a text file: it holds a NUL character\n---\n", raw=True),
    )


class ByteOrderMark(DocumentRule):
    """The file begins with a byte order mark.

    ## Why
    UTF-8 needs none, and readers that do not expect it do not see the `---` behind it.

    ## Fix
    Safe: the mark is removed.
    """

    code = "NL007"
    name = "byte-order-mark"
    severity = Severity.WARNING
    fix_availability = FixAvailability.ALWAYS
    spoils_reading = True
    examples = (
        Good("---\ntitle: Trams\n---\n", raw=True),
        Bad(
            f"{BOM}---\n^ the file begins with an invisible mark (BOM) that hides the front matter from some tools\ntitle: Trams\n---\n",
            raw=True,
            fixed="---\ntitle: Trams\n---\n",
        ),
        Bad(f"{BOM}{BOM}---\n^\ntitle: Trams\n---\n", raw=True, fixed="---\ntitle: Trams\n---\n"),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        source = document.source
        if not source.has_bom or source.encoding_problem is not None:
            return []
        marks = Span(0, source.bom_length)
        message = "the file begins with an invisible mark (BOM) that hides the front matter from some tools"
        return [Finding(marks, message, fix=safe("Remove the byte order mark", Edit(marks, ""), fields=()))]


class TooComplex(ProblemRule):
    """The front matter is larger, deeper or more entangled than any article needs.

    ## Why
    A few lines of nested aliases expand to gigabytes. newslint reads no further than its limits (`[limits]`), and neither should your
    site builder.
    """

    code = "NL010"
    name = "too-complex"
    examples = (
        Good("topics: [[[nested]]]"),
        Bad("a: [[[[deep]]]]\n     ^ nested deeper than 3 levels\n", config="[limits]\ndepth = 3\n"),
        Bad("a: &a [x]\nb: [*a, *a, *a]\n            ^ more than 2 aliases\n", config="[limits]\naliases = 2\n"),
    )


RULES = (
    BrokenSyntax,
    DuplicateKey,
    NotAMapping,
    InvalidEncoding,
    ByteOrderMark,
    TooComplex,
)
