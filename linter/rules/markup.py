"""NL404-NL408: what leaked into text from web pages, other encodings and templates."""

import re
from collections.abc import Iterator

from linter.article import Article
from linter.diagnostic import UNPRINTABLE, Diagnostic, Severity, show
from linter.document.nodes import Scalar
from linter.fix import Fix, replace_scalar
from linter.patterns import lazy_pattern
from linter.rule import ArticleRule, Bad, Context, FixAvailability, Good, safe, unsafe
from linter.rules.text import TextRule, single_spaced, visible_text
from linter.texts import SUSPICIOUS


def _unescape(text: str) -> str:
    """Decode the HTML entities in `text`; what is none (`&nosuch;`), or names no character (`&#0;`, surrogates), stays."""
    if "&" not in text:
        return text
    import html  # a table of two thousand names
    from html.entities import html5

    def decode(match: re.Match[str]) -> str:
        entity = match.group()
        known = entity[1:] in html5 or entity[1] == "#"
        character = html.unescape(entity) if known else entity
        return entity if character in ("", "\ufffd") else character

    return _ENTITY.sub(decode, text)


_ENTITY = lazy_pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


class HtmlEntity(TextRule):
    """Text holds HTML entities: `&#8217;`, `&amp;`.

    ## Why
    The fields are plain text. A page that escapes them, as it must, shows `&#8217;` letter by letter.

    ## Fix
    Safe: the characters themselves are written. Unsafe for `&lt;`, `&gt;` and invisible characters, which would read as markup or as
    nothing.
    """

    code = "NL404"
    name = "html-entity"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good('title: "Trams & buses; AT&T’s plan"'),
        Bad('title: "The city&#8217;s trams"\n                ^^^^^^^\n', fixed='title: "The city’s trams"\n'),
        Bad("title: Trams &amp; buses\n             ^^^^^\n", fixed="title: Trams & buses\n"),
        Bad("title: Trams&amp;#8217;\n            ^^^^^\n", fixed="title: Trams’\n"),
        Bad("title: Trams &lt; 10\n             ^^^^\n", fixed="title: Trams < 10\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        for scalar in article.texts:
            entities = [match for match in _ENTITY.finditer(scalar.text) if _unescape(match.group()) != match.group()]
            if entities:
                place = article.document.span_in(scalar, *entities[0].span())
                names = ", ".join(show(name) for name in dict.fromkeys(match.group() for match in entities))
                fix = self._fix(article, scalar)
                yield self.diagnostic(article.document, scalar, f"HTML entities in plain text: {names}", span=place, fix=fix)

    def _fix(self, article: Article, scalar: Scalar) -> Fix | None:
        once = _AMPERSANDS.sub("&", scalar.text)
        text = _ENTITY.sub(lambda match: _visible(match.group()) or match.group(), once)
        make = safe
        if text == scalar.text:
            make = unsafe
            text = _ENTITY.sub(lambda match: _unescape(match.group()), once)
        return make("Write the characters", replace_scalar(article.document, scalar, text), fields=(scalar.pointer,))


_AMPERSANDS = lazy_pattern(r"&(?:amp;|#38;|#[xX]26;)+")  # escaped, and escaped again


def _visible(entity: str) -> str | None:
    """Return the character of an entity where it is plain and visible, a space for the no-break one."""
    character = _unescape(entity)
    if character in "<>" or not character.strip() or UNPRINTABLE.search(character):
        return " " if character == "\u00a0" else None
    return character


_TAG = lazy_pattern(
    r"</?(?:a|abbr|b|blockquote|br|center|code|div|em|embed|figure|font|form|h[1-6]|hr|i|iframe|img|input|li|link|meta|object|ol|p|pre"
    r"|script|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|tr|tt|u|ul|video)(?:\s[^<>]*)?/?>|<!--",
    re.IGNORECASE,
)


class HtmlTag(TextRule):
    """Text holds HTML tags.

    ## Why
    The fields are plain text: tags show as they are, or format the page around them.
    """

    code = "NL405"
    name = "html-tag"
    severity = Severity.WARNING
    examples = (
        Good('title: "Trams: speed < 50 and List<String>"'),
        Bad("title: Trams are <b>back</b>\n                 ^^^\n"),
        Bad('excerpt: "<p>Ten new lines</p>"\n          ^^^\n'),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        for scalar in article.texts:
            match = _TAG.search(scalar.text)
            if match is not None:
                place = article.document.span_in(scalar, *match.span())
                yield self.diagnostic(article.document, scalar, f"an HTML tag in plain text: {show(match.group())}", span=place)


class Mojibake(TextRule):
    """Text was decoded with the wrong encoding: `â€™` for `’`, `Ã©` for `é`.

    ## Why
    Nobody can search for it, and everybody sees it.

    ## Fix
    Unsafe: the text that was meant, as ftfy reconstructs it.
    """

    code = "NL406"
    name = "mojibake"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("title: São Paulo’s cafés, naïve and schön"),
        Bad('title: "The cityâ€™s cafÃ©s"\n                ^^^\n', fixed='title: "The city’s cafés"\n'),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        for scalar in article.texts:
            match = SUSPICIOUS.search(scalar.text)
            meant = _without_mojibake(scalar.text) if match is not None else None
            if match is None or meant is None:
                continue
            end = match.end() + (1 if re.match(r"[\u0080-\u00bf\u2013-\u203a\u20ac\u2122]", scalar.text[match.end() :]) else 0)
            place = article.document.span_in(scalar, match.start(), end)
            fix = unsafe("Write what was meant", replace_scalar(article.document, scalar, meant), fields=(scalar.pointer,))
            message = f"wrongly decoded text {show(scalar.text[match.start() : end])}: probably {show(meant)}"
            yield self.diagnostic(article.document, scalar, message, span=place, fix=fix)


def _without_mojibake(text: str) -> str | None:
    import ftfy
    import ftfy.badness

    meant = ftfy.fix_encoding(text)
    return meant if meant != text and ftfy.badness.is_bad(text) else None


_INSTEAD_OF_TEXT = lazy_pattern(
    r"\s*(?:(?:TODO|TBD|FIXME|XXX+|undefined|null|NaN|None|nil)\s*\Z|(?:TODO|FIXME|TBD):)",
    re.IGNORECASE,
)
_INSIDE_TEXT = lazy_pattern(
    r"\[object Object\]|lorem ipsum|\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|<%.{0,200}?%>|\$\{[\w.]+\}",
    re.IGNORECASE | re.DOTALL,
)
_CASE_MATTERS = frozenset(["todo", "none", "nil", "null", "xxx", "undefined", "nan"])


class PlaceholderText(TextRule):
    """Text was never filled in: `TODO`, `undefined`, `lorem ipsum`, `{{ title }}`.

    ## Why
    A template was not rendered, or a program wrote out that it had nothing to write.
    """

    code = "NL407"
    name = "placeholder-text"
    examples = (
        Good("title: The undefined future of todo lists\nexcerpt: Nothing is null and void here.\n"),
        Bad("title: TODO\n       ^^^^\n"),
        Bad('title: "undefined"\n        ^^^^^^^^^\n'),
        Bad('title: "News: {{ page.title }}"\n              ^^^^^^^^^^^^^^^^\n'),
        Bad("excerpt: Lorem ipsum dolor sit amet\n         ^^^^^^^^^^^\n"),
        Bad('provider:\n  name: "[object Object]"\n         ^^^^^^^^^^^^^^^\n'),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        for scalar in article.texts:
            visible = visible_text(scalar.text)
            match = _placeholder(visible)
            if match is None or _is_a_word(match.group().strip()):
                continue
            place = article.document.span_in(scalar, *match.span()) if visible == scalar.text else scalar.span
            yield self.diagnostic(article.document, scalar, f"expected text, found a placeholder: {show(match.group())}", span=place)


def _placeholder(text: str) -> re.Match[str] | None:
    match = _INSTEAD_OF_TEXT.match(text)
    if match is None and ("{" in text or "[" in text or "<%" in text or "psum" in text or "PSUM" in text):
        match = _INSIDE_TEXT.search(text)
    return match


def _is_a_word(placeholder: str) -> bool:
    """Whether the placeholder is written as people write the word (`Null` and `Todo` are names), not as programs do."""
    return placeholder.casefold() in _CASE_MATTERS and placeholder not in ("TODO", "None", "nil", "null", "undefined", "NaN", "XXX")


class ExcerptRepeatsTitle(ArticleRule):
    """`excerpt` says the same as `title`.

    ## Why
    Readers see one sentence twice, and learn nothing from the second.
    """

    code = "NL408"
    name = "excerpt-repeats-title"
    severity = Severity.NOTE
    examples = (
        Good("title: Trams are back\nexcerpt: Trams are back in ten cities.\n"),
        Bad('title: Trams are back\nexcerpt: "Trams are  back."\n         ^^^^^^^^^^^^^^^^^^\n'),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        title, excerpt = article.get("title"), article.get("excerpt")  # numbers, too: NL102 makes them text
        if not isinstance(title, Scalar) or not isinstance(excerpt, Scalar) or not title.text:
            return
        first, second = title.text[:1], excerpt.text[:1]
        if first.casefold() != second.casefold() and (first + second).isprintable() and first not in " &" and second not in " &":
            return
        said = _letters(title.text)
        if said and said == _letters(excerpt.text):
            yield self.diagnostic(article.document, excerpt, "expected more than the title again")


def _letters(text: str) -> str:
    return single_spaced(visible_text(_unescape(text))).casefold().rstrip(".!?… ")


RULES = (HtmlEntity, HtmlTag, Mojibake, PlaceholderText, ExcerptRepeatsTitle)
