"""NL401-NL403, NL413: the words that people read, and the spaces between them."""

import re
from collections.abc import Collection, Iterator

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Fix
from linter.diagnostics.rewriting import Change, change_text
from linter.document import Document
from linter.document.nodes import Scalar
from linter.rules.backslashes import backslash_slip, escape_message, letter_escapes
from linter.rules.base import ArticleRule, Bad, Context, FixAvailability, Good, safe, unsafe
from linter.rules.triggers import Triggers
from linter.text.garbled import is_garbled
from linter.text.labels import labelled
from linter.text.patterns import lazy_pattern

# The line separators and control characters that Python counts as blanks are NL008's.
SPACES = " \t\r\n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_AROUND = " \t\r\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_RUN = lazy_pattern(f"[{SPACES}]{{2,}}+|[\t\r\n]")
# In a block the ends of lines stay, and the indent of a line means something.
_BLOCK_SPACES = SPACES.replace("\n", "")
_BLOCK_RUN = lazy_pattern(rf"(?<=\S)(?:[{_BLOCK_SPACES}]{{2,}}+|[{_BLOCK_SPACES}](?=\n))|\t")
_KINDS = {"\t": "a tab", "\n": "a line break", "\r": "a line break", "\r\n": "a line break", "\u00a0": "a no-break space"}


def single_spaced(text: str) -> str:
    """Return `text` with each run of blanks as one space, and none around it."""
    return " ".join(text.split())


def visible_text(text: str) -> str:
    """Return `text` without the invisible characters that NL008 removes."""
    return text if text.isprintable() else "".join(letter for letter in text if letter.isprintable() or letter.isspace())


def is_spoken_for(document: Document, scalar: Scalar, context: Context) -> bool:
    """Whether a text is garbled (NL406), or lost its backslashes (NL411): its characters are not those that were meant."""
    checked = context.knowledge.checked
    return is_garbled(scalar.text) or ("NL411" in checked and backslash_slip(document, scalar) is not None)


def _is_excerpt(article: Article, scalar: Scalar) -> bool:
    return scalar is article.text("excerpt")


class BlankText(ArticleRule):
    """A title, name, topic or image title is empty or holds nothing but spaces.

    ## Why
    The field is there, so nobody notices that it says nothing.
    """

    triggers = Triggers(parts=("\n\n", "\n "), unprintable=True)
    code = "NL401"
    name = "blank-text"
    examples = (
        Good("title: Trams"),
        Bad('title: ""\n       ^^ `title` is empty\n'),
        Bad('topics:\n  - "  "\n    ^^^^ `topics[0]` holds nothing but spaces\n'),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for scalar in article.texts:
            if _is_blank(scalar) and not _is_excerpt(article, scalar):
                yield Finding(scalar, _blank(scalar))


class BlankExcerpt(ArticleRule):
    """`excerpt` is empty or holds nothing but spaces.

    ## Why
    Lists show a title without a word about the article. Some sources have no excerpt to give, so that this is a warning.
    """

    triggers = BlankText.triggers
    code = "NL413"
    name = "blank-excerpt"
    severity = Severity.WARNING
    examples = (
        Good("excerpt: Ten new lines\n"),
        Bad('excerpt: ""\n         ^^ `excerpt` is empty\n'),
        Bad("excerpt: '  '\n         ^^^^ `excerpt` holds nothing but spaces\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        excerpt = article.text("excerpt")
        if excerpt is not None and _is_blank(excerpt):
            yield Finding(excerpt, _blank(excerpt))


def _is_blank(scalar: Scalar) -> bool:
    return not scalar.text or scalar.text.isspace()


def _blank(scalar: Scalar) -> str:
    return f"{labelled(scalar.pointer)} " + ("holds nothing but spaces" if scalar.text else "is empty")


class SurroundingWhitespace(ArticleRule):
    """Text begins or ends with spaces.

    ## Why
    It breaks comparisons and shows as gaps.

    ## Fix
    Safe: the text is trimmed, and runs of spaces in it become one. Unsafe where a space is written as an escape (`\\n`, `\\t`): a
    backslash could have been meant.
    """

    triggers = Triggers(parts=("\n ", " \n"), unprintable=True)
    code = "NL402"
    name = "surrounding-whitespace"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("title: Trams"),
        Good("excerpt: |\n  Two boats sail again.\n"),
        Bad('title: "Trams "\n             ^ `title` ends with a space\n', fixed='title: "Trams"\n'),
        Bad("topics: [' Trams']\n          ^ `topics[0]` begins with a space\n", fixed="topics: ['Trams']\n"),
        Bad('excerpt: "Two boats\n  sail again "\n            ^\n', fixed='excerpt: "Two boats\n  sail again"\n'),
        Bad(
            'title: "\\rho and tau"\n        ^^ `title`: `\\r` is a carriage return here; if a backslash was meant, use single quotes\n',
            fixed='title: "ho and tau"\n',
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for scalar in article.texts:
            text = scalar.text
            if scalar.style == "" or not text or text.isspace():
                continue
            if scalar.is_block:
                text = text.rstrip("\r\n")  # the line break at the end of a block is how blocks are written
            end = len(text.rstrip(_AROUND))
            start = len(text) - len(text.lstrip(_AROUND))
            if (start == 0 and end == len(text)) or is_spoken_for(article.document, scalar, context):
                continue
            where, span = ("begins", (0, start)) if start else ("ends", (end, len(text)))
            place = article.document.span_in(scalar, *span)
            escape = letter_escapes(article.document, scalar).get(0) if start else None
            if escape is not None:
                message = escape_message(article.document, scalar, escape)
            else:
                message = f"{labelled(scalar.pointer)} {where} with {_kind(text[slice(*span)])}"
            yield Finding(scalar, message, span=place, fix=_respaced(article.document, scalar))


class RepeatedWhitespace(ArticleRule):
    """Text holds runs of spaces, tabs, line breaks, or no-break spaces as padding.

    ## Why
    It is what is left of a web page's layout; search and comparison stumble over it. Paragraphs in an excerpt are not reported.

    ## Fix
    Safe: each run becomes one space, and a value over several lines keeps its lines. Unsafe for line breaks, which may be meant as
    paragraphs, and where a space is written as an escape (`\\n`, `\\t`): a backslash could have been meant.
    """

    triggers = Triggers(parts=("  ",), unprintable=True)
    code = "NL403"
    name = "repeated-whitespace"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("title: Trams and 25\u00a0000 passengers"),
        Good('excerpt: "Two boats sail again.\n\n  They are red."\n'),
        Good("excerpt: |\n  Two boats sail again.\n\n  They are red.\n"),
        Bad("title: Trams  and buses\n            ^^ two spaces in a row in `title`\n", fixed="title: Trams and buses\n"),
        Bad(
            'excerpt: "Trams\\nand buses"\n               ^^ '
            "`excerpt`: `\\n` is a line break here; if a backslash was meant, use single quotes\n",
            fixed='excerpt: "Trams and buses"\n',
        ),
        Bad("title: Trams \u00a0and buses\n            ^^\n", fixed="title: Trams and buses\n"),
        Bad('excerpt: "Trams  and\n               ^^\n  buses"\n', fixed='excerpt: "Trams and\n  buses"\n'),
        Bad("excerpt: |\n  Trams  and buses\n       ^^\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for scalar in article.texts:
            text = scalar.text
            if ("  " in text or not text.isprintable()) and not text.isspace():
                found = self._run(article, scalar)
                if found is not None and not is_spoken_for(article.document, scalar, context):
                    yield found

    def _run(self, article: Article, scalar: Scalar) -> Finding | None:
        """Report the first run that becomes a space unasked, or else the first that may be a line break."""
        document = article.document
        escapes = letter_escapes(document, scalar)
        keeps_breaks = _is_excerpt(article, scalar)
        runs = _runs(scalar)
        padding = [run for run in runs if not _breaks(run.group())]
        breaks = [run for run in runs if _breaks(run.group()) and not (keeps_breaks and _parts_paragraphs(run, escapes))]
        if not padding and not breaks:
            return None
        first = (padding or breaks)[0]
        escape = escapes.get(first.start())
        if escape is not None:
            message = escape_message(document, scalar, escape)
        else:
            message = f"{_count(first.group())} in {labelled(scalar.pointer)}"
        fix = _respaced(document, scalar, with_breaks=not padding)
        return Finding(scalar, message, span=document.span_in(scalar, *first.span()), fix=fix)


def _parts_paragraphs(run: re.Match[str], escapes: Collection[int]) -> bool:
    """Whether a run that holds a line break stands for an empty line."""
    return run.group().count("\n") > 1 or run.start() not in escapes


def _runs(scalar: Scalar) -> list[re.Match[str]]:
    """Find runs of spaces inside the text; a lone no-break space is typography, and no padding."""
    text = scalar.text
    pattern = _BLOCK_RUN if scalar.is_block else _RUN
    return list(pattern.finditer(text, len(text) - len(text.lstrip(_AROUND)), len(text.rstrip(_AROUND))))


def _breaks(run: str) -> bool:
    return "\n" in run or "\r" in run


def _respaced(document: Document, scalar: Scalar, *, with_breaks: bool = False) -> Fix | None:
    """Trim a text and make each run of spaces in it one; line breaks only where that is asked for."""
    text = scalar.text
    start, end = len(text) - len(text.lstrip(_AROUND)), len(text.rstrip(_AROUND))
    changes = [Change(0, start, "")] if start else []
    changes += [Change(*run.span(), " ") for run in _runs(scalar) if with_breaks or not _breaks(run.group())]
    changes += [Change(end, len(text), "")] if end < len(text) else []
    escapes = letter_escapes(document, scalar)
    doubtful = with_breaks or any(index in escapes for change in changes for index in range(change.start, change.end))
    make = unsafe if doubtful else safe
    return make("Use single spaces", change_text(document, scalar, changes), fields=(scalar.pointer,))


def _kind(run: str) -> str:
    """Name what a text begins or ends with."""
    if run.strip(" ") == "":
        return "a space" if len(run) == 1 else "spaces"
    return _KINDS.get(run, "a line break" if _breaks(run) else "spaces")


def _count(run: str) -> str:
    """Name what a text holds too much of."""
    if len(run) == 2 and not _breaks(run) and "\t" not in run:
        return "two spaces in a row"
    return _KINDS.get(run, "a line break" if _breaks(run) else "several spaces in a row")


RULES = (BlankText, SurroundingWhitespace, RepeatedWhitespace, BlankExcerpt)
