"""Copies of related items are judged once, and every result is that of the plain way."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.document import Document
from linter.document.copies import CopiedMapping
from linter.document.nodes import Mapping, Node, Scalar, walk
from linter.engine.linter import Linter
from linter.rules.registry import ALL_RULES
from linter.settings.options import LimitSettings, Settings
from linter.source import Source
from linter.testing import NOW, unmark

EVERYTHING = Settings(select=("ALL",))
PLAIN = Linter(EVERYTHING._replace(limits=LimitSettings(remembered=0)), now=NOW)

OWN = """\
category: news
title: Trams
excerpt: Ten cities build new lines.
publishedDateTime: 2024-05-01T06:00:00Z
webUrl: https://news.example.org/trams
type: article
provider:
  name: Example
  domain: example.org
topics:
  - Transport
"""
EXAMPLES = [pytest.param(shown.text, id=f"{rule.code}-{i}") for rule in ALL_RULES for i, shown in enumerate(rule.examples) if not shown.raw]


def item(fields: str, indent: str = "  ", newline: str = "\n") -> str:
    lines = fields.splitlines()
    return newline.join([f"{indent}- {lines[0] if lines else ''}", *(f"{indent}  {line}" if line else "" for line in lines[1:]), ""])


def article(items: Sequence[str], *, tail: str = "", newline: str = "\n") -> str:
    related = f"related:{newline}{''.join(items)}" if items else ""
    return f"---{newline}{OWN.replace(chr(10), newline)}{related}{tail}---{newline}"


def described(node: Node | None) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for one in walk(node) if node is not None else ():
        keys = [(e.start, e.key.text, e.key.span) for e in one.entries] if isinstance(one, Mapping) else []
        style = (one.style, one.text) if isinstance(one, Scalar) else ()
        found.append((one.pointer, one.start, one.end, one.value, one.shared, style, keys))
    return found


def assert_same(*texts: str) -> None:
    """Lint texts one after the other, with one memory, and together: both as the plain way does."""
    plain = [PLAIN.lint(Source.from_text("2024-05-01-trams.md", text)) for text in texts]
    remembering, together = Linter(EVERYTHING, now=NOW), Linter(EVERYTHING, now=NOW)
    one_by_one = [remembering.lint(Source.from_text("2024-05-01-trams.md", text)) for text in texts]
    at_once = together.check_all([together.parse(Source.from_text("2024-05-01-trams.md", text)) for text in texts])
    for results in (one_by_one, at_once):
        for expected, result in zip(plain, results, strict=True):
            assert result.diagnostics == expected.diagnostics
            assert (result.failures, result.suppressed, result.entry, result.facts) == (
                expected.failures,
                expected.suppressed,
                expected.entry,
                expected.facts,
            )
            assert described(result.document.root) == described(expected.document.root)
            assert [scalar.span for scalar in result.document.odd] == [scalar.span for scalar in expected.document.odd]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("shown", EXAMPLES)
def test_every_rule_says_of_a_copy_what_it_says_of_an_item(shown: str, newline: str) -> None:
    fields = unmark(shown)[0]
    copies = [item(fields, newline=newline)] * 2
    other = item("title: Buses\nwebUrl: https://news.example.org/buses\n", newline=newline)
    assert_same(article(copies, newline=newline), article([other, *copies], newline=newline), article([*copies, other], newline=newline))


_VALUES = st.sampled_from(
    [
        "Trams", "'it''s'", '"two  spaces "', "2024-05-01T06:00:00Z", "yes", "0o7", "https://news.example.org/trams", "a # comment",
        "https://news.example.org/a?utm_source=x", "http:///nowhere", "“Trams”", "{{ tag }}", "[a, b]", "&anchor x", "|\n    block",
        "", "Trams\u200b", "C #1", "a: b", "\n    name: City", "\n    - one\n    - one", "# newslint: ignore",
    ]
)  # fmt: skip
_FIELDS = st.sampled_from(
    ["title", "excerpt", "webUrl", "ampWebUrl", "publishedDateTime", "topics", "provider", "quality", "secured", "typo"]
)
_ITEMS = st.lists(st.tuples(_FIELDS, _VALUES), min_size=1, max_size=4).map(
    lambda pairs: "\n".join(f"{name}: {value}" for name, value in pairs)
)
_TAILS = st.sampled_from(
    ["", "heat: 5\n", "images:\n  - url: https://news.example.org/a.jpg\n", "# end\n", "related:\n", "title: Again\n", "\n"]
)


@given(st.lists(_ITEMS, min_size=1, max_size=4), st.data())
def test_whatever_the_items_hold(distinct: list[str], data: st.DataObject) -> None:
    texts = []
    for _ in range(data.draw(st.integers(1, 4))):
        indent = data.draw(st.sampled_from(["", "  ", "    "]))
        chosen = data.draw(st.lists(st.sampled_from(distinct), min_size=1, max_size=5))
        texts.append(article([item(one, indent) for one in chosen], tail=data.draw(_TAILS)))
    assert_same(*texts)


GOOD = OWN.replace("/trams", "/buses").replace("category: news\n", "").partition("topics:")[0]
BUSES = item("title: Buses\nwebUrl: https://news.example.org/buses\n")


def copies_in(document: Document) -> list[CopiedMapping]:
    return [one for one in document.copies.items if isinstance(one, CopiedMapping)] if document.copies is not None else []


def is_read(copy: CopiedMapping) -> bool:
    """Whether the slot is filled: asking in the usual way would fill it."""
    try:
        Mapping.__dict__["fields"].__get__(copy)
    except AttributeError:
        return False
    return True


def test_nobody_looks_into_a_copy_that_is_fine() -> None:
    good = item(f"{GOOD}quality: 65\n")
    linter = Linter(Settings(), now=NOW)
    first = linter.lint(Source.from_text("a.md", article([good])))
    second = linter.lint(Source.from_text("b.md", article([good])))

    assert first.diagnostics == second.diagnostics == ()
    assert [is_read(copy) for copy in copies_in(first.document)] == [True]
    assert [is_read(copy) for copy in copies_in(second.document)] == [False]


def test_what_is_remembered_has_a_limit() -> None:
    items = [item(f"title: Story {number}\nwebUrl: https://news.example.org/{number}\n") for number in range(50)]
    linter = Linter(EVERYTHING._replace(limits=LimitSettings(remembered=200)), now=NOW)
    for text in (article(items), article(items[::-1])):
        source = Source.from_text("2024-05-01-trams.md", text)
        assert linter.lint(source).diagnostics == PLAIN.lint(source).diagnostics
    assert linter._known_items is not None
    assert sum(len(written) for _, written in linter._known_items._known) <= 200


def test_a_repository_s_own_name_of_the_list() -> None:
    settings = Settings(fields=(("related", "seeAlso"),), select=("NL504",))
    text = article([BUSES, BUSES]).replace("related:", "seeAlso:")
    (found,) = Linter(settings, now=NOW).lint(Source.from_text("a.md", text)).diagnostics
    assert found.field == "/seeAlso/1/webUrl"


def test_linters_that_are_chosen_by_content_share_nothing() -> None:
    def choose(document: Document) -> Linter:
        return strict if document.source.path.startswith("strict") else mild

    mild, strict = Linter(Settings(select=("NL504",)), now=NOW), Linter(EVERYTHING, now=NOW)
    chooser = strict.by_content(choose, (mild, strict), ())
    text = article([item("title: TODO\n")])
    for path in ("mild.md", "strict.md"):
        source = Source.from_text(path, text)
        linter = PLAIN if path == "strict.md" else mild
        assert chooser.lint(source).diagnostics == linter.lint(source).diagnostics
