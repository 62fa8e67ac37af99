"""The demo's way of mail to the bot: the same way in as any mail's, and what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.app.receiving import Incoming, digest_of
from bot.app.services import database_trouble
from bot.mail.addresses import sender_of
from bot.texts import text, word
from bot.workspace.letters import Correspondent
from bot.workspace.post import Fate, State, Untaken
from handlers.incoming import MailState, Origin, fate_of

ORIGIN = Origin("demo")
STATES = {
    MailState.STORED: State.WAITING,
    MailState.ANSWERED: State.ANSWERED,
    MailState.QUARANTINED: State.QUARANTINED,
}


@dataclass(frozen=True, slots=True)
class TellingIncoming(Incoming):
    """The way in for mails, which tells open pages when some have been settled."""

    tell: Callable[[], object]

    def work(self) -> int:
        """Settle every mail that waits, and return how many that were."""
        # By name: within a class with slots there is no bare super() before Python 3.14.
        settled = Incoming.work(self)
        if settled:
            self.tell()
        return settled


@dataclass(frozen=True, slots=True)
class DemoPost:
    """Hand mails over to the bot, and ask what has become of them.

    ``server`` is the name that the bot trusts (MAIL_AUTHSERV_ID), ``mail_from`` its MAIL_FROM.
    """

    incoming: Incoming
    mail_from: str
    server: str

    @property
    def to(self) -> Correspondent:
        """Return the bot's address."""
        sender = sender_of(self.mail_from)
        return Correspondent(sender.name, sender.address)

    def deliver(self, raw: bytes) -> None:
        """Keep a mail and wake the bot; raise ``Untaken`` while the database is away."""
        try:
            self.incoming.keep(ORIGIN, raw)
        except Exception as error:
            if database_trouble(error):
                raise Untaken from error
            raise
        self.incoming.services.bell.set()

    def fate(self, raw: bytes) -> Fate:
        """Tell what has become of a mail."""
        fate = fate_of(self.incoming.services, digest_of(raw))
        if fate is None:
            return Fate(State.WAITING)
        state = STATES.get(fate.state, State.UNANSWERED)
        if state in {State.UNANSWERED, State.QUARANTINED}:
            told = word("mail_fate", fate.reason, word("mail_fate", "other"))
        else:
            stranger = state is State.ANSWERED and not fate.known
            told = text("demo.answered_stranger") if stranger else ""
        return Fate(state, told, fate.answer_id)
