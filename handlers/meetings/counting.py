"""Letting a meeting that was planned by itself count as one of those that recur."""

from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.booked import found_meeting
from handlers.contents import Duty, MeetingLine
from handlers.errors import Refusal
from handlers.meeting_kinds import kind_of
from handlers.meetings.booking import BOOKED, check_window
from handlers.meetings.changing import log, told
from handlers.occurrences.finding import as_seen, changing
from handlers.planning import Almanacs, Known
from handlers.ports import Services
from handlers.scope import home
from storage.indexes import families
from storage.models import Meeting


def may_count_as(services: Services, asker: Asker, number: int) -> tuple[Duty, ...]:
    """Return what waits to be booked and a meeting would do for: of its sort, and in its time.

    None for a meeting that belongs to something already.
    """
    require(asker, Information.CALENDAR)
    with services.database.session() as session:
        meeting = found_meeting(session, asker, number)
        if meeting.rule_key or meeting.state != BOOKED or not meeting.kind:
            return ()
        family = home(families(session), asker.collaboration)
        today = services.today()
        known = Almanacs(session, family, today).between(meeting.first, meeting.first)
        # What is too far ahead to have a number yet cannot be named by one.
        fitting = [one for one in known if one.row is not None and fits(one, meeting)]
        return tuple(as_seen(one, asker, today) for one in fitting)


def count_as(services: Services, asker: Asker, number: int, duty: int) -> MeetingLine:
    """Let a meeting count as what an occurrence asks for; twice changes nothing.

    Refuses what asks for no meeting, or for one on another day, and a meeting that belongs to
    something else.
    """
    require(asker, Information.CALENDAR)
    with changing(services, asker, duty) as opened:
        meeting = found_meeting(opened.session, asker, number, lock=True)
        theirs = opened.row.collaboration_id == meeting.collaboration_id
        if not opened.known.bookable or not theirs:
            raise Refusal("not_bookable")
        wanted = (opened.row.rule_key, opened.row.part)
        if (meeting.rule_key, meeting.part) == wanted:
            return told(opened.session, meeting)
        if meeting.rule_key or meeting.state != BOOKED:
            raise Refusal("meeting_counts_already")
        check_window(opened, meeting.first)
        let_count(opened.session, services, asker, meeting, opened.known)
        return told(opened.session, meeting)


def let_count(
    session: Session, services: Services, asker: Asker, meeting: Meeting, known: Known
) -> None:
    """Let a meeting count as what waits to be booked, in the caller's transaction."""
    rule = known.occurrence.rule
    meeting.rule_key, meeting.part = rule.key, rule.part
    log(session, services, asker, meeting, "meeting_counted")


def fits(known: Known, meeting: Meeting) -> bool:
    """Tell whether something waits to be booked and a meeting would do: its sort, and its time."""
    one, almanac = known.occurrence, known.almanac
    own = almanac.own.get(one.rule.key)
    if own is None or almanac.collaboration_id != meeting.collaboration_id:
        return False
    in_time = one.first <= meeting.first and (one.last is None or meeting.first <= one.last)
    open_ = known.bookable and not known.settled
    return open_ and in_time and kind_of(own.title) == meeting.kind
