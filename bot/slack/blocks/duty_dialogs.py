"""The dialogs about a duty: when to be reminded, another day, why not, a booking, the offices."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.slack.blocks.fields import (
    MOST_CHECKBOXES,
    checkboxes,
    day_picker,
    field,
    form,
    option,
    radio,
    text_input,
    time_picker,
)
from bot.slack.blocks.parts import Block, cut, small
from bot.texts import text
from bot.texts.booked import meeting_words
from bot.texts.dates import day_words, short_day
from bot.texts.duties import duty_line
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.contents import Duty, MeetingLine
from handlers.later import LaterChoice
from handlers.occurrences import OfficeLine
from handlers.to_book import ToBook

PICK = "pick"
LONGEST_REASON, LONGEST_PLACE, LONGEST_HOST = 1000, 300, 200
_LONGEST_LINE = 700
_LONGEST_NAME = 30


def later_dialog(duty: Duty, today: date, choices: Iterable[LaterChoice], carried: str) -> Block:
    """Ask when to remind somebody instead."""
    days = [*map(_later, choices), option(PICK, text("acts.later_pick"))]
    # An office's part is put off by its own people for themselves.
    name = "office_later" if duty.office else "duty_later"
    return form(
        name,
        text("acts.later_title"),
        text("acts.later_submit"),
        [
            _about(duty, today),
            field("when", text("acts.later_when"), radio(days)),
            field(
                "day",
                text("acts.later_day"),
                day_picker(),
                hint=text("acts.later_day_hint"),
                optional=True,
            ),
        ],
        carried,
    )


def move_dialog(duty: Duty, today: date, carried: str) -> Block:
    """Ask for the day that a duty is to be due on instead."""
    due = duty.due if duty.due and duty.due > today else None
    day = field("day", text("acts.move_day"), day_picker(due), hint=text("acts.move_hint"))
    blocks = [_about(duty, today), day]
    return form("duty_move", text("acts.move_title"), text("acts.move_submit"), blocks, carried)


def skip_dialog(duty: Duty, today: date, carried: str) -> Block:
    """Ask why a duty is left out this time."""
    reason = field(
        "reason",
        text("acts.skip_reason"),
        text_input(longest=LONGEST_REASON, many=True),
        hint=text("acts.skip_hint"),
    )
    blocks = [_about(duty, today), reason]
    return form("duty_skip", text("acts.skip_title"), text("acts.skip_submit"), blocks, carried)


def book_dialog(wanted: ToBook, today: date, carried: str) -> Block:
    """Ask when and where to meet; what is asked for stands above."""
    duty = wanted.duty
    hint = text("acts.host_usual", usual=clean(wanted.usual)) if wanted.usual else ""
    fields = _meeting_fields(host=wanted.turn, host_hint=hint)
    blocks = [_about(duty, today), *_window(duty), *fields]
    return form("duty_book", text("acts.book_title"), text("acts.book_submit"), blocks, carried)


def meeting_dialog(meeting: MeetingLine, carried: str) -> Block:
    """Ask for another time or place of a booked meeting."""
    now = small(cut(meeting_words(meeting), _LONGEST_LINE))
    return form(
        "meeting_move",
        text("meetings.move_title"),
        text("acts.move_submit"),
        [now, *_meeting_fields(meeting, host=meeting.host)],
        carried,
    )


def offices_dialog(duty: Duty, today: date, offices: Sequence[OfficeLine], carried: str) -> Block:
    """Show every office with a box that is ticked where it is done."""
    groups = [_offices(number, group) for number, group in enumerate(_batches(offices))]
    blocks = [_about(duty, today), *groups]
    title = text("acts.offices_title")
    return form("duty_offices", title, text("acts.offices_submit"), blocks, carried)


def _about(duty: Duty, today: date) -> Block:
    return small(cut(duty_line(duty, today), _LONGEST_LINE))


def _later(choice: LaterChoice) -> Block:
    day = short_day(choice.day, year=False)
    said = text("common.part_of", label=word("later", choice.code), value=day)
    asked = short_day(choice.asked, year=False)
    moved = text("acts.later_moved", date=asked) if choice.is_moved else ""
    return option(choice.day.isoformat(), said, moved)


def _window(duty: Duty) -> list[Block]:
    if duty.due is None:
        return [small(text("acts.window_from", first=day_words(duty.first)))]
    said = text("acts.window", first=day_words(duty.first), last=day_words(duty.due))
    return [small(said)]


def _meeting_fields(
    meeting: MeetingLine | None = None, *, host: str = "", host_hint: str = ""
) -> list[Block]:
    several = meeting is not None and meeting.last != meeting.first
    last = meeting.last if meeting and several else None
    place = text_input(meeting.place if meeting else "", longest=LONGEST_PLACE)
    named = text_input(host, longest=LONGEST_HOST, placeholder=text("acts.host_example"))
    starts, ends = (
        time_picker(at) for at in ((meeting.starts, meeting.ends) if meeting else (None, None))
    )
    return [
        field("first", text("acts.book_first"), day_picker(meeting.first if meeting else None)),
        field(
            "last",
            text("acts.book_last"),
            day_picker(last),
            hint=text("acts.book_last_hint"),
            optional=True,
        ),
        field("starts", text("acts.book_starts"), starts, optional=True),
        field("ends", text("acts.book_ends"), ends, optional=True),
        field("place", text("acts.book_place"), place, optional=True),
        field("host", text("acts.book_host"), named, hint=host_hint, optional=True),
    ]


def _batches(offices: Sequence[OfficeLine]) -> Iterable[Sequence[OfficeLine]]:
    starts = range(0, len(offices), MOST_CHECKBOXES)
    return [offices[start : start + MOST_CHECKBOXES] for start in starts]


def _offices(number: int, group: Sequence[OfficeLine]) -> Block:
    options = [option(str(office.id), clean(office.name)) for office in group]
    ticked = [str(office.id) for office in group if office.done]
    first, last = (cut(clean(one.name), _LONGEST_NAME) for one in (group[0], group[-1]))
    label = first if len(group) == 1 else text("acts.offices_from", first=first, last=last)
    return field(f"offices{number}", label, checkboxes(options, ticked), optional=True)
