"""Which rules are enabled, and how bad what they find is: what the settings make of the registry."""

from collections.abc import Iterable, Sequence

from linter.diagnostics.diagnostic import Severity
from linter.rules.base import Rule
from linter.rules.registry import matching_rules
from linter.settings.options import Settings


def rule_severities(settings: Settings, rules: Sequence[type[Rule]]) -> dict[str, Severity]:
    """Return the enabled rules' codes with their severities.

    The most specific word wins where `select`, `ignore` and `severity` speak of one rule: a whole code or name before a prefix.
    """
    switched = words_by_rule(settings.severity, rules)
    selected = _selected(settings.select, rules)
    ignored = _selected(settings.ignore, rules)
    severities = {}
    for rule in rules:
        word = switched.get(rule.code)
        if settings.select:
            enabled = rule.code in selected
        else:
            enabled = rule.on_by_default or (word is not None and word != "off")
        if enabled and rule.code in ignored and ignored[rule.code] >= selected.get(rule.code, 0):
            enabled = False
        if enabled and word != "off":
            severities[rule.code] = Severity(word) if word else rule.severity
    return severities


def _selected(selectors: Iterable[str], rules: Sequence[type[Rule]]) -> dict[str, int]:
    """Map each selected rule's code to how specific the selector was."""
    chosen: dict[str, int] = {}
    for selector in selectors:
        for rule in matching_rules(selector, rules):
            specific = len(rule.code) if selector in (rule.code, rule.name) else len(selector) if selector != "ALL" else 0
            chosen[rule.code] = max(chosen.get(rule.code, 0), specific)
    return chosen


def words_by_rule(words: Iterable[tuple[str, str]], rules: Sequence[type[Rule]]) -> dict[str, str]:
    """Map rules' codes to what `[severity]` says of them; where several selectors name a rule, that of the fewest rules counts."""
    ranked = sorted(words, key=lambda pair: (len(matching_rules(pair[0], rules)), pair[0]), reverse=True)
    return {rule.code: word for selector, word in ranked for rule in matching_rules(selector, rules)}


def without_unknown_rules(settings: Settings, rules: Sequence[type[Rule]]) -> Settings:
    """Drop selectors that name no rule: where a plugin could not be loaded, they may mean its rules."""

    def is_known(selector: str) -> bool:
        return selector == "ALL" or any(rule.code.startswith(selector) or rule.name == selector for rule in rules)

    return settings._replace(
        select=tuple(filter(is_known, settings.select)),
        ignore=tuple(filter(is_known, settings.ignore)),
        severity=tuple(pair for pair in settings.severity if is_known(pair[0])),
        fixable=tuple(filter(is_known, settings.fixable)),
        unfixable=tuple(filter(is_known, settings.unfixable)),
    )
