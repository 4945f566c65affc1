"""Which characters nobody sees, and which of them a text needs: emoji, and scripts that are spelled with them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from linter.diagnostics.rewriting import Change, changed
from linter.source import Span
from linter.text.patterns import lazy_pattern

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
INVISIBLE = lazy_pattern(
    r"\x1b\[(?:[0-9;]++[A-HJKSTfhlmnsu]|[mK](?![a-z]))"  # a terminal's command goes as a whole
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
SEPARATORS = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_APART = f"{SEPARATORS}\u3164\uffa0"  # between words they stand for a space, as do the fillers that show as a blank
_MARKS = "\u200e\u200f\u061c\u034f"
_OPENING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_PAIRED = frozenset([*_OPENING, *_OPENING.values()])
# The scripts whose spelling needs joiners: Arabic and its kin, and the Indic scripts through Khmer, Mongolian and those of today's Asia.
_JOINING = (
    "[\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\u1a00-\u1bff\ua800-\ua82f\ua8e0-\ua8ff\ua980-\uaadf\uabc0-\uabff"
    "\ufb50-\ufdff\ufe70-\ufeff\U00011000-\U00011fff]"
)
_EMOJI = "[\u00a9\u00ae\u2190-\u2bff\u3030-\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]"
# For each: what stands beside it, on one side at least, where it does its work.
_NEIGHBOURS = {
    "\u200c": lazy_pattern(_JOINING),
    "\u200d": lazy_pattern(_JOINING),
    # Thai, Lao, Tibetan, Burmese, Khmer, Tai, Balinese, Javanese: no spaces there
    "\u200b": lazy_pattern("[\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u1950-\u19df\u1a00-\u1bff\ua980-\uaadf]"),
    "\u115f": lazy_pattern("[\u1100-\u11ff]"),
    "\u1160": lazy_pattern("[\u1100-\u11ff]"),
    **dict.fromkeys("\u180b\u180c\u180d\u180e", lazy_pattern("[\u1820-\u18aa]")),
}
# Which of several shapes a Chinese character has, as in many Japanese names.
_SHAPED = lazy_pattern("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BOTH_EMOJI = lazy_pattern(f"{_EMOJI}\u200d{_EMOJI}")
_FLAG = lazy_pattern("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_RIGHT_TO_LEFT = lazy_pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]")


def needless(text: str, start: int, end: int, around: str) -> Iterator[Span]:
    """Yield the runs of invisible characters in `text[start:end]` that are not needed in the text `around` them."""
    open_run: Span | None = None
    flag_end = start
    for match in INVISIBLE.finditer(text, start, end):
        at = match.start()
        flag = _FLAG.match(text, at - 1) if at and match.group() >= "\U000e0000" and at >= flag_end else None
        flag_end = flag.end() if flag else flag_end
        if at < flag_end or _is_needed(text, at, around):
            continue
        if open_run is not None and open_run.end == at:
            open_run = Span(open_run.start, match.end())
            continue
        if open_run is not None:
            yield open_run
        open_run = Span(*match.span())
    if open_run is not None:
        yield open_run


def replacement(text: str, span: Span, start: int, end: int) -> str:
    """Return what a run of invisible characters is replaced by: a space where it parts words of `text[start:end]`, or nothing."""
    before, after = text[max(span.start - 1, start) : span.start], text[span.end : min(span.end + 1, end)]
    return " " if before.strip() and after.strip() and any(sign in _APART for sign in text[span.start : span.end]) else ""


@lru_cache(maxsize=16)
def cleaned(text: str) -> str:
    """Return `text` without the invisible characters that it does not need."""
    return changed(text, removals(text))


def removals(text: str) -> list[Change]:
    """Return the changes that make a text `cleaned`."""
    return [Change(*span, replacement(text, span, 0, len(text))) for span in needless(text, 0, len(text), text)]


def _is_needed(text: str, at: int, around: str) -> bool:
    character = text[at]
    if character in _MARKS:
        return _is_right_to_left(around)
    if character in _PAIRED:
        return _is_right_to_left(around) and _is_balanced(around)
    if "\U000e0100" <= character <= "\U000e01ef":
        return around != "" and at > 0 and _SHAPED.match(text, at - 1) is not None
    neighbours = _NEIGHBOURS.get(character)
    if neighbours is None:
        return False
    if character == "\u200d" and at and _BOTH_EMOJI.match(text, at - 1):
        return True
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if not before.strip() or before in _NEIGHBOURS:  # of two in a row the first is enough
        return False
    return neighbours.match(before) is not None or neighbours.match(after) is not None


@lru_cache(maxsize=64)
def _is_right_to_left(text: str) -> bool:
    """Whether letters are in the text that are written from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in _RIGHT_TO_LEFT.findall(text))


@lru_cache(maxsize=64)
def _is_balanced(text: str) -> bool:
    """Whether each embedding and isolate is closed again, in turn, and nothing overrides the order of the letters."""
    if re.search("[\u202d\u202e]", text):
        return False
    expected: list[str] = []
    for character in text:
        if character in _OPENING:
            expected.append(_OPENING[character])
        elif character in _PAIRED and (not expected or expected.pop() != character):
            return False
    return not expected
