"""What must be in a text for a rule to speak, and one look at an article's texts for all rules that say so."""

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from linter.text.patterns import lazy_pattern

R = TypeVar("R")


class Triggers(NamedTuple):
    r"""What must be in one of an article's texts for a rule to have something to say: any one of these.

    `parts` are looked for as they are; `\n` in them stands for the beginning and the end of a text. `any_case` are the same in lower case,
    for texts in any case. `starts` are the first three letters of texts in lower case, `last_words` what comes after their last space.
    `beyond_ascii` is a pattern for texts that are not ASCII alone, `unprintable` any character that `str.isprintable` refuses: tabs, line
    breaks, no-break spaces, what is invisible.
    """

    parts: tuple[str, ...] = ()
    any_case: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    last_words: tuple[str, ...] = ()
    beyond_ascii: str = ""
    unprintable: bool = False


class TextLook(Generic[R]):
    """Looks once at all texts of an article, and tells which of several rules have something in them that triggers them.

    A rule may be named that has nothing to say: a few false alarms cost less than an exact answer.
    """

    def __init__(self, rules: Iterable[tuple[R, Triggers]]) -> None:
        self._rules = list(rules)
        self.all = [rule for rule, _ in self._rules]
        declared = [triggers for _, triggers in self._rules]
        parts = dict.fromkeys(part for triggers in declared for part in triggers.parts)
        self._ascii_parts = [part for part in parts if part.isascii()]
        self._other_parts = [part for part in parts if not part.isascii()]
        self._any_case = tuple(dict.fromkeys(part for triggers in declared for part in triggers.any_case))
        self._starts = frozenset(start for triggers in declared for start in triggers.starts)
        self._last_words = frozenset(word for triggers in declared for word in triggers.last_words)
        patterns = dict.fromkeys(triggers.beyond_ascii for triggers in declared if triggers.beyond_ascii)
        self._beyond_ascii = lazy_pattern("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None

    def triggered(self, texts: Sequence[str]) -> list[R]:
        """Return the rules that may have something to say about any of `texts`, in their order."""
        joined = "\n".join(["", *texts, ""])
        found = [part for part in self._ascii_parts if part in joined]
        if self._any_case:
            lower = joined.lower()
            found += [part for part in self._any_case if part in lower]
        beyond = False
        if not joined.isascii():
            found += [part for part in self._other_parts if part in joined]
            beyond = self._beyond_ascii is not None and self._beyond_ascii.search(joined) is not None
        starts = self._starts.intersection([text[:3].lower() for text in texts])
        last_words = self._last_words.intersection([text[text.rfind(" ") + 1 :] for text in texts])
        unprintable = joined.count("\n") != len(texts) + 1 or not joined.replace("\n", "").isprintable()
        if not (found or beyond or starts or last_words or unprintable):
            return []
        return [
            rule
            for rule, triggers in self._rules
            if (unprintable and triggers.unprintable)
            or (beyond and triggers.beyond_ascii)
            or not starts.isdisjoint(triggers.starts)
            or not last_words.isdisjoint(triggers.last_words)
            or not set(found).isdisjoint((*triggers.parts, *triggers.any_case))
        ]
