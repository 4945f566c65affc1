"""NL011, NL012: ignore comments that do nothing."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Edit
from linter.diagnostics.suppressions import Misspelt, Use, find_misspelt
from linter.document import Document
from linter.rules.base import Bad, Context, FixAvailability, Good, SuppressionRule, safe, unsafe
from linter.source import Span
from linter.text.wording import closest, show

_MOST_SUGGESTIONS = 20  # in one file: each compares a word with every rule
_LONGEST_WORD = 60


class UnusedSuppression(SuppressionRule):
    """An ignore comment names a rule that has nothing to say there.

    ## Why
    The problem was fixed and the comment stayed: it would hide the next one. Rules that did not run are not counted as unused.

    ## Fix
    Safe: the code is removed, and the comment with its last one.
    """

    code = "NL011"
    name = "unused-suppression"
    severity = Severity.WARNING
    fix_availability = FixAvailability.ALWAYS
    examples = (
        Good('title: "Trams "  # newslint: ignore[NL402] their logo\n', select=("NL402",)),
        Bad(
            "title: Trams  # newslint: ignore[NL402] their logo\n                                 ^^^^^ "
            "this comment ignores nothing: there is no `NL402` here; delete it\n",
            fixed="title: Trams\n",
            select=("NL402",),
        ),
        Bad(
            '# newslint: ignore[surrounding-whitespace, NL403]\n                                           ^^^^^\ntitle: " Trams"\n',
            fixed='# newslint: ignore[surrounding-whitespace]\ntitle: " Trams"\n',
            select=("NL402", "NL403"),
        ),
    )

    def check(self, document: Document, uses: Sequence[Use], context: Context) -> Iterator[Finding]:
        places = {use.word: index for _, group in groupby(uses, attrgetter("suppression")) for index, use in enumerate(group)}
        for use in uses:
            rule = context.knowledge.rules.get(use.word.text)
            if use.used or rule is None or rule not in context.knowledge.checked:
                continue
            fix = safe("Remove it", _without(document, use, places[use.word]), fields=())
            yield Finding(use.word.span, f"this comment ignores nothing: there is no {show(use.word.text)} here; delete it", fix=fix)


class UnknownSuppression(SuppressionRule):
    """A comment that is to ignore something names no rule or one that does not exist, or is written as for another linter.

    ## Why
    It ignores nothing. There is no blanket form: a comment that hides everything also hides what comes later.

    ## Fix
    Unsafe: the nearest rule is named, or the comment written as newslint reads it.
    """

    code = "NL012"
    name = "unknown-suppression"
    severity = Severity.WARNING
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("title: Trams  # newslint: ignore[NL402]\n"),
        Good("title: Trams  # noqa: E501\n"),
        Bad(
            "title: Trams  # newslint: ignore[surounding-whitespace]\n                                 ^^^^^^^^^^^^^^^^^^^^^ "
            "no rule is called `surounding-whitespace`\n",
            fixed="title: Trams  # newslint: ignore[surrounding-whitespace]\n",
        ),
        Bad(
            "title: Trams  # newslint: ignore\n              ^^^^^^^^^^^^^^^^^^ "
            "this comment ignores nothing, as it names no rule: write `# newslint: ignore[NL305] why`, with the rule that "
            "is meant\n"
        ),
        Bad("title: Trams  # noqa\n              ^^^^^^\n"),
        Bad(
            "title: Trams  # newslint: disable=NL402 their logo\n              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "this comment ignores nothing: newslint reads `# newslint: ignore[NL402]`\n",
            fixed="title: Trams  # newslint: ignore[NL402] their logo\n",
        ),
        Bad(
            "title: Trams  # newslint ignore[NL402]\n              ^^^^^^^^^^^^^^^^^^^^^^^^\n",
            fixed="title: Trams  # newslint: ignore[NL402]\n",
        ),
        Bad(
            "title: Trams  # noqa: NL402, NL403\n              ^^^^^^^^^^^^^^^^^^^^\n",
            fixed="title: Trams  # newslint: ignore[NL402, NL403]\n",
        ),
    )

    def check(self, document: Document, uses: Sequence[Use], context: Context) -> Iterator[Finding]:
        known: dict[str, str | None] = {}
        rules = tuple(context.knowledge.rules)
        for use in uses:
            word = use.word.text
            if word in context.knowledge.rules:
                continue
            if not word:
                continue  # told below
            if word not in known and len(known) < _MOST_SUGGESTIONS:
                known[word] = _closest(word, rules)
            close = known.get(word)
            fix = unsafe(f"Write {show(close)}", Edit(use.word.span, close), fields=()) if close is not None else None
            hint = f"did you mean {show(close)}?" if close is not None else ""
            yield Finding(use.word.span, f"no rule is called {show(word)}", hint=hint, fix=fix)
        yield from map(_misspelt, find_misspelt(document))


def _misspelt(comment: Misspelt) -> Finding:
    """Say how a comment is written that means to ignore something."""
    kind = "ignore-file" if comment.whole_file else "ignore"
    right = f"# newslint: {kind}[{', '.join(comment.words) or 'NL305'}]"
    if not comment.words:
        return Finding(comment.span, f"this comment ignores nothing, as it names no rule: write `{right} why`, with the rule that is meant")
    written = f"{right} {comment.reason}".rstrip()
    return Finding(
        comment.span,
        f"this comment ignores nothing: newslint reads `{right}`",
        fix=unsafe(f"Write `{right}`", Edit(comment.span, written), fields=()),
    )


@lru_cache(maxsize=1024)
def _closest(word: str, rules: tuple[str, ...]) -> str | None:
    return closest(word, rules) if len(word) <= _LONGEST_WORD else None


def _without(document: Document, use: Use, index: int) -> Edit:
    """Remove a word from its comment; with the last word the comment, with a comment that is alone its line."""
    suppression, text = use.suppression, document.source.text
    words = suppression.words
    if len(words) > 1:
        if index > 0:
            return Edit(Span(words[index - 1].span.end, use.word.span.end), "")
        return Edit(Span(use.word.span.start, words[1].span.start), "")
    start = suppression.span.start
    while start and text[start - 1] in " \t":
        start -= 1
    if not suppression.alone:
        return Edit(Span(start, suppression.span.end), "")
    line = document.source.position(suppression.span.start).line
    starts = document.source.line_starts
    end = starts[line] if line < len(starts) else len(text)
    return Edit(Span(starts[line - 1], end), "")


RULES: tuple[type[SuppressionRule], ...] = (UnusedSuppression, UnknownSuppression)
