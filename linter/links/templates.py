"""What template languages (Liquid, Jinja, Hugo, Handlebars) write into a body: their tags are no text, and some hold code or comments."""

import re

from linter.text.patterns import lazy_pattern

STAND_IN = "\ue000"  # a character of private use: what a template will write there is not known
_TAG = lazy_pattern(  # no tag holds the start of another: so each is looked at once, also where it has no end
    r"\{%-?[ \t]*(\w+)(?:[^%{]|%(?!\})|\{(?!%))*+%\}|\{\{[<%][ \t]*(/?[ \t]*\w+)(?:[^{}]|\}(?!\})|\{(?!\{))*+\}\}|\{\{[^{}\n]*+\}\}"
)
_HIDING = frozenset(["highlight", "comment", "code", "mermaid"])  # what stands between these and their ends is no text


def without_templates(text: str) -> str:
    """Return `text`, of the same length, with blanks for what templates hide and `STAND_IN` for what they write."""
    if "{{" not in text and "{%" not in text:
        return text
    tags = list(_TAG.finditer(text))
    ends = {_end_of(tag): place for place, tag in enumerate(tags) if _end_of(tag)}  # the last end of each name
    parts: list[str] = []
    at = place = 0
    while place < len(tags):
        tag = tags[place]
        name = tag[1] or (tag[2] or "").strip()
        if name in _HIDING and ends.get(name, -1) > place:
            last = next(later for later in range(place + 1, len(tags)) if _end_of(tags[later]) == name)
            parts += [text[at : tag.start()], _blank(text[tag.start() : tags[last].end()])]
            at, place = tags[last].end(), last + 1
            continue
        parts += [text[at : tag.start()], _stand_in(tag.group())]
        at, place = tag.end(), place + 1
    return "".join([*parts, text[at:]])


def _end_of(tag: re.Match[str]) -> str:
    """Return what a tag ends, `""` where it ends nothing."""
    liquid, hugo = tag[1] or "", (tag[2] or "").replace(" ", "")
    return liquid[3:] if liquid.startswith("end") else hugo[1:] if hugo.startswith("/") else ""


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)


def _stand_in(text: str) -> str:
    return re.sub(r"[^\r\n]", STAND_IN, text)
