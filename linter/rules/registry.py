"""All rules, in the order of their codes."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from linter.errors import ConfigError
from linter.rules import (
    amp,
    content,
    corpus,
    corpus_counts,
    dates,
    document,
    escapes,
    fences,
    files,
    hosts,
    invisible,
    links,
    markup,
    order,
    references,
    related,
    schema_members,
    schema_missing,
    schema_types,
    schema_values,
    spellings,
    suppressions,
    text,
    timestamps,
    translations,
    urls,
    wording,
    yaml,
)
from linter.rules.base import Rule
from linter.text.wording import did_you_mean, show

_FAMILIES = (
    fences,
    document,
    yaml,
    invisible,
    suppressions,
    schema_members,
    schema_missing,
    schema_types,
    schema_values,
    timestamps,
    dates,
    urls,
    hosts,
    amp,
    text,
    markup,
    order,
    escapes,
    wording,
    content,
    spellings,
    related,
    corpus,
    corpus_counts,
    translations,
    references,
    links,
    files,
)

ALL_RULES: tuple[type[Rule], ...] = tuple(sorted((rule for family in _FAMILIES for rule in family.RULES), key=lambda rule: rule.code))

BY_CODE = {rule.code: rule for rule in ALL_RULES}
# What rules are about, by the beginnings of their codes.
FAMILIES = {
    "NL0": "document",
    "NL1": "schema",
    "NL2": "timestamps",
    "NL3": "urls",
    "NL4": "text",
    "NL5": "content",
    "NL6": "corpus",
    "NL7": "references",
    "NL9": "links",
}


def family(rule: type[Rule]) -> str | None:
    """Return what a rule is about, None for one that is not newslint's own."""
    return FAMILIES.get(rule.code[:3])


def selector_of(name: str) -> str:
    """Return the selector of a family: what its codes begin with."""
    return next(prefix for prefix, known in FAMILIES.items() if known == name)


def codes_where(holds: Callable[[type[Rule]], bool]) -> frozenset[str]:
    """Return the codes of newslint's own rules of which something holds: `codes_where(lambda rule: rule.confidential)`."""
    return frozenset(rule.code for rule in ALL_RULES if holds(rule))


def matching_rules(selector: str, rules: Sequence[type[Rule]] = ALL_RULES) -> list[type[Rule]]:
    """Return the rules that a selector names: a code, a prefix of codes, a name, or `ALL`.

    Raises ConfigError, with the closest name, where it names none.
    """
    return list(_matching(selector, tuple(rules)))


@lru_cache(maxsize=512)
def _matching(selector: str, rules: tuple[type[Rule], ...]) -> tuple[type[Rule], ...]:
    if selector == "ALL":
        return rules
    matches = tuple(rule for rule in rules if rule.code.startswith(selector) or rule.name == selector) if selector else ()
    if not matches:
        # Codes are all alike.
        advice = did_you_mean(selector, [rule.name for rule in rules], ": `newslint rule --all` lists them", cutoff=0.75)
        raise ConfigError(f"unknown rule {show(selector)}{advice}", about=selector)
    return matches
