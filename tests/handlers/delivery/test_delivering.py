"""What is due is sent once, and what cannot be sent ends in an honest state."""

from datetime import timedelta

import pytest

from handlers.delivery import LEASE, Report
from handlers.delivery.claims import claim
from handlers.delivery.delivering import BATCH
from handlers.errors import DeliveryError
from handlers.notices import Draft, Urgency, put
from storage.models import Hold, Person, Preference, SlackIdentity
from tests.handlers.delivery.conftest import Post, later, titles
from tests.sample import NOW


def test_due_notice_is_sent_once(post: Post) -> None:
    post.put("a")
    post.put("a")

    first, second = post.deliver(), post.deliver()

    assert titles(post.mail) == [["a"]]
    assert (str(first), str(second)) == ("1 sent", "nothing")
    row = post.rows()["a"]
    assert (row.state, row.receipt, row.door, row.ended_at) == ("sent", "receipt-1", "mail", NOW)


def test_putting_into_the_outbox_rings_the_bell_at_commit(post: Post) -> None:
    heard = []
    draft = Draft(
        key="a", kind="plain", collaboration_id=post.collaboration_id, due_at=NOW,
        urgency=Urgency.NOW,
    )  # fmt: skip

    with post.services.database.write() as session:
        put(session, post.services, [draft])
        session.rollback()
    heard.append(post.services.bell.is_set())
    with post.services.database.write() as session:
        put(session, post.services, [draft])
        heard.append(post.services.bell.is_set())

    assert heard == [False, False]
    assert post.services.bell.is_set()


def test_notice_is_not_sent_before_it_is_due(post: Post) -> None:
    post.put("a", due_at=later(hours=1))

    early = post.deliver()
    post.after(hours=1)
    post.deliver()

    assert not early
    assert titles(post.mail) == [["a"]]


def test_notices_of_one_bundle_become_one_message(post: Post) -> None:
    post.put("a", "b", bundle="morning")
    post.put("c")

    post.deliver()

    assert sorted(titles(post.mail)) == [["a", "b"], ["c"]]
    assert set(post.states().values()) == {"sent"}


def test_retried_bundle_stays_what_it_was(post: Post) -> None:
    post.mail.errors.append(DeliveryError("mail_busy"))
    post.put("a", "b", bundle="morning")
    post.deliver()
    post.put("c", bundle="morning")

    post.deliver()
    post.after(minutes=1)
    post.deliver()

    assert titles(post.mail) == [["c"], ["a", "b"]]
    assert [parcel.key for parcel in post.mail.sent] == ["c", "a"]


def test_busy_receiver_is_tried_again_later_and_later(post: Post) -> None:
    post.mail.errors += [DeliveryError("mail_busy"), DeliveryError("mail_busy")]
    post.put("a")

    post.deliver()
    once = post.rows()["a"]
    post.after(minutes=1)
    post.deliver()
    twice = post.rows()["a"]

    assert (once.state, once.error, once.next_at) == ("retry", "mail_busy", later(minutes=1))
    assert twice.next_at == later(minutes=1 + 5)
    post.after(minutes=5)
    post.deliver()
    assert (post.states(), post.mail.sent[0].attempt) == ({"a": "sent"}, 3)


def test_receiver_that_names_a_time_is_not_asked_before_it(post: Post) -> None:
    post.mail.errors.append(DeliveryError("ratelimited", retry_after=600))
    post.put("a")

    post.deliver()

    assert post.rows()["a"].next_at == later(minutes=10)


def test_waiting_for_ones_turn_is_no_attempt(post: Post) -> None:
    post.mail.errors += [DeliveryError("mail_throttled", untried=True, retry_after=60)] * 12
    post.put("a")

    for _ in range(13):
        post.deliver()
        post.after(minutes=1)

    row = post.rows()["a"]
    assert (row.state, row.attempts) == ("sent", 1)


def test_refusal_for_good_is_not_tried_again(post: Post) -> None:
    post.mail.errors.append(DeliveryError("no_such_mailbox", permanent=True))
    post.put("a")

    post.deliver()
    post.after(days=10)
    post.deliver()

    row = post.rows()["a"]
    assert (row.state, row.error, row.attempts) == ("failed", "no_such_mailbox", 1)


def test_receiver_that_never_answers_fails_in_the_end(post: Post) -> None:
    post.mail.errors += [DeliveryError("mail_busy")] * 20
    post.put("a")

    for _ in range(12):
        post.deliver()
        post.after(days=2)

    row = post.rows()["a"]
    assert (row.state, row.attempts, row.error) == ("failed", 9, "mail_busy")


def test_closed_door_leads_to_the_other_one(post: Post) -> None:
    link(post)
    post.slack.errors.append(DeliveryError("cannot_dm_bot", elsewhere=True))
    post.put("a")

    post.deliver()

    assert (titles(post.slack), titles(post.mail)) == ([], [["a"]])
    assert post.rows()["a"].refused_by == ["slack"]


def test_door_closed_without_another_one_fails(post: Post) -> None:
    link(post)
    post.mail = type(post.mail)(reaches=lambda _to: False)
    post.slack.errors.append(DeliveryError("user_disabled", elsewhere=True))
    post.put("a")

    post.deliver()

    assert post.states() == {"a": "failed"}


def test_chat_is_preferred_where_the_person_is_known_unless_they_said_otherwise(post: Post) -> None:
    link(post)
    post.put("a")
    post.deliver()
    prefer(post, door="mail")
    post.put("b")
    post.deliver()

    assert (titles(post.slack), titles(post.mail)) == ([["a"]], [["b"]])


def test_person_without_any_way_is_tried_again(post: Post) -> None:
    post.mail = type(post.mail)(reaches=lambda _to: False)
    post.put("a")

    post.deliver()

    row = post.rows()["a"]
    assert (row.state, row.error) == ("retry", "unreachable")


def test_deleted_person_makes_a_notice_stale(post: Post) -> None:
    post.put("a", person_id=None)

    post.deliver()

    row = post.rows()["a"]
    assert (row.state, row.error) == ("stale", "nobody")


def test_what_has_expired_is_stale_and_not_sent(post: Post) -> None:
    post.put("a", expires_at=later(hours=1))
    post.after(hours=20)

    report = post.deliver()

    assert (post.states(), titles(post.mail)) == ({"a": "stale"}, [])
    assert str(report) == "1 stale"


def test_what_was_settled_meanwhile_is_left_out(post: Post) -> None:
    post.put("a", bundle="morning")
    post.put("b", bundle="morning", details={"settled": True})
    post.put("c", details={"settled": True})

    post.deliver()

    assert titles(post.mail) == [["a"]]
    assert post.states() == {"a": "sent", "b": "cancelled", "c": "cancelled"}


def test_what_can_wait_is_told_in_the_persons_hours(post: Post) -> None:
    prefer(post, first_hour=10)
    post.put("a", urgency=Urgency.WORKING_HOURS)

    post.deliver()
    waits = post.rows()["a"]
    post.after(hours=1)
    post.deliver()

    # 8.00 UTC is 9.00 in Sweden in November.
    assert (waits.state, waits.attempts, waits.next_at) == ("queued", 0, later(hours=1))
    assert titles(post.mail) == [["a"]]


@pytest.mark.parametrize("wish", [{"weekdays": "67"}, {"first_hour": 9, "last_hour": 9}])
def test_hours_that_never_come_are_no_reason_never_to_tell(
    post: Post, wish: dict[str, object]
) -> None:
    prefer(post, **wish)
    post.put("a", urgency=Urgency.WORKING_HOURS)

    post.deliver()

    assert titles(post.mail) == [["a"]]


def test_what_is_urgent_is_told_at_night(post: Post) -> None:
    post.after(hours=15)
    post.put("a")

    post.deliver()

    assert titles(post.mail) == [["a"]]


def test_nothing_is_sent_on_hold(post: Post) -> None:
    post.put("a")
    with post.services.database.write() as session:
        session.add(Hold(since=NOW, backup_at=NOW))

    post.deliver()

    assert post.states() == {"a": "queued"}


def test_worker_that_lost_its_lease_changes_nothing(post: Post) -> None:
    post.put("a")
    post.mail.meanwhile.append(lambda: overtake(post))
    post.mail.errors += [DeliveryError("quick"), DeliveryError("slow")]

    report = post.deliver()

    assert (post.states(), post.rows()["a"].error) == ({"a": "retry"}, "quick")
    assert str(report) == "nothing"


def test_late_acknowledgement_is_counted(post: Post) -> None:
    post.put("a")
    post.mail.meanwhile.append(lambda: overtake(post))

    report = post.deliver()

    assert (post.rows()["a"].receipt, report.late) == ("receipt-1", 1)
    assert titles(post.mail) == [["a"], ["a"]]


def test_lease_that_is_nearly_over_is_given_back_untried(post: Post) -> None:
    post.put("a")
    post.put("b")
    post.put("c")
    post.mail.meanwhile += [lambda: post.after(seconds=40)] * 3

    post.deliver()

    assert sorted(titles(post.mail)) == [["a"], ["b"], ["c"]]
    assert [row.attempts for row in post.rows().values()] == [1, 1, 1]
    assert post.mail.asked == []


def test_parcel_that_cannot_be_made_does_not_stop_the_others(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.mail.errors.append(ZeroDivisionError("a fault"))
    post.put("a")
    post.put("b")

    post.deliver()

    row = post.rows()["a"]
    assert (row.state, titles(post.mail)) == ("retry", [["b"]])
    assert row.error.startswith("program_error F-")
    assert "ZeroDivisionError: a fault" in caplog.text
    assert row.error.removeprefix("program_error ") in caplog.text


def test_kind_that_is_not_known_any_more_does_not_stop_the_others(post: Post) -> None:
    post.put("a", kind="forgotten")
    post.put("b")

    post.deliver()

    assert (post.states(), titles(post.mail)) == ({"a": "retry", "b": "sent"}, [["b"]])


def test_much_that_has_expired_does_not_delay_the_rest(post: Post) -> None:
    post.put(*(f"old {number}" for number in range(BATCH)), expires_at=later(hours=1))
    post.after(hours=20)
    post.put("new")

    report = post.deliver()

    assert (str(report), titles(post.mail)) == (f"1 sent, {BATCH} stale", [["new"]])


def test_claims_of_two_workers_never_overlap(post: Post) -> None:
    post.put("a", "b", bundle="morning")
    post.put("c")

    with post.services.database.write() as session:
        first = claim(session, post.services, 1, LEASE, Report())
    with post.services.database.write() as session:
        second = claim(session, post.services, 9, LEASE, Report())

    assert sorted(len(one.ids) for one in (*first, *second)) == [1, 2]
    assert len(first) == 1


def test_clock_set_back_delays_and_repeats_nothing(post: Post) -> None:
    post.put("a")
    post.put("b", due_at=later(minutes=30))
    post.deliver()
    post.clock.move(-timedelta(hours=2))

    post.deliver()
    post.after(hours=2, minutes=30)
    post.deliver()

    assert titles(post.mail) == [["a"], ["b"]]


def link(post: Post) -> None:
    with post.services.database.write() as session:
        session.add(
            SlackIdentity(team="T1", slack_user="U1", person_id=post.person_id, verified_at=NOW)
        )


def prefer(post: Post, **values: object) -> None:
    with post.services.database.write() as session:
        person = session.get_one(Person, post.person_id)
        session.add(Preference(person_id=person.id, **values))


def overtake(post: Post) -> None:
    """Let another worker come while this one is paused past its lease."""
    post.after(seconds=LEASE.total_seconds() + 1)
    post.delivery().deliver_due()
