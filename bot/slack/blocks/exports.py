"""The buttons that hand over a whole round of proposals."""

from bot.slack.blocks.parts import Block, button, buttons
from bot.texts import text
from handlers.answers import Answer, Item, ListAnswer, ProposalRoundsAnswer
from handlers.proposals import NUMBER

_MOST = 5


def exportable_years(answer: Answer) -> tuple[int, ...]:
    """Return the years whose rounds an answer lists, the latest first."""
    if isinstance(answer, ProposalRoundsAnswer):
        return tuple(one.year for one in reversed(answer.rounds))[:_MOST]
    if isinstance(answer, ListAnswer) and answer.subject == "proposals" and answer.items:
        years = {year for one in answer.items if (year := _round_of(one))}
        return tuple(sorted(years, reverse=True))[:_MOST] if _is_of_a_year(answer) else ()
    return ()


def _is_of_a_year(answer: ListAnswer) -> bool:
    return any(one.isdecimal() for one in answer.filters)


def _round_of(item: Item) -> int | None:
    """Return the year of the plan that a proposal was handed in for; of a source's, when it came.

    One that was handed in is called by that year, which may be another than that it came in.
    """
    return int(item.key[:4]) if NUMBER.fullmatch(item.key) else item.year


def export_buttons(years: tuple[int, ...]) -> list[Block]:
    """Return a button for each year's round."""
    return buttons(
        button(text("case.export_round", year=year), "round_export", str(year)) for year in years
    )
