"""A meeting as one sees it who is invited: what they have answered, and the buttons to do so."""

from collections.abc import Sequence

from bot.slack.blocks.parts import (
    Block,
    Message,
    button,
    buttons,
    heading,
    message,
    paragraph,
    said,
    small,
    words,
)
from bot.texts import text
from bot.texts.booked import meeting_name, meeting_words
from bot.texts.planned import series_words, standing_words
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.contents import MeetingLine
from handlers.invitations import Standing

MOST_MINE, MOST_COMING = 8, 10
# Where the buttons stand, so that the same is shown again: alone, in a list, on the home tab.
ALONE, LISTED, AT_HOME = "one", "list", "home"
WAYS = ("accepted", "remote", "tentative", "declined")


def standing_card(standing: Standing, notice: str = "") -> Message:
    """Show one meeting with what has just been answered."""
    named, told = meeting_name(standing.meeting), notice or standing_words(standing)
    link = clean(standing.meeting.link)
    blocks = [
        heading(named),
        said(told),
        paragraph(words(meeting_words(standing.meeting)), *([words(link)] if link else [])),
        *([small(recurs)] if (recurs := series_words(standing)) else []),
        *buttons([*answer_buttons(standing, ALONE), *_calendar(standing)]),
    ]
    return message(f"{named}. {told}", blocks)


def _calendar(standing: Standing) -> list[Block]:
    return [calendar_button(standing.meeting.number)] if standing.open else []


def calendar_button(number: int) -> Block:
    """Return the button that gives a meeting as a file for one's calendar."""
    return button(text("invite.to_calendar"), "meeting_calendar", str(number))


def my_meetings_list(
    mine: Sequence[Standing], coming: Sequence[MeetingLine] | None, notice: str = ""
) -> Message:
    """Show what somebody is invited to; to whoever keeps the calendar also what is booked."""
    rest = len(mine) - MOST_MINE
    blocks = [
        heading(text("planned.mine")),
        *([said(notice)] if notice else []),
        *standing_rows(mine[:MOST_MINE], LISTED),
        *([small(text("planned.and_later", count=rest))] if rest > 0 else []),
        *([] if mine else [said(text("planned.no_mine"))]),
    ]
    if coming is not None:
        blocks += _coming(coming)
    return message(notice or text("planned.mine"), blocks)


def standing_rows(several: Sequence[Standing], where: str) -> list[Block]:
    """Return each meeting with what was answered and its buttons."""
    return [block for one in several for block in _rows(one, where)]


def answer_buttons(standing: Standing, where: str) -> list[Block]:
    """Return the buttons of an answer; none once it is too late."""
    if not standing.open:
        return []
    ways = [way for way in WAYS if standing.asks_how or way != "remote"]
    value, about = f"{standing.meeting.number}/{where}", meeting_name(standing.meeting)
    return [button(word("rsvp", way), f"rsvp_{way}", value, about=about) for way in ways]


def invited_buttons(number: int, *, asks_how: bool) -> list[Block]:
    """Return the buttons under an invitation in chat."""
    ways = [way for way in WAYS if asks_how or way != "remote"]
    answers = [button(word("rsvp", way), f"rsvp_{way}", f"{number}/{ALONE}") for way in ways]
    return [*answers, calendar_button(number)]


def _rows(standing: Standing, where: str) -> list[Block]:
    line = words(meeting_words(standing.meeting), bold=True)
    recurs = series_words(standing)
    told = paragraph(line, words(standing_words(standing)), *([words(recurs)] if recurs else []))
    return [told, *buttons(answer_buttons(standing, where))]


def _coming(coming: Sequence[MeetingLine]) -> list[Block]:
    rest = len(coming) - MOST_COMING
    rows = [
        {
            "type": "section",
            "text": {"type": "plain_text", "text": _named(one)[:700], "emoji": False},
            "accessory": button(
                text("planned.open"), "meeting_open", str(one.number), about=meeting_name(one)
            ),
        }
        for one in coming[:MOST_COMING]
    ]
    return [
        heading(text("planned.coming")),
        *(rows or [said(text("planned.none_coming"))]),
        *([small(text("planned.more_coming", count=rest))] if rest > 0 else []),
        *buttons([{**button(text("planned.new"), "meeting_new"), "style": "primary"}]),
    ]


def _named(meeting: MeetingLine) -> str:
    named = meeting_words(meeting)
    return (
        text("series.further", meeting=named, count=meeting.further) if meeting.further else named
    )
