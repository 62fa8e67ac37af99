"""Settling mails that have come in, once: what becomes of each, with its answer on the way out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.contents import Confirmation, Reply
from handlers.delivery import Kind, Loaded
from handlers.incoming.failures import Failure, note_failures, resume
from handlers.incoming.keeping import ANSWERED, WAITING, MailState, Taken
from handlers.incoming.limits import domain_digest, sender_digest
from handlers.incoming.telling import UNCONFIRMED, tell_of_quarantine
from handlers.incoming.threads import About
from handlers.notices import Draft, Urgency, put
from handlers.ports import Services
from storage.indexes import SearchIndexes
from storage.models import Collaboration, IncomingMail, Notice

MAIL_ANSWER, CONFIRMATION = "mail_answer", "mail_confirmation"


class _LostMailError(Exception):
    """Somebody else has taken the mail meanwhile: nothing that was done about it may last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What goes back to whoever wrote a mail: to which address, and under which Message-ID.

    It is an answer, or asks the person it seems to be from to confirm it, or tells its writer to
    wait (``waits``). ``choices`` are what its numbers stand for, as they would be typed. ``about``
    is the meeting that it tells of, if it does: what is answered to it is answered to that.
    ``inquiry`` is the number of an inquiry in the same way.
    ``draft`` is the number of the proposal that is being written in its thread.
    """

    to: str
    reply: Reply | Confirmation
    message_id: str
    choices: tuple[str, ...] = ()
    waits: bool = False
    about: About | None = None
    inquiry: int | None = None
    draft: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to become of a mail: ``reason`` is a code where it is not answered.

    ``collaboration`` is the key of the one it is about; where it names none, the oldest sees to it.
    ``shown`` is what whoever looks at a mail set aside sees of it. ``failures`` are the mails of
    ours that it says have not arrived.
    """

    state: MailState
    reason: str = ""
    sender: str = ""
    person_id: int | None = None
    collaboration: str = ""
    answered: Answered | None = None
    shown: Mapping[str, str] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()


def settle(services: Services, taken: Taken, verdict: Verdict) -> bool:
    """Write down what becomes of a taken mail, with its answer on the way out.

    False where the lease has ended and somebody else has taken it: then nothing is written.
    """
    ours = IncomingMail.id == taken.number, IncomingMail.fence == taken.fence, WAITING
    with services.database.write() as session:
        owner = _owner(session, verdict.collaboration)
        values = _settled(services, verdict, owner)
        statement = update(IncomingMail).where(*ours).values(values).returning(IncomingMail.id)
        if session.execute(statement).first() is None:
            return False
        if verdict.answered is not None:
            put(session, services, [_notice(services, taken, verdict.answered, owner)])
        if verdict.state is MailState.QUARANTINED and verdict.reason != UNCONFIRMED:
            tell_of_quarantine(session, services, owner)
        note_failures(session, services, taken.number, verdict.failures)
        if verdict.state is MailState.ANSWERED and verdict.person_id is not None:
            resume(session, verdict.person_id)
        return True


def act_and_settle(services: Services, taken: Taken, decide: Callable[[Services], Verdict]) -> bool:
    """Decide with services that change something, and settle: both together or neither.

    False where the mail is not ours any more: then what was done about it is taken back.
    """
    try:
        with services.database.together() as database:
            # What the indexes are built of may be taken back, and they must not be kept then.
            within = replace(services, database=database, indexes=SearchIndexes())
            _settle_or_leave(within, taken, decide(within))
    except _LostMailError:
        return False
    # What was put into the outbox before the end could not be seen yet.
    services.bell.set()
    return True


def _settle_or_leave(services: Services, taken: Taken, verdict: Verdict) -> None:
    if not settle(services, taken, verdict):
        raise _LostMailError


def offered(services: Services, sender: str, ids: Sequence[str]) -> tuple[str, ...]:
    """Return what the latest answer to the sender that has one of the Message-IDs let them choose.

    The choices are those that stood in it. The earlier mail is not acted on again: whoever wrote
    that may have been somebody else.
    """
    return tuple(_latest(services, sender, ids).get("choices", ()))


def draft_in_thread(services: Services, sender: str, ids: Sequence[str]) -> int | None:
    """Return which proposal is being written in the thread with the sender that the ids name."""
    number = _latest(services, sender, ids).get("draft")
    return None if number is None else int(number)


def _latest(services: Services, sender: str, ids: Sequence[str]) -> Mapping[str, Any]:
    """Return the latest of our answers to the sender that has one of the Message-IDs."""
    named = [one for one in ids if one]
    if not named or not sender:
        return {}
    mine = sender_digest(services, sender)
    found = (
        select(IncomingMail.answer)
        .where(IncomingMail.answer_id.in_(named), IncomingMail.sender == mine, ANSWERED)
        .order_by(IncomingMail.id.desc())
        .limit(1)
    )
    with services.database.rows() as database:
        return database.execute(found).scalar() or {}


def _settled(services: Services, verdict: Verdict, owner: int) -> dict[str, object]:
    answered = verdict.answered
    return {
        "state": verdict.state,
        "reason": verdict.reason,
        "person_id": verdict.person_id,
        "collaboration_id": owner,
        "sender": sender_digest(services, verdict.sender),
        "domain": domain_digest(services, verdict.sender),
        "shown": dict(verdict.shown),
        "answer": _answer(answered) if answered else {},
        "answer_id": answered.message_id if answered else "",
        "lease_until": None,
        "settled_at": services.clock(),
    }


def _answer(answered: Answered) -> dict[str, object]:
    reply = asdict(answered.reply)
    about = answered.about.kept() if answered.about else {}
    return {
        "to": answered.to,
        "reply": reply,
        "choices": list(answered.choices),
        "about": about,
        "inquiry": answered.inquiry,
        **({} if answered.draft is None else {"draft": answered.draft}),
    }


def _owner(session: Session, collaboration: str) -> int:
    # By id where no key fits: a stranger's question is nobody's in particular.
    mine = Collaboration.key == collaboration
    oldest = select(Collaboration.id).order_by(mine.desc(), Collaboration.id).limit(1)
    return session.execute(oldest).scalar_one()


def _notice(services: Services, taken: Taken, answered: Answered, owner: int) -> Draft:
    asks = isinstance(answered.reply, Confirmation)
    return Draft(
        key=_key(taken.number, answered),
        kind=CONFIRMATION if asks else MAIL_ANSWER,
        collaboration_id=owner,
        due_at=services.clock(),
        urgency=Urgency.NOW,
        incoming_id=taken.number,
    )


def _key(number: int, answered: Answered) -> str:
    if isinstance(answered.reply, Confirmation):
        return confirmation_key(number)
    return waiting_key(number) if answered.waits else notice_key(number)


def waiting_key(number: int) -> str:
    """Return the key of what tells a mail's writer to wait: the answer has its own, later."""
    return f"mail/{number}/wait"


def notice_key(number: int) -> str:
    """Return the key of the answer to a mail, from which its Message-ID is made."""
    return f"mail/{number}"


def confirmation_key(number: int) -> str:
    """Return the key of the mail that asks somebody to confirm one."""
    return f"mail/{number}/confirm"


def _load(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    row = session.get(IncomingMail, notices[0].incoming_id)
    if row is None or not row.answer:
        return Loaded(None, gone=frozenset(one.id for one in notices))
    said = row.answer["reply"]
    asks = notices[0].kind == CONFIRMATION
    passing = asks or notices[0].key == waiting_key(row.id)
    if passing and row.state != MailState.QUARANTINED:
        # It was confirmed, or let through or thrown away by a coordinator.
        return Loaded(None, settled=frozenset(one.id for one in notices))
    kept = {**said, "references": tuple(said["references"])}
    if asks:
        return Loaded(Confirmation(**kept))
    files = tuple(map(tuple, said.get("attachments", ())))
    return Loaded(Reply(**{**kept, "attachments": files}))


KINDS: Mapping[str, Kind] = {
    MAIL_ANSWER: Kind(_load),
    # Whoever reads it must be who has the address.
    CONFIRMATION: Kind(_load, only="mail"),
}
