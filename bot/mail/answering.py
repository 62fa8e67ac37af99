"""From a mail that has been read to what becomes of it: an answer, or silence and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.mail.answers import answer_mail
from bot.mail.incoming.faults import Fault
from bot.mail.incoming.judging import Ours, Silence, why_silent
from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.reading import read_mail
from bot.mail.incoming.subjects import bare_subject
from bot.mail.incoming.trust import is_verified
from bot.mail.letters import message_id_of
from bot.mail.rendering import Rendered
from bot.texts import refusal_text
from bot.texts.cards import present
from bot.texts.cards.model import Card
from bot.texts.cards.shaping import make
from bot.texts.safe import clean, shortened
from handlers.answers import Answer, Asker, HelpAnswer, NotFoundAnswer
from handlers.asking import ask_only
from handlers.contents import Reply
from handlers.errors import Refusal
from handlers.incoming import (
    MOST_ANSWERS,
    MOST_TO_STRANGERS,
    Answered,
    MailState,
    Taken,
    Verdict,
    answered_lately,
    notice_key,
    offered,
)
from handlers.people import asker_by_email, stranger
from handlers.ports import Services

DOOR = "mail"
# The kind of an answer that is none: by its words a machine has written the mail.
IGNORED = "ignore"
# A question is asked in the first lines of a mail; whoever writes more tells a story.
_MOST_LINES = 3
_LONGEST = 500
_LONGEST_SUBJECT = 150
_ID = re.compile(r"[!-;=?-~]{1,900}")
_NUMBER = re.compile(r"(?:nr|nummer|alternativ)?\s*(\d{1,2})\s*[.!)]?", re.IGNORECASE)
_YES = re.compile(r"ja(?: tack| gärna)?[.!]?", re.IGNORECASE)
# References that an answer gets: its own thread's end is enough for any program that threads.
_MOST_REFERENCES = 20


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who answers: the bot's own addresses, and the name its mail server writes findings under."""

    services: Services
    ours: Ours
    authserv_id: str = ""

    def verdict(self, taken: Taken) -> Verdict:
        """Return what becomes of a mail. Changes nothing, so that it can be asked again."""
        mail = read_mail(taken.raw)
        asker = self._asker(mail)
        silence = why_silent(mail, self.ours) or self._too_much(mail, asker)
        if silence:
            return Verdict(state=MailState.SILENT, reason=silence, sender=mail.sender)
        return self._answered(taken, mail, asker)

    def _too_much(self, mail: IncomingMail, asker: Asker) -> str:
        """Tell why a mail is too much, or nothing: its head was not read to the end, or so many."""
        if Fault.TOO_MANY_FIELDS in mail.faults:
            return Fault.TOO_MANY_FIELDS
        most = MOST_ANSWERS if asker.known else MOST_TO_STRANGERS
        return "too_many" if answered_lately(self.services, mail.sender) >= most else ""

    def _answered(self, taken: Taken, mail: IncomingMail, asker: Asker) -> Verdict:
        card = self._card(mail, asker)
        if card.kind == IGNORED:
            return Verdict(state=MailState.SILENT, reason=Silence.AUTOMATIC, sender=mail.sender)
        said = answer_mail(card, shortened(bare_subject(mail.subject), _LONGEST_SUBJECT))
        return Verdict(
            state=MailState.ANSWERED,
            sender=mail.sender,
            person_id=asker.person_id,
            answered=Answered(
                to=mail.sender,
                reply=_reply(mail, said),
                message_id=message_id_of(notice_key(taken.number), self.ours.domain).strip("<>"),
                choices=tuple(choice.text for choice in card.choices),
                collaboration=asker.collaboration,
            ),
        )

    def _asker(self, mail: IncomingMail) -> Asker:
        """Return who asks; whoever is not verified is a stranger, whatever the mail says."""
        known = None
        if is_verified(mail, self.authserv_id):
            known = asker_by_email(self.services, mail.sender, DOOR)
        return known or stranger(None, DOOR)

    def _card(self, mail: IncomingMail, asker: Asker) -> Card:
        try:
            return present(self._answer(mail, asker))
        except Refusal as refusal:
            return make("refusal", refusal_text(refusal))

    def _answer(self, mail: IncomingMail, asker: Asker) -> Answer:
        chosen = self._chosen(mail)
        if chosen:
            return self._ask(asker, chosen)
        return self._first_that_is_found(questions(mail), asker)

    def _ask(self, asker: Asker, question: str) -> Answer:
        # A mail may be acted on twice, when whoever did so first was cut off.
        return ask_only(self.services, asker, question)

    def _first_that_is_found(self, asked: Sequence[str], asker: Asker) -> Answer:
        """Answer the first question that leads anywhere, or else the first of all."""
        answers: list[Answer] = []
        for question in asked:
            answers.append(self._ask(asker, question))
            if not isinstance(answers[-1], HelpAnswer | NotFoundAnswer):
                return answers[-1]
        return answers[0] if answers else HelpAnswer(by_mail=True)

    def _chosen(self, mail: IncomingMail) -> str:
        """Return what a reply to an earlier answer chooses, by its number or by a yes."""
        number = chosen_number(mail.text)
        if number is None:
            return ""
        thread = (*mail.in_reply_to, *mail.references)
        choices = offered(self.services, mail.sender, thread)
        return choices[number - 1] if 0 < number <= len(choices) else ""


def questions(mail: IncomingMail) -> list[str]:
    """Return what a mail may ask, in the order to try.

    A reply asks in its own words alone: its subject is the one that began the thread.
    """
    subject = clean(bare_subject(mail.subject))
    lines = [line.strip() for line in mail.text.splitlines() if line.strip()]
    text = clean(" ".join(lines[:_MOST_LINES]))[:_LONGEST]
    first = clean(lines[0])[:_LONGEST] if lines else ""
    asked = [first, text] if mail.in_reply_to else [subject, first, text]
    return list(dict.fromkeys(one for one in asked if one))


def chosen_number(text: str) -> int | None:
    """Return the number on the first line of a reply; a bare yes is the first."""
    said = text.strip().partition("\n")[0].strip()
    if _YES.fullmatch(said):
        return 1
    found = _NUMBER.fullmatch(said)
    return int(found[1]) if found else None


def _reply(mail: IncomingMail, said: Rendered) -> Reply:
    # What is no Message-ID (RFC 5322, section 3.6.4) would make the answer one that cannot be sent.
    ids = [one for one in (*mail.references, mail.message_id) if _ID.fullmatch(one)]
    return Reply(
        subject=said.subject,
        text=said.text,
        html=said.html,
        in_reply_to=mail.message_id if mail.message_id in ids else "",
        references=tuple(ids[-_MOST_REFERENCES:]),
    )
