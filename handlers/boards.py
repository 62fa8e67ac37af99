"""What sort of meeting it is, as far as its papers depend on that.

A board has an agenda that can be proposed, and most boards have minutes; other meetings have notes.
"""

from storage.models import Meeting
from storage.words import fold

STEERING, PREPARATORY, CONTACTS, PRESIDIUM = (
    "steering_group",
    "preparatory_group",
    "contact_persons",
    "presidium",
)
# Where nobody has said what sort it is, its title does.
_BY_TITLE = {
    "styrgrupp": STEERING,
    "beredningsgrupp": PREPARATORY,
    "kontaktperson": CONTACTS,
    "presidi": PRESIDIUM,
}
_BOARDS = frozenset(_BY_TITLE.values())


def kind_of(meeting: Meeting) -> str:
    """Return the code of what sort of meeting it is, empty where nothing tells."""
    title = fold(meeting.title)
    return meeting.kind or next((kind for said, kind in _BY_TITLE.items() if said in title), "")


def is_board(meeting: Meeting) -> bool:
    """Tell whether the meeting has an agenda that follows from what is open."""
    return kind_of(meeting) in _BOARDS


def has_minutes(meeting: Meeting) -> bool:
    """Tell whether what was said is kept as minutes, and not as notes."""
    return kind_of(meeting) in _BOARDS - {CONTACTS}
