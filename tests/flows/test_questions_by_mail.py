"""The question sets by mail: each is written as a mail, and answered as it is anywhere else.

What differs is what should. A stranger's mail changes nothing before somebody has let it through,
a machine's gets no answer, somebody in the register is asked for by their own collaboration, and
who writes at length what they wish has written a proposal.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.app.receiving import Incoming, build_incoming
from bot.config import load_settings
from bot.mail.answers import answer_mail
from bot.mail.attaching import attached
from bot.texts import refusal_text
from bot.texts.cards import present
from bot.texts.cards.model import Card
from bot.texts.cards.shaping import make
from handlers.answers import Answer, Asker, ProposalDialogAnswer
from handlers.asking import WouldChange, ask, ask_only
from handlers.asking.proposal_letters import Letter, take_letter, tells_enough
from handlers.errors import Refusal
from handlers.incoming import Origin
from handlers.people import asker_by_email, stranger
from handlers.ports import Services
from storage.models import IncomingMail
from storage.session import Database
from tests.databases import Holding, Postgres, TestDatabases
from tests.fakes import FixedClock
from tests.handlers.asking.questions import FILES, Question, questions
from tests.sample import NOW

SERVER = "mx.bot.example"
# One of so many is asked in the subject, which is a line, the others in the text.
IN_THE_SUBJECT = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a mail leads to: its state and why, and what its answer is, says and lets choose.

    ``answer`` is the answer's kind and ids.
    """

    state: str
    reason: str = ""
    answer: tuple[str, tuple[str, ...]] = ("", ())
    said: str = ""
    choices: tuple[str, ...] = ()


QUARANTINED = Outcome("quarantined", "unknown_sender")


@dataclass(frozen=True, slots=True)
class TwoWays:
    """Two databases with the same in them: one is asked by mail, and one directly."""

    by_mail: Services
    direct: Services
    clock: FixedClock
    # The kind and ids of every answer that has been presented, by mail or directly.
    presented: list[tuple[str, tuple[str, ...]]]
    mailboxes: dict[str, Incoming] = field(default_factory=dict)

    def ask(self, number: int, question: Question) -> tuple[Outcome, Outcome]:
        """Ask both ways on the question's day, and return what came of it directly and by mail."""
        self.clock.now = datetime.combine(question.at, time(8), UTC)
        return self.asked(number, question), self.mailed(number, question)

    def asked(self, number: int, question: Question) -> Outcome:
        """Ask directly, as whom the mail is from."""
        known = asker_by_email(self.direct, question.email, "mail") if question.email else None
        asker = known or stranger(question.collaboration, "mail")
        try:
            card, files = self._card(asker, question.text, as_letter(number, question))
        except WouldChange:
            return QUARANTINED
        if card.kind == "ignore":
            # By its sender if that is given, else by its words.
            return Outcome("silent", "system_sender" if question.email else "automatic")
        said = answer_mail(card, "", files)
        return Outcome("answered", answer=self._last(), said=said.text, choices=said.choices)

    def mailed(self, number: int, question: Question) -> Outcome:
        """Write a mail, let it in, and return what became of it."""
        mailbox = self._mailbox(question.collaboration)
        assert mailbox.keep(Origin("test"), written(number, question))
        assert mailbox.work() == 1
        with self.by_mail.database.session() as session:
            row = session.scalars(select(IncomingMail).order_by(IncomingMail.id.desc())).first()
        assert row is not None
        if row.state != "answered":
            return Outcome(row.state, row.reason)
        said, choices = row.answer["reply"]["text"], row.answer["choices"]
        return Outcome(row.state, row.reason, self._last(), said, tuple(choices))

    def _last(self) -> tuple[str, tuple[str, ...]]:
        """Return what was presented last, nothing for a refusal, and forget it."""
        last = self.presented[-1] if self.presented else ("refusal", ())
        self.presented.clear()
        return last

    def _card(self, asker: Asker, text: str, letter: Letter) -> tuple[Card, list[str]]:
        """Return an answer as a card, and what the files beside it are called."""
        try:
            answer = (ask if asker.known else ask_only)(self.direct, asker, text)
            if isinstance(answer, ProposalDialogAnswer) and answer.by_mail:
                # Who writes so much of what they wish has proposed it.
                written = tells_enough(letter.text)
                answer = take_letter(self.direct, asker, letter) if written else answer
        except Refusal as refusal:
            return make("refusal", refusal_text(refusal)), []
        self.presented.append((answer.kind, answer.ids))
        card = present(answer)
        files = attached(answer, card, self.clock.now, "bot.example")
        return card, [file.name for file in files]

    def _mailbox(self, collaboration: str) -> Incoming:
        given = {"MAIL_FROM": "boten@bot.example", "MAIL_AUTHSERV_ID": SERVER}
        settings = load_settings({**given, "MAIL_COLLABORATION": collaboration})
        return self.mailboxes.setdefault(collaboration, build_incoming(settings, self.by_mail))


def as_letter(number: int, question: Question) -> Letter:
    """Return what a mail with a question says, if it is a proposal."""
    first, _, rest = question.text.partition("\n")
    in_subject = number % IN_THE_SUBJECT == 0
    return Letter(first, rest) if in_subject else Letter("", question.text)


def written(number: int, question: Question) -> bytes:
    """Return a question as a mail; each stranger writes from a place of their own."""
    # Nobody is answered more than a few times a day.
    sender = question.email or f"fraga@plats{number}.example"
    domain = sender.partition("@")[2]
    mail = EmailMessage(policy=policy.SMTP)
    mail["Authentication-Results"] = f"{SERVER}; dmarc=pass header.from={domain}"
    mail["From"], mail["To"] = sender, "boten@bot.example"
    mail["Message-ID"] = f"<{number}@{domain}>"
    first, _, rest = question.text.partition("\n")
    in_subject = number % IN_THE_SUBJECT == 0
    mail["Subject"] = first if in_subject else ""
    mail.set_content(rest if in_subject else question.text)
    return mail.as_bytes()


@contextmanager
def both(by_mail: str, direct: str) -> Iterator[TwoWays]:
    clock = FixedClock(NOW)
    databases = [Database(url) for url in (by_mail, direct)]
    for database in databases:
        if database.engine.dialect.name == "sqlite":
            event.listen(database.engine, "connect", _hurry)
    mailed, asked = (Services(database, clock) for database in databases)
    presented: list[tuple[str, tuple[str, ...]]] = []

    def listening(answer: Answer) -> Card:
        presented.append((answer.kind, answer.ids))
        return present(answer)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.mail.answering.present", listening)
        yield TwoWays(mailed, asked, clock, presented)
    for database in databases:
        database.dispose()


def _hurry(connection: Any, _record: object) -> None:
    # What a crash of the machine would lose is of no interest where everything is thrown away.
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture
def sqlite_paths(shared_databases: TestDatabases, tmp_path: Path) -> Iterator[list[str]]:
    mailed, asked = (tmp_path / f"{name}.sqlite" for name in ("mailed", "asked"))
    with (
        shared_databases.sqlite(mailed, Holding.SAMPLE) as first,
        shared_databases.sqlite(asked, Holding.SAMPLE) as second,
    ):
        yield [first, second]


def differences(outcomes: Iterable[tuple[Outcome, Outcome]]) -> list[tuple[Outcome, Outcome]]:
    return [(directly, by_mail) for directly, by_mail in outcomes if directly != by_mail]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_question_by_mail_gets_the_answer_it_gets_anywhere(
    sqlite_paths: list[str], file: Path
) -> None:
    with both(*sqlite_paths) as ways:
        outcomes = [ways.ask(number, one) for number, one in enumerate(questions(file))]

    ends = Counter(by_mail.state for _, by_mail in outcomes)
    assert differences(outcomes) == []
    assert ends["answered"] >= 80
    assert ends["silent"] >= 1
    # Whoever wants to change something in the hard set is in the register.
    assert (ends["quarantined"] >= 1) == (file.stem != "hard")


def test_question_by_mail_gets_the_same_answer_on_the_other_database(
    sample_postgres: Postgres, sqlite_paths: list[str]
) -> None:
    some = list(enumerate(questions(FILES[0])))[::10]

    with sample_postgres.database() as url, both(url, sqlite_paths[1]) as ways:
        outcomes = [ways.ask(number, one) for number, one in some]

    assert differences(outcomes) == []
    assert len({by_mail.said for _, by_mail in outcomes}) >= 15
