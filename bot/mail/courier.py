"""The courier that takes parcels out by mail."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from bot.mail.addresses import Sender, deliverable
from bot.mail.letters import CalendarPart, Letter, message_id_of, written
from bot.mail.lines import Envelope, Line
from bot.mail.links import Links, NoLinks
from bot.mail.press import MailPress, Postmark, Said
from bot.mail.rendering import Rendered
from bot.texts.newsletters import archive_path
from handlers.contents import Confirmation, Content, Invitation, Newsletter, Reply
from handlers.ports import Clock, Parcel, Recipient, Trace

Render: TypeAlias = Callable[[Parcel], Rendered]


class MailCourier:
    """Write parcels as letters, and carry them over a line."""

    def __init__(
        self,
        line: Line,
        sender: Sender,
        clock: Clock,
        render: Render,
        secret: bytes = b"",
        *,
        links: Links | None = None,
    ) -> None:
        self._line = line
        self._sender = sender
        self._clock = clock
        self._render = render
        self._secret = secret
        self._links: Links = links or NoLinks()

    def reaches(self, to: Recipient) -> bool:
        """Tell whether an address is known."""
        return bool(to.email)

    def send(self, parcel: Parcel) -> str:
        """Send the parcel, and return its Message-ID."""
        envelope = self._envelope(parcel)
        self._line.carry(envelope)
        return envelope.message_id

    def press(self, content: Newsletter) -> MailPress:
        """Write an issue once, for all who get it."""
        said = self._render(Parcel(f"newsletter/{content.issue_id}", Recipient(), content))
        base = self._links.public_url
        archive = f"{base}{archive_path(content.edition.key)}" if base is not None else ""
        leave = self._links.leave
        mark = Postmark(self._sender, self._clock, self._secret, leave, archive)
        return MailPress(Said(said.subject, said.text, said.html), content, mark, self._line)

    def trace(self, parcel: Parcel) -> Trace:
        """Tell what is known of an earlier attempt."""
        return self._line.trace(self._message_id(parcel))

    def close(self) -> None:
        """Hang up; the next parcel connects again."""
        self._line.close()

    def _envelope(self, parcel: Parcel) -> Envelope:
        recipient, said = deliverable(parcel.to.email), self._render(parcel)
        now = self._clock()
        letter = Letter(
            to_name=parcel.to.name,
            to_address=recipient,
            subject=said.subject,
            text=said.text,
            html=said.html,
            message_id=self._message_id(parcel),
            headers=_headers(parcel.content),
            attachments=said.attachments,
            calendar=self._calendar(parcel, now),
        )
        content = written(letter, self._sender, now)
        return Envelope(self._bounces_to(parcel), recipient, letter.message_id, content)

    def _calendar(self, parcel: Parcel, now: datetime) -> CalendarPart | None:
        if not isinstance(parcel.content, Invitation):
            return None
        from bot.mail.scheduling import calendar_part  # noqa: PLC0415 - slow to load

        return calendar_part(parcel.content, parcel.to, self._sender, now)

    def _bounces_to(self, parcel: Parcel) -> str:
        # What cannot deliver an answer has nobody to tell (RFC 3834, section 3.3).
        answers = isinstance(parcel.content, Reply | Confirmation)
        return "" if answers else self._sender.address

    def _message_id(self, parcel: Parcel) -> str:
        return message_id_of(parcel.key, self._sender.domain, self._secret)


def _headers(content: Content) -> dict[str, str]:
    """Return the fields that put an answer into its thread and say that it is one (RFC 3834)."""
    if not isinstance(content, Reply | Confirmation):
        return {}
    threads = {"In-Reply-To": [content.in_reply_to], "References": content.references}
    fields = {name: " ".join(f"<{one}>" for one in ids if one) for name, ids in threads.items()}
    named = {name: value for name, value in fields.items() if value}
    return {"Auto-Submitted": "auto-replied", **named}
