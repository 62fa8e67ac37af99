"""A letter as the bytes that a mail server takes (RFC 5322)."""

import base64
import binascii
import hmac
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import encode_rfc2231, format_datetime
from hashlib import sha256
from types import MappingProxyType

from bot.documents.attachments import Attachment
from bot.mail.addresses import Sender, deliverable, parse_sender
from bot.mail.headers import mailbox_field, tokens_field, words_field
from bot.texts.safe import clean

# Nobody's absence note or machine is to answer a machine (RFC 3834; the second one is Exchange's).
AUTOMATIC = MappingProxyType(
    {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
)
_OURS = frozenset(
    {
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    }
)
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
LINE_BREAK = re.compile(r"\r\n?|\n")
# More than this many a server does not take, and nobody waits for.
LARGEST = 5_000_000
_LINE = 76
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(?:; charset=\"[a-z0-9-]+\")?")
_METHOD = re.compile(r"[A-Z]+")
# A name that stands between quotation marks as it is.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 ._-]{1,60}")


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A message to the recipient's calendar (RFC 6047): its method, and the octets in UTF-8."""

    method: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to one person, with the same said as text and as HTML, and files beside it.

    ``calendar`` is the same said to the recipient's calendar. ``headers`` are fields of tokens in
    ASCII (References, List-Unsubscribe, Precedence), and Reply-To, which may hold a name.
    """

    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    message_id: str
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    calendar: CalendarPart | None = None


def message_id_of(key: str, domain: str, secret: bytes = b"", *, before: str = "") -> str:
    """Return the Message-ID of a parcel: the same at every attempt, and nothing to read in it.

    With a ``secret`` nobody can guess it but those who have got the mail. What stands ``before``
    gives those of one sending an order, and its place in an index to each beside the one before.
    """
    digest = hmac.new(secret, key.encode(), "sha256").hexdigest()
    return f"<{f'{before}{digest}'[:40]}@{domain}>"


def written(letter: Letter, sender: Sender, moment: datetime) -> bytes:
    """Return the letter as it is sent, lines ending in CR LF and none longer than needed.

    Files with which it would be too large are left out.
    """
    # Within quoted-printable text and base64 an equals sign is never followed by an underscore.
    boundary = f"=_{sha256(letter.message_id.encode()).hexdigest()[:32]}"
    # Readers show the last part that they can, so the plain one comes first.
    said = _joined(
        boundary, (_part("plain", letter.text), _part("html", letter.html), *_calendar(letter))
    )
    kind = multipart_field("alternative", boundary)
    files = _that_fit(_files(letter), LARGEST - len(said))
    if files:
        inner = f"{kind}\r\n".encode() + said
        # RFC 2046, 5.1.2: the one boundary must not begin with the other.
        boundary = f"=_x{boundary[2:]}"
        said, kind = _joined(boundary, (inner, *files)), multipart_field("mixed", boundary)
    head = "\r\n".join((*_fields(letter, sender, moment), kind)).encode("ascii")
    return head + b"\r\n" + said


def multipart_field(subtype: str, boundary: str) -> str:
    """Return the field that says how a mail's parts belong together, and what is between them."""
    return tokens_field("Content-Type", f'multipart/{subtype}; boundary="{boundary}"')


def _joined(boundary: str, parts: Sequence[bytes]) -> bytes:
    opening, closing = f"\r\n--{boundary}\r\n".encode(), f"\r\n--{boundary}--\r\n".encode()
    return b"".join((opening, opening.join(parts), closing))


def _fields(letter: Letter, sender: Sender, moment: datetime) -> Iterator[str]:
    yield mailbox_field("From", sender.name, sender.address)
    yield mailbox_field("To", letter.to_name, deliverable(letter.to_address))
    yield words_field("Subject", letter.subject)
    yield tokens_field("Date", format_datetime(moment))
    yield tokens_field("Message-ID", letter.message_id)
    for name, value in {**AUTOMATIC, **letter.headers}.items():
        yield _further(name, value)
    yield tokens_field("MIME-Version", "1.0")


def _further(name: str, value: str) -> str:
    if not _FIELD_NAME.fullmatch(name) or name.lower() in _OURS:
        raise ValueError(f"{name!r} is no field to be set")
    if name == "Reply-To":
        to = parse_sender(value)
        return mailbox_field(name, to.name, to.address)
    return tokens_field(name, value)


def _part(subtype: str, content: str) -> bytes:
    head = (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    # The last line is ended too: only where it sees CR LF does it break long lines with it.
    lines = LINE_BREAK.sub("\r\n", content).removesuffix("\r\n") + "\r\n"
    return head.encode() + binascii.b2a_qp(lines.encode(), istext=True)


def _calendar(letter: Letter) -> Iterator[bytes]:
    """Yield what tells a calendar: as an attachment it would show no buttons in Outlook."""
    if letter.calendar is None:
        return
    method = letter.calendar.method
    if not _METHOD.fullmatch(method):
        raise ValueError(f"{method!r} is no method of a calendar")
    yield _encoded(
        (f'Content-Type: text/calendar; method={method}; charset="utf-8"',), letter.calendar.content
    )


def _files(letter: Letter) -> Iterator[Attachment]:
    yield from letter.attachments
    if letter.calendar is not None:
        # For programs that do not look among the alternatives; of another type, or some show two.
        yield Attachment("invite.ics", "application/ics", letter.calendar.content)


def _that_fit(files: Iterable[Attachment], room: int) -> list[bytes]:
    kept = []
    for file in files:
        part = _file(file)
        if len(part) <= room:
            room -= len(part)
            kept.append(part)
    return kept


def _file(file: Attachment) -> bytes:
    """Return a file as a part (RFC 2183); raise ValueError for what is no media type."""
    if not _MEDIA_TYPE.fullmatch(file.kind):
        raise ValueError(f"{file.kind!r} is no media type")
    return _encoded(
        (
            f"Content-Type: {file.kind}",
            f"Content-Disposition: attachment;\r\n {_filename(file.name)}",
        ),
        file.content,
    )


def _encoded(fields: Sequence[str], content: bytes) -> bytes:
    head = (*fields, "Content-Transfer-Encoding: base64", "", "")
    encoded = base64.b64encode(content).decode("ascii")
    lines = (encoded[at : at + _LINE] for at in range(0, len(encoded), _LINE))
    return ("\r\n".join(head) + "\r\n".join(lines)).encode("ascii")


def _filename(name: str) -> str:
    """Return the parameter that names a file, encoded where it has to be (RFC 2231)."""
    said = clean(name)
    if _PLAIN_NAME.fullmatch(said):
        return f'filename="{said}"'
    return f"filename*={encode_rfc2231(said, 'utf-8')}"
