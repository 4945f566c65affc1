"""NL205-NL209: when an article was published and updated."""

from collections.abc import Iterator
from datetime import timedelta

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.document.nodes import Scalar
from linter.rules.base import ArticleRule, Bad, Context, Good
from linter.rules.timestamps import TimestampRule
from linter.text.labels import labelled
from linter.text.path_dates import PathDate, closest_day, file_date, path_date
from linter.text.timestamps import Timestamp
from linter.text.wording import show


def _has_remarkable_date(article: Article, context: Context) -> bool:
    earliest = context.settings.dates.earliest_year
    return any(time.instant is None or time.instant > context.now or time.instant.year <= earliest for _, time in article.timestamps)


class MomentRule(TimestampRule):
    """A rule on when the timestamps are."""

    concerns = _has_remarkable_date


class FutureDate(MomentRule):
    """A timestamp lies in the future.

    ## Why
    The article stays at the top of every list until its day comes. Usually a slip of the year, or day and month swapped.

    A day's difference is tolerated (`[dates] future-tolerance-hours`); `--now` sets the clock for runs that must repeat.
    """

    code = "NL205"
    name = "future-date"
    severity = Severity.WARNING
    depends_on_time = True
    examples = (
        Good("publishedDateTime: 2024-06-01T20:00:00Z"),
        Bad(
            "publishedDateTime: 2042-05-01T06:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` is in the future: `2042-05-01T06:00:00Z`, and today is `2024-06-01`\n"
        ),
        Good("publishedDateTime: 2024-06-02"),
        Bad("publishedDateTime: 2124-05-01\n                   ^^^^^^^^^^\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Finding | None:
        tolerance = timedelta(hours=context.settings.dates.future_tolerance_hours)
        if time.earliest is None or time.earliest - context.now <= tolerance:
            return None
        message = f"{labelled(scalar.pointer)} is in the future: {show(scalar.text)}, and today is `{context.now:%Y-%m-%d}`"
        return Finding(scalar, message, hint="check year, month and day; an article is dated when it was published")


class UpdatedBeforePublished(ArticleRule):
    """`updatedDateTime` is earlier than `publishedDateTime`.

    ## Why
    Nothing is changed before it exists: one of the two is wrong.
    """

    code = "NL206"
    name = "updated-before-published"
    examples = (
        Good("publishedDateTime: 2024-05-01T08:00:00+02:00\nupdatedDateTime: 2024-05-01T06:00:00Z"),
        Bad(
            "publishedDateTime: 2024-05-01T06:00:00Z\nupdatedDateTime: 2024-04-30T06:00:00Z\n                 ^^^^^^^^^^^^^^^^^^^^ "
            "`updatedDateTime` (`2024-04-30T06:00:00Z`) is before `publishedDateTime` (`2024-05-01T06:00:00Z`)\n"
        ),
        Good("publishedDateTime: 2024-05-01\nupdatedDateTime: 2024-05-01"),
        Bad("publishedDateTime: 2024-05-01\nupdatedDateTime: 2024-04-30\n                 ^^^^^^^^^^\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        updated = article.timestamp("updatedDateTime")
        published = article.timestamp("publishedDateTime") if updated is not None else None
        if updated is None or published is None:
            return
        scalar, late = updated
        if late.is_before(published[1]):
            first = published[0]
            message = f"{labelled(scalar.pointer)} ({show(scalar.text)}) is before {labelled(first.pointer)} ({show(first.text)})"
            yield Finding(scalar, message)


def has_dated_path(article: Article, context: Context) -> bool:
    """Whether a path holds what may be a date: that of the file, or those of the article's addresses."""
    if article.is_related:
        return False
    path = f"/{article.document.source.path}".replace("\\", "/")
    if path[path.rfind("/") + 5 :].startswith("-") or "/20" in path or "/19" in path:
        return True
    pages = (article.url("webUrl"), article.url("originalUrl"))
    return any(url is not None and ("/20" in url.text or "/19" in url.text) for url in pages)


class FilenameDateMismatch(ArticleRule):
    """The date in the file's name (`2024-05-01-slug.md`) is more than a day away from the published date.

    ## Why
    Jekyll sorts and links by the name, everything else by the field. A day's difference is what time zones make: of the day as it is
    written and the day in UTC, the nearer one counts.
    """

    code = "NL207"
    name = "filename-date-mismatch"
    severity = Severity.WARNING
    concerns = has_dated_path
    examples = (
        Good("publishedDateTime: 2024-05-02T01:00:00Z", path="2024-05-01-trams.md"),
        Bad(
            "publishedDateTime: 2024-05-10T06:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` (`2024-05-10T06:00:00Z`) is 9 days away from the file's name: `2024-05-01`\n",
            path="2024-05-01-trams.md",
        ),
        Good("publishedDateTime: 2024-05-02 22:00:00 -05:00", path="2024-05-01-trams.md"),
        Bad("publishedDateTime: 2024-05-10\n                   ^^^^^^^^^^\n", path="2024-05-01-trams.md"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        published = article.timestamp("publishedDateTime")
        if published is None:
            return
        scalar, time = published
        path = article.document.source.path
        if not time.days or path.startswith(scalar.text[:10], max(path.rfind("/"), path.rfind("\\")) + 1):
            return
        named = file_date(path)
        days = closest_day(time.days, named).days if named is not None else 0
        if days > 1:
            message = f"{labelled(scalar.pointer)} ({show(scalar.text)}) is {days} days away from the file's name: `{named}`"
            yield Finding(scalar, message)


class UrlDateMismatch(ArticleRule):
    """The date in the URL's path (`/2024/05/`), or in that of the file, is more than 30 days away from the published date.

    ## Why
    Publishers put the date of publication into their URLs. Where the field says something else, it is a slip, or day and month are
    swapped, which the message says. Looked at are the years and months, with days or without, that are whole steps of the path:
    `/2024/05/`, `/2024/05/01/`, `/2024-05-01-slug`, `/20240501/`.

    Only the article itself is judged, not its `related` copies.
    """

    code = "NL209"
    name = "url-date-mismatch"
    severity = Severity.WARNING
    concerns = has_dated_path
    examples = (
        Good("publishedDateTime: 2024-05-01T06:00:00Z\nwebUrl: https://news.example.org/2024/05/trams"),
        Good("publishedDateTime: 2024-06-28T06:00:00Z\nwebUrl: https://news.example.org/2024/05/trams"),
        Bad(
            "publishedDateTime: 2024-02-01T06:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` (`2024-02-01T06:00:00Z`) is 106 days away from the address in `webUrl`: `2024/05/17`\n"
            "webUrl: https://news.example.org/2024/05/17/trams\n"
        ),
        Bad(
            "publishedDateTime: 2023-07-01T06:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` (`2023-07-01T06:00:00Z`) is 175 days away from the address in `webUrl`: `2023/01/07`; day "
            "and month are swapped in one of them\n"
            "webUrl: https://news.example.org/2023/01/07/trams\n"
        ),
        Bad(
            "publishedDateTime: 2024-02-01\n                   ^^^^^^^^^^ "
            "`publishedDateTime` (`2024-02-01`) is 90 days away from the file's folder: `2024/05`\n",
            path="_posts/2024/05/trams.md",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Finding]:
        published = article.timestamp("publishedDateTime")
        if published is None or published[1].written is None:
            return
        scalar, time = published
        for field, found in self._dates(article):
            if found is not None and found.year_and_month != scalar.text[:7]:
                days = min(found.days_to(day) for day in time.days)
                if days > _MOST_DAYS:
                    yield Finding(scalar, _mismatch(field, found, scalar, time, days))
                    return

    def _dates(self, article: Article) -> Iterator[tuple[str, PathDate | None]]:
        for field in ("webUrl", "originalUrl"):
            url = article.url(field)
            if url is not None:
                yield f"the address in `{article.name(field)}`", path_date(url.text)
        folder = article.document.source.path.replace("\\", "/").rpartition("/")[0]  # the name is NL207's
        yield "the file's folder", path_date(f"/{folder}/")


_MOST_DAYS = 30


def _mismatch(where: str, found: PathDate, scalar: Scalar, time: Timestamp, days: int) -> str:
    message = f"{labelled(scalar.pointer)} ({show(scalar.text)}) is {days} days away from {where}: `{found.text}`"
    swapped = any(found.is_swapped(day) for day in time.days)
    return f"{message}; day and month {'are' if found.day else 'may be'} swapped in one of them" if swapped else message


class ImplausibleDate(MomentRule):
    """A timestamp is older than any news on the web: `0001-01-01T00:00:00Z`, `1970-01-01T00:00:00Z`.

    ## Why
    These are the zero values of programming languages: some program had no date and wrote its default. The first year that counts
    is configurable (`[dates] earliest-year`).
    """

    code = "NL208"
    name = "implausible-date"
    examples = (
        Good("publishedDateTime: 1996-05-01T06:00:00Z"),
        Bad(
            "publishedDateTime: 0001-01-01T00:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` is before 1990, which no article on the web can be: `0001-01-01T00:00:00Z`\n"
        ),
        Bad("updatedDateTime: 1970-01-01T00:00:00Z\n                 ^^^^^^^^^^^^^^^^^^^^\n"),
        Bad("publishedDateTime: 1970-01-01 12:00:00\n                   ^^^^^^^^^^^^^^^^^^^\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Finding | None:
        earliest = context.settings.dates.earliest_year
        if not time.days or any(day.year >= earliest for day in time.days):
            return None
        message = f"{labelled(scalar.pointer)} is before {earliest}, which no article on the web can be: {show(scalar.text)}"
        return Finding(scalar, message)


RULES = (FutureDate, UpdatedBeforePublished, FilenameDateMismatch, UrlDateMismatch, ImplausibleDate)
