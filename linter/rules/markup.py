"""NL404-NL407: what leaked into text from web pages, other encodings and templates."""

import re
from collections.abc import Iterator
from itertools import islice

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Fix
from linter.diagnostics.rewriting import Change, change_text
from linter.document.nodes import Scalar
from linter.rules.base import ArticleRule, Bad, Context, FixAvailability, Good, safe, unsafe
from linter.rules.text import visible_text
from linter.rules.triggers import Triggers
from linter.text.garbled import TWO_BYTES, first_garbled, meant
from linter.text.labels import labelled
from linter.text.patterns import lazy_pattern
from linter.text.wording import UNPRINTABLE, show


def unescape(text: str) -> str:
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

    return ENTITY.sub(decode, text)


class HtmlEntity(ArticleRule):
    """Text holds HTML entities: `&#8217;`, `&amp;`.

    ## Why
    The fields are plain text. A page that escapes them, as it must, shows `&#8217;` letter by letter.

    ## Fix
    Safe: the characters themselves are written. Unsafe for `&lt;`, `&gt;` and invisible characters, which would read as markup or as
    nothing, and where a text was escaped twice.
    """

    triggers = Triggers(parts=("&",))
    code = "NL404"
    name = "html-entity"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good('title: "Trams & buses; AT&T’s plan"'),
        Bad(
            'title: "The city&#8217;s trams"\n                ^^^^^^^ `title`: readers would see `&#8217;` instead of `’`\n',
            fixed='title: "The city’s trams"\n',
        ),
        Bad("title: Trams &amp; buses\n             ^^^^^\n", fixed="title: Trams & buses\n"),
        Bad("title: Trams&amp;#8217;\n            ^^^^^\n", fixed="title: Trams’\n"),
        Bad("title: Trams &lt; 10\n             ^^^^\n", fixed="title: Trams < 10\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for scalar in article.texts:
            entities = [match for match in ENTITY.finditer(scalar.text) if unescape(match.group()) != match.group()]
            if entities:
                place = article.document.span_in(scalar, *entities[0].span())
                fix = self._fix(article, scalar)
                yield Finding(scalar, _seen(scalar, entities), span=place, fix=fix)

    def _fix(self, article: Article, scalar: Scalar) -> Fix | None:
        """Decode what is plain and visible; where nothing is, all of it, and unsafe."""
        for make, decode in ((safe, _visible), (unsafe, unescape)):
            changes = []
            for match in _ESCAPED_AGAIN.finditer(scalar.text):
                once = f"&{match['rest'] or ''}"
                character = decode(once) or once
                is_certain = make is unsafe or ENTITY.search(unescape(match.group())) is None  # escaped twice, it may be meant
                if character != match.group() and is_certain:
                    changes.append(Change(*match.span(), character))
            if changes:
                return make("Write the characters", change_text(article.document, scalar, changes), fields=(scalar.pointer,))
        return None


def _seen(scalar: Scalar, entities: list[re.Match[str]]) -> str:
    pairs = {match.group(): unescape(match.group()) for match in entities}
    shown = [f"{show(entity)} instead of {show(character)}" for entity, character in islice(pairs.items(), _MOST_SHOWN)]
    more = f", and {len(pairs) - _MOST_SHOWN} more" if len(pairs) > _MOST_SHOWN else ""
    return f"{labelled(scalar.pointer)}: readers would see {', '.join(shown)}{more}"


_MOST_SHOWN = 3
_ENTITY_NAME = "(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
ENTITY = lazy_pattern(f"&{_ENTITY_NAME}")
_AMP = "(?:amp;|#38;|#[xX]26;)"
_ESCAPED_AGAIN = lazy_pattern(f"&(?={_ENTITY_NAME}){_AMP}*+(?P<rest>{_ENTITY_NAME})?")  # `&amp;amp;lt;` is `&lt;`


def _visible(entity: str) -> str | None:
    """Return the character of an entity where it is plain and visible, a space for the no-break one."""
    character = unescape(entity)
    if character in "<>" or not character.strip() or UNPRINTABLE.search(character):
        return " " if character == "\u00a0" else None
    return character


_TAG = lazy_pattern(
    r"</?(?:a|abbr|b|blockquote|br|center|code|div|em|embed|figure|font|form|h[1-6]|hr|i|iframe|img|input|li|link|meta|object|ol|p|pre"
    r"|script|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|tr|tt|u|ul|video)(?:\s[^<>]*)?/?>|<!--",
    re.IGNORECASE,
)


class HtmlTag(ArticleRule):
    """Text holds HTML tags.

    ## Why
    The fields are plain text: tags show as they are, or format the page around them.
    """

    triggers = Triggers(parts=("<",))
    code = "NL405"
    name = "html-tag"
    severity = Severity.WARNING
    examples = (
        Good('title: "Trams: speed < 50 and List<String>"'),
        Bad("title: Trams are <b>back</b>\n                 ^^^ `title` holds an HTML tag: `<b>`\n"),
        Bad('excerpt: "<p>Ten new lines</p>"\n          ^^^\n'),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for scalar in article.texts:
            match = _TAG.search(scalar.text)
            if match is not None:
                place = article.document.span_in(scalar, *match.span())
                yield Finding(scalar, f"{labelled(scalar.pointer)} holds an HTML tag: {show(match.group())}", span=place)


class Mojibake(ArticleRule):
    """Text was decoded with the wrong encoding: `â€™` for `’`, `Ã©` for `é`, or a letter was lost (`�`).

    ## Why
    Nobody can search for it, and everybody sees it.

    ## Fix
    Unsafe: the text that was meant, as ftfy reconstructs it. What `�` was only a person can tell.
    """

    triggers = Triggers(parts=("\ufffd",), beyond_ascii=TWO_BYTES, unprintable=True)
    code = "NL406"
    name = "mojibake"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("title: São Paulo’s cafés, naïve and schön"),
        Bad(
            'title: "The cityâ€™s cafÃ©s"\n                ^^^ '
            "garbled text in `title`: `The cityâ€™s cafÃ©s` was probably `The city’s cafés`\n",
            fixed='title: "The city’s cafés"\n',
        ),
        Bad('title: "It\x92s back"\n          ^\n', fixed='title: "It’s back"\n'),
        Bad("title: The caf�s are back\n              ^ `title`: `�` stands where a character was lost; write it again\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for scalar in article.texts:
            text = scalar.text
            probably = meant(text)
            at = text.find("�")
            if probably is not None:
                yield self._garbled(article, scalar, probably)
            elif at >= 0 and "�" in article.document.written(scalar):
                place = article.document.span_in(scalar, at, at + 1)
                message = f"{labelled(scalar.pointer)}: `�` stands where a character was lost; write it again"
                yield Finding(scalar, message, span=place)

    def _garbled(self, article: Article, scalar: Scalar, probably: str) -> Finding:
        start, end = first_garbled(scalar.text)
        end += 1 if _MORE_GARBLED.match(scalar.text, end) else 0
        shown = show(scalar.text, _LONGEST_GARBLED), show(probably, _LONGEST_GARBLED)
        message = f"garbled text in {labelled(scalar.pointer)}: {shown[0]} was probably {shown[1]}"
        edit = change_text(article.document, scalar, _differences(scalar.text, probably))
        fix = unsafe("Write what was meant", edit, fields=(scalar.pointer,))
        return Finding(scalar, message, span=article.document.span_in(scalar, start, end), fix=fix)


_MORE_GARBLED = lazy_pattern("[\u0080-\u00bf\u2013-\u203a\u20ac\u2122]")
_LONGEST_GARBLED = 50


def _differences(old: str, new: str) -> list[Change]:
    """Return what changes between two texts: one piece, from the first difference to the last."""
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    same = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    return [Change(start, len(old) - same, new[start : len(new) - same])]


_INSTEAD_OF_TEXT = lazy_pattern(
    r"\s*(?:(?:TODO|TBD|FIXME|XXX+|undefined|null|NaN|None|nil)\s*\Z|(?:TODO|FIXME|TBD):)",
    re.IGNORECASE,
)
_INSIDE_TEXT = lazy_pattern(
    r"\[object Object\]|lorem ipsum|\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|<%.{0,200}?%>|\$\{[\w.]+\}",
    re.IGNORECASE | re.DOTALL,
)
_CASE_MATTERS = frozenset(["todo", "none", "nil", "null", "xxx", "undefined", "nan"])


class PlaceholderText(ArticleRule):
    """Text was never filled in: `TODO`, `undefined`, `lorem ipsum`, `{{ title }}`.

    ## Why
    A template was not rendered, or a program wrote out that it had nothing to write.
    """

    triggers = Triggers(
        parts=("\n ", "{", "<%", "["),
        any_case=("lorem ipsum",),
        starts=("tod", "tbd", "fix", "xxx", "und", "nul", "nan", "non", "nil"),
        unprintable=True,
    )
    code = "NL407"
    name = "placeholder-text"
    examples = (
        Good("title: The undefined future of todo lists\nexcerpt: Nothing is null and void here.\n"),
        Bad("title: TODO\n       ^^^^ `title` was never filled in: `TODO`\n"),
        Bad('title: "undefined"\n        ^^^^^^^^^\n'),
        Bad('title: "News: {{ page.title }}"\n              ^^^^^^^^^^^^^^^^\n'),
        Bad("excerpt: Lorem ipsum dolor sit amet\n         ^^^^^^^^^^^\n"),
        Bad("title: {{ title }}\n       ^^^^^^^^^^^\n"),
        Bad("{% if x %}\n^^^^^^^^^^ a template tag was never filled in: `{% if x %}`\ntitle: Trams\n{% endif %}\n^^^^^^^^^^^\n"),
        Bad('provider:\n  name: "[object Object]"\n         ^^^^^^^^^^^^^^^\n'),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        for problem in article.document.problems if not article.is_related else ():
            if problem.rule == self.name:
                yield Finding(problem.span, problem.message)
        for scalar in article.texts:
            visible = visible_text(scalar.text)
            match = _placeholder(visible)
            if match is None or _is_a_word(match.group().strip()):
                continue
            place = article.document.span_in(scalar, *match.span()) if visible == scalar.text else scalar.span
            yield Finding(scalar, _never_filled_in(scalar.pointer, match.group()), span=place)


def _never_filled_in(pointer: str, placeholder: str) -> str:
    return f"{labelled(pointer)} was never filled in: {show(placeholder.strip())}"


def _placeholder(text: str) -> re.Match[str] | None:
    match = _INSTEAD_OF_TEXT.match(text)
    if match is None and ("{" in text or "[" in text or "<%" in text or "psum" in text or "PSUM" in text):
        match = _INSIDE_TEXT.search(text)
    return match


def _is_a_word(placeholder: str) -> bool:
    """Whether the placeholder is written as people write the word (`Null` and `Todo` are names), not as programs do."""
    return placeholder.casefold() in _CASE_MATTERS and placeholder not in ("TODO", "None", "nil", "null", "undefined", "NaN", "XXX")


RULES = (HtmlEntity, HtmlTag, Mojibake, PlaceholderText)
