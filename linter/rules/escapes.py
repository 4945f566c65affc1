"""NL411: backslashes that became something else, or should have."""

import re
from collections.abc import Iterator

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Edit
from linter.diagnostics.rewriting import Change, change_text
from linter.document import Document
from linter.document.nodes import Scalar
from linter.document.quoting import double_quoted
from linter.rules.backslashes import backslash_slip, escape_message, looks_meant
from linter.rules.base import ArticleRule, Bad, Context, FixAvailability, Good, unsafe
from linter.rules.triggers import Triggers
from linter.text.labels import labelled
from linter.text.patterns import lazy_pattern
from linter.text.wording import show

# Glued to a word: where it stands alone, or in quotes, the text is about it.
WRITTEN_OUT = lazy_pattern(r"""\\(?:u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[nrt'"])""")
_BREAKS = {"n": " ", "r": " ", "t": " ", "'": "'", '"': '"'}
_ENDS = ".,;:!?…)’”"


class EscapeInText(ArticleRule):
    """A backslash in a text: YAML made something of it that was not meant, or readers see what a program should have decoded.

    ## Why
    In double quotes, `\\n` is a line break and `\\f` a form feed: `"C:\\news\\ferry"` reads `C:`, `ews`, `erry`. Without quotes and in
    single ones nothing is decoded: `It\\u2019s` shows as it is.

    ## Fix
    Unsafe: single quotes keep the backslashes; escapes that are written out become the characters.
    """

    triggers = Triggers(parts=("\\",), unprintable=True)
    code = "NL411"
    name = "escape-in-text"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("title: 'C:\\news\\ferry'\nexcerpt: \"It\\u2019s back\"\n"),
        Good("title: What \\n means in a text\n"),
        Bad(
            'title: "C:\\news\\ferry"\n          ^^ `title`: `\\n` is a line break here; if a backslash was meant, use single quotes\n',
            fixed="title: 'C:\\news\\ferry'\n",
        ),
        Bad(
            'title: "$\\frac{1}{2}$ fare"\n         ^^ `title`: `\\f` is a form feed here; if a backslash was meant, use single quotes\n',
            fixed="title: '$\\frac{1}{2}$ fare'\n",
        ),
        Bad("title: It\\u2019s back\n         ^^^^^^ `title`: readers would see `\\u2019` instead of `’`\n", fixed="title: It’s back\n"),
        Bad(
            "excerpt: 'Two boats.\\nThey sail.'\n                    ^^ `excerpt`: readers would see `\\n` instead of a space\n",
            fixed="excerpt: 'Two boats. They sail.'\n",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for scalar in article.texts:
            found = self._decoded(article.document, scalar) or self._written_out(article.document, scalar)
            if found is not None:
                yield found

    def _decoded(self, document: Document, scalar: Scalar) -> Finding | None:
        slip = backslash_slip(document, scalar)
        if slip is None:
            return None
        place, meant = slip
        message = escape_message(document, scalar, place)
        content = document.syntax.without_escapes(meant) or double_quoted(meant)
        edit = None if scalar.shared else Edit(scalar.span, content)
        fix = unsafe(f"Write {show(content)}", edit, fields=(scalar.pointer,))
        return Finding(scalar, message, span=place, fix=fix)

    def _written_out(self, document: Document, scalar: Scalar) -> Finding | None:
        text = scalar.text
        if "\\" not in text or looks_meant(text):
            return None
        found = list(WRITTEN_OUT.finditer(text))
        changes = [Change(*match.span(), character) for match in found if (character := _meant(match)) is not None]
        first = next((match for match in found if _meant(match) is not None and _is_glued(match)), None)
        if first is None:
            return None
        character = _meant(first)
        instead = "a space" if character == " " else show(character)
        message = f"{labelled(scalar.pointer)}: readers would see {show(first.group())} instead of {instead}"
        place = document.span_in(scalar, *first.span())
        fix = unsafe("Write the characters", change_text(document, scalar, changes), fields=(scalar.pointer,))
        return Finding(scalar, message, span=place, fix=fix)


def _meant(match: re.Match[str]) -> str | None:
    """Return the character of an escape, None where it would not be seen."""
    written = match.group()
    if written[1] in _BREAKS:
        return _BREAKS[written[1]]
    digits = written.replace("\\", "").replace("u", "").replace("x", "")
    if len(digits) == 8:
        return bytes.fromhex(digits).decode("utf-16-be")
    character = chr(int(digits, 16))
    return character if character.isprintable() or character == "\u00a0" else None


def _is_glued(match: re.Match[str]) -> bool:
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    if before.isalnum() or (before and before in _ENDS):
        return True
    return after.isalnum() and not before.strip() and match.group()[1] not in "nrt"


RULES = (EscapeInText,)
