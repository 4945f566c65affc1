"""Dates without an offset, or of a repository's own form, are judged as others are; paths that hold dates are compared with them."""

import pytest

from linter import lint_text
from linter.errors import ConfigError
from linter.settings.loading import parse_settings
from linter.settings.options import Dates, Settings
from linter.testing import NOW

MOMENTS = ["NL205", "NL206", "NL207", "NL208", "NL209"]


def codes(text: str, *select: str, forms: tuple[str, ...] = ("rfc3339",), path: str = "a.md") -> list[str]:
    settings = Settings(dates=Dates(forms=forms))
    return [d.code for d in lint_text(f"---\n{text}\n---\n", path=path, settings=settings, select=list(select), now=NOW)]


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("publishedDateTime: 2124-06-10", "a.md", ["NL205"]),
        ("publishedDateTime: 2124-06-10 12:00", "a.md", ["NL205"]),
        ("publishedDateTime: 2024-06-02", "a.md", []),
        ("publishedDateTime: 1970-01-01 12:00:00", "a.md", ["NL208"]),
        ("publishedDateTime: 2024-05-10", "2024-05-01-a.md", ["NL207"]),
        ("publishedDateTime: 2024-05-10T08:00:00", "posts/2024-05-01-a.md", ["NL207"]),
        ("publishedDateTime: 2024-05-02", "2024-05-01-a.md", []),
        ("publishedDateTime: 2024-05-02 22:00:00 -05:00", "2024-05-01-a.md", []),
        ("publishedDateTime: 2024-05-03 22:00:00 -05:00", "2024-05-01-a.md", ["NL207"]),
        ("publishedDateTime: 2024-05-02\nupdatedDateTime: 2024-05-01", "a.md", ["NL206"]),
        ("publishedDateTime: 2024-05-02 10:00:00 -0400\nupdatedDateTime: 2024-05-01", "a.md", ["NL206"]),
        ("publishedDateTime: 2024-05-01T02:00:00Z\nupdatedDateTime: 2024-04-30", "a.md", []),
        ("publishedDateTime: 2024-05-01T02:00:00Z\nupdatedDateTime: 2024-04-29", "a.md", ["NL206"]),
        ("publishedDateTime: 2024-05-02 10:00\nupdatedDateTime: 2024-05-02 09:00", "a.md", ["NL206"]),
        ("publishedDateTime: 2024-05-02 10:00\nupdatedDateTime: 2024-05-02", "a.md", []),
        ("publishedDateTime: 2024-05-01", "posts/2024/05/a.md", []),
        ("publishedDateTime: 2024-05-01", "posts/2024/01/a.md", ["NL209"]),
    ],
)
def test_a_day_is_enough(text: str, path: str, expected: list[str]) -> None:
    assert codes(text, *MOMENTS, path=path) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        *(("2024/05/trams", []), ("2024/04/30/trams", []), ("2024/01/trams", ["NL209"]), ("2020/10-tips", []), ("2019/trams", [])),
        *(("2023-05-01-trams", ["NL209"]), ("20230501/trams", ["NL209"]), ("20230501", []), ("2023/13/trams", []), ("2024/06/15", [])),
    ],
)
def test_the_date_in_an_address(url: str, expected: list[str]) -> None:
    text = f"publishedDateTime: 2024-05-20T06:00:00Z\nwebUrl: https://news.example.org/{url}"

    assert codes(text, "NL209") == expected


def test_swapped_day_and_month_are_named() -> None:
    text = "---\npublishedDateTime: 2023-07-01T06:00:00Z\nwebUrl: https://news.example.org/2023/01/07/a\n---\n"

    (found,) = lint_text(text, select=["NL209"], now=NOW)

    assert found.message.endswith("day and month are swapped in one of them")


@pytest.mark.parametrize(
    ("form", "good"),
    [
        ("rfc3339", ["2024-05-01T06:00:00Z", "2024-05-01T06:00:00.5+02:00"]),
        ("jekyll", ["2024-05-01 10:10:00 -0400", "2024-05-01 10:10 +0000"]),
        ("day", ["2024-05-01", '"2024-05-01"']),
        ("local", ["2024-05-01T10:10:00", "2024-05-01 10:10:00", "2024-05-01 10:10"]),
    ],
)
def test_only_the_allowed_forms_are_right(form: str, good: list[str]) -> None:
    every = ["2024-05-01T06:00:00Z", "2024-05-01 10:10:00 -0400", "2024-05-01", "2024-05-01 10:10", "1 May 2024"]

    assert all(codes(f"publishedDateTime: {text}", "NL201", "NL203", forms=(form,)) == [] for text in good)
    assert sum(codes(f"publishedDateTime: {text}", "NL201", "NL203", forms=(form,)) != [] for text in every) == 4


def test_the_message_shows_what_is_allowed() -> None:
    settings = Settings(dates=Dates(forms=("jekyll", "day")))

    (found,) = lint_text("---\npublishedDateTime: May 2024\n---\n", settings=settings, select=["NL201"], now=NOW)

    assert found.message == (
        "`publishedDateTime` should look like `2024-05-01 10:10:00 -0400` or `2024-05-01`, found other text: `May 2024`"
    )


def test_a_form_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"`dates\.forms`: expected some of `rfc3339`, `jekyll`, `day`, `slashes`, `local`"):
        parse_settings({"dates": {"forms": ["hugo"]}}, "newslint.toml")
