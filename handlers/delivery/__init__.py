"""Delivering the outbox: nothing lost, nothing twice unless a send was cut off in the middle.

Planning is exactly-once, delivery at-least-once. A duplicate, or a notice that stays ``unsure``,
is possible only where a send is cut between the receiver's acceptance and our acknowledgement, or
where a worker is paused past its lease between its last look and the send.
"""

from handlers.delivery.claims import LEASE, anything_due
from handlers.delivery.delivering import Delivery, Kind, Loaded
from handlers.delivery.hours import Hours, first_of_day, opening
from handlers.delivery.report import Report

__all__ = [
    "LEASE",
    "Delivery",
    "Hours",
    "Kind",
    "Loaded",
    "Report",
    "anything_due",
    "first_of_day",
    "opening",
]
