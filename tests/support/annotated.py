"""Articles whose expected diagnostics stand under the lines they are about, so that a case reads like a report.

    title: Update #2
                  ^^ NL013 YAML drops `#2` from the text

The carets mark the span; code and message follow. `python -m tests.support.annotated FILE…` writes the diagnostics of today into files:
read them before you commit.
"""

import re
import sys
from pathlib import Path

from linter.engine.linter import Linter
from linter.settings.options import Settings
from linter.source import Source
from linter.testing import NOW
from tests.support import DATA

_ANNOTATION = re.compile(r" *\^+ NL[0-9]{3} .*\n?")
YAML_CASES = DATA / "yaml"
YAML_RULES = ("NL0", "NL102", "NL2")


def plain(annotated: str) -> str:
    """Take the annotations out of a case."""
    return "".join(line for line in annotated.splitlines(keepends=True) if not _ANNOTATION.fullmatch(line))


def annotate(text: str, select: tuple[str, ...], *, newline: str = "\n", path: str = "article.md") -> str:
    """Lint `text`, written with other line ends, and return it (with LF) with its diagnostics under their lines."""
    source = Source.from_text(path, text.replace("\n", newline))
    result = Linter(Settings(select=select), now=NOW).lint(source)
    assert not result.failures
    below: dict[int, list[str]] = {}
    for diagnostic in result.diagnostics:
        start, end = source.position(diagnostic.span.start), source.position(diagnostic.span.end)
        width = end.column - start.column if end.line == start.line else 1
        line = f"{' ' * (start.column - 1)}{'^' * max(width, 1)} {diagnostic.code} {diagnostic.message}\n"
        below.setdefault(start.line, []).append(line)
    lines = text.split("\n")
    ends = ["\n"] * (len(lines) - 1) + [""]
    annotated = ""
    for number, (line, end) in enumerate(zip(lines, ends, strict=True), 1):
        annotated += line + (end or "\n" * (number in below)) + "".join(below.get(number, ()))
    return annotated


if __name__ == "__main__":
    for name in sys.argv[1:]:
        case = Path(name)
        case.write_text(annotate(plain(case.read_text(encoding="utf-8")), YAML_RULES), encoding="utf-8", newline="\n")
