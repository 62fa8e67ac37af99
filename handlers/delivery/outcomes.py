"""What becomes of a notice after an attempt: sent, again later, or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.errors import DeliveryError
from handlers.notices import State

_MINUTE = timedelta(minutes=1)
# Behind each attempt the wait before the next one; after the last there is none.
BACKOFF = (
    *(number * _MINUTE for number in (1, 5, 15, 60, 240, 720)),
    timedelta(days=1),
    timedelta(days=2),
)
# So that what failed together does not come back together.
_SPREAD = 0.2

# Returns a number from 0 to 1: what spreads the attempts.
Chance = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state that an attempt leaves, when to try next, and why."""

    state: State
    next_at: datetime | None = None
    error: str = ""
    receipt: str = ""
    in_doubt: bool = False
    # Where it is not the number of attempts that were begun.
    attempts: int | None = None
    # The door that is closed to the recipient, to be left out from now on.
    closed: str = ""
    # The notices that were not told of, by the state that they end in.
    unsaid: Mapping[State, frozenset[int]] = field(default_factory=dict)


def sent(receipt: str, unsaid: Mapping[State, frozenset[int]]) -> Outcome:
    """Return the outcome of an attempt that the receiver has acknowledged.

    ``unsaid`` are the notices that it did not tell of, by the state that they end in.
    """
    return Outcome(State.SENT, receipt=receipt, unsaid=unsaid)


def failed(
    error: DeliveryError,
    now: datetime,
    attempts: int,
    *,
    other_door: bool,
    park: bool,
    door: str = "",
    chance: Chance,
) -> Outcome:
    """Return the outcome of an attempt that raised ``error``, the ``attempts``-th one.

    ``other_door`` tells whether there is another way to the recipient. What is in doubt is parked
    where ``park`` says so, and otherwise tried again after asking the receiver.
    """
    asked = timedelta(seconds=error.retry_after or 0)
    if error.untried:
        return Outcome(State.RETRY, now + asked, error.code, attempts=attempts - 1)
    if error.elsewhere and other_door:
        return Outcome(State.RETRY, now, error.code, closed=door)
    if error.permanent or error.elsewhere:
        return Outcome(State.FAILED, error=error.code)
    if error.in_doubt and park:
        return Outcome(State.UNSURE, error=error.code)
    if attempts > len(BACKOFF):
        # Nobody knows that it has not arrived.
        state = State.UNSURE if error.in_doubt else State.FAILED
        return Outcome(state, error=error.code)
    wait = BACKOFF[attempts - 1] * (1 + _SPREAD * chance())
    return Outcome(State.RETRY, now + max(wait, asked), error.code, in_doubt=error.in_doubt)
