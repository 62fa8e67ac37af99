"""Drafting what offices are asked of proposals: what they think, or how they vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries import draft_inquiry
from handlers.inquiry_views import (
    Asked,
    InquiryPlan,
    InquiryQuestion,
    Purpose,
    QuestionKind,
)
from handlers.opinion_views import PROPOSALS
from handlers.ports import Services
from handlers.proposals.records import MovedLine, called, moved_line, own_family, several
from handlers.proposals.states import ENDED, State, shown_state, stands, state_of
from handlers.voting.scale import scale_of
from storage.models import Proposal

# As many as one numbers with two digits in a mail.
MOST_PROPOSALS = 99
_LONGEST_SUMMARY, _LONGEST_QUESTION = 300, 500
# Those that offices are asked of as long as nothing is decided.
_ASKED_IN = (State.WITH_CONTACTS, State.UNDER_REVIEW, State.ON_COMMENT)
# What is decided of these is decided.
DECIDED = frozenset({State.IN_PLAN, State.NOT_IN_PLAN})


EVERYBODY = Asked(everybody=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOf:
    """Proposals by number, what offices are asked of them, and until when.

    ``year`` is that of the plan they are proposed to, 0 where they are picked one by one.
    """

    purpose: str
    proposals: tuple[int, ...]
    year: int = 0
    asked: Asked = EVERYBODY
    answer_by: date | None = None
    about: str = ""


def proposals_to_ask_of(services: Services, asker: Asker, year: int = 0) -> tuple[MovedLine, ...]:
    """Return the proposals to a plan's year that offices can be asked of, by their numbers.

    Without a year, those of every year. They wait with the contact persons, or are weighed.
    """
    require(asker, Information.INQUIRIES)
    with services.database.session() as session:
        family = own_family(session, asker)
        wanted = select(Proposal).where(
            Proposal.collaboration_id.in_(family.ids), or_(*(stands(one) for one in _ASKED_IN))
        )
        if year:
            wanted = wanted.where(Proposal.number.startswith(f"{year}-"))
        ordered = wanted.order_by(Proposal.number.nulls_last(), Proposal.id)
        return tuple(map(moved_line, session.scalars(ordered)))


def draft_on_proposals(services: Services, asker: Asker, wanted: AskedOf) -> int:
    """Keep what offices are to be asked of proposals, and return the inquiry's number.

    Nobody is asked yet, and no proposal is moved. Refuses none, more than a mail can number, and
    one of which something is decided.
    """
    require(asker, Information.PROPOSALS)
    if wanted.purpose not in {Purpose.COMMENTS, Purpose.VOTE}:
        raise Refusal("form_unreadable")
    if not wanted.proposals:
        raise Refusal("voting_no_proposals")
    with services.database.session() as session:
        rows = several(session, asker, wanted.proposals)
        if len(rows) > MOST_PROPOSALS:
            raise Refusal("voting_many_proposals", most=MOST_PROPOSALS)
        for row in rows:
            refuse_decided(row)
        plan = _plan(session, asker, wanted, sorted(rows, key=_by_number))
    return draft_inquiry(services, asker, plan)


def refuse_decided(row: Proposal) -> None:
    """Refuse a proposal that offices cannot be asked of: it is taken back, merged or decided."""
    if row.state in ENDED or state_of(row) in DECIDED:
        raise Refusal("voting_decided", proposal=called(row), state=shown_state(row))


def _plan(session: Session, asker: Asker, wanted: AskedOf, rows: Sequence[Proposal]) -> InquiryPlan:
    vote = wanted.purpose == Purpose.VOTE
    steps = scale_of(session, own_family(session, asker).ids[0]) if vote else ()
    return InquiryPlan(
        title=_title(wanted, rows),
        questions=tuple(_question(one, steps) for one in rows),
        about=wanted.about.strip() or (_ABOUT_VOTE if vote else _ABOUT_COMMENTS),
        purpose=wanted.purpose,
        about_kind=PROPOSALS,
        about_key=str(wanted.year or ""),
        asked=wanted.asked,
        answer_by=wanted.answer_by,
        tells_result=vote,
    )


_ABOUT_COMMENTS = (
    "Skriv vad kontoret tycker om varje förslag. Lämna tomt där ni inte har något att säga."
)
_ABOUT_VOTE = "Varje kontor har en röst om varje förslag. Ett förslag kan lämnas tomt."


def _title(wanted: AskedOf, rows: Sequence[Proposal]) -> str:
    what = "Omröstning om" if wanted.purpose == Purpose.VOTE else "Synpunkter på"
    if wanted.year:
        return f"{what} förslagen till {wanted.year}"
    if len(rows) == 1 and rows[0].number:
        return f"{what} förslag {rows[0].number}"
    return f"{what} {len(rows)} förslag" if len(rows) > 1 else f"{what} ett förslag"


def _question(row: Proposal, steps: Sequence[str]) -> InquiryQuestion:
    return InquiryQuestion(
        text=_cut(called(row), _LONGEST_QUESTION),
        kind=QuestionKind.ONE if steps else QuestionKind.WORDS,
        options=tuple(steps),
        required=False,
        key=str(row.id),
        about=_cut(row.goal or row.background, _LONGEST_SUMMARY),
    )


def _cut(words: str, longest: int) -> str:
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    head = line[: longest - 1]
    return f"{head.rpartition(' ')[0] or head}…"


def _by_number(row: Proposal) -> tuple[bool, str, int]:
    return row.number is None, row.number or "", row.id
