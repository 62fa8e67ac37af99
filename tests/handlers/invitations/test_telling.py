"""What those who are invited are told, and when, as a meeting changes."""

from datetime import UTC, date, datetime, time, timedelta

from handlers.errors import DeliveryError
from handlers.invitations import uninvite
from tests.handlers.invitations.conftest import Gathering, refused, versions, waiting


def test_new_time_is_asked_about_again_and_a_new_place_only_told(gathering: Gathering) -> None:
    gathering.invite(roles=("manager",))
    gathering.deliver()

    gathering.move(place="Rådhuset")
    gathering.deliver()
    place = versions(gathering)
    gathering.move(place="Rådhuset", starts=time(13))
    gathering.deliver()
    moved = gathering.invitations()

    assert place == dict.fromkeys(gathering.managers, (0, False))
    assert versions(gathering) == dict.fromkeys(gathering.managers, (1, False))
    assert {one.ends_at for one in moved.values()} == {datetime(2027, 4, 20, 14, tzinfo=UTC)}
    # Of the link nothing was said.
    assert {one.meeting.link for one in moved.values()} == {"https://mote.example/1"}
    assert {one.changed for one in moved.values()} == {True}


def test_what_was_not_sent_yet_is_sent_as_the_meeting_is_now(gathering: Gathering) -> None:
    gathering.invite(roles=("manager",))

    gathering.move(starts=time(13))
    gathering.deliver()

    assert versions(gathering) == dict.fromkeys(gathering.managers, (1, False))
    assert waiting(gathering) == ["cancelled", "cancelled", "sent", "sent"]


def test_update_that_stops_halfway_gives_everybody_the_same_version(gathering: Gathering) -> None:
    gathering.invite(roles=("manager",), groups=("styrgrupp",))
    gathering.deliver()
    gathering.move(starts=time(13))
    mail = gathering.desk.mail
    mail.errors = [DeliveryError("away"), DeliveryError("away")]
    gathering.deliver()
    halfway = versions(gathering)

    gathering.move(starts=time(14))
    gathering.desk.clock.move(timedelta(hours=2))
    gathering.deliver()

    assert len(halfway) == 1
    assert versions(gathering) == dict.fromkeys((*gathering.managers, *gathering.board), (2, False))


def test_meeting_that_is_moved_away_from_tomorrow_is_told_of_at_once(gathering: Gathering) -> None:
    gathering.invite(roles=("manager",))
    gathering.deliver()
    gathering.desk.clock.now = datetime(2027, 4, 19, 18, tzinfo=UTC)

    gathering.move(first=date(2027, 5, 18))
    gathering.deliver()

    assert set(gathering.invitations()) == set(gathering.managers)


def test_first_invitation_is_one_however_often_the_meeting_was_moved(gathering: Gathering) -> None:
    gathering.move(starts=time(13))
    gathering.invite(roles=("manager",))
    gathering.move(starts=time(14))
    gathering.deliver()
    first = [one.changed for one in gathering.invitations().values()]
    gathering.move(starts=time(15))
    gathering.deliver()

    assert first == [False, False]
    assert [one.changed for one in gathering.invitations().values()] == [True, True]


def test_meeting_moved_while_it_is_being_told_is_told_once_as_it_is_then(
    gathering: Gathering,
) -> None:
    gathering.invite(roles=("manager",), groups=("styrgrupp",))
    gathering.desk.mail.meanwhile = [lambda: gathering.move(starts=time(13))]

    gathering.deliver()

    told = [(one.to.person_id, one.content.sequence) for one in gathering.told]  # type: ignore[union-attr]  # all are invitations
    last = {who: sequence for who, sequence in told}  # noqa: C416 - the last of each counts
    assert last == dict.fromkeys((*gathering.managers, *gathering.board), 1)
    # The first one was on its way as it was, and is told again; the others once.
    assert len(told) == 4


def test_who_never_heard_of_it_is_not_told_that_it_is_cancelled(gathering: Gathering) -> None:
    gathering.invite(gathering.managers[0])
    gathering.deliver()
    gathering.invite(*gathering.managers)

    gathering.cancel()
    gathering.deliver()

    assert versions(gathering) == {gathering.managers[0]: (1, True)}


def test_what_is_sent_in_as_it_was_is_told_to_nobody(gathering: Gathering) -> None:
    gathering.invite(roles=("manager",))
    gathering.deliver()

    gathering.move()
    gathering.deliver()

    assert gathering.told == []


def test_what_is_over_is_told_to_nobody_any_more(gathering: Gathering) -> None:
    ann, _ = gathering.managers
    gathering.invite(roles=("manager",))
    gathering.deliver()
    gathering.desk.clock.now = datetime(2027, 4, 20, 10, 1, tzinfo=UTC)

    code = refused(gathering.invite, *gathering.board)
    gathering.move(place="Rådhuset")
    uninvite(gathering.desk.services, gathering.desk.coordinator, gathering.meeting, ann)
    gathering.cancel()
    gathering.deliver()

    assert code == "meeting_not_ahead"
    assert gathering.told == []


def test_who_is_taken_off_a_cancelled_meeting_is_not_told_again(gathering: Gathering) -> None:
    ann, _ = gathering.managers
    gathering.invite(roles=("manager",))
    gathering.deliver()
    gathering.cancel()
    gathering.deliver()

    uninvite(gathering.desk.services, gathering.desk.coordinator, gathering.meeting, ann)
    gathering.deliver()

    assert gathering.told == []
