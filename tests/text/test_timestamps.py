"""What texts say about time, also in forms that are not RFC 3339."""

from datetime import UTC, datetime

import pytest

from linter.text.timestamps import read_timestamp


@pytest.mark.parametrize(
    ("text", "suggestion", "instant"),
    [
        ("2020-01-31 07:30 +0000", "2020-01-31T07:30:00+00:00", datetime(2020, 1, 31, 7, 30, tzinfo=UTC)),
        ("2020-01-31 07:30:15 -0500", "2020-01-31T07:30:15-05:00", datetime(2020, 1, 31, 12, 30, 15, tzinfo=UTC)),
        ("2020-1-5 7:30 +0100", "2020-01-05T07:30:00+01:00", datetime(2020, 1, 5, 6, 30, tzinfo=UTC)),
        ("2020-01-31 7:30 UTC", "2020-01-31T07:30:00Z", datetime(2020, 1, 31, 7, 30, tzinfo=UTC)),
        ("2020/1/5 7:30z", "2020-01-05T07:30:00Z", datetime(2020, 1, 5, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_in_another_form_is_read_exactly(text: str, suggestion: str, instant: datetime) -> None:
    time = read_timestamp(text)

    assert (time.suggestion, time.instant, time.exact) == (suggestion, instant, True)
    assert time.problem is not None


@pytest.mark.parametrize("text", ["2020-01-31 7:30", "2020-1-5 07:30", "2020-01-31 07:30"])
def test_a_time_without_an_offset_is_no_moment(text: str) -> None:
    time = read_timestamp(text)

    assert (time.instant, time.exact) == (None, False)
    assert time.suggestion is not None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2020-13-1 7:30 +0100", "there is no month 13"),
        ("2020-2-30 7:30 +0100", "February 2020 has no day 30"),
        ("2020-1-5 7:30 +2500", "there is no UTC offset `+25:00`"),
        ("2020-1-5 25:30 +0000", "there is no hour 25"),
    ],
)
def test_a_moment_that_does_not_exist_is_told_in_any_form(text: str, reason: str) -> None:
    assert read_timestamp(text).impossible == reason


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2024/05/01 08:30", "`/` between the numbers of the date"),
        ("2024.5.1 8:30:00", "`.` between the numbers of the date"),
        ("2024-5-1 8:30", "numbers without leading zeros"),
    ],
)
def test_what_is_wrong_with_the_numbers_of_a_date_is_named(text: str, problem: str) -> None:
    assert problem in (read_timestamp(text).problem or "")
