"""libyaml's syntax errors in plain words, at the place where a person would mend them."""

import re
from typing import NamedTuple

from linter.document.problem import Problem
from linter.document.result import SyntaxProblem
from linter.source import Span

_LINE = re.compile(
    r"""(?P<indent>[ ]*)(?P<dashes>(?:-[ \t]+)*)
        (?:(?P<key>"[^"]*"|'[^']*'|[^\s\#:'"\[\]{},&*!|>%@`][^:]*?):(?:[ \t]+|$))?
        (?P<value>.*?)[ \t]*$""",
    re.VERBOSE,
)
_CONFLICT = re.compile(r"(<{7}|={7}|>{7})(?: [^\r\n]*)?(?=[\r\n]|\Z)")
_SEPARATOR = re.compile("[\x85\u2028\u2029]")
_GLUED = re.compile(r"[\w-]+:[^\s/]")
_OPENED = {"[": ("list", "]"), "{": ("mapping", "}")}
_STARTERS = {
    "@": "a plain value cannot begin with `@`",
    "`": "a plain value cannot begin with a backtick",
    "%": "a plain value cannot begin with `%`",
    "[": "a value that begins with `[` is a list, and this one does not end like one",
    "{": "a value that begins with `{` is a mapping, and this one does not end like one",
    "]": "a plain value cannot begin with `]`",
    "}": "a plain value cannot begin with `}`",
    ",": "a plain value cannot begin with a comma",
    ">": "a value that begins with `>` is a folded block, which begins on the next line",
    "|": "a value that begins with `|` is a literal block, which begins on the next line",
    "-": "a list cannot begin on the line of its key",
    "*": "a value that begins with `*` is an alias, and nothing has this name",
    "&": "a value that begins with `&` is an anchor",
    "!": "a value that begins with `!` is a tag",
    "?": "a value that begins with `?` is a complex key",
    '"': "text after the closing quote",
    "'": "text after the closing quote",
}


class Line(NamedTuple):
    """The one-line entry or list item at some offset.

    `start` is where the line begins; `value` is without surrounding blanks, and may be empty. `is_value`: a key or a dash stands before it.
    """

    start: int
    indent: int
    key: str | None
    value: Span
    is_value: bool


def line_at(text: str, at: int) -> Line:
    """Take apart the line that holds offset `at`."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    ends = [end for end in (text.find("\n", start), text.find("\r", start)) if end >= 0]
    end = min(ends, default=len(text))
    match = _LINE.match(text[start:end])
    assert match is not None  # every part of the pattern is optional
    key = match["key"]
    begin = match.start("value")
    if key is not None and match["dashes"] and re.search(r"\s", key):  # a sentence in a list of texts, not an entry
        key, begin = None, match.start("key")
    value = Span(start + begin, start + match.end("value"))
    return Line(start, len(match["indent"]), key, value, key is not None or bool(match["dashes"]))


def explain(text: str, block: Span, syntax: SyntaxProblem) -> Problem:
    """Turn libyaml's error into a problem with a tight span."""
    message, span, hint = _explain(text, block, syntax)
    start = min(span.start, max(block.end - 1, 0))
    return Problem("yaml-syntax", message, Span(start, max(span.end, start + 1)), hint)


def _explain(text: str, block: Span, syntax: SyntaxProblem) -> tuple[str, Span, str]:
    at = min(syntax.at, len(text))
    here = Span(at, at + 1)
    if "quoted scalar" in syntax.context:
        return _quoted(text, syntax, here)
    conflict = _CONFLICT.match(text, line_at(text, at).start) or _CONFLICT.match(text, line_at(text, syntax.context_at).start)
    if conflict is not None:
        return f"a merge conflict's marker `{conflict[1]}`", Span(*conflict.span()), "resolve the conflict"
    if syntax.problem.endswith("<document start>"):
        directive = line_at(text, block.start)
        return "a directive has no place in front matter", directive.value, "remove the line"
    if text[at : at + 1] == "\t" or "tab character" in syntax.problem:
        return "expected spaces, found a tab: YAML cannot be indented with tabs", here, "replace the tab by spaces"
    last = syntax.last
    if text[last.start : last.start + 1] in ('"', "'") and "\n" in text[last.start : last.end].replace("\r", "\n"):
        quote = text[last.start]
        message = f"the quote `{quote}` that is opened here ends on a later line, in the middle of other text"
        return message, Span(last.start, last.start + 1), f"close it at the end of its own line, or write `{quote}` twice"
    line = line_at(text, at)
    value = text[line.value.start : line.value.end]
    if "flow" not in syntax.context and is_flow_collection(value) and line.value.start <= at <= line.value.end:
        return _in_flow(text, line, at)
    if syntax.problem.startswith("mapping values"):
        return _mapping_values(text, block, at, line, value)
    starter = value[:1]
    if "flow" in syntax.context:
        opened = _never_closed(text, syntax, line)
        if opened is not None:
            return opened
        if is_flow_collection(value):
            return _in_flow(text, line, at)
    if starter in _STARTERS and (line.key is not None or starter not in "-?"):
        return _starter_message(starter), line.value, f"write `{quote_scalar(value)}`"
    if "simple key" in syntax.context:
        separator = _SEPARATOR.search(text, line_at(text, syntax.context_at).start, at)
        if separator is not None:
            name = f"U+{ord(separator.group()):04X}"
            return (
                f"the line ends here, for YAML, with the character {name}",
                Span(*separator.span()),
                "remove it, or put the value in quotes",
            )
        wrong = line_at(text, syntax.context_at).value
        return _glued(text, wrong) or ("expected `key: value`, found text without a colon", wrong, "a long value goes in quotes")
    if "expected key" in syntax.problem or "expected '-'" in syntax.problem:
        return "expected the same indent as in the lines above", _to_line_end(text, at, line), "align it with its siblings"
    return f"{_reword(syntax.problem)}", here, ""


def _starter_message(starter: str) -> str:
    return _STARTERS[starter] if starter in "\"'" else f"{_STARTERS[starter]}: put the value in quotes"


def is_flow_collection(value: str) -> bool:
    """Whether a value on one line was meant as a list `[…]` or mapping `{…}`, judged by how it begins and ends."""
    return value[:1] in ("[", "{") and value[-1:] in ("]", "}")


def _in_flow(text: str, line: Line, at: int) -> tuple[str, Span, str]:
    """Tell where a list or mapping on one line stops making sense."""
    what, _ = _OPENED[text[line.value.start]]
    at = min(at, line.value.end - 1)
    message = f"the {what} cannot be read from `{text[at]}` on"
    return message, Span(at, at + 1), "put items that hold `,`, `: `, brackets or quotes in quotes; leave no item empty"


def _never_closed(text: str, syntax: SyntaxProblem, line: Line) -> tuple[str, Span, str] | None:
    """Say which bracket is open where the error is on a later line than its opening."""
    opening = text[syntax.context_at : syntax.context_at + 1]
    if opening not in _OPENED or line.start <= syntax.context_at:
        return None
    what, closing = _OPENED[opening]
    span = Span(syntax.context_at, syntax.context_at + 1)
    return (
        f"the {what} that is opened here with `{opening}` is never closed",
        span,
        f"close it with `{closing}`, or put the value in quotes",
    )


def _glued(text: str, span: Span) -> tuple[str, Span, str] | None:
    """Tell a key that is glued to its value."""
    glued = text[span.start : span.end]
    if not _GLUED.match(glued):
        return None
    return "expected a space after the colon", span, f"write `{glued.replace(':', ': ', 1)}`"


def _quoted(text: str, syntax: SyntaxProblem, here: Span) -> tuple[str, Span, str]:
    opening = Span(syntax.context_at, syntax.context_at + 1)
    if "escape" in syntax.problem:
        escape = text[here.start - 1 : here.start + 1] if text[here.start - 1] == "\\" else text[here.start : here.end + 1]
        start = here.start - 1 if text[here.start - 1] == "\\" else here.start
        message = f"`{escape}` is no escape that YAML knows"
        return message, Span(start, start + 2), "double the backslash, or use single quotes"
    if "hexdecimal" in syntax.problem:
        begin = text.rfind("\\", 0, here.end)
        digits = {"x": 2, "u": 4}.get(text[begin + 1], 8)
        written = text[begin : begin + 2]
        return (
            f"expected {digits} hexadecimal digits after `{written}`",
            Span(begin, begin + 2),
            "double the backslash, or use single quotes",
        )
    quote = text[opening.start : opening.end]
    return f"the quote `{quote}` that is opened here is never closed", opening, f"close it with `{quote}`"


def _mapping_values(text: str, block: Span, at: int, line: Line, value: str) -> tuple[str, Span, str]:
    if line.is_value and line.value.start <= at < line.value.end:
        message = "a plain value cannot hold a colon followed by a space: put the value in quotes"
        if value[:1] in _STARTERS:
            message = _starter_message(value[0])
        return message, line.value, f"write `{quote_scalar(value)}`"
    previous = text[block.start : max(block.start, line.start)].rstrip("\r\n \t")
    before = line_at(text, block.start + max(len(previous) - 1, 0))
    if before.key is None:
        if (at_nbsp := text.find(":\u00a0", before.value.start, before.value.end)) >= 0:
            return "expected a space after the colon, found a no-break space", Span(at_nbsp + 1, at_nbsp + 2), "replace it by a space"
        if (glued := _glued(text, before.value)) is not None:
            return glued
    return "expected the same indent as in the lines above", _to_line_end(text, at, line), "align it with its siblings"


def _to_line_end(text: str, at: int, line: Line) -> Span:
    start = line.start + line.indent
    return Span(start, max(line.value.end, start + 1))


def _reword(problem: str) -> str:
    return problem.replace("did not find expected", "expected").replace("could not find expected", "expected")


def quote_scalar(value: str) -> str:
    """Put `value` in the quotes that need no escapes: double ones, single ones where it holds `"` or a backslash."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
