"""A bot that sends what is due and dies at one of its mails, as a process that is killed there.

Run as ``python -m tests.flows.dying_updates MINUTES before|after COUNT``: it lives so many minutes
after the tests' now, and kills itself before or after it has handed over its COUNT-th mail, or
sends everything where COUNT is 0. The settings come from the environment.
"""

import os
import signal
import sys
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.app.sending import build_outgoing
from bot.app.services import build_services
from bot.config import load_settings
from handlers.ports import Courier, Parcel, Recipient, Trace
from tests.fakes import FixedClock
from tests.sample import NOW


@dataclass(slots=True)
class CountingCourier:
    """Takes mails out until its time has come."""

    courier: Courier
    moment: str
    left: int

    def reaches(self, to: Recipient) -> bool:
        """Tell whether there is a way."""
        return self.courier.reaches(to)

    def send(self, parcel: Parcel) -> str:
        """Send, and die before or after it."""
        self.left -= 1
        if self.left == 0 and self.moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        receipt = self.courier.send(parcel)
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return receipt

    def trace(self, parcel: Parcel) -> Trace:
        """Tell what is known."""
        return self.courier.trace(parcel)


def main(minutes: int, moment: str, count: int) -> None:
    """Send what is due, or die at it."""
    settings = load_settings(os.environ)
    services = build_services(settings, FixedClock(NOW + timedelta(minutes=minutes)))
    outgoing = build_outgoing(settings, services)
    mail = CountingCourier(outgoing.couriers["mail"], moment, count)
    replace(outgoing, couriers={"mail": mail}, incoming=None).work()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
