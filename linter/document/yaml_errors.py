"""libyaml's syntax errors in plain words, at the place where a person would mend them."""

import re
from typing import NamedTuple

from linter.document.problem import Problem
from linter.document.yaml_reader import SyntaxProblem
from linter.source import Span

_LINE = re.compile(
    r"""(?P<indent>[ ]*)(?P<dashes>(?:-[ \t]+)*)
        (?:(?P<key>"[^"]*"|'[^']*'|[^\s\#:'"\[\]{},&*!|>%@`][^:]*?):(?:[ \t]+|$))?
        (?P<value>.*?)[ \t]*$""",
    re.VERBOSE,
)
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
    """The one-line entry or list item at some offset; `value` is without surrounding blanks, and may be empty."""

    indent: int
    key: str | None
    value: Span


def line_at(text: str, at: int) -> Line:
    """Take apart the line that holds offset `at`."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    ends = [end for end in (text.find("\n", start), text.find("\r", start)) if end >= 0]
    end = min(ends, default=len(text))
    match = _LINE.match(text[start:end])
    assert match is not None  # every part of the pattern is optional
    value = Span(start + match.start("value"), start + match.end("value"))
    return Line(len(match["indent"]), match["key"], value)


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
    if text[at : at + 1] == "\t" or "tab character" in syntax.problem:
        return "expected spaces, found a tab: YAML cannot be indented with tabs", here, "replace the tab by spaces"
    last = syntax.last
    if text[last.start : last.start + 1] in ('"', "'") and "\n" in text[last.start : last.end].replace("\r", "\n"):
        quote = text[last.start]
        message = f"the quote `{quote}` that is opened here ends on a later line, in the middle of other text"
        return message, Span(last.start, last.start + 1), f"close it at the end of its own line, or write `{quote}` twice"
    line = line_at(text, at)
    value = text[line.value.start : line.value.end]
    if syntax.problem.startswith("mapping values"):
        return _mapping_values(text, block, at, line, value)
    starter = value[:1]
    if starter in _STARTERS and (line.key is not None or starter not in "-?"):
        return f"{_STARTERS[starter]}: put the value in quotes", line.value, f"write `{quote_scalar(value)}`"
    if "simple key" in syntax.context:
        wrong = line_at(text, syntax.context_at)
        return "expected `key: value`, found text without a colon", wrong.value, "a long value goes in quotes"
    if "expected key" in syntax.problem or "expected '-'" in syntax.problem:
        return "expected the same indent as in the lines above", _to_line_end(text, at, line), "align it with its siblings"
    return f"{_reword(syntax.problem)}", here, ""


def _quoted(text: str, syntax: SyntaxProblem, here: Span) -> tuple[str, Span, str]:
    opening = Span(syntax.context_at, syntax.context_at + 1)
    if "escape" in syntax.problem:
        escape = text[here.start - 1 : here.start + 1] if text[here.start - 1] == "\\" else text[here.start : here.end + 1]
        start = here.start - 1 if text[here.start - 1] == "\\" else here.start
        message = f"`{escape}` is no escape that YAML knows"
        return message, Span(start, start + 2), "double the backslash, or use single quotes"
    quote = text[opening.start : opening.end]
    return f"the quote `{quote}` that is opened here is never closed", opening, f"close it with `{quote}`"


def _mapping_values(text: str, block: Span, at: int, line: Line, value: str) -> tuple[str, Span, str]:
    if line.key is not None and line.value.start <= at < line.value.end:
        message = "a plain value cannot hold a colon followed by a space: put the value in quotes"
        if value[:1] in _STARTERS:
            message = f"{_STARTERS[value[:1]]}: put the value in quotes"
        return message, line.value, f"write `{quote_scalar(value)}`"
    previous = text[block.start : max(block.start, line.value.start)].rstrip("\r\n \t")
    before = line_at(text, block.start + text[block.start : block.start + len(previous)].rfind("\n") + 1)
    glued = text[before.value.start : before.value.end]
    if before.key is None and re.match(r"[\w-]+:\S", glued):
        return "expected a space after the colon", before.value, f"write `{glued.replace(':', ': ', 1)}`"
    return "expected the same indent as in the lines above", _to_line_end(text, at, line), "align it with its siblings"


def _to_line_end(text: str, at: int, line: Line) -> Span:
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1 + line.indent
    return Span(start, max(line.value.end, start + 1))


def _reword(problem: str) -> str:
    return problem.replace("did not find expected", "expected").replace("could not find expected", "expected")


def quote_scalar(value: str) -> str:
    """Put `value` in the quotes that need no escapes: double ones, single ones where it holds `"` or a backslash."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
