"""A mail that is written once for many: what is each recipient's own is put in for each copy.

Building a mail takes milliseconds. Here it is encoded once and cut where the recipient's way to
leave stands, so that a copy is the same octets but for that, and a few fields at its head.
"""

import binascii
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.utils import format_datetime
from functools import partial
from hashlib import sha256
from html import escape
from urllib.parse import quote

from bot.mail.addresses import Sender, deliverable
from bot.mail.headers import mailbox_field, tokens_field, words_field
from bot.mail.letters import AUTOMATIC, LINE_BREAK, message_id_of, multipart_field
from bot.mail.lines import Envelope, Line, nothing
from handlers.contents import Newsletter
from handlers.ports import Clock, Recipient

# The address of the page on which its reader leaves; nobody can have this one (RFC 2606).
LEAVE = "https://leave.invalid/"
# What is written on the subject line of a mail to leave; what proves who does so follows.
LEAVING = "avsluta nyhetsbrev"
_WIDTH = 76
_HEAD = (
    b'Content-Type: text/%s; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
)

# Returns where somebody, by number, leaves the newsletter that they got by an issue's number.
Leave = Callable[[int, int], str | None]


@dataclass(frozen=True, slots=True)
class Postmark:
    """What a press puts on each copy: whom it is from, when, by which key, and the way to leave."""

    sender: Sender
    clock: Clock
    secret: bytes
    leave: Leave
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What all copies say; ``LEAVE`` stands where the way to leave does."""

    subject: str
    text: str
    html: str


class MailPress:
    """Print copies of an issue, and carry them over a line."""

    def __init__(self, said: Said, content: Newsletter, mark: Postmark, line: Line) -> None:
        self._mark = mark
        self._line = line
        self._issue_id = content.issue_id
        boundary = f"=_{sha256(f'issue {content.issue_id}'.encode()).hexdigest()[:32]}"
        self._fields = "\r\n".join(_shared_fields(said, content, mark, boundary)).encode()
        self._text = _cut(b"plain", said.text, boundary)
        self._html = _cut(b"html", said.html, boundary)
        self._end = f"\r\n--{boundary}--\r\n".encode()
        self._dated_at, self._dated = mark.clock(), ""
        self._ready: Envelope | None = None
        self._ready_for: tuple[str, str, Recipient] | None = None

    @property
    def original(self) -> bytes:
        """Return a copy as it is sent, but for what is each recipient's own.

        Where that leaves the newsletter, this leads to all of its issues.
        """
        return b"\r\n".join((self._date().encode(), self._fields)) + self._body(self._mark.archive)

    def send(self, key: str, to: Recipient, upcoming: tuple[str, Recipient] | None = None) -> str:
        """Send a copy, and return its Message-ID; raise ``DeliveryError``."""
        ready = self._ready if self._ready_for == (self._date(), key, to) else None
        envelope = ready or self.copy(key, to)
        self._line.carry(envelope, partial(self._prepare, upcoming) if upcoming else nothing)
        return envelope.message_id

    def _prepare(self, upcoming: tuple[str, Recipient]) -> None:
        """Print the next copy: that takes as long as the mail server takes to look at this one."""
        self._ready_for = None
        # What is wrong is told when its turn has come: the one before has been sent already.
        with suppress(Exception):
            self._ready = self.copy(*upcoming)
            self._ready_for = (self._date(), *upcoming)

    def copy(self, key: str, to: Recipient) -> Envelope:
        """Return a copy as it is sent; raise ``DeliveryError`` where no mail can be sent there."""
        mark, recipient = self._mark, deliverable(to.email)
        # These two stand in the address for leaving as well: that is no secret of theirs.
        before = f"{self._issue_id:x}.{to.person_id or 0:08x}."
        message_id = message_id_of(key, mark.sender.domain, mark.secret, before=before)
        way = mark.leave(to.person_id, self._issue_id) if to.person_id is not None else None
        own = (
            mailbox_field("To", to.name, recipient),
            f"Message-ID: {message_id}",
            self._date(),
            *_ways_out(way, mark.sender),
        )
        head = "\r\n".join(own).encode()
        content = b"\r\n".join((head, self._fields)) + self._body(way or "")
        return Envelope(mark.sender.address, recipient, message_id, content, dotless=True)

    def _date(self) -> str:
        """Return the field with the moment, written anew once a second."""
        now = self._mark.clock().replace(microsecond=0)
        if not self._dated or self._dated_at != now:
            self._dated_at, self._dated = now, tokens_field("Date", format_datetime(now))
        return self._dated

    def _body(self, way: str) -> bytes:
        plain, marked_up = _encoded(way), _encoded(escape(way))
        return plain.join(self._text) + marked_up.join(self._html) + self._end


def _shared_fields(said: Said, content: Newsletter, mark: Postmark, boundary: str) -> Iterator[str]:
    edition, sender = content.edition, mark.sender
    yield mailbox_field("From", sender.name, sender.address)
    yield words_field("Subject", said.subject)
    yield tokens_field("List-Id", f"<nyhetsbrev.{edition.key}.{sender.domain}>")
    yield tokens_field("List-Help", f"<mailto:{sender.address}?subject={quote('hjälp')}>")
    if mark.archive:
        yield tokens_field("List-Archive", f"<{mark.archive}>")
    yield tokens_field("Precedence", "bulk")
    for name, value in AUTOMATIC.items():
        yield tokens_field(name, value)
    yield tokens_field("MIME-Version", "1.0")
    yield multipart_field("alternative", boundary)
    yield ""


def _ways_out(way: str | None, sender: Sender) -> Iterator[str]:
    """Yield the fields by which a mail program offers to leave (RFC 2369, RFC 8058)."""
    if way is None:
        mailto = f"<mailto:{sender.address}?subject={quote(LEAVING)}>"
        yield tokens_field("List-Unsubscribe", mailto)
        return
    # What the address ends in proves the same when it comes by mail.
    subject = quote(f"{LEAVING} {way.rpartition('/')[2]}")
    mailto = f"<mailto:{sender.address}?subject={subject}>"
    yield tokens_field("List-Unsubscribe", f"<{way}>, {mailto}")
    yield tokens_field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")


def _cut(subtype: bytes, words: str, boundary: str) -> tuple[bytes, ...]:
    """Return a part as what stands before, between and behind the recipient's ways to leave."""
    lines = LINE_BREAK.sub("\r\n", words).removesuffix("\r\n") + "\r\n"
    pieces = [_encoded(piece) for piece in lines.split(LEAVE)]
    pieces[0] = f"\r\n--{boundary}\r\n".encode() + _HEAD % subtype + pieces[0]
    return tuple(pieces)


def _encoded(words: str) -> bytes:
    """Return words in quoted-printable, ended so that anything can follow on a line of its own.

    No line begins with a dot, so that nothing of it has to be looked at once more when it is sent.
    """
    # With one letter more than there is, the last line has room for the break that follows it.
    # Only where it sees CR LF does it break long lines with it.
    encoded = binascii.b2a_qp(f"{words}x\r\n".encode(), istext=True)[:-3]
    if words and not encoded.endswith(b"\n"):
        encoded += b"=\r\n"
    if b"\r\n." in encoded or encoded.startswith(b"."):
        encoded = b"\r\n".join(map(_undotted, encoded.split(b"\r\n")))
    return encoded


def _undotted(line: bytes) -> bytes:
    if not line.startswith(b"."):
        return line
    moved = b"=2E" + line[1:]
    return moved if len(moved) <= _WIDTH else b"=2E=\r\n" + _undotted(line[1:])
