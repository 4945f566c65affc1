"""A line that begins with `%` among the fields: a comment as TeX has it, or a directive of YAML."""

import pytest

from linter import lint_text


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("% checked by the desk", "`%` begins no comment in YAML: write `#`"),
        ("%checked", "`%` begins no comment in YAML: write `#`"),
        ("%YAML 1.2", "a directive has no place in front matter"),
    ],
)
def test_what_the_line_is_taken_for(line: str, message: str) -> None:
    found = [one for one in lint_text(f"---\ncategory: news\n{line}\ntitle: Trams\n---\n", path="a.md") if one.code == "NL003"]
    assert [one.message for one in found] == [message]
