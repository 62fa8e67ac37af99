"""Proposals from a room: many lines, handed in together or not at all, to be completed later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker, Item
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.projects.finding import worth_asking
from handlers.proposals.handing_in import HandingIn, hand_in
from handlers.proposals.listing import item_of
from handlers.proposals.records import own_family, root
from handlers.proposals.rounds import offices_answered, taking
from handlers.proposals.suggestion import Suggestion
from handlers.scope import scope
from storage.models import Proposal, ProposalPaste
from storage.models.rounds import LONGEST_PASTE


@dataclass(frozen=True, slots=True)
class Paste:
    """Lines that somebody has pasted, by number, as they are; ``done``: they are handed in."""

    number: int
    words: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class RoomProposal:
    """A proposal that lines from a room have become."""

    number: str
    title: str


def keep_paste(services: Services, asker: Asker, words: str, number: int | None = None) -> Paste:
    """Keep lines that are about to be handed in; with a number instead of those before."""
    require(asker, Information.PROPOSALS)
    if len(words) > LONGEST_PASTE:
        raise Refusal("room_too_long", most=LONGEST_PASTE, length=len(words))
    with services.database.write() as session:
        if number is not None:
            row = _found(session, asker, number)
            if row.handed_in_at is not None:
                raise Refusal("room_done")
        else:
            row = ProposalPaste(
                collaboration_id=root(own_family(session, asker)),
                token=uuid4().hex,
                person_id=asker.person_id,
                created_at=services.clock(),
            )
            session.add(row)
        row.words = words
        session.flush()
        return Paste(row.id, row.words)


def show_paste(services: Services, asker: Asker, number: int) -> Paste:
    """Return lines as they were pasted; empty where they are handed in."""
    require(asker, Information.PROPOSALS)
    with services.database.session() as session:
        row = _found(session, asker, number)
        return Paste(row.id, row.words, row.handed_in_at is not None)


def hand_in_paste(
    services: Services, asker: Asker, paste: Paste, said: Sequence[Suggestion]
) -> tuple[RoomProposal, ...]:
    """Hand in what the lines say, all of it or nothing; the same lines again are the same ones.

    Refuses where the lines are others than those that ``said`` was read from.
    """
    require(asker, Information.PROPOSALS)
    with services.database.write() as session:
        row = _found(session, asker, paste.number, lock=True)
        if row.handed_in_at is None:
            if row.words != paste.words:
                raise Refusal("room_changed")
            _hand_in(session, services, asker, row, said)
        return tuple(RoomProposal(one.number or "", one.title) for one in _of(session, row))


def alike(services: Services, asker: Asker, titles: Iterable[str]) -> Mapping[str, Item]:
    """Return, for those titles that there is an earlier proposal like, the one most like it."""
    with scope(services, asker) as here:
        best = {}
        for title in titles:
            hits = here.indexes.proposals.search(title)
            if hits and worth_asking(hits[0]):
                best[title] = hits[0].ref.id
        rows = here.session.scalars(select(Proposal).where(Proposal.id.in_(set(best.values()))))
        found = {row.id: item_of(row) for row in rows}
        return {title: found[one] for title, one in best.items() if one in found}


def _found(session: Session, asker: Asker, number: int, *, lock: bool = False) -> ProposalPaste:
    mine = select(ProposalPaste).filter_by(id=number, person_id=asker.person_id)
    mine = mine.execution_options(populate_existing=True)
    row = session.scalars(mine.with_for_update() if lock else mine).first()
    if row is None or not asker.known:
        raise Refusal("room_gone")
    return row


def _hand_in(
    session: Session,
    services: Services,
    asker: Asker,
    row: ProposalPaste,
    said: Sequence[Suggestion],
) -> None:
    if not said:
        raise Refusal("room_empty")
    family = own_family(session, asker)
    now = taking(session, family, services.today())
    for at, one in enumerate(said, start=1):
        given = HandingIn(
            suggestion=one,
            token=_token(row, at),
            year=now.year,
            late=now.late,
            incomplete=True,
        )
        hand_in(session, services, asker, given)
    offices = {office for one in said for office in one.offices}
    offices_answered(session, services, asker, family, sorted(offices))
    # What was written stands in the proposals now, and nowhere else.
    row.words, row.handed_in_at = "", services.clock()


def _of(session: Session, row: ProposalPaste) -> Sequence[Proposal]:
    mine = Proposal.token.startswith(f"{row.token}-", autoescape=True)
    return session.scalars(select(Proposal).where(mine).order_by(Proposal.id)).all()


def _token(row: ProposalPaste, at: int) -> str:
    return f"{row.token}-{at}"
