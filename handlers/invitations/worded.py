"""Answers in plain words, in reply to a mail about the meeting."""

from dataclasses import dataclass, replace
from datetime import datetime

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.invitations.answering import CalendarReply, ReplyFate, record_reply
from handlers.invitations.responding import respond, standing
from handlers.meeting_views import Response
from handlers.ports import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedReply:
    """What somebody has answered to the meeting with a ``uid`` and a ``number``, as they saw it.

    ``sequence`` is the version that the mail told of which they reply to, ``said_at`` when they
    wrote, aware, None where that is not known. ``email`` is their address.
    """

    number: int
    uid: str
    email: str
    response: Response
    sequence: int
    said_at: datetime | None = None


def answer_in_words(services: Services, asker: Asker, reply: WordedReply) -> ReplyFate:
    """Take down what somebody has answered of themselves, and return what has become of it.

    It counts for the version that it was asked about, as a calendar's answer does: a later answer
    stands, and one to an earlier time is kept as that. Refuses what is over.
    """
    if asker.person_id is None:
        return ReplyFate.NOT_INVITED
    said = CalendarReply(
        uid=reply.uid,
        attendee=reply.email,
        status=reply.response.status,
        sequence=reply.sequence,
        stamp=reply.said_at,
    )
    fate = record_reply(services, said, only_look=True)
    if fate is ReplyFate.OVER:
        raise Refusal("answer_too_late")
    if fate is ReplyFate.TAKEN:
        said_then = replace(reply.response, said_at=reply.said_at)
        respond(services, asker, reply.number, asker.person_id, said_then)
    elif fate is ReplyFate.EARLIER:
        _keep_earlier(services, asker.person_id, reply.number, said)
    return fate


def _keep_earlier(services: Services, person: int, number: int, said: CalendarReply) -> None:
    before = standing(services, number, person)
    if not before.open:
        raise Refusal("answer_too_late")
    # What they have written on the reply page is no calendar's to take away.
    record_reply(services, replace(said, comment=before.comment))
