"""Proposals that come as mails: their letters are kept as drafts, and handed in by a yes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.subjects import bare_subject, has_mark
from bot.mail.questions import chosen_number, is_form
from bot.mail.writers import Writer
from bot.texts import text
from bot.texts.safe import clean, shortened
from handlers.answers import Answer, Asker, ProposalDialogAnswer, ProposalDraftAnswer
from handlers.asking.proposal_letters import (
    Letter,
    is_letter,
    order_about,
    says_more,
    take_letter,
    tells_enough,
)
from handlers.asking.proposal_rooms import is_room, look_at_lines
from handlers.incoming import draft_in_thread
from handlers.ports import Services

_LONGEST_SHOWN = 300


Ask = Callable[[Services, Asker, str], Answer]


class ProposesError(Exception):
    """What somebody wishes for in a mail is a proposal, though no heading said so."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(letter.subject)
        self.letter = letter


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines from a room, one proposal each, that a mail brings."""

    text: str


Written: TypeAlias = Letter | Lines


def letter_in(services: Services, mail: IncomingMail, writer: Writer) -> Written | None:
    """Return what a mail says of a proposal, None where it is none, or its writer is a stranger."""
    if not writer.is_known:
        return None
    if lines := _lines_in(mail):
        return lines
    asker = writer.claimed or writer.asker
    draft = draft_of(services, mail)
    subject = _subject(mail)
    if draft is not None and says_more(services, asker, draft, mail.text):
        return Letter(subject, mail.text, draft)
    # A meeting and an inquiry have headings too, some of them the same.
    if is_form(mail):
        return None
    return Letter(subject, mail.text) if is_letter(subject, mail.text) else None


def unless_proposed(by: Ask, mail: IncomingMail, writer: Writer) -> Ask:
    """Return how to ask, raising ``ProposesError`` where what is asked for is a proposal.

    A wish that says too little is asked how it is written.
    """

    def asked(services: Services, asker: Asker, question: str) -> Answer:
        answer = by(services, asker, question)
        wished = isinstance(answer, ProposalDialogAnswer) and writer.is_known
        if wished and tells_enough(mail.text):
            raise ProposesError(Letter(_subject(mail), mail.text))
        return answer

    return asked


def ordered(services: Services, mail: IncomingMail) -> str:
    """Return what a few words in a draft's thread ask for: to hand it in, or to throw it away."""
    draft = draft_of(services, mail)
    return "" if draft is None else order_about(mail.text, draft)


def draft_of(services: Services, mail: IncomingMail) -> int | None:
    """Return the number of the draft whose thread a mail is in."""
    return draft_in_thread(services, mail.sender, (*mail.in_reply_to, *mail.references))


def draft_told_of(answer: Answer) -> int | None:
    """Return the number of the draft that an answer tells of."""
    if not isinstance(answer, ProposalDraftAnswer) or answer.thrown_away:
        return None
    return answer.draft


def shown_letter(mail: IncomingMail) -> str:
    """Say what a proposal in a mail is called, for whoever has to confirm that it is theirs."""
    said = clean(bare_subject(mail.subject)) or text("proposal_draft.some")
    return shortened(text("proposal_draft.shown", subject=said), _LONGEST_SHOWN)


def keep_letter(services: Services, asker: Asker, letter: Written) -> Answer:
    """Keep what a mail says of proposals, and answer with what was understood."""
    if isinstance(letter, Lines):
        return look_at_lines(services, asker, letter.text)
    return take_letter(services, asker, letter)


def _lines_in(mail: IncomingMail) -> Lines | None:
    """Return the lines of a mail that says that they are from a room; a mere answer has none."""
    first, _, rest = mail.text.strip().partition("\n")
    if is_room(first.strip(" :.")) and rest.strip():
        return Lines(rest)
    meant = is_room(clean(bare_subject(mail.subject))) and "\n" in mail.text.strip()
    return Lines(mail.text) if meant and chosen_number(mail.text) is None else None


def _subject(mail: IncomingMail) -> str:
    """Return what a mail says it is about; the subject of a reply is the one it replies to."""
    continues = bool(mail.in_reply_to) or has_mark(mail.subject)
    return "" if continues else clean(bare_subject(mail.subject))
