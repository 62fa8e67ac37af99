"""Settling mails that have come in, once: what becomes of each, with its answer on the way out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from handlers.contents import Reply
from handlers.delivery import Kind, Loaded
from handlers.incoming.keeping import WAITING, MailState, Taken
from handlers.notices import Draft, Urgency, put
from handlers.ports import Services
from storage.models import Collaboration, IncomingMail, Notice

MAIL_ANSWER = "mail_answer"
# So often a day is one sender answered: who writes more is no person, or no longer asking. Whoever
# is not verified may be somebody else, who has not asked for anything.
MOST_ANSWERS = 40
MOST_TO_STRANGERS = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answer to a mail: where it goes, its Message-ID, and whose collaboration it is about.

    ``choices`` are what its numbers stand for, as they would be typed. ``collaboration`` is a key;
    where it names none, the answer is the oldest collaboration's.
    """

    to: str
    reply: Reply
    message_id: str
    choices: tuple[str, ...] = ()
    collaboration: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to become of a mail: ``reason`` is a code where it is not answered."""

    state: MailState
    reason: str = ""
    sender: str = ""
    person_id: int | None = None
    answered: Answered | None = None


def settle(services: Services, taken: Taken, verdict: Verdict) -> bool:
    """Write down what becomes of a taken mail, with its answer on the way out.

    False where the lease has ended and somebody else has taken it: then nothing is written.
    """
    ours = IncomingMail.id == taken.number, IncomingMail.fence == taken.fence, WAITING
    values = _settled(services, verdict)
    statement = update(IncomingMail).where(*ours).values(values).returning(IncomingMail.id)
    with services.database.write() as session:
        if session.execute(statement).first() is None:
            return False
        if verdict.answered is not None:
            put(session, services, [_notice(session, services, taken, verdict.answered)])
        return True


def answered_lately(services: Services, sender: str) -> int:
    """Return how many mails of a sender were answered within a day."""
    since = services.clock() - _DAY
    counted = select(func.count()).where(
        IncomingMail.sender == _digest(sender),
        IncomingMail.state == MailState.ANSWERED,
        IncomingMail.settled_at > since,
    )
    with services.database.rows() as database:
        return int(database.execute(counted).scalar_one())


def offered(services: Services, sender: str, ids: Sequence[str]) -> tuple[str, ...]:
    """Return what the latest answer to the sender that has one of the Message-IDs let them choose.

    The choices are those that stood in it. The earlier mail is not acted on again: whoever wrote
    that may have been somebody else.
    """
    named = [one for one in ids if one]
    if not named or not sender:
        return ()
    found = (
        select(IncomingMail.answer)
        .where(IncomingMail.answer_id.in_(named), IncomingMail.sender == _digest(sender))
        .order_by(IncomingMail.id.desc())
        .limit(1)
    )
    with services.database.rows() as database:
        answer = database.execute(found).scalar()
    return tuple((answer or {}).get("choices", ()))


def _settled(services: Services, verdict: Verdict) -> dict[str, object]:
    answered = verdict.answered
    return {
        "state": verdict.state,
        "reason": verdict.reason,
        "person_id": verdict.person_id,
        "sender": _digest(verdict.sender),
        "answer": _answer(answered) if answered else {},
        "answer_id": answered.message_id if answered else "",
        "lease_until": None,
        "settled_at": services.clock(),
    }


def _answer(answered: Answered) -> dict[str, object]:
    reply = asdict(answered.reply)
    return {"to": answered.to, "reply": reply, "choices": list(answered.choices)}


def _notice(session: Session, services: Services, taken: Taken, answered: Answered) -> Draft:
    # By id where no key fits: a stranger's question is nobody's in particular.
    mine = Collaboration.key == answered.collaboration
    owner = session.scalars(
        select(Collaboration.id).order_by(mine.desc(), Collaboration.id).limit(1)
    ).one()
    return Draft(
        key=notice_key(taken.number),
        kind=MAIL_ANSWER,
        collaboration_id=owner,
        due_at=services.clock(),
        urgency=Urgency.NOW,
        incoming_id=taken.number,
    )


def notice_key(number: int) -> str:
    """Return the key of the answer to a mail, from which its Message-ID is made."""
    return f"mail/{number}"


def _digest(sender: str) -> str:
    return sha256(sender.encode()).hexdigest() if sender else ""


def _load(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    row = session.get(IncomingMail, notices[0].incoming_id)
    if row is None or not row.answer:
        return Loaded(None, gone=frozenset(one.id for one in notices))
    said = row.answer["reply"]
    return Loaded(Reply(**{**said, "references": tuple(said["references"])}))


KINDS: Mapping[str, Kind] = {MAIL_ANSWER: Kind(_load)}
