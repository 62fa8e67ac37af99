"""Which meeting a mail speaks of that replies to one of ours: known by the Message-ID it names.

The ids of our mails are keyed, so that only who has got one knows it. Whose word a reply is, that
does not prove: a mail is passed on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.incoming.keeping import ANSWERED
from handlers.invitations import TO_COORDINATORS
from handlers.invitations.nudging import RSVP
from handlers.invitations.stamps import SERIES
from handlers.invitations.times import ahead, rows_of, times_of
from handlers.ports import Services
from storage.models import Collaboration, IncomingMail, Meeting, Notice

# As text, or SQLite does not see that its small index of mails is meant.
_MAILED = text("notice.door = 'mail'")
# What may have told of all times of a series.
OF_THE_WHOLE = (SERIES, RSVP)


@dataclass(frozen=True, slots=True)
class About:
    """What a mail of ours was about: a meeting, to whom it went, and which version it told of."""

    meeting: int
    person: int
    sequence: int

    def kept(self) -> dict[str, int]:
        """Return it as it is kept with an answer."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Thread:
    """What a mail replies to, with the meeting as it is now, and whose it is by key."""

    about: About
    meeting: MeetingLine
    collaboration: str


def thread_of(services: Services, ids: Sequence[str]) -> Thread | None:
    """Return which mail of ours about a meeting is replied to, None where it is none.

    ``ids`` are Message-IDs without brackets, the nearest first: that decides.
    """
    if not ids:
        return None
    with services.database.session() as session:
        told = {**_notices(session, ids, services.clock()), **_answers(session, ids)}
        about = next((told[one] for one in ids if one in told), None)
        meeting = session.get(Meeting, about.meeting) if about else None
        if about is None or meeting is None:
            return None
        owner = session.get_one(Collaboration, meeting.collaboration_id)
        return Thread(about, meeting_line(meeting, owner.name), owner.key)


def _notices(session: Session, ids: Sequence[str], now: datetime) -> Mapping[str, About]:
    sent = _told().where(Notice.receipt.in_([f"<{one}>" for one in ids]))
    found = session.scalars(sent.where(Notice.kind.not_in(TO_COORDINATORS)))
    return {
        one.receipt.strip("<>"): _of_the_whole(
            session, one, About(one.meeting_id, one.person_id, _told_in(session, one)), now
        )
        for one in found
        if one.meeting_id is not None and one.person_id is not None
    }


def _of_the_whole(session: Session, notice: Notice, about: About, now: datetime) -> About:
    """Return which time of a series stands for it, where a mail told of all: the next as told."""
    if notice.kind not in OF_THE_WHOLE:
        return about
    times = times_of(session, session.get_one(Meeting, about.meeting))
    rows = rows_of(session, times, about.person)
    left = [one for one in ahead(times, now) if one.id in rows]
    as_told = [one for one in left if rows[one.id].sequence <= about.sequence]
    standing = next(iter(as_told or left), None)
    return replace(about, meeting=standing.id) if standing else about


def _told_in(session: Session, notice: Notice) -> int:
    """Return which version of its meeting a mail has told of."""
    told = _version(notice)
    return _told_before(session, notice) if told is None else told


def _version(notice: Notice) -> int | None:
    """Return what an invitation, or a reminder of one, has written down; nothing else does."""
    told = notice.details.get("version", notice.details.get("sequence"))
    return None if told is None else int(told)


def _told_before(session: Session, notice: Notice) -> int:
    """Return the version that somebody had been told of when they got what names none."""
    mine = (Notice.meeting_id == notice.meeting_id, Notice.person_id == notice.person_id)
    rows = session.scalars(_told().where(*mine, Notice.ended_at <= notice.ended_at))
    return max((told for told in map(_version, rows) if told is not None), default=0)


def _told() -> Select[Notice]:
    return select(Notice).where(_MAILED, Notice.meeting_id.is_not(None))


def _answers(session: Session, ids: Sequence[str]) -> Mapping[str, About]:
    """Return our answers among the ids that told of a meeting."""
    rows = session.execute(
        select(IncomingMail.answer_id, IncomingMail.answer).where(
            IncomingMail.answer_id.in_(ids), ANSWERED
        )
    )
    return {row.answer_id: About(**row.answer["about"]) for row in rows if row.answer.get("about")}
