"""Answering an invitation on the page, in chat, in words, or for somebody who has phoned."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.booked import found_meeting, meeting_line
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from handlers.events import record
from handlers.invitations.nudging import is_silent
from handlers.invitations.places import asks_how, has_place, seat, turn_in_queue
from handlers.invitations.span import over
from handlers.invitations.times import ahead, rows_of, times_of
from handlers.meeting_views import Response, Standing
from handlers.ports import Services
from storage.models import Collaboration, Invitee, Meeting

LONGEST_COMMENT = LONGEST_WISHES = 1000
STATUSES = frozenset({"accepted", "tentative", "declined"})
WAYS = frozenset({"", "room", "remote"})


def standing(services: Services, number: int, person_id: int) -> Standing:
    """Return how somebody stands to a meeting; refuses who is not invited to it.

    Whoever calls knows that it is they who ask.
    """
    with services.database.session() as session:
        meeting, invitee = _own(session, number, person_id)
        return standing_of(session, services, meeting, invitee)


def times_of_mine(services: Services, number: int, person_id: int) -> tuple[MeetingLine, ...]:
    """Return a meeting as somebody has it who is invited, or all times to come of its series.

    Refuses who is not invited. Whoever calls knows that it is they who ask.
    """
    with services.database.session() as session:
        meeting, _ = _own(session, number, person_id)
        owner = session.get_one(Collaboration, meeting.collaboration_id)
        left = ahead(times_of(session, meeting), services.clock())
        rows = rows_of(session, left, person_id)
        mine = [one for one in left if one.id in rows and rows[one.id].removed_at is None]
        return tuple(meeting_line(one, owner.name) for one in mine)


def respond(
    services: Services, asker: Asker, number: int, person_id: int, response: Response
) -> Standing:
    """Take down what somebody answers: of themselves, or a coordinator for others.

    Of a series it counts for every time to come that they have not answered yet.
    Refuses who is not invited, what is over, and what has changed since they saw it; a coordinator
    may put right also what was held.
    """
    own = asker.person_id == person_id
    if not own:
        require(asker, Information.CALENDAR)
    if response.status not in STATUSES or response.attends not in WAYS:
        raise Refusal("form_unreadable")
    with services.database.write() as session:
        if not own:
            found_meeting(session, asker, number)
        meeting, invitee = _own(session, number, person_id, lock=True)
        if not _open(services, meeting, own=own):
            raise Refusal("answer_too_late")
        if response.revision not in {None, meeting.revision}:
            raise Refusal("meeting_changed")
        others = _unanswered(session, services, meeting, person_id)
        for one in ((meeting, invitee), *others):
            _answer(session, services, asker, one, response)
        return standing_of(session, services, meeting, invitee)


def _answer(
    session: Session,
    services: Services,
    asker: Asker,
    about: tuple[Meeting, Invitee],
    response: Response,
) -> None:
    meeting, invitee = about
    had_place = has_place(meeting, invitee)
    _take_down(services, asker, invitee, response, own=asker.person_id == invitee.person_id)
    if not asks_how(meeting):
        invitee.attends = ""
    seat(session, services, meeting, invitee, had_place=had_place)
    record(
        session,
        services.clock(),
        asker,
        "meeting_answered",
        about=("meeting", str(meeting.id)),
        collaboration_id=meeting.collaboration_id,
        people=[invitee.person_id],
        status=response.status,
        attends=invitee.attends,
        sequence=invitee.answered_sequence,
    )


def _unanswered(
    session: Session, services: Services, meeting: Meeting, person_id: int
) -> list[tuple[Meeting, Invitee]]:
    """Return the other times to come of a meeting's series that somebody has not answered."""
    left = ahead(times_of(session, meeting), services.clock())
    if meeting not in left:
        # Who was there is put right of what has been, and says nothing of what comes.
        return []
    others = [one for one in left if one.id != meeting.id]
    rows = rows_of(session, others, person_id, lock=True)
    return [
        (one, rows[one.id])
        for one in others
        if one.id in rows and rows[one.id].removed_at is None and is_silent(rows[one.id])
    ]


def _own(
    session: Session, number: int, person_id: int, *, lock: bool = False
) -> tuple[Meeting, Invitee]:
    # The meeting first, as everybody does who changes who is invited, or nobody could wait; of a
    # series all of its times, in their order.
    meeting = session.get(Meeting, number)
    if meeting is None:
        raise Refusal("meeting_gone")
    if lock:
        times_of(session, meeting, lock=True)
    mine = select(Invitee).filter_by(meeting_id=number, person_id=person_id)
    invitee = session.scalars(mine.with_for_update() if lock else mine).one_or_none()
    if invitee is None or invitee.removed_at is not None:
        raise Refusal("not_on_list")
    return meeting, invitee


def _open(services: Services, meeting: Meeting, *, own: bool) -> bool:
    if not own:
        return meeting.state in {"booked", "held"}
    return meeting.state == "booked" and over(meeting) > services.clock()


def _take_down(
    services: Services, asker: Asker, invitee: Invitee, response: Response, *, own: bool
) -> None:
    invitee.status, invitee.attends = response.status, response.attends
    invitee.answered_sequence = invitee.sequence
    invitee.answered_at = now = services.clock()
    # A clock that is ahead must not outdo every later answer.
    invitee.stamp = min(response.said_at or now, now)
    invitee.answered_by = asker.door if own else "coordinator"
    if response.comment is not None:
        invitee.comment = response.comment.strip()[:LONGEST_COMMENT]
    if response.wishes is not None:
        invitee.wishes = response.wishes.strip()[:LONGEST_WISHES]


def _left(session: Session, services: Services, meeting: Meeting, invitee: Invitee) -> int:
    """Count the times to come of a series that somebody is invited to."""
    left = ahead(times_of(session, meeting), services.clock())
    rows = rows_of(session, left, invitee.person_id)
    return sum(one.removed_at is None for one in rows.values())


def standing_of(
    session: Session, services: Services, meeting: Meeting, invitee: Invitee
) -> Standing:
    """Return how an invitee stands to a meeting, for whoever has opened both."""
    owner = session.get_one(Collaboration, meeting.collaboration_id)
    now = invitee.answered_sequence == invitee.sequence
    return Standing(
        meeting=meeting_line(meeting, owner.name),
        person_id=invitee.person_id,
        name=invitee.person.name,
        about=meeting.about,
        status=invitee.status if now else "",
        earlier="" if now else invitee.status,
        attends=invitee.attends,
        comment=invitee.comment,
        wishes=invitee.wishes,
        queue=turn_in_queue(session, meeting, invitee),
        asks_how=asks_how(meeting),
        asks_wishes=meeting.asks_wishes,
        open=_open(services, meeting, own=True),
        answer_by=meeting.answer_by,
        revision=meeting.revision,
        sequence=invitee.sequence,
        registration=meeting.registration if meeting.registers else None,
        left=_left(session, services, meeting, invitee) if meeting.series_id else 0,
    )
