from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.errors import DeliveryError
from handlers.invitations import Whom, invite, send_again, uninvite
from handlers.meetings import Booking, book, mark_held
from storage.models import Collaboration, EventLog, Invitee, Meeting, Notice
from tests.factories import add_person
from tests.fakes import recorded_statements
from tests.handlers.invitations.conftest import DAY, Gathering, refused, versions, waiting


def test_those_who_have_a_role_or_sit_in_a_group_today_are_invited(gathering: Gathering) -> None:
    told = gathering.invite(roles=("manager",), groups=("styrgrupp",))
    gathering.deliver()

    assert (told.new, told.before) == (3, 0)
    assert set(gathering.invitations()) == {*gathering.managers, *gathering.board}


def test_invitation_tells_the_meeting_as_it_is_booked(gathering: Gathering) -> None:
    gathering.invite(gathering.managers[0])
    gathering.deliver()

    (told,) = gathering.invitations().values()
    assert (told.meeting.title, told.meeting.first, told.meeting.place) == (
        "Chefsmöte",
        DAY,
        "Stadshuset",
    )
    assert (told.starts_at, told.ends_at) == (
        datetime(2027, 4, 20, 7, tzinfo=UTC),
        datetime(2027, 4, 20, 10, tzinfo=UTC),
    )
    assert told.meeting.link == "https://mote.example/1"
    assert (told.sequence, told.cancelled, told.changed) == (0, False, False)


def test_nobody_is_invited_twice(gathering: Gathering) -> None:
    gathering.invite(roles=("manager",))
    gathering.deliver()

    again = gathering.invite(*gathering.managers, roles=("manager",), groups=("styrgrupp",))
    gathering.deliver()

    assert (again.new, again.before) == (1, 2)
    assert set(gathering.invitations()) == set(gathering.board)


def test_meeting_keeps_its_name_in_every_calendar(gathering: Gathering) -> None:
    gathering.invite(roles=("manager",))
    gathering.deliver()
    first = {one.uid for one in gathering.invitations().values()}

    gathering.move(first=date(2027, 4, 27))
    gathering.deliver()

    assert {one.uid for one in gathering.invitations().values()} == first
    assert len(first) == 1


def test_cancelled_meeting_is_taken_out_of_every_calendar(gathering: Gathering) -> None:
    gathering.invite(roles=("manager",))
    gathering.deliver()

    gathering.cancel()
    gathering.deliver()

    assert versions(gathering) == dict.fromkeys(gathering.managers, (1, True))


def test_who_is_taken_off_the_list_is_told_alone_and_can_come_back(gathering: Gathering) -> None:
    ann, bo = gathering.managers
    gathering.invite(roles=("manager",))
    gathering.deliver()

    uninvite(gathering.desk.services, gathering.desk.coordinator, gathering.meeting, ann)
    gathering.deliver()
    away = versions(gathering)
    removed = gathering.invitations()[ann].removed
    there = [one.person_id for one in gathering.attendance().people]
    gathering.invite(ann)
    gathering.deliver()
    back = versions(gathering)
    gathering.move(starts=time(13))
    gathering.deliver()

    assert (away, back) == ({ann: (1, True)}, {ann: (2, False)})
    assert removed
    assert there == [bo]
    # From then on all have the same version again.
    assert versions(gathering) == {ann: (3, False), bo: (3, False)}


def test_who_was_never_told_is_not_told_that_it_is_off(gathering: Gathering) -> None:
    ann, bo = gathering.managers
    gathering.invite(roles=("manager",))

    uninvite(gathering.desk.services, gathering.desk.coordinator, gathering.meeting, ann)
    uninvite(gathering.desk.services, gathering.desk.coordinator, gathering.meeting, ann)
    gathering.deliver()

    assert versions(gathering) == {bo: (0, False)}


def test_who_may_have_been_told_is_told_that_it_is_off(gathering: Gathering) -> None:
    (board,) = gathering.board
    gathering.invite(board)
    gathering.desk.mail.errors = [DeliveryError("cut_off", in_doubt=True)]
    gathering.deliver()

    uninvite(gathering.desk.services, gathering.desk.coordinator, gathering.meeting, board)
    gathering.desk.clock.move(timedelta(hours=2))
    gathering.deliver()

    assert versions(gathering) == {board: (1, True)}


def test_invitation_is_sent_again_on_demand(gathering: Gathering) -> None:
    ann, _ = gathering.managers
    gathering.invite(roles=("manager",))
    gathering.deliver()

    for _ in range(2):
        send_again(gathering.desk.services, gathering.desk.coordinator, gathering.meeting, ann)
    gathering.deliver()

    # Pressed twice, it comes once.
    assert versions(gathering) == {ann: (0, False)}


@pytest.mark.parametrize(("days", "hour", "now"), [(33, 21, False), (2, 21, True), (33, 9, True)])
def test_invitation_waits_for_working_hours_unless_it_is_soon(
    gathering: Gathering, days: int, hour: int, now: bool
) -> None:
    day = DAY - timedelta(days=days)
    gathering.desk.clock.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    gathering.invite(roles=("manager",))
    gathering.deliver()

    assert len(gathering.told) == (2 if now else 0)


def test_what_is_over_is_told_to_nobody_who_could_not_be_reached(gathering: Gathering) -> None:
    gathering.invite(roles=("manager",))

    gathering.desk.clock.now = datetime(2027, 4, 20, 10, 1, tzinfo=UTC)
    gathering.deliver()

    assert gathering.told == []
    assert waiting(gathering) == ["stale", "stale"]


def test_what_has_been_held_invites_nobody_late(gathering: Gathering) -> None:
    gathering.desk.clock.now = datetime(2027, 4, 20, 6, tzinfo=UTC)
    gathering.invite(roles=("manager",))

    mark_held(gathering.desk.services, gathering.desk.coordinator, gathering.meeting)
    gathering.deliver()

    assert gathering.told == []
    assert waiting(gathering) == ["cancelled", "cancelled"]


def test_what_cannot_be_is_refused_and_nothing_is_put(gathering: Gathering) -> None:
    services, keeper, number = (
        gathering.desk.services,
        gathering.desk.coordinator,
        gathering.meeting,
    )
    everyone = Whom(roles=("manager",))
    contact = gathering.desk.contact

    codes = [
        refused(invite, services, keeper, number, Whom(groups=("finns-inte",))),
        refused(invite, services, keeper, 4711, everyone),
        refused(invite, services, contact, number, everyone),
        refused(invite, services, Asker("", None), number, everyone),
        refused(send_again, services, keeper, number, gathering.board[0]),
    ]
    gathering.cancel()
    codes.append(refused(invite, services, keeper, number, everyone))

    assert codes == [
        "nobody_to_invite",
        "meeting_gone",
        "not_allowed",
        "not_known_yet",
        "not_invited",
        "meeting_not_ahead",
    ]
    assert waiting(gathering) == []


def test_meeting_without_an_end_invites_nobody_and_whole_days_do(gathering: Gathering) -> None:
    desk = gathering.desk
    open_end = Booking(first=date(2027, 5, 18), starts=time(9))
    days = Booking(first=date(2027, 9, 15), last=date(2027, 9, 16))
    first, second = (
        book(desk.services, desk.coordinator, desk.number("chefer"), one).number
        for one in (open_end, days)
    )
    whom = Whom(people=tuple(gathering.managers))

    code = refused(invite, desk.services, desk.coordinator, first, whom)
    invite(desk.services, desk.coordinator, second, whom)
    gathering.deliver()

    assert code == "meeting_without_end"
    assert {(one.starts_at, one.ends_at) for one in gathering.invitations().values()} == {
        (None, None)
    }


def test_invited_meeting_cannot_lose_its_end(gathering: Gathering) -> None:
    desk = gathering.desk
    days = Booking(first=date(2027, 9, 15), last=date(2027, 9, 16))
    number = book(desk.services, desk.coordinator, desk.number("chefer"), days).number
    invite(desk.services, desk.coordinator, number, Whom(people=tuple(gathering.managers)))
    gathering.meeting = number

    assert refused(lambda: gathering.move(first=date(2027, 9, 15), ends=None)) == (
        "meeting_without_end"
    )
    with desk.services.database.session() as session:
        assert session.get_one(Meeting, number).starts_at is None


def test_log_tells_who_was_invited_by_whom_in_numbers(gathering: Gathering) -> None:
    gathering.invite(roles=("manager",))

    with gathering.desk.services.database.session() as session:
        (line,) = session.scalars(select(EventLog).where(EventLog.verb == "meeting_invited"))
    assert line.actor_id == gathering.desk.coordinator_id
    assert line.details == {"people": gathering.managers}


def test_hundred_are_invited_and_told_in_as_many_questions_as_one(gathering: Gathering) -> None:
    services = gathering.desk.services
    with services.database.write() as session:
        owner = session.get_one(Collaboration, gathering.desk.collaboration_id)
        many = [add_person(session, owner, f"Chef {number}").id for number in range(100)]
    first, second = gathering.managers
    gathering.invite(first)
    counts = []
    for people in ([second], many):
        with recorded_statements(services.database) as heard:
            gathering.invite(*people)
        counts.append(len(heard))
    with recorded_statements(services.database) as heard:
        gathering.move(starts=time(13))

    with services.database.session() as session:
        invitees = session.scalars(select(Invitee.sequence)).all()
        notices = session.scalars(
            select(Notice.state).where(Notice.kind == "invitation").order_by(Notice.id)
        ).all()
    assert counts[0] == counts[1]
    assert invitees == [1] * 102
    assert notices == ["cancelled"] * 102 + ["queued"] * 102
    assert len(heard) < 30
