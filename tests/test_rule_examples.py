"""Every example of every rule, in LF and CRLF: exactly the marked diagnostics, the fixed text, and nothing more to fix."""

import pytest

from linter.fixing import FixPolicy, fix_source
from linter.rule import Bad, Good, Rule
from linter.rules import ALL_RULES
from tests.examples import Mark, as_file, linter_for, source_for, unmark

CASES = [
    pytest.param(rule, example, newline, id=f"{rule.code}-{index}-{name}")
    for rule in ALL_RULES
    for index, example in enumerate(rule.examples)
    for name, newline in (("lf", "\n"), ("crlf", "\r\n"))
]


@pytest.mark.parametrize(("rule", "example", "newline"), CASES)
def test_example(rule: type[Rule], example: Good | Bad, newline: str) -> None:
    text, marks = unmark(example.text)
    if not example.raw:
        marks = [Mark(line + 1, start, end) for line, start, end in marks]
    source = source_for(example, as_file(example, text).replace("\n", newline))
    linter = linter_for(rule, example)

    result = linter.lint(source)

    found = set()
    for diagnostic in result.diagnostics:
        start, end = source.position(diagnostic.span.start), source.position(diagnostic.span.end)
        assert start.line == end.line, "a span stays on one line"
        found.add(Mark(start.line, start.column, max(end.column, start.column + 1)))
    assert not result.failures
    assert {d.code for d in result.diagnostics} <= {rule.code}
    assert found == set(marks)
    if isinstance(example, Good):
        assert not result.diagnostics
    else:
        check_fix(rule, example, newline)


def check_fix(rule: type[Rule], example: Bad, newline: str) -> None:
    text, _ = unmark(example.text)
    source = source_for(example, as_file(example, text).replace("\n", newline))
    linter = linter_for(rule, example)
    policy = FixPolicy(unsafe=True, codes=frozenset([rule.code]))

    fixed = fix_source(linter, source, policy)
    again = fix_source(linter, fixed.source, policy)

    expected = as_file(example, text if example.fixed is None else example.fixed)
    assert fixed.source.text == expected.replace("\n", newline)
    assert not fixed.failures
    assert again.source.text == fixed.source.text
    if example.fixed is not None:
        assert not any(d.fix for d in fixed.result.diagnostics)
