"""A meeting as whoever keeps the calendar sees it: what it is, who comes, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.blocks.invitations import invitation_message
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
    small,
    words,
)
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.booked import meeting_name, meeting_words
from bot.texts.duties import duty_name
from bot.texts.planned import (
    attendance_words,
    attending_words,
    lost_words,
    planned_lines,
    reach_words,
    whom_words,
)
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.contents import Duty
from handlers.invitations import Attendance, Attending, Circle, Preview
from handlers.meeting_kinds import BOARDS
from handlers.meetings import Planned

PAGE, MOST_COUNTS = 20, 3
_LONGEST_NAMES = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that is shown of a meeting. ``ahead`` until it has begun, ``begun`` from its day on.

    ``counts`` is what waits to be booked, and the meeting would do for.
    """

    planned: Planned
    attendance: Attendance
    preview: Preview
    circles: Sequence[Circle]
    begun: bool
    counts: Sequence[Duty] = ()


def planned_card(sheet: Sheet, notice: str = "") -> Message:
    """Show a meeting with its buttons; ``notice`` is what has just been done about it."""
    planned = sheet.planned
    named = meeting_name(planned.meeting)
    blocks = [
        heading(named),
        *([said(notice)] if notice else []),
        paragraph(
            *(words(line) for line in _lines(sheet)),
            *leading(text("attending.open"), sheet.attendance.address),
        ),
        *buttons(_steps(sheet)),
        *buttons(_counting(sheet)),
    ]
    return message(". ".join(part for part in (named, notice) if part), blocks)


def preview_card(preview: Preview) -> Message:
    """Show what an invitation says, and whom it goes to."""
    shown = invitation_message(preview.invitation, answers=False)
    names = text("planned.preview_to", names=", ".join(map(clean, preview.names)))
    whom = [reach_words(preview), *([names] if preview.names else []), lost_words(preview.lost)]
    blocks = [
        said(text("planned.preview_lead")),
        *shown["blocks"],
        {"type": "divider"},
        *(small(line[:_LONGEST_NAMES]) for line in whom if line),
    ]
    return message(shown["text"], blocks)


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


def _lines(sheet: Sheet) -> list[str]:
    planned = sheet.planned
    state = word("meeting_state", planned.meeting.state, "")
    whom = text("planned.whom", whom=whom_words(planned.whom, sheet.circles))
    lines = [*planned_lines(planned), state]
    if planned.invited:
        lines.append(attendance_words(sheet.attendance))
    if planned.meeting.state == "booked":
        lines.append(whom)
        if not planned.invited or sheet.preview.new:
            unsent = "" if planned.invited else f"{text('planned.not_sent')} "
            lines.append(f"{unsent}{reach_words(sheet.preview)}")
        lines.append(lost_words(sheet.preview.lost))
    return [line for line in lines if line]


def _steps(sheet: Sheet) -> list[Block]:
    planned, number = sheet.planned, str(sheet.planned.meeting.number)
    about = meeting_name(planned.meeting)

    def step(label: str, action: str) -> Block:
        return button(label, action, number, about=about)

    answers = step(text("planned.answers"), "meeting_answers")
    copy = step(text("planned.copy"), "meeting_copy")
    if planned.meeting.state != "booked":
        held_already = planned.meeting.state == "held"
        papers = [_minutes(sheet)] if held_already else []
        return [*([answers] if planned.invited else []), *papers, copy]
    silent = len(sheet.attendance.silent)
    remind = step(text("planned.remind", count=silent), "meeting_remind")
    held = step(text("meetings.held"), "card_held")
    look = step(text("planned.look"), "meeting_look")
    return [
        *([_sending(sheet)] if sheet.preview.new else []),
        *([answers] if planned.invited else [look]),
        *([remind] if planned.invited and silent and not sheet.begun else []),
        *([held] if sheet.begun else []),
        step(text("planned.change"), "meeting_change"),
        step(text("planned.terms"), "meeting_terms"),
        *([] if sheet.begun else _registration(sheet)),
        *([_minutes(sheet)] if sheet.begun else []),
        copy,
        _cancelling(sheet),
    ]


def _counting(sheet: Sheet) -> list[Block]:
    """Return a button for each that the meeting may count as: it need not be booked again then."""
    number = sheet.planned.meeting.number
    labelled = [
        (text("planned.count_as", what=duty_name(one)), f"{number}/{one.number}")
        for one in sheet.counts[:MOST_COUNTS]
    ]
    return [
        button(label, f"meeting_count_{at}", value) for at, (label, value) in enumerate(labelled)
    ]


def _registration(sheet: Sheet) -> list[Block]:
    """Return the buttons that open registration, or show its link and close it."""
    named, about = f"möte {sheet.planned.meeting.number}", meeting_name(sheet.planned.meeting)
    opening = Origin(f"öppna anmälan till {named}").value()
    if not sheet.planned.registers:
        label = text("planned.open_registration")
        return [button(label, "meeting_ask_open", opening, about=about)]
    closing = Origin(f"stäng anmälan till {named}").value()
    return [
        button(text("planned.show_registration"), "meeting_ask_open", opening, about=about),
        button(text("planned.close_registration"), "meeting_ask_close", closing, about=about),
    ]


def _minutes(sheet: Sheet) -> Block:
    meeting = sheet.planned.meeting
    board = sheet.planned.kind in BOARDS
    label = text("planned.minutes") if board else text("planned.notes")
    asked = f"protokoll möte {meeting.number}"
    return button(label, "meeting_minutes", asked, about=meeting_name(meeting))


def _sending(sheet: Sheet) -> Block:
    planned = sheet.planned
    label = text("planned.send_new") if planned.invited else text("planned.send")
    made = button(label, "meeting_send", str(planned.meeting.number))
    asked = text(
        "planned.send_what",
        meeting=meeting_words(planned.meeting),
        reach=reach_words(sheet.preview),
    )
    confirm = _confirm(text("planned.send_ask"), asked, label, text("planned.not_yet"))
    return {**made, "style": "primary", "confirm": confirm}


def _cancelling(sheet: Sheet) -> Block:
    meeting = sheet.planned.meeting
    made = button(text("meetings.cancel"), "card_cancel", str(meeting.number))
    asked = text("meetings.confirm", meeting=meeting_words(meeting))
    title = text("meetings.confirm_title")
    confirm = _confirm(title, asked, text("meetings.cancel"), text("meetings.keep"))
    return {**made, "style": "danger", "confirm": confirm}


def _confirm(title: str, asked: str, yes: str, no: str) -> Block:
    return {
        "title": plain(title, 100),
        "text": plain(asked, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }
