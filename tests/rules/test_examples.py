"""Every example of every rule, in LF and CRLF: exactly the marked diagnostics, the fixed text, and nothing more to fix."""

import pytest

from linter.rules.base import Bad, Good, Rule
from linter.rules.registry import ALL_RULES
from linter.testing import check_example
from tests.support import DATA

CASES = [pytest.param(rule, example, id=f"{rule.code}-{index}") for rule in ALL_RULES for index, example in enumerate(rule.examples)]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: type[Rule], example: Good | Bad) -> None:
    check_example(rule, example, folder=DATA.as_posix())


def test_an_example_that_is_wrong_is_noticed() -> None:
    rule = next(rule for rule in ALL_RULES if rule.code == "NL402")
    for wrong in (
        Good('title: "Trams "'),
        Bad('title: "Trams "\n        ^\n', fixed='title: "Trams"\n'),
        Bad('title: "Trams "\n             ^\n', fixed='title: "Tram"\n'),
        Bad('title: "Trams "\n             ^\n'),
    ):
        with pytest.raises(AssertionError):
            check_example(rule, wrong)
