"""A project's group in chat: the dialog that calls people to it, and who has answered."""

from datetime import date

from bot.slack.blocks.answers import Look, answer_card, title
from bot.slack.blocks.fields import day_picker, field, form, text_input
from bot.slack.blocks.living import Held
from bot.slack.blocks.parts import (
    Block,
    Message,
    button,
    buttons,
    heading,
    message,
    paragraph,
    row,
    said,
    small,
)
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.cards import Card
from bot.texts.cards.living import member_line
from bot.texts.dates import short_day
from bot.texts.safe import clean
from handlers.answers import CallAnswer, CallCard, MemberLine, MembersAnswer
from handlers.living import LONGEST, CallTerms, Which

LOOK, PUBLISH = "call_look", "call_publish"
_MOST_ROWS = 15
_LONGEST_COUNT = 6


def call_message(answer: CallAnswer, card: Card, origin: Origin, look: Look) -> Message:
    """Show a call, with what who leads the project can do about it."""
    shown = answer_card(card, origin, look)
    return {**shown, "blocks": [*shown["blocks"], *call_steps(answer.call)]}


def call_steps(call: CallCard) -> list[Block]:
    """Return what who leads a project can do about its call."""
    if not call.leads:
        return []
    held = Held(Which(call.key, call.owner, 0)).written()
    is_open = call.state == "open"
    opening = text("calls.change") if is_open else text("calls.open")
    return buttons(
        [
            button(opening, "call_edit", held, about=call.title),
            *([button(text("calls.close"), "call_close", held)] if is_open else []),
            button(text("calls.members"), "call_members", held),
        ]
    )


def call_dialog(call: CallCard, today: date) -> Block:
    """Ask whom a project's group needs, how many, and until when."""
    terms = CallTerms(call.about, call.closes_on, call.goal)
    held = Held(Which(call.key, call.owner, 0)).written()
    return form(LOOK, text("calls.dialog"), text("calls.look"), _fields(terms, today), held)


def call_preview(name: str, terms: CallTerms, today: date, held: str) -> Block:
    """Show a call as people will read it, above the fields in which it can still be changed."""
    until = text("calls.until", day=short_day(terms.closes_on)) if terms.closes_on else ""
    wanted = text("calls.wanted", count=terms.goal) if terms.goal else ""
    shown = [
        heading(text("calls.as_read")),
        *(said(one) for one in (clean(name), clean(terms.about), wanted, until) if one),
        small(text("calls.not_published")),
    ]
    blocks = [*shown, *_fields(terms, today)]
    return form(PUBLISH, text("calls.dialog"), text("calls.publish"), blocks, held)


def group_message(answer: MembersAnswer, card: Card) -> Message:
    """Show who has answered a call, each with a yes and a no, and the list as a file."""
    shown = answer.members[:_MOST_ROWS]
    rest = len(answer.members) - len(shown)
    held = Held(Which(answer.call.key, answer.call.owner, 0)).written()
    excel = [button(text("calls.excel"), "call_excel", held)] if answer.members else []
    blocks = [
        paragraph(title(card.heading, card.lead)),
        *(block for one in shown for block in _member(answer.call, one)),
        *([small(text("calls.rest", count=rest))] if rest else []),
        *buttons(excel),
        *call_steps(answer.call),
    ]
    return message(card.summary, blocks)


def _member(call: CallCard, one: MemberLine) -> list[Block]:
    line = member_line(one)
    value = f"{one.person_id}/{Held(Which(call.key, call.owner, 0)).written()}"
    name, number = clean(one.name), one.person_id
    yes = button(text("calls.yes"), f"call_accept_{number}", value, about=name)
    no = button(text("calls.no"), f"call_decline_{number}", value, about=name)
    told = f"{line.label}\n{line.text}"
    if one.state == "withdrawn":
        return [said(told)]
    if one.state == "accepted":
        return [row(told, no)]
    return [row(told, yes), *([] if one.state == "declined" else buttons([no]))]


def _fields(terms: CallTerms, today: date) -> list[Block]:
    closes = terms.closes_on if terms.closes_on and terms.closes_on >= today else None
    return [
        field(
            "about",
            text("calls.about"),
            text_input(terms.about, longest=LONGEST["about"], many=True),
            hint=text("calls.about_hint"),
        ),
        field(
            "goal",
            text("calls.goal"),
            text_input(str(terms.goal or ""), longest=_LONGEST_COUNT),
            optional=True,
        ),
        field("day", text("calls.closes"), day_picker(closes), optional=True),
    ]
