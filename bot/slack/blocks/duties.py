"""What falls due, as one sees it: a line for each duty, and under it what can be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from bot.slack.blocks.answers import title
from bot.slack.blocks.meetings import meeting_blocks
from bot.slack.blocks.paging import fitting, page_lead, paging
from bot.slack.blocks.parts import (
    Block,
    Message,
    button,
    buttons,
    cut,
    message,
    paragraph,
    said,
    size,
)
from bot.slack.marks import DECISION, DUTY, MEETING, PART, REST, Mark, as_many, marked
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.duties import act_label, duty_name, line_within
from bot.texts.reminding import missed_lead, missed_title, reminders_subject, reminders_title
from bot.texts.safe import clean
from handlers.contents import Act, Duty, MeetingLine, Missed, Reminders

PAGE = 10
_LONGEST_LINE = 700
_LONGEST_BRIEF = 200
_BRIEF_ROOM = 2500


Entry: TypeAlias = Duty | MeetingLine


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody has just done: told under the line that they did it about.

    ``booked`` are meetings that are shown there too, to be moved or cancelled.
    """

    about: Entry
    said: str = ""
    booked: tuple[MeetingLine, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How the lines of one message are shown."""

    today: date
    collaboration: str = ""
    tag: str = ""
    keeps: bool = False
    note: Note | None = None

    def blocks(self, entry: Entry) -> list[Block]:
        """Return a line with its buttons, and under it what was just done about it."""
        shown = self._line(entry)
        if self.note is None or _key(self.note.about) != _key(entry):
            return shown
        return [*shown, *self._under(self.note)]

    def left_over(self, entries: Iterable[Entry]) -> list[Block]:
        """Return what was just done about something that is not among those shown."""
        if self.note is None or _key(self.note.about) in set(map(_key, entries)):
            return []
        return [*self._line(self.note.about), *self._under(self.note)]

    def _line(self, entry: Entry) -> list[Block]:
        if isinstance(entry, MeetingLine):
            return meeting_blocks(
                entry,
                self.today,
                keeps=self.keeps,
                tag=self.tag,
                collaboration=self.collaboration,
            )
        return duty_blocks(entry, self.today, self.collaboration, self.tag)

    def _under(self, note: Note) -> list[Block]:
        booked = [block for one in note.booked for block in self._line(one)]
        return [*([said(note.said)] if note.said else []), *booked]


def reminders(content: Reminders, note: Note | None = None) -> Message:
    """Show what somebody is reminded of."""
    # Who is shown what they have just done about a meeting keeps the calendar.
    sheet = _Sheet(content.today, content.collaboration, keeps=note is not None, note=note)
    head, subject = _titles(content)
    return message(subject, [paragraph(title(head, "")), *_everything(content.duties, sheet)])


def missed(content: Missed) -> Message:
    """Show which reminders were not sent, and why."""
    head, why = missed_title(content), missed_lead(content)
    shown = _everything(content.duties, _Sheet(content.until, content.collaboration))
    return message(f"{head}. {why}", [paragraph(title(head, "")), said(why), *shown])


def duty_list(
    heading: str,
    entries: Sequence[Entry],
    today: date,
    *,
    origin: Origin,
    nothing: str = "",
    notice: str = "",
    keeps: bool = False,
    note: Note | None = None,
) -> Message:
    """Show duties and meetings a page at a time, from the one that ``origin`` says.

    ``nothing`` is told where there are none; ``keeps`` tells that the reader keeps the calendar.
    """
    count = len(entries)
    # A list may have become shorter since its button was made.
    start = origin.start if 0 < origin.start < count else 0
    sheet = _Sheet(
        today,
        _owner(entries, note),
        origin.value(),
        keeps=keeps,
        note=_unless_shown(note, entries),
    )
    page = fitting([sheet.blocks(entry) for entry in entries[start : start + PAGE]])
    end = start + len(page)
    lead = page_lead(start, end, count) if count else nothing
    blocks = [paragraph(title(heading, lead)), *(block for shown in page for block in shown)]
    blocks += sheet.left_over(entries[start:end])
    blocks += [said(notice)] if notice else []
    blocks += buttons(paging(origin, start, end, count))
    return message(text("common.part_of", label=heading, value=lead), blocks)


def duty_rows(
    entries: Sequence[Entry], today: date, *, tag: str, note: Note | None = None
) -> list[Block]:
    """Return lines with their buttons, and what was just done about one of them or another."""
    sheet = _Sheet(today, _owner(entries, note), tag, keeps=note is not None, note=note)
    rows = [block for entry in entries for block in sheet.blocks(entry)]
    return [*rows, *sheet.left_over(entries)]


def duty_blocks(duty: Duty, today: date, collaboration: str = "", tag: str = "") -> list[Block]:
    """Return a duty's line and its row of buttons; whose it is, where not ``collaboration``'s.

    ``tag`` says where they stand.
    """
    # What a button does need not be typed.
    told = replace(duty, typed="") if duty.acts else duty
    line = cut(line_within(told, today, collaboration), _LONGEST_LINE)
    shown = [paragraph([_piece(line)]), *buttons(_steps(duty))]
    if duty.decision is not None:
        return marked(shown, Mark(tag, DECISION, (duty.decision,)))
    if duty.number is None:
        return shown
    return marked(shown, Mark(tag, PART if duty.office else DUTY, (duty.number,)))


def _steps(duty: Duty) -> list[Block]:
    if duty.decision is not None:
        return decision_steps(duty.decision, duty.acts, duty_name(duty))
    if duty.number is None:
        # There is nothing yet that a button could name.
        return []
    value, about = str(duty.number), duty_name(duty)
    whose = "office" if duty.office else "duty"
    return [button(act_label(act), f"{whose}_{act}", value, about=about) for act in duty.acts]


def decision_steps(decision: int, acts: Iterable[Act], about: str) -> list[Block]:
    """Return the buttons of something that was decided."""
    return [button(act_label(act), f"decision_{act}", str(decision), about=about) for act in acts]


def _titles(content: Reminders) -> tuple[str, str]:
    """Return what a reminder is called, and what a notification says, by what is still open."""
    left = tuple(duty for duty in content.duties if duty.state == "open")
    if not left:
        nothing = text("acts.nothing_left", collaboration=clean(content.collaboration))
        return nothing, nothing
    still = replace(content, duties=left)
    return reminders_title(still), reminders_subject(still)


def _owner(entries: Iterable[Entry], note: Note | None) -> str:
    """Return whose they all are; where they are not the same one's, each line tells."""
    owners = {entry.collaboration for entry in (*entries, *([note.about] if note else []))}
    return owners.pop() if len(owners) == 1 else ""


def _unless_shown(note: Note | None, entries: Iterable[Entry]) -> Note | None:
    """Return the note without the meetings that have a line of their own."""
    if note is None:
        return None
    shown = set(map(_key, entries))
    return replace(note, booked=tuple(one for one in note.booked if _key(one) not in shown))


def _key(entry: Entry) -> tuple[str, int | None]:
    if isinstance(entry, MeetingLine):
        return MEETING, entry.number
    if entry.decision is not None:
        return DECISION, entry.decision
    return PART if entry.office else DUTY, entry.number


def _everything(duties: Sequence[Duty], sheet: _Sheet) -> list[Block]:
    """Show all duties in one message: those without room for buttons as lines alone."""
    page = fitting([sheet.blocks(duty) for duty in duties])
    left = sheet.left_over(duties[: len(page)])
    return [
        *(block for shown in page for block in shown),
        *left,
        *_briefly(duties[len(page) :], sheet),
    ]


def _briefly(duties: Sequence[Duty], sheet: _Sheet) -> list[Block]:
    if not duties:
        return []
    rows, room = [text("duties.also")], _BRIEF_ROOM
    for duty in duties:
        line = line_within(duty, sheet.today, sheet.collaboration)
        row = f"• {cut(line, _LONGEST_BRIEF)}"
        room -= size({"type": "text", "text": row})
        if room < 0:
            break
        rows.append(row)
    left = len(duties) - len(rows) + 1
    rows += [text("duties.more", count=left)] if left else []
    shown = [paragraph([_piece("\n".join(rows))])]
    numbers = [duty.number for duty in duties if duty.number is not None]
    if numbers:
        shown = marked(shown, as_many(sheet.tag, REST, numbers))
    rest = [said(text("acts.rest"))]
    decided = [duty.decision for duty in duties if duty.decision is not None]
    if decided:
        # A block has one id: what it cannot hold of the line above stands under it.
        rest = marked(rest, as_many(sheet.tag, DECISION, decided))
    return [*shown, *rest]


def _piece(line: str) -> Block:
    # One piece, whatever addresses stand in it: an element for each would outgrow the message.
    return {"type": "text", "text": line}
