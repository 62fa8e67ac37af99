"""What the offices have said of proposals: how they have voted, and what they think."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from handlers.inquiries.about import AskedAbout, asked_about
from handlers.inquiry_views import InquiryState, Purpose
from handlers.opinion_views import PROPOSALS, Opinion, VoteResult, vote_result
from handlers.proposals.groups import parts
from storage.indexes import Family


@dataclass(frozen=True, slots=True)
class Heard:
    """The votes that are closed, and what offices have written."""

    votes: tuple[VoteResult, ...] = ()
    opinions: tuple[Opinion, ...] = ()


def heard(session: Session, family: Family, proposals: Sequence[int]) -> Mapping[int, Heard]:
    """Return what was said of each proposal, and of those that were merged into it."""
    whole = parts(session, proposals)
    keys = {str(one) for members in whole.values() for one in members}
    asked = asked_about(session, family, PROPOSALS, keys)
    return {
        number: _heard([one for member in members for one in asked.get(str(member), ())])
        for number, members in whole.items()
    }


def _heard(asked: Iterable[AskedAbout]) -> Heard:
    every = sorted(asked, key=lambda one: one.inquiry)
    votes = [
        _vote(one)
        for one in every
        if one.purpose == Purpose.VOTE and one.state is InquiryState.CLOSED
    ]
    opinions = [
        opinion for one in every if one.purpose == Purpose.COMMENTS for opinion in _opinions(one)
    ]
    return Heard(tuple(votes), tuple(opinions))


def _vote(asked: AskedAbout) -> VoteResult:
    chosen = [one.given.values[0] for one in asked.said if one.given.values and not one.disputed]
    waiting = {one.office for one in asked.said if one.disputed}
    return vote_result(asked.question, chosen, asked.inquiry, len(waiting))


def _opinions(asked: AskedAbout) -> Iterable[Opinion]:
    for one in asked.said:
        said = "\n".join((*one.given.values, *filter(None, (one.given.comment,))))
        yield Opinion(one.office, said, asked.inquiry, one.disputed)
