"""A sheet for a visit: what is known of an office."""

from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make, pieces
from bot.texts.visits import section_lines, visit_file, visit_title
from bot.texts.wording import text, word
from handlers.answers import VisitAnswer


def visit_card(answer: VisitAnswer) -> Card:
    """Say what is known of an office, a line for each sort."""
    sheet = answer.sheet
    return make(
        "list",
        text("visit.ready"),
        heading=visit_title(sheet),
        lines=[
            Line(pieces(*section_lines(one)), word("visit_section", one.code))
            for one in sheet.sections
        ],
        footer=text("visit.attached", name=visit_file(sheet)),
    )
