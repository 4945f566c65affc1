"""What `--fix` promises, on generated and damaged articles: an author may trust it blindly."""

import json
from collections import Counter
from functools import cache

import pytest
from hypothesis import example, given

from linter.diagnostics.fix import changed_fields
from linter.document import Document
from linter.document.nodes import Scalar, walk
from linter.engine.fixing import FixPolicy, FixResult, fix_source
from linter.engine.linter import Linter
from linter.engine.result import Result
from linter.rules.registry import ALL_RULES
from linter.settings.options import Settings
from linter.source import Source
from linter.testing import NOW
from tests.support.generated import articles, json_files

CODES = frozenset(rule.code for rule in ALL_RULES)


@cache
def linter() -> Linter:
    return Linter(Settings(select=("ALL",)), now=NOW)


def fix(text: str, *, unsafe: bool, path: str = "article.md") -> tuple[Result, FixResult]:
    source = Source.from_text(path, text)
    return linter().lint(source), fix_source(linter(), source, FixPolicy(unsafe, CODES))


def body(document: Document) -> str:
    assert document.front_matter is not None
    return document.source.text[document.front_matter.closing.start :]


def secured(document: Document) -> list[str]:
    if document.root is None:
        return []
    return [document.written(node) for node in walk(document.root) if isinstance(node, Scalar) and node.pointer.endswith("/secured")]


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@given(text=articles())
@example(text="---\nimages:\n  - url: https://a.com/b\n  - url: https://a.com/b\n    title: >-\n      \xa0\nlocale: en\n---\n")
@example(text="---\ntags: [Trams, &a Trams, trams]\ntitle: *a\n---\n")
@example(text="---\nexcerpt: &a \xa0  #2\n---\n")
@example(text="---\ncategory: 'news'\nexcerpt: Tr\u2028ams\nquality: -1\n---\n")
@example(text="---\nsecured: - AAAA==;AAAA==\n---\n")
@example(text='---\ntitle: "&amp;amp; &nbsp; x"\n---\n')
@example(text="---\nampWebUrl: https://www.example.com:443/trams?utm_source=x#\ncdnAmpWebUrl: |\n  https://www.example.net/\n---\n")
def test_fixing_keeps_its_promises(text: str, unsafe: bool) -> None:
    before, fixed = fix(text, unsafe=unsafe)
    after = fixed.result

    assert not before.failures, "a rule raised"
    assert not fixed.failures, "a rule raised after fixing"
    dropped = {one.code for one in fixed.dropped}  # they lose nothing, and their diagnostics stay
    assert dropped <= {diagnostic.code for diagnostic in after.diagnostics}
    if before.document.front_matter is not None and after.document.front_matter is not None:
        assert body(before.document) == body(after.document)
    if before.document.root is not None:
        assert after.document.root is not None
        assert secured(before.document) == secured(after.document)
    allowed = FixPolicy(unsafe, CODES)
    assert not [d for d in after.diagnostics if allowed.allows(d) and d.code not in dropped], "something is left to fix"
    assert dropped or fix_source(linter(), fixed.source, allowed).source.text == fixed.source.text
    if not unsafe and not before.document.is_broken:  # a repair shows what was hidden before
        added = Counter(d.code for d in after.diagnostics) - Counter(d.code for d in before.diagnostics)
        assert not added, "a safe fix adds no diagnostic"


@given(text=articles())
def test_each_fix_changes_its_own_fields_and_lines_alone(text: str) -> None:
    source = Source.from_text("article.md", text)
    before = linter().lint(source)
    if before.document.root is None or before.document.is_broken:
        return  # what is read of broken front matter depends on the other fixes: there each is proved by the fixer alone
    for diagnostic in before.diagnostics:
        made = diagnostic.fix
        if made is None:
            continue
        alone = source.text
        for span, content in sorted(made.edits, reverse=True):
            alone = alone[: span.start] + content + alone[span.end :]
        after = linter().lint(Source.from_text("article.md", alone))
        assert after.document.root is not None, diagnostic
        for field in changed_fields(before.document.root.value, after.document.root.value):
            assert any(field == own or field.startswith(f"{own}/") for own in made.fields), diagnostic


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@given(text=json_files())
def test_a_json_file_stays_json(text: str, unsafe: bool) -> None:
    _, fixed = fix(text, unsafe=unsafe, path="article.json")

    assert not fixed.failures
    assert isinstance(json.loads(fixed.source.text.removeprefix("\ufeff")), dict)
    assert not [d for d in fixed.result.diagnostics if FixPolicy(unsafe, CODES).allows(d)]
