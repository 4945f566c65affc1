"""A line that is indented with spaces that YAML takes for letters."""

import pytest

from linter import fix_text, lint_text


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000", "\u202f"])
def test_the_space_is_named(space: str) -> None:
    text = f"---\ntitle: Trams\nprovider:\n{space}{space}name: Example News\n  domain: example.com\n---\n"
    (found,) = [one for one in lint_text(text, path="a.md") if one.code == "NL003"]
    assert found.message == "this line begins with an unusual space, which YAML takes for a letter"
    assert (text.count("\n", 0, found.span.start) + 1, found.hint) == (4, "indent it with ordinary spaces")
    assert fix_text(text, path="a.md")[0] == text
