"""Lines of broken YAML that are neither `key: value` nor `- item`: what they were meant to be."""

import re

from linter.document.field_names import FieldNames
from linter.document.problem import Change
from linter.document.repair.lines import Line, Slip
from linter.source import Span

_CAMEL = re.compile(r"[a-z]+[A-Z][A-Za-z]*\Z", re.ASCII)
_NO_BREAK = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_KEY = r"""(?P<key>[A-Za-z_][\w-]*|"[^"\s]+"|'[^'\s]+')"""
_UNUSUAL_INDENT = re.compile(f"[{_NO_BREAK}]")
_UNUSUAL_SPACE = re.compile(rf"{_KEY}(?P<colon>:)(?P<wrong>[{_NO_BREAK}][{_NO_BREAK} \t]*+)")
_UNUSUAL_COLON = re.compile(rf"{_KEY}[ \t]*+(?P<wrong>[\uff1a\ufe55\ua789\u2236\ufe13])(?P<gap>[{_NO_BREAK} \t]*+)")
_GLUED = re.compile(rf"{_KEY}(?P<colon>:)(?P<wrong>)(?=[^\s/:])")
_GLUED_WORDS = "`{}` needs a space after its colon"
_COMMENT = re.compile(r"(?://+|/\*+|--+(?=[ \t])|;+(?=[ \t])|<!--+)[ \t]*(?P<note>.*?)[ \t]*(?:\*/|--+>)?\Z")
_ASSIGNED = re.compile(rf"{_KEY}[ \t]*+(?P<wrong>=)[ \t]*+(?=[^\s=])")
_MISSED_COLON = re.compile(r"([A-Za-z_][\w-]*)(?=[ \t]|\Z)")
_DASH = re.compile(r"[ \t]+[-\u2013\u2014][ \t]+(?=[^ \t])")
_DIRECTIVE = re.compile(r"%(?:YAML|TAG)\b")
_BULLET = re.compile(r"(?P<sign>[-+*•·‣◦∙●▪–—])[ \t\u00a0]*+(?=\S)")


def is_field_name(word: str, names: FieldNames) -> bool:
    """Whether a word looks like the name of a field rather than one of a sentence."""
    return word in names.known or _CAMEL.match(word) is not None


def badly_separated(text: str, line: Line) -> tuple[Slip, Line] | None:
    """Tell a key without the colon and space behind it; return the line as it is with them, too."""
    written = text[line.value.start : line.end]
    start = line.value.start
    for pattern, words in (
        (_UNUSUAL_SPACE, "`{}` has an unusual space after its colon, which YAML takes for a letter: write an ordinary space"),
        (_UNUSUAL_COLON, "`{}` is followed by an unusual colon: write an ordinary colon and a space"),
        (_GLUED, _GLUED_WORDS),
        (_ASSIGNED, "`{}` is followed by `=`, which is not YAML: write a colon and a space"),
    ):
        found = pattern.match(written)
        if found is None:
            continue
        key = found["key"].strip("\"'")
        begin, end = found.start("wrong"), found.end()
        if pattern is _ASSIGNED or pattern is _UNUSUAL_COLON:
            begin, content = found.end("key"), ": "
        else:
            content = " "
        change = Change(Span(start + begin, start + end), content)
        wrong = Span(*found.span("wrong"))
        marked = Span(start + wrong.start, start + wrong.end) if wrong.end > wrong.start else Span(start + begin - 1, start + begin)
        value = Span(start + end, max(line.end, start + end))
        key_span = Span(start, start + found.end("key"))
        is_exact = pattern is not _ASSIGNED and (key[0].islower() or is_field_name(key, line.names))
        slip = Slip(marked, words.format(key), "", (change,), value.start, is_exact=is_exact)
        return slip, line._replace(key=key, key_span=key_span, value=value)
    return None


def glued_field(line: Line) -> tuple[Slip, Line] | None:
    """Tell `title:Update: pier` from a key with a colon in it, such as `og:title`; return the line with a space, too."""
    assert line.key is not None
    name, _, rest = line.key.partition(":")
    if name not in line.names.known or not (rest[:1].isupper() or rest[:1] in "\"'"):
        return None
    at = line.key_span.start + len(name) + 1
    message = _GLUED_WORDS.format(name)
    slip = Slip(Span(at - 1, at), message, "", (Change(Span(at, at), " "),), at, is_misread=True)
    return slip, line._replace(key=name, key_span=Span(line.key_span.start, at - 1), value=Span(at, line.end))


def missed_colon(text: str, line: Line) -> tuple[Slip, Line] | None:
    """Tell `title Ferries return`, where the word is the name of a field."""
    found = _MISSED_COLON.match(text, line.value.start, line.end)
    if found is None or not is_field_name(found[1], line.names):
        return None
    at = found.end(1)
    mark = Span(line.value.start, at)
    dash = _DASH.match(text, at, line.end)
    if dash is not None:
        value_start = dash.end()
        message = f"`{found[1]}` has a dash where a colon belongs: write a colon, if this is the name of a field"
        slip = Slip(mark, message, "", (Change(Span(at, value_start), ": "),), value_start)
    else:
        value_start = at + len(text[at : line.end]) - len(text[at : line.end].lstrip(" \t"))
        message = f"`{found[1]}` has no colon: write one, if this is the name of a field"
        slip = Slip(mark, message, "", (Change(Span(at, at), ":"),), value_start)
    return slip, line._replace(key=found[1], key_span=mark, value=Span(value_start, line.end))


def foreign_comment(text: str, line: Line) -> Slip | None:
    """Tell a comment in the form of another language."""
    found = _COMMENT.match(text, line.value.start, line.end)
    if found is None or "-->" in text[line.value.start : line.end - 3]:
        return None
    sign = text[line.value.start : found.start("note")].strip()
    message = f"`{sign}` begins no comment in YAML: write `#`"
    note = found["note"]
    return Slip(line.value, message, "", (Change(line.value, f"# {note}".rstrip()),))


def bullet(text: str, line: Line) -> re.Match[str] | None:
    """Match a sign that was meant as the dash of a list."""
    return _BULLET.match(text, line.value.start, line.end)


def carriage_return(text: str, line: Line) -> Slip | None:
    """Tell a lone carriage return that ends a line in a file whose lines end otherwise."""
    at = line.start - 1
    if at < 0 or text[at] != "\r" or "\n" not in text:
        return None
    mark = Span(at, at + 1)
    return Slip(mark, "a carriage return breaks the line here: remove it", "", (Change(mark, " "),))


def astray(text: str, line: Line, *, is_first: bool) -> Slip:
    """Tell a line that nothing can be made of. It is read as a comment, but not offered as one."""
    written = text[line.value.start : line.end]
    message = f"expected `key: value`, found `{written if len(written) <= 40 else written[:39] + '…'}`"
    hint = "the first line must be a field" if is_first else "text that goes on from the line above is indented, or in quotes"
    if written.startswith("%"):
        directive = _DIRECTIVE.match(written)
        message = "a directive has no place in front matter" if directive else "`%` begins no comment in YAML: write `#`"
        hint = "remove the line" if directive else ""
    elif _UNUSUAL_INDENT.match(written):
        message, hint = "this line begins with an unusual space, which YAML takes for a letter", "indent it with ordinary spaces"
    begin = line.value.start
    return Slip(Span(begin, max(line.end, begin + 1)), message, hint, (Change(Span(begin, max(line.end, begin)), "#"),), is_offered=False)
