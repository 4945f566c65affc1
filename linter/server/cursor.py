"""Where in the front matter a cursor is, told from the lines around it: they need not be YAML yet."""

import re
from typing import NamedTuple

from linter.source import Source, Span

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:-(?: +|$))*)(?P<rest>.*)")
_KEY = re.compile(r"""(?P<key>"[^"]*" *+|'[^']*' *+|[^\s#:'"\[\]{},&*!|>%@`-][^:]*+):(?P<gap> *+)(?=(?P<value>.*))(?:(?<= )|$)""")
_IGNORED = re.compile(r"#[ \t]*newslint:[ \t]*ignore(?:-file)?[ \t]*\[(?:[^\]]*[\s,])?(?P<word>[^\]\s,]*)$")
_OPEN_LIST = re.compile(r"\[(?:.*,)? *(?P<item>[^,\[\]]*)$")


class Cursor(NamedTuple):
    """What a cursor is about to write.

    `steps` lead to the value there, or, where a key or an item may begin, to the mapping or list that it is in (`begins`). `span` is the
    word that is replaced, `before` its part in front of the cursor. `indent` is the column of the key or item. `in_list`: inside `[…]`.
    `after_colon`: right behind one, without a space. `dashed`: in an item that begins on this line.
    """

    steps: tuple[str | int, ...]
    span: Span
    before: str
    indent: int
    begins: bool = False
    in_list: bool = False
    in_comment: bool = False
    after_colon: bool = False
    dashed: bool = False


def cursor_at(source: Source, block: Span, offset: int) -> Cursor | None:
    """Return where a cursor is; None outside of the front matter, in comments and in texts of several lines."""
    if not block.start <= offset <= block.end + 1:
        return None
    number = source.position(offset).line
    start, end = source.line_span(number)
    if start < block.start:
        return None
    line, at = source.text[start:end], offset - start
    if start >= block.end and line.startswith(("---", "...")):
        return None
    ignored = _IGNORED.search(line[:at])
    if ignored is not None:
        return Cursor((), Span(start + ignored.start("word"), offset), ignored["word"], 0, in_comment=True)
    if "#" in line[:at] and re.search(r"(?:^|\s)#", line[:at]) and not re.search(r"""["']""", line[:at]):
        return None
    match = _LINE.match(line)
    assert match is not None  # every part may be empty
    column = match.start("rest")
    if at < column and match["rest"]:
        return None
    steps = _path(source, block, number, match)
    if steps is None:
        return None
    key = _KEY.match(match["rest"])
    if key is not None and at >= column + key.end("key") + 1:
        return _in_value(source, (*steps, key["key"].rstrip().strip("\"'")), start, column + key.start("value"), offset, column)
    written = line[column:at] if at >= column else ""
    if "[" in written:
        return _in_value(source, steps, start, column, offset, column)
    stop = column + (key.end("key") if key is not None else len(match["rest"].rstrip()))
    span = Span(min(start + column, offset), max(start + stop, offset))
    return Cursor(steps, span, written, min(column, at), begins=True, dashed=bool(match["dashes"]))


def _in_value(source: Source, steps: tuple[str | int, ...], line: int, column: int, offset: int, indent: int) -> Cursor:
    end = source.line_span(source.position(offset).line).end
    written = source.text[line + column : offset]
    item = _OPEN_LIST.match(written)
    if item is not None:
        index = written.count(",")
        rest = re.match(r"[^,\]\r\n]*", source.text[offset:end])
        assert rest is not None
        span = Span(offset - len(item["item"]), offset + len(rest.group().rstrip()))
        return Cursor((*steps, index), span, item["item"], indent, in_list=True)
    text = source.text[line + column : end].partition(" #")[0].rstrip()
    span = Span(min(line + column, offset), max(line + column + len(text), offset))
    return Cursor(steps, span, written, indent, after_colon=source.text[offset - 1 : offset] == ":" and not written)


def _path(source: Source, block: Span, number: int, line: "re.Match[str]") -> tuple[str | int, ...] | None:
    """Follow the indents upwards from a line to the mapping or list that it is in; None inside of a text of several lines."""
    column = line.start("rest")
    steps: list[str | int] = []
    key_limit = item_limit = column  # keys and dashes left of these lead to the place
    counted: int | None = None  # the column of the dashes whose items are being counted

    def enter(dashes: str, first: int) -> None:
        nonlocal key_limit, item_limit, counted
        for at in reversed([first + found.start() for found in re.finditer("-", dashes)]):
            if at < item_limit:
                steps.append(0)
                key_limit, item_limit, counted = at + 1, at, at

    enter(line["dashes"], line.end("indent"))
    for above in range(number - 1, 0, -1):
        start, end = source.line_span(above)
        if start < block.start:
            break
        text = source.text[start:end]
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        match = _LINE.match(text)
        assert match is not None
        key = _KEY.match(match["rest"])
        place = match.start("rest")
        if key is not None and place < key_limit:
            if key["value"][:1] in ("|", ">"):
                return None
            steps.append(key["key"].rstrip().strip("\"'"))
            key_limit = item_limit = place
            counted = None
        first = match.end("indent")
        if match["dashes"] and first == counted:
            steps[-1] = int(steps[-1]) + 1
        elif match["dashes"]:
            enter(match["dashes"], first)
        if key_limit == 0 and counted is None:
            break
    return tuple(reversed(steps))
