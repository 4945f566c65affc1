"""The configuration that `newslint init` writes is TOML, whatever the repo's names and topics are."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.init.toml import Setting, write_toml

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(key=TEXT, value=TEXT)
def test_any_text_survives(key: str, value: str) -> None:
    written = write_toml("a head", [Setting("fields", key, value, "why")])

    assert tomllib.loads(written) == {"fields": {key: value}}


@given(st.lists(TEXT))
def test_any_list_survives(items: list[str]) -> None:
    assert tomllib.loads(write_toml("a head", [Setting("topics", "allowed", items, "")])) == {"topics": {"allowed": items}}


@given(why=TEXT)
def test_a_reason_stays_a_comment(why: str) -> None:
    assert tomllib.loads(write_toml(why, [Setting("", "articles", ["a"], why)])) == {"articles": ["a"]}


@pytest.mark.parametrize(("value", "written"), [((0, 200), "[0, 200]"), ((-1, 0.5), "[-1, 0.5]"), ((0, 1_000_000), "[0, 1000000]")])
def test_numbers_are_written_plainly(value: tuple[float, float], written: str) -> None:
    assert write_toml("", [Setting("ranges", "heat", value, "")]).endswith(f"heat = {written}\n")


def test_each_setting_stands_below_its_reason_and_in_its_table() -> None:
    settings = [
        Setting("ranges", "heat", (0, 1), "heat is low"),
        Setting("", "articles", ("/_news/",), "they are here"),
        Setting("ranges", "quality", (0, 9), "quality is not"),
    ]

    assert write_toml("For a repo.", settings) == (
        "# For a repo.\n"
        "\n"
        "# they are here\n"
        'articles = ["/_news/"]\n'
        "\n"
        "[ranges]\n"
        "# heat is low\n"
        "heat = [0, 1]\n"
        "\n"
        "# quality is not\n"
        "quality = [0, 9]\n"
    )
