"""The fields of a dialog that ask whether a new meeting recurs."""

from bot.slack.blocks.fields import day_picker, field, option, select
from bot.slack.blocks.parts import Block, plain
from bot.texts import text
from bot.texts.wording import phrases, word
from schedules.recurrence import Every

ONCE = "once"


def repeat_fields() -> list[Block]:
    """Ask whether a new meeting recurs: one that is there is changed by itself."""
    every = [option(ONCE, text("series.every_no"))]
    every += [option(one, word("series_every", one)) for one in Every]
    months = [option(str(at), name) for at, name in enumerate(phrases("dates.months"), start=1)]
    without: Block = {
        "type": "multi_static_select",
        "options": months,
        "placeholder": plain(text("series.without_pick"), 150),
    }
    return [
        field("every", text("series.every"), select(every, ONCE), hint=text("series.every_hint")),
        field("until", text("series.until_label"), day_picker(), optional=True),
        field("without", text("series.without_label"), without, optional=True),
    ]
