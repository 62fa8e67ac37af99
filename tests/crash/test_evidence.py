"""A duplicate is explained by what stands in the journal, or not at all."""

import pytest

from tests.crash.evidence import Cause, Verdict, judge
from tests.crash.faults import SEND_SECONDS, Event, Point, What
from tests.crash.sink import Taken

LONG = SEND_SECONDS * 2
# A worker looks at the lease, sends, is heard and goes on, each a moment after the other.
BEGUN, ACCEPTED, OVER = 0.01, 0.02, 0.03


def begun(send: str, at: float) -> Event:
    return Event(at + BEGUN, life(send), Point.BEFORE, send, looked=at)


def event(what: str, life: int, at: float, send: str = "") -> Event:
    return Event(at, life, what, send)


def taken(send: str, at: float, key: str = "a", says: tuple[str, ...] = ("a",)) -> Taken:
    return Taken(send, key, 1, says, at + ACCEPTED)


def life(send: str) -> int:
    return int(send.partition(".")[0])


def judged(*events: Event, delay: float = 0.0, can_ask: bool = False) -> Verdict:
    """Judge two copies by workers 1 and 2; ``delay`` is how late the first one was accepted."""
    both = (begun("1.1", 0), begun("2.1", 10), event(What.RESTS, 2, 10 + OVER))
    copies = [taken("1.1", delay), taken("2.1", 10)]
    every = sorted((*both, *events), key=lambda one: one.at)
    return judge(["a"], copies, every, can_ask=can_ask)


def unexplained(verdict: Verdict) -> list[tuple[str, str]]:
    return [(earlier.send, later.send) for earlier, later in verdict.unexplained]


def test_notice_that_never_came_is_lost() -> None:
    verdict = judge(["a", "b"], [taken("1.1", 0)], [begun("1.1", 0)], can_ask=True)

    assert (verdict.lost, verdict.duplicates) == (("b",), 0)


def test_notice_in_two_parcels_is_torn() -> None:
    copies = [taken("1.1", 0, says=("a", "b")), taken("1.2", 0, key="b", says=("b",))]

    verdict = judge(["a", "b"], copies, [begun("1.1", 0), begun("1.2", 1)], can_ask=True)

    assert verdict.torn == ("b is in ['a', 'b']",)


def test_parcel_that_says_something_else_the_second_time_is_torn() -> None:
    copies = [taken("1.1", 0, says=("a", "b")), taken("1.2", 0, says=("a",))]

    verdict = judge(["a", "b"], copies, [begun("1.1", 0), begun("1.2", 1)], can_ask=True)

    assert verdict.torn == ("a says different things",)


@pytest.mark.parametrize("can_ask", [True, False])
def test_duplicate_without_a_fault_is_unexplained(can_ask: bool) -> None:
    verdict = judged(event(What.RESTS, 1, OVER), can_ask=can_ask)

    assert unexplained(verdict) == [("1.1", "2.1")]


def test_fault_of_somebody_else_explains_nothing() -> None:
    others = [event(What.KILLED, 3, OVER), event(What.PAUSED, 3, 0), event(What.RESUMED, 3, LONG)]

    verdict = judged(event(What.RESTS, 1, OVER), *others)

    assert unexplained(verdict) == [("1.1", "2.1")]


def test_kill_after_the_acknowledgement_explains_nothing() -> None:
    verdict = judged(event(What.RESTS, 1, OVER), event(What.KILLED, 1, OVER + 1))

    assert unexplained(verdict) == [("1.1", "2.1")]


def test_kill_before_the_acknowledgement_explains_only_where_nobody_can_be_asked() -> None:
    killed = event(What.KILLS_ITSELF, 1, OVER, "1.1")

    assert judged(killed).causes == {Cause.KILLED: 1}
    assert unexplained(judged(killed, can_ask=True)) == [("1.1", "2.1")]


@pytest.mark.parametrize("can_ask", [True, False])
def test_pause_between_check_and_send_explains(can_ask: bool) -> None:
    pause = event(What.PAUSED, 1, 0.005), event(What.RESUMED, 1, LONG)

    verdict = judged(*pause, event(What.RESTS, 1, LONG + OVER), delay=LONG, can_ask=can_ask)

    assert verdict.causes == {Cause.PAUSED_BEFORE: 1}


def test_pause_before_the_check_explains_nothing() -> None:
    pause = event(What.PAUSED, 1, -LONG), event(What.RESUMED, 1, -0.001)

    verdict = judged(*pause, event(What.RESTS, 1, OVER))

    assert unexplained(verdict) == [("1.1", "2.1")]


def test_two_pauses_at_once_are_one() -> None:
    within = event(What.PAUSED, 1, 0.006), event(What.RESUMED, 1, 0.007)
    pause = event(What.PAUSED, 1, 0.005), event(What.RESUMED, 1, LONG)

    verdict = judged(*pause, *within, event(What.RESTS, 1, LONG + OVER), delay=LONG)

    assert verdict.causes == {Cause.PAUSED_BEFORE: 1}


def test_pause_before_the_acknowledgement_explains_where_nobody_can_be_asked() -> None:
    pause = event(What.PAUSED, 1, ACCEPTED), event(What.RESUMED, 1, ACCEPTED + LONG)
    over = event(What.RESTS, 1, LONG + OVER)

    assert judged(*pause, over).causes == {Cause.PAUSED_AFTER: 1}
    assert unexplained(judged(*pause, over, can_ask=True)) == [("1.1", "2.1")]


def test_pause_that_nobody_ended_is_a_pause() -> None:
    paused = event(What.PAUSED, 1, ACCEPTED)

    assert judged(paused).causes == {Cause.PAUSED_AFTER: 1}
    assert unexplained(judged(paused, can_ask=True)) == [("1.1", "2.1")]


def test_answer_that_was_not_waited_for_explains_where_nobody_can_be_asked() -> None:
    gave_up = event(What.GAVE_UP, 1, OVER, "1.1"), event(What.RESTS, 1, OVER + 0.01)

    assert judged(*gave_up).causes == {Cause.GAVE_UP: 1}
    assert unexplained(judged(*gave_up, can_ask=True)) == [("1.1", "2.1")]


@pytest.mark.parametrize("over", [event(What.BUSY, 1, OVER), event(What.RESTS, 1, OVER + LONG)])
def test_acknowledgement_that_waited_explains_where_nobody_can_be_asked(over: Event) -> None:
    assert judged(over).causes == {Cause.WAITED: 1}
    assert unexplained(judged(over, can_ask=True)) == [("1.1", "2.1")]


def test_worker_that_comes_before_the_lease_has_ended_is_not_explained_by_a_pause() -> None:
    pause = event(What.PAUSED, 1, 0.005), event(What.RESUMED, 1, LONG)
    early = SEND_SECONDS / 2
    events = [begun("1.1", 0), *pause, begun("2.1", early), event(What.RESTS, 2, early + OVER)]

    verdict = judge(["a"], [taken("2.1", early), taken("1.1", LONG)], events, can_ask=True)

    assert unexplained(verdict) == [("2.1", "1.1")]


def test_machine_that_stood_still_explains() -> None:
    verdict = judged(event(What.RESTS, 1, LONG + OVER), delay=LONG, can_ask=True)

    assert verdict.causes == {Cause.STOOD_STILL: 1}
