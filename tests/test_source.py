"""Places in a text: the quick way and the thorough one say the same."""

from itertools import product

import pytest

from linter.source import BOM, Source


@pytest.mark.parametrize("mark", ["", BOM], ids=["plain", "with a byte order mark"])
def test_one_place_is_found_where_position_finds_it(mark: str) -> None:
    for length in range(6):
        for characters in product("a\r\n", repeat=length):
            source = Source("a.md", mark + "".join(characters))
            for offset in range(len(source.text) + 1):
                assert source.place(offset) == source.position(offset), (source.text, offset)
