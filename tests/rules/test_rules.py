"""The rules about rules."""

import re

import pytest

from linter.rules.base import Bad, FixAvailability, Good, Rule
from linter.rules.catalogue import messages_of
from linter.rules.registry import ALL_RULES

each_rule = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)


def test_codes_and_names_are_unique_and_sorted() -> None:
    codes = [rule.code for rule in ALL_RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)


@each_rule
def test_code_and_name_have_their_form(rule: type[Rule]) -> None:
    assert re.fullmatch(r"NL\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert re.sub(r"(?<!^)(?=[A-Z0-9])", "-", rule.__name__).lower().replace("-8-6-0-1", "-8601") in (
        rule.name,
        rule.name.replace("-404", "-4-0-4"),
    )


@each_rule
def test_documentation_says_what_and_why_and_how_to_fix(rule: type[Rule]) -> None:
    documentation = rule.documentation()
    assert documentation.count("## Why") == 1
    assert ("## Fix" in documentation) == (rule.fix_availability is not FixAvailability.NONE)
    assert len(rule.summary()) <= 200
    assert rule.summary().endswith((".", "`", " …"))


@each_rule
def test_examples_show_a_message(rule: type[Rule]) -> None:
    assert list(messages_of(rule))


@each_rule
def test_examples_show_both_sides(rule: type[Rule]) -> None:
    bad = [example for example in rule.examples if isinstance(example, Bad)]
    assert any(isinstance(example, Good) for example in rule.examples)
    assert bad
    can_fix = rule.fix_availability is not FixAvailability.NONE
    assert any(example.fixed is not None for example in bad) == can_fix
    if rule.fix_availability is FixAvailability.ALWAYS:
        assert all(example.fixed is not None for example in bad)
