"""What a rule is: one class whose docstring is its documentation and whose examples are its tests."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from linter.article.article import Article
from linter.article.fields import Vocabulary, vocabulary_of
from linter.diagnostics.diagnostic import Diagnostic, Finding, Severity
from linter.diagnostics.fix import Applicability, Edit, Fix
from linter.diagnostics.suppressions import Use
from linter.document import Document, nodes
from linter.document.nodes import Node
from linter.rules.triggers import Triggers
from linter.settings.options import Settings
from linter.source import Span
from linter.text.documentation import SITE_URL

if TYPE_CHECKING:
    from linter.corpus.entry import Corpus, CorpusEntry
    from linter.links.places import Link
    from linter.links.results import LinkResult, LinkResults
    from linter.schema.problem import SchemaProblem
    from linter.schema.schema import Schema
    from linter.site.references import Referenced
    from linter.site.repository import RepositoryFiles

DOCS_URL = f"{SITE_URL}rules"


class FixAvailability(StrEnum):
    """How often a rule can fix what it reports."""

    NONE = "none"
    SOMETIMES = "sometimes"
    ALWAYS = "always"


class Good(NamedTuple):
    """An example that the rule has nothing to say about.

    `text` is YAML that is put between fences, unless `raw`; `config` is TOML for newslint.toml; `path` the file's name; `select` names the
    rules that run besides the rule itself; `others` are the repo's other files, path and text by turns; `links` is what checking the
    links gave.
    """

    text: str
    raw: bool = False
    path: str = "article.md"
    config: str = ""
    select: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    links: tuple["LinkResult", ...] = ()


class Bad(NamedTuple):
    """An example that the rule reports: carets on the line below mark each span, and may be followed by the message that is expected.

    `fixed` is the text after the fixes.
    """

    text: str
    fixed: str | None = None
    raw: bool = False
    path: str = "article.md"
    config: str = ""
    select: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    links: tuple["LinkResult", ...] = ()


class Knowledge(NamedTuple):
    """What rules may know of the run, the same for every document.

    `topics` are the allowed ones (None: any). `rules` maps each rule's code and name to its code, `checked` are the codes of those
    that run.
    `corpus` is there in the runs that look at the repo's other files, `links` in those that check links,
    `files` where the settings say how the site resolves its own addresses, `references` what fields may refer to.
    """

    settings: Settings
    now: datetime
    schema: "Schema"
    topics: frozenset[str] | None
    rules: Mapping[str, str]
    checked: frozenset[str]
    corpus: "Corpus | None" = None
    links: "LinkResults | None" = None
    files: "RepositoryFiles | None" = None
    references: "Sequence[Referenced]" = ()


class Context:
    """What a rule may know besides the article: the run's `Knowledge`, and the document with all its articles."""

    __slots__ = ("_problems", "articles", "document", "knowledge", "now", "settings", "topics")

    def __init__(self, document: Document, articles: Sequence[Article], knowledge: Knowledge) -> None:
        self.document = document
        self.articles = articles
        self.knowledge = knowledge
        self.settings = knowledge.settings
        self.now = knowledge.now
        self.topics = knowledge.topics
        self._problems: list[SchemaProblem] | None = None

    @property
    def fields(self) -> Vocabulary:
        """What the repository calls newslint's fields."""
        return vocabulary_of(self.settings.fields)

    @property
    def schema_problems(self) -> "list[SchemaProblem]":
        """What the schema finds wrong with the document; found once, when first asked for."""
        if self._problems is None:
            from linter.schema.explain import schema_problems

            schema = self.knowledge.schema.for_file(self.document.source.path)
            self._problems = schema_problems(self.document, schema) if not schema.accepts(self.document) else []
        return self._problems


class Rule:
    """A rule. Subclass `ArticleRule` or `DocumentRule`; instances hold nothing."""

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    fix_availability: ClassVar[FixAvailability] = FixAvailability.NONE
    on_by_default: ClassVar[bool] = True
    security: ClassVar[bool] = False
    # What the rest of the program has to know of a rule.
    confidential: ClassVar[bool] = False  # what it marks must not be spread any further: baselines keep a hash of it
    depends_on_time: ClassVar[bool] = False  # what it reports today may be right tomorrow
    spoils_reading: ClassVar[bool] = False  # the file is not read as it was meant: other diagnostics may follow from it
    ignored_in_whole_file: ClassVar[bool] = False  # no comment beside what it marks is one, so a comment on the file ignores it
    needs_site: ClassVar[bool] = False  # it runs where `[site] root` says how addresses are resolved
    docs_url: ClassVar[str] = DOCS_URL
    syntaxes: ClassVar[tuple[str, ...]] = ()  # the names of those that it is for; none: all
    examples: ClassVar[tuple[Good | Bad, ...]] = ()

    @classmethod
    def documentation(cls) -> str:
        """Return the rule's documentation in Markdown, without its heading."""
        from inspect import cleandoc

        return cleandoc(cls.__doc__ or "")

    @classmethod
    def summary(cls) -> str:
        """Return the first paragraph of the documentation, on one line."""
        return " ".join(cls.documentation().split("\n\n")[0].split())

    @classmethod
    def url(cls) -> str:
        """Return where the documentation can be read."""
        return f"{cls.docs_url}/{cls.code}"

    def report(self, document: Document, finding: Finding) -> Diagnostic:
        """Make a finding this rule's diagnostic; of a place over several lines the first is marked."""
        where, field = finding.where, finding.field
        if field is None:
            field = "" if isinstance(where, Span) else where.pointer
        return Diagnostic(
            self.code,
            self.name,
            finding.severity or self.severity,
            document.source.first_line(marked_span(document, finding)),
            finding.message,
            field,
            finding.hint,
            finding.fix,
            finding.related,
        )


class ArticleRule(Rule):
    """A rule on the front matter and each `related` item alike.

    A rule that declares `triggers` is asked where one of them is in the article's texts. `concerns` tells whether a rule could have
    something to say about an article; rules that share one are passed over together. Without either a rule is always asked.
    `looks_around`: what it says of a related item depends on more than the item's text and the settings (the file's path, other
    articles); it is asked about every copy.
    """

    triggers: ClassVar[Triggers | None] = None
    concerns: ClassVar[Callable[[Article, Context], object] | None] = None
    looks_around: ClassVar[bool] = False

    def check(self, article: Article, context: Context) -> Iterable[Finding]:
        """Yield what is wrong with `article`."""
        raise NotImplementedError


class DocumentRule(Rule):
    """A rule on the file as a whole: its fences, its YAML, its schema. `concerns` is as in `ArticleRule`."""

    concerns: ClassVar[Callable[[Document, Context], object] | None] = None

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        """Yield what is wrong with `document`."""
        raise NotImplementedError


class CorpusRule(Rule):
    """A rule on an article and the other files of the repo; it runs on the files that `concerns` tells."""

    compares_copies: ClassVar[bool] = False  # whether it looks at `CorpusEntry.values` and `related`: they are only kept for those that do

    def concerns(self, entry: "CorpusEntry", corpus: "Corpus") -> bool:
        """Whether the rule could have something to say about a file, judged by what the corpus keeps of it."""
        raise NotImplementedError

    def check(self, article: Article, corpus: "Corpus", context: Context) -> Iterable[Finding]:
        """Yield what is wrong with `article`, seen beside the others."""
        raise NotImplementedError


class LinkRule(Rule):
    """A rule on what the network says about a document's links; it runs only where they were checked."""

    def check(self, links: "Sequence[Link]", results: "LinkResults", context: Context) -> Iterable[Finding]:
        """Yield what is wrong with the links of a document."""
        raise NotImplementedError


class SuppressionRule(Rule):
    """A rule on the ignore comments of a file, after they have been applied."""

    def check(self, document: Document, uses: Sequence[Use], context: Context) -> Iterable[Finding]:
        """Yield what is wrong with the comments."""
        raise NotImplementedError


def marked_span(document: Document, finding: Finding) -> Span:
    """Return what a finding marks."""
    where = finding.where
    return finding.span or (where if isinstance(where, Span) else value_span(document, where))


def value_span(document: Document, node: Node) -> Span:
    """Return the span that marks a value: an empty one is marked at its key, or at the dash of its list item."""
    if node.end > node.start:
        return node.span
    parent = node.parent
    entry = parent.fields.get(node.key) if isinstance(parent, nodes.Mapping) and isinstance(node.key, str) else None
    if entry is not None:
        return entry.key.span
    text, at = document.source.text, node.start - 1
    while at > 0 and text[at] in " \t\r\n":
        at -= 1
    return Span(at, at + 1) if text[at : at + 1] == "-" else Span(node.start, node.start + 1)


def key_span(node: Node) -> Span | None:
    """Return where a value's key stands, None for list items and the root."""
    parent = node.parent
    entry = parent.fields.get(str(node.key)) if isinstance(parent, nodes.Mapping) else None
    return entry.key.span if entry is not None else None


def safe(title: str, *edits: Edit | None, fields: tuple[str, ...]) -> Fix | None:
    """Build a fix that may be applied unasked; None when one of its edits could not be made."""
    return _fix(title, edits, fields, Applicability.SAFE)


def unsafe(title: str, *edits: Edit | None, fields: tuple[str, ...]) -> Fix | None:
    """Build a fix that needs a person's yes; None when one of its edits could not be made."""
    return _fix(title, edits, fields, Applicability.UNSAFE)


def _fix(title: str, edits: tuple[Edit | None, ...], fields: tuple[str, ...], applicability: Applicability) -> Fix | None:
    made = tuple(edit for edit in edits if edit is not None)
    return Fix(title, made, fields, applicability) if len(made) == len(edits) else None
