"""Most files are told by a few searches; what these say is what the whole grammar of the fences says."""

from hypothesis import example, given
from hypothesis import strategies as st

from linter.document.front_matter import FrontMatter, _find_any, find_front_matter

PIECES = st.sampled_from(["---", "...", "---\n", "\n", "\r\n", "\r", " ", "\t", "a: b\n", "a: b", "----", "--- x", "\ufeff", "body"])


@given(st.lists(PIECES, max_size=9).map("".join))
@example("---\na: b\n---\n")
@example("---\n---\n")
@example("---\na: b\n...\nc\n---\n")
@example("---\na: b\n--- \nc\n---\n")
@example("---\na: b\r---\nc\n---\n")
@example("---\na: b\n---")
def test_the_short_way_finds_the_same_fences(text: str) -> None:
    assert find_front_matter(text) == _find_any(text)


def test_the_parts_of_a_file() -> None:
    text = "---\na: b\n---\nbody\n"
    found = find_front_matter(text)
    assert isinstance(found, FrontMatter)
    assert [text[start:end] for start, end in found[:4]] == ["---", "a: b", "---", "body\n"]
