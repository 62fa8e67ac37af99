"""A meeting as a file for one's calendar: for who gets the invitation in chat, and has no mail."""

from slack_bolt import Ack, App

from bot.slack.blocks.parts import message, said
from bot.slack.listeners.planning import whole
from bot.slack.middleware import Introductions
from bot.slack.press import Press, on_press
from bot.slack.uploads import Upload, send_pressed
from bot.texts import text
from bot.texts.booked import meeting_name
from handlers.errors import Refusal
from handlers.invitations import times_of_mine

FILE = "kalender.ics"


def register(app: App, introductions: Introductions) -> None:
    """Listen for those who want a meeting in their calendar."""
    pressed = app.action("meeting_calendar", middleware=on_press(introductions))
    pressed(ack=promise, lazy=[send])


def promise(ack: Ack, press: Press) -> None:
    """Say that the file is on its way."""
    coming = text("invite.file_coming")
    press.screen.tell(message(coming, [said(coming)]))
    ack()


def send(press: Press) -> None:
    """Send the meeting, or all times to come of its series; say in a message if that failed."""

    def made() -> Upload:
        from bot.documents.calendars import calendar_file  # noqa: PLC0415 - slow to load

        person = press.asker.person_id
        if person is None:
            raise Refusal("meeting_gone")
        lines = times_of_mine(press.services, whole(press.value), person)
        file = calendar_file(FILE, (), lines, press.services.clock(), "", invited=True)
        if file is None:
            raise Refusal("meeting_over")
        return Upload(file.content, file.name, meeting_name(lines[0]))

    send_pressed(press, lambda: (made(),), text("invite.file_not_sent"))
