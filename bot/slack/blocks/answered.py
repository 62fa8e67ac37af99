"""Who has answered what to an invitation, with what can be done for each of them."""

from bot.slack.blocks.parts import (
    Block,
    Message,
    button,
    buttons,
    heading,
    leading,
    message,
    paragraph,
    plain,
    row,
    said,
)
from bot.texts import text
from bot.texts.booked import meeting_name
from bot.texts.planned import attendance_words, attending_words
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.invitations import Attendance, Attending

PAGE = 20


def answers_card(
    attendance: Attendance, start: int = 0, notice: str = "", *, asks_how: bool = False
) -> Message:
    """Show who has answered what, a page at a time, with what can be done for each."""
    meeting, people = attendance.meeting, attendance.people
    title = text("planned.answers_title", meeting=meeting_name(meeting))
    first = start if 0 < start < len(people) else 0
    page = people[first : first + PAGE]
    number = meeting.number
    blocks = [
        heading(title),
        *([said(notice)] if notice else []),
        said(attendance_words(attendance) if people else text("planned.no_invitees")),
        *map(paragraph, leading(text("attending.open"), attendance.address)),
        *(_answer_row(one, number, first, asks_how=asks_how) for one in page),
        *buttons(_paging(number, first, len(people))),
    ]
    return message(title, blocks)


def _answer_row(one: Attending, number: int, start: int, *, asks_how: bool) -> Block:
    office = f"{clean(one.name)}, {clean(one.office)}" if one.office else clean(one.name)
    comment = f" · {clean(one.comment)}" if one.comment else ""
    line = text("planned.answer_row", name=office, answer=f"{attending_words(one)}{comment}")
    ways = ["accepted", *(["remote"] if asks_how else []), "declined"]
    about = f"{number}/{one.person_id}/{start}"
    options = [_option(word("rsvp", way), f"{way}/{about}") for way in ways]
    options += [
        _option(text("planned.again"), f"again/{about}"),
        _option(text("planned.remove"), f"remove/{about}"),
    ]
    return row(line, {"type": "overflow", "action_id": "invitee", "options": options})


def _option(label: str, value: str) -> Block:
    return {"text": plain(label, 75), "value": value}


def _paging(number: int, start: int, count: int) -> list[Block]:
    back = button(text("slack.first_page"), "meeting_answers_first", f"{number}/0")
    further = button(text("slack.further"), "meeting_answers_more", f"{number}/{start + PAGE}")
    excel = button(text("planned.excel"), "meeting_excel", str(number))
    turning = [*([further] if start + PAGE < count else []), *([back] if start else [])]
    return [*turning, *([excel] if count else [])]
