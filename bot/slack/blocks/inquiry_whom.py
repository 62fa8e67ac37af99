"""The fields for whom something is asked, and lists of which several are chosen."""

from collections.abc import Iterable, Iterator, Sequence

from bot.slack.blocks.fields import field, option
from bot.slack.blocks.parts import Block, plain
from bot.texts import text
from bot.texts.planned import circle_words
from bot.texts.safe import clean
from handlers.inquiries import OfficeNamed
from handlers.inquiry_views import Asked
from handlers.invitations import Circle

EVERYBODY = "everybody"
MOST_IN_LIST = 100


def whom_fields(
    asked: Asked, circles: Iterable[Circle], offices: Sequence[OfficeNamed]
) -> Iterator[Block]:
    """Yield the fields for whom an inquiry is for."""
    options = [
        option(EVERYBODY, text("inquiry.field_everybody")),
        *(option(f"{one.sort}/{one.key}", circle_words(one)) for one in circles),
    ][:MOST_IN_LIST]
    chosen = {
        *((EVERYBODY,) if asked.everybody else ()),
        *(f"group/{one}" for one in asked.groups),
        *(f"role/{one}" for one in asked.roles),
    }
    yield field(
        "circles",
        text("inquiry.field_circles"),
        several_of(options, chosen, text("inquiry.field_circles_pick")),
        hint=text("inquiry.field_circles_hint"),
        optional=True,
    )
    several = [option(str(one.id), clean(one.name)) for one in offices][:MOST_IN_LIST]
    if several:
        picked = set(map(str, asked.offices))
        listed = several_of(several, picked, text("inquiry.field_offices_pick"))
        yield field("offices", text("inquiry.field_offices"), listed, optional=True)


def several_of(options: Sequence[Block], chosen: set[str], pick: str) -> Block:
    """Return a list of which several are chosen."""
    made: Block = {
        "type": "multi_static_select",
        "options": list(options),
        "placeholder": plain(pick, 150),
    }
    first = [one for one in options if one["value"] in chosen]
    return {**made, "initial_options": first} if first else made
