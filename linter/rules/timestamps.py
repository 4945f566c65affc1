"""NL201-NL208: when an article was published and updated."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from linter.article import Article
from linter.diagnostic import Diagnostic, Severity, show
from linter.document.nodes import Scalar
from linter.fix import replace_scalar
from linter.patterns import lazy_pattern
from linter.rule import ArticleRule, Bad, Context, FixAvailability, Good, safe, unsafe
from linter.timestamps import Timestamp, to_utc

_FILE_DATE = lazy_pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})-")


class TimestampRule(ArticleRule):
    def check(self, article: Article, context: Context) -> Iterable[Diagnostic]:
        found: tuple[Diagnostic, ...] = ()
        for scalar, time in article.timestamps:
            diagnostic = self._judge(article, scalar, time, context)
            if diagnostic is not None:
                found = (*found, diagnostic)
        return found

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Diagnostic | None:
        raise NotImplementedError


def _has_odd_timestamps(article: Article, context: Context) -> bool:
    return article.has_odd_timestamps


class FormRule(TimestampRule):
    """A rule on how timestamps are written."""

    concerns = _has_odd_timestamps


class NotIso8601(FormRule):
    """A timestamp is not an RFC 3339 date-time (`2024-05-01T06:00:00Z`).

    ## Why
    Every language reads this form; each reads a few of the others, and not always as the same moment.

    ## Fix
    Safe where it means the same instant: a space for the `T`, lower-case letters, the basic format, with a UTC offset. Unsafe where the
    time or the offset is a guess.
    """

    code = "NL201"
    name = "not-iso-8601"
    fix_availability = FixAvailability.SOMETIMES
    examples = (
        Good("publishedDateTime: 2024-05-01T06:00:00.250+02:00"),
        Bad(
            "publishedDateTime: 2024-05-01 06:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^\n",
            fixed="publishedDateTime: 2024-05-01T06:00:00Z\n",
        ),
        Bad(
            'publishedDateTime: "20240501T060000z"\n                   ^^^^^^^^^^^^^^^^^^\n',
            fixed='publishedDateTime: "2024-05-01T06:00:00Z"\n',
        ),
        Bad(
            "publishedDateTime: 2024-05-01\n                   ^^^^^^^^^^\n",
            fixed="publishedDateTime: 2024-05-01T00:00:00Z\n",
        ),
        Bad("publishedDateTime: last Tuesday\n                   ^^^^^^^^^^^^\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Diagnostic | None:
        if time.problem is None:
            return None
        found = f"{time.problem}: {show(scalar.text)}" if scalar.text.strip() else "nothing"
        message = f"expected a date-time like `2024-05-01T06:00:00Z`, found {found}"
        fix = None
        if time.suggestion is not None:
            make = safe if time.exact else unsafe
            edit = replace_scalar(article.document, scalar, time.suggestion)
            fix = make(f"Write `{time.suggestion}`", edit, fields=(scalar.pointer,))
        return self.diagnostic(article.document, scalar, message, fix=fix)


class ImpossibleDate(FormRule):
    """A timestamp names a moment that does not exist: month 13, 30 February, 25:00.

    ## Why
    Some readers refuse the whole file, others make 2 March of it.
    """

    code = "NL202"
    name = "impossible-date"
    examples = (
        Good("publishedDateTime: 2024-02-29T06:00:00Z"),
        Bad("publishedDateTime: 2023-02-30T06:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^\n"),
        Bad('updatedDateTime: "2024-13-01"\n                 ^^^^^^^^^^^^\n'),
        Bad("publishedDateTime: 2024-05-01T25:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Diagnostic | None:
        if time.impossible is None:
            return None
        return self.diagnostic(article.document, scalar, f"{time.impossible}: {show(scalar.text)}")


class MissingUtcOffset(FormRule):
    """A timestamp does not say in which time zone it is.

    ## Why
    The same text is another moment on a server in another country; articles jump in the list, or into the future.

    ## Fix
    Unsafe: `Z` is appended, which is a guess.
    """

    code = "NL203"
    name = "missing-utc-offset"
    fix_availability = FixAvailability.ALWAYS
    examples = (
        Good("publishedDateTime: 2024-05-01T06:00:00+02:00"),
        Bad(
            "publishedDateTime: 2024-05-01T06:00:00\n                   ^^^^^^^^^^^^^^^^^^^\n",
            fixed="publishedDateTime: 2024-05-01T06:00:00Z\n",
        ),
    )

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Diagnostic | None:
        if not time.local or time.suggestion is None:
            return None
        edit = replace_scalar(article.document, scalar, time.suggestion)
        fix = unsafe("Append `Z`", edit, fields=(scalar.pointer,))
        message = f"expected a UTC offset (`Z` or `+02:00`) at the end, found none: {show(scalar.text)}"
        return self.diagnostic(article.document, scalar, message, fix=fix)


class NotUtc(TimestampRule):
    """A timestamp has another offset than `Z`.

    ## Why
    Nothing is wrong with it. A repo that keeps all its timestamps in UTC can sort them as text; switch the rule on there.

    ## Fix
    Safe: the same instant is written with `Z`.
    """

    code = "NL204"
    name = "not-utc"
    severity = Severity.WARNING
    fix_availability = FixAvailability.ALWAYS
    on_by_default = False
    examples = (
        Good("publishedDateTime: 2024-05-01T06:00:00Z"),
        Bad(
            "publishedDateTime: 2024-05-01T00:30:00.5+02:00\n                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^\n",
            fixed="publishedDateTime: 2024-04-30T22:30:00.5Z\n",
        ),
    )

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Diagnostic | None:
        if time.instant is None or time.problem is not None or scalar.text.endswith("Z"):
            return None
        utc = to_utc(time.instant, scalar.text)
        fix = safe(f"Write `{utc}`", replace_scalar(article.document, scalar, utc), fields=(scalar.pointer,))
        return self.diagnostic(article.document, scalar, f"expected UTC (`Z`), found {show(scalar.text)}", fix=fix)


def _has_remarkable_date(article: Article, context: Context) -> bool:
    earliest = context.settings.dates.earliest_year
    return any(time.instant is None or time.instant > context.now or time.instant.year < earliest for _, time in article.timestamps)


class MomentRule(TimestampRule):
    """A rule on when the timestamps are."""

    concerns = _has_remarkable_date


class FutureDate(MomentRule):
    """A timestamp lies in the future.

    ## Why
    The article stands on top of every list until its day comes. Usually a slip of the year, or day and month swapped.

    A day's difference is tolerated (`[dates] future-tolerance-hours`); `--now` sets the clock for runs that must repeat.
    """

    code = "NL205"
    name = "future-date"
    severity = Severity.WARNING
    examples = (
        Good("publishedDateTime: 2024-06-01T20:00:00Z"),
        Bad("publishedDateTime: 2042-05-01T06:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Diagnostic | None:
        if time.instant is None:
            return None
        tolerance = timedelta(hours=context.settings.dates.future_tolerance_hours)
        if time.instant - context.now <= tolerance:
            return None
        message = f"{show(scalar.text)} is in the future: today is `{context.now:%Y-%m-%d}`"
        return self.diagnostic(article.document, scalar, message)


class UpdatedBeforePublished(ArticleRule):
    """`updatedDateTime` is earlier than `publishedDateTime`.

    ## Why
    Nothing is changed before it exists: one of the two is wrong.
    """

    code = "NL206"
    name = "updated-before-published"
    examples = (
        Good("publishedDateTime: 2024-05-01T08:00:00+02:00\nupdatedDateTime: 2024-05-01T06:00:00Z"),
        Bad("publishedDateTime: 2024-05-01T06:00:00Z\nupdatedDateTime: 2024-04-30T06:00:00Z\n                 ^^^^^^^^^^^^^^^^^^^^\n"),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        updated = article.timestamp("updatedDateTime")
        published = article.timestamp("publishedDateTime") if updated is not None else None
        if updated is None or published is None:
            return
        scalar, late = updated
        if late.instant is not None and published[1].instant is not None and late.instant < published[1].instant:
            message = f"updated {show(scalar.text)}, before it was published: {show(published[0].text)}"
            yield self.diagnostic(article.document, scalar, message)


class FilenameDateMismatch(ArticleRule):
    """The date in the file's name (`2024-05-01-slug.md`) is more than a day away from the published date.

    ## Why
    Jekyll sorts and links by the name, everything else by the field. A day's difference is what time zones make.
    """

    code = "NL207"
    name = "filename-date-mismatch"
    severity = Severity.WARNING
    examples = (
        Good("publishedDateTime: 2024-05-02T01:00:00Z", path="2024-05-01-trams.md"),
        Bad(
            "publishedDateTime: 2024-05-10T06:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^\n",
            path="2024-05-01-trams.md",
        ),
    )

    def check(self, article: Article, context: Context) -> Iterator[Diagnostic]:
        if article.is_related:
            return
        match = _FILE_DATE.match(os.path.basename(article.document.source.path))  # noqa: PTH119 (once per file)
        published = article.timestamp("publishedDateTime") if match else None
        if match is None or published is None or published[1].instant is None:
            return
        scalar, time = published
        if scalar.text.startswith(match[0][:-1]):
            return
        try:
            named = datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC)
        except ValueError:
            return
        assert time.instant is not None
        published_day = time.instant.replace(hour=0, minute=0, second=0, microsecond=0)
        days = abs((published_day - named).days)
        if days > 1:
            message = f"the file's name says `{match[0][:-1]}`, this is {days} days away: {show(scalar.text)}"
            yield self.diagnostic(article.document, scalar, message)


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
        Bad("publishedDateTime: 0001-01-01T00:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^\n"),
        Bad("updatedDateTime: 1970-01-01T00:00:00Z\n                 ^^^^^^^^^^^^^^^^^^^^\n"),
    )

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Diagnostic | None:
        earliest = context.settings.dates.earliest_year
        if time.instant is None or time.instant.year >= earliest:
            return None
        return self.diagnostic(article.document, scalar, f"expected a date after {earliest}, found {show(scalar.text)}")


RULES = (
    NotIso8601,
    ImpossibleDate,
    MissingUtcOffset,
    NotUtc,
    FutureDate,
    UpdatedBeforePublished,
    FilenameDateMismatch,
    ImplausibleDate,
)
