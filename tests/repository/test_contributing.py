"""The rule that CONTRIBUTING.md shows works as it stands there: one class is all it takes."""

import re
import textwrap
from pathlib import Path

from linter.reporters import Report, summarize
from linter.reporters.sarif import render
from linter.rules.base import Rule
from linter.rules.pages import rule_page
from linter.testing import check_example
from tests.support import ROOT

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
IMPORTS = """
from collections.abc import Iterator
from linter.authoring import Article, ArticleRule, Bad, Context, Finding, Good, Severity
"""


def shown_rule() -> type[Rule]:
    match = re.search(r"```python\n(.*?)```", CONTRIBUTING, re.DOTALL)
    assert match is not None
    namespace: dict[str, type[Rule]] = {"__name__": "shown"}  # type: ignore[dict-item]
    exec(IMPORTS + textwrap.dedent("   " + match[1]), namespace)
    return namespace["ShoutedTitle"]


def test_its_examples_hold() -> None:
    rule = shown_rule()
    for example in rule.examples:
        check_example(rule, example)


def test_its_page_and_its_sarif_rule_come_from_the_class() -> None:
    rule = shown_rule()
    assert rule_page(rule).startswith("# shouted-title (NL414)\n")
    report = Report([], summarize([], 0), [rule], {rule.code: rule.severity}, Path())
    assert '"id": "NL414"' in render(report)
