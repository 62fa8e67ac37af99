"""What falls due, as one sees it: a line for each duty, and under it what can be done."""

from collections.abc import Sequence
from datetime import date

from bot.slack.blocks.answers import title
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
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.duties import (
    act_label,
    duty_name,
    line_within,
    missed_lead,
    missed_title,
    reminders_subject,
    reminders_title,
)
from handlers.contents import Duty, Missed, Reminders

PAGE = 10
_LONGEST_LINE = 700
_LONGEST_BRIEF = 200
# The duties' share of a message: 13 200 characters hold everything, and escapes count as written.
_MOST_ROOM = 8500
_BRIEF_ROOM = 2500
# Of the fifty blocks of a message some are the heading, a notice and the row that turns pages.
_MOST_BLOCKS = 44


def reminders(content: Reminders) -> Message:
    """Show what somebody is reminded of."""
    lead = paragraph(title(reminders_title(content), ""))
    shown = _everything(content.duties, content.today, content.collaboration)
    return message(reminders_subject(content), [lead, *shown])


def missed(content: Missed) -> Message:
    """Show which reminders were not sent, and why."""
    head, why = missed_title(content), missed_lead(content)
    shown = _everything(content.duties, content.until, content.collaboration)
    return message(f"{head}. {why}", [paragraph(title(head, "")), said(why), *shown])


def duty_list(
    heading: str,
    duties: Sequence[Duty],
    today: date,
    *,
    origin: Origin,
    nothing: str = "",
    notice: str = "",
) -> Message:
    """Show duties a page at a time, from the one that ``origin`` says; ``nothing`` if none are."""
    count = len(duties)
    # A list may have become shorter since its button was made.
    start = origin.start if 0 < origin.start < count else 0
    # Whose each one is, is told where they are not all the same one's.
    owners = {duty.collaboration for duty in duties}
    known = owners.pop() if len(owners) == 1 else ""
    page = _fitting([duty_blocks(duty, today, known) for duty in duties[start : start + PAGE]])
    end = start + len(page)
    lead = _lead(start, end, count) if count else nothing
    blocks = [paragraph(title(heading, lead)), *(block for shown in page for block in shown)]
    blocks += [said(notice)] if notice else []
    blocks += buttons(_paging(origin, start, end, count))
    return message(text("common.part_of", label=heading, value=lead), blocks)


def duty_blocks(duty: Duty, today: date, collaboration: str = "") -> list[Block]:
    """Return a duty's line and its row of buttons; whose it is, where not ``collaboration``'s."""
    line = cut(line_within(duty, today, collaboration), _LONGEST_LINE)
    return [paragraph([_piece(line)]), *buttons(_steps(duty))]


def _steps(duty: Duty) -> list[Block]:
    if duty.number is None:
        # There is nothing yet that a button could name.
        return []
    value, about = str(duty.number), duty_name(duty)
    return [button(act_label(act), f"duty_{act}", value, about=about) for act in duty.acts]


def _everything(duties: Sequence[Duty], today: date, collaboration: str) -> list[Block]:
    """Show all duties in one message: those without room for buttons as lines alone."""
    page = _fitting([duty_blocks(duty, today, collaboration) for duty in duties])
    rest = [line_within(duty, today, collaboration) for duty in duties[len(page) :]]
    return [*(block for shown in page for block in shown), *_briefly(rest)]


def _briefly(lines: Sequence[str]) -> list[Block]:
    if not lines:
        return []
    rows, room = [text("duties.also")], _BRIEF_ROOM
    for line in lines:
        row = f"• {cut(line, _LONGEST_BRIEF)}"
        room -= size({"type": "text", "text": row})
        if room < 0:
            break
        rows.append(row)
    left = len(lines) - len(rows) + 1
    rows += [text("duties.more", count=left)] if left else []
    return [paragraph([_piece("\n".join(rows))])]


def _fitting(shown: Sequence[list[Block]]) -> list[list[Block]]:
    """Return as many duties as there is room for, at least one."""
    page: list[list[Block]] = []
    room, blocks = _MOST_ROOM, _MOST_BLOCKS
    for one in shown:
        room -= sum(map(size, one))
        blocks -= len(one)
        if page and min(room, blocks) < 0:
            break
        page.append(one)
    return page


def _lead(start: int, end: int, count: int) -> str:
    if (start, end) == (0, count):
        return text("common.several", count=count)
    return text("slack.page", first=start + 1, last=end, count=count)


def _paging(origin: Origin, start: int, end: int, count: int) -> list[Block]:
    further = button(text("slack.further"), "more", origin.at(end).value())
    first = button(text("slack.first_page"), "less", origin.at(-1).value())
    return [*([further] if end < count else []), *([first] if start else [])]


def _piece(line: str) -> Block:
    # One piece, whatever addresses stand in it: an element for each would outgrow the message.
    return {"type": "text", "text": line}
