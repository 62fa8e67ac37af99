"""The dialog of a meeting's terms: how many, what is asked, who does what."""

from bot.slack.blocks.fields import checkboxes, field, form, option, text_input
from bot.slack.blocks.parts import Block
from bot.slack.blocks.planning import LONGEST_NAMES, Carried
from bot.texts import text
from handlers.meetings import Terms

WISHES = "wishes"


def terms_dialog(
    terms: Terms, receiver: str, minutes_by: str, carried: Carried, minutes_hint: str = ""
) -> Block:
    """Ask how many there is room for, what to ask, and who does what.

    ``minutes_hint`` tells where ``minutes_by`` comes from, if nobody has chosen them.
    """
    wishes = option(WISHES, text("planned.ask_wishes"), text("planned.ask_wishes_what"))
    blocks = [
        field(
            "places",
            text("planned.number_of_places"),
            _number(terms.places),
            hint=text("planned.places_hint"),
            optional=True,
        ),
        field("least", text("planned.number_at_least"), _number(terms.least), optional=True),
        field(
            "wishes",
            text("planned.ask_wishes"),
            checkboxes([wishes], [WISHES] if terms.asks_wishes else []),
            optional=True,
        ),
        field(
            "receiver",
            text("planned.receiver"),
            text_input(receiver, longest=LONGEST_NAMES),
            hint=text("planned.receiver_hint"),
            optional=True,
        ),
        field(
            "minutes_by",
            text("planned.minutes_by"),
            text_input(minutes_by, longest=LONGEST_NAMES),
            hint=minutes_hint,
            optional=True,
        ),
    ]
    title = text("planned.terms_title")
    return form("meeting_terms", title, text("planned.save"), blocks, carried.written())


def _number(value: int | None) -> Block:
    made: Block = {
        "type": "number_input",
        "is_decimal_allowed": False,
        "min_value": "1",
        "max_value": "5000",
    }
    return {**made, "initial_value": str(value)} if value else made
