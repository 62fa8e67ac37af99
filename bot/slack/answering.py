"""From a question, or what a button carries, to the answer as one sees it."""

from dataclasses import replace

from bot.slack.blocks.activity_plans import plan_blocks
from bot.slack.blocks.agenda import agenda_list
from bot.slack.blocks.answers import Look, answer_card
from bot.slack.blocks.budgets import budget_buttons
from bot.slack.blocks.calls import call_steps, group_message
from bot.slack.blocks.decisions import decision_list
from bot.slack.blocks.duties import Note
from bot.slack.blocks.exports import export_buttons, exportable_years
from bot.slack.blocks.inquiries import inquiry_answer
from bot.slack.blocks.lists import item_list
from bot.slack.blocks.newsletter_cards import newsletter_message, newsletters_message
from bot.slack.blocks.parts import Block, Message, buttons
from bot.slack.blocks.projects import project_picker
from bot.slack.blocks.proposal_cards import dialog_message, proposal_message
from bot.slack.blocks.proposal_filters import proposal_filter
from bot.slack.blocks.results import result_buttons
from bot.slack.blocks.starting import start_button
from bot.slack.blocks.voting import asking_buttons
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.cards import Action, Card, present
from handlers.access import Information, may, require
from handlers.answers import (
    AgendaAnswer,
    Answer,
    Asker,
    BudgetAnswer,
    CallAnswer,
    DecisionsAnswer,
    InquiriesAnswer,
    InquiryFormAnswer,
    InquiryPictureAnswer,
    ListAnswer,
    MembersAnswer,
    NewsletterAnswer,
    NewslettersAnswer,
    PlanAnswer,
    ProposalAnswer,
    ProposalDialogAnswer,
    ResultsAnswer,
)
from handlers.asking import ask
from handlers.errors import Refusal
from handlers.following import followed_projects, is_following
from handlers.ports import Services
from handlers.projects import running_projects, show_project
from handlers.proposals import see_proposal

# What is asked under these words is not typed Swedish but one of Slack's own wishes.
RUNNING = "/projekt"
FOLLOWED = "bevakningar"
# A project's name is shorter than this; nothing that is longer is one.
LONGEST_NAME = 300


def told(
    services: Services,
    asker: Asker,
    origin: Origin,
    *,
    channel: str = "",
    notice: str = "",
    note: Note | None = None,
) -> Message:
    """Return the answer to what ``origin`` asks, as the asker sees it in ``channel``.

    ``note`` is what they have just done about a duty in it.
    """
    answer = answer_to(services, asker, origin)
    card = present(answer)
    if isinstance(answer, AgendaAnswer):
        keeps = may(asker, Information.CALENDAR)
        return agenda_list(answer, card, origin, keeps=keeps, note=note)
    if isinstance(answer, DecisionsAnswer) and (answer.decisions or note is not None):
        return decision_list(answer, card, origin, note)
    if isinstance(answer, InquiriesAnswer | InquiryFormAnswer | InquiryPictureAnswer):
        return inquiry_answer(answer, notice)
    if isinstance(answer, NewsletterAnswer):
        return newsletter_message(answer, notice)
    if isinstance(answer, NewslettersAnswer):
        return newsletters_message(answer, notice)
    look = Look(
        following=_follows(services, asker, card),
        # A direct message has nobody to share with.
        shareable=channel.startswith(("C", "G")),
        # Asking again would put the wish on the coordinator's list once more.
        repeatable=answer.task_id is None,
        notice=notice,
    )
    shown = _dressed(answer, card, origin, look)
    if origin.question == RUNNING and may(asker, Information.PROJECTS):
        shown = {**shown, "blocks": [*shown["blocks"], *buttons([start_button()])]}
    return {**shown, "blocks": [*shown["blocks"], *_about_many(asker, answer, origin)]}


def _dressed(answer: Answer, card: Card, origin: Origin, look: Look) -> Message:
    """Return an answer with what only chat has room for beside it."""
    match answer:
        case MembersAnswer():
            return group_message(answer, card)
        case BudgetAnswer() | CallAnswer() | PlanAnswer() | ResultsAnswer():
            shown = answer_card(card, origin, look)
            return {**shown, "blocks": [*shown["blocks"], *_below(answer)]}
        case ProposalAnswer():
            # More of it is asked for by its number: other words would do something once more.
            question = f"förslag {''.join(answer.ids)}"
            return proposal_message(answer, card, replace(origin, question=question), look)
        case ProposalDialogAnswer():
            return dialog_message(answer, card, origin, look)
        case ListAnswer() if answer.items:
            shown = item_list(answer, card, origin, look)
            picker = [project_picker()] if origin.question == RUNNING else []
            return {**shown, "blocks": [*shown["blocks"], *picker]}
        case _:
            return answer_card(card, origin, look)


def _below(answer: BudgetAnswer | CallAnswer | PlanAnswer | ResultsAnswer) -> list[Block]:
    """Return what can be done with what is shown."""
    match answer:
        case CallAnswer():
            return call_steps(answer.call)
        case BudgetAnswer():
            return budget_buttons(answer)
        case PlanAnswer():
            return plan_blocks(answer)
        case ResultsAnswer():
            return result_buttons(answer)


def _about_many(asker: Asker, answer: Answer, origin: Origin) -> list[Block]:
    """Return what can be done with many proposals at once: export, ask about, show others."""
    years = exportable_years(answer) if may(asker, Information.EXPORTS) else ()
    blocks = export_buttons(years)
    if isinstance(answer, ListAnswer) and answer.subject == "proposals":
        if answer.items and may(asker, Information.INQUIRIES):
            blocks += asking_buttons()
        blocks += proposal_filter(answer, origin)
    return blocks


def dressed(answer: BudgetAnswer) -> Message:
    """Return a year's money as chat shows it; more of it is asked for by its year."""
    origin = Origin(text("budgets.question", year=answer.year or ""))
    return _dressed(answer, present(answer), origin, Look())


def shown_proposal(
    services: Services, asker: Asker, number: int, change: str = "", *, channel: str = ""
) -> Message:
    """Return a proposal as the asker sees it; ``change`` is what they have just done about it."""
    seen = see_proposal(services, asker, number)
    answer = replace(seen, change=change)
    look = Look(shareable=channel.startswith(("C", "G")))
    origin = Origin(f"förslag {''.join(answer.ids)}")
    return proposal_message(answer, present(answer), origin, look)


def answer_to(services: Services, asker: Asker, origin: Origin) -> Answer:
    """Answer what ``origin`` asks."""
    question = origin.question
    if not question:
        return show_project(services, asker, origin.key, owner=origin.owner)
    if question == RUNNING:
        return running_projects(services, asker)
    if question == FOLLOWED:
        require(asker, Information.FOLLOWING)
        followed = followed_projects(services, asker)
        return ListAnswer(subject="followed", items=followed)
    command, _, name = question.partition(" ")
    if command == RUNNING and len(name) > LONGEST_NAME:
        raise Refusal("too_long")
    return ask(services, asker, question)


def _follows(services: Services, asker: Asker, card: Card) -> bool:
    if Action.FOLLOW not in card.actions or not asker.known:
        return False
    return is_following(services, asker, card.record_key, owner=card.record_owner)
