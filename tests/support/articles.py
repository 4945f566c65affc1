"""Articles for the tests of this folder, and linters that need no configuration file."""

from datetime import UTC, datetime
from pathlib import Path

from linter.engine.linter import Linter
from linter.files.discovery import Target
from linter.settings.options import Settings
from tests.support.article import article

NOW = datetime(2024, 6, 1, tzinfo=UTC)

ARTICLE = article(
    title="Trams are back, part {number}",
    url="https://news.example.org/trams/{number}",
    quality="{quality}",
    heat=3,
    published="true",
    domain="example.org",
    body="Text.\n",
)


def write_articles(folder: Path, count: int) -> list[Target]:
    """Write `count` articles, every tenth of them with a quality out of range."""
    targets = []
    for number in range(count):
        path = folder / f"{number:05d}.md"
        path.write_text(ARTICLE.format(number=number, quality=900 if number % 10 == 0 else 65), encoding="utf-8")
        targets.append(Target(str(path), named=False))
    return targets


def linter(settings: Settings | None = None, now: datetime = NOW) -> Linter:
    return Linter(settings or Settings(), now=now)
