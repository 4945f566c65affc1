"""Text that was decoded with the wrong encoding, and what was meant by it."""

from functools import lru_cache

from linter.text.patterns import lazy_pattern

# What a UTF-8 lead byte and a byte that follows it look like when read as Latin-1 or Windows-1252.
TWO_BYTES = "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
# And what Windows-1252 has where Latin-1 has control characters: nobody writes these.
_GARBLED = lazy_pattern(f"{TWO_BYTES}|[\u0080-\u0084\u0086-\u009f]")
PERCENT_ENCODED = lazy_pattern("%[0-9A-Fa-f]{2}")


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
