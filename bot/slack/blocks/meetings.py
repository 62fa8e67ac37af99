"""A booked meeting, as one sees it: a line, and under it what can be done."""

from datetime import date

from bot.slack.blocks.parts import Block, button, buttons, cut, paragraph, plain
from bot.slack.marks import MEETING, Mark, marked
from bot.texts import text
from bot.texts.booked import BETWEEN, meeting_words
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.contents import MeetingLine

_LONGEST_LINE = 700
_LONGEST_CONFIRM = 300


def meeting_blocks(
    meeting: MeetingLine, today: date, *, keeps: bool, tag: str = "", collaboration: str = ""
) -> list[Block]:
    """Return a meeting's line, whose it is where not ``collaboration``'s, and its buttons.

    Only whoever keeps the calendar gets those.
    """
    line = {"type": "text", "text": cut(meeting_text(meeting, collaboration), _LONGEST_LINE)}
    steps = _steps(meeting, today) if keeps else []
    return marked([paragraph([line]), *buttons(steps)], Mark(tag, MEETING, (meeting.number,)))


def meeting_text(meeting: MeetingLine, collaboration: str = "") -> str:
    """Say one meeting, and what has become of it."""
    state = word("meeting_state", meeting.state, "")
    owner = "" if meeting.collaboration == collaboration else clean(meeting.collaboration)
    return BETWEEN.join(part for part in (meeting_words(meeting), state, owner) if part)


def _steps(meeting: MeetingLine, today: date) -> list[Block]:
    if meeting.state != "booked":
        return []
    value, about = str(meeting.number), clean(meeting.title)
    move = button(text("meetings.move"), "meeting_move", value, about=about)
    cancel = button(text("meetings.cancel"), "meeting_cancel", value, about=about)
    cancel["confirm"] = _confirm(meeting)
    held = button(text("meetings.held"), "meeting_held", value, about=about)
    opened = button(text("planned.open"), "meeting_open", value, about=about)
    # Nobody has held what is still to come.
    return [*([held] if meeting.first <= today else []), opened, move, cancel]


def _confirm(meeting: MeetingLine) -> Block:
    asked = text("meetings.confirm", meeting=meeting_words(meeting))
    return {
        "title": plain(text("meetings.confirm_title"), 100),
        "text": plain(asked, _LONGEST_CONFIRM),
        "confirm": plain(text("meetings.cancel"), 30),
        "deny": plain(text("meetings.keep"), 30),
    }
