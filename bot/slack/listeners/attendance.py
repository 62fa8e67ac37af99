"""Who has answered what, and what can be done for each of them."""

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.slack.blocks.answered import answers_card
from bot.slack.blocks.parts import Message
from bot.slack.listeners.planning import whole
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from bot.slack.uploads import Upload, send_pressed
from bot.texts import text
from bot.texts.booked import meeting_name
from bot.texts.cards.meetings import list_columns, list_rows
from bot.texts.planned import attending_words
from bot.texts.safe import clean
from handlers.errors import Refusal
from handlers.invitations import Response, attendance, named, respond, send_again, uninvite


def register(app: App, introductions: Introductions) -> None:
    """Listen for the list of answers, and for what is chosen beside a name."""
    press = on_press(introductions)
    app.action("meeting_answers", middleware=press)(tell_answers)
    for name in ("meeting_answers_more", "meeting_answers_first"):
        app.action(name, middleware=press)(show_answers)
    app.action("invitee", middleware=press)(act_for)
    app.action("meeting_excel", middleware=press)(ack=promise_list, lazy=[send_list])


def tell_answers(ack: Ack, press: Press) -> None:
    """Show who has answered what beside the meeting."""
    press.screen.tell(_answers(press, whole(press.value), 0))
    ack()


def show_answers(ack: Ack, press: Press) -> None:
    """Show who has answered what, from the one that the button says."""
    number, _, start = press.value.partition("/")
    press.screen.show(_answers(press, whole(number), whole(start or "0")))
    ack()


def act_for(ack: Ack, press: Press) -> None:
    """Do for somebody who is invited what was chosen beside their name."""
    way, _, about = press.value.partition("/")
    number, person, start = (whole(part) for part in about.split("/"))
    told = _INVITEES.get(way, _answer)(press, number, person, way)
    press.screen.show(_answers(press, number, start, told))
    ack()


def promise_list(ack: Ack, press: Press) -> None:
    """Say that the list of everybody is on its way as a workbook."""
    number = whole(press.value)
    press.screen.show(_answers(press, number, 0, text("planned.list_coming")))
    ack()


def send_list(press: Press) -> None:
    """Send who comes as a workbook, without what they have wished for: that is not for chat."""

    def made() -> Upload:
        from bot.documents.lists import list_file  # noqa: PLC0415 - slow to load

        found = attendance(press.services, press.asker, whole(press.value))
        rows = list_rows(found.people)
        file = list_file(text("planned.list_file"), list_columns(), rows)
        return Upload(file.content, file.name, meeting_name(found.meeting))

    send_pressed(press, lambda: (made(),), text("planned.list_not_sent"))


def _answers(press: Press, number: int, start: int, notice: str = "") -> Message:
    found = attendance(press.services, press.asker, number)
    asks_how = bool(found.meeting.place and found.meeting.link)
    return answers_card(found, start, notice, asks_how=asks_how)


def _answer(press: Press, number: int, person: int, way: str) -> str:
    status, attends = ("accepted", "remote") if way == "remote" else (way, "")
    response = Response(status=status, attends=attends)
    respond(press.services, press.asker, number, person, response)
    one = attendance(press.services, press.asker, number).find(person)
    if one is None:
        raise Refusal("not_invited")
    return text("planned.answered_for", name=clean(one.name), answer=attending_words(one))


def _send_again(press: Press, number: int, person: int, _way: str) -> str:
    send_again(press.services, press.asker, number, person)
    return text("planned.sent_again", name=_name(press, person))


def _remove(press: Press, number: int, person: int, _way: str) -> str:
    uninvite(press.services, press.asker, number, person)
    return text("planned.removed", name=_name(press, person))


def _name(press: Press, person: int) -> str:
    found = named(press.services, press.asker, [person])
    return clean(found[0].name) if found else ""


_INVITEES: dict[str, Callable[[Press, int, int, str], str]] = {
    "again": _send_again,
    "remove": _remove,
}
