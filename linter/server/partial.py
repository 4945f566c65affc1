"""Reading what is half written: the parts of broken front matter that can be had.

The line that the reader finds fault with is blanked, its value first, then all of it, and the rest read again. Blanks keep every
offset, so that places in the tree are those of the text.
"""

from linter.document import Document
from linter.document.repair.lines import line_at
from linter.document.result import Limits
from linter.document.syntaxes import DEFAULT
from linter.source import Source, Span

_MOST_BLANKED = 10
_BROKEN = ("broken-syntax", "unclosed-front-matter", "not-a-mapping")


def read_partly(source: Source, limits: Limits) -> Document:
    """Read a file; where its YAML is broken, without the lines that break it. `root` is None where nothing is left."""
    text = source.text
    document = Document.parse(source, limits)
    for _ in range(_MOST_BLANKED):
        problem = next((problem for problem in document.problems if problem.rule in _BROKEN), None)
        if document.root is not None or problem is None or document.syntax is not DEFAULT:
            break
        if problem.rule == "unclosed-front-matter":
            less = _closed(text)
        elif document.front_matter is not None and problem.span.end > document.front_matter.block.start:
            less = _without(text, problem.span)
        else:
            break
        if less == text:
            break
        text = less
        document = Document.parse(Source.from_text(source.path, text), limits)
    return document


def _closed(text: str) -> str:
    """Close front matter before its first empty line: what follows is most likely the body."""
    first = text.find("\n") + 1
    ends = [at for at in (text.find("\n\n", first - 1), text.find("\n\r\n", first - 1)) if at >= 0]
    return f"{text[: min(ends, default=len(text))]}\n---\n"


def _without(text: str, wrong: Span) -> str:
    line = line_at(text, wrong.start)
    end = line.value.end
    start = line.value.start if line.is_entry and line.value.start < end else line.start
    return text[:start] + " " * (end - start) + text[end:]
