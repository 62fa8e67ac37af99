"""Where a proposal is to go, as people write it: in an order, or in a sheet."""

import re

from handlers.proposals.states import State
from storage.words import fold

# Folded, without "till" before them; the first that fits decides.
_NAMES: tuple[tuple[re.Pattern[str], State], ...] = (
    (re.compile(r"(?:hos )?kontaktperson\w*"), State.WITH_CONTACTS),
    (re.compile(r"(?:under )?bered(?:ning\w*|s vidare)"), State.UNDER_REVIEW),
    (re.compile(r"(?:ut )?(?:pa )?(?:synpunkt\w*|remiss\w*)"), State.ON_COMMENT),
    (re.compile(r"(?:i )?(?:verksamhets)?plan(?:en)?|ja"), State.IN_PLAN),
    (re.compile(r"(?:i )?(?:forslags)?bank(?:en)?"), State.IN_BANK),
    (
        re.compile(r"(?:inte|ej) med(?: i plan(?:en)?)?|(?:inte|ej) i plan(?:en)?"
                   r"|utanfor planen|avsla\w*|nej"),
        State.NOT_IN_PLAN,
    ),
    (re.compile(r"inkom\w*"), State.RECEIVED),
)  # fmt: skip
_TO = re.compile(r"^(?:till|in i) ")


def state_named(written: str) -> State | None:
    """Return the state that somebody has written, None for what is none."""
    said = _TO.sub("", " ".join(fold(written).split()).strip(" .,"))
    return next((state for pattern, state in _NAMES if pattern.fullmatch(said)), None)
