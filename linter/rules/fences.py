"""NL001, NL002, NL015: the lines around the front matter."""

from collections.abc import Iterable

from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Edit, Fix
from linter.document import Document
from linter.document.problem import Problem
from linter.rules.base import Bad, Context, DocumentRule, FixAvailability, Good, safe, unsafe
from linter.rules.document import ProblemRule


class MissingFrontMatter(ProblemRule):
    """The file does not begin with front matter: a line `---` (YAML) or `+++` (TOML), or a JSON object.

    ## Why
    Jekyll and its kin read a file without front matter as plain content: title, dates and URLs are lost, and the article
    never appears in a list. A blank line, a comment or a fourth dash in front is enough.

    A file that was named, or that a glob of `articles` matches, has to be an article. Other files found by walking through a folder are
    reported only where front matter was plainly meant: a README has none.
    """

    code = "NL001"
    name = "missing-front-matter"
    spoils_reading = True
    examples = (
        Good("---\ntitle: Trams\n---\n", raw=True),
        Bad("title: Trams\n^^^^^^^^^^^^ this file has no front matter: the first line must be `---`\nexcerpt: Ten new lines.\n", raw=True),
        Bad(
            "# written by hand\n^^^^^^^^^^^^^^^^^ the first line must be `---`: move the comment below it\n---\ntitle: Trams\n---\n",
            raw=True,
        ),
        Bad("----\n^^^^ the first line must be exactly `---`: it has four dashes\ntitle: Trams\n----\n", raw=True),
        Good("+++\ntitle = 'Trams'\n+++\n", raw=True),
        Bad("++++\n^^^^ the first line must be exactly `+++`: it has four plus signs\ntitle = 'Trams'\n++++\n", raw=True),
    )


class UnclosedFrontMatter(ProblemRule):
    """The front matter has no closing `---` (or `...`) line.

    ## Why
    Without it the whole file is content, or the whole content is YAML, depending on the reader.

    Where a line is almost a fence (a fourth dash, spaces or an invisible character around it, text behind it), it is marked, and the
    file is checked as if it closed the front matter.

    ## Fix
    The line becomes `---`, where the block above it then parses. Safe where nothing else closes the front matter, nothing stands behind
    the dashes, and there is no blank line above them that could end the fields; unsafe otherwise.
    """

    code = "NL002"
    name = "unclosed-front-matter"
    fix_availability = FixAvailability.SOMETIMES
    spoils_reading = True
    examples = (
        Good("---\ntitle: Trams\n...\nText.\n", raw=True),
        Bad("---\n^^^ the front matter is never closed: add a line `---` below its last field\ntitle: Trams\n\nText.\n", raw=True),
        Bad(
            "---\ntitle: Trams\n----\n^^^^ "
            "this line was meant to close the front matter, but it has four dashes: it must be exactly `---`\n"
            "Text.\n",
            raw=True,
            fixed="---\ntitle: Trams\n---\nText.\n",
        ),
        Bad(
            "---\ntitle: Trams\n  ---\n^^^^^ "
            "this line was meant to close the front matter, but there are spaces before it: it must be exactly `---`\n"
            "Text.\n",
            raw=True,
            fixed="---\ntitle: Trams\n---\nText.\n",
        ),
        Bad(
            "---\ntitle: Trams\n---Text.\n^^^^^^^^ "
            "this line was meant to close the front matter, but there is text behind it: it must be exactly `---`\n",
            raw=True,
            fixed="---\ntitle: Trams\n---\nText.\n",
        ),
        Bad(
            "+++\ntitle = 'Trams'\n++++\n^^^^ "
            "this line was meant to close the front matter, but it has four plus signs: it must be exactly `+++`\n"
            "Text.\n",
            raw=True,
            fixed="+++\ntitle = 'Trams'\n+++\nText.\n",
        ),
        Bad("---\ntitle: Trams\n ---\n^^^^\n# News\n\n---\n", raw=True, fixed="---\ntitle: Trams\n---\n# News\n\n---\n"),
    )

    def _fix(self, document: Document, problem: Problem, context: Context) -> Fix | None:
        if problem.repair is None:
            return None
        (change,) = problem.repair.changes
        fence = document.syntax.fences[0].closings[0]
        title = f"Write `{fence}`" if change.content == fence else f"Put `{fence}` on a line of its own"
        return (safe if problem.repair.exact else unsafe)(title, Edit(*change), fields=())


def _has_dashes_below(document: Document, context: Context) -> bool:
    front_matter = document.front_matter
    if front_matter is None:
        return False
    start = front_matter.body.start
    return document.source.text[start : start + 20].lstrip().startswith("---")


class SecondFrontMatter(DocumentRule):
    """A second block of fields between `---` lines stands right below the front matter.

    ## Why
    Only the first block is read. Readers see the second one as text, and its fields do nothing. It comes from programs that put their own
    block on top, and from merges.
    """

    concerns = _has_dashes_below
    code = "NL015"
    name = "second-front-matter"
    severity = Severity.WARNING
    examples = (
        Good("---\ntitle: Trams\n---\n---\n\nNote: what follows a rule is text.\n\n---\n", raw=True),
        Bad(
            "---\ntitle: Trams\n---\n\n---\n^^^ "
            "a second block of fields begins here: readers see it as text; move its fields into the block above\n"
            "layout: post\ntags: [trams]\n---\nText.\n",
            raw=True,
        ),
    )

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        from linter.document.near_fences import second_front_matter

        assert document.front_matter is not None
        opening = second_front_matter(document.source.text, document.front_matter.body.start)
        if opening is None:
            return []
        message = "a second block of fields begins here: readers see it as text; move its fields into the block above"
        return [Finding(opening, message)]


RULES = (MissingFrontMatter, UnclosedFrontMatter, SecondFrontMatter)
