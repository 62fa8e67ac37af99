"""What waits and what went wrong, and doing about it without touching what was sent."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Select, select, text, update

from handlers.answers import Asker
from handlers.delivery.claims import claim
from handlers.delivery.report import Report
from handlers.errors import DeliveryError, Refusal
from handlers.notices import Draft, State, Urgency, put
from handlers.outbox import (
    TROUBLED,
    OutboxLine,
    OutboxState,
    _copies,
    _waiting,
    give_up,
    outbox_lines,
    outbox_state,
    retry,
)
from handlers.ports import Services
from storage.models import EventLog, Hold, Notice
from tests.factories import add_collaboration, add_person
from tests.fakes import FixedClock, recorded_statements
from tests.handlers.delivery.conftest import Post, later, titles
from tests.sample import NOW

OPERATOR = Asker("", door="terminal")
EVERY = tuple(State)


@pytest.fixture
def post(services: Services) -> Post:
    """Lend an outbox in one collaboration, with another one beside it."""
    with services.database.write() as session:
        owner = add_collaboration(session)
        add_collaboration(session, "jonkoping")
        person = add_person(session, owner)
        clock = FixedClock(NOW)
        return Post(Services(services.database, clock), clock, owner.id, person.id)


def coordinator(collaboration: str) -> Asker:
    return Asker(collaboration, 1, frozenset({"coordinator"}), "link")


def set_states(post: Post, **states: State) -> None:
    """Put a notice into the outbox for each state, by the name of its key."""
    post.put(*states)
    with post.services.database.write() as session:
        for key, state in states.items():
            session.execute(update(Notice).where(Notice.key == key).values(state=state))


def set_every_state(post: Post) -> None:
    set_states(post, **{state.value: state for state in EVERY})


def log(services: Services) -> list[tuple[object, ...]]:
    with services.database.session() as session:
        columns = EventLog.verb, EventLog.actor_id, EventLog.door, EventLog.record_kind
        return [tuple(row) for row in session.execute(select(*columns).order_by(EventLog.id))]


def test_empty_outbox_has_nothing_to_tell(post: Post) -> None:
    assert outbox_state(post.services) == OutboxState(0, 0, 0, 0, 0.0, hold=False)


def test_outbox_state_counts_what_waits_and_what_went_wrong(post: Post) -> None:
    set_every_state(post)
    post.put("one more")
    post.after(minutes=2)

    assert outbox_state(post.services) == OutboxState(
        waiting=4, unsure=1, failed=1, stale=1, oldest_waiting_seconds=120.0, hold=False
    )


def test_outbox_state_tells_of_the_hold(post: Post) -> None:
    with post.services.database.write() as session:
        session.add(Hold(id=1, since=NOW, backup_at=NOW))

    assert outbox_state(post.services).hold


def test_notice_for_later_is_not_old(post: Post) -> None:
    post.put("a", due_at=later(days=3))

    assert outbox_state(post.services).oldest_waiting_seconds == 0.0


def test_notice_that_waits_for_working_hours_is_not_old(post: Post) -> None:
    evening = NOW.replace(hour=20)
    post.clock.now = evening
    post.put("a", urgency=Urgency.WORKING_HOURS)
    post.deliver()
    post.after(hours=3)

    state = outbox_state(post.services)

    assert (state.waiting, state.oldest_waiting_seconds) == (1, 0.0)


def test_notice_that_fails_again_and_again_grows_old(post: Post) -> None:
    post.mail.errors = [DeliveryError("mail_busy") for _ in range(5)]
    post.put("a")
    for _ in range(3):
        post.deliver()
        post.after(minutes=20)

    assert outbox_state(post.services).oldest_waiting_seconds == timedelta(hours=1).total_seconds()


def test_outbox_state_costs_four_questions(post: Post) -> None:
    heard = []
    for count in (1, 3):
        set_states(post, **{f"{count}.{number}": State.FAILED for number in range(count)})
        with recorded_statements(post.services.database) as statements:
            outbox_state(post.services)
        heard.append(len(statements))

    assert heard == [4, 4]


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (_waiting(NOW), "ix_notice_waiting"),
        (_copies(NOW), "ix_notice_issue"),
        (select(Notice.state).where(TROUBLED), "ix_notice_troubled"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_outbox_state_reads_the_small_indexes(
    post: Post, statement: Select[int], index: str
) -> None:
    with post.services.database.rows() as database:
        written = statement.compile(database, compile_kwargs={"literal_binds": True})
        plan = database.execute(text(f"EXPLAIN QUERY PLAN {written}")).all()

    of_notices = [row[-1] for row in plan if " notice " in row[-1]]
    assert [re.findall(r"ix_\w+", line) for line in of_notices] == [[index]]


def test_lines_are_what_is_not_settled_the_oldest_first(post: Post) -> None:
    set_every_state(post)
    post.put("older", due_at=later(days=-1))

    keys = [line.key for line in outbox_lines(post.services, limit=10)]

    settled = {"sent", "cancelled"}
    assert keys == ["older", *(state for state in EVERY if state not in settled)]


def test_line_tells_all_but_who_it_is(post: Post) -> None:
    post.mail.errors.append(DeliveryError("mail_busy"))
    post.put("a")
    post.deliver()

    assert outbox_lines(post.services, limit=10) == (
        OutboxLine(
            key="a", kind="plain", person=post.person_id, collaboration="vast", state=State.RETRY,
            due_at=NOW, next_at=later(minutes=1), attempts=1, error="mail_busy", receipt="",
        ),
    )  # fmt: skip


def test_lines_are_limited_and_chosen_by_state(post: Post) -> None:
    set_states(post, a=State.SENT, b=State.SENT, c=State.FAILED)

    chosen = outbox_lines(post.services, states=[State.SENT], limit=1)

    assert [line.key for line in chosen] == ["a"]


@pytest.mark.parametrize("count", [1, 3])
def test_lines_cost_one_question(post: Post, count: int) -> None:
    post.put(*(str(number) for number in range(count)))

    with recorded_statements(post.services.database) as statements:
        lines = outbox_lines(post.services, limit=10)

    assert (len(lines), len(statements)) == (count, 1)


def test_retry_takes_what_ended_badly_and_nothing_else(post: Post) -> None:
    set_every_state(post)

    count = retry(post.services, OPERATOR, [state.value for state in EVERY])

    assert count == 4
    assert post.states() == {
        "queued": "queued",
        "sending": "sending",
        "retry": "retry",
        "sent": "sent",
        "failed": "queued",
        "unsure": "queued",
        "stale": "queued",
        "cancelled": "queued",
    }


def test_retried_notice_is_sent_as_if_it_had_never_been_tried(post: Post) -> None:
    post.mail.errors.append(DeliveryError("no_such_mailbox", permanent=True))
    post.put("a", "b", bundle="morning", expires_at=later(hours=1))
    post.deliver()
    post.after(days=2)

    count = retry(post.services, OPERATOR, ["b"])
    post.deliver()

    assert count == 1
    assert titles(post.mail) == [["b"]]
    assert (post.mail.sent[0].key, post.mail.sent[0].attempt) == ("b", 1)
    assert post.states() == {"a": "failed", "b": "sent"}


def test_retried_notice_does_not_ask_whether_it_arrived(post: Post) -> None:
    # Somebody has looked, and wants it sent.
    post.mail.errors.append(DeliveryError("cut_off", in_doubt=True))
    post.put("a", kind="parked")
    post.deliver()
    before = post.states()

    retry(post.services, OPERATOR, ["a"])
    post.deliver()

    assert (before, post.states()) == ({"a": "unsure"}, {"a": "sent"})
    assert post.mail.asked == []


def test_retried_notice_tries_closed_doors_again(post: Post) -> None:
    set_states(post, a=State.FAILED)
    with post.services.database.write() as session:
        session.execute(update(Notice).values(refused_by=["mail"]))

    retry(post.services, OPERATOR, ["a"])
    post.deliver()

    assert post.states() == {"a": "sent"}


def test_retry_rings_the_bell(post: Post) -> None:
    set_states(post, a=State.FAILED, b=State.SENT)
    post.services.bell.clear()

    retry(post.services, OPERATOR, ["b"])
    silent = post.services.bell.is_set()
    retry(post.services, OPERATOR, ["a"])

    assert (silent, post.services.bell.is_set()) == (False, True)


def test_two_who_retry_at_once_retry_it_once(post: Post) -> None:
    set_states(post, **{f"n{number}": State.FAILED for number in range(10)})
    keys = [f"n{number}" for number in range(10)]
    start = Barrier(2)

    def try_all() -> int:
        start.wait()
        return sum(retry(post.services, OPERATOR, [key]) for key in keys)

    with ThreadPoolExecutor(2) as pool:
        counts = [pool.submit(try_all) for _ in range(2)]

    assert sum(one.result() for one in counts) == 10
    assert len(log(post.services)) == 10


def test_give_up_takes_back_what_is_not_sent_or_on_its_way(post: Post) -> None:
    set_every_state(post)

    count = give_up(post.services, OPERATOR, [state.value for state in EVERY])

    assert count == 4
    assert post.states() == {
        "queued": "cancelled",
        "sending": "sending",
        "retry": "cancelled",
        "sent": "sent",
        "failed": "cancelled",
        "unsure": "cancelled",
        "stale": "stale",
        "cancelled": "cancelled",
    }
    assert post.rows()["failed"].ended_at == NOW


def test_notice_that_is_being_sent_ends_as_it_was_sent(post: Post) -> None:
    post.put("a")
    post.mail.meanwhile.append(lambda: give_up(post.services, OPERATOR, ["a"]))
    post.mail.meanwhile.append(lambda: retry(post.services, OPERATOR, ["a"]))

    post.deliver()

    assert post.states() == {"a": "sent"}
    assert log(post.services) == []


def test_given_up_notice_is_not_claimed(post: Post) -> None:
    post.put("a", "b")
    give_up(post.services, OPERATOR, ["a"])

    with post.services.database.write() as session:
        claims = claim(session, post.services, 10, timedelta(seconds=90), Report())

    assert [one.parcel for one in claims] == ["b"]


def test_each_change_is_logged_with_who_did_it(post: Post) -> None:
    set_states(post, a=State.FAILED, b=State.FAILED)

    retry(post.services, OPERATOR, ["a"])
    give_up(post.services, coordinator("vast"), ["b"])

    assert log(post.services) == [
        ("notice_retried", None, "terminal", "notice"),
        ("notice_given_up", 1, "link", "notice"),
    ]


CHANGES = [retry, give_up]
Change = Callable[[Services, Asker, list[str]], int]


@pytest.mark.parametrize("change", CHANGES)
def test_coordinator_changes_nothing_in_another_collaboration(post: Post, change: Change) -> None:
    set_states(post, a=State.FAILED)

    count = change(post.services, coordinator("jonkoping"), ["a"])

    assert (count, post.states(), log(post.services)) == (0, {"a": "failed"}, [])


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", ["contact_person", "inspector", "administrator"])
def test_change_is_refused_to_those_who_do_not_keep_the_calendar(
    post: Post, change: Change, role: str
) -> None:
    set_states(post, a=State.FAILED)

    with pytest.raises(Refusal) as refused:
        change(post.services, Asker("vast", 1, frozenset({role}), "slack"), ["a"])

    assert (refused.value.code, post.states()) == ("not_allowed", {"a": "failed"})


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("keys", [[], ["nobody"], ["'; DROP TABLE notice"]])
def test_keys_that_are_not_there_change_nothing(
    post: Post, change: Change, keys: list[str]
) -> None:
    set_states(post, a=State.FAILED)

    assert change(post.services, OPERATOR, keys) == 0
    assert post.states() == {"a": "failed"}


def test_coordinator_of_the_umbrella_has_the_members_too(services: Services) -> None:
    with services.database.write() as session:
        umbrella = add_collaboration(session)
        member = add_collaboration(session, "vg", umbrella)
        add_person(session, umbrella)
        draft = Draft(
            key="a", kind="plain", collaboration_id=member.id, due_at=NOW, urgency=Urgency.NOW
        )
        put(session, services, [draft])

    assert give_up(services, coordinator("vast"), ["a"]) == 1
