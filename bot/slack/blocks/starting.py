"""Starting a project in chat: its button, and the dialog that asks what it is to be."""

from bot.slack.blocks.fields import field, form, text_input
from bot.slack.blocks.parts import Block, button, small
from bot.texts import text
from bot.texts.wording import word
from handlers.living import LONGEST, NewProject

START = "project_start_form"
_LONGEST_YEAR = 4


def start_button() -> Block:
    """Return the button that starts a project from nothing."""
    return button(text("starting.button"), "project_start")


def start_dialog(new: NewProject, carried: str, lead: str = "") -> Block:
    """Ask what a project is to be; ``carried`` is what it is started from."""
    return form(
        START,
        text("starting.dialog"),
        text("starting.start"),
        [
            *([small(lead)] if lead else []),
            field(
                "title",
                word("project_field", "title"),
                text_input(new.title[: LONGEST["title"]], longest=LONGEST["title"]),
            ),
            field("year", text("starting.year"), text_input(str(new.year), longest=_LONGEST_YEAR)),
            field(
                "kind",
                text("starting.kind"),
                text_input(new.kind, longest=LONGEST["kind_of_project"]),
            ),
            field(
                "goal",
                word("project_field", "goal"),
                text_input(new.goal, longest=LONGEST["goal"], many=True),
                optional=True,
            ),
        ],
        carried,
    )
