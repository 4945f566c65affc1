"""What reports tell about articles besides their diagnostics: who provided them, and when they were published."""

from sys import intern
from typing import NamedTuple

from linter.article.article import Article
from linter.text.patterns import lazy_pattern
from linter.text.secrets import masked

_MONTH = lazy_pattern(r"[0-9]{4}-(?:0[1-9]|1[0-2])(?=-)")
_LONGEST = 80


class ArticleFacts(NamedTuple):
    """`provider` is a name (else a domain), `month` like `2024-05`; both `""` where the article does not say."""

    provider: str
    month: str


def facts_of(article: Article) -> ArticleFacts:
    """Read an article's facts; whatever is wrong with them is the rules' business."""
    provider = article.text("provider.name") or article.text("provider.domain")
    published = article.text("publishedDateTime")
    month = _MONTH.match(published.text) if published is not None else None
    name = masked(provider.text.strip())[:_LONGEST] if provider is not None else ""
    return ArticleFacts(intern(name), intern(month.group() if month else ""))  # a big repo has few of each
