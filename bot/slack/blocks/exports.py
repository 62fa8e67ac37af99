"""The buttons that hand over a whole round of proposals."""

from bot.slack.blocks.parts import Block, button, buttons
from bot.texts import text
from handlers.answers import Answer, ListAnswer, ProposalRoundsAnswer

_MOST = 5


def exportable_years(answer: Answer) -> tuple[int, ...]:
    """Return the years whose rounds an answer lists, the latest first."""
    if isinstance(answer, ProposalRoundsAnswer):
        return tuple(one.year for one in reversed(answer.rounds))[:_MOST]
    if isinstance(answer, ListAnswer) and answer.subject == "proposals" and answer.items:
        return tuple(int(one) for one in answer.filters if one.isdecimal())[:_MOST]
    return ()


def export_buttons(years: tuple[int, ...]) -> list[Block]:
    """Return a button for each year's round."""
    return buttons(
        button(text("case.export_round", year=year), "round_export", str(year)) for year in years
    )
