"""Where a proposal stands on its way from need to plan."""

from enum import StrEnum
from typing import Protocol

from sqlalchemy import ColumnElement, and_, or_

from storage.models import Proposal


class State(StrEnum):
    """Where a proposal stands."""

    RECEIVED = "received"
    WITH_CONTACTS = "with_contacts"
    UNDER_REVIEW = "under_review"
    ON_COMMENT = "on_comment"
    IN_PLAN = "in_plan"
    IN_BANK = "in_bank"
    NOT_IN_PLAN = "not_in_plan"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


# Until its review starts, those behind a proposal may change it and take it back.
OPEN = frozenset({State.RECEIVED, State.WITH_CONTACTS})
# Out of the round: nobody moves these on.
ENDED = frozenset({State.WITHDRAWN, State.MERGED})
# Where somebody can move it to, in the order of its way.
MOVES = tuple(state for state in State if state not in ENDED)
# A no, and a not yet, are told with their reason.
REASONED = frozenset({State.IN_BANK, State.NOT_IN_PLAN})
# What the sources say of those that wait in the bank.
SOURCE_BANK = "i förslagsbanken"
_OF_SOURCE = {SOURCE_BANK: State.IN_BANK}


class Standing(Protocol):
    """A proposal, or those of its columns that say where it stands."""

    @property
    def state(self) -> str:
        """One of ours, or nothing."""

    @property
    def status(self) -> str:
        """What its source says."""


def state_of(row: Standing) -> str:
    """Return where a proposal stands; nothing where a source says what none of ours does."""
    return row.state or _OF_SOURCE.get(row.status, "")


def shown_state(row: Standing) -> str:
    """Return where it stands: a state of ours, or the source's own words."""
    return row.state or row.status


def stands(state: str) -> ColumnElement[bool]:
    """Return the condition that a proposal stands there, whoever has said so."""
    mine = Proposal.state == state
    sources = [status for status, one in _OF_SOURCE.items() if one == state]
    if not sources:
        return mine
    return or_(mine, and_(Proposal.state == "", Proposal.status.in_(sources)))


def in_sight() -> ColumnElement[bool]:
    """Return the condition that a proposal stands for itself, and has not been taken back."""
    return Proposal.state.not_in(tuple(ENDED))
