"""Which request is due, by a clock that the tests turn."""

import threading

from linter.links.schedule import Schedule


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def ready(schedule: Schedule[str]) -> list[str]:
    """Take everything that is due now."""
    taken = []
    while (due := schedule.next_in()) is not None and due <= 0:
        job = schedule.take()
        assert job is not None
        taken.append(job[1])
    return taken


def test_two_to_a_host_and_an_interval_between_them() -> None:
    clock = Clock()
    schedule: Schedule[str] = Schedule(2, 0.25, clock)
    for job in ("a1", "a2", "a3"):
        schedule.add("a", job)
    schedule.add("b", "b1")

    assert ready(schedule) == ["a1", "b1"]
    clock.now += 0.2
    assert ready(schedule) == []
    clock.now += 0.1
    assert ready(schedule) == ["a2"]
    clock.now += 1
    assert ready(schedule) == [], "two are under way"
    schedule.done("a")
    assert ready(schedule) == ["a3"]


def test_a_delayed_job_lets_others_pass() -> None:
    clock = Clock()
    schedule: Schedule[str] = Schedule(2, 0.0, clock)
    schedule.add("a", "later", delay=5)
    schedule.add("a", "now")

    assert ready(schedule) == ["now"]
    assert schedule.next_in() == 5
    clock.now += 5
    assert ready(schedule) == ["later"]


def test_a_paused_host_waits_and_others_go_on() -> None:
    clock = Clock()
    schedule: Schedule[str] = Schedule(2, 0.0, clock)
    for host in ("a", "b"):
        schedule.add(host, f"{host}1")
    schedule.pause("a", 3)

    assert ready(schedule) == ["b1"]
    clock.now += 3
    assert ready(schedule) == ["a1"]


def test_a_job_that_comes_first_in_a_waiting_host_is_not_held_up() -> None:
    clock = Clock()
    schedule: Schedule[str] = Schedule(1, 0.0, clock)
    schedule.add("a", "late", delay=30)
    schedule.add("a", "soon", delay=1)
    clock.now += 1

    assert ready(schedule) == ["soon"]


def test_closing_frees_those_who_wait() -> None:
    schedule: Schedule[str] = Schedule(1, 0.0)
    taken: list[object] = []
    thread = threading.Thread(target=lambda: taken.append(schedule.take()))
    thread.start()
    schedule.close()
    thread.join(5)

    assert taken == [None]
