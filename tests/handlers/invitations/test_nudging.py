"""Reminding the silent: by itself, at most twice of each version, and never who has answered."""

from datetime import date, datetime, time, timedelta

import pytest

from handlers.answers import Asker
from handlers.contents import Invitation
from handlers.invitations import Nudged, Response, remind_silent, respond, uninvite
from handlers.meetings import Booking, Plan, change_meeting, plan_meeting
from storage.models import Meeting
from tests.handlers.invitations.conftest import DAY, Gathering, refused

ANSWER_BY = date(2027, 4, 1)


def reminded(gathering: Gathering) -> list[int]:
    """Return who gets a reminder now; other messages do not count."""
    gathering.deliver()
    return sorted(
        one.to.person_id or 0
        for one in gathering.told
        if isinstance(one.content, Invitation) and one.content.reminder
    )


def lived(gathering: Gathering, until: date) -> list[tuple[date, list[int]]]:
    """Let the days pass, and return on which of them who was reminded."""
    told = []
    clock = gathering.desk.clock
    while clock.now.date() < until:
        clock.move(timedelta(days=1))
        if who := reminded(gathering):
            told.append((clock.now.date(), who))
    return told


def answer(gathering: Gathering, who: int, status: str = "declined") -> None:
    asker = Asker("", who, door="page")
    services = gathering.desk.services
    respond(services, asker, gathering.meeting, who, Response(status=status))


def answer_by(gathering: Gathering, day: date | None) -> None:
    with gathering.desk.services.database.write() as session:
        session.get_one(Meeting, gathering.meeting).answer_by = day


@pytest.fixture
def invited(gathering: Gathering) -> Gathering:
    answer_by(gathering, ANSWER_BY)
    gathering.invite(*gathering.managers)
    gathering.deliver()
    return gathering


def test_the_silent_are_reminded_twice_before_the_last_day_to_answer(invited: Gathering) -> None:
    first, second = invited.managers
    answer(invited, first)
    # The first of April 2027 is a Thursday after Easter; the second of its eve is Good Friday.
    assert lived(invited, DAY) == [(date(2027, 3, 23), [second]), (date(2027, 3, 31), [second])]


def test_without_a_last_day_it_is_the_meeting_that_counts(gathering: Gathering) -> None:
    gathering.invite(*gathering.managers)
    days = [day for day, _ in lived(gathering, DAY)]
    assert days == [date(2027, 4, 6), date(2027, 4, 15)]


def test_whoever_is_invited_late_is_left_in_peace(gathering: Gathering) -> None:
    answer_by(gathering, ANSWER_BY)
    gathering.desk.to(date(2027, 3, 30))
    gathering.invite(*gathering.managers)
    assert lived(gathering, DAY) == []


def test_a_new_time_is_reminded_of_anew_and_the_old_one_no_more(invited: Gathering) -> None:
    first, second = invited.managers
    answer(invited, first, "accepted")
    invited.desk.to(date(2027, 3, 24))
    invited.deliver()
    invited.move(starts=time(13))
    assert lived(invited, DAY) == [(date(2027, 3, 31), [first, second])]


def test_another_last_day_moves_the_reminders(invited: Gathering) -> None:
    plan = Plan(
        title="Chefsmöte",
        booking=Booking(
            first=DAY, starts=time(9), ends=time(12), place="Stadshuset",
            link="https://mote.example/1",
        ),
        answer_by=date(2027, 4, 15),
    )  # fmt: skip
    change_meeting(invited.desk.services, invited.desk.coordinator, invited.meeting, plan)
    days = [day for day, _ in lived(invited, DAY)]
    assert days == [date(2027, 4, 8), date(2027, 4, 14)]


def test_nobody_is_reminded_of_what_is_off_or_no_more_theirs(invited: Gathering) -> None:
    first, _ = invited.managers
    uninvite(invited.desk.services, invited.desk.coordinator, invited.meeting, first)
    assert lived(invited, date(2027, 3, 24)) == [(date(2027, 3, 23), [invited.managers[1]])]
    invited.cancel()
    assert lived(invited, DAY) == []


def test_the_coordinator_reminds_and_no_more_than_twice(invited: Gathering) -> None:
    first, second = invited.managers
    answer(invited, first)
    remind = (invited.desk.services, invited.desk.coordinator, invited.meeting)
    assert remind_silent(*remind) == Nudged(1, 0)
    # Pressed twice before it is sent: the same one.
    assert reminded(invited) == [second]
    assert remind_silent(*remind) == Nudged(1, 0)
    assert reminded(invited) == [second]
    assert remind_silent(*remind) == Nudged(0, 1)
    # What lay there for later has been used up.
    assert lived(invited, DAY) == []


def test_what_was_never_sent_is_not_reminded_of(gathering: Gathering) -> None:
    desk = gathering.desk
    remind = (remind_silent, desk.services, desk.coordinator, gathering.meeting)
    assert refused(*remind) == "nobody_invited_yet"
    assert refused(remind_silent, desk.services, desk.contact, gathering.meeting) == "not_allowed"
    gathering.cancel()
    assert refused(*remind) == "meeting_not_ahead"


def test_a_reminder_says_the_meeting_as_it_is(invited: Gathering) -> None:
    plan = Plan(
        title="Chefsmöte om PFAS",
        booking=Booking(first=DAY, starts=time(9), ends=time(12), place="Rådhuset"),
        answer_by=ANSWER_BY,
    )
    change_meeting(invited.desk.services, invited.desk.coordinator, invited.meeting, plan)
    invited.deliver()
    invited.desk.to(date(2027, 3, 23))
    assert reminded(invited) == sorted(invited.managers)
    content = invited.invitations()[invited.managers[0]]
    assert (content.meeting.title, content.meeting.place) == ("Chefsmöte om PFAS", "Rådhuset")
    assert (content.cancelled, content.answer_by) == (False, ANSWER_BY)


def test_a_meeting_of_ones_own_is_reminded_of_too(gathering: Gathering) -> None:
    desk = gathering.desk
    plan = Plan(
        title="Styrgruppsmöte extra", booking=Booking(first=DAY, starts=time(9), ends=time(12))
    )
    gathering.meeting = plan_meeting(desk.services, desk.coordinator, plan).meeting.number
    gathering.invite(*gathering.board)
    (content,) = (gathering.deliver(), gathering.invitations())[1].values()
    assert content.summons
    assert [who for _, who in lived(gathering, DAY)] == [gathering.board, gathering.board]


def test_the_clock_of_the_day_is_the_receivers(invited: Gathering) -> None:
    due = sorted(one.due_at for one in invited.desk.notices() if one.kind == "rsvp")
    # Eight in the morning: before Easter's change in winter time, after it in summer time.
    assert [one.astimezone().astimezone(due[0].tzinfo).hour for one in due] == [7, 7, 6, 6]
    assert due[0].date() == date(2027, 3, 23)
    assert isinstance(due[0], datetime)
