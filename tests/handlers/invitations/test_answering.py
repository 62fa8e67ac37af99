from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from handlers.invitations import (
    Attending,
    CalendarReply,
    ReplyFate,
    record_reply,
    tell_once_more,
    uninvite,
)
from storage.models import EventLog, Meeting
from tests.handlers.invitations.conftest import Gathering

STAMP = datetime(2027, 3, 1, 6, tzinfo=UTC)
LATER = STAMP + timedelta(hours=1)


def reply(gathering: Gathering, status: str = "accepted", **values: object) -> CalendarReply:
    with gathering.desk.services.database.session() as session:
        uid = session.get_one(Meeting, gathering.meeting).uid
    said = CalendarReply(uid=uid, attendee="ann-ask@jonkoping.example", status=status, stamp=STAMP)
    return replace(said, **values)  # type: ignore[arg-type]  # as each test wants it


def say(gathering: Gathering, status: str = "accepted", **values: object) -> ReplyFate:
    return record_reply(gathering.desk.services, reply(gathering, status, **values))


def ann(gathering: Gathering) -> Attending:
    return gathering.attendance().people[0]


@pytest.fixture
def invited(gathering: Gathering) -> Gathering:
    gathering.invite(roles=("manager",))
    gathering.deliver()
    return gathering


def test_answer_is_taken_down_and_counted(invited: Gathering) -> None:
    before = invited.attendance()

    fate = say(invited, comment="Kommer lite sent")

    after = invited.attendance()
    assert fate is ReplyFate.TAKEN
    assert [len(before.silent), len(after.silent)] == [2, 1]
    assert (after.count("accepted"), after.count("")) == (1, 1)
    assert (ann(invited).status, ann(invited).comment) == ("accepted", "Kommer lite sent")
    # One of the two has no office.
    assert (before.offices, after.offices) == ((0, 1), (1, 1))


def test_last_answer_counts_whichever_comes_last(invited: Gathering) -> None:
    say(invited, "declined", stamp=LATER)

    assert say(invited, "accepted", stamp=STAMP) is ReplyFate.OLD
    assert ann(invited).status == "declined"
    assert say(invited, "tentative", stamp=LATER + timedelta(hours=1)) is ReplyFate.TAKEN
    assert ann(invited).status == "tentative"


def test_answer_that_comes_twice_counts_once(invited: Gathering) -> None:
    fates = [say(invited), say(invited)]

    assert fates == [ReplyFate.TAKEN, ReplyFate.OLD]
    with invited.desk.services.database.session() as session:
        lines = session.scalars(select(EventLog).where(EventLog.verb == "meeting_answered")).all()
    assert [line.details for line in lines] == [{"status": "accepted", "sequence": 0}]


def test_answer_without_a_moment_is_one_of_now(invited: Gathering) -> None:
    invited.desk.clock.move(timedelta(days=7))
    say(invited, "declined", stamp=None)

    assert say(invited, "accepted", stamp=None) is ReplyFate.TAKEN
    assert say(invited, "tentative", stamp=STAMP) is ReplyFate.OLD
    assert ann(invited).status == "accepted"


def test_clock_that_is_ahead_does_not_outdo_every_later_answer(invited: Gathering) -> None:
    say(invited, "accepted", stamp=datetime(2199, 12, 31, tzinfo=UTC))
    invited.desk.clock.move(timedelta(hours=1))

    fate = say(invited, "declined", stamp=invited.desk.clock.now)

    assert fate is ReplyFate.TAKEN
    assert ann(invited).status == "declined"


def test_looking_takes_nothing_down(invited: Gathering) -> None:
    fate = record_reply(invited.desk.services, reply(invited), only_look=True)

    assert fate is ReplyFate.TAKEN
    assert ann(invited).status == ""


def test_answer_to_an_earlier_time_is_kept_as_that(invited: Gathering) -> None:
    invited.move(starts=time(13))

    fate = say(invited, sequence=0)

    assert fate is ReplyFate.EARLIER
    assert (ann(invited).status, ann(invited).earlier) == ("accepted", True)
    assert invited.attendance().count("accepted") == 0
    assert len(invited.attendance().silent) == 2


def test_answer_to_an_earlier_time_does_not_undo_one_to_this(invited: Gathering) -> None:
    invited.move(starts=time(13))
    say(invited, "declined", sequence=1)

    assert say(invited, "accepted", sequence=0, stamp=LATER) is ReplyFate.OLD
    assert (ann(invited).status, ann(invited).earlier) == ("declined", False)


def test_who_has_answered_is_asked_again_when_the_time_is_another(invited: Gathering) -> None:
    say(invited)

    invited.move(starts=time(13))
    moved = invited.attendance()
    # An hour earlier than the answer before: clocks in calendars differ.
    fate = say(invited, "declined", sequence=1, stamp=STAMP - timedelta(hours=1))

    assert (moved.count("accepted"), len(moved.silent)) == (0, 2)
    assert fate is ReplyFate.TAKEN
    assert invited.attendance().count("declined") == 1


def test_new_place_alone_leaves_the_answers_as_they_are(invited: Gathering) -> None:
    say(invited)

    invited.move(place="Rådhuset")

    assert invited.attendance().count("accepted") == 1


def test_calendar_that_counts_on_by_itself_is_understood(invited: Gathering) -> None:
    fate = say(invited, sequence=7)
    invited.move(starts=time(13))

    assert fate is ReplyFate.TAKEN
    assert ann(invited).earlier


def test_who_is_not_invited_cannot_answer(invited: Gathering) -> None:
    removed = invited.managers[1]
    uninvite(invited.desk.services, invited.desk.coordinator, invited.meeting, removed)

    fates = [
        say(invited, attendee="cia-cullen@jonkoping.example"),
        say(invited, attendee="okand@hemma.example"),
        say(invited, attendee="bo-bark@jonkoping.example"),
        say(invited, uid="finns-inte"),
    ]
    invited.cancel()
    fates.append(say(invited))

    assert fates == [
        ReplyFate.NOT_INVITED,
        ReplyFate.NOT_INVITED,
        ReplyFate.REMOVED,
        ReplyFate.UNKNOWN,
        ReplyFate.OVER,
    ]
    with invited.desk.services.database.session() as session:
        logged = session.scalars(select(EventLog).where(EventLog.verb == "meeting_answered"))
        assert logged.all() == []


def test_calendar_that_has_lost_its_invitation_gets_it_again(invited: Gathering) -> None:
    uid, (first, _) = reply(invited).uid, invited.managers

    fates = [
        tell_once_more(invited.desk.services, uid, "ann-ask@jonkoping.example"),
        tell_once_more(invited.desk.services, uid, "ann-ask@jonkoping.example"),
        tell_once_more(invited.desk.services, uid, "okand@hemma.example"),
        tell_once_more(invited.desk.services, "finns-inte", "ann-ask@jonkoping.example"),
    ]
    invited.deliver()

    again = tell_once_more(invited.desk.services, uid, "ann-ask@jonkoping.example")
    told = list(invited.invitations())
    invited.deliver()

    assert fates == [ReplyFate.TAKEN, ReplyFate.TAKEN, ReplyFate.NOT_INVITED, ReplyFate.UNKNOWN]
    assert told == [first]
    # A calendar that asks for each that it gets gets one a day.
    assert (again, invited.told) == (ReplyFate.TAKEN, [])
