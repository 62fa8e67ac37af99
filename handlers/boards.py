"""What sort of meeting it is, as far as its papers depend on that.

A board has an agenda that can be proposed, and most boards have minutes; other meetings have notes.
"""

from handlers.meeting_kinds import BOARDS, MeetingKind, kind_of
from storage.models import Meeting

_WITH_AGENDA = BOARDS | {MeetingKind.CONTACT_PERSONS}


def is_board(meeting: Meeting) -> bool:
    """Tell whether the meeting has an agenda that follows from what is open."""
    return sort_of(meeting) in _WITH_AGENDA


def has_minutes(meeting: Meeting) -> bool:
    """Tell whether what was said is kept as minutes, and not as notes."""
    return sort_of(meeting) in BOARDS


def sort_of(meeting: Meeting) -> str:
    """Return what sort of meeting it is, one of ``MeetingKind``; empty for no sort."""
    # Where nobody has said what sort it is, its title does.
    return meeting.kind or str(kind_of(meeting.title) or "")
