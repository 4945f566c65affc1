"""One document in, diagnostics out. Pure: no disk, no clock, no network, nothing printed."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter.article.article import Article, articles
from linter.article.facts import facts_of
from linter.article.fields import vocabulary_of
from linter.corpus.entry import Corpus, CorpusEntry, corpus_entry
from linter.diagnostics.diagnostic import Diagnostic, Finding, Severity
from linter.diagnostics.suppressions import Suppressed, apply_suppressions, has_suppressions
from linter.document import Document
from linter.document.copies import KnownItems
from linter.document.result import Limits
from linter.engine.copies import Judged
from linter.engine.result import Result, RuleFailure
from linter.rules.base import ArticleRule, Context, CorpusRule, DocumentRule, Knowledge, LinkRule, Rule, SuppressionRule
from linter.rules.plugins import guarded_check, load_plugins
from linter.rules.registry import ALL_RULES, matching_rules
from linter.rules.selection import own_rules, rule_severities, without_unknown_rules, words_by_rule
from linter.rules.triggers import TextLook
from linter.schema.schema import load_schema
from linter.settings.options import Settings
from linter.settings.topics import load_topics, topic_files
from linter.source import Source

if TYPE_CHECKING:
    from linter.links.results import LinkResults
    from linter.site.references import Referenced
    from linter.site.repository import RepositoryFiles

Concern = Callable[[Any, Context], object]
RuleCheck = tuple[Rule, Callable[[Any, Context], Iterable[Finding]]]
Choose = Callable[[Document], "Linter"]

INTERNAL_ERROR = "internal-error"
TRIGGERED = -1  # the group of rules that are asked where a text has one of their triggers


class _Draft:
    """A result in the making."""

    __slots__ = ("context", "failures", "found", "judged")

    def __init__(self, context: Context) -> None:
        self.context = context
        self.judged = Judged(context.articles)
        self.found: list[Diagnostic] = []
        self.failures: list[RuleFailure] = []


class Linter:
    """The rules and settings of a run, made once and used for every file.

    `known_rules` are newslint's rules with those of the plugins that the settings name and those that the settings describe; `plugins`
    tells which of the plugins could not be loaded. Raises ConfigError when a rule's name or the schema cannot be used.
    """

    def __init__(self, settings: Settings, *, now: datetime, rules: Sequence[type[Rule]] = ALL_RULES) -> None:
        self.plugins = load_plugins(settings.plugins)
        self.known_rules: tuple[type[Rule], ...] = (*rules, *self.plugins.rules, *own_rules(settings.rules, (*rules, *self.plugins.rules)))
        if self.plugins.failures:
            settings = without_unknown_rules(settings, self.known_rules)
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
            references=_references(settings),
        )
        self.names = vocabulary_of(settings.fields)
        self.limits = Limits(settings.limits.bytes, settings.limits.depth, settings.limits.aliases, names=self.names.field_names)
        self._known_items = KnownItems(self.names.written("related"), settings.limits.remembered) if settings.limits.remembered else None
        self._configured = words_by_rule(settings.severity, self.known_rules)
        self._origins = dict(self.plugins.origins)
        enabled = [rule() for rule in self.known_rules if rule.code in self.severities]
        self.rules = enabled
        self._document_checks = self._checks_by_concern([rule for rule in enabled if isinstance(rule, DocumentRule)])
        on_articles = [rule for rule in enabled if isinstance(rule, ArticleRule)]
        triggered = [rule for rule in on_articles if rule.triggers is not None and not self._looks_around(rule)]
        self._article_checks = self._checks_by_concern([rule for rule in on_articles if rule not in triggered])
        looked_for = [((rule, self._check_of(rule)), rule.triggers) for rule in triggered if rule.triggers is not None]
        self._text_look: TextLook[RuleCheck] = TextLook(looked_for)
        self._suppression_rules = [rule for rule in enabled if isinstance(rule, SuppressionRule)]
        self._link_rules = [rule for rule in enabled if isinstance(rule, LinkRule)]
        self._corpus_rules = [rule for rule in enabled if isinstance(rule, CorpusRule)]
        self.compares_copies = any(rule.compares_copies for rule in self._corpus_rules)
        self._locales = settings.locales if settings.locales.pattern and self._corpus_rules else None
        self._choose: Choose | None = None
        self.alternatives: Sequence[Linter] = ()
        self.cases: Hashable = None

    def by_content(self, choose: "Choose", alternatives: "Sequence[Linter]", cases: Hashable) -> "Linter":
        """Return a linter that lets for each document the one speak that `choose` gives.

        `alternatives` are linters that together read all files and run all rules that a chosen one can; `cases` is what `choose` was made
        of, by which other processes and caches tell it from others.
        """
        linter = copy(self)
        linter._choose, linter.alternatives, linter.cases = choose, alternatives, cases
        linter.compares_copies = any(other.compares_copies for other in (self, *alternatives))
        return linter

    def for_document(self, document: Document) -> "Linter":
        """Return the linter that speaks about a document."""
        return self if self._choose is None else self._choose(document)

    @property
    def looks_at_corpus(self) -> bool:
        """Whether a rule is enabled that looks at the repo's other files."""
        return bool(self._corpus_rules) or any(linter.looks_at_corpus for linter in self.alternatives)

    @property
    def sources(self) -> list[Path]:
        """The files, and folders of files, that the schema and the topics came from."""
        topics = [path for pattern in self.settings.topics.files for path in topic_files(pattern)]
        referenced = [path for one in self.knowledge.references for path in one.sources]
        return [*self.knowledge.schema.files, *topics, *{path.parent for path in topics}, *referenced]

    @property
    def fixable_codes(self) -> frozenset[str]:
        """The codes of the rules whose fixes the settings allow."""
        settings, known = self.settings, self.known_rules
        allowed = {rule.code for selector in settings.fixable or ("ALL",) for rule in matching_rules(selector, known)}
        return frozenset(allowed - {rule.code for selector in settings.unfixable for rule in matching_rules(selector, known)})

    def concerned_by(self, corpus: Corpus, entry: CorpusEntry) -> bool:
        """Whether an enabled corpus rule could have something to say about a file."""
        own = any(rule.concerns(entry, corpus) for rule in self._corpus_rules)
        return own or any(linter.concerned_by(corpus, entry) for linter in self.alternatives)

    def entry_of(self, source: Source) -> CorpusEntry | None:
        """Return what the corpus keeps of a file, without linting it."""
        document = self.parse(source)
        chosen = self.for_document(document)
        found = articles(document, chosen.names)
        return corpus_entry(found, with_copies=self.compares_copies, locales=chosen._locales) if found else None

    @property
    def entries_depend_on(self) -> str:
        """What decides, besides a file's content, what the corpus keeps of it."""
        if self.cases is None and not self.names and self._locales is None:
            return " with copies" if self.compares_copies else ""
        return f"{self.cases!r} {sorted(self.names.renamed.items())} {self._locales} {self.compares_copies}"

    def with_corpus(self, corpus: Corpus) -> "Linter":
        """Return a linter that also runs the corpus rules."""
        linter = copy(self)
        checked = self.knowledge.checked | {rule.code for rule in self._corpus_rules}
        linter.knowledge = self.knowledge._replace(corpus=corpus, checked=checked)
        if self._choose is not None:
            choose = self._choose
            linter._choose = lambda document: choose(document).with_corpus(corpus)
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
        known = self._known_items if self._choose is None else None  # what one linter knows of an item is nothing to another
        return Document.parse(source, self.limits, known)

    def check(self, document: Document) -> Result:
        """Run every enabled rule over a parsed document."""
        return self.check_all([document])[0]

    def check_all(self, documents: Iterable[Document]) -> list[Result]:
        """Run every enabled rule over parsed documents: one family after the other over all of them, as the processor does that faster."""
        if self._choose is not None:
            return [self._choose(document).check_all([document])[0] for document in documents]
        drafts = [_Draft(Context(document, articles(document, self.names), self.knowledge)) for document in documents]
        for concern, checks in self._document_checks:
            for draft in drafts:
                self._run(concern, checks, draft.context.document, draft)
        for group, (concern, checks) in enumerate(self._article_checks):
            looks_around = any(self._looks_around(rule) for rule, _ in checks)
            for draft in drafts:
                judged = draft.judged
                for article in judged.by(group, looks_around=looks_around):
                    if self._run(concern, checks, article, draft):
                        judged.note(article, group)
        for draft in drafts:
            judged = draft.judged
            for article in judged.by(TRIGGERED, looks_around=False):
                if self._ask(self._triggered(article), article, draft):
                    judged.note(article, TRIGGERED)
            judged.finish()
        return [self._result(draft) for draft in drafts]

    def _run(self, concern: Concern | None, checks: Iterable[RuleCheck], subject: Document | Article, draft: "_Draft") -> bool:
        """Run rules that share a concern; whether they had anything to say."""
        try:
            if concern is not None and not concern(subject, draft.context):
                return False
        except Exception:  # noqa: BLE001, S110 (what a concern stumbles over its rules stumble over as well, and are named for it)
            pass
        return self._ask(checks, subject, draft)

    def _triggered(self, article: Article) -> Iterable[RuleCheck]:
        """Return the rules on texts that may have something to say; all of them where the document could not be read in full."""
        look = self._text_look
        return look.all if article.document.problems else look.triggered([scalar.text for scalar in article.texts])

    def _ask(self, checks: Iterable[RuleCheck], subject: Document | Article, draft: "_Draft") -> bool:
        """Run rules; whether they had anything to say."""
        before = len(draft.found) + len(draft.failures)
        syntax = draft.context.document.syntax.name
        for rule, check in checks:
            if rule.syntaxes and syntax not in rule.syntaxes:
                continue
            try:
                draft.found += [rule.report(draft.context.document, finding) for finding in check(subject, draft.context)]
            except Exception as error:  # noqa: BLE001 (a rule's bug must not hide what the others see)
                draft.failures.append(self._failure(rule, draft.context.document, error))
        return len(draft.found) + len(draft.failures) > before

    def _looks_around(self, rule: Rule) -> bool:
        """Whether a rule is asked about every copy: nobody knows what those of plugins look at."""
        return rule.code in self._origins or (isinstance(rule, ArticleRule) and rule.looks_around)

    def _result(self, draft: "_Draft") -> Result:
        """Look at the corpus and the links where they are known, and make the result of all that was found."""
        context = draft.context
        document, found_articles = context.document, context.articles
        if self.knowledge.corpus is not None:
            self._check_corpus(self.knowledge.corpus, draft)
        if self.knowledge.links is not None:
            self._check_links(self.knowledge.links, draft)
        entry = self._entry(found_articles) if self._corpus_rules and found_articles else None
        facts = facts_of(found_articles[0]) if found_articles else None
        if not draft.found and not has_suppressions(document):
            return Result(document, (), tuple(draft.failures), entry=entry, facts=facts)
        kept, suppressed = self._finish(draft)
        return Result(document, kept, tuple(draft.failures), suppressed, entry, facts)

    def _entry(self, found: Sequence[Article]) -> CorpusEntry:
        return corpus_entry(found, with_copies=self.compares_copies, locales=self._locales)

    def _checks_by_concern(self, rules: Sequence[ArticleRule] | Sequence[DocumentRule]) -> list[tuple[Concern | None, list[RuleCheck]]]:
        """Put rules that share a concern together."""
        grouped: dict[tuple[Concern | None, bool], list[RuleCheck]] = {}
        for rule in rules:
            grouped.setdefault((type(rule).concerns, self._looks_around(rule)), []).append((rule, self._check_of(rule)))
        return [(concern, checks) for (concern, _), checks in grouped.items()]

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

    def _finish(self, draft: "_Draft") -> tuple[tuple[Diagnostic, ...], tuple[Suppressed, ...]]:
        """Set severities, apply ignore comments, drop what an alias made double, and sort."""
        document, context = draft.context.document, draft.context
        graded = self._graded(draft.found)
        if not has_suppressions(document):
            return graded, ()
        kept, suppressed, uses = apply_suppressions(document, graded)
        for rule in self._suppression_rules:
            try:
                kept += [rule.report(document, one) for one in rule.check(document, uses, context)]
            except Exception as error:  # noqa: BLE001
                draft.failures.append(self._failure(rule, document, error))
        return self._graded(kept), suppressed

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


def _references(settings: Settings) -> "Sequence[Referenced]":
    if not settings.references:
        return ()
    from linter.site.references import load_references

    return load_references(settings.references)


def _runs_alone(rule: type[Rule]) -> bool:
    """Whether a rule needs nothing but the file."""
    return issubclass(rule, ArticleRule | DocumentRule)
