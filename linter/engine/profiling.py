"""What each rule and each phase of a run costs (`--profile`)."""

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import Any, NamedTuple

from linter.article.article import Article, articles
from linter.diagnostics.diagnostic import Finding
from linter.document import Document
from linter.engine.linter import Concern, Linter, RuleCheck
from linter.engine.result import Result
from linter.rules.base import ArticleRule, Context, DocumentRule, Rule
from linter.source import Source
from linter.text.wording import counted

_SCHEMA = "(schema)"
_PARSE = "(parse)"
_ARTICLES = "(articles)"
_REST = "(engine)"


class Cost(NamedTuple):
    """What something cost in a run: seconds in all, and how often it ran."""

    name: str
    seconds: float
    calls: int


class Profile:
    """Adds up costs by name: a rule's code and name, or a phase in parentheses. `seconds` is the sum."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._seconds: dict[str, float] = {}
        self._calls: dict[str, int] = {}

    def add(self, name: str, seconds: float) -> None:
        """Count one call."""
        self.seconds += seconds
        self._seconds[name] = self._seconds.get(name, 0.0) + seconds
        self._calls[name] = self._calls.get(name, 0) + 1

    def note(self, name: str) -> None:
        """Say that something may run: it has a line also where it never does."""
        self._seconds.setdefault(name, 0.0)
        self._calls.setdefault(name, 0)

    @property
    def costs(self) -> list[Cost]:
        """Every cost, the largest first."""
        return sorted((Cost(name, self._seconds[name], self._calls[name]) for name in self._seconds), key=lambda c: (-c.seconds, c.name))


class ProfiledLinter(Linter):
    """A linter that takes the time of every rule. `profile` may be shared by several."""

    def __init__(self, *arguments: Any, profile: Profile, **options: Any) -> None:
        self.profile = profile
        super().__init__(*arguments, **options)

    def parse(self, source: Source) -> Document:
        """Parse `source`."""
        started = perf_counter()
        document = super().parse(source)
        self.profile.add(_PARSE, perf_counter() - started)
        return document

    def check_all(self, documents: Iterable[Document]) -> list[Result]:
        """Check documents, each for itself; what is no rule counts as the engine's."""
        return [self._check_one(document) for document in documents]

    def _check_one(self, document: Document) -> Result:
        before = self.profile.seconds
        started = perf_counter()
        articles(document, self.names)
        self.profile.add(_ARTICLES, perf_counter() - started)
        (result,) = super().check_all([document])
        counted = self.profile.seconds - before
        self.profile.add(_REST, max(perf_counter() - started - counted, 0.0))
        return result

    def _check_of(self, rule: Rule) -> Callable[[Any, Context], Iterable[Finding]]:
        check = super()._check_of(rule)
        name = f"{rule.code} {rule.name}"
        add = self.profile.add
        self.profile.note(name)

        def timed(subject: Document | Article, context: Context) -> Iterable[Finding]:
            self._judge_schema(context)
            started = perf_counter()
            found = list(check(subject, context))
            add(name, perf_counter() - started)
            return found

        return timed

    def _checks_by_concern(self, rules: Sequence[ArticleRule] | Sequence[DocumentRule]) -> list[tuple[Concern | None, list[RuleCheck]]]:
        return [(self._timed_concern(concern) if concern else None, checks) for concern, checks in super()._checks_by_concern(rules)]

    def _triggered(self, article: Article) -> Iterable[RuleCheck]:
        started = perf_counter()
        checks = super()._triggered(article)
        self.profile.add("(triggers)", perf_counter() - started)
        return checks

    def _timed_concern(self, concern: Concern) -> Concern:
        name = f"({getattr(concern, '__name__', 'concern').strip('_').replace('_', ' ')})"
        add = self.profile.add

        def timed(subject: Document | Article, context: Context) -> object:
            self._judge_schema(context)
            started = perf_counter()
            concerned = concern(subject, context)
            add(name, perf_counter() - started)
            return concerned

        return timed

    def _judge_schema(self, context: Context) -> None:
        """Ask for the schema's verdict once a document, so that no rule is charged for it."""
        if context.articles and context._problems is None:
            started = perf_counter()
            _ = context.schema_problems
            self.profile.add(_SCHEMA, perf_counter() - started)


def render_profile(profile: Profile, files: int) -> str:
    """Return a table of the costs: microseconds a file, and the share of the whole."""
    costs = profile.costs
    whole = profile.seconds or 1.0
    files = max(files, 1)
    rows = [f"{'rule or phase':<36}{'µs/file':>9}{'calls':>9}{'share':>8}"]
    rows += [f"{c.name:<36}{c.seconds / files * 1e6:>9.2f}{c.calls:>9}{c.seconds / whole:>8.1%}" for c in costs]
    rows.append(f"{counted(files, 'file'):<36}{whole / files * 1e6:>9.2f}{'':>9}{1:>8.1%}")
    return "\n".join(rows) + "\n"
