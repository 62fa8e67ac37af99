from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from handlers.contents import Invitation
from handlers.delivery import Delivery, Report
from handlers.errors import Refusal
from handlers.invitations import KINDS, Attendance, Invited, Whom, attendance, invite
from handlers.meetings import Booking, book, cancel_meeting, move_meeting
from handlers.ports import Parcel
from storage.models import Collaboration, EnvironmentalOffice
from tests.factories import add_group, add_membership, add_person
from tests.handlers.calendars import Desk

DAY = date(2027, 4, 20)
BOOKED = Booking(
    first=DAY, starts=time(9), ends=time(12), place="Stadshuset", link="https://mote.example/1"
)


@dataclass
class Gathering:
    """A booked meeting of managers, with a board beside them, and what they have been sent."""

    desk: Desk
    meeting: int
    managers: list[int]
    board: list[int]
    told: list[Parcel] = field(default_factory=list)

    def invite(self, *people: int, **whom: tuple[str, ...]) -> Invited:
        meant = Whom(people=people, **whom)
        return invite(self.desk.services, self.desk.coordinator, self.meeting, meant)

    def move(self, starts: time = time(9), **values: object) -> None:
        """Move the meeting, which takes three hours all the same."""
        hours = {"starts": starts, "ends": starts.replace(hour=starts.hour + 3)}
        wanted = {"first": DAY, "place": "Stadshuset", **hours, **values}
        booking = Booking(**wanted)  # type: ignore[arg-type]  # as given
        move_meeting(self.desk.services, self.desk.coordinator, self.meeting, booking)

    def cancel(self) -> None:
        cancel_meeting(self.desk.services, self.desk.coordinator, self.meeting)

    def deliver(self) -> Report:
        """Send what is due, on the next working morning if it has to wait for that."""
        before = len(self.desk.mail.sent)
        report = Delivery(self.desk.services, {"mail": self.desk.mail}, KINDS).deliver_due()
        self.told = self.desk.mail.sent[before:]
        return report

    def invitations(self) -> dict[int, Invitation]:
        """Return what was sent last, by whom it was for; each of them got one message."""
        found = {one.to.person_id or 0: one.content for one in self.told}
        assert len(found) == len(self.told)
        return {who: one for who, one in found.items() if isinstance(one, Invitation)}

    def attendance(self) -> Attendance:
        return attendance(self.desk.services, self.desk.coordinator, self.meeting)


def add_people(desk: Desk) -> tuple[list[int], list[int]]:
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        habo = session.get_one(EnvironmentalOffice, desk.offices["Habo"])
        managers = [
            add_person(session, owner, "Ann Ask", roles=("manager",), office=habo),
            add_person(session, owner, "Bo Bark", roles=("manager",)),
            add_person(session, owner, "Erasmus Ed", roles=("manager",), email=None),
        ]
        group = add_group(session, owner, "Styrgrupp", key="styrgrupp")
        board = add_person(session, owner, "Cia Cullen")
        add_membership(session, board, owner, "member", group=group)
        past = add_person(session, owner, "Dan Damm")
        add_membership(session, past, owner, "member", group=group, valid_to=date(2026, 12, 31))
        return [one.id for one in managers[:2]], [board.id]


@pytest.fixture
def gathering(desk: Desk) -> Gathering:
    desk.add_rule("chefer", {"shape": "quota", "count": 2, "per": "year"}, title="Chefsmöte")
    desk.tick()
    managers, board = add_people(desk)
    number = book(desk.services, desk.coordinator, desk.number("chefer"), BOOKED).number
    desk.clock.now = datetime(2027, 3, 1, 9, tzinfo=UTC)
    desk.mail.sent.clear()
    return Gathering(desk, number, managers, board)


def versions(gathering: Gathering) -> dict[int, tuple[int, bool]]:
    """Return the version that each was told last, and whether it takes the meeting away."""
    return {who: (one.sequence, one.cancelled) for who, one in gathering.invitations().items()}


def waiting(gathering: Gathering) -> list[str]:
    return sorted(one.state for one in gathering.desk.notices() if one.kind == "invitation")


def refused(act: Any, *given: Any) -> str:
    with pytest.raises(Refusal) as caught:
        act(*given)
    return caught.value.code
