"""Writing a proposal in chat: the dialog, what is like it, the preview, and handing it in."""

import logging
import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.answering import told
from bot.slack.blocks.dialogs import answer_dialog
from bot.slack.blocks.fields import VALUE, Filled
from bot.slack.blocks.parts import Block
from bot.slack.blocks.proposal_news import proposal_news
from bot.slack.blocks.proposals import (
    FIELD,
    PERSON,
    TITLE,
    Carried,
    Writing,
    preview_dialog,
    read_suggestion,
    similar_keys,
    writing_dialog,
)
from bot.slack.forms import Form
from bot.slack.listeners.home import publish_home
from bot.slack.middleware import Introductions
from bot.slack.origin import Origin
from bot.slack.places import read_text, typed_lines
from bot.slack.press import Press, on_press
from bot.texts import refusal_text
from bot.texts.rounds import round_notice
from bot.texts.safe import clean
from handlers.access import Information, may
from handlers.answers import Asker, Item
from handlers.contents import ProposalEvent, ProposalNews, ProposalNewsLine
from handlers.errors import Refusal
from handlers.invitations import named, people_named
from handlers.ports import Services
from handlers.proposals import (
    Draft,
    State,
    Submitted,
    Suggestion,
    Unfinished,
    address_draft,
    areas_in_use,
    begin_change,
    check_draft,
    keep_draft,
    like_title,
    new_draft,
    offices_to_choose,
    open_draft,
    round_today,
    see_proposal,
    show_draft,
    submit,
    throw_draft_away,
)
from handlers.proposals.suggestion import LONGEST_TEXT, LONGEST_TITLE

logger = logging.getLogger(__name__)

COMMANDS = ("/forslag", "/förslag")
SHORTCUT = "make_proposal"
_MINE = frozenset({"mina", "mina förslag"})
_NEW = frozenset({"nytt", "nytt förslag", "ny"})
_FIELDS: dict[str, str | re.Pattern[str]] = {
    "block_id": re.compile(rf"{FIELD}\w+"),
    "action_id": VALUE,
}
# Somebody has closed the dialog meanwhile.
_TOO_LATE = frozenset({"not_found", "hash_conflict"})


def register(app: App, introductions: Introductions) -> None:
    """Listen for the command, the shortcut, the dialogs, and what is written in them."""
    known, press = [introductions.introduce], on_press(introductions)
    for name in COMMANDS:
        app.command(name, middleware=known)(answer_command)
    app.shortcut(SHORTCUT, middleware=known)(make_of_message)
    app.action(_FIELDS, middleware=press)(keep)
    app.view("proposal_form", middleware=known)(look_through)
    app.view("proposal_preview", middleware=known)(hand_in)
    for name, listener in _BUTTONS.items():
        app.action(name, middleware=press)(listener)


def answer_command(
    ack: Ack, command: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Open the dialog, perhaps with a title; or show one's own, or one by its number."""
    typed = typed_lines(str(command.get("text") or ""))
    wanted = clean(typed)
    if wanted.casefold() in _MINE or Origin(wanted).question[:4].isdecimal():
        question = "mina förslag" if wanted.casefold() in _MINE else f"förslag {wanted}"
        answer = told(services, asker, Origin(question), channel=command["channel_id"])
        ack(text=answer["text"], blocks=answer["blocks"], response_type="ephemeral")
        return
    if wanted.casefold() in _NEW:
        draft = new_draft(services, asker)
    elif wanted:
        draft = open_draft(services, asker, Suggestion(title=wanted[:LONGEST_TITLE]))
    else:
        draft = open_draft(services, asker)
    client.views_open(trigger_id=command["trigger_id"], view=_dialog(services, asker, draft))
    ack()


def make_of_message(
    ack: Ack, shortcut: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Open the dialog with what somebody has written in a message."""
    message = shortcut.get("message") or {}
    written = read_text(str(message.get("text") or "")).strip()
    first = clean(written.split("\n", 1)[0])
    said = Suggestion(title=first[:LONGEST_TITLE], background=written[:LONGEST_TEXT])
    draft = open_draft(services, asker, said)
    client.views_open(trigger_id=shortcut["trigger_id"], view=_dialog(services, asker, draft))
    ack()


def open_new(ack: Ack, press: Press) -> None:
    """Open the dialog of a new proposal, with the title that the button carries."""
    title = press.value[:LONGEST_TITLE]
    said = Suggestion(title=title) if title else None
    _open(ack, press, open_draft(press.services, press.asker, said))


def go_on(ack: Ack, press: Press) -> None:
    """Open the dialog with a draft."""
    _open(ack, press, show_draft(press.services, press.asker, press.value))


def change(ack: Ack, press: Press) -> None:
    """Open the dialog of a change of a proposal."""
    _open(ack, press, begin_change(press.services, press.asker, whole(press.value)))


def edit_more(ack: Ack, press: Press) -> None:
    """Go back from the preview to the dialog."""
    draft = show_draft(press.services, press.asker, press.value)
    shown = _dialog(press.services, press.asker, draft)
    press.client.views_update(view_id=press.body["view"]["id"], view=shown)
    ack()


def throw_away(ack: Ack, press: Press) -> None:
    """Erase a draft; the button has asked whether that is meant."""
    throw_draft_away(press.services, press.asker, press.value)
    publish_home(press.services, press.asker, press.client, press.user)
    ack()


def keep(ack: Ack, press: Press) -> None:
    """Keep what stands in the dialog now, and show what is like its title."""
    view = press.body["view"]
    carried, filled = carried_in(view), Filled(view)
    said = read_suggestion(filled)
    draft = keep_draft(press.services, press.asker, carried.draft, said)
    if press.action.get("block_id") == TITLE:
        alike = like_title(press.services, press.asker, said.title, but=draft.proposal)
        if similar_keys(alike) != carried.similar:
            _update(press.client, view, _dialog(press.services, press.asker, draft, alike))
    ack()


def look_through(
    ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker, client: WebClient
) -> None:
    """Keep what was written, and show it as it would be handed in; a change is saved at once."""
    form = Form(services, asker, client, view)
    said, token = read_suggestion(form.filled), carried_in(view).draft
    try:
        draft = keep_draft(services, asker, token, said)
        said = check_draft(services, asker, said)
        if form.filled.has(PERSON):
            draft = address_draft(services, asker, token, _person(form))
    except Unfinished as no:
        problems = {f"{FIELD}{name}": refusal_text(one) for name, one in no.problems.items()}
        ack(response_action="errors", errors=problems)
        return
    if draft.proposal is not None:
        _save(ack, form, token)
        return
    shown = preview_dialog(said, offices_to_choose(services, asker), draft)
    ack(response_action="update", view=shown)


def hand_in(ack: Ack, view: Mapping[str, Any], services: Services, asker: Asker) -> None:
    """Hand in what was looked through, and show the receipt."""
    done = submit(services, asker, carried_in(view).draft)
    ack(response_action="update", view=_receipt(services, asker, done))


def carried_in(view: Mapping[str, Any]) -> Carried:
    """Return what a dialog of a proposal carries along; refuse what none of ours does."""
    try:
        return Carried.read(str(view["private_metadata"]))
    except ValueError as error:
        raise Refusal("other") from error


def whole(written: str) -> int:
    """Read the number that a button carries; refuse what is none of ours."""
    if not written.isdecimal():
        raise Refusal("proposal_gone")
    return int(written)


def _save(ack: Ack, form: Form, token: str) -> None:
    done = submit(form.services, form.asker, token)
    if done.draft is not None:
        shown = _dialog(form.services, form.asker, done.draft, (), done)
        ack(response_action="update", view=shown)
        return
    shown_now = told(form.services, form.asker, Origin(f"förslag {done.number}"))
    ack(response_action="update", view=answer_dialog(shown_now["blocks"]))


def _person(form: Form) -> int | None:
    try:
        found = people_named(form.services, form.asker, form.filled.text(PERSON))
    except Refusal as no:
        raise Unfinished({"person": no}) from no
    if len(found) > 1:
        raise Unfinished({"person": Refusal("only_one_person")})
    return found[0] if found else None


def _open(ack: Ack, press: Press, draft: Draft) -> None:
    press.screen.open(_dialog(press.services, press.asker, draft))
    ack()


def _dialog(
    services: Services,
    asker: Asker,
    draft: Draft,
    alike: tuple[Item, ...] | None = None,
    done: Submitted | None = None,
) -> Block:
    if alike is None:
        title = draft.suggestion.title
        alike = like_title(services, asker, title, but=draft.proposal)
    keeps = may(asker, Information.PROPOSALS)
    for_whom = named(services, asker, [draft.person_id]) if keeps and draft.person_id else ()
    return writing_dialog(
        Writing(
            draft=draft,
            offices=offices_to_choose(services, asker),
            areas=areas_in_use(services, asker),
            similar=alike,
            keeps=keeps,
            person=for_whom[0].written if for_whom else "",
            # What has been handed in may be changed in whichever round.
            notice="" if draft.proposal else round_notice(round_today(services, asker)),
            differences=done.differences if done else (),
        )
    )


def _receipt(services: Services, asker: Asker, done: Submitted) -> Block:
    seen = see_proposal(services, asker, done.proposal)
    line = ProposalNewsLine(
        event=ProposalEvent.HANDED_IN,
        id=done.proposal,
        key=done.number,
        number=done.number,
        title=done.title,
        state=State.RECEIVED,
        offices=seen.offices,
        late=seen.late,
        open=bool(seen.acts),
    )
    return answer_dialog(proposal_news(ProposalNews("", (line,)))["blocks"])


def _update(client: WebClient, view: Mapping[str, Any], shown: Block) -> None:
    try:
        client.views_update(view_id=view["id"], view=shown)
    except SlackApiError as error:
        if error.response.get("error") not in _TOO_LATE:
            raise
        logger.info("What is like a title came too late: %s", error.response.get("error"))


_BUTTONS = {
    "proposal_new": open_new,
    "proposal_draft": go_on,
    "proposal_change": change,
    "proposal_edit": edit_more,
    "proposal_throw": throw_away,
}
