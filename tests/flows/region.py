"""Miljösamverkan Väst at work: some in chat, some by mail, all on the same database."""

import email
import email.policy
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli import app
from bot.workspace import Member, Message, View
from storage.models import Proposal
from tests.flows.house import SAM, House, lines
from tests.flows.letters import VERIFIED, Post, answers, flat, mails_to, written

LEADER = "projektledare@vast.example"
VARBERG = "kontaktperson.varberg@vast.example"
MANAGER = "miljochef.varberg@vast.example"
MIA = "U0MIA"
MIAS_ADDRESS = "kontaktperson.molndal@vast.example"
MEMBERS = (Member(MIA, "Mia", MIAS_ADDRESS),)


@dataclass
class Region:
    """The coordinator Sam in chat and by mail, and those who have needs."""

    house: House
    post: Post
    folder: Path
    _numbers: Callable[[], int] = field(default_factory=lambda: itertools.count(1).__next__)

    # In chat

    def shown(self, user: str = SAM) -> Message | View:
        """Return the dialog on top, or the latest answer where none is open."""
        views = self.house.workspace.views(user)
        return views[-1] if views else self.house.last(user)

    def said(self, user: str = SAM) -> str:
        return "\n".join(lines(self.shown(user)))

    def ask(self, text: str, user: str = SAM, command: str = "/samverkan") -> str:
        """Type a command, and return what is shown for it."""
        self.close(user)
        assert self.house.workspace.command(user, command, text).acknowledged
        return self.said(user)

    def press(self, label: str, user: str = SAM) -> str:
        outcome = self.house.workspace.press(user, self.shown(user), label)
        assert outcome.acknowledged, outcome
        return self.said(user)

    def submit(self, user: str = SAM, **values: Any) -> str:
        """Send the dialog on top, which has no faults, and return what is shown then."""
        outcome = self.house.workspace.submit(user, values)
        assert outcome.acknowledged, outcome
        assert dict(outcome.errors) == {}
        return self.said(user)

    def close(self, user: str = SAM) -> None:
        if self.house.workspace.views(user):
            self.house.workspace.close_view(user, everything=True)

    # By mail

    def mail(
        self,
        subject: str,
        text: str = "",
        *files: tuple[str, bytes],
        sender: str = LEADER,
        to: EmailMessage | None = None,
    ) -> EmailMessage:
        """Write to the bot, perhaps with files, and return its answer."""
        thread = {"In_Reply_To": str(to["Message-ID"])} if to else {}
        named = {"Message_ID": f"<vag-{self._numbers()}@vast.example>", **thread}
        raw = written(subject, text, sender=sender, Authentication_Results=VERIFIED, **named)
        mail = email.message_from_bytes(raw, policy=email.policy.SMTP)
        for name, content in files:
            mail.add_attachment(
                content, maintype="application", subtype="octet-stream", filename=name
            )
        assert self.post(mail.as_bytes()).exit_code == 0
        return answers(self.folder, sender)[-1]

    def reply(self, to: EmailMessage, text: str, sender: str = LEADER) -> EmailMessage:
        return self.mail(f"Sv: {to['Subject']}", text, sender=sender, to=to)

    # What follows

    def days_pass(self, days: int) -> None:
        """Let days go by, and everything be sent that waits for working hours."""
        self.house.clock.move(timedelta(days=days))
        self.house.clock.now = self.house.clock.now.replace(hour=9)
        CliRunner().invoke(app, ["tick"])

    def told_in_chat(self, user: str) -> str:
        return "\n".join("\n".join(lines(one)) for one in self.house.direct(user))

    def told_by_mail(self, address: str) -> str:
        return "\n".join(map(flat, mails_to(self.folder, address)))

    def asked(self, address: str, about: str) -> EmailMessage:
        """Return the mail that put an inquiry to somebody."""
        subject = f"Rundfråga: {about}"
        mails = mails_to(self.folder, address)
        return next(one for one in mails if str(one["Subject"]).startswith(subject))

    def states(self) -> dict[str, str]:
        """Return where each proposal stands, by its number."""
        with self.house.services.database.session() as session:
            own = select(Proposal.number, Proposal.state).where(Proposal.number.is_not(None))
            return {str(number): state for number, state in session.execute(own)}
