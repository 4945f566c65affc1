"""Articles in the words of a repository that calls every field otherwise.

Each name is written with other letters, always the same ones for the same (`title` is `gvgyr`): it keeps its length, so that all places
stay, and a slip of a name stays one.
"""

import codecs
import re

from linter.article.fields import NAMES
from linter.document import Document
from linter.document.nodes import Mapping, walk
from linter.source import Source
from linter.text.misspellings import is_slip

_OTHERS = ("author", "authors", "layout")  # near to a name of newslint, and fields of their own
TOP = frozenset(name for name in NAMES if "." not in name)
_INNER = {name.partition(".")[2] for name in NAMES if "." in name}
_LABEL = re.compile(r"`([^`]+)`")
_PROVIDERS = re.compile(r"(?<=provider\.)(?:name|domain|images)\b|(?<=[{ ])(?:name|domain)(?=: )")
_KIND = re.compile(r"(?<=the whole )title|(?<=of the )title")
_WORD = re.compile(r"(?<![\w/-])[A-Za-z]+(?![\w-])", re.ASCII)


def foreign(name: str) -> str:
    """Return the foreign name for one of newslint's, or for a slip of one."""
    return codecs.encode(name, "rot13")


FIELDS = tuple((name, ".".join(map(foreign, name.split(".")))) for name in NAMES)


def is_meant(key: str) -> bool:
    """Whether a key is one of newslint's names, or a slip of one."""
    return key in TOP or (len(key) > 3 and key not in _OTHERS and any(is_slip(key, name) for name in TOP))


def foreign_pointer(pointer: str) -> str:
    """Return a JSON Pointer in foreign words."""
    steps = re.split(r"/(?![^\[]*\])", pointer)
    names, inside = is_meant, ""
    for place, step in enumerate(steps[1:], 1):
        if step.isdecimal() or step.startswith("["):
            if inside == "related":
                names, inside = is_meant, ""
            continue
        if names(step):
            steps[place] = foreign(step)
        names = (lambda key: key in _INNER) if inside == "" and step == "provider" else lambda key: False
        inside = f"{inside}.{step}" if inside else step
    return "/".join(steps)


def foreign_text(path: str, text: str) -> str:
    """Return an article with foreign names for its fields, and all else as it is."""
    document = Document.parse(Source.from_text(path, text))
    written = list(text)
    for node in walk(document.root) if document.root is not None else ():
        for entry in node.entries if isinstance(node, Mapping) else ():
            pointer = f"{entry.key.parent.pointer if entry.key.parent is not None else ''}/{entry.key.text}"
            name = foreign_pointer(pointer).rpartition("/")[2]
            at = text.find(entry.key.text, entry.key.start)
            if len(name) == len(entry.key.text) and at >= 0:
                written[at : at + len(name)] = name
    found = "".join(written)
    # What could not be read, or stands where no reader looks: names at the beginning of a line.
    above = ""

    def line(read: re.Match[str]) -> str:
        nonlocal above
        before, name = read.groups()
        is_inner = name in _INNER - TOP and (above in ("provider", foreign("provider")) or not before.startswith(" "))
        above = above if before.startswith(" ") or is_inner else name
        is_one = is_inner or (is_meant(name) and not before.startswith(" "))
        return before + (foreign(name) if is_one else name)

    return re.sub(r"(?m)^(\W*)([A-Za-z]+)(?=[ \t]*[:=：\u00a0])", line, found)


def foreign_words(message: str, *, inside: str) -> str:
    """Return a message with foreign names where it names fields, in backticks; `inside` of a group it may name that one's alone."""

    def turned(found: re.Match[str]) -> str:
        return foreign(found[0]) if is_meant(found[0]) or (inside and found[0] in _INNER) else found[0]

    def label(found: re.Match[str]) -> str:
        if "/" in found[1] or found[1].startswith(("[", "{{")):
            return found[0]  # a path, a table of the configuration, a template's tag
        inner = _PROVIDERS.sub(lambda name: foreign(name[0]), found[1])
        return f"`{_WORD.sub(turned, inner)}`"

    return _KIND.sub(lambda found: foreign(found[0]), _LABEL.sub(label, message))
