"""Dialogs for lines from a room, and for the round in which proposals are handed in."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.fields import (
    day_picker,
    field,
    form,
    option,
    radio,
    select,
    text_input,
)
from bot.slack.blocks.parts import Block, button, buttons, paragraph, said, small, words
from bot.texts import text
from bot.texts.cards.model import Card
from bot.texts.cards.rooms import room_card, room_lead
from handlers.answers import ProposalRoundsAnswer, RoomAnswer

# So much has room in one field, and so many fields have room for two hundred lines.
LONGEST_FIELD = 3000
FIELDS = tuple(f"lines/{at}" for at in range(4))
LATE, STRICT = "late", "strict"
_LONGEST_PARAGRAPH = 2400
_YEARS_AHEAD = 4


def room_dialog(lines: str = "", paste: int = 0) -> Block:
    """Return the dialog in which lines are pasted; ``paste`` is the one that is mended."""
    parts = [*split_lines(lines), *[""] * len(FIELDS)][: len(FIELDS)]
    blocks = [said(text("room.how"))]
    for at, (name, part) in enumerate(zip(FIELDS, parts, strict=True)):
        label = text("room.field") if at == 0 else text("room.more_field")
        element = text_input(part, longest=LONGEST_FIELD, many=True)
        blocks.append(field(name, label, element, optional=at > 0))
    carried = str(paste) if paste else ""
    return form("room_lines", text("room.heading"), text("room.look"), blocks, carried)


def room_preview(answer: RoomAnswer) -> Block:
    """Return what was understood of the lines: to be handed in, or to be mended."""
    card = room_card(answer)
    mend = buttons([button(text("room.mend"), "room_mend", str(answer.paste))])
    blocks = [said(room_lead(answer)), *mend, *_lines(card)]
    if not answer.ready:
        return answer_dialog(blocks)
    preview = form("room_hand_in", text("room.heading"), text("room.hand_in"), blocks)
    return {**preview, "private_metadata": str(answer.paste)}


def room_receipt(answer: RoomAnswer) -> Block:
    """Return what the lines have become."""
    return answer_dialog([said(room_lead(answer)), *_lines(room_card(answer))])


def round_dialog(answer: ProposalRoundsAnswer, now: Sequence[str]) -> Block:
    """Return the dialog in which a round is set; ``now`` says which there are."""
    latest = answer.rounds[-1] if answer.rounds else None
    years = [str(answer.today.year + ahead) for ahead in range(_YEARS_AHEAD + 1)]
    year = str(latest.year) if latest else years[1]
    late = STRICT if latest and not latest.late else LATE
    blocks = [
        *[said(line) for line in now],
        field("year", text("round.year"), select([option(one, one) for one in years], year)),
        field("opens", text("round.opens"), _day(latest.opens if latest else None)),
        field("closes", text("round.closes"), _day(latest.closes if latest else None)),
        field("late", text("round.late_ones"), radio(_ways(), late)),
        small(text("round.told")),
    ]
    return form("round_set", text("round.dialog"), text("round.save"), blocks)


def split_lines(written: str) -> list[str]:
    """Return lines in parts that each have room in a field, none of them cut."""
    parts: list[str] = []
    for line in written.splitlines():
        if parts and len(parts[-1]) + len(line) < LONGEST_FIELD:
            parts[-1] = f"{parts[-1]}\n{line}"
        else:
            parts.append(line[:LONGEST_FIELD])
    return parts


def _day(day: date | None) -> Block:
    return day_picker(day)


def _ways() -> list[Block]:
    return [option(LATE, text("round.late")), option(STRICT, text("round.strict"))]


def _lines(card: Card) -> Iterator[Block]:
    """Yield a card's lines, as many in each block as have room."""
    rows: list[str] = []
    for line in (*card.lines, *card.more):
        row = f"{line.label}: {line.text}" if line.label else line.text
        if rows and sum(map(len, rows)) + len(row) > _LONGEST_PARAGRAPH:
            yield _paragraph(rows)
            rows = []
        rows.append(row[:_LONGEST_PARAGRAPH])
    if rows:
        yield _paragraph(rows)


def _paragraph(rows: Iterable[str]) -> Block:
    return paragraph(*(words(row) for row in rows))
