"""Judging related items once: a rule that had nothing to say about an item has nothing to say about its copies."""

from collections.abc import Sequence

from linter.article.article import Article
from linter.document.copies import CopiedMapping, KnownItem


class Judged:
    """The articles of a document, each with the groups of rules that have to look at it.

    A group is known by its number in the linter. Most copies are clean, and no group looks at them again.
    """

    __slots__ = ("_all", "_copies", "_new", "_others", "_spoke")

    def __init__(self, articles: Sequence[Article]) -> None:
        known = [(article, article.mapping.known) for article in articles if isinstance(article.mapping, CopiedMapping)]
        self._all = articles
        self._new: dict[int, KnownItem] = {id(article): item for article, item in known if item.speaking is None}
        self._copies = {id(article): item.speaking for article, item in known if item.speaking is not None}
        self._others = [article for article in articles if id(article) not in self._copies or self._copies[id(article)]]
        self._spoke: dict[int, set[int]] = {}

    def by(self, group: int, *, looks_around: bool) -> Sequence[Article]:
        """Return what a group of rules has to look at."""
        if looks_around or not self._copies:
            return self._all
        copies = self._copies
        return [article for article in self._others if group in copies.get(id(article), (group,))]

    def note(self, article: Article, group: int) -> None:
        """Note that a group had something to say."""
        if id(article) in self._new:
            self._spoke.setdefault(id(article), set()).add(group)

    def finish(self) -> None:
        """Remember what was noted, once every group has looked."""
        for article, item in self._new.items():
            item.speaking = frozenset(self._spoke.get(article, ()))
