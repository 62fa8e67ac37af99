"""The home tab: what runs, what one follows, how to ask, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.blocks.duties import Note, duty_rows
from bot.slack.blocks.inquiries import made_rows, mine_rows
from bot.slack.blocks.lists import explained, item_rows
from bot.slack.blocks.newsletter_cards import at_home as newsletters_at_home
from bot.slack.blocks.parts import Block, button, buttons, heading, said, small
from bot.slack.blocks.projects import project_picker
from bot.slack.blocks.proposal_cards import at_home
from bot.slack.blocks.standing import AT_HOME, standing_rows
from bot.slack.blocks.starting import start_button
from bot.slack.blocks.welcome import let_me_in
from bot.slack.marks import HOME
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.wording import phrases
from handlers.answers import Item
from handlers.coming import Agenda
from handlers.inquiry_views import InquiryLine
from handlers.invitations import Standing
from handlers.newsletter_views import IssueLine
from handlers.proposals import Draft

MOST_ITEMS = 10
MOST_TO_DO = 5
MOST_MINE = 3
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Home:
    """What a person's home tab holds; ``waiting`` is None for who may not see the list.

    ``to_do`` is None for whom nothing falls due; ``note`` is what they have just done about it.
    ``mine`` are the meetings that they are invited to. ``asked`` are the inquiries that they are to
    answer; ``made`` those there are, None for who makes none.
    """

    running: Sequence[Item]
    followed: Sequence[Item]
    known: bool
    waiting: int | None = None
    to_do: Agenda | None = None
    note: Note | None = None
    mine: Sequence[Standing] = ()
    asked: Sequence[InquiryLine] = ()
    made: Sequence[InquiryLine] | None = None
    # One's own drafts and proposals, None for who hands none in.
    proposals: tuple[Sequence[Draft], Sequence[Item]] | None = None
    # The issues there are, the latest first, None for who writes none.
    newsletters: Sequence[IssueLine] | None = None


def home_tab(home: Home) -> Block:
    """Return the home tab."""
    return home_tab_with(
        [
            *_to_do(home),
            *_waiting(home.waiting),
            *_mine(home.mine),
            *_inquiries(home),
            *(newsletters_at_home(home.newsletters) if home.newsletters is not None else []),
            heading(text("slack.home_running")),
            *(_items(home.running) or [said(text("slack.home_nothing_runs"))]),
            project_picker(),
            *(buttons([start_button()]) if home.waiting is not None else []),
            heading(text("slack.home_followed")),
            *_followed(home),
            *(at_home(*home.proposals) if home.proposals is not None else []),
            heading(text("slack.home_ask")),
            *explained([text("slack.home_how")]),
            *_examples(),
            *_settings(home),
        ]
    )


def home_tab_with(blocks: Sequence[Block]) -> Block:
    """Return a home tab of these blocks."""
    return {"type": "home", "blocks": list(blocks)}


def _waiting(count: int | None) -> list[Block]:
    if count is None:
        return []
    told = text("slack.tasks", count=count) if count else text("slack.no_tasks")
    opening = button(text("slack.open_tasks"), "open_tasks")
    return [heading(text("slack.tasks_heading")), said(told), *buttons([opening])]


def _to_do(home: Home) -> list[Block]:
    if home.to_do is None:
        return []
    duties = home.to_do.duties
    shown = duty_rows(duties[:MOST_TO_DO], home.to_do.today, tag=HOME, note=home.note)
    rest = len(duties) - MOST_TO_DO
    more = button(text("slack.home_calendar"), "choose_0", Origin("kalender").value())
    return [
        heading(text("slack.home_to_do")),
        *([] if duties else [said(text("slack.home_nothing_to_do"))]),
        *shown,
        *([small(text("duties.more", count=rest))] if rest > 0 else []),
        *buttons([more]),
    ]


def _mine(mine: Sequence[Standing]) -> list[Block]:
    if not mine:
        return []
    rest = len(mine) - MOST_MINE
    return [
        heading(text("planned.mine")),
        *standing_rows(mine[:MOST_MINE], AT_HOME),
        *([small(text("planned.more_mine", count=rest))] if rest > 0 else []),
    ]


def _inquiries(home: Home) -> list[Block]:
    rows = mine_rows(home.asked[:MOST_MINE])
    mine = [heading(text("slack.home_inquiries")), *rows] if rows else []
    return [*mine, *([] if home.made is None else made_rows(home.made[:MOST_MINE]))]


def _settings(home: Home) -> list[Block]:
    if not home.known:
        return []
    opening = button(text("settings.open"), "open_settings")
    return [
        heading(text("settings.title")),
        said(text("settings.what")),
        *buttons([opening]),
    ]


def _followed(home: Home) -> list[Block]:
    if not home.known:
        return [said(text("slack.home_stranger")), *buttons([let_me_in()])]
    return _items(home.followed) or [said(text("slack.home_follows_nothing"))]


def _items(items: Sequence[Item]) -> list[Block]:
    shown = item_rows(items[:MOST_ITEMS])
    rest = len(items) - MOST_ITEMS
    return [*shown, *([small(text("slack.home_rest", count=rest))] if rest > 0 else [])]


def _examples() -> list[Block]:
    examples = phrases("guide.examples")[:EXAMPLES]
    return buttons(
        button(example, f"choose_{number}", Origin(example).value())
        for number, example in enumerate(examples)
    )
