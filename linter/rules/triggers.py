"""What must be in a text for a rule to speak, and one look at an article's texts for all rules that say so."""

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from linter.text.patterns import lazy_pattern

R = TypeVar("R")


class Triggers(NamedTuple):
    r"""What must be in one of an article's texts for a rule to have something to say: any one of these.

    `parts` are looked for as they are; `\n` in them stands for the beginning and the end of a text. `any_case` are the same in lower case,
    for texts in any case. `beyond_ascii` is a pattern for texts that are not ASCII alone, `unprintable` any character that
    `str.isprintable` refuses: tabs, line breaks, no-break spaces, what is invisible.
    """

    parts: tuple[str, ...] = ()
    any_case: tuple[str, ...] = ()
    beyond_ascii: str = ""
    unprintable: bool = False


class TextLook(Generic[R]):
    """Looks once at all texts of an article, and tells which of several rules have something in them that triggers them.

    A rule may be named that has nothing to say: a few false alarms cost less than an exact answer.
    """

    def __init__(self, rules: Iterable[tuple[R, Triggers]]) -> None:
        self._rules = list(rules)
        self.all = [rule for rule, _ in self._rules]
        self._parts = tuple({part: None for _, triggers in self._rules for part in triggers.parts})
        self._any_case = tuple({part: None for _, triggers in self._rules for part in triggers.any_case})
        patterns = dict.fromkeys(triggers.beyond_ascii for _, triggers in self._rules if triggers.beyond_ascii)
        self._beyond_ascii = lazy_pattern("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None

    def triggered(self, texts: Sequence[str]) -> list[R]:
        """Return the rules that may have something to say about any of `texts`, in their order."""
        joined = "\n".join(("", *texts, ""))
        parts = [part for part in self._parts if part in joined]
        lower = joined.lower()
        any_case = [part for part in self._any_case if part in lower]
        unprintable = joined.count("\n") != len(texts) + 1 or not joined.replace("\n", "").isprintable()
        beyond = not joined.isascii() and self._beyond_ascii is not None and self._beyond_ascii.search(joined) is not None
        if not (parts or any_case or unprintable or beyond):
            return []
        return [
            rule
            for rule, triggers in self._rules
            if (unprintable and triggers.unprintable)
            or (beyond and triggers.beyond_ascii)
            or not set(parts).isdisjoint(triggers.parts)
            or not set(any_case).isdisjoint(triggers.any_case)
        ]
