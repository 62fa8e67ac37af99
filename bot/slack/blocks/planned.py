"""A meeting as whoever keeps the calendar sees it: what it is, who comes, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.slack.blocks.fields import option
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
    said,
    small,
    words,
)
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.booked import meeting_name, meeting_words
from bot.texts.dates import short_day
from bot.texts.duties import duty_name
from bot.texts.planned import (
    attendance_words,
    lost_words,
    planned_lines,
    reach_words,
    whom_words,
)
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.contents import Duty
from handlers.invitations import Attendance, Circle, Preview
from handlers.meeting_kinds import BOARDS
from handlers.meetings import Planned

MOST_COUNTS = 3
_MOST_OPTIONS = 100
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
    today: date
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
        *_other_times(sheet),
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
        *([] if sheet.begun or planned.rhythm else _registration(sheet)),
        *([_minutes(sheet)] if sheet.begun else []),
        copy,
        _cancelling(sheet),
        *_cancelling_rest(sheet),
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
    label = text("series.cancel_one") if sheet.planned.rhythm else text("meetings.cancel")
    made = button(label, "card_cancel", str(meeting.number))
    asked = text("meetings.confirm", meeting=meeting_words(meeting))
    title = text("meetings.confirm_title")
    confirm = _confirm(title, asked, text("meetings.cancel"), text("meetings.keep"))
    return {**made, "style": "danger", "confirm": confirm}


def _cancelling_rest(sheet: Sheet) -> list[Block]:
    planned = sheet.planned
    label, left = text("series.cancel_rest"), sum(day >= sheet.today for _, day in planned.times)
    if not planned.rhythm or not left:
        return []
    made = button(label, "meeting_end", str(planned.meeting.number))
    named = meeting_name(planned.meeting)
    asked = text("series.cancel_rest_what", meeting=named, count=left)
    confirm = _confirm(text("series.cancel_rest_title"), asked, label, text("meetings.keep"))
    return [{**made, "style": "danger", "confirm": confirm}]


def _other_times(sheet: Sheet) -> list[Block]:
    """Return a list of a series' other times, to be shown in place of this one."""
    planned = sheet.planned
    others = [one for one in planned.times if one[0] != planned.meeting.number]
    if not others:
        return []
    options = [option(str(number), short_day(day)) for number, day in others[:_MOST_OPTIONS]]
    pick = {
        "type": "static_select",
        "action_id": "meeting_time",
        "placeholder": plain(text("series.pick"), 150),
        "options": options,
    }
    return [{"type": "actions", "block_id": f"times-{planned.meeting.number}", "elements": [pick]}]


def _confirm(title: str, asked: str, yes: str, no: str) -> Block:
    return {
        "title": plain(title, 100),
        "text": plain(asked, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }
