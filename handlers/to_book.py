"""What is asked for where a meeting is to be booked, and whose turn it is to be its host."""

from dataclasses import dataclass

from handlers.access import Information, require
from handlers.answers import Asker
from handlers.contents import Duty
from handlers.errors import Refusal
from handlers.occurrences.finding import looking
from handlers.ports import Services


@dataclass(frozen=True, slots=True)
class ToBook:
    """A duty that meetings are booked for.

    ``turn`` is the host whose turn it is where the order is set; ``usual`` is what the source says
    of the host where it is not.
    """

    duty: Duty
    turn: str = ""
    usual: str = ""


def what_to_book(services: Services, asker: Asker, number: int) -> ToBook:
    """Return what a meeting is to be booked for; refuses what asks for none."""
    require(asker, Information.CALENDAR)
    with looking(services, asker, number) as opened:
        if not opened.known.bookable:
            raise Refusal("not_bookable")
        turn = opened.known.host
        usual = "" if turn else opened.known.occurrence.rule.rotation
        return ToBook(opened.duty(), turn, usual)
