"""Source excerpts: the carets stand under the span, whatever is before it and however long the line is."""

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from linter.diagnostics.located import Excerpt
from linter.reporters.terminal import excerpt_lines
from linter.text.wording import UNPRINTABLE

CHARACTERS = st.sampled_from("ab :'\"’é中😀\t\x1b\u202e\u200b\ud800")
WIDEST = 100


def cell(character: str) -> str:
    """Write one character as an excerpt does, said in other words than the program's."""
    if character == "\t":
        return "    "
    number = ord(character)
    if not UNPRINTABLE.match(character):
        return character
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"


def under(line: str, carets: str) -> str:
    """Return the part of a line that stands above the carets."""
    column, marked = 0, ""
    for character in line:
        if carets[column : column + 1] == "^":
            marked += character
        column += wcwidth(character)
    return marked


@given(st.text(CHARACTERS, min_size=1, max_size=300), st.integers(0, 299), st.integers(1, 20))
def test_carets_mark_the_beginning_of_the_span(text: str, start: int, length: int) -> None:
    start = min(start, len(text) - 1)
    end = min(start + length, len(text))

    line, carets = excerpt_lines(Excerpt(text, start, end, cut_before=False, cut_after=False))

    assert sum(map(wcwidth, line)) <= WIDEST + len("……")
    assert set(carets.lstrip(" ")) == {"^"}
    assert not UNPRINTABLE.search(line)
    marked = under(line, carets).removesuffix("…")
    expected = "".join(map(cell, text[start:end]))
    assert marked
    assert expected.startswith(marked)


@given(st.text(CHARACTERS, max_size=40))
def test_a_span_of_nothing_at_the_end_has_one_caret_behind_the_text(text: str) -> None:
    line, carets = excerpt_lines(Excerpt(text, len(text), len(text), cut_before=False, cut_after=False))

    assert len(carets) == sum(map(wcwidth, line)) + 1


def test_a_cut_line_says_so_on_the_side_where_it_is_cut() -> None:
    long = "a" * 150 + "SPAN" + "b" * 150

    line, carets = excerpt_lines(Excerpt(long, 150, 154, cut_before=False, cut_after=False))

    assert (line[0], line[-1]) == ("…", "…")
    assert under(line, carets) == "SPAN"
    short, _ = excerpt_lines(Excerpt("SPAN", 0, 4, cut_before=True, cut_after=True))
    assert short == "…SPAN…"
