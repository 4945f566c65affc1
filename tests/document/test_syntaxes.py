"""A syntax is one class and one row: here is another one, and all that newslint does works on it."""

import re
from typing import ClassVar
from weakref import ref

import pytest

from linter.document import Document, front_matter
from linter.document.nodes import Entry, Mapping, Scalar
from linter.document.result import Limits, Reading
from linter.document.syntaxes import SYNTAXES, Fence, Layout, Syntax
from linter.engine.fixing import FixPolicy, fix_source
from linter.engine.ignoring import add_ignores
from linter.engine.linter import Linter
from linter.settings.options import Settings
from linter.source import Source, Span
from linter.testing import NOW

LINTER = Linter(Settings(select=("NL101", "NL403")), now=NOW)
_LINE = re.compile(r"(?m)^(\w+) := '([^'\r\n]*)'[^\r\n]*$")


class Assignments(Syntax):
    """`key := 'text'` between lines of `%%%`; comments begin with `//`."""

    name: ClassVar[str] = "Assignments"
    fences: ClassVar[tuple[Fence, ...]] = (Fence("%%%", ("%%%",)),)
    comment: ClassVar[str | None] = "//"
    separator: ClassVar[str] = " := "
    nothing: ClassVar[str] = "`key := 'text'` lines"

    def read(self, text: str, block: Span, limits: Limits) -> Reading:
        root = Mapping(block.start, block.end, flow=False)
        for match in _LINE.finditer(text, *block):
            node = Scalar(match.start(2) - 1, match.end(2) + 1, match[2], match[2], "'", ref(root), match[1])
            root.fields[match[1]] = Entry(match.start(1), node)
            root.value[match[1]] = match[2]
        return Reading(root, [], [])

    def is_field(self, line: str) -> bool:
        return _LINE.match(line) is not None

    def inside(self, content: str, style: str) -> str | None:
        return content

    def quoted_like(self, value: str, scalar: Scalar, *, in_flow: bool) -> str:
        return f"'{value}'"

    def key(self, name: str, layout: Layout) -> str:
        return name

    def inline(self, value: object) -> str | None:
        return f"'{value}'" if isinstance(value, str) else None

    def alone(self, field: str, layout: Layout) -> str:
        return field

    def peer(self, block: str) -> str:
        return repr(_LINE.findall(block))


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_matter, "SYNTAXES", (*SYNTAXES, Assignments()))


TEXT = "%%%\ntitle := 'Trams  are back' // desk\n%%%\nBody\n"


def test_it_is_read_judged_and_fixed() -> None:
    source = Source.from_text("article.md", TEXT)
    fixed = fix_source(LINTER, source, FixPolicy(unsafe=True, codes=LINTER.fixable_codes)).source.text

    assert Document.parse(source).syntax.name == "Assignments"
    assert "title := 'Trams are back' // desk\n" in fixed
    assert "category := 'news'\n" in fixed
    assert fixed.endswith("%%%\nBody\n")


def test_its_comments_ignore() -> None:
    done = add_ignores(LINTER, Source.from_text("article.md", TEXT), "why")

    assert "// newslint: ignore-file[NL101] why\n" in done.source.text
    assert done.left == ()


def test_an_unclosed_block_is_explained_in_its_own_words() -> None:
    (problem,) = Document.parse(Source.from_text("article.md", "%%%\ntitle := 'Trams'\n")).problems

    assert problem.message == "the front matter is never closed: add a line `%%%` below its last field"


def test_every_syntax_has_a_name_of_its_own_and_fences_of_its_own() -> None:
    openings = [fence.opening for syntax in SYNTAXES for fence in syntax.fences]
    suffixes = [suffix for syntax in SYNTAXES for suffix in syntax.suffixes]

    assert len({syntax.name for syntax in SYNTAXES}) == len(SYNTAXES)
    assert len(set(openings)) == len(openings)
    assert len(set(suffixes)) == len(suffixes)
