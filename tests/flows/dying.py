"""A bot that reads its mailbox once and dies at a step, as a process that is killed there does.

Run as ``python -m tests.flows.dying STEP``. The step is a port that is wrapped, and the process
kills itself within it; the settings come from the environment.
"""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.app.receiving import Incoming
from bot.app.sending import build_outgoing
from bot.app.services import build_services
from bot.config import load_settings
from bot.mail.answering import Receiver
from bot.mail.imap import Reader, account_of, open_mailbox
from bot.mail.incoming.message import IncomingMail
from bot.mail.writers import Writer
from handlers.answers import Asker
from handlers.incoming import MailState, Origin, Taken, Verdict
from handlers.ports import Courier, Parcel, Recipient, Trace
from tests.fakes import FixedClock
from tests.sample import NOW

# In their order. The first and the last are outside: nothing has been done, or all of it.
STEPS = ("fetched", "stored", "understood", "acted", "answered", "marked", "sending")


@dataclass(frozen=True, slots=True)
class Death:
    """Comes at one step."""

    step: str

    def at(self, step: str) -> None:
        """Die if it is that step's turn."""
        if step == self.step:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class DyingReceiver(Receiver):
    """Understands what a mail asks, or does it, and does not live to write it down."""

    death: Death = Death("")

    def decided(self, taken: Taken, mail: IncomingMail, writer: Writer) -> Verdict:
        """Understand what a mail asks."""
        verdict = Receiver.decided(self, taken, mail, writer)
        self.death.at("understood")
        return verdict

    def acted(self, taken: Taken, mail: IncomingMail, asker: Asker) -> Verdict:
        """Do what a mail asks for."""
        self.death.at("understood")
        verdict = Receiver.acted(self, taken, mail, asker)
        self.death.at("acted")
        return verdict


@dataclass(frozen=True, slots=True)
class DyingInward:
    """Takes mails in."""

    incoming: Incoming
    death: Death

    def keep_all(self, place: Origin, mails: Sequence[tuple[int, bytes]]) -> None:
        """Keep mails."""
        self.death.at("fetched")
        self.incoming.keep_all(place, mails)
        self.death.at("stored")

    def work(self) -> int:
        """Act on mails."""
        settled = self.incoming.work()
        self.death.at("answered")
        return settled

    def fate(self, raw: bytes) -> MailState | None:
        """Tell what has become of a mail."""
        return self.incoming.fate(raw)

    def fates(self, origin: Origin, uids: Sequence[int]) -> Mapping[int, MailState]:
        """Tell what has become of mails."""
        return self.incoming.fates(origin, uids)


@dataclass(frozen=True, slots=True)
class DyingCourier:
    """Takes mails out."""

    courier: Courier
    death: Death

    def reaches(self, to: Recipient) -> bool:
        """Tell whether there is a way."""
        return self.courier.reaches(to)

    def send(self, parcel: Parcel) -> str:
        """Send, unless death comes first."""
        self.death.at("sending")
        receipt = self.courier.send(parcel)
        self.death.at("sent")
        return receipt

    def trace(self, parcel: Parcel) -> Trace:
        """Tell what is known."""
        return self.courier.trace(parcel)


def main(step: str) -> None:
    """Read the mailbox, answer, mark, and send what is due."""
    death, settings = Death(step), load_settings(os.environ)
    clock = FixedClock(NOW)
    services = build_services(settings, clock)
    outgoing = build_outgoing(settings, services)
    account = account_of(settings)
    assert outgoing.incoming is not None
    assert account is not None
    incoming = replace(outgoing.incoming, receiver=_dying(outgoing.incoming.receiver, death))
    mailbox = open_mailbox(account)
    Reader(account.name, DyingInward(incoming, death)).round(mailbox)
    death.at("marked")
    couriers = {name: DyingCourier(one, death) for name, one in outgoing.couriers.items()}
    replace(outgoing, couriers=couriers, incoming=None).work()
    mailbox.close()


def _dying(receiver: Receiver, death: Death) -> DyingReceiver:
    return DyingReceiver(
        receiver.services,
        receiver.ours,
        receiver.authserv_id,
        receiver.collaboration,
        can_confirm=receiver.can_confirm,
        death=death,
    )


if __name__ == "__main__":
    main(sys.argv[1])
