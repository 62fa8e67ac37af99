"""What was decided, a page at a time, with what can be done about each."""

from dataclasses import replace

from bot.slack.blocks.answers import line_row, title
from bot.slack.blocks.duties import PAGE, Note, decision_steps, duty_blocks
from bot.slack.blocks.paging import fitting, page_lead, paging
from bot.slack.blocks.parts import Block, Message, buttons, message, paragraph
from bot.slack.marks import DECISION, Mark, marked
from bot.slack.origin import Origin
from bot.texts.cards import Card, Line
from bot.texts.duties import duty_name
from handlers.answers import DecisionLine, DecisionsAnswer
from handlers.contents import Duty
from handlers.decisions import duty_of

# In the id of every block, where there is not much room, however it was asked for.
_ASKED = {"decisions": "beslutslogg", "open_decisions": "öppna beslut"}


def decision_list(
    answer: DecisionsAnswer, card: Card, origin: Origin, note: Note | None = None
) -> Message:
    """Show the decisions that somebody may see, each with its line of the card.

    ``note`` is what they have just done about one, which need not be in the list any more.
    """
    origin = replace(origin, question=_ASKED[answer.subject])
    several, count = answer.decisions, len(answer.decisions)
    start = origin.start if 0 < origin.start < count else 0
    lines = (*card.lines, *card.more)
    shown = [_row(line, one, origin.value()) for line, one in zip(lines, several, strict=True)]
    page = fitting(shown[start : start + PAGE])
    end = start + len(page)
    whole = (start, end) == (0, count)
    lead = card.lead if whole else page_lead(start, end, count)
    blocks = [paragraph(title(card.heading, lead)), *(block for row in page for block in row)]
    gone = note.about if note else None
    if isinstance(gone, Duty) and gone.decision not in {one.id for one in several[start:end]}:
        blocks += duty_blocks(gone, answer.today, gone.collaboration, origin.value())
    return message(card.summary, [*blocks, *buttons(paging(origin, start, end, count))])


def _row(line: Line, one: DecisionLine, tag: str) -> list[Block]:
    duty = duty_of(one, may_end=True)
    steps = decision_steps(one.id, duty.acts, duty_name(duty))
    return marked([paragraph(line_row(line)), *buttons(steps)], Mark(tag, DECISION, (one.id,)))
