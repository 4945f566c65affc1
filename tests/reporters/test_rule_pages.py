"""Where the documentation of a plugin's rules lies: every format that links a rule links the plugin's own page."""

from pathlib import Path

import pytest

from linter.authoring import Finding
from linter.diagnostics.located import locate
from linter.engine.linter import Linter
from linter.reporters import Report, reporter, summarize
from linter.rules.base import ArticleRule
from linter.rules.registry import ALL_RULES
from linter.run.checking import FileReport
from linter.settings.options import Settings
from linter.source import Source
from linter.testing import NOW


class HouseStyle(ArticleRule):
    """A title of the house."""

    code = "HS001"
    name = "house-style"
    docs_url = "https://style.example.com/rules"

    def check(self, article, context):  # type: ignore[no-untyped-def]
        yield Finding(article.text("title"), "`title` is not in the style of the house")


@pytest.mark.parametrize("name", ["json", "jsonl", "rdjson", "markdown", "html", "sarif"])
def test_a_format_links_the_page_of_a_plugins_rule(name: str) -> None:
    linter = Linter(Settings(select=("HS001",)), now=NOW, rules=(*ALL_RULES, HouseStyle))
    result = linter.lint(Source.from_text("a.md", "---\ntitle: Trams\n---\n"))
    files = [FileReport("a.md", locate(result.document, result.diagnostics, linter.names))]

    text = reporter(name)(Report(files, summarize(files, 0), [HouseStyle], linter.severities, Path()))

    assert "https://style.example.com/rules/HS001" in text
    assert "newslint.readthedocs.io/rules/HS001" not in text
