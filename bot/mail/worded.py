"""Replies to our mails about meetings, in words: an answer is taken down, all else is shown."""

from dataclasses import dataclass

from bot.mail.attaching import given
from bot.mail.choosing import chooses
from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.trust import is_verified
from bot.mail.writers import DOOR, Writer
from bot.texts import refusal_text, text
from bot.texts.booked import meeting_name
from bot.texts.cards.model import Card
from bot.texts.cards.shaping import make
from bot.texts.cards.worded import shown_card, worded_card
from bot.texts.dates import short_day
from bot.texts.safe import clean, shortened
from handlers.answers import Asker
from handlers.asking.replies import ReadReply, read_reply
from handlers.errors import Refusal
from handlers.incoming import About, Taken, Thread, Trust, notice_key, thread_of
from handlers.invitations import (
    ReplyFate,
    Standing,
    WordedReply,
    Words,
    answer_in_words,
    show_words,
    standing,
)
from handlers.people import guest_by_email, name_of
from handlers.ports import Services

# Why a stranger's reply to what was passed on to them is set aside.
PASSED_ON = "meeting_words"
_LONGEST_SHOWN = 2000
_CARDS = {ReplyFate.TAKEN: "taken", ReplyFate.EARLIER: "earlier", ReplyFate.OLD: "old"}


@dataclass(frozen=True, slots=True)
class Heard:
    """A reply to a mail of ours about a meeting: from whom, and what it says.

    ``asker`` is who is believed to have written, or nobody in particular.
    """

    taken: Taken
    mail: IncomingMail
    asker: Asker
    thread: Thread
    read: ReadReply

    @property
    def own(self) -> bool:
        """Tell whether they reply to what was sent to themselves."""
        return self.asker.known and self.asker.person_id == self.thread.about.person

    @property
    def words(self) -> str:
        """Return what they have written on one line, without greeting and signature."""
        return shortened(clean(self.read.words), _LONGEST_SHOWN)

    def shown(self) -> dict[str, str]:
        """Return what whoever looks at it sees of a mail set aside."""
        meeting = self.thread.meeting
        named = text("worded.of", meeting=meeting_name(meeting), day=short_day(meeting.first))
        return {"sender": self.mail.sender, "subject": f"{self.words} · {named}"}


def heard(
    services: Services, taken: Taken, mail: IncomingMail, writer: Writer, authserv_id: str
) -> Heard | None:
    """Return what a mail says in reply to one of ours about a meeting.

    None where it replies to none, or asks for something that is the bot's to answer.
    """
    thread = thread_of(services, (*mail.in_reply_to, *reversed(mail.references)))
    if thread is None or chooses(services, mail):
        return None
    asker = _believed(services, mail, writer, authserv_id)
    name = name_of(services, writer.claimed or asker)
    # Nothing else is done than what was shown to who has confirmed it.
    typed = (taken.asked if asker.known else "") or mail.text
    read = read_reply(services, writer.asker, typed, thread.meeting, name)
    if read.for_bot or not (read.words or (asker.known and not given(mail))):
        return None
    return Heard(taken, mail, asker, thread, read)


class WordsTaker:
    """Do what somebody says of a meeting, and tell them what was done."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def answered(self, heard: Heard) -> tuple[Card, About | None]:
        """Take down a plain answer, show all else; return what to say, and of what it tells."""
        try:
            card = self._card(heard)
        except Refusal as refusal:
            return make("refusal", refusal_text(refusal)), None
        return card, self._about(heard)

    def _card(self, heard: Heard) -> Card:
        response, now = heard.read.response, self._standing(heard)
        if now is None or (response is None and heard.read.words):
            return self._shown(heard, now)
        if response is None:
            return worded_card("thanks", now)
        fate = answer_in_words(
            self._services,
            heard.asker,
            WordedReply(
                number=now.meeting.number,
                uid=now.meeting.uid,
                email=heard.mail.sender,
                response=response,
                sequence=heard.thread.about.sequence,
                said_at=heard.mail.sent_at,
            ),
        )
        then = self._standing(heard)
        if then is None or fate not in _CARDS:
            return self._shown(heard, then)
        return worded_card(_CARDS[fate], then)

    def _shown(self, heard: Heard, now: Standing | None) -> Card:
        meeting = heard.thread.meeting
        words = Words(
            number=meeting.number,
            collaboration=heard.thread.collaboration,
            text=_whole(heard),
            request=notice_key(heard.taken.number),
        )
        received = show_words(self._services, heard.asker, words)
        return shown_card(meeting, now, passed_on=not heard.own, received=received)

    def _standing(self, heard: Heard) -> Standing | None:
        """Return how the writer stands to the meeting, None where it is not they who are asked."""
        person = heard.asker.person_id
        if not heard.own or person is None:
            return None
        try:
            return standing(self._services, heard.thread.meeting.number, person)
        except Refusal:
            # They have been taken off the list: what they write is for people.
            return None

    def _about(self, heard: Heard) -> About:
        """Return what the receipt tells of: the meeting as it is now."""
        about = heard.thread.about
        now = self._standing(heard)
        return About(about.meeting, about.person, now.sequence if now else about.sequence)


def is_released(heard: Heard) -> bool:
    """Tell whether a coordinator has seen a stranger's reply and let it through."""
    return heard.taken.trust is Trust.RELEASED and not heard.asker.known


def _believed(services: Services, mail: IncomingMail, writer: Writer, authserv_id: str) -> Asker:
    if writer.asker.known or not is_verified(mail, authserv_id):
        return writer.asker
    return guest_by_email(services, mail.sender, DOOR) or writer.asker


def _whole(heard: Heard) -> str:
    """Return all that somebody has written, and the names of the files beside it."""
    said = (heard.taken.asked or heard.mail.text).strip()
    names = ", ".join(one.name for one in given(heard.mail))
    return "\n".join((said, text("worded.files", names=names))) if names else said
