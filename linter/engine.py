"""One document in, diagnostics out. Pure: no disk, no clock, no network, nothing printed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from linter.article import articles
from linter.diagnostic import Diagnostic, Severity
from linter.document import Document
from linter.document.yaml_reader import Limits
from linter.rule import ArticleRule, Context, DocumentRule, Rule
from linter.rules import ALL_RULES, matching_rules
from linter.schema import Schema, load_schema
from linter.settings import Settings
from linter.source import Source

INTERNAL_ERROR = "internal-error"


class RuleFailure(NamedTuple):
    """A rule that raised: a bug in newslint, or in a plugin."""

    rule: str
    path: str
    error: str


class Result(NamedTuple):
    """What linting one document gave: diagnostics in the order of the file, and rules that failed on it."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    failures: tuple[RuleFailure, ...] = ()


class Linter:
    """The rules and settings of a run, made once and used for every file.

    Raises ConfigError when a rule's name or the schema cannot be used.
    """

    def __init__(self, settings: Settings, *, now: datetime, rules: Sequence[type[Rule]] = ALL_RULES) -> None:
        self.settings = settings
        self.severities = rule_severities(settings, rules)
        self.now = now
        self.schema: Schema = load_schema(settings.schema, settings.ranges)
        self.names = dict(settings.fields)
        self.limits = Limits(settings.limits.bytes, settings.limits.depth, settings.limits.aliases)
        enabled = [rule() for rule in rules if rule.code in self.severities]
        self.rules = enabled
        self._document_rules = [rule for rule in enabled if isinstance(rule, DocumentRule)]
        self._article_rules = [rule for rule in enabled if isinstance(rule, ArticleRule)]

    def lint(self, source: Source) -> Result:
        """Parse `source` and check it."""
        return self.check(Document.parse(source, self.limits))

    def check(self, document: Document) -> Result:
        """Run every enabled rule over a parsed document."""
        found: list[Diagnostic] = []
        failures: list[RuleFailure] = []
        context = Context(document, self.settings, self.now, self.schema)
        for rule in self._document_rules:
            try:
                found += rule.check(document, context)
            except Exception as error:  # noqa: BLE001 (a rule's bug must not hide what the others see)
                failures.append(_failure(rule, document, error))
        for article in articles(document, self.names):
            for article_rule in self._article_rules:
                try:
                    found += article_rule.check(article, context)
                except Exception as error:  # noqa: BLE001
                    failures.append(_failure(article_rule, document, error))
        if not found:
            return Result(document, (), tuple(failures))
        return Result(document, self._finish(found), tuple(failures))

    def _finish(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Set severities, drop what an alias made double, and sort."""
        severities = self.severities
        graded: dict[tuple[int, int, str, str], Diagnostic] = {}
        for diagnostic in found:
            severity = severities[diagnostic.code]
            if severity is not diagnostic.severity:
                diagnostic = diagnostic._replace(severity=severity)
            graded.setdefault(diagnostic.sort_key, diagnostic)
        return tuple(graded[key] for key in sorted(graded))


def rule_severities(settings: Settings, rules: Sequence[type[Rule]]) -> dict[str, Severity]:
    """Return the enabled rules' codes with their severities.

    The most specific word wins where `select`, `ignore` and `severity` speak of one rule: a whole code or name before a prefix.
    """
    switched = _by_rule(settings.severity, rules)
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


def _by_rule(words: Iterable[tuple[str, str]], rules: Sequence[type[Rule]]) -> dict[str, str]:
    ranked = sorted(words, key=lambda pair: (len(matching_rules(pair[0], rules)), pair[0]), reverse=True)
    return {rule.code: word for selector, word in ranked for rule in matching_rules(selector, rules)}


def _failure(rule: Rule, document: Document, error: Exception) -> RuleFailure:
    return RuleFailure(rule.code, document.source.path, f"{type(error).__name__}: {error}")
