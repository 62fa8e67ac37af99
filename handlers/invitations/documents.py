"""Sending a meeting's documents to those who are invited already."""

from handlers.answers import Asker
from handlers.booked import found_meeting
from handlers.errors import Refusal
from handlers.events import record
from handlers.invitations.telling import invited, tell
from handlers.ports import Services


def send_papers(services: Services, asker: Asker, number: int) -> int:
    """Send everybody the invitation with its documents as they are now; return how many get it.

    Nobody is asked to answer again. Refuses a meeting that nobody is invited to.
    """
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        if meeting.invited_at is None:
            raise Refusal("nobody_invited")
        people = invited(session, meeting)
        moment = f"papers-{services.clock():%Y%m%dT%H%M%S}"
        told = tell(session, services, meeting, people, again=moment, renewed=True)
        record(
            session,
            services.clock(),
            asker,
            "papers_sent",
            about=("meeting", str(meeting.id)),
            collaboration_id=meeting.collaboration_id,
            told=told,
        )
        return told
