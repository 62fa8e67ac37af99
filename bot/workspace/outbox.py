"""What people have mailed to the bot: handed over once each, kept, and followed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from bot.workspace.agenda import Reply
from bot.workspace.letters import Correspondent, Letter
from bot.workspace.mailboxes import Mailbox
from bot.workspace.post import Fate, Post, State
from bot.workspace.state import Clock
from bot.workspace.writing import FAIL, PASS, CalendarPart, Draft, received, written

_ID = re.compile(r"<[^<>\s]+>")
# An own thread's end is enough for whoever puts mails in order.
MOST_REFERENCES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Say what somebody wants to send. ``ticket`` is the form's: sent twice it is one mail.

    ``calendar`` is what it tells the calendar of whoever has invited. ``forged`` is whether the
    server is to find that the mail is not from whom it says.
    """

    ticket: str
    sender: Correspondent
    subject: str
    text: str
    forged: bool = False
    answered: Letter | None = None
    calendar: Reply | None = None


class Outbox:
    """Send for everybody, and tell what has become of each mail."""

    def __init__(self, sent: Mailbox, post: Post, clock: Clock, tell: Callable[[], None]) -> None:
        self._sent = sent
        self._post = post
        self._clock = clock
        self._tell = tell
        self._settled: dict[str, Fate] = {}

    @property
    def to(self) -> Correspondent:
        """Return whom all of it goes to."""
        return self._post.to

    def send(self, wish: Wish) -> str:
        """Hand a mail over to the bot, and return the key of what was sent; ``Untaken``."""
        key = _key(wish)
        if not any(letter.key == key for letter in self._sent.letters()):
            draft = self._draft(wish, key)
            raw = received(written(draft), draft, self._post.server, FAIL if wish.forged else PASS)
            self._post.deliver(raw)
            self._sent.put(key, raw)
            self._tell()
        return key

    def letters(self, address: str | None = None) -> tuple[Letter, ...]:
        """List what was sent from an address, or by everyone, the newest first."""
        return self._sent.letters() if address is None else self._sent.letters_from(address)

    def fate(self, letter: Letter) -> Fate:
        """Tell what has become of a mail; what is settled is not asked for again."""
        known = self._settled.get(letter.key)
        if known is not None:
            return known
        fate = self._post.fate(letter.raw)
        if fate.state in {State.ANSWERED, State.UNANSWERED}:
            self._settled[letter.key] = fate
        return fate

    def _draft(self, wish: Wish, key: str) -> Draft:
        moment = self._clock()
        draft = Draft(
            sender=wish.sender,
            to=self._post.to,
            subject=wish.subject,
            text=wish.text,
            message_id=f"<{key}@{wish.sender.address.rpartition('@')[2]}>",
            moment=moment,
            calendar=_told(wish.calendar, moment) if wish.calendar else None,
        )
        thread = _ids(wish.answered, "Message-ID") if wish.answered else ()
        if wish.answered is None or not thread:
            return draft
        # RFC 5322, section 3.6.4.
        before = _ids(wish.answered, "References") or _ids(wish.answered, "In-Reply-To")
        references = (*before, *thread)[-MOST_REFERENCES:]
        return replace(draft, in_reply_to=thread[0], references=references)


def _key(wish: Wish) -> str:
    answered = wish.answered.key if wish.answered else ""
    said = (wish.ticket, wish.sender.address, wish.subject, wish.text, str(wish.forged), answered)
    more = (wish.calendar.said,) if wish.calendar else ()
    return sha256("\0".join((*said, *more)).encode()).hexdigest()[:32]


def _told(reply: Reply, moment: datetime) -> CalendarPart:
    return CalendarPart(reply.method, reply.written(moment))


def _ids(letter: Letter, name: str) -> tuple[str, ...]:
    return tuple(_ID.findall(dict(letter.headers).get(name, "")))
