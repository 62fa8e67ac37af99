"""A coordinator's chat, the mails that go out, and the calendars that take and answer them."""

import email
import email.policy
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bot.cli import app
from bot.workspace import Message, View
from tests.calendars import faults
from tests.calendars.client import Client
from tests.calendars.lines import read_lines
from tests.fakes import FixedClock
from tests.flows.diary import SARA
from tests.flows.house import House, lines
from tests.flows.letters import BOT, TRUSTED, Post

ANEBY, EKSJO = "miljochef.aneby@jonkoping.example", "miljochef.eksjo@jonkoping.example"
GISLAVED = "miljochef.gislaved@jonkoping.example"
STAMP, LATER = "20261120T070000Z", "20261120T073000Z"
MEETING: dict[str, Any] = {
    "title": "Chefsmöte i februari",
    "first": "2027-02-10",
    "starts": "09:00",
    "ends": "12:00",
    "place": "Stadshuset i Habo",
    "circles": [],
}


class Organizer:
    """The coordinator's chat, the mails that go out, and the calendars that take them."""

    def __init__(self, house: House, post: Post, folder: Path, clock: FixedClock) -> None:
        self.house, self._post, self._folder, self._clock = house, post, folder, clock
        self._read: set[Path] = set()
        self.calendars = {one: Client(one) for one in (ANEBY, EKSJO, GISLAVED)}
        self.told: list[tuple[str, bytes]] = []
        self._mails: list[tuple[str, EmailMessage]] = []

    @property
    def shown(self) -> Message | View:
        views = self.house.workspace.views(SARA)
        return views[-1] if views else self.house.last(SARA)

    def said(self) -> str:
        return "\n".join(lines(self.shown))

    def close(self) -> None:
        if self.house.workspace.views(SARA):
            self.house.workspace.close_view(SARA, everything=True)

    def press(self, label: str) -> None:
        outcome = self.house.workspace.press(SARA, self.shown, label)
        assert outcome.acknowledged, outcome

    def send(self, **values: Any) -> None:
        outcome = self.house.workspace.submit(SARA, values)
        assert (outcome.acknowledged, dict(outcome.errors)) == (True, {})

    def ask(self, text: str) -> str:
        self.close()
        self.house.ask(SARA, "/samverkan", text)
        return self.said()

    def invite(self, *addresses: str, **planned: Any) -> None:
        """Plan a meeting in the dialog, and send its invitation."""
        self.house.workspace.command(SARA, "/mote", "nytt")
        self.send(**{**MEETING, "singles": "\n".join(addresses), **planned})
        self.press("Skicka inbjudan")
        self.carry()

    def card(self, number: int = 1) -> str:
        """Show the meeting as it is now."""
        self.close()
        self.house.ask(SARA, "/mote", str(number))
        return self.said()

    def carry(self, after: timedelta = timedelta(minutes=1)) -> None:
        """Let the bot send what waits, and each calendar take what has come."""
        self._clock.move(after)
        CliRunner().invoke(app, ["tick"])
        for path in sorted(self._folder.glob("*.eml"), key=lambda one: one.stat().st_mtime_ns):
            if path in self._read:
                continue
            self._read.add(path)
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            to = str(mail["To"].addresses[0].addr_spec)
            self._mails.append((to, mail))
            for part in mail.walk():
                if part.get_content_type() == "text/calendar":
                    content = part.get_payload(decode=True)
                    assert isinstance(content, bytes)
                    assert faults(content) == []
                    self.told.append((to, content))
                    self.calendars[to].take(content)

    def reply(
        self,
        who: str,
        status: str,
        *changes: tuple[str, str],
        stamp: str = STAMP,
        further: tuple[str, ...] = (),
    ) -> None:
        """Press a button in somebody's calendar, which sends its answer to the bot."""
        (uid,) = self.calendars[who].entries
        content = self.calendars[who].answer(uid, status, stamp, *further).decode()
        for change in changes:
            content = content.replace(*change)
        mail = EmailMessage(policy=email.policy.SMTP)
        mail["From"], mail["To"], mail["Subject"] = who, BOT, "Svar: Chefsmöte"
        mail["Message-ID"] = f"<{abs(hash((content, who)))}@outlook.example>"
        mail["Authentication-Results"] = TRUSTED
        mail.set_content("")
        mail.add_alternative(content, subtype="calendar", params={"method": "REPLY"})
        assert self._post(mail.as_bytes()).exit_code == 0
        self.carry()

    def write(self, who: str, words: str) -> None:
        """Reply to what somebody was mailed last, in plain words."""
        (to, told) = next(one for one in reversed(self._mails) if one[0] == who)
        mail = EmailMessage(policy=email.policy.SMTP)
        mail["From"], mail["To"], mail["Subject"] = to, BOT, f"SV: {told['Subject']}"
        mail["Message-ID"] = f"<{abs(hash((words, who)))}@jonkoping.example>"
        mail["In-Reply-To"] = str(told["Message-ID"])
        mail["Authentication-Results"] = TRUSTED
        mail.set_content(words)
        assert self._post(mail.as_bytes()).exit_code == 0
        self.carry()

    def last(self, who: str) -> dict[str, str]:
        """Return what somebody's calendar was told last, by the names of its lines."""
        content = next(told for to, told in reversed(self.told) if to == who)
        return {line.name: line.value for line in read_lines(content)}
