"""From a mail that has been read to what becomes of it: an answer, or silence and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.mail.answers import answer_mail
from bot.mail.incoming.judging import Ours, why_silent
from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.reading import read_mail
from bot.mail.incoming.subjects import bare_subject
from bot.mail.incoming.trust import is_verified
from bot.mail.letters import message_id_of
from bot.mail.rendering import Rendered
from bot.texts import refusal_text
from bot.texts.cards import present
from bot.texts.cards.model import Card, Choice
from bot.texts.cards.shaping import make
from bot.texts.safe import clean
from handlers.answers import Answer, Asker, HelpAnswer, NotFoundAnswer
from handlers.asking import ask
from handlers.contents import Reply
from handlers.errors import Refusal
from handlers.incoming import (
    MOST_ANSWERS,
    Answered,
    MailState,
    Taken,
    Verdict,
    answered_lately,
    earlier,
    notice_key,
)
from handlers.people import asker_by_email, stranger
from handlers.ports import Services

DOOR = "mail"
# A question is asked in the first lines of a mail; whoever writes more tells a story.
_MOST_LINES = 3
_LONGEST = 500
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
        """Return what becomes of a mail; changes nothing but what its sender asks to be changed."""
        mail = read_mail(taken.raw)
        silence = why_silent(mail, self.ours)
        if silence is not None:
            return Verdict(state=MailState.SILENT, reason=silence, sender=mail.sender)
        if answered_lately(self.services, mail.sender) >= MOST_ANSWERS:
            return Verdict(state=MailState.SILENT, reason="too_many", sender=mail.sender)
        return self._answered(taken, mail)

    def _answered(self, taken: Taken, mail: IncomingMail) -> Verdict:
        asker = self._asker(mail)
        said = answer_mail(self._card(mail, asker), bare_subject(mail.subject))
        return Verdict(
            state=MailState.ANSWERED,
            sender=mail.sender,
            person_id=asker.person_id,
            answered=Answered(
                to=mail.sender,
                reply=_reply(mail, said),
                message_id=message_id_of(notice_key(taken.number), self.ours.domain).strip("<>"),
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
        chosen = self._chosen(mail, asker)
        if chosen is not None:
            return ask(self.services, asker, chosen.text)
        return self._first_that_is_found(questions(mail), asker)

    def _first_that_is_found(self, asked: Sequence[str], asker: Asker) -> Answer:
        """Answer the first question that leads anywhere, or else the first of all."""
        answers: list[Answer] = []
        for question in asked:
            answers.append(ask(self.services, asker, question))
            if not isinstance(answers[-1], HelpAnswer | NotFoundAnswer):
                return answers[-1]
        return answers[0] if answers else HelpAnswer()

    def _chosen(self, mail: IncomingMail, asker: Asker) -> Choice | None:
        """Return the choice that a reply to an earlier answer names by its number, or by a yes."""
        number = chosen_number(mail.text)
        if number is None:
            return None
        raw = earlier(self.services, mail.sender, (*mail.in_reply_to, *mail.references))
        if raw is None:
            return None
        choices = self._card(read_mail(raw), asker).choices
        return choices[number - 1] if 0 < number <= len(choices) else None


def questions(mail: IncomingMail) -> list[str]:
    """Return what a mail may ask, in the order to try: a reply asks below, a new mail on top."""
    subject = clean(bare_subject(mail.subject))
    lines = [line.strip() for line in mail.text.splitlines() if line.strip()]
    text = clean(" ".join(lines[:_MOST_LINES]))[:_LONGEST]
    first = clean(lines[0])[:_LONGEST] if lines else ""
    asked = [first, text, subject] if mail.in_reply_to else [subject, first, text]
    return list(dict.fromkeys(one for one in asked if one))


def chosen_number(text: str) -> int | None:
    """Return the number that a reply consists of; a bare yes is the first."""
    said = text.strip()
    if _YES.fullmatch(said):
        return 1
    found = _NUMBER.fullmatch(said)
    return int(found[1]) if found else None


def _reply(mail: IncomingMail, said: Rendered) -> Reply:
    thread = (*mail.references, mail.message_id) if mail.message_id else mail.references
    return Reply(
        subject=said.subject,
        text=said.text,
        html=said.html,
        in_reply_to=mail.message_id,
        references=tuple(thread[-_MOST_REFERENCES:]),
    )
