"""A proposal with what one may do about it, and one's own proposals."""

from collections.abc import Sequence

from bot.slack.blocks.answers import Look, answer_card
from bot.slack.blocks.parts import Block, Message, button, buttons, heading, row, said
from bot.slack.blocks.proposal_news import take_back
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.cards import Card
from bot.texts.cards.shaping import item_line
from bot.texts.proposals import called
from bot.texts.safe import clean
from handlers.answers import Item, ProposalAct, ProposalAnswer, ProposalDialogAnswer
from handlers.proposals import Draft

MOST_AT_HOME = 3
_LONGEST_TITLE = 70


def proposal_message(answer: ProposalAnswer, card: Card, origin: Origin, look: Look) -> Message:
    """Show a proposal with a button for all that one may do about it."""
    shown = answer_card(card, origin, look)
    steps = _steps(answer)
    # What has a number from the bot can be acted on; a source's own is looked at like anything.
    shown["blocks"] += buttons(steps[:_ROW]) + buttons(steps[_ROW:])
    return shown


def dialog_message(answer: ProposalDialogAnswer, card: Card, origin: Origin, look: Look) -> Message:
    """Show what is like a wish, with the way to hand it in."""
    shown = answer_card(card, origin, look)
    if answer.open:
        shown["blocks"] += buttons([new_button(answer.topic)])
    return shown


def new_button(title: str = "") -> Block:
    """Return the button that opens the dialog of a new proposal."""
    return button(text("proposals.new"), "proposal_new", clean(title)[:_LONGEST_TITLE])


def at_home(drafts: Sequence[Draft], items: Sequence[Item]) -> list[Block]:
    """Return one's own drafts and proposals on the home tab, with the way to a new one."""
    more = [button(text("proposals.mine"), "choose_0", Origin("mina förslag").value())]
    return [
        heading(text("proposals.home")),
        *(block for draft in drafts[:MOST_AT_HOME] for block in draft_rows(draft)),
        *(said(_brief(item)) for item in items[:MOST_AT_HOME]),
        *([] if drafts or items else [said(text("proposals.home_nothing"))]),
        *buttons([new_button(), *(more if items else [])]),
    ]


def draft_rows(draft: Draft) -> list[Block]:
    """Return a draft with the ways to go on with it and to throw it away."""
    title = clean(draft.suggestion.title) or text("proposals.untitled")
    named = text("proposals.draft", title=called(draft.number if draft.proposal else "", title))
    throw = button(text("proposals.throw_away"), "proposal_throw", draft.token, about=title)
    throw["confirm"] = {
        "title": {"type": "plain_text", "text": text("proposals.throw_away")},
        "text": {"type": "plain_text", "text": text("proposals.throw_sure")},
        "confirm": {"type": "plain_text", "text": text("proposals.throw_away")},
        "deny": {"type": "plain_text", "text": text("slack.cancel")},
    }
    go_on = button(text("proposals.go_on"), "proposal_draft", draft.token, about=title)
    return [row(named, go_on), *buttons([throw])]


_ROW = 5


def _steps(answer: ProposalAnswer) -> list[Block]:
    named, number = called(answer.number, answer.title), str(answer.proposal)
    labels = {
        ProposalAct.CHANGE: text("proposals.change"),
        ProposalAct.MOVE: text("proposals.move"),
        ProposalAct.MERGE: text("proposals.merge"),
        ProposalAct.PART: text("proposals.part"),
        ProposalAct.JOIN: text("proposals.join"),
        ProposalAct.LEAVE: text("proposals.leave"),
        ProposalAct.COMMENT: text("proposals.comment"),
        ProposalAct.EXPORT: text("case.export"),
        ProposalAct.START: text("starting.button"),
    }
    steps = []
    for act in answer.acts:
        if act is ProposalAct.WITHDRAW:
            steps.append(take_back(answer.proposal, named))
        elif act is ProposalAct.UNDO:
            value = f"{number}/{answer.undo}"
            steps.append(button(text("proposals.undo"), "proposal_undo", value, about=named))
        else:
            steps.append(button(labels[act], f"proposal_{act}", number, about=named))
    return steps


def _brief(item: Item) -> str:
    line = item_line(item)
    return f"{line.label}: {line.text}" if line.label else line.text
