"""What goes back to whoever wrote a mail, in its thread."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.documents.attachments import Attachment
from bot.mail.answers import answer_mail
from bot.mail.attaching import packed
from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.subjects import bare_subject
from bot.mail.letters import message_id_of
from bot.texts import text
from bot.texts.cards.model import Card
from bot.texts.safe import clean, shortened
from handlers.contents import Confirmation, Reply
from handlers.incoming import Answered, confirmation_key, notice_key, waiting_key

_LONGEST_SUBJECT = 150
_LONGEST_ID = 900
# Without the obsolete forms, which are read but never written, and without encoded words.
_DOT_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
_ID = re.compile(rf"(?!.*=\?){_DOT_ATOM}@(?:{_DOT_ATOM}|\[[!-Z^-~]*\])", re.ASCII)
# References that an answer gets: its own thread's end is enough for any program that threads.
_MOST_REFERENCES = 20


@dataclass(frozen=True, slots=True)
class Replies:
    """Make answers whose Message-IDs are in ``domain``, and keyed with ``secret``."""

    domain: str
    secret: bytes

    def answer(
        self, mail: IncomingMail, number: int, card: Card, files: Sequence[Attachment] = ()
    ) -> Answered:
        """Return a card, with files, as the answer to the mail with this number."""
        said = answer_mail(card, _subject(mail), [file.name for file in files])
        kept = tuple(map(packed, files))
        return Answered(
            to=mail.sender,
            reply=Reply(said.subject, said.text, said.html, *_thread(mail), attachments=kept),
            message_id=self._message_id(notice_key(number)),
            choices=said.choices,
        )

    def to_wait(self, mail: IncomingMail, number: int, card: Card) -> Answered:
        """Return a card that tells the writer of a mail to wait; its answer may come later."""
        told = self.answer(mail, number, card)
        return replace(told, message_id=self._message_id(waiting_key(number)), waits=True)

    def confirmation(self, mail: IncomingMail, number: int, asked: str) -> Answered:
        """Return what asks the person a mail says it is from whether it is theirs."""
        subject = text("answer.confirm_subject", subject=_subject(mail) or asked)
        return Answered(
            to=mail.sender,
            reply=Confirmation(number, subject, asked, *_thread(mail)),
            message_id=self._message_id(confirmation_key(number)),
        )

    def _message_id(self, key: str) -> str:
        return message_id_of(key, self.domain, self.secret).strip("<>")


def _subject(mail: IncomingMail) -> str:
    return shortened(clean(bare_subject(mail.subject)), _LONGEST_SUBJECT)


def _thread(mail: IncomingMail) -> tuple[str, tuple[str, ...]]:
    """Return what a mail is answered as: its Message-ID, and the ids of its thread."""
    # What is no Message-ID (RFC 5322, section 3.6.4) would make the answer one that cannot be sent.
    # A program that writes no References says at least what it replies to (RFC 5322, 3.6.4).
    before = mail.references or mail.in_reply_to
    ids = [one for one in (*before, mail.message_id) if _is_id(one)]
    return (mail.message_id if mail.message_id in ids else ""), tuple(ids[-_MOST_REFERENCES:])


def _is_id(text: str) -> bool:
    return len(text) <= _LONGEST_ID and _ID.fullmatch(text) is not None
