"""What ordinary text is: the words that people read, as most of them are written."""

from collections.abc import Sequence

from linter.patterns import lazy_pattern

# What a UTF-8 lead byte and a byte that follows it look like when read as Latin-1 or Windows-1252.
SUSPICIOUS = lazy_pattern(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
PERCENT_ENCODED = lazy_pattern("%[0-9A-Fa-f]{2}")
_PLACEHOLDER_STARTS = frozenset(["tod", "tbd", "fix", "xxx", "und", "nul", "nan", "non", "nil"])


def are_ordinary(texts: Sequence[str]) -> bool:
    """Whether no rule of NL401-NL407 has anything to say about any of `texts`, of which there is at least one.

    All are looked at together, and only for what the rules would look at closely: a few false alarms cost less than a pattern.
    """
    joined = "\n".join(texts)
    if (
        "  " in joined
        or "&" in joined
        or "<" in joined
        or "{" in joined
        or "[" in joined
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
    if not joined.isascii() and SUSPICIOUS.search(joined) is not None:
        return False
    return _PLACEHOLDER_STARTS.isdisjoint([text[:3].lower() for text in texts])
