"""Decisions are brought up like what falls due, to who sees to them, until they are done."""

from datetime import date

from handlers.answers import Asker
from handlers.coming import to_do
from handlers.contents import Act, Reminders
from handlers.decisions import Resolution, decide, mark_decided_done, move_decision, strike
from handlers.reminded import duties_now
from handlers.reminders import next_event, plan_due
from storage.models import Decision
from tests.fakes import recorded_statements
from tests.handlers.calendars import Desk
from tests.handlers.meetings_added import add_meeting, add_member

REPORT = {"shape": "deadline", "date": "02-last", "roll": "before"}
DUE = date(2027, 2, 26)


def decided(desk: Desk, text: str = "Vi inför dagar", owner: int | None = None) -> int:
    meeting = add_meeting(desk, day=date(2027, 1, 4))
    due = None if text == "Utan dag" else DUE
    return decide(desk.services, desk.coordinator, meeting, Resolution(text, owner, due)).id


def told(desk: Desk, person: int) -> list[str]:
    return [
        parcel.content.today.isoformat()
        for parcel in desk.mail.sent
        if isinstance(parcel.content, Reminders) and parcel.to.person_id == person
    ]


def test_owner_is_reminded_on_the_days_of_a_duty_until_it_is_done(desk: Desk) -> None:
    bo = add_member(desk)
    number = decided(desk, owner=bo)

    desk.to(date(2027, 1, 5))
    desk.live_until(date(2027, 3, 6))
    mark_decided_done(desk.services, desk.coordinator, number)
    desk.live_until(date(2027, 4, 30))

    assert told(desk, bo) == ["2027-01-29", "2027-02-19", "2027-02-26", "2027-03-05"]
    assert told(desk, desk.coordinator_id) == []
    assert {state for _, state in desk.states()} == {"sent"}


def test_decision_that_is_done_meanwhile_is_not_brought_up(desk: Desk) -> None:
    bo = add_member(desk)
    number = decided(desk, owner=bo)
    desk.to(date(2027, 1, 29), 4)
    plan_due(desk.services)
    mark_decided_done(desk.services, desk.coordinator, number)

    desk.to(date(2027, 1, 29))
    desk.tick()

    assert told(desk, bo) == []
    assert desk.states() == [("reminder", "cancelled")]


def test_decision_of_nobody_comes_to_the_coordinators_with_their_duties(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    number = decided(desk)

    desk.to(date(2027, 1, 28))
    desk.live_until(date(2027, 1, 29))

    (parcel,) = desk.mail.sent
    assert isinstance(parcel.content, Reminders)
    shown = [(duty.title, duty.decision, duty.typed) for duty in parcel.content.duties]
    assert shown == [
        ("Report", None, ""),
        ("Vi inför dagar", number, "beslut 1 från möte 1 klart"),
    ]


def test_reminder_that_was_missed_while_nothing_ran_is_told_of_once(desk: Desk) -> None:
    bo = add_member(desk)
    desk.add_rule("report", REPORT)
    number = decided(desk, owner=bo)
    desk.to(date(2027, 2, 18))
    desk.tick()
    before = len(desk.mail.sent)

    # The reminders of the 19th are past, those of the 26th are not.
    desk.to(date(2027, 3, 1))
    desk.live_until(date(2027, 3, 4))

    (missed,) = desk.missed()
    assert (missed.since, missed.until) == (date(2027, 2, 19), date(2027, 2, 19))
    shown = [(one.title, one.decision, one.owner, one.acts) for one in missed.duties]
    assert shown == [("Report", None, "", ()), ("Vi inför dagar", number, "Bo Ek", ())]
    assert {one.to.person_id for one in desk.mail.sent[before:] if one.content is missed} == {
        desk.coordinator_id
    }
    assert told(desk, bo)[-1:] == ["2027-03-01"]


def test_decision_alone_is_told_of_as_missed_as_it_is_then(desk: Desk) -> None:
    done, struck, kept = (decided(desk, text) for text in ("Ett", "Två", "Tre"))
    desk.to(date(2027, 1, 28))
    desk.tick()
    desk.to(date(2027, 2, 22), 4)
    # Planned early in the morning; two of them are seen to before anybody is told.
    plan_due(desk.services)
    mark_decided_done(desk.services, desk.coordinator, done)
    strike(desk.services, desk.coordinator, struck)

    desk.to(date(2027, 2, 22))
    desk.live_until(date(2027, 2, 24))

    (missed,) = desk.missed()
    assert [(one.decision, one.state) for one in missed.duties] == [
        (done, "done"), (kept, "open"),
    ]  # fmt: skip


def test_reminder_of_a_decision_that_waited_too_long_is_told_of(desk: Desk) -> None:
    number = decided(desk)
    desk.to(date(2027, 1, 29), 5)
    # Planned at six in the morning; then nothing was delivered for a month.
    desk.tick()

    desk.to(date(2027, 2, 26))
    desk.tick()
    desk.live_until(date(2027, 2, 27))

    assert [one.decision for missed in desk.missed() for one in missed.duties] == [number]


def test_what_was_done_before_its_day_is_not_missed(desk: Desk) -> None:
    number = decided(desk)
    desk.to(date(2027, 1, 28))
    desk.tick()
    mark_decided_done(desk.services, desk.coordinator, number)

    desk.to(date(2027, 3, 1))
    desk.live_until(date(2027, 3, 3))

    assert desk.missed() == []


def test_decision_without_a_day_is_brought_up_once_a_month(desk: Desk) -> None:
    decided(desk, "Utan dag")

    desk.to(date(2027, 1, 5))
    desk.live_until(date(2027, 4, 30))

    assert told(desk, desk.coordinator_id) == ["2027-02-01", "2027-03-01", "2027-04-01"]


def test_moved_decision_is_brought_up_on_its_new_days(desk: Desk) -> None:
    number = decided(desk)
    desk.to(date(2027, 1, 29))
    desk.tick()

    # Easter is among the working days before it.
    move_decision(desk.services, desk.coordinator, number, date(2027, 3, 31))
    desk.live_until(date(2027, 4, 1))

    assert told(desk, desk.coordinator_id)[1:] == ["2027-03-01", "2027-03-22", "2027-03-31"]


def test_planning_twice_makes_no_second_notice(desk: Desk) -> None:
    decided(desk)
    desk.to(date(2027, 1, 29))

    assert [plan_due(desk.services) for _ in range(3)] == [1, 0, 0]


def test_next_event_is_the_next_day_of_a_decision(desk: Desk) -> None:
    decided(desk)
    desk.tick()

    event = next_event(desk.services)

    assert event is not None
    assert event.date() == date(2027, 1, 29)


def test_decisions_are_to_be_done_by_their_owner_and_the_coordinator(desk: Desk) -> None:
    bo, eva = add_member(desk), add_member(desk, "Eva Ek")
    number = decided(desk, owner=bo)
    asked = [Asker("jonkoping", one, frozenset({"inspector"}), "mail") for one in (bo, eva)]

    desk.to(date(2027, 2, 11))
    early = to_do(desk.services, desk.coordinator).duties
    desk.to(date(2027, 2, 12))

    duties = [to_do(desk.services, one).duties for one in (desk.coordinator, *asked)]
    assert early == ()
    assert [[duty.decision for duty in several] for several in duties] == [[number], [number], []]


def test_decisions_of_a_message_are_read_anew(desk: Desk) -> None:
    number = decided(desk)

    before = duties_now(desk.services, desk.coordinator, (), (number,))
    mark_decided_done(desk.services, desk.coordinator, number)

    assert [one.decision for one in before] == [number]
    assert duties_now(desk.services, desk.coordinator, (), (number,)) == ()


def test_what_is_due_the_same_day_stands_as_it_was_decided(desk: Desk) -> None:
    numbers = [decided(desk, text, desk.contact_id) for text in ("Ett", "Två", "Tre")]

    # A database may have what was changed last behind the others.
    for owner in (None, desk.contact_id):
        with desk.services.database.write() as session:
            session.get_one(Decision, numbers[0]).owner_id = owner

    found = duties_now(desk.services, desk.coordinator, (), numbers)
    assert [one.decision for one in found] == numbers


def test_only_its_owner_and_the_coordinator_may_say_that_it_is_done(desk: Desk) -> None:
    bo, eva = add_member(desk), add_member(desk, "Eva Ek")
    number = decided(desk, owner=bo)
    askers = [Asker("jonkoping", one, frozenset({"inspector"}), "slack") for one in (bo, eva)]

    shown = [duties_now(desk.services, one, (), (number,)) for one in (desk.coordinator, *askers)]

    assert [[duty.acts for duty in duties] for duties in shown] == [
        [(Act.DONE,)], [(Act.DONE,)], [()],
    ]  # fmt: skip


def test_what_is_due_soonest_stands_first_whatever_it_is(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.add_rule("early", {"shape": "deadline", "date": "02-15"})
    number = decided(desk)
    move_decision(desk.services, desk.coordinator, number, date(2027, 2, 18))
    desk.tick()
    desk.to(date(2027, 2, 12))

    assert [duty.rule for duty in to_do(desk.services, desk.coordinator).duties] == [
        "early", "", "report",
    ]  # fmt: skip


def test_planning_costs_as_much_for_many_decisions_as_for_one(desk: Desk) -> None:
    counts = []
    for text in ("Ett", "Två", "Tre"):
        decided(desk, text)
        desk.to(date(2027, 1, 29))
        with recorded_statements(desk.services.database) as statements:
            plan_due(desk.services)
        counts.append(len(statements))

    assert counts[1] == counts[2]
