"""Telling those behind a proposal what has happened to it, in the same transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.contents import ProposalEvent, ProposalNews, ProposalNewsLine
from handlers.delivery import Kind, Loaded
from handlers.memberships import holding
from handlers.notices import Draft, State, Urgency, put
from handlers.ports import Services
from handlers.proposals.groups import PROPOSER, Backer, backers, offices_of
from handlers.proposals.records import Acting, called
from handlers.proposals.states import OPEN, shown_state
from storage.models import (
    Collaboration,
    Membership,
    Notice,
    Person,
    Proposal,
    ProposalComment,
    ProposalStep,
)

NEWS = "proposal_news"
_CONTACT = "contact_person"
_Row = TypeVar("_Row", Proposal, ProposalStep, ProposalComment)
# A receipt is awaited; all else can wait until people are at work.
_AT_ONCE = frozenset({ProposalEvent.HANDED_IN})


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is to be told of a proposal; ``stamp`` tells it from the next of its kind.

    ``step`` and ``comment`` are what it rests on, by number.
    """

    event: ProposalEvent
    stamp: str
    step: int | None = None
    comment: int | None = None


def tell(acting: Acting, row: Proposal, people: Iterable[int], news: News) -> int:
    """Tell some people of a proposal, and return how many are told."""
    drafts = [_draft(acting, row, person, news) for person in dict.fromkeys(people)]
    return put(acting.session, acting.services, drafts)


def tell_all(acting: Acting, row: Proposal, news: News) -> int:
    """Tell everybody behind a proposal of what somebody else has done about it: they know."""
    every = backers(acting.session, [row.id])[row.id]
    people = audience(acting.session, acting.services, every)
    return tell(acting, row, (one for one in people if one != acting.asker.person_id), news)


def audience(session: Session, services: Services, every: Collection[Backer]) -> list[int]:
    """Return who hears of a proposal: the people behind it, and for offices their contacts."""
    people = [one.person_id for one in every if one.person_id is not None]
    alone = [one.office_id for one in every if one.person_id is None and one.office_id]
    return [*people, *contacts(session, services, alone)]


def contacts(session: Session, services: Services, offices: Collection[int]) -> list[int]:
    """Return the contact persons of some offices today."""
    if not offices:
        return []
    rows = session.scalars(
        select(Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Person.office_id.in_(offices),
            Membership.role == _CONTACT,
            Membership.group_id.is_(None),
            holding(services.today()),
        )
        .order_by(Person.id)
    )
    return list(dict.fromkeys(rows))


def heard_of(session: Session, step: int) -> list[int]:
    """Return who has heard of a step, or is about to, by number."""
    rows = session.scalars(
        select(Notice.person_id)
        .where(
            Notice.kind == NEWS,
            Notice.key.startswith(f"{NEWS}/s{step}/", autoescape=True),
            Notice.state.in_((State.SENT, State.SENDING, State.UNSURE)),
        )
        .order_by(Notice.id)
    )
    return [one for one in rows if one is not None]


def _draft(acting: Acting, row: Proposal, person: int, news: News) -> Draft:
    now = acting.services.clock()
    at_once = news.event in _AT_ONCE
    details = {
        "proposal": row.id,
        "event": news.event.value,
        "step": news.step,
        "comment": news.comment,
        "by": acting.asker.person_id,
    }
    return Draft(
        key=f"{NEWS}/{news.stamp}/p{person}",
        kind=NEWS,
        collaboration_id=row.collaboration_id,
        person_id=person,
        due_at=now,
        urgency=Urgency.NOW if at_once else Urgency.WORKING_HOURS,
        # Thirty that are moved on in one go are one message to each.
        bundle="" if at_once else f"{NEWS}/{row.collaboration_id}/p{person}",
        details=details,
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that the notices of a parcel are about, as it is now."""

    rows: Mapping[int, Proposal]
    behind: Mapping[int, tuple[Backer, ...]]
    steps: Mapping[int, ProposalStep]
    others: Mapping[int, Proposal]
    comments: Mapping[int, ProposalComment]
    names: Mapping[int, str]

    def line(self, notice: Notice) -> ProposalNewsLine | None:
        """Return what a notice tells; nothing where it has been taken back meanwhile."""
        said = notice.details
        row, step = self.rows.get(said["proposal"]), self.steps.get(said["step"] or 0)
        event = ProposalEvent(said["event"])
        if row is None or (step is not None and _taken_back(step, event)):
            return None
        other = self.others.get(step.other_id or 0) if step else None
        comment = self.comments.get(said["comment"] or 0)
        return ProposalNewsLine(
            event=event,
            id=row.id,
            key=row.key,
            title=row.title,
            number=row.number or "",
            state=(step.after if step and event is ProposalEvent.MOVED else shown_state(row)),
            other=called(other) if other else "",
            words=comment.words if comment else step.reason if step else "",
            by=self.names.get(said["by"] or 0, ""),
            offices=offices_of(self.behind[row.id]),
            late=row.late,
            open=row.state in OPEN and self._proposes(row, notice),
        )

    def _proposes(self, row: Proposal, notice: Notice) -> bool:
        return any(
            one.person_id == notice.person_id and one.part == PROPOSER
            for one in self.behind[row.id]
        )


def _taken_back(step: ProposalStep, event: ProposalEvent) -> bool:
    return step.undone_at is not None and event is not ProposalEvent.MOVED_BACK


def _load(session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    desk = _desk(session, notices)
    told = {one.id: line for one in notices if (line := desk.line(one)) is not None}
    settled = frozenset(one.id for one in notices if one.id not in told)
    owner = session.get_one(Collaboration, notices[0].collaboration_id)
    if not told:
        return Loaded(None, settled=settled)
    return Loaded(ProposalNews(owner.name, tuple(told.values())), settled=settled)


def _desk(session: Session, notices: Sequence[Notice]) -> _Desk:
    numbers = set(_named(notices, "proposal"))
    steps = _by_id(session, ProposalStep, _named(notices, "step"))
    rows = _by_id(session, Proposal, numbers)
    people = list(_named(notices, "by"))
    names = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return _Desk(
        rows=rows,
        behind=backers(session, numbers),
        steps=steps,
        others=_by_id(session, Proposal, [one.other_id for one in steps.values() if one.other_id]),
        comments=_by_id(session, ProposalComment, _named(notices, "comment")),
        names={row[0]: row[1] for row in names},
    )


def _named(notices: Iterable[Notice], what: str) -> Iterator[int]:
    return (one.details[what] for one in notices if one.details[what])


def _by_id(session: Session, model: type[_Row], numbers: Iterable[int]) -> dict[int, _Row]:
    rows = session.scalars(select(model).where(model.id.in_(list(numbers))))
    return {row.id: row for row in rows}


KINDS: Mapping[str, Kind] = {NEWS: Kind(_load)}
