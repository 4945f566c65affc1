"""NL604, NL605: what only shows when the repo's files are counted."""

from collections.abc import Iterator

from linter.article.article import Article
from linter.corpus.entry import FEWEST_USES, Corpus, CorpusEntry, own_images
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import replace_scalar
from linter.rules.base import Bad, Context, CorpusRule, FixAvailability, Good, unsafe
from linter.text.labels import labelled
from linter.text.wording import show

_USUAL = 0.9

_IMAGE = "images:\n  - url: https://www.example.com/logo.png\n"


def _named(name: str) -> str:
    return f"provider:\n  name: {name}\n  domain: example.com\n"


def _others_with(text: str, titles: int, times: int = 1) -> tuple[tuple[str, str], ...]:
    """Return files for an example: each title so many times."""
    return tuple((f"other{copy}-{number}.md", f"title: Story {number}\n{text}") for number in range(titles) for copy in range(times))


class SharedImage(CorpusRule):
    """An image is shown by articles of more than three stories (`[images] most-stories`).

    ## Why
    It is no picture of the story but what a page shows where it has none: a logo, a placeholder, a sharing button. `provider.images` are
    not looked at; the files of one title or one address are one story.
    """

    code = "NL604"
    name = "shared-image"
    severity = Severity.WARNING
    examples = (
        Good("title: Buses\n" + _IMAGE, others=_others_with(_IMAGE, 2)),
        Good("title: Buses\n" + _IMAGE, others=_others_with(_IMAGE, 2, times=3)),
        Good("title: Buses\nprovider:\n  images:\n    - url: https://www.example.com/logo.png\n", others=_others_with(_IMAGE, 3)),
        Bad(
            "title: Buses\nimages:\n  - url: https://www.example.com/logo.png\n         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`images[0].url` is no picture of this story: 4 stories show it\n",
            others=_others_with(_IMAGE, 3),
        ),
        Bad(
            "title: Buses\nimages:\n  - url: https://www.example.com/logo.png\n         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n",
            config="[images]\nmost-stories = 1\n",
            others=_others_with(_IMAGE, 1),
        ),
    )

    def concerns(self, entry: CorpusEntry, corpus: Corpus) -> bool:
        return any(corpus.stories_with(image) > 1 for image in entry.images)

    def check(self, article: Article, corpus: Corpus, context: Context) -> Iterator[Finding]:
        if article.is_related:
            return
        for url in own_images(article):
            stories = corpus.stories_with(url.text)
            if stories > context.settings.images.most_stories:
                message = f"{labelled(url.pointer)} is no picture of this story: {stories} stories show it"
                yield Finding(url, message, hint="a logo or placeholder: take another image, or none")


class OddProviderName(CorpusRule):
    """The provider's name is not what this repo calls the same domain nearly everywhere else.

    ## Why
    Such a name was cut out of some page, and the article counts as that of another provider. A domain has a usual name where at least
    five articles use it, and nine in ten; names that hold the usual one (`Harbour News on Example`) are only more exact.

    ## Fix
    Unsafe: the usual name.
    """

    code = "NL605"
    name = "odd-provider-name"
    severity = Severity.WARNING
    fix_availability = FixAvailability.ALWAYS
    examples = (
        Good(_named("Bank opens"), others=_others_with(_named("Harbour News"), 4)),
        Good(_named("The Harbour News"), others=_others_with(_named("Harbour News"), 12)),
        Bad(
            "provider:\n  name: Bank opens\n        ^^^^^^^^^^ "
            "`provider.name` should be `Harbour News`, as `example.com` is called elsewhere, found `Bank opens`\n"
            "  domain: example.com\n",
            fixed=_named("Harbour News"),
            others=_others_with(_named("Harbour News"), 12),
        ),
    )

    def concerns(self, entry: CorpusEntry, corpus: Corpus) -> bool:
        return bool(_usual_name(entry.provider, entry.domain, corpus))

    def check(self, article: Article, corpus: Corpus, context: Context) -> Iterator[Finding]:
        name, domain = article.text("provider.name"), article.text("provider.domain")
        if article.is_related or name is None or domain is None:
            return
        usual = _usual_name(name.text, domain.text, corpus)
        if usual:
            fix = unsafe(f"Write {show(usual)}", replace_scalar(article.document, name, usual), fields=(name.pointer,))
            message = (
                f"{labelled(name.pointer)} should be {show(usual)}, as {show(domain.text)} is called elsewhere, found {show(name.text)}"
            )
            yield Finding(name, message, fix=fix)


def _usual_name(name: str, domain: str, corpus: Corpus) -> str:
    """Return what a domain is called nearly everywhere, `""` where that is the name at hand or a part of it, or nothing is usual."""
    names = corpus.names_of(domain)
    if len(names) < 2:
        return ""
    usual = max(names, key=lambda one: (names[one], one))
    is_usual = names[usual] >= FEWEST_USES and names[usual] >= _USUAL * sum(names.values())
    return usual if is_usual and usual.casefold() not in name.casefold() else ""


RULES = (SharedImage, OddProviderName)
