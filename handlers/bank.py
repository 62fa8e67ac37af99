"""Proposals: finding one, and listing the bank or a year."""

from sqlalchemy import select

from handlers.answers import (
    AmbiguousAnswer,
    Answer,
    DidYouMeanAnswer,
    Item,
    ListAnswer,
    NotFoundAnswer,
    ProposalAnswer,
    UnknownFactAnswer,
)
from handlers.projects.finding import Wish, chosen, worth_asking
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.models import Proposal

IN_BANK = "i förslagsbanken"
_AT_MOST = 3


def find_proposal(scope: Scope, wish: Wish) -> Answer:
    """Answer for the proposal that ``wish`` means."""
    hits = scope.indexes.proposals.search(wish.query)
    fitting = chosen(hits, wish)
    if len(fitting) == 1:
        return show_proposal(scope, fitting[0].id, wish.asked)
    if fitting:
        items = _lines(scope, [ref.id for ref in fitting])
        return AmbiguousAnswer(ids=_keys(items), query=wish.query, items=items)
    near = [hit.ref.id for hit in hits if worth_asking(hit)]
    if near:
        items = _lines(scope, near[:_AT_MOST])
        return DidYouMeanAnswer(ids=_keys(items), query=wish.query, items=items)
    return NotFoundAnswer(query=wish.query, contact=coordinator(scope))


def similar(scope: Scope, topic: str) -> tuple[Item, ...]:
    """Return earlier proposals like ``topic``, for somebody about to hand one in."""
    hits = [hit for hit in scope.indexes.proposals.search(topic) if worth_asking(hit)]
    return _lines(scope, [hit.ref.id for hit in hits[:_AT_MOST]])


def show_proposal(scope: Scope, number: int, asked: str = "") -> Answer:
    """Answer with one proposal; ``asked`` is what of it: ``year``, ``proposer`` or all."""
    row = scope.session.get_one(Proposal, number)
    notes = tuple(row.notes)
    # Who handed it in stands in no source.
    if asked == "proposer" or (asked == "year" and row.year_received is None):
        return UnknownFactAnswer(
            ids=(row.key,),
            title=row.title,
            fact=asked,
            record_kind="proposal",
            notes=notes,
            contact=coordinator(scope),
        )
    return ProposalAnswer(
        ids=(row.key,),
        title=row.title,
        category=row.category,
        year_received=row.year_received,
        status=row.status,
        bank_for_plan=row.bank_for_plan,
        notes=notes,
        source=row.source,
    )


def list_proposals(
    scope: Scope, years: tuple[int, ...] = (), category: str = "", *, in_bank: bool = False
) -> ListAnswer:
    """Answer with the proposals of ``years``, of a category, or those in the bank now."""
    statement = select(Proposal).where(Proposal.collaboration_id.in_(scope.family.ids))
    if years:
        statement = statement.where(Proposal.year_received.in_(years))
    if in_bank:
        statement = statement.where(Proposal.status == IN_BANK)
    newest_first = (Proposal.year_received.desc().nulls_last(), Proposal.id)
    rows = scope.session.scalars(statement.order_by(*newest_first))
    mine = [row for row in rows if category.casefold() in row.category.casefold()]
    items = tuple(_line(row) for row in mine)
    filters = (
        *map(str, years),
        *((category,) if category else ()),
        *(("bank",) if in_bank else ()),
    )
    return ListAnswer(
        ids=_keys(items),
        subject="proposals",
        filters=filters,
        items=items,
        contact=coordinator(scope),
    )


def _lines(scope: Scope, numbers: list[int]) -> tuple[Item, ...]:
    rows = scope.session.scalars(select(Proposal).where(Proposal.id.in_(numbers)))
    found = {row.id: _line(row) for row in rows}
    return tuple(found[number] for number in numbers if number in found)


def _line(row: Proposal) -> Item:
    year = str(row.year_received) if row.year_received else ""
    return Item(
        row.key, row.title, "proposal", row.status, year, note=row.category, year=row.year_received
    )


def _keys(items: tuple[Item, ...]) -> tuple[str, ...]:
    return tuple(item.key for item in items)
