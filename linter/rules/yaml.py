"""NL008, NL009, NL013, NL014: what is written in YAML is not what is loaded."""

import re
from collections.abc import Iterable, Iterator

from linter.diagnostic import Diagnostic, Severity, show
from linter.document import Document
from linter.document.nodes import Mapping, Node, Scalar, Sequence, walk
from linter.document.yaml_reader import UNLOADABLE
from linter.fix import Edit, double_quoted, is_plain, quoted_like, replace_literal
from linter.rule import Bad, Context, DocumentRule, FixAvailability, Good, safe, unsafe
from linter.rules.document import ProblemRule
from linter.source import Span

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]+"
)
_ORDINARY = bytes([9, 10, 13, *range(32, 127)])
_JOINERS = "\u200c\u200d"
# The scripts whose spelling needs joiners: Arabic and its kin, and the Indic scripts through Khmer and Mongolian.
_JOINING_SCRIPTS = re.compile("[\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\ua980-\ua9df\ufb50-\ufdff\ufe70-\ufeff]")
_EMOJI = re.compile("[\u00a9\u00ae\u2190-\u2bff\u3030-\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]")
_FLAG_TAGS = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
    "\u0085": "next line",
}
_TEXT_FIELDS = re.compile(r"(?:/related/\d+)?/(?:title|excerpt|provider/name|(?:topics|tags)/\d+|images/\d+/(?:title|attribution))\Z")
_SEPARATORS = ("\u0085", "\u2028", "\u2029")


class InvisibleCharacter(DocumentRule):
    """A character that nobody sees: zero-width, bidi control, control character and the like.

    ## Why
    It comes along with copied text, breaks comparisons, searches and URLs, and can make a line read other than it is (CVE-2021-42574).
    Joiners inside emoji and in scripts that need them (Persian, Hindi …) are not reported.

    ## Fix
    Safe in text that people read and in comments: the character is removed. Unsafe for bidi controls and in other fields, where it may
    carry meaning. `secured` is never touched.
    """

    code = "NL008"
    name = "invisible-character"
    fix_availability = FixAvailability.SOMETIMES
    security = True
    examples = (
        Good("title: Trams 👩‍🔧 می‌روم"),
        Bad("title: Tr\u200bams\n         ^\n", fixed="title: Trams\n"),
        Bad("title: Tr\u202eams\n         ^\n", fixed="title: Trams\n"),
        Bad("title: Tr\x07ams\n         ^\n", fixed="title: Trams\n"),
        Bad('title: "Tr\\u200bams"\n       ^^^^^^^^^^^^^\n', fixed='title: "Trams"\n'),
    )

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        front_matter = document.front_matter
        if front_matter is None or document.source.encoding_problem is not None:
            return []
        text = document.source.text
        start, end = front_matter.block
        unusual = text[start:end].encode().translate(None, _ORDINARY)  # a handful of bytes, found five times faster than by the pattern
        if not (unusual and _INVISIBLE.search(unusual.decode())) and text.find("\\", start, end) < 0:
            return []
        return list(self._find(document, text, start, end))

    def _find(self, document: Document, text: str, start: int, end: int) -> Iterator[Diagnostic]:
        for match in _INVISIBLE.finditer(text, start, end):
            span = _needless(text, Span(*match.span()))
            if span is not None:
                yield self._written(document, span)
        if document.root is None:
            return
        for node in walk(document.root):
            if isinstance(node, Scalar) and node.style == '"' and "\\" in document.written(node):
                found = _INVISIBLE.search(node.text)
                if found and not _INVISIBLE.search(document.written(node)) and _needless(node.text, Span(*found.span())):
                    yield self._escaped(document, node, found.group())

    def _written(self, document: Document, span: Span) -> Diagnostic:
        characters = document.source.text[span.start : span.end]
        node = _scalar_at(document.root, span.start)
        field = node.pointer if node is not None else ""
        fix = None
        if _can_go(document, node, span):
            make = safe if node is None or _is_harmless(node, characters) else unsafe
            fix = make("Remove the invisible character", _removal(node, span, characters), fields=(field,) if node else ())
        return self.diagnostic(document, span, f"invisible character: {_describe(characters)}", field=field, fix=fix)

    def _escaped(self, document: Document, node: Scalar, characters: str) -> Diagnostic:
        fix = None
        cleaned = _cleaned(node.text)
        if cleaned.strip() and not node.pointer.endswith("/secured") and not node.shared:
            make = safe if _is_harmless(node, node.text) else unsafe
            fix = make("Remove the invisible character", Edit(node.span, double_quoted(cleaned)), fields=(node.pointer,))
        return self.diagnostic(document, node, f"invisible character: {_describe(characters)}", fix=fix)


def _can_go(document: Document, node: Scalar | None, span: Span) -> bool:
    """Whether the invisible characters at `span` can be removed without harm: in a comment, or in a value that says more than them."""
    if node is None:
        line = document.source.text[: span.start].replace("\r", "\n").rpartition("\n")[2]
        return document.root is not None and line.lstrip(" \t").startswith("#")
    remaining = _INVISIBLE.sub("", node.text).replace("\ufffd", "").strip()
    return bool(remaining) and not (node.pointer.endswith("/secured") or node.shared or node.is_block)


def _is_harmless(node: Scalar, characters: str) -> bool:
    return _TEXT_FIELDS.match(node.pointer) is not None and not re.search(f"[{_BIDI}]", characters)


def _removal(node: Scalar | None, span: Span, characters: str) -> Edit | None:
    """Remove the characters alone; the whole value is written anew, in quotes, where it could not stand without them."""
    if node is not None and node.style == "" and not is_plain(cleaned := _cleaned(node.text), flow=True):
        return None if "\ufffd" in cleaned else Edit(node.span, double_quoted(cleaned))
    return Edit(span, " " if characters in _SEPARATORS else "")


def _cleaned(text: str) -> str:
    """Return `text` without its invisible characters, but for those that emoji and scripts need."""

    def replace(match: re.Match[str]) -> str:
        if _needless(text, Span(*match.span())) is None:
            return match.group()
        return " " if match.group() in _SEPARATORS else ""

    return _INVISIBLE.sub(replace, text)


def _needless(text: str, span: Span) -> Span | None:
    """Return the part of a run of invisible characters that is none of the joiners which emoji and scripts need."""
    before = text[span.start - 1] if span.start else ""
    after = text[span.end : span.end + 1]
    run = text[span.start : span.end]
    if run in _JOINERS and all(_JOINING_SCRIPTS.match(side) for side in (before, after) if side.strip()) and before.strip():
        return None
    if run == "\u200d" and _EMOJI.match(before or " ") and _EMOJI.match(after or " "):
        return None
    flag = _FLAG_TAGS.match(text, span.start - 1) if span.start else None
    return None if flag is not None and flag.end() >= span.end else span


def _describe(characters: str) -> str:
    first = characters[0]
    name = "bidi control" if re.match(f"[{_BIDI}]", first) else _NAMES.get(first, "control character" if first < "\xa0" else "")
    more = f" and {len(characters) - 1} more" if len(characters) > 1 else ""
    return f"U+{ord(first):04X}{f' ({name})' if name else ''}{more}"


def _scalar_at(root: Node | None, at: int) -> Scalar | None:
    nodes = walk(root) if root is not None else iter(())
    return next((node for node in nodes if isinstance(node, Scalar) and node.start <= at < node.end), None)


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
        if not document.problems:
            return []
        swallowed = {span for span, _ in _swallowed(document)}
        return [
            self._report(document, problem) for problem in document.problems if problem.rule == self.name and problem.span not in swallowed
        ]


class ValueLost(DocumentRule):
    """Text that YAML drops: behind ` #`, or swallowed as an anchor (`&Co`) or a tag (`!Wow`).

    ## Why
    `title: Update #2` has the title `Update`. Nothing complains; the text is just gone.

    ## Fix
    Unsafe: the whole text is put in quotes. A comment could have been meant.
    """

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
        if document.problems:
            for span, rest in _swallowed(document):
                yield self._report(document, rest, span, Span(span.start, rest.end))
        text = document.source.text
        if document.front_matter is None or text.find(" #", *document.front_matter.block) < 0:
            return
        for node in walk(document.root):
            if isinstance(node, Scalar) and node.style == "" and node.value is not None and _TEXT_FIELDS.match(node.pointer):
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
        if not isinstance(node, Scalar) or node.style != "" or not _TEXT_FIELDS.match(node.pointer):
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
    becomes `null`, and whole numbers are written plainly.
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
        if isinstance(value, str):
            content = quoted_like(document, scalar, value)
            edit = Edit(scalar.span, double_quoted(value)) if content is not None else None
        elif value is None or isinstance(value, bool):
            edit = replace_literal(scalar, {None: "null", True: "true", False: "false"}[value])
        elif isinstance(value, int):
            edit = replace_literal(scalar, str(value))
        else:
            edit = replace_literal(scalar, repr(value)) if repr(value).replace(".", "").isdigit() else None
        fix = safe("Write it unambiguously", edit, fields=(scalar.pointer,)) if edit else None
        return self.diagnostic(document, scalar, f"{show(scalar.text)} is ambiguous: {readings}", fix=fix)


def _is_key(scalar: Scalar) -> bool:
    parent = scalar.parent
    if isinstance(parent, Sequence):
        return False
    return isinstance(parent, Mapping) and any(entry.key is scalar for entry in parent.entries)


_CORE_WORDS: dict[str, object] = {"~": None, "null": None, "Null": None, "NULL": None}
_CORE_WORDS |= {form: word == "true" for word in ("true", "false") for form in (word, word.capitalize(), word.upper())}
_CORE = re.compile(
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
    return float(text.replace(".inf", "inf").replace(".nan", "nan").lower().replace(".", ".")) if match["float"] else float("nan")


def _is_ambiguous(scalar: Scalar) -> bool:
    if scalar.text in UNLOADABLE:
        return True
    old, new = scalar.value, _core_schema(scalar.text)
    if isinstance(old, float) and isinstance(new, float) and old == new:
        return False
    if type(old) is type(new) and old == new:
        return isinstance(old, float) and old != old
    return True


def _reading(value: object) -> str:
    if isinstance(value, str):
        return f"the string {show(value)}"
    return show(value)


RULES = (InvisibleCharacter, YamlAnchorOrTag, ValueLost, AmbiguousScalar)
