"""What linting one document gave."""

from typing import NamedTuple

from linter.article.facts import ArticleFacts
from linter.corpus.entry import CorpusEntry
from linter.diagnostics.diagnostic import Diagnostic
from linter.diagnostics.suppressions import Suppressed
from linter.document import Document


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
