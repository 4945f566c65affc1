"""libyaml's syntax errors in plain words: those that looking at the lines one by one (`broken_yaml`) did not explain."""

import re

from linter.document.problem import Problem
from linter.document.repair.lines import Line, line_at
from linter.document.result import SyntaxProblem
from linter.source import Span

_CONFLICT = re.compile(r"(<{7}|={7}|>{7})(?: [^\r\n]*)?(?=[\r\n]|\Z)")
_OPENED = {"[": ("list", "]"), "{": ("mapping", "}")}


def explain(text: str, block: Span, syntax: SyntaxProblem) -> Problem:
    """Turn libyaml's error into a problem with a tight span."""
    message, span, hint = _explain(text, block, syntax)
    start = min(span.start, max(block.end - 1, 0))
    return Problem("broken-syntax", message, Span(start, max(span.end, start + 1)), hint)


def _explain(text: str, block: Span, syntax: SyntaxProblem) -> tuple[str, Span, str]:
    at = min(syntax.at, len(text))
    here = Span(at, at + 1)
    if "quoted scalar" in syntax.context:
        return _quoted(text, syntax, here)
    conflict = _CONFLICT.match(text, line_at(text, at).start) or _CONFLICT.match(text, line_at(text, syntax.context_at).start)
    if conflict is not None:
        return f"a merge conflict's marker `{conflict[1]}`", Span(*conflict.span()), "resolve the conflict"
    if syntax.problem.endswith("<document start>") and text.startswith("%", block.start):
        directive = line_at(text, block.start)
        return "a directive has no place in front matter", directive.value, "remove the line"
    if text[at : at + 1] == "\t" or "tab character" in syntax.problem:
        return "expected spaces, found a tab: YAML cannot be indented with tabs", here, "replace the tab by spaces"
    line = line_at(text, at)
    if "flow" in syntax.context:
        return _never_closed(text, syntax, line) or _in_flow(text, syntax, at)
    if syntax.problem == "found undefined alias":
        written = text[syntax.last.start : syntax.last.end]
        return f"{line.name} is `{written}`, which YAML reads as a reference to a value that is nowhere", syntax.last, ""
    if "simple key" in syntax.context:
        return "expected `key: value`, found text without a colon", line_at(text, syntax.context_at).value, "a long value goes in quotes"
    if "expected key" in syntax.problem or "expected '-'" in syntax.problem or syntax.problem.startswith("mapping values"):
        start = line.start + line.indent
        return "expected the same indent as in the lines above", Span(start, max(line.end, start + 1)), "align it with its siblings"
    return f"{_reword(syntax.problem)}", here, ""


def _in_flow(text: str, syntax: SyntaxProblem, at: int) -> tuple[str, Span, str]:
    """Tell where a list or mapping stops making sense."""
    what, _ = _OPENED.get(text[syntax.context_at : syntax.context_at + 1], ("list", ""))
    while at > syntax.context_at and text[at : at + 1] in ("", " ", "\t", "\r", "\n"):
        at -= 1
    message = f"the {what} cannot be read from `{text[at : at + 1]}` on"
    hint = "put a comma between the items, and items that hold `,`, `: `, brackets or quotes in quotes; leave no item empty"
    return message, Span(at, at + 1), hint


def _never_closed(text: str, syntax: SyntaxProblem, line: Line) -> tuple[str, Span, str] | None:
    """Say which bracket is open where nothing follows."""
    opening = text[syntax.context_at : syntax.context_at + 1]
    if opening not in _OPENED or line.start <= syntax.context_at or text[syntax.at :].strip():
        return None
    what, closing = _OPENED[opening]
    span = Span(syntax.context_at, syntax.context_at + 1)
    return (
        f"the {what} that is opened here with `{opening}` is never closed",
        span,
        f"close it with `{closing}`, or put the value in quotes",
    )


def _quoted(text: str, syntax: SyntaxProblem, here: Span) -> tuple[str, Span, str]:
    opening = Span(syntax.context_at, syntax.context_at + 1)
    if "escape" in syntax.problem or "hexdecimal" in syntax.problem or "Unicode" in syntax.problem:
        begin = max(text.rfind("\\", opening.start, here.end), opening.start)
        written = text[begin : begin + 2]
        message = f"`{written}` begins an escape that YAML cannot read"
        return message, Span(begin, begin + 2), "write the backslash twice, or use single quotes"
    quote = text[opening.start : opening.end]
    return f"the quote `{quote}` that is opened here is never closed", opening, f"close it with `{quote}`"


def _reword(problem: str) -> str:
    return problem.replace("did not find expected", "expected").replace("could not find expected", "expected")
