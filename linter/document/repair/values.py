"""What is wrong with a value of broken YAML that begins and ends on its line, told by how it looks."""

import re
from collections.abc import Collection, Sequence

from linter.document.problem import Change
from linter.document.repair.flow import flow_slip
from linter.document.repair.lines import BLOCK_HEADER, QUOTED, Line, Slip, quote_scalar
from linter.source import Span

_LONGEST = 20_000
_COLON = re.compile(r":(?=[ \t]|\Z)")
_COMMENT = re.compile(r"(?<=[ \t])#")
_BREAKING = re.compile("[\x85\u2028\u2029]")
_BEHIND_QUOTE = re.compile(r"[ \t]*+(?P<separator>[,;]++)?+[ \t]*+(?P<comment>(?:#|//)(?P<note>.*))?\Z", re.DOTALL)
_QUOTED_LIST = re.compile(r"""(?:"[^"]*+"|'[^']*+')(?:,[ ]*+(?:"[^"]*+"|'[^']*+'))++,?\Z""")
_INDICATED = re.compile(r"[|>][-+]?[0-9]?[-+]?[ \t]*+(?=[^\s\d])")
# `*city` may be meant as an alias. `"Trams" are back`: the quotes belong to the text. In `'It's back` one of them may be a slip.
_MISSED_ALIAS = re.compile(r"\*[\w-]+\Z")
_QUOTED_WORDS = re.compile(r"""(["'])[^"']++\1[\s,.;:!?][^"']*+\Z""")
_TRUE_APOSTROPHE = re.compile(r"'(?:[0-9]{2}s?|(?:twas|tis|til|cause|em|round|bout|n)\b)", re.IGNORECASE)
_ESCAPE = re.compile(
    r"""\\(?:(?P<pair>u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})
        |x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U(?:000[0-9a-fA-F]|0010)[0-9a-fA-F]{4}|[0abtnvfre\ "/\\N_LP\t\r\n]|(?P<bad>.))""",
    re.VERBOSE,
)
_PAIR = re.compile(r"(?<!\\)\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_STARTERS = {
    "@": "begins with `@`",
    "`": "begins with a backtick",
    "%": "begins with `%`",
    "]": "begins with `]`",
    "}": "begins with `}`",
    ",": "begins with a comma",
    "-": "begins with a dash, which YAML reads as a list",
    "*": "begins with `*`, which YAML reads as a reference to another value",
    "&": "begins with `&`, which YAML reads as the name of a value",
    "!": "begins with `!`, which YAML reads as a type",
    "?": "begins with `?`, which YAML reads as a key",
}


def value_slip(text: str, line: Line, anchors: Collection[str]) -> Slip | None:
    """Say what is wrong with the value of a line, None where it can stand as it is. An open quote or bracket is not looked at here."""
    value = text[line.value.start : line.value.end]
    if not value or value[0] == "#" or len(value) > _LONGEST:
        return None
    if value[0] in "\"'":
        return _quoted(line, value)
    if value[0] in "[{":
        return flow_slip(line, value)
    if value[0] in "|>" and not BLOCK_HEADER.match(value):
        return _indicated(line, value)
    if _cannot_begin(value, anchors):
        alone = _MISSED_ALIAS.match(value) is None
        return _in_quotes(line, value, f"{line.name} {_STARTERS[value[0]]}: put the whole {line.kind} in quotes", is_exact=alone)
    return _plain(line, value)


def _cannot_begin(value: str, anchors: Collection[str]) -> bool:
    if value[0] in "@`%]},":
        return True
    if value[0] in "-?":
        return value[1:2] in ("", " ", "\t")
    if value[0] == "*":
        name = re.match(r"\*([\w-]*)[ \t]*(?:#|\Z)", value)
        return name is None or name[1] not in anchors
    return bool(re.match(r"[&!](?:[ \t]|\Z)|!<[^>]*\Z|[&!]\S+[ \t]+[@`%\]},]", value)) and value != "!"


def _plain(line: Line, value: str) -> Slip | None:
    breaking = _BREAKING.search(value)
    if breaking is not None:
        at = line.value.start + breaking.start()
        message = f"{line.name} ends here, for YAML, with the character U+{ord(breaking.group()):04X}"
        change = Change(Span(at, at + 1), " ")
        return Slip(Span(at, at + 1), message, "remove it, or put the value in quotes", (change,), line.value.start)
    before = value[: _comment_start(value)].rstrip(" \t")
    colon = _COLON.search(before)
    if colon is None:
        return None
    what = 'contains ": "' if colon.end() < len(before) else "ends with a colon"
    return _in_quotes(line, value, f"{line.name} {what}, which YAML reads as a new field: put the whole {line.kind} in quotes")


def _comment_start(value: str) -> int:
    comment = _COMMENT.search(value)
    return comment.start() if comment is not None else len(value)


def _in_quotes(line: Line, value: str, message: str, *, is_exact: bool = True) -> Slip:
    """Put a value in quotes. What may be a comment behind it stays one where a space follows the `#`; a person decides."""
    at, hint = _comment_start(value), ""
    if at < len(value):
        rest = value[at:]
        is_exact = False
        if rest[1:2] in ("", " ", "\t", "#"):
            hint, value = f"`{_short(rest)}` stays a comment", value[:at].rstrip(" \t")
        else:
            hint = f"`{_short(rest)}` becomes part of the {line.kind}"
    start = line.value.start
    span = Span(start, start + len(value))
    return Slip(span, message, hint, (Change(span, quote_scalar(value)),), start, value, is_exact)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _indicated(line: Line, value: str) -> Slip:
    """Tell text on the line of `>` or `|`: the sign goes, but for `> 5 boats`, where it may be meant."""
    found = _INDICATED.match(value)
    start = line.value.start
    if found is None:
        message = f"{line.name} begins with `{value[0]}`, which YAML reads as the sign of a text block: put the whole {line.kind} in quotes"
        return _in_quotes(line, value, message)
    sign = found.group().rstrip()
    message = f"{line.name} has its text on the line of `{sign}`: put the text on the next line, or leave `{sign}` out"
    inner = value[found.end() :]
    if inner[0] in "\"'" and QUOTED.fullmatch(inner):
        change = Change(Span(start, start + found.end()), "")
    else:
        change = Change(line.value, quote_scalar(inner))
    return Slip(line.value, message, "", (change,), start)


def _quoted(line: Line, value: str) -> Slip | None:
    closed = QUOTED.match(value)
    if closed is None:
        return None
    behind = _BEHIND_QUOTE.match(value, closed.end())
    if behind is None:
        return _quoted_and_words(line, value)
    if behind["separator"] or (behind["comment"] or "").startswith("//") or value[closed.end() : closed.end() + 1] == "#":
        return _separated(line, value, closed.end(), behind)
    return escape_slip(line, closed.group()) if value[0] == '"' else None


def _separated(line: Line, value: str, at: int, behind: re.Match[str]) -> Slip:
    """Tell what other languages put behind a value: a comma, a semicolon, a comment of theirs."""
    start = line.value.start
    if behind["separator"]:
        marked = Span(start + behind.start("separator"), start + behind.end("separator"))
        what = "comma" if value[behind.start("separator")] == "," else "semicolon"
        message = f"{line.name} has a {what} behind its closing quote: YAML needs none, remove it"
    else:
        marked = Span(start + behind.start("comment"), line.value.end)
        sign = "//" if value.startswith("//", behind.start("comment")) else "#"
        message = f"{line.name} is followed by `{sign}`, which begins no comment here: write a space and `#`"
    note = (behind["note"] or "").strip()
    change = Change(Span(start + at, line.value.end), f" # {note}" if note else "")
    return Slip(marked, message, "", (change,), start)


def _quoted_and_words(line: Line, value: str) -> Slip:
    """Tell `"Trams" are back`, `"The "new" tram"`, `'It's back'` and `"Transport", "Trams"` apart."""
    start, quote = line.value.start, value[0]
    if _QUOTED_LIST.match(value):
        change = Change(line.value, f"[{value.rstrip(',')}]")
        return Slip(line.value, f"{line.name} holds several quoted texts: write a list, in `[` and `]`", "", (change,), start)
    text = value[: _comment_start(value)].rstrip(" \t") if QUOTED.sub("", value).count("#") else value
    inside = text.rstrip(",;") if text.rstrip(",;")[-1:] == quote else text
    if inside[-1] == quote and len(inside) > 1:
        inner = inside[1:-1].replace("\\" + quote if quote == '"' else quote * 2, quote)
        message = f"{line.name} ends early, at its second `{quote}`: use the other kind of quotes around it"
        span = Span(start, start + len(text))
        return Slip(span, message, "", (Change(span, quote_scalar(inner)),), start, inner)
    message = f"{line.name} goes on behind the closing quote: put the whole {line.kind} in the other kind of quotes"
    return _in_quotes(line, value, message, is_exact=_QUOTED_WORDS.match(value) is not None)


def escape_slip(line: Line, value: str) -> Slip | None:
    """Tell escapes that YAML does not know, and those of surrogate pairs, which JSON has and YAML has not."""
    start = line.value.start
    found = [match for match in _ESCAPE.finditer(value) if match.lastgroup]
    if not found:
        return None
    first = found[0]
    apostrophes = [match for match in found if match["bad"] == "'"]
    bad = [match for match in found if match["bad"] and match["bad"] != "'"]
    if bad:
        mark = Span(start + bad[0].start(), start + bad[0].end())
        inner = _PAIR.sub(lambda pair: _character(pair.group()), value[1:-1]).replace('\\"', '"').replace("\\\\", "\\")
        message = f"{line.name} holds `{bad[0].group()}`, which is no escape in YAML: use single quotes, or write the backslash twice"
        span = Span(start, start + len(value))
        return Slip(mark, message, "", (Change(span, "'" + inner.replace("'", "''") + "'"),), start)
    spans = {match: Span(start + match.start(), start + match.end()) for match in found}
    halves = [match for match in found if match["half"]]
    changes = [Change(spans[m], "'" if m in apostrophes else "\ufffd" if m in halves else _character(m.group())) for m in found]
    if halves:
        message = f"{line.name} holds `{halves[0].group()}`, one half of a pair: alone it is no character"
        mark = Span(start + halves[0].start(), start + halves[0].end())
        return Slip(
            mark, message, "remove it, or write the character itself", tuple(changes), start, is_offered=False, rule="invalid-encoding"
        )
    if apostrophes:
        message = f"{line.name} holds `\\'`, which is no escape in YAML: write `'` alone"
        return Slip(spans[apostrophes[0]], message, "", tuple(changes), start)
    message = f"{line.name} holds `{first.group()}`, which YAML cannot read: write the character itself"
    return Slip(spans[first], message, "", tuple(changes), start, is_exact=True)


def _character(pair: str) -> str:
    return chr(0x10000 + ((int(pair[2:6], 16) - 0xD800) << 10) + int(pair[8:], 16) - 0xDC00)


def unclosed_slip(text: str, line: Line, end: int) -> Slip:
    """Tell a quote that nothing closes, in a value that ends at `end`: it is closed there, where it is one line without other quotes."""
    start, quote = line.value.start, text[line.value.start]
    value = text[start:end]
    escaped = '\\"' if quote == '"' else "''"
    message = f"{line.name} begins with a quote `{quote}` that is never closed: close it at the end of the {line.kind}"
    hint = f"a `{quote}` inside is written `{escaped}`"
    broken = re.search(r"\\(?![\\\"])", value) if quote == '"' else None
    if len(value) > 2 and value[-1] in "“”‘’" and not re.search("[“‘„]", value[:-1]):
        changes = (Change(Span(end - 1, end), quote),)
        message = f"{line.name} begins with a straight quote `{quote}` and ends with a curly one: write `{quote}` there, too"
        return Slip(Span(end - 1, end), message, "", changes, start)
    if _TRUE_APOSTROPHE.match(value):
        changes = (Change(Span(start, end), quote_scalar(value)),)
        return Slip(
            Span(start, start + 1), f"{line.name} begins with an apostrophe: put the whole {line.kind} in double quotes", "", changes, start
        )
    if quote in value[1:] or broken or value.endswith("\\"):
        changes = (Change(Span(start, end), quote_scalar(value[1:])),)
        return Slip(Span(start, start + 1), message, hint, changes, start)
    at = start + len(value[: _comment_start(value)].rstrip(" \t")) if _comment_start(value) < len(value) else end
    closing = (Change(Span(at, at), quote),)
    is_exact = quote == '"' and at == end and "\n" not in value and "\r" not in value and len(value) > 1
    return Slip(Span(start, start + 1), message, hint, closing, start, value[1:] if is_exact else None, is_exact)


def over_lines(text: str, line: Line, following: Sequence[Line], slip: Slip | None) -> Slip | None:
    """Say what is wrong with a plain value that goes on in the lines `following`; `slip` is what is wrong with its first line alone."""
    first = text[line.value.start : line.value.end]
    if slip is not None and first[0] in "|>":  # the text is put on lines of its own
        sign = re.match(r"[|>][-+0-9]*", first)
        assert sign is not None
        begin = line.value.start + sign.end()
        gap = len(text[begin : line.end]) - len(text[begin : line.end].lstrip(" \t"))
        newline = text[line.end : following[0].start].lstrip(" \t")
        indent = next(other.indent for other in following if other.end > other.start)
        return slip._replace(changes=(Change(Span(begin, begin + gap), newline + " " * indent),), value=None)
    if slip is not None and first[0] in "@`%]},*&!-?":
        return slip._replace(changes=(), value=None)
    return _colon_over_lines(text, line, following[-1].end) or (slip._replace(changes=(), value=None) if slip else None)


def _colon_over_lines(text: str, line: Line, end: int) -> Slip | None:
    """Tell a plain value over several lines that holds `: `."""
    span = Span(line.value.start, end)
    value = text[span.start : span.end]
    pieces = re.split(r"\r\n|\r|\n", value)
    if not any(_COLON.search(piece.rstrip(" \t")) for piece in pieces) or len(value) > _LONGEST:
        return None
    has_comment = any(_comment_start(piece) < len(piece) for piece in pieces)
    message = f'{line.name} contains ": " and goes on over several lines: put the whole {line.kind} in quotes'
    return Slip(line.value, message, "", (Change(span, quote_scalar(value)),), span.start, _folded(pieces), not has_comment)


def _folded(pieces: list[str]) -> str:
    folded, breaks = pieces[0].strip(" \t"), 0
    for piece in pieces[1:]:
        words = piece.strip(" \t")
        if not words:
            breaks += 1
            continue
        folded += ("\n" * breaks or " ") + words
        breaks = 0
    return folded
