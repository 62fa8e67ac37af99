"""What offices have said of proposals: votes counted, and what they have written; plain data."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.inquiry_views import AnswerRow, InquiryPicture, InquiryQuestion

# What such an inquiry is about; the key of each question is a proposal's number.
PROPOSALS = "proposals"
_VALUE = re.compile(r"-?\d{1,3}\b")
_FEWEST_VALUES = 2
# Who chooses one of these takes no side: they stand last, and weigh nothing.
_NO_SIDE = frozenset({"avstår", "avstar", "vet inte", "vet ej", "ingen åsikt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteResult:
    """What offices have voted on one proposal; ``counts`` are in the order of the scale.

    ``mean`` is that of the steps that are numbers, None where the scale has none, or nobody chose
    one. ``voted`` counts offices; ``waiting`` those of which somebody has to choose between two
    votes: the first is counted until then. ``inquiry`` is where it was asked.
    """

    key: str
    title: str
    inquiry: int
    counts: tuple[tuple[str, int], ...]
    voted: int
    mean: float | None = None
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an office has written of a proposal when asked; ``disputed``: another one counts."""

    office: str
    words: str
    inquiry: int
    disputed: bool = False


def step_value(step: str) -> int | None:
    """Return the number that a step of a scale begins with, None where it begins with none."""
    found = _VALUE.match(step.strip())
    return int(found[0]) if found else None


def is_numeric(steps: Sequence[str]) -> bool:
    """Tell whether a mean can be taken of what is chosen on a scale."""
    return sum(step_value(one) is not None for one in steps) >= _FEWEST_VALUES


def mean_of(counts: Iterable[tuple[str, int]]) -> float | None:
    """Return the mean of the steps that are numbers; None where the scale has none."""
    every = tuple(counts)
    if not is_numeric([step for step, _ in every]):
        return None
    valued = [(value, count) for step, count in every if (value := step_value(step)) is not None]
    given = sum(count for _, count in valued)
    return sum(value * count for value, count in valued) / given if given else None


def vote_result(
    question: InquiryQuestion, chosen: Sequence[str], inquiry: int, waiting: int = 0
) -> VoteResult:
    """Count what has been chosen on one proposal, one vote of each office."""
    counts = tuple((step, sum(one == step for one in chosen)) for step in question.choices)
    return VoteResult(
        key=question.key,
        title=question.text,
        inquiry=inquiry,
        counts=counts,
        voted=len(chosen),
        mean=mean_of(counts),
        waiting=waiting,
    )


def vote_results(picture: InquiryPicture) -> tuple[VoteResult, ...]:
    """Return what a vote has come to, the proposal that is wanted most first."""
    number = picture.line.number
    found = [
        vote_result(
            question,
            [value for row in _said(picture.counted, at) for value in row.given[at].values],
            number,
            len({row.target for row in _said(picture.disputed, at)}),
        )
        for at, question in enumerate(picture.plan.questions)
    ]
    return tuple(sorted(found, key=_wanted))


def _said(rows: Sequence[AnswerRow], at: int) -> list[AnswerRow]:
    """Return the answers that say something to a question, by its place from 0."""
    return [one for one in rows if at < len(one.given) and one.given[at].values]


def _wanted(one: VoteResult) -> tuple[float, ...]:
    """Order by the mean on a scale of numbers, else by how many chose the highest step.

    Where as many did, the one that fewer are against stands first: the lowest step that takes a
    side.
    """
    if is_numeric([step for step, _ in one.counts]):
        return (one.mean is None, -(one.mean or 0), -one.voted)
    sides = [count for step, count in one.counts if step.casefold() not in _NO_SIDE]
    return (-sides[0], sides[-1]) if sides else (0, 0)
