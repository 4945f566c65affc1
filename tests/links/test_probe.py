"""What is asked next, and when: no network, no clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.links.client import Answer, Failure, Request
from linter.links.probe import LONGEST_WAIT, Next, Probe, backoff
from linter.links.results import LinkResult, Need, State

URL = "https://www.example.com/a"
REFUSED = Answer(Failure("connection", "nobody listens there"))


def probe(retries: int = 2, need: Need = Need.NOTHING) -> Probe:
    return Probe(URL, need, retries)


def following(one: Probe, *answers: Answer) -> Next | LinkResult:
    """Give a probe its answers and return what follows the last one."""
    *before, last = answers
    for answer in before:
        assert isinstance(one.follow(answer), Next)
    return one.follow(last)


@pytest.mark.parametrize(("asked", "waited"), [(0.0, 0.0), (5.0, 5.0), (30.0, 30.0)])
def test_retry_after_is_waited_for_and_the_host_left_alone(asked: float, waited: float) -> None:
    after = following(probe(), Answer(status=429, retry_after=asked))

    assert isinstance(after, Next)
    assert (after.delay, after.pause) == (waited, True)


def test_a_longer_wait_is_not_slept_through() -> None:
    after = following(probe(), Answer(status=429, retry_after=LONGEST_WAIT + 1))

    assert isinstance(after, LinkResult)
    assert after.state is State.BLOCKED


@pytest.mark.parametrize("status", [502, 503, 504])
def test_gateway_errors_are_asked_again_as_often_as_settings_say(status: int) -> None:
    one = probe(retries=2)

    after = following(one, Answer(status=status), *[Answer(status=status)] * 3)

    assert isinstance(after, LinkResult)
    assert (after.state, after.status) == (State.UNAVAILABLE, status)


def test_a_server_that_recovers_is_fine() -> None:
    after = following(probe(), REFUSED, REFUSED, Answer(status=200))

    assert isinstance(after, LinkResult)
    assert after.state is State.OK


def test_500_is_not_asked_again() -> None:
    assert isinstance(following(probe(), Answer(status=500), Answer(status=500)), LinkResult)


@pytest.mark.parametrize("failed", range(1, 12))
def test_backoff_doubles_with_jitter_up_to_its_cap(failed: int) -> None:
    whole = min(2 ** (failed - 1), LONGEST_WAIT * 2)

    assert all(min(whole / 2, LONGEST_WAIT) <= backoff(failed) <= min(whole, LONGEST_WAIT) for _ in range(100))


def test_head_comes_first_and_get_where_something_must_be_read() -> None:
    assert probe().request == Request("HEAD", URL)
    assert probe(need=Need.PAGE).request == Request("GET", URL, 256 * 1024)
    assert probe(need=Need.IMAGE).request == Request("GET", URL, 64 * 1024, ranged=True)


def test_what_is_known_in_the_middle_is_not_broken_yet() -> None:
    one = probe()

    following(one, Answer(status=404), Answer(status=404))

    assert one.last is not None
    assert one.last.state is State.UNAVAILABLE


def test_a_hop_starts_with_head_again() -> None:
    after = following(probe(), Answer(status=405), Answer(status=302, location="/b"))

    assert isinstance(after, Next)
    assert after.request == Request("HEAD", "https://www.example.com/b")


failures = st.builds(Failure, st.sampled_from(["refused", "unknown-host", "connection", "time-out", "tls"]), st.text(max_size=5))
statuses = st.builds(
    Answer,
    status=st.integers(100, 999),
    location=st.none() | st.sampled_from(["/a", "/b", "/c", "//x", "http://[", "mailto:a", ""]) | st.text(),
    retry_after=st.none() | st.floats(0, 1e9),
    challenged=st.booleans(),
    media_type=st.sampled_from(["", "text/html", "image/png"]),
    body=st.binary(max_size=200),
)


@given(st.lists(st.builds(Answer, failures) | statuses, min_size=1, max_size=8), st.sampled_from([Need.NOTHING, Need.PAGE, Need.IMAGE]))
def test_whatever_is_answered_a_check_ends(answers: list[Answer], need: Need) -> None:
    one = probe(need=need)

    for step in range(100):
        after = one.follow(answers[step % len(answers)])
        if isinstance(after, LinkResult):
            break
        assert 0 <= after.delay <= LONGEST_WAIT

    assert isinstance(after, LinkResult)
    assert LinkResult.from_dict(after.as_dict()) == after
