"""Replies to our mails that ask: an answer in words is taken down, and repeated in the receipt."""

from dataclasses import dataclass

from bot.mail.choosing import chooses
from bot.mail.incoming.message import IncomingMail
from bot.mail.writers import Writer
from bot.texts import refusal_text
from bot.texts.cards import present
from bot.texts.cards.model import Card
from bot.texts.cards.shaping import make
from bot.texts.safe import clean, shortened
from handlers.answers import Asker
from handlers.asking.inquiry_replies import answer_in_reply, answer_words
from handlers.errors import Refusal
from handlers.incoming import Taken
from handlers.inquiries import inquiry_of
from handlers.people import name_of
from handlers.ports import Services

_LONGEST_SHOWN = 2000


@dataclass(frozen=True, slots=True)
class Inquired:
    """A reply to a mail that asks: by whom, to which inquiry, and what it says."""

    taken: Taken
    mail: IncomingMail
    asker: Asker
    number: int
    words: str

    @property
    def shown(self) -> str:
        """Return what they have written on one line."""
        return shortened(clean(self.words), _LONGEST_SHOWN)

    def card(self, services: Services) -> Card:
        """Take the answer down, and return what to say."""
        try:
            return present(answer_in_reply(services, self.asker, self.number, self.words))
        except Refusal as refusal:
            return make("refusal", refusal_text(refusal))


def inquired(
    services: Services, taken: Taken, mail: IncomingMail, writer: Writer
) -> Inquired | None:
    """Return what a mail answers to one of ours that asks; None where it answers none."""
    number = inquiry_of(services, (*mail.in_reply_to, *reversed(mail.references)))
    if number is None or chooses(services, mail):
        return None
    asker = writer.asker
    # Nothing else is done than what was shown to who has confirmed it.
    typed = (taken.asked if asker.known else "") or mail.text
    words = answer_words(typed, name_of(services, writer.claimed or asker))
    return Inquired(taken, mail, asker, number, words) if words else None
