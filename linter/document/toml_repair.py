"""Undoing the mistakes that break TOML, one statement after the other, so that none of them hides everything else.

A repair is taken where the statement then reads. It counts as exact where it adds or changes what TOML's grammar alone wants (a quote, a
bracket, `=`), so that nothing else can have been meant. A statement that nothing mends is left out, and the block counts as unread.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from linter.document.nodes import Mapping, Scalar, walk
from linter.document.problem import Change, Problem, Repair
from linter.document.quoting import double_quoted
from linter.document.repair.mending import Mended
from linter.document.result import Limits, YamlResult
from linter.document.toml_faults import TomlError
from linter.document.toml_reader import TomlReader
from linter.source import Span, end_of_line, start_of_line

_MOST_MISTAKES = 20
_LONGEST_LINE = 5_000
_KEY = re.compile(r"""[ \t]*(?P<key>(?:[A-Za-z0-9_-]+|"[^"\\\r\n]*"|'[^'\r\n]*')(?:[ \t]*\.[ \t]*(?:[A-Za-z0-9_-]+|"[^"\\\r\n]*"))*)""")
_OPERATOR = re.compile(r"[ \t]*(?P<sign>:=|==|=>|:|=|)[ \t]*")
_NEW = re.compile(r"""[ \t]*(?:[A-Za-z0-9_."'-]+[ \t]*=|\[)""")
_ODD_KEY = re.compile(r"""[ \t]*(?P<key>[^\s"'=\[\]{}#,.](?:[^"'=\[\]{}#,.\r\n]*[^\s"'=\[\]{}#,.])?)[ \t]*=""")
_CURLY = re.compile('[“”„‟«‘‚‹](?P<text>[^“”„‟«»‘‚‹›"\\\\]*)[“”‟»’›]\\Z')
_BARE_TEXT = re.compile(r"""[^\s"'\[\]{}#,=][^"#\\]*\Z""")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7})(?:[ \t]|\Z)")


class _Proposal(NamedTuple):
    """A way to mend a statement. `exact`: nobody can have meant anything else. `say` replaces the message, `span` its place."""

    changes: tuple[Change, ...]
    exact: bool
    say: str = ""
    span: Span | None = None


def read_mended(text: str, block: Span, limits: Limits, error: TomlError) -> YamlResult:
    """Read a broken block with its mistakes mended, as far as that goes; every mistake found is a problem."""
    changes: list[Change] = []
    found: list[Problem] = []
    is_whole = True
    new: TomlError | None = error
    mended = Mended(text, [])
    reader: TomlReader | None = None
    while new is not None:
        start = mended.back(new.start)
        proposal = next((p for p in _proposals(text, block, mended, new) if _helps(text, block, limits, changes, p, new, mended)), None)
        found.append(_problem(text, block, mended, new, proposal))
        if new.rule == "too-complex" or len(found) >= _MOST_MISTAKES:
            is_whole = False
            break
        if proposal is not None:
            changes += proposal.changes
        else:
            is_whole = False
            part = Span(start, _end_of_statement(text, block, max(start, mended.back(new.at))))
            changes = [change for change in changes if change.span.end <= part.start or change.span.start >= part.end]
            changes.append(Change(part, ""))
        mended = Mended(text, changes)
        reader, following = _read(mended, text, block, limits)
        if following is not None and mended.back(following.start) < start:
            is_whole = False
            break
        new = following
    if reader is None or not is_whole:
        return YamlResult(None, found, [])
    return _moved_back(reader, mended, found)


def _read(mended: Mended, text: str, block: Span, limits: Limits) -> tuple[TomlReader, TomlError | None]:
    reader = TomlReader(mended.text, Span(block.start, block.end + len(mended.text) - len(text)), limits)
    try:
        reader.read()
    except TomlError as error:
        return reader, error
    return reader, None


def _helps(text: str, block: Span, limits: Limits, changes: list[Change], proposal: _Proposal, error: TomlError, before: Mended) -> bool:
    """Whether the statement reads with a proposal, and ends where it did before."""
    mended = Mended(text, [*changes, *proposal.changes])
    _, following = _read(mended, text, block, limits)
    if following is None:
        return True
    line_end = end_of_line(text, max(change.span.end for change in proposal.changes))
    return mended.back(following.start) >= min(line_end, block.end) > before.back(error.start)


def _problem(text: str, block: Span, mended: Mended, error: TomlError, proposal: _Proposal | None) -> Problem:
    start = min(mended.back(error.at), max(block.end - 1, block.start))
    span = Span(start, max(mended.back(error.end, is_end=True), start + 1))
    message, hint = error.message, error.hint
    line = text[start_of_line(text, start) : end_of_line(text, start)]
    if _CONFLICT.match(line):
        at = start_of_line(text, start)
        message, hint, span = f"a merge conflict's marker `{line[:7]}`", "resolve the conflict", Span(at, at + len(line))
    elif line.lstrip().startswith("- "):
        message, hint = "TOML has no lists of dashes", 'write the list in brackets: `topics = ["Transport", "City"]`'
    elif line.lstrip().startswith(("//", ";", "/*")) and proposal is None:
        message, hint = "a comment in TOML begins with `#`", "write `#` in place of it"
    repair = None
    if proposal is not None:
        message, hint = proposal.say or message, hint if not proposal.say else ""
        span = proposal.span or span
        repair = Repair(proposal.changes, proposal.exact)
    return Problem(error.rule, message, span, hint, repair=repair)


def _end_of_statement(text: str, block: Span, at: int) -> int:
    """Return where the next statement may begin."""
    end = end_of_line(text, at)
    return min(end, block.end)


def _proposals(text: str, block: Span, mended: Mended, error: TomlError) -> Iterator[_Proposal]:
    """Yield ways to mend the statement that an error is in."""
    start = mended.back(error.start)
    end = min(end_of_line(text, start), block.end)
    line = text[start:end]
    if not line.strip() or end - start > _LONGEST_LINE or _CONFLICT.match(line):
        return
    if line.lstrip().startswith("["):
        yield from _header(start, line)
        return
    key = _KEY.match(line)
    operator = _OPERATOR.match(line, key.end()) if key is not None else None
    odd = _ODD_KEY.match(line)
    if odd is not None and (key is None or (operator is not None and not operator["sign"])):
        span = Span(start + odd.start("key"), start + odd.end("key"))
        say = f"a name with other characters than `A-Z a-z 0-9 _ -` has to stand in quotes: `{odd['key']}`"
        yield _Proposal((Change(span, double_quoted(odd["key"])),), exact=" " not in odd["key"], say=say, span=span)
        return
    if key is None or operator is None:
        return
    sign = Span(start + operator.start("sign"), start + operator.end("sign"))
    name = key["key"]
    first: tuple[Change, ...] = ()
    say, place = "", None
    if operator["sign"] != "=":
        if sign.end > sign.start:
            first = (Change(sign, " =" if line[operator.start("sign") - 1] not in " \t" else "="),)
            say, place = f"TOML has `=` between a name and its value, found `{operator['sign']}` behind `{name}`", sign
        elif operator.end() > key.end() and operator.end() < len(line):
            first = (Change(Span(sign.start, sign.start), "= "),)
            say, place = f"`=` is missing between `{name}` and its value", Span(start + key.start("key"), start + key.end("key"))
    is_missing = operator["sign"] == ""
    if first:
        yield _Proposal(first, exact=True, say=say, span=place)
    if operator["sign"] == "" and not first:
        return
    value = Span(start + operator.end(), start + len(line.rstrip(" \t")))
    for changes, exact, words, where in _values(text, block, mended, value, error):
        if is_missing and not exact:
            continue
        yield _Proposal((*first, *changes), exact and not is_missing, say or words, place or where)


def _header(start: int, line: str) -> Iterator[_Proposal]:
    """Close the brackets of a header."""
    written = line.rstrip(" \t")
    opened = 2 if written.lstrip().startswith("[[") else 1
    closed = len(written) - len(written.rstrip("]"))
    if "#" in written or closed >= opened:
        return
    at = start + len(written)
    say = f"the bracket of the table `{written.strip()}` is not closed"
    span = Span(start + line.index("["), at)
    yield _Proposal((Change(Span(at, at), "]" * (opened - closed)),), exact=True, say=say, span=span)


def _values(
    text: str, block: Span, mended: Mended, value: Span, error: TomlError
) -> Iterator[tuple[tuple[Change, ...], bool, str, Span | None]]:
    """Yield changes to a value, whether they are exact, and words for what was wrong, with their place."""
    written = text[slice(*value)]
    if not written:
        return
    at = mended.back(error.at)
    lower = written.lower()
    if lower in ("true", "false") and lower != written:
        yield (Change(value, lower),), True, "", None
        return
    curly = _CURLY.match(written)
    if curly is not None:
        yield (Change(value, f'"{curly["text"]}"'),), True, "text has to stand in plain quotes in TOML, not in curly ones", value
        return
    if written[-1] in ",;":
        rest = written[:-1].rstrip()
        gone = Span(value.start + len(rest), value.end)
        yield (Change(gone, ""),), False, f"`{written[-1]}` does not belong behind the value", Span(value.end - 1, value.end)
    if re.fullmatch(r"[+-]?\.[0-9]+", written):
        point = value.start + written.index(".")
        yield (Change(Span(point, point), "0"),), True, "", None
    if re.fullmatch(r"[+-]?[0-9]+\.", written):
        yield (Change(Span(value.end, value.end), "0"),), True, "", None
    if re.fullmatch(r"[+-]?0+[0-9]+", written):
        yield (Change(value, re.sub(r"0+(?=[0-9])", "", written)),), False, "", None
    if written[0] in "\"'":
        yield from _quoted(text, value, written, at)
    elif written[0] in "[{":
        yield from _bracketed(text, block, mended, value, error)
    elif (
        _BARE_TEXT.match(written)
        and not re.match(r"[+-]?[0-9]", written)
        and lower not in ("null", "nil", "none", "yes", "no", "on", "off")
    ):
        words = "text has to stand in quotes in TOML"
        yield (Change(value, double_quoted(written)),), True, words, value


def _quoted(text: str, value: Span, written: str, at: int) -> Iterator[tuple[tuple[Change, ...], bool, str, Span | None]]:
    """Mend a text in quotes: one that is not closed, one with a quote or a backslash inside."""
    quote = written[0]
    inner = written[1:]
    if quote not in inner and not written.startswith(quote * 3):
        is_sure = "#" not in inner and inner[-1:] not in (",", ";", "'", '"')
        yield (Change(Span(value.end, value.end), quote),), is_sure, "", None
        return
    if not written.endswith(quote) or len(written) < 3:
        return
    content = written[1:-1]
    if quote == "'" and '"' not in content and "\\" not in content:
        words = "an apostrophe ends the text here: a text with one in it stands in double quotes"
        yield (Change(value, f'"{content}"'),), "#" not in content, words, value
    elif quote == '"' and "\\" not in content and '"' in content and "'" not in content:
        words = "a quote inside of the text ends it: such a text stands in single quotes"
        yield (Change(value, f"'{content}'"),), False, words, value
    elif quote == '"' and "\\" in content and '"' not in content.replace('\\"', ""):
        change = Change(Span(at, at), "\\")
        yield (change,), False, "", None


def _bracketed(
    text: str, block: Span, mended: Mended, value: Span, error: TomlError
) -> Iterator[tuple[tuple[Change, ...], bool, str, Span | None]]:
    """Mend a list or a table in braces: what is not closed, a comma that is missing or too many."""
    at = mended.back(error.at)
    if error.message.startswith("a table in braces ends with"):
        yield (Change(Span(at, at + 1), ""),), True, "", None
        return
    if error.message.startswith("expected `,`") and text[at : at + 1] in "\"'[{" and text[at : at + 1]:
        before = len(text[value.start : at].rstrip(" \t\r\n")) + value.start
        yield (Change(Span(before, before), ","),), True, "a comma is missing between two items", Span(at, at + 1)
    written = text[slice(*value)]
    opened = "".join({"[": "]", "{": "}"}[sign] for sign in re.sub(r'"[^"]*"|\'[^\']*\'', "", written) if sign in "[{")
    closed = sum(sign in "]}" for sign in re.sub(r'"[^"]*"|\'[^\']*\'', "", written))
    if len(opened) - closed == 1 and "#" not in written:
        follows = text[value.end : block.end].lstrip(" \t\r\n")
        is_sure = not follows or _NEW.match(follows) is not None
        bracket = opened[0]
        say = f"the {'list' if bracket == ']' else 'table'} that is opened here is not closed"
        stop = value.end - (1 if written.endswith(",") else 0)
        yield (Change(Span(stop, value.end), bracket),), is_sure and stop == value.end, say, Span(value.start, value.start + 1)


def _moved_back(reader: TomlReader, mended: Mended, found: list[Problem]) -> YamlResult:
    """Give the nodes their places in the original; what a mended statement holds is nobody else's to fix."""
    result = reader.result()
    touched = [change.span for change in mended.changes]
    nodes = {id(node): node for node in walk(result.root)} if result.root is not None else {}
    for node in list(nodes.values()):
        if isinstance(node, Mapping):
            nodes |= {id(entry.key): entry.key for entry in node.entries}
    fields: list[tuple[Span, str]] = []
    for node in nodes.values():
        is_new = mended.is_new(node.start)
        node.start, node.end = mended.back_span(node.span)
        line = Span(start_of_line(mended.text, node.start), node.end)
        if isinstance(node, Scalar) and (is_new or any(span.start <= node.end and node.start <= span.end for span in touched)):
            node.shared = True
            node.style = "" if is_new else node.style
            fields.append((Span(min(line.start, node.start), node.end), node.pointer))
    named = []
    for problem in found:
        changes = problem.repair.changes if problem.repair is not None else ()
        field = next((name for span, name in fields if any(span.start <= c.span.end and c.span.start <= span.end for c in changes)), "")
        named.append(problem._replace(field=field))
    back = [p._replace(span=mended.back_span(p.span), first=mended.back_span(p.first) if p.first else None) for p in result.problems]
    return result._replace(problems=[*back, *named], is_plain=False)
