"""Setting when proposals are handed in: with a part for each office, and word to its contacts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.access import Information, may, require
from handlers.answers import Asker, ProposalRoundLine, ProposalRoundsAnswer
from handlers.delivery import Hours, first_of_day
from handlers.errors import Refusal
from handlers.events import record
from handlers.notices import Draft, State, Urgency, cancel_for_occurrence, put
from handlers.planning import calendar_changed
from handlers.ports import SWEDEN, Services
from handlers.proposals.records import own_family, root
from handlers.proposals.round_telling import ROUND
from handlers.proposals.rounds import duty_title, rounds_of
from handlers.reminders import contact_persons
from handlers.rules.book import Book, writing
from handlers.rules.titles import free_key, names_changed
from storage.indexes import Family
from storage.models import CadenceRule, Notice, Occurrence, ProposalRound
from storage.sorting import sort_key

# As far from now as a plan is made.
FURTHEST_YEARS = 10
# Working days before the last one.
_REMIND = (10, 2)


@dataclass(frozen=True, slots=True)
class Round:
    """When proposals for a year's plan are handed in, both days included."""

    year: int
    opens: date
    closes: date
    late: bool = True


def list_rounds(services: Services, asker: Asker) -> ProposalRoundsAnswer:
    """Answer with the rounds of the asker's collaborations, the first to open first."""
    require(asker, Information.PUBLIC_FACTS)
    with services.database.session() as session:
        answer = _answer(session, own_family(session, asker), services.today())
    return replace(answer, may_export=may(asker, Information.EXPORTS))


def set_round(services: Services, asker: Asker, wanted: Round) -> ProposalRoundsAnswer:
    """Set when proposals for a year are handed in: a part for each office, and word to its people.

    The same twice changes nothing. Who was told of other days is told anew.
    """
    require(asker, Information.PROPOSALS)
    _check(wanted, services.today())
    with writing(services, asker) as book:
        row = _row(book, wanted.year)
        if row is not None and _said(row) == wanted:
            return _answer(book.session, book.family, book.today, changed=wanted.year)
        row = _written(book, row, wanted)
        _plan(book, row)
        _announce(book, row)
        _log(book, row, "set", opens=str(row.opens), closes=str(row.closes), late=row.late)
        return _answer(book.session, book.family, book.today, changed=wanted.year)


def remove_round(services: Services, asker: Asker, year: int) -> ProposalRoundsAnswer:
    """Take a round away; proposals that came in it stay."""
    require(asker, Information.PROPOSALS)
    with writing(services, asker) as book:
        row = _row(book, year)
        if row is None:
            raise Refusal("proposal_round_unknown", year=year)
        _withdraw(book, row)
        rule = _rule(book, row)
        if rule is not None:
            _forget(book, rule)
        _log(book, row, "removed")
        book.session.delete(row)
        book.session.flush()
        return _answer(book.session, book.family, book.today, removed=year)


def _check(wanted: Round, today: date) -> None:
    if wanted.closes < wanted.opens:
        raise Refusal("proposal_round_backwards")
    if wanted.closes < today:
        raise Refusal("proposal_round_over", closes=wanted.closes)
    years = (wanted.year, wanted.opens.year, wanted.closes.year)
    if any(abs(year - today.year) > FURTHEST_YEARS for year in years):
        raise Refusal("proposal_round_far")


def _row(book: Book, year: int) -> ProposalRound | None:
    mine = select(ProposalRound).filter_by(collaboration_id=root(book.family), year=year)
    return book.session.scalars(mine.execution_options(populate_existing=True)).first()


def _said(row: ProposalRound) -> Round:
    return Round(row.year, row.opens, row.closes, row.late)


def _written(book: Book, row: ProposalRound | None, wanted: Round) -> ProposalRound:
    others = [one for one in rounds_of(book.session, book.family) if one is not row]
    crossed = next((one for one in others if _cross(one, wanted)), None)
    if crossed is not None:
        raise Refusal("proposal_round_crosses", year=crossed.year)
    if row is None:
        row = ProposalRound(
            collaboration_id=root(book.family), year=wanted.year, version=0, rule_key=""
        )
        book.session.add(row)
    row.opens, row.closes, row.late = wanted.opens, wanted.closes, wanted.late
    row.version += 1
    book.session.flush()
    return row


def _cross(one: ProposalRound, wanted: Round) -> bool:
    return one.opens <= wanted.closes and wanted.opens <= one.closes


def _plan(book: Book, row: ProposalRound) -> None:
    """Give each office its part, which it ticks off when it has no proposals."""
    rule, title = _rule(book, row), duty_title(row.year)
    days = {"from": row.opens.isoformat(), "to": row.closes.isoformat()}
    if rule is None:
        rule = CadenceRule(
            collaboration_id=row.collaboration_id,
            key=free_key(book, title),
            title=title,
            sort_key=sort_key(title),
            rule={},
            own={"made": True, "remind": list(_REMIND)},
        )
        book.session.add(rule)
    rule.rule = {"shape": "once", **days, "per_office": True}
    row.rule_key = rule.key
    book.session.flush()
    names_changed(book, rule)
    calendar_changed(book.session, row.collaboration_id)


def _rule(book: Book, row: ProposalRound) -> CadenceRule | None:
    mine = (one for one in book.rules if one.collaboration_id == row.collaboration_id)
    return next((one for one in mine if one.key == row.rule_key), None)


def _forget(book: Book, rule: CadenceRule) -> None:
    """Take the offices' part away, and what waits to be told of it."""
    numbers = book.session.scalars(
        select(Occurrence.id).filter_by(collaboration_id=rule.collaboration_id, rule_key=rule.key)
    )
    for number in numbers.all():
        cancel_for_occurrence(book.session, book.services, number)
    names_changed(book, rule)
    calendar_changed(book.session, rule.collaboration_id)
    book.session.delete(rule)


def _announce(book: Book, row: ProposalRound) -> None:
    """Tell each office's contact persons, on the day that it opens."""
    _withdraw(book, row)
    people = contact_persons(book.session, book.family, book.today)
    told = sorted({person for one in people.values() for person in one})
    put(book.session, book.services, list(_drafts(book, row, told)))


def _drafts(book: Book, row: ProposalRound, people: Iterable[int]) -> Iterable[Draft]:
    now = book.services.clock()
    opening = first_of_day(row.opens, Hours(), SWEDEN)
    ends = datetime.combine(row.closes, time(23, 59), SWEDEN)
    for person in people:
        yield Draft(
            key=f"{ROUND}/{row.id}/v{row.version}/p{person}",
            kind=ROUND,
            collaboration_id=row.collaboration_id,
            person_id=person,
            due_at=max(now, opening),
            urgency=Urgency.WORKING_HOURS,
            details={"round": row.id, "version": row.version},
            expires_at=ends,
        )


def _withdraw(book: Book, row: ProposalRound) -> None:
    waiting = select(Notice).where(
        Notice.kind == ROUND,
        Notice.key.startswith(f"{ROUND}/{row.id}/", autoescape=True),
        Notice.state.in_((State.QUEUED, State.RETRY)),
    )
    for one in book.session.scalars(waiting.with_for_update()):
        one.state, one.ended_at = State.CANCELLED, book.services.clock()


def _log(book: Book, row: ProposalRound, verb: str, **details: object) -> None:
    record(
        book.session,
        book.services.clock(),
        book.asker,
        f"proposal_round_{verb}",
        about=("proposal_round", str(row.year)),
        collaboration_id=row.collaboration_id,
        **details,
    )


def _answer(
    session: Session, family: Family, today: date, *, changed: int = 0, removed: int = 0
) -> ProposalRoundsAnswer:
    rows = rounds_of(session, family)
    return ProposalRoundsAnswer(
        ids=tuple(str(one.year) for one in rows),
        rounds=tuple(
            ProposalRoundLine(year=one.year, opens=one.opens, closes=one.closes, late=one.late)
            for one in rows
        ),
        today=today,
        changed=changed,
        removed=removed,
    )
