"""The agenda of a board's meeting: proposed from what is open, and written down when it is meant.

What somebody has written is not overwritten unless they say so.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import Asker, ProposedAgenda, WrittenAgenda
from handlers.boards import is_board
from handlers.booked import found_meeting, meeting_line
from handlers.contents import MeetingLine
from handlers.decisions import open_decisions
from handlers.errors import Refusal
from handlers.events import record
from handlers.planning import Almanacs
from handlers.ports import Services
from handlers.proposals import in_bank
from handlers.scope import home
from storage.indexes import Family, families
from storage.models import Collaboration, Meeting
from storage.words import fold, words

LONGEST = 4000
_MARK = re.compile(r"(?:§ ?\d{1,3}|\d{1,3}[.):]|[-–•*·])\s+")
# A budget that falls due so near the meeting is for the meeting.
_NEAR = timedelta(days=45)


def propose_agenda(services: Services, asker: Asker, number: int) -> ProposedAgenda:
    """Return what a board's meeting has to deal with; refuses meetings of other kinds."""
    with services.database.session() as session:
        meeting = found_meeting(session, asker, number)
        if not is_board(meeting):
            raise Refusal("agenda_of_boards", title=meeting.title)
        family = home(families(session), asker.collaboration)
        owner = session.get_one(Collaboration, meeting.collaboration_id).name
        return ProposedAgenda(
            meeting=meeting_line(meeting, owner),
            written=bool(meeting.about.strip()),
            previous=_beside(session, meeting, owner, before=True),
            decisions=open_decisions(session, family, services.today()),
            proposals=in_bank(session, family),
            budget=_budget(session, family, meeting, services.today()),
            next_meeting=_beside(session, meeting, owner, before=False),
        )


def write_agenda(
    services: Services, asker: Asker, number: int, points: Sequence[str], *, replace: bool = False
) -> WrittenAgenda:
    """Write a meeting's agenda, a numbered line for each point.

    Where another one is written already, that one is left and returned, unless it is to be
    ``replace``d.
    """
    bare = [_MARK.sub("", " ".join(one.split()), count=1) for one in points]
    told = [one for one in bare if words(one)]
    if not told:
        raise Refusal("agenda_words")
    about = "\n".join(f"{count}. {one}" for count, one in enumerate(told, start=1))
    if len(about) > LONGEST:
        raise Refusal("too_long")
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        there = meeting.about.strip()
        taken = replace or there in {"", about}
        if taken and there != about:
            meeting.about = about
            record(
                session,
                services.clock(),
                asker,
                "agenda_written",
                about=("meeting", str(meeting.id)),
                collaboration_id=meeting.collaboration_id,
            )
        owner = session.get_one(Collaboration, meeting.collaboration_id).name
        return WrittenAgenda(
            meeting_line(meeting, owner), tuple(meeting.about.splitlines()), taken=taken
        )


def _beside(session: Session, meeting: Meeting, owner: str, *, before: bool) -> MeetingLine | None:
    """Return the meeting of the same sort that was before, or the one that is booked after."""
    alike = [Meeting.rule_key == meeting.rule_key, Meeting.part == meeting.part]
    if not meeting.rule_key:
        alike = [Meeting.kind == meeting.kind, Meeting.title == meeting.title]
    nearest = Meeting.first.desc() if before else Meeting.first
    found = session.scalars(
        select(Meeting)
        .where(
            Meeting.collaboration_id == meeting.collaboration_id,
            Meeting.state != "cancelled",
            Meeting.first < meeting.first if before else Meeting.first > meeting.last,
            *alike,
        )
        .order_by(nearest, Meeting.id)
        .limit(1)
    ).first()
    return meeting_line(found, owner) if found else None


def _budget(session: Session, family: Family, meeting: Meeting, today: date) -> str:
    """Return the title of what is to be decided of a budget near the meeting, if anything is."""
    every = Almanacs(session, family, today).between(meeting.first - _NEAR, meeting.last + _NEAR)
    titles = (one.almanac.own[one.occurrence.rule.key].title for one in every if not one.settled)
    return next((title for title in titles if "budget" in fold(title)), "")
