"""A coordinator who asks by mail alone, and the bot that answers and does what waits."""

import os
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import select
from typer.testing import CliRunner

from bot.app.services import build_services
from bot.cli import app
from bot.config import load_settings
from handlers.answers import Asker
from handlers.inquiries import show_inquiry
from handlers.inquiry_views import InquiryPicture
from storage.models import Person
from tests.fakes import FixedClock
from tests.flows.letters import COORDINATOR, TRUSTED, Post, mails_to, text_of, written


class Mailing:
    """The post both ways, and the bot that does what waits."""

    def __init__(self, post: Post, folder: Path, clock: FixedClock) -> None:
        self._post, self._folder, self._clock = post, folder, clock
        self._count = 0
        self.services = build_services(load_settings(os.environ), clock)
        with self.services.database.session() as session:
            number = session.scalars(select(Person.id).where(Person.email == COORDINATOR)).one()
        self.coordinator = Asker("jonkoping", number, frozenset({"coordinator"}), "slack")

    def write(
        self,
        subject: str,
        text: str = "",
        *,
        sender: str = COORDINATOR,
        to: EmailMessage | None = None,
        findings: str = TRUSTED,
    ) -> str:
        """Write a mail, or reply to one; return the answer's words on one line."""
        self._count += 1
        replied = {"In_Reply_To": str(to["Message-ID"])} if to else {}
        raw = written(
            subject,
            text,
            sender=sender,
            Message_ID=f"<q-{self._count}@jonkoping.example>",
            Authentication_Results=findings,
            **replied,
        )
        assert self._post(raw).exit_code == 0
        self.tick()
        return self.words(sender)

    def reply(self, sender: str, words: str, findings: str = TRUSTED, about: str = "") -> str:
        asked = self.asked(sender, about)
        return self.write(
            f"Sv: {asked['Subject']}", words, sender=sender, to=asked, findings=findings
        )

    def tick(self) -> None:
        self._clock.move(timedelta(minutes=1))
        CliRunner().invoke(app, ["tick"])

    def mails_to(self, address: str) -> list[EmailMessage]:
        # What they are reminded of is another matter.
        theirs = mails_to(self._folder, address)
        return [one for one in theirs if "/installningar/" not in text_of(one)]

    def asked(self, address: str, about: str = "") -> EmailMessage:
        return next(
            one for one in self.mails_to(address) if f"Rundfråga: {about}" in str(one["Subject"])
        )

    def words(self, address: str) -> str:
        return " ".join(text_of(self.mails_to(address)[-1]).split())

    def picture(self, number: int = 1) -> InquiryPicture:
        return show_inquiry(self.services, self.coordinator, number)
