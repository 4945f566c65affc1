"""The examples of each rule are its tests."""

import pytest
from newslint_house_style import PLUGIN

from linter.authoring import Bad, Good, Rule, check_example

CASES = [pytest.param(rule, example, id=f"{rule.code}-{at}") for rule in PLUGIN.rules for at, example in enumerate(rule.examples)]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: type[Rule], example: Good | Bad) -> None:
    check_example(rule, example)
