"""What ordinary text is: the words that people read, as most of them are written. And what was meant by text that is garbled."""

from collections.abc import Sequence
from functools import lru_cache

from linter.text.patterns import lazy_pattern

# What a UTF-8 lead byte and a byte that follows it look like when read as Latin-1 or Windows-1252.
_TWO_BYTES = "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
SUSPICIOUS = lazy_pattern(_TWO_BYTES)
# And what Windows-1252 has where Latin-1 has control characters: nobody writes these.
_GARBLED = lazy_pattern(f"{_TWO_BYTES}|[\u0080-\u0084\u0086-\u009f]")
PERCENT_ENCODED = lazy_pattern("%[0-9A-Fa-f]{2}")
_PLACEHOLDER_STARTS = frozenset(["tod", "tbd", "fix", "xxx", "und", "nul", "nan", "non", "nil"])


def are_ordinary(texts: Sequence[str]) -> bool:
    """Whether no `TextRule` has anything to say about any of `texts`, of which there is at least one.

    All are looked at together, and only for what the rules would look at closely: a few false alarms cost less than a pattern.
    """
    joined = "\n".join(texts)
    if (
        "  " in joined
        or "&" in joined
        or "<" in joined
        or "{" in joined
        or "[" in joined
        or "\\" in joined
        or "psum" in joined
        or "PSUM" in joined
        or ("%" in joined and PERCENT_ENCODED.search(joined) is not None)
        or "\n\n" in joined
        or " \n" in joined
        or "\n " in joined
        or joined.count("\n") != len(texts) - 1
        or joined[:1] in ("", "\n", " ")
        or joined[-1] in "\n "
        or not joined.replace("\n", "").isprintable()
    ):
        return False
    if not joined.isascii() and ("\ufffd" in joined or SUSPICIOUS.search(joined) is not None):
        return False
    return _PLACEHOLDER_STARTS.isdisjoint([text[:3].lower() for text in texts])


def is_garbled(text: str) -> bool:
    """Whether `text` was decoded with the wrong encoding, and it can be told what was meant."""
    return meant(text) is not None


def first_garbled(text: str) -> tuple[int, int]:
    """Return where the first sign of a wrong encoding stands."""
    match = _GARBLED.search(text)
    return match.span() if match is not None else (0, len(text))


@lru_cache(maxsize=64)
def meant(text: str) -> str | None:
    """Return what was meant by text that was decoded with the wrong encoding; None where that cannot be told, or nothing is wrong."""
    if text.isascii() or _GARBLED.search(text) is None:
        return None
    import ftfy
    import ftfy.badness
    import ftfy.fixes

    if not ftfy.badness.is_bad(text):
        return None
    fixed = ftfy.fixes.fix_c1_controls(ftfy.fix_encoding(text))
    return fixed if fixed != text and fixed.count("\ufffd") <= text.count("\ufffd") else None
