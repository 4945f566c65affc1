"""All rules, in the order of their codes."""

from collections.abc import Sequence
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
    files,
    hosts,
    invisible,
    links,
    markup,
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
