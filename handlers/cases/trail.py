"""What has happened in a case: the event log, the mails it was done by, and who was told."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, undefer

from handlers.answers.cases import CaseEvent, CaseMail, CaseNotice, CaseReply
from handlers.cases.gathering import names_of
from storage.models import EventLog, IncomingMail, Notice, Proposal

EXPORTED = "proposal_exported"
_NEWS = "proposal_news"


def events_of(session: Session, rows: Sequence[Proposal]) -> tuple[CaseEvent, ...]:
    """Return what the event log holds of some proposals, the oldest first."""
    about = or_(
        *(
            and_(EventLog.collaboration_id == row.collaboration_id, EventLog.record_key == row.key)
            for row in rows
        )
    )
    logged = session.scalars(
        select(EventLog).where(EventLog.record_kind == "proposal", about).order_by(EventLog.id)
    ).all()
    names = names_of(session, (one.actor_id for one in logged))
    return tuple(_event(one, names) for one in logged)


def _event(row: EventLog, names: Mapping[int, str]) -> CaseEvent:
    return CaseEvent(
        id=row.id,
        at=row.at,
        verb=row.verb.removeprefix("proposal_"),
        by=names.get(row.actor_id or 0, ""),
        door=row.door,
        mail=row.details.get("mail"),
        details={name: said for name, said in row.details.items() if name != "mail"},
    )


def mails_of(session: Session, events: Sequence[CaseEvent]) -> tuple[CaseMail, ...]:
    """Return the mails by which a case was written and worked on; one that is gone says so."""
    acted = {one.mail for one in events if one.mail is not None}
    drafts = [one.details["draft"] for one in events if one.details.get("draft")]
    rows = {row.id: row for row in _rows(session, acted, drafts)}
    names = names_of(session, (row.person_id for row in rows.values()))
    # What was answered to somebody who asked for the case is the case itself.
    asked = {one.mail for one in events if one.verb == EXPORTED.removeprefix("proposal_")}
    return tuple(_mails(sorted({*acted, *rows}), rows, names, asked))


def _rows(session: Session, numbers: set[int], drafts: Sequence[object]) -> Sequence[IncomingMail]:
    mine = [IncomingMail.id.in_(sorted(numbers))]
    if drafts:
        # Those in which it was written, letter by letter, before it was handed in.
        mine.append(IncomingMail.answer["draft"].as_integer().in_(drafts))
    found = select(IncomingMail).options(undefer(IncomingMail.raw)).where(or_(*mine))
    return session.scalars(found.order_by(IncomingMail.id)).all()


def _mails(
    numbers: Sequence[int],
    rows: Mapping[int, IncomingMail],
    names: Mapping[int, str],
    asked: set[int | None],
) -> Iterator[CaseMail]:
    for number in numbers:
        row = rows.get(number)
        if row is None:
            yield CaseMail(number=number)
            continue
        yield CaseMail(
            number=number,
            received_at=row.received_at,
            by=names.get(row.person_id or 0, ""),
            raw=row.raw or None,
            reply=_reply(row, bare=number in asked),
        )


def _reply(row: IncomingMail, *, bare: bool) -> CaseReply | None:
    said: Mapping[str, Any] = row.answer.get("reply") or {}
    # A mail that asks somebody to confirm another has no words of its own that are kept.
    if "text" not in said:
        return None
    return CaseReply(
        to=str(row.answer.get("to", "")),
        sent_at=row.settled_at,
        message_id=row.answer_id,
        subject=said["subject"],
        text=said["text"],
        html=said["html"],
        in_reply_to=said.get("in_reply_to", ""),
        references=tuple(said.get("references", ())),
        attachments=() if bare else tuple(map(tuple, said.get("attachments", ()))),
    )


def notices_of(session: Session, rows: Sequence[Proposal]) -> tuple[CaseNotice, ...]:
    """Return what the bot has told people of some proposals, or is about to."""
    about = Notice.details["proposal"].as_integer().in_([row.id for row in rows])
    found = session.scalars(
        select(Notice).where(Notice.kind == _NEWS, about).order_by(Notice.id)
    ).all()
    names = names_of(session, (one.person_id for one in found))
    return tuple(
        CaseNotice(
            created_at=one.created_at,
            to=names.get(one.person_id or 0, ""),
            event=one.details["event"],
            notice_state=one.state,
            door=one.door,
            ended_at=one.ended_at,
            receipt=one.receipt,
        )
        for one in found
    )
