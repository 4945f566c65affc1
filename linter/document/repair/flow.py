"""What is wrong with a list `[…]` or mapping `{…}` on one line of broken YAML."""

import re
from collections.abc import Iterator

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import StreamEndEvent

from linter.document.problem import Change
from linter.document.repair.lines import QUOTED, Line, Slip, quote_scalar
from linter.source import Span

_TOKEN = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'|[\[\]{},]|(?<=[\s\[{,])#[^\r\n]*+""")
_ITEM_TOKEN = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'|[\[\]{},]""")  # a `#` inside is text here: it was meant so
_CLOSERS = {"[": "]", "{": "}"}
_KINDS = {"[": "list", "{": "mapping"}
_GLUED = re.compile(r"[ \t]*+[A-Za-z_][\w-]*+:(?=[^\s/,\]}:])")
_PAIR = re.compile(r"""[ \t]*+("[^"]*+"|'[^']*+'|[^\s:'"\[\]{},#][^:'"\[\]{},#]*+):(?:[ \t]++|(?=["']))""")


def flow_slip(line: Line, value: str) -> Slip | None:
    """Say what is wrong with a value that begins with a bracket; None where nothing is, or where it may go on in the next line."""
    start = line.value.start
    end, comment = flow_end(value)
    if end is None:
        if comment is not None and value[-1] == _CLOSERS[value[0]]:
            return _commented(line, value, comment)
        return None
    rest = value[end:].strip(" \t")
    if rest.startswith("#") and value[end : end + 1] in (" ", "\t"):
        rest = ""
    if rest in (",", ";"):
        mark = Span(start + value.rindex(rest), line.value.end)
        message = f"{line.name} has a `{rest}` behind its `{value[end - 1]}`: YAML needs none, remove it"
        return Slip(mark, message, "", (Change(Span(start + end, line.value.end), ""),), start)
    if not rest.strip("]} \t") and rest:
        mark = Span(start + end, line.value.end)
        return Slip(mark, f"{line.name} has a `{rest[0]}` too many: remove it", "", (Change(mark, ""),), start)
    if rest:
        what = _KINDS[value[0]]
        message = f"{line.name} begins with `{value[0]}`, which YAML reads as a {what}: put the whole {line.kind} in quotes"
        return Slip(line.value, message, "", (Change(line.value, quote_scalar(value)),), start, value, " #" not in value)
    return _broken_items(line, value[:end]) if not can_be_read(value[:end]) else _glued(line, value[:end])


def flow_end(value: str) -> tuple[int | None, int | None]:
    """Return where a list or mapping ends, None where it is not closed, and where a comment in it begins."""
    depth: list[str] = []
    for token in _TOKEN.finditer(value):
        sign = token.group()
        if sign[0] == "#":
            if token.end() == len(value):
                return None, token.start()
        elif sign in _CLOSERS:
            depth.append(sign)
        elif sign in ("]", "}"):
            if depth:
                depth.pop()
            if not depth:
                return token.end(), None
    return None, None


def can_be_read(yaml: str) -> bool:
    """Whether YAML makes something of a list or mapping."""
    parser = CParser(yaml)
    try:
        while parser.get_event().__class__ is not StreamEndEvent:
            pass
    except (YAMLError, ValueError):
        return False
    return True


def _commented(line: Line, value: str, at: int) -> Slip:
    """Tell a list that is lost behind a `#`."""
    start = line.value.start
    message = f"{line.name} is lost from `#` on, as YAML takes it for a comment: put the item in quotes"
    changes = _items_in_quotes(line.value, value)
    return Slip(Span(start + at, start + at + 1), message, "", changes, start)


def _broken_items(line: Line, value: str) -> Slip:
    start, what = line.value.start, _KINDS[value[0]]
    span = Span(start, start + len(value))
    mark = span
    for item in _items(value):
        written = value[item.start : item.end]
        if not written or not can_be_read(f"{value[0]}{written}{value[-1]}"):
            mark = Span(start + item.start, start + max(item.end, item.start + 1))
            break
    found = value[mark.start - start : mark.end - start]
    problem = f"cannot be read at `{found if len(found) < 60 else found[:59] + '…'}`" if mark != span else "cannot be read"
    message = f"{line.name} is a {what} that {problem}: put items that hold `,`, `: `, brackets or quotes in quotes"
    return Slip(mark, message, "leave no item empty", _items_in_quotes(span, value), start)


def _items_in_quotes(span: Span, value: str) -> tuple[Change, ...]:
    """Put the items that cannot stand alone in quotes; no changes where that is not enough."""
    written = [value[item.start : item.end] for item in _items(value)]
    mend = _mended_pair if value[0] == "{" else _mended_item
    mended = f"{value[0]}{', '.join(mend(item) for item in written if item)}{_CLOSERS[value[0]]}"
    return (Change(span, mended),) if can_be_read(mended) else ()


def _mended_item(item: str) -> str:
    if flow_end(item)[1] is None and can_be_read(f"[{item}]"):
        return item
    return quote_scalar(item[1:-1] if item[0] in "\"'" and item[-1] == item[0] and len(item) > 1 else item)


def _mended_pair(pair: str) -> str:
    if can_be_read("{" + pair + "}"):
        return pair
    key = _PAIR.match(pair)
    return f"{pair[: key.end()]}{_mended_item(pair[key.end() :])}" if key is not None and key.end() < len(pair) else pair


def _items(value: str) -> Iterator[Span]:
    """Yield where the items of a list stand: between its commas, without those in quotes and inner brackets."""
    inner = value[1:-1] if value[-1] == _CLOSERS[value[0]] else value[1:]
    depth = at = 0
    ends = []
    for token in _ITEM_TOKEN.finditer(inner):
        sign = token.group()
        if sign in _CLOSERS:
            depth += 1
        elif sign in ("]", "}"):
            depth = max(depth - 1, 0)
        elif sign == "," and not depth:
            ends.append(token.start())
    for end in [*ends, len(inner)]:
        item = inner[at:end]
        start = at + len(item) - len(item.lstrip(" \t"))
        yield Span(1 + start, 1 + max(start, at + len(item.rstrip(" \t"))))
        at = end + 1


def _glued(line: Line, value: str) -> Slip | None:
    """Tell `{name:A}`, which YAML reads as the one key `name:A` without a value."""
    if value[0] != "{":
        return None
    start = line.value.start
    glued = [item.start + len(found.group()) for item in _items(value) if (found := _GLUED.match(value[item.start : item.end]))]
    if not glued:
        return None
    changes = tuple(Change(Span(start + at, start + at), " ") for at in glued)
    first = glued[0]
    mark = Span(start + first - 1, start + first)
    return Slip(
        mark,
        f"{line.name} has no space behind the colon: add one, or YAML takes it for a part of the name",
        "",
        changes,
        start,
        is_misread=True,
    )


def unclosed_flow_slip(text: str, line: Line, last: int) -> Slip:
    """Tell a bracket that nothing closes, in a value whose lines end at `last`."""
    start, end = line.value
    value = text[start:end]
    what, closer = _KINDS[value[0]], _CLOSERS[value[0]]
    message = (
        f"{line.name} begins a {what} with `{value[0]}` that is never closed: close it with `{closer}`, or put the {line.kind} in quotes"
    )
    if last > end:
        can_close = can_be_read(text[start:last] + closer)
        return Slip(Span(start, start + 1), message, "", (Change(Span(last, last), closer),) if can_close else (), start)
    before = value
    tokens = [token.start() for token in _TOKEN.finditer(value) if token.group()[0] == "#"]
    if tokens:
        before = value[: tokens[0]].rstrip(" \t")
    closed = before.rstrip(",") + closer
    if "," in value or line.kind.endswith("s") or QUOTED.search(value):
        changes = (Change(Span(start, start + len(before)), closed),) if can_be_read(closed) else ()
    else:
        changes = (Change(Span(start, start + len(before)), quote_scalar(before)),)
    return Slip(Span(start, start + 1), message, "", changes, start)
