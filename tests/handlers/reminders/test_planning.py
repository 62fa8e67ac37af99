"""Every duty is brought up on its days, once, whoever plans it how often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from handlers.reminders import plan_due
from storage.models import Collaboration, Membership, Person
from tests.factories import add_collaboration, add_membership, add_person, add_rule
from tests.fakes import duties_of, recorded_statements
from tests.handlers.calendars import Desk

REPORT = {"shape": "deadline", "date": "02-last", "roll": "before"}
BOARD = {"shape": "quota", "count": 3, "per": "year"}
FIGURES = {"shape": "deadline", "date": "04-01", "roll": "before", "per_office": True}


def test_deadline_is_brought_up_until_it_is_done(desk: Desk) -> None:
    desk.add_rule("report", REPORT)

    desk.to(date(2027, 1, 28))
    desk.live_until(date(2027, 3, 14))

    assert [day.isoformat() for day, _ in desk.told()] == [
        "2027-01-29", "2027-02-19", "2027-02-26", "2027-03-05", "2027-03-12",
    ]  # fmt: skip
    assert set(desk.states()) == {("reminder", "sent")}


def test_what_is_due_on_a_morning_is_one_message(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.add_rule("plan", REPORT)

    desk.to(date(2027, 1, 28))
    desk.live_until(date(2027, 1, 29))

    assert desk.told() == [(date(2027, 1, 29), ["plan", "report"])]


def test_planning_twice_makes_no_second_notice(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 1, 28))
    desk.tick()
    desk.to(date(2027, 1, 29))

    made = [plan_due(desk.services) for _ in range(3)]
    desk.change_rule("report", aliases=["bokslut"])
    made.append(plan_due(desk.services))

    assert made == [1, 0, 0, 0]


def test_planning_at_once_makes_no_second_notice(desk: Desk) -> None:
    for number in range(5):
        desk.add_rule(f"report-{number}", REPORT)
    desk.to(date(2027, 1, 28))
    desk.tick()
    desk.to(date(2027, 1, 29))

    with ThreadPoolExecutor(4) as several:
        made = list(several.map(lambda _: plan_due(desk.services), range(4)))

    assert sum(made) == 5
    assert len(desk.notices()) == 5


def test_tick_with_nothing_new_asks_the_database_once(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    plan_due(desk.services)

    with recorded_statements(desk.services.database) as heard:
        plan_due(desk.services)

    assert len(heard) == 1


def test_what_fell_due_before_the_calendar_was_put_to_use_is_past(desk: Desk) -> None:
    desk.add_rule("board", {"shape": "quota", "count": 1, "per": "month", "months": [12]})
    desk.add_rule("report", {"shape": "deadline", "date": "01-03"})

    desk.live_until(date(2027, 1, 20))

    assert desk.told() == []


def test_paused_rule_is_silent_until_somebody_confirms_it(desk: Desk) -> None:
    desk.add_rule("report", REPORT, paused=True)
    desk.tick()
    desk.to(date(2027, 2, 18))
    desk.live_until(date(2027, 2, 20))
    silent = desk.told()

    desk.change_rule("report", own={"paused": False})
    desk.live_until(date(2027, 2, 26))

    assert silent == []
    # Also of what should have been said on the nineteenth.
    assert [day for day, _ in desk.told()] == [date(2027, 2, 22), date(2027, 2, 26)]


def test_each_offices_contact_person_hears_of_their_part(desk: Desk) -> None:
    desk.add_rule("figures", FIGURES)

    desk.to(date(2027, 3, 1))
    desk.live_until(date(2027, 4, 1))

    days = [day.isoformat() for day, _ in desk.told(desk.contact_id)]
    assert days == ["2027-03-02", "2027-03-23", "2027-04-01"]
    assert [day.isoformat() for day, _ in desk.told()] == days
    (duty, *_), (whole, *_) = (
        next(duties_of(parcel) for parcel in desk.mail.sent if parcel.to.person_id == person)
        for person in (desk.contact_id, desk.coordinator_id)
    )
    assert (duty.office, duty.offices) == ("Habo", None)
    assert whole.offices is not None
    assert (whole.offices.done, whole.offices.of, whole.offices.left) == (0, 2, ("Aneby", "Habo"))


def test_new_coordinator_hears_of_what_is_open(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    desk.to(date(2027, 1, 28))
    desk.live_until(date(2027, 2, 1))
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        new = add_person(session, owner, "Ny Ordnare", roles=("coordinator",))
        owner.revision += 1

    desk.tick()

    assert desk.told(new.id) == [(date(2027, 2, 1), ["report"])]
    assert len(desk.told()) == 1


def test_nothing_is_lost_while_there_is_no_coordinator(desk: Desk) -> None:
    desk.add_rule("report", REPORT)
    with desk.services.database.write() as session:
        for one in session.query(Membership).filter_by(role="coordinator"):
            session.delete(one)
    desk.to(date(2027, 1, 28))
    desk.live_until(date(2027, 2, 1))

    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        person = session.get_one(Person, desk.coordinator_id)
        add_membership(session, person, owner, "coordinator")
        owner.revision += 1
    desk.tick()

    assert desk.told() == [(date(2027, 2, 1), ["report"])]


def test_rule_that_cannot_be_kept_leaves_other_collaborations_planned(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.add_rule("report", REPORT)
    with desk.services.database.write() as session:
        other = add_collaboration(session, "a-first")
        add_rule(session, other, "Circle", key="circle", rule={"shape": "relative", "anchor": "x"})

    desk.to(date(2027, 1, 28))
    desk.live_until(date(2027, 1, 29))

    assert len(desk.told()) == 1
    assert "Not planned: a-first, rule_cannot_be" in caplog.text


def test_reminders_come_at_eight_in_summer_and_winter(desk: Desk) -> None:
    for key, written in (("winter", "03-26"), ("summer", "03-30"), ("back", "11-01")):
        desk.add_rule(key, {"shape": "deadline", "date": written}, own={"remind": [0]})
    desk.tick()
    told: dict[date, int] = {}

    for day in (date(2027, 3, 25), date(2027, 3, 30), date(2027, 11, 1)):
        for hour in range(4, 10):
            desk.to(day, hour)
            before = len(desk.mail.sent)
            desk.tick()
            told |= {day: hour} if len(desk.mail.sent) > before else {}

    # Good Friday is the day before; the clocks go forward on Easter Sunday.
    assert told == {date(2027, 3, 25): 7, date(2027, 3, 30): 6, date(2027, 11, 1): 7}
