"""Opening a meeting to whoever has its link, and closing it again."""

from dataclasses import dataclass

from handlers.answers import Asker
from handlers.booked import found_meeting, meeting_line
from handlers.contents import MeetingLine
from handlers.errors import Refusal
from handlers.events import record
from handlers.invitations.inviting import check_ahead
from handlers.ports import Services
from storage.models import Collaboration


@dataclass(frozen=True, slots=True)
class Registering:
    """A meeting, and the number that its link must carry; None where registration is closed."""

    meeting: MeetingLine
    registration: int | None


def open_registration(services: Services, asker: Asker, number: int) -> Registering:
    """Let whoever has the link register for a meeting; opened already, the link stays the same.

    A link from before it was closed the last time does not work again: whoever closes it because
    the link has gone astray need do no more. Refuses a meeting that nobody can be invited to, and
    one that is a time of a series.
    """
    return _set(services, asker, number, opened=True)


def close_registration(services: Services, asker: Asker, number: int) -> Registering:
    """Let nobody register any more; who has done so stays on the list."""
    return _set(services, asker, number, opened=False)


def _set(services: Services, asker: Asker, number: int, *, opened: bool) -> Registering:
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        if opened:
            check_ahead(meeting, services)
            if meeting.series_id is not None:
                # A calendar without the series makes nothing of one time of it.
                raise Refusal("series_no_registration")
        if meeting.registers != opened:
            meeting.registers = opened
            meeting.registration += opened
            record(
                session,
                services.clock(),
                asker,
                "registration_opened" if opened else "registration_closed",
                about=("meeting", str(meeting.id)),
                collaboration_id=meeting.collaboration_id,
                registration=meeting.registration,
            )
        owner = session.get_one(Collaboration, meeting.collaboration_id)
        shown = meeting.registration if opened else None
        return Registering(meeting_line(meeting, owner.name), shown)
