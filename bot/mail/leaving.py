"""Mails that end the newsletter, or ask for it, from those who need not be in the register.

A mail program that is told to leave sends what stands in the newsletter's own head: a subject with
a token, which is the proof, from whatever address its user has. A guest has to be verified.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.mail.incoming.judging import Silence
from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.subjects import bare_subject
from bot.mail.incoming.trust import is_verified
from bot.mail.questions import questions
from bot.mail.writers import DOOR, Writer
from bot.texts import refusal_text
from bot.texts.cards import present
from bot.texts.cards.model import Card
from bot.texts.cards.shaping import make
from handlers.answers import Asker, NewsletterLeftAnswer
from handlers.asking.newsletter_choice_words import is_of_newsletters, said_by_guest
from handlers.errors import Refusal
from handlers.newsletter_choices import Choice
from handlers.own_newsletters import choose_by_link
from handlers.people import guest_by_email
from handlers.ports import Services

# Returns who leaves, and by which issue; raises ``Refusal`` for a token that is not ours.
ReadToken = Callable[[str], tuple[int, int]]
_TOKEN = re.compile(
    r"avsluta nyhetsbrev(?:et)?\s+(?P<token>[0-9a-z]{1,7}-[0-9a-z]{1,7}\.[\w-]{16,64})",
    re.IGNORECASE | re.ASCII,
)
# What not even a token lets in: a mail of ours that has come back says nothing.
_UNHEARD = frozenset({Silence.BOUNCE, Silence.OURSELVES})


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who leaves by a token, and the issue that it came with."""

    person_id: int
    issue_id: int

    def card(self, services: Services) -> Card:
        """Let them leave, and return what to say to whoever sent the mail."""
        try:
            now = choose_by_link(services, self.person_id, self.issue_id, Choice.NONE, DOOR)
        except Refusal as refusal:
            return make("refusal", refusal_text(refusal))
        return present(NewsletterLeftAnswer(letter=now.collaboration))


@dataclass(frozen=True, slots=True)
class GuestWish:
    """What a guest says of newsletters."""

    guest: Asker
    said: str

    def card(self, services: Services) -> Card:
        """Do it, and return what to say."""
        try:
            return present(said_by_guest(services, self.guest, self.said))
        except Refusal as refusal:
            return make("refusal", refusal_text(refusal))


def leaving(mail: IncomingMail, silence: str, read: ReadToken | None) -> Leaving | None:
    """Return who leaves by the token in a mail's subject; None where there is none of ours."""
    found = _TOKEN.fullmatch(bare_subject(mail.subject).strip())
    if read is None or found is None or silence in _UNHEARD:
        return None
    try:
        return Leaving(*read(found["token"]))
    except Refusal:
        # It is read as any other mail: whoever is known leaves by its words.
        return None


def guest_wish(
    services: Services, mail: IncomingMail, writer: Writer, authserv_id: str
) -> GuestWish | None:
    """Return what a verified guest says of newsletters; None for anybody or anything else."""
    said = next((one for one in questions(mail) if is_of_newsletters(one)), "")
    if not said or writer.is_known or not is_verified(mail, authserv_id):
        return None
    guest = guest_by_email(services, mail.sender, DOOR)
    return GuestWish(guest, said) if guest else None
