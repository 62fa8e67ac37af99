"""Where a proposal is to go, as people write it: in a sheet, or in a mail."""

from handlers.proposals.states import State
from storage.words import fold

# Folded; the first of each is what stands in our own sheets.
_NAMES: dict[State, tuple[str, ...]] = {
    State.IN_PLAN: ("i plan", "i planen", "plan", "planen", "ja", "ta med", "till planen"),
    State.IN_BANK: (
        "i forslagsbanken", "forslagsbanken", "forslagsbank", "i banken", "banken", "bank",
        "till banken", "till forslagsbanken", "vanta",
    ),
    State.NOT_IN_PLAN: (
        "inte med i planen", "inte med", "inte i planen", "ej med", "nej", "avsla", "avslag",
        "inte i plan",
    ),
    State.ON_COMMENT: ("pa synpunkter", "ut pa synpunkter", "synpunkter", "remiss"),
    State.UNDER_REVIEW: ("under beredning", "beredning", "bereds vidare", "bered vidare"),
    State.WITH_CONTACTS: ("hos kontaktpersonerna", "kontaktpersonerna", "till kontaktpersonerna"),
    State.RECEIVED: ("inkommet", "inkommen"),
}  # fmt: skip
_BY_NAME = {name: state for state, names in _NAMES.items() for name in names}


def outcome_named(written: str) -> State | None:
    """Return the state that somebody has written, None for what is none."""
    return _BY_NAME.get(" ".join(fold(written).split()).strip(" ."))
