"""Adding documents to a meeting, seeing which there are, and taking them off again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.answers import Asker, PaperLine
from handlers.booked import found_meeting
from handlers.enclosures import GivenFile
from handlers.errors import Refusal
from handlers.events import record
from handlers.papers.files import MOST_PAPERS, file_kind
from handlers.ports import Services
from storage.models import Meeting, MeetingPaper

DOCUMENT, MINUTES = "document", "minutes"
LONGEST_TITLE, LONGEST_NAME, LONGEST_LINK = 300, 200, 500
# What else a link can be, a script among it, nobody is to be led to.
_WEB = re.compile(rf"https?://[!-~]{{1,{LONGEST_LINK - 8}}}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A meeting's documents after some were added, and the names of files that were not kept."""

    papers: tuple[PaperLine, ...]
    left: tuple[str, ...] = ()


def add_link(services: Services, asker: Asker, number: int, link: str, title: str = "") -> Kept:
    """Add a link to a meeting's documents; the same link twice stands there once.

    Refuses what is no web address.
    """
    if not _WEB.fullmatch(link):
        raise Refusal("link_not_web_paper")
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        row = session.scalars(select(MeetingPaper).filter_by(**_of(meeting), link=link)).first()
        if row is None:
            _check_room(session, meeting, 1)
            row = _new(services, asker, meeting, DOCUMENT)
            row.link = link
            session.add(row)
        row.title = " ".join((title or link).split())[:LONGEST_TITLE]
        _log(session, services, asker, meeting, "paper_added")
        return Kept(_lines(session, meeting, DOCUMENT))


def add_files(
    services: Services, asker: Asker, number: int, files: Sequence[GivenFile], kind: str = DOCUMENT
) -> Kept:
    """Add files to a meeting's documents, or as its minutes; a file of the same name is replaced.

    Refuses where none of them is of a kind that is kept.
    """
    taken = [(one, media) for one in files if (media := file_kind(one))]
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        if not taken:
            raise Refusal("no_file_kept")
        own = session.scalars(select(MeetingPaper).filter_by(**_of(meeting, kind))).all()
        known = {one.filename: one for one in own}
        _check_room(session, meeting, len({one.name for one, _ in taken} - known.keys()))
        for file, media in taken:
            name = " ".join(file.name.split())[-LONGEST_NAME:]
            row = known.setdefault(name, _new(services, asker, meeting, kind))
            row.title, row.filename = name.rpartition(".")[0], name
            row.media_type, row.content = media, file.content
            row.created_at, row.created_by_id = services.clock(), asker.person_id
            session.add(row)
        for old in own if kind == MINUTES else ():
            # There are but one minutes: corrected ones take their place, whatever they are called.
            if old.filename not in {one.name for one, _ in taken}:
                session.delete(old)
        _log(session, services, asker, meeting, f"{kind}_kept", files=len(taken))
        left = tuple(one.name for one in files if not file_kind(one))
        return Kept(_lines(session, meeting, kind), left)


def papers(
    services: Services, asker: Asker, number: int, kind: str = DOCUMENT
) -> tuple[PaperLine, ...]:
    """Return a meeting's documents in the order in which they were added."""
    with services.database.session() as session:
        return _lines(session, found_meeting(session, asker, number), kind)


def remove(services: Services, asker: Asker, number: int, position: int) -> tuple[PaperLine, ...]:
    """Take a document off a meeting by its number in the list, from 1; return those left."""
    with services.database.write() as session:
        meeting = found_meeting(session, asker, number, lock=True)
        mine = select(MeetingPaper).filter_by(**_of(meeting)).order_by(MeetingPaper.id)
        rows = session.scalars(mine).all()
        if not 0 < position <= len(rows):
            raise Refusal("no_such_paper", number=position)
        session.delete(rows[position - 1])
        _log(session, services, asker, meeting, "paper_removed")
        return _lines(session, meeting, DOCUMENT)


def _of(meeting: Meeting, kind: str = DOCUMENT) -> dict[str, object]:
    return {"meeting_id": meeting.id, "kind": kind}


def _new(services: Services, asker: Asker, meeting: Meeting, kind: str) -> MeetingPaper:
    return MeetingPaper(
        collaboration_id=meeting.collaboration_id,
        created_at=services.clock(),
        created_by_id=asker.person_id,
        **_of(meeting, kind),
    )


def _check_room(session: Session, meeting: Meeting, more: int) -> None:
    there = select(func.count()).select_from(MeetingPaper).filter_by(meeting_id=meeting.id)
    if session.scalars(there).one() + more > MOST_PAPERS:
        raise Refusal("too_many_papers", most=MOST_PAPERS)


def _lines(session: Session, meeting: Meeting, kind: str) -> tuple[PaperLine, ...]:
    session.flush()
    rows = session.execute(
        select(MeetingPaper.title, MeetingPaper.link, MeetingPaper.filename)
        .filter_by(**_of(meeting, kind))
        .order_by(MeetingPaper.id)
    )
    return tuple(
        PaperLine(number, row.title, row.link, row.filename)
        for number, row in enumerate(rows, start=1)
    )


def _log(
    session: Session, services: Services, asker: Asker, meeting: Meeting, verb: str, **more: object
) -> None:
    record(
        session,
        services.clock(),
        asker,
        verb,
        about=("meeting", str(meeting.id)),
        collaboration_id=meeting.collaboration_id,
        **more,
    )
