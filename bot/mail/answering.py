"""From a mail that has been read to what becomes of it: an answer, silence, or setting it aside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.documents.attachments import Attachment
from bot.mail.attaching import attached, given, honest
from bot.mail.choosing import chosen
from bot.mail.incoming.bounces import read_bounce
from bot.mail.incoming.faults import Fault
from bot.mail.incoming.judging import Ours, Silence, why_silent
from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.reading import read_mail
from bot.mail.inquired import Inquired, inquired
from bot.mail.leaving import GuestWish, Leaving, ReadToken, guest_wish, leaving
from bot.mail.proposing import (
    Ask,
    ProposesError,
    Written,
    draft_of,
    draft_told_of,
    keep_letter,
    letter_in,
    ordered,
    shown_letter,
    unless_proposed,
)
from bot.mail.questions import questions
from bot.mail.replies import Replies
from bot.mail.rsvp import ReplyTaker, left, said_in
from bot.mail.worded import PASSED_ON, Heard, WordsTaker, heard, is_released
from bot.mail.writers import (
    NeedsTrustError,
    Writer,
    ask_as_stranger,
    ask_in_the_open,
    writer_of,
)
from bot.texts import refusal_text, text
from bot.texts.cards import present
from bot.texts.cards.model import Card
from bot.texts.cards.shaping import make
from handlers.answers import Answer, Asker, HelpAnswer, NotFoundAnswer
from handlers.asking import WouldChange, ask, ask_only
from handlers.errors import Refusal
from handlers.incoming import (
    UNCONFIRMED,
    Failure,
    FailureKind,
    MailState,
    Taken,
    Verdict,
    act_and_settle,
    answered_too_often,
    settle,
)
from handlers.ports import Services

if TYPE_CHECKING:
    from bot.invites import Said

UNKNOWN_SENDER, TOO_MANY = "unknown_sender", "too_many"
# The kind of an answer that is none: by its words a machine has written the mail.
IGNORED = "ignore"
# What an empty mail asks.
_HELP = "hjälp"
_MOST_FAILURES = 20


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who acts on mails: for which addresses, and whose findings about senders are believed.

    ``collaboration`` is the key of the one whose mailbox it is, if it is one's. ``can_confirm``:
    there are pages on which people can say that a mail is theirs.
    """

    services: Services
    ours: Ours
    authserv_id: str = ""
    collaboration: str = ""
    can_confirm: bool = False
    # Reads the tokens by which newsletters are left; None where there are no pages.
    leaves: ReadToken | None = None

    def settle(self, taken: Taken) -> bool:
        """Decide what becomes of a mail, do what it asks for, and write both down at once.

        False where somebody else has taken it meanwhile: then nothing was done.
        """
        mail = read_mail(taken.raw)
        writer = writer_of(self.services, taken, mail, self.authserv_id, self.collaboration)
        if said := self._said(mail):
            return self._taken_down(taken, mail, said, writer)
        if act := self._to_act(taken, mail, writer):
            return act_and_settle(
                self.services, taken, lambda within: act(replace(self, services=within))
            )
        if letter := self._letter(taken, mail, writer):
            return self._written(taken, mail, letter, writer)
        try:
            return self._asked_or_done(taken, mail, writer)
        except ProposesError as proposes:
            return self._written(taken, mail, proposes.letter, writer)

    def _to_act(
        self, taken: Taken, mail: IncomingMail, writer: Writer
    ) -> "Callable[[Receiver], Verdict] | None":
        """Return what is done about a mail that says something of one thing; None for others."""
        if wish := self._newsletter_wish(taken, mail, writer):
            return lambda within: within.newsletter(wish, taken, mail, writer)
        if words := self._heard(taken, mail, writer):
            return lambda within: within.worded(words, writer)
        if asked := self._inquired(taken, mail, writer):
            return lambda within: within.inquired(asked, writer)
        return None

    def _asked_or_done(self, taken: Taken, mail: IncomingMail, writer: Writer) -> bool:
        try:
            verdict = self.decided(taken, mail, writer)
        except WouldChange:
            return act_and_settle(
                self.services,
                taken,
                lambda within: replace(self, services=within).acted(taken, mail, writer.asker),
            )
        return settle(self.services, taken, verdict)

    def _letter(self, taken: Taken, mail: IncomingMail, writer: Writer) -> Written | None:
        """Return what a mail says of a proposal, where it may be heard: an absence note may not."""
        letter = letter_in(self.services, mail, writer)
        return None if letter is None or self._silence(taken, mail, writer) else letter

    def _written(self, taken: Taken, mail: IncomingMail, letter: Written, writer: Writer) -> bool:
        """Keep a proposal that somebody writes, where it is proven who does."""
        if not writer.trusted:
            claimed = writer.claimed or writer.asker
            aside = self._quarantined(taken, mail, claimed, shown_letter(mail))
            return settle(self.services, taken, aside)
        return act_and_settle(
            self.services,
            taken,
            lambda within: replace(self, services=within).proposed(
                taken, mail, letter, writer.asker
            ),
        )

    def proposed(self, taken: Taken, mail: IncomingMail, letter: Written, asker: Asker) -> Verdict:
        """Keep what a letter says of a proposal, and return what becomes of it."""

        def by(services: Services, asker: Asker, _question: str) -> Answer:
            return keep_letter(services, asker, letter)

        return self._answered(taken, mail, asker, by)

    def _said(self, mail: IncomingMail) -> tuple["Said", ...]:
        """Return what a calendar says in a mail. Calendars answer by machine, and are heard."""
        silence = why_silent(mail, self.ours)
        return () if silence in {Silence.BOUNCE, Silence.OURSELVES} else said_in(mail)

    def _heard(self, taken: Taken, mail: IncomingMail, writer: Writer) -> Heard | None:
        """Return what a mail says of a meeting, where it may be heard: an absence note may not."""
        if not (mail.in_reply_to or mail.references) or self._silence(taken, mail, writer):
            return None
        return heard(self.services, taken, mail, writer, self.authserv_id)

    def _newsletter_wish(
        self, taken: Taken, mail: IncomingMail, writer: Writer
    ) -> Leaving | GuestWish | None:
        """Return what a mail says of newsletters that needs no place in the register."""
        by_token = leaving(mail, why_silent(mail, self.ours) or "", self.leaves)
        if by_token or self._silence(taken, mail, writer):
            return by_token
        return guest_wish(self.services, mail, writer, self.authserv_id)

    def newsletter(
        self, wish: Leaving | GuestWish, taken: Taken, mail: IncomingMail, writer: Writer
    ) -> Verdict:
        """Do it, and return what becomes of the mail: what a machine has sent gets no answer."""
        silence = self._silence(taken, mail, writer)
        card = wish.card(self.services)
        if silence:
            return Verdict(state=MailState.SILENT, reason=silence, sender=mail.sender)
        return Verdict(
            state=MailState.ANSWERED,
            sender=mail.sender,
            collaboration=writer.asker.collaboration,
            answered=self._replies.answer(mail, taken.number, card),
        )

    def _inquired(self, taken: Taken, mail: IncomingMail, writer: Writer) -> Inquired | None:
        """Return what a mail answers to an inquiry, where it may be heard."""
        if not (mail.in_reply_to or mail.references) or self._silence(taken, mail, writer):
            return None
        return inquired(self.services, taken, mail, writer)

    def inquired(self, asked: Inquired, writer: Writer) -> Verdict:
        """Take down what a mail answers to an inquiry, and return what becomes of it."""
        taken, mail, asker = asked.taken, asked.mail, asked.asker
        if not asker.known:
            return self._quarantined(taken, mail, writer.claimed or asker, asked.shown)
        told = self._replies.answer(mail, taken.number, asked.card(self.services))
        return Verdict(
            state=MailState.ANSWERED,
            sender=mail.sender,
            person_id=asker.person_id,
            collaboration=asker.collaboration,
            answered=replace(told, inquiry=asked.number),
        )

    def worded(self, said: Heard, writer: Writer) -> Verdict:
        """Do what a mail says of a meeting in words, and return what becomes of it."""
        taken, mail, asker = said.taken, said.mail, said.asker
        if is_released(said):
            return Verdict(state=MailState.SILENT, reason=PASSED_ON, sender=mail.sender)
        if not asker.known:
            claimed = writer.claimed or asker
            aside = self._quarantined(taken, mail, claimed, said.words)
            if claimed.known:
                return aside
            owner = said.thread.collaboration
            return replace(aside, reason=PASSED_ON, collaboration=owner, shown=said.shown())
        card, about = WordsTaker(self.services).answered(said)
        return Verdict(
            state=MailState.ANSWERED,
            sender=mail.sender,
            person_id=asker.person_id,
            collaboration=said.thread.collaboration,
            answered=replace(self._replies.answer(mail, taken.number, card), about=about),
        )

    def _taken_down(
        self, taken: Taken, mail: IncomingMail, said: Sequence["Said"], writer: Writer
    ) -> bool:
        ours = ReplyTaker(self.services).ours(said)
        if not ours:
            # Nobody's lock is taken for what concerns nobody here.
            return settle(self.services, taken, left(mail))
        key = (writer.claimed or writer.asker).collaboration
        return act_and_settle(
            self.services,
            taken,
            lambda within: ReplyTaker(within, self.authserv_id).settled(taken, mail, ours, key),
        )

    def acted(self, taken: Taken, mail: IncomingMail, asker: Asker) -> Verdict:
        """Do what a mail asks for, and return what becomes of it."""
        by = unless_proposed(partial(ask, files=given(mail)), mail, Writer(asker))
        return self._answered(taken, mail, asker, by)

    def decided(self, taken: Taken, mail: IncomingMail, writer: Writer) -> Verdict:
        """Return what becomes of a mail; raise ``WouldChange`` where it is to change something."""
        if silence := self._silence(taken, mail, writer):
            return Verdict(
                state=MailState.SILENT,
                reason=silence,
                sender=mail.sender,
                failures=_failures(mail, taken.raw),
            )
        if writer.trusted:
            by = unless_proposed(partial(ask_only, files=given(mail)), mail, writer)
            return self._answered(taken, mail, writer.asker, by)
        in_the_open = ask_in_the_open if writer.is_known and self.can_confirm else ask_as_stranger
        try:
            by = unless_proposed(in_the_open, mail, writer)
            return self._answered(taken, mail, writer.asker, by)
        except NeedsTrustError as needs:
            return self._quarantined(taken, mail, writer.claimed or writer.asker, needs.question)

    def _silence(self, taken: Taken, mail: IncomingMail, writer: Writer) -> str:
        """Return why a mail is not answered, or nothing."""
        # What somebody has let through has been waited for.
        flood = "" if taken.trust else self._too_much(mail, writer.asker)
        return why_silent(mail, self.ours) or flood

    def _too_much(self, mail: IncomingMail, asker: Asker) -> str:
        """Tell why a mail is too much, or nothing: its head was not read to the end, or so many."""
        if Fault.TOO_MANY_FIELDS in mail.faults:
            return Fault.TOO_MANY_FIELDS
        often = answered_too_often(self.services, mail.sender, known=asker.known)
        return TOO_MANY if often else ""

    def _answered(self, taken: Taken, mail: IncomingMail, asker: Asker, by: Ask) -> Verdict:
        card, files, draft = self._card(taken, mail, asker, by)
        if card.kind == IGNORED:
            return Verdict(state=MailState.SILENT, reason=Silence.AUTOMATIC, sender=mail.sender)
        return Verdict(
            state=MailState.ANSWERED,
            sender=mail.sender,
            person_id=asker.person_id,
            collaboration=asker.collaboration,
            answered=replace(self._replies.answer(mail, taken.number, card, files), draft=draft),
        )

    def _quarantined(self, taken: Taken, mail: IncomingMail, claimed: Asker, asked: str) -> Verdict:
        """Let a mail wait for the person it says it is from, or else for a coordinator."""
        confirms = claimed.known and self.can_confirm
        told = (
            self._replies.confirmation(mail, taken.number, asked)
            if confirms
            else self._replies.to_wait(mail, taken.number, _to_wait())
        )
        return Verdict(
            state=MailState.QUARANTINED,
            reason=UNCONFIRMED if confirms else UNKNOWN_SENDER,
            sender=mail.sender,
            person_id=claimed.person_id,
            collaboration=claimed.collaboration,
            answered=told,
            shown={"sender": mail.sender, "subject": asked},
        )

    @property
    def _replies(self) -> Replies:
        return Replies(self.ours.domain, self.services.secret)

    def _card(
        self, taken: Taken, mail: IncomingMail, asker: Asker, by: Ask
    ) -> tuple[Card, tuple[Attachment, ...], int | None]:
        try:
            answer = self._first_that_is_found(self._asked(taken, mail), asker, by)
        except Refusal as refusal:
            return make("refusal", refusal_text(refusal)), (), draft_of(self.services, mail)
        card = present(answer)
        files = attached(answer, card, self.services.clock(), self.ours.domain)
        return honest(answer, card, files), files, draft_told_of(answer)

    def _asked(self, taken: Taken, mail: IncomingMail) -> list[str]:
        """Return what a mail may ask, in the order to try."""
        only = taken.asked or chosen(self.services, mail) or ordered(self.services, mail)
        return [only] if only else questions(mail)

    def _first_that_is_found(self, asked: Sequence[str], asker: Asker, by: Ask) -> Answer:
        """Answer the first question that leads anywhere, or else the first of all."""
        answers: list[Answer] = []
        for question in asked:
            answers.append(by(self.services, asker, question))
            if not isinstance(answers[-1], HelpAnswer | NotFoundAnswer):
                return answers[-1]
        return answers[0] if answers else by(self.services, asker, _HELP)


def _to_wait() -> Card:
    return make("refusal", text("answer.quarantined"))


def _failures(mail: IncomingMail, raw: bytes) -> tuple[Failure, ...]:
    return tuple(
        Failure(one.message_id, one.recipient, FailureKind(one.kind), one.status)
        for one in read_bounce(mail, raw)[:_MOST_FAILURES]
    )
