"""Mistakes in a configuration are shown where they stand, with the line and a caret: in overrides, lists and tables, too."""

from pathlib import Path

import pytest

from tests.support.article import CLEAN
from tests.support.newslint import newslint, write

_OTHER = '[[overrides]]\nfiles = ["b.md"]\n'


@pytest.mark.parametrize(
    ("config", "place", "marked"),
    [
        ('[[overrides]]\nfiles = ["a.md"]\nselect = "NL1"\n', "3:1", 'select = "NL1"'),
        (_OTHER + '[[overrides]]\nfiles = ["a.md"]\nselct = ["NL1"]\n', "5:1", 'selct = ["NL1"]'),
        (_OTHER + '[[overrides]]\nfiles = ["a.md"]\nignore = ["NL4", "NL999"]\n', "5:18", 'ignore = ["NL4", "NL999"]'),
        ('ignore = ["NL4", "NL999"]\n', "1:18", 'ignore = ["NL4", "NL999"]'),
        ('[severity]\nNL998 = "off"\n', "2:1", 'NL998 = "off"'),
    ],
)
def test_place(config: str, place: str, marked: str, tmp_path: Path) -> None:
    write(tmp_path, a_md=CLEAN, newslint_toml=config)

    done = newslint(tmp_path, "a.md")

    assert done.code == 2
    first, line, caret = done.err.splitlines()
    assert f"newslint.toml:{place}: " in first
    assert line == f"  {marked}"
    assert caret.index("^") == int(place.partition(":")[2]) + 1
