"""The list below some proposals, by which others are shown: where they stand, or their year."""

from collections.abc import Iterator

from bot.slack.blocks.fields import option
from bot.slack.blocks.parts import Block, plain
from bot.slack.origin import Origin
from bot.texts import text, word
from bot.texts.safe import sentence_case
from handlers.answers import ListAnswer

CHOOSE_LIST = "choose_list"
# In the words that are understood when somebody types them.
_LISTS = (
    "every", "received", "with_contacts", "under_review", "on_comment", "in_plan", "in_bank",
    "not_in_plan", "withdrawn", "undated",
)  # fmt: skip
_MOST_YEARS = 20


def proposal_filter(answer: ListAnswer, origin: Origin) -> list[Block]:
    """Return the choice of another list: of those elsewhere, or of one year of those shown."""
    options = [
        option(Origin(phrase).value(), sentence_case(phrase)) for phrase in _phrases(answer, origin)
    ]
    return [
        {
            "type": "actions",
            "elements": [
                {
                    "type": "static_select",
                    "action_id": CHOOSE_LIST,
                    "placeholder": plain(text("proposals.other_list")),
                    "options": options,
                }
            ],
        }
    ]


def _phrases(answer: ListAnswer, origin: Origin) -> Iterator[str]:
    phrases = [word("proposal_list", one) for one in _LISTS]
    yield from phrases
    shown = origin.question.strip().removeprefix("/samverkan ").casefold()
    if shown in phrases:
        years = {item.year for item in answer.items if item.year}
        for year in sorted(years, reverse=True)[:_MOST_YEARS]:
            yield f"{shown} {year}"
