"""One document in, diagnostics out. Pure: no disk, no clock, no network, nothing printed."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.article.article import Article, articles
from linter.article.facts import ArticleFacts, facts_of
from linter.article.fields import vocabulary_of
from linter.corpus.entry import Corpus, CorpusEntry, corpus_entry
from linter.diagnostics.diagnostic import Diagnostic, Finding, Severity
from linter.diagnostics.suppressions import Suppressed, apply_suppressions, has_suppressions
from linter.document import Document
from linter.document.result import Limits
from linter.rules.base import ArticleRule, Context, CorpusRule, DocumentRule, Knowledge, LinkRule, Rule, SuppressionRule
from linter.rules.plugins import guarded_check, load_plugins
from linter.rules.registry import ALL_RULES, matching_rules
from linter.schema.schema import load_schema
from linter.settings.options import Settings
from linter.settings.topics import load_topics, topic_files
from linter.source import Source

if TYPE_CHECKING:
    from linter.links.results import LinkResults
    from linter.site.repository import RepositoryFiles

Concern = Callable[[Any, Context], object]
RuleCheck = tuple[Rule, Callable[[Any, Context], Iterable[Finding]]]

INTERNAL_ERROR = "internal-error"


class RuleFailure(NamedTuple):
    """A rule that raised: a bug in newslint, or in a plugin."""

    rule: str
    path: str
    error: str


class Result(NamedTuple):
    """What linting one document gave.

    `diagnostics` are in the order of the file, `failures` the rules that raised, `suppressed` what ignore comments took out, `entry`
    what the corpus keeps of the article (None where no corpus rule is enabled), `facts` what reports tell about it.
    """

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    failures: tuple[RuleFailure, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    entry: CorpusEntry | None = None
    facts: ArticleFacts | None = None


class _Draft:
    """A result in the making."""

    __slots__ = ("context", "failures", "found")

    def __init__(self, context: Context) -> None:
        self.context = context
        self.found: list[Diagnostic] = []
        self.failures: list[RuleFailure] = []


class Linter:
    """The rules and settings of a run, made once and used for every file.

    `known_rules` are newslint's rules with those of the plugins that the settings name; `plugins` tells which of them could not be
    loaded. Raises ConfigError when a rule's name or the schema cannot be used.
    """

    def __init__(self, settings: Settings, *, now: datetime, rules: Sequence[type[Rule]] = ALL_RULES) -> None:
        self.plugins = load_plugins(settings.plugins)
        self.known_rules: tuple[type[Rule], ...] = (*rules, *self.plugins.rules)
        if self.plugins.failures:
            settings = _without_unknown_rules(settings, self.known_rules)
        self.settings = settings
        self.severities = rule_severities(settings, self.known_rules)
        for selector in (*settings.fixable, *settings.unfixable):
            matching_rules(selector, self.known_rules)  # so that mistakes are told also when nothing is to be fixed
        self.knowledge = Knowledge(
            settings,
            now,
            load_schema(settings.schema, settings.ranges, vocabulary_of(settings.fields), dates_from_names=settings.dates.from_filename),
            load_topics(settings.topics),
            rules={word: rule.code for rule in self.known_rules for word in (rule.code, rule.name)},
            checked=frozenset(rule.code for rule in self.known_rules if rule.code in self.severities and _runs_alone(rule)),
            files=_repository_files(settings),
        )
        self.names = vocabulary_of(settings.fields)
        self.limits = Limits(settings.limits.bytes, settings.limits.depth, settings.limits.aliases, names=self.names.field_names)
        self._configured = _by_rule(settings.severity, self.known_rules)
        self._origins = dict(self.plugins.origins)
        enabled = [rule() for rule in self.known_rules if rule.code in self.severities]
        self.rules = enabled
        self._document_checks = self._checks_by_concern([rule for rule in enabled if isinstance(rule, DocumentRule)])
        self._article_checks = self._checks_by_concern([rule for rule in enabled if isinstance(rule, ArticleRule)])
        self._suppression_rules = [rule for rule in enabled if isinstance(rule, SuppressionRule)]
        self._link_rules = [rule for rule in enabled if isinstance(rule, LinkRule)]
        self._corpus_rules = [rule for rule in enabled if isinstance(rule, CorpusRule)]
        self.compares_copies = any(rule.compares_copies for rule in self._corpus_rules)

    @property
    def looks_at_corpus(self) -> bool:
        """Whether a rule is enabled that looks at the repo's other files."""
        return bool(self._corpus_rules)

    @property
    def sources(self) -> list[Path]:
        """The files, and folders of files, that the schema and the topics came from."""
        topics = [path for pattern in self.settings.topics.files for path in topic_files(pattern)]
        return [*self.knowledge.schema.files, *topics, *{path.parent for path in topics}]

    @property
    def fixable_codes(self) -> frozenset[str]:
        """The codes of the rules whose fixes the settings allow."""
        settings, known = self.settings, self.known_rules
        allowed = {rule.code for selector in settings.fixable or ("ALL",) for rule in matching_rules(selector, known)}
        return frozenset(allowed - {rule.code for selector in settings.unfixable for rule in matching_rules(selector, known)})

    def concerned_by(self, corpus: Corpus, entry: CorpusEntry) -> bool:
        """Whether an enabled corpus rule could have something to say about a file."""
        return any(rule.concerns(entry, corpus) for rule in self._corpus_rules)

    def entry_of(self, source: Source) -> CorpusEntry | None:
        """Return what the corpus keeps of a file, without linting it."""
        found = articles(self.parse(source), self.names)
        return corpus_entry(found, with_copies=self.compares_copies) if found else None

    def with_corpus(self, corpus: Corpus) -> "Linter":
        """Return a linter that also runs the corpus rules."""
        linter = copy(self)
        checked = self.knowledge.checked | {rule.code for rule in self._corpus_rules}
        linter.knowledge = self.knowledge._replace(corpus=corpus, checked=checked)
        return linter

    def with_links(self, results: "LinkResults") -> "Linter":
        """Return a linter that also runs the rules on links, with what checking them gave."""
        linter = copy(self)
        checked = self.knowledge.checked | {rule.code for rule in self._link_rules}
        linter.knowledge = self.knowledge._replace(links=results, checked=checked)
        return linter

    def lint(self, source: Source) -> Result:
        """Parse `source` and check it."""
        return self.check(self.parse(source))

    def parse(self, source: Source) -> Document:
        """Parse `source`."""
        return Document.parse(source, self.limits)

    def check(self, document: Document) -> Result:
        """Run every enabled rule over a parsed document."""
        return self.check_all([document])[0]

    def check_all(self, documents: Iterable[Document]) -> list[Result]:
        """Run every enabled rule over parsed documents: one family after the other over all of them, as the processor does that faster."""
        drafts = [_Draft(Context(document, articles(document, self.names), self.knowledge)) for document in documents]
        for concern, checks in self._document_checks:
            for draft in drafts:
                self._run(concern, checks, draft.context.document, draft)
        for concern, checks in self._article_checks:
            for draft in drafts:
                for article in draft.context.articles:
                    self._run(concern, checks, article, draft)
        return [self._result(draft) for draft in drafts]

    def _run(self, concern: Concern | None, checks: Iterable[RuleCheck], subject: Document | Article, draft: "_Draft") -> None:
        try:
            if concern is not None and not concern(subject, draft.context):
                return
        except Exception:  # noqa: BLE001, S110 (what a concern stumbles over its rules stumble over as well, and are named for it)
            pass
        for rule, check in checks:
            try:
                draft.found += [rule.report(draft.context.document, finding) for finding in check(subject, draft.context)]
            except Exception as error:  # noqa: BLE001 (a rule's bug must not hide what the others see)
                draft.failures.append(self._failure(rule, draft.context.document, error))

    def _result(self, draft: "_Draft") -> Result:
        """Look at the corpus and the links where they are known, and make the result of all that was found."""
        context = draft.context
        document, found_articles = context.document, context.articles
        if self.knowledge.corpus is not None:
            self._check_corpus(self.knowledge.corpus, draft)
        if self.knowledge.links is not None:
            self._check_links(self.knowledge.links, draft)
        entry = corpus_entry(found_articles, with_copies=self.compares_copies) if self._corpus_rules and found_articles else None
        facts = facts_of(found_articles[0]) if found_articles else None
        if not draft.found and not has_suppressions(document):
            return Result(document, (), tuple(draft.failures), entry=entry, facts=facts)
        kept, suppressed = self._finish(draft.found, document, context)
        return Result(document, kept, tuple(draft.failures), suppressed, entry, facts)

    def _checks_by_concern(self, rules: Sequence[ArticleRule] | Sequence[DocumentRule]) -> list[tuple[Concern | None, list[RuleCheck]]]:
        """Put rules that share a concern together."""
        grouped: dict[Concern | None, list[RuleCheck]] = {}
        for rule in rules:
            grouped.setdefault(type(rule).concerns, []).append((rule, self._check_of(rule)))
        return list(grouped.items())

    def _check_corpus(self, corpus: Corpus, draft: "_Draft") -> None:
        for rule in self._corpus_rules:
            for article in draft.context.articles:
                try:
                    found = rule.check(article, corpus, draft.context)
                    draft.found += [rule.report(draft.context.document, finding) for finding in found]
                except Exception as error:  # noqa: BLE001
                    draft.failures.append(self._failure(rule, draft.context.document, error))

    def _check_links(self, results: "LinkResults", draft: "_Draft") -> None:
        from linter.links.places import links_of

        document = draft.context.document
        links = links_of(document, draft.context.articles)
        for rule in self._link_rules:
            try:
                draft.found += [rule.report(document, finding) for finding in rule.check(links, results, draft.context)]
            except Exception as error:  # noqa: BLE001
                draft.failures.append(self._failure(rule, draft.context.document, error))

    def _check_of(self, rule: Any) -> Callable[[Any, Context], Iterable[Finding]]:
        """Return a rule's check; what comes from a plugin's is looked at before it is believed."""
        if rule.code not in self._origins:
            return rule.check  # type: ignore[no-any-return]
        return guarded_check(rule)

    def _failure(self, rule: Rule, document: Document, error: Exception) -> RuleFailure:
        origin = self._origins.get(rule.code)
        name = rule.code if origin is None else f"{rule.code} (plugin {origin})"
        return RuleFailure(name, document.source.path, f"{type(error).__name__}: {error}")

    def _finish(
        self, found: Iterable[Diagnostic], document: Document, context: Context
    ) -> tuple[tuple[Diagnostic, ...], tuple[Suppressed, ...]]:
        """Set severities, apply ignore comments, drop what an alias made double, and sort."""
        graded = self._graded(found)
        if not has_suppressions(document):
            return graded, ()
        kept, suppressed, uses = apply_suppressions(document, graded)
        about = [rule.report(document, one) for rule in self._suppression_rules for one in rule.check(document, uses, context)]
        return self._graded([*kept, *about]), suppressed

    def _graded(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        configured = self._configured
        graded: dict[tuple[int, int, str, str], Diagnostic] = {}
        for diagnostic in found:
            severity = configured.get(diagnostic.code)
            if severity is not None and severity != diagnostic.severity:
                diagnostic = diagnostic._replace(severity=Severity(severity))
            graded.setdefault(diagnostic.sort_key, diagnostic)
        return tuple(graded[key] for key in sorted(graded))


def _repository_files(settings: Settings) -> "RepositoryFiles | None":
    if not settings.site.root:
        return None
    from linter.site.repository import RepositoryFiles

    return RepositoryFiles(settings.site)


def _runs_alone(rule: type[Rule]) -> bool:
    """Whether a rule needs nothing but the file."""
    return issubclass(rule, ArticleRule | DocumentRule)


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


def _without_unknown_rules(settings: Settings, rules: Sequence[type[Rule]]) -> Settings:
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
