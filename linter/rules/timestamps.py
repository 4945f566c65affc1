"""NL201-NL204: how timestamps are written."""

from collections.abc import Iterable

from linter.article.article import Article
from linter.diagnostics.diagnostic import Finding, Severity
from linter.diagnostics.fix import Fix, replace_scalar
from linter.document.nodes import Scalar
from linter.rules.base import ArticleRule, Bad, Context, FixAvailability, Good, safe, unsafe
from linter.text.date_advice import date_advice
from linter.text.labels import labelled
from linter.text.timestamps import FORMS, Timestamp, in_form, to_utc
from linter.text.unfilled import unfilled
from linter.text.wording import show


class TimestampRule(ArticleRule):
    def check(self, article: Article, context: Context) -> Iterable[Finding]:
        found: tuple[Finding, ...] = ()
        for scalar, time in article.timestamps:
            diagnostic = self._judge(article, scalar, time, context)
            if diagnostic is not None:
                found = (*found, diagnostic)
        return found

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Finding | None:
        raise NotImplementedError


def _has_odd_timestamps(article: Article, context: Context) -> bool:
    return article.has_odd_timestamps or "rfc3339" not in context.settings.dates.forms


class FormRule(TimestampRule):
    """A rule on how timestamps are written."""

    concerns = _has_odd_timestamps


class NotIso8601(FormRule):
    """A timestamp is not an RFC 3339 date-time (`2024-05-01T06:00:00Z`), or of another form that the repository allows.

    ## Why
    Every language reads this form; each reads a few of the others, and not always as the same moment.

    A repository of another form names it: `[dates] forms = ["jekyll", "day"]`. The forms are `rfc3339`, `jekyll`
    (`2024-05-01 10:10:00 -0400`), `day` (`2024-05-01`), `slashes` (`2024/05/01`) and `local` (`2024-05-01T10:10:00`, also with a space
    or without seconds).
    What is allowed is read by all other rules on dates.

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
            "publishedDateTime: 2024-05-01 06:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` should look like `2024-05-01T06:00:00Z`, found a space: `2024-05-01 06:00:00Z`\n",
            fixed="publishedDateTime: 2024-05-01T06:00:00Z\n",
        ),
        Bad(
            'publishedDateTime: "20240501T060000z"\n                   ^^^^^^^^^^^^^^^^^^ '
            "`publishedDateTime` should look like `2024-05-01T06:00:00Z`, found lower-case letters: `20240501T060000z`\n",
            fixed='publishedDateTime: "2024-05-01T06:00:00Z"\n',
        ),
        Bad(
            "publishedDateTime: 2024-05-01\n                   ^^^^^^^^^^ "
            "`publishedDateTime` should look like `2024-05-01T06:00:00Z`, found a date without a time: `2024-05-01`\n",
            fixed="publishedDateTime: 2024-05-01T00:00:00Z\n",
        ),
        Bad(
            "publishedDateTime: 2024-05-01 3:15 PM\n                   ^^^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` should look like `2024-05-01T06:00:00Z`, found other text: `2024-05-01 3:15 PM`\n"
        ),
        Bad(
            'publishedDateTime: "{{ page.date }}"\n                   ^^^^^^^^^^^^^^^^^ '
            "`publishedDateTime` was never filled in: `{{ page.date }}` is a tag that the template should have replaced; a "
            "date looks like `2024-05-01T06:00:00Z`\n"
        ),
        Bad("publishedDateTime: last Tuesday\n                   ^^^^^^^^^^^^\n"),
        Good("publishedDateTime: 2024-05-01\nupdatedDateTime: 2024-05-01 10:10:00 -0400", config='[dates]\nforms = ["day", "jekyll"]\n'),
        Good("publishedDateTime: 2024/05/01", config='[dates]\nforms = ["slashes"]\n'),
        Bad(
            "publishedDateTime: 2024-05-01T10:10:00-04:00\n                   ^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` should look like `2024-05-01 10:10:00 -0400`, found a date-time as of RFC 3339: "
            "`2024-05-01T10:10:00-04:00`\n",
            fixed='publishedDateTime: "2024-05-01 10:10:00 -0400"\n',
            config='[dates]\nforms = ["jekyll"]\n',
        ),
        Bad(
            "publishedDateTime: 2024-05-01 10:10\n                   ^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` should look like `2024-05-01`, found a space and no UTC offset: `2024-05-01 10:10`\n",
            config='[dates]\nforms = ["day"]\n',
        ),
    )

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Finding | None:
        forms = context.settings.dates.forms
        if time.impossible is not None or time.form in forms or _lacks_offset(time, forms):
            return None
        wanted = " or ".join(f"`{FORMS[form].example}`" for form in forms)
        if not scalar.text.strip():
            message = f"{labelled(scalar.pointer)} is empty: write the date like {wanted}"
        else:
            message = f"{labelled(scalar.pointer)} should look like {wanted}, found {_what(time)}: {show(scalar.text)}"
        what = unfilled(scalar.text)
        if what:
            message = f"{labelled(scalar.pointer)} was never filled in: {show(scalar.text)} is {what}; a date looks like {wanted}"
        return Finding(scalar, message, hint="" if what else date_advice(scalar.text), fix=_rewrite(article, scalar, time, forms))


def _lacks_offset(time: Timestamp, forms: tuple[str, ...]) -> bool:
    """Whether nothing but the offset is missing: then NL203 asks for it."""
    return time.local and "rfc3339" in forms


def _what(time: Timestamp) -> str:
    return time.problem or ("a date-time without a UTC offset" if time.local else "a date-time as of RFC 3339")


def _rewrite(article: Article, scalar: Scalar, time: Timestamp, forms: tuple[str, ...]) -> Fix | None:
    """Write the timestamp in the first allowed form that can say it; a guess only where RFC 3339 is wanted."""
    for form in forms:
        text = in_form(time, form)
        if text is not None:
            return safe(f"Write `{text}`", replace_scalar(article.document, scalar, text), fields=(scalar.pointer,))
    if "rfc3339" not in forms or time.suggestion is None:
        return None
    edit = replace_scalar(article.document, scalar, time.suggestion)
    return unsafe(f"Write `{time.suggestion}`", edit, fields=(scalar.pointer,))


class ImpossibleDate(FormRule):
    """A timestamp names a moment that does not exist: month 13, 30 February, 25:00.

    ## Why
    Some readers refuse the whole file, others make 2 March of it.
    """

    code = "NL202"
    name = "impossible-date"
    examples = (
        Good("publishedDateTime: 2024-02-29T06:00:00Z"),
        Bad(
            "publishedDateTime: 2023-02-30T06:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` does not exist: February 2023 has no day 30, found `2023-02-30T06:00:00Z`\n"
        ),
        Bad(
            'updatedDateTime: "2024-13-01"\n                 ^^^^^^^^^^^^ '
            "`updatedDateTime` does not exist: there is no month 13, found `2024-13-01`\n"
        ),
        Bad(
            "publishedDateTime: 2024-05-01T25:00:00Z\n                   ^^^^^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` does not exist: there is no hour 25, found `2024-05-01T25:00:00Z`\n"
        ),
    )

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Finding | None:
        if time.impossible is None:
            return None
        message = f"{labelled(scalar.pointer)} does not exist: {time.impossible}, found {show(scalar.text)}"
        return Finding(scalar, message)


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
            "publishedDateTime: 2024-05-01T06:00:00\n                   ^^^^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` names no time zone: add `Z` (UTC) or an offset such as `+02:00` to `2024-05-01T06:00:00`\n",
            fixed="publishedDateTime: 2024-05-01T06:00:00Z\n",
        ),
    )

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Finding | None:
        forms = context.settings.dates.forms
        if "local" in forms or not _lacks_offset(time, forms) or time.suggestion is None:
            return None
        edit = replace_scalar(article.document, scalar, time.suggestion)
        fix = unsafe("Append `Z`", edit, fields=(scalar.pointer,))
        message = f"{labelled(scalar.pointer)} names no time zone: add `Z` (UTC) or an offset such as `+02:00` to {show(scalar.text)}"
        return Finding(scalar, message, fix=fix)


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
            "publishedDateTime: 2024-05-01T00:30:00.5+02:00\n                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ "
            "`publishedDateTime` should be in UTC (`Z`), found `2024-05-01T00:30:00.5+02:00`\n",
            fixed="publishedDateTime: 2024-04-30T22:30:00.5Z\n",
        ),
    )

    def _judge(self, article: Article, scalar: Scalar, time: Timestamp, context: Context) -> Finding | None:
        if time.instant is None or time.problem is not None or scalar.text.endswith("Z"):
            return None
        utc = to_utc(time.instant, scalar.text)
        fix = safe(f"Write `{utc}`", replace_scalar(article.document, scalar, utc), fields=(scalar.pointer,))
        return Finding(scalar, f"{labelled(scalar.pointer)} should be in UTC (`Z`), found {show(scalar.text)}", fix=fix)


RULES = (NotIso8601, ImpossibleDate, MissingUtcOffset, NotUtc)
