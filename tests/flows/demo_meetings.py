"""Meetings in the demo, booked and invited to by a coordinator while people look on."""

import time as machine
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.app.services import build_services
from bot.config import Settings, load_settings
from bot.workspace import Workspace
from bot.workspace.demo import demo
from handlers.answers import Asker
from handlers.coming import agenda
from handlers.invitations import Attendance, Whom, attendance, invite
from handlers.meetings import Booking, book, cancel_meeting, move_meeting
from handlers.ports import Clock, Services
from handlers.reminders import plan_due
from storage.models import Person

# A Monday, at ten where the people are: what is to be sent in working hours goes at once.
MONDAY = datetime(2027, 1, 11, 9, tzinfo=UTC)
DAY = date(2027, 2, 10)
PLACE = "Stadshuset i Habo"
COORDINATOR = "utvecklingsledare@jonkoping.example"
RULE = "jkp-styrgrupp"


@dataclass(frozen=True, slots=True)
class GoingClock:
    """Go on from a moment, as the clock on the wall does: calendars tell answers apart by it."""

    since: datetime
    begun: float = field(default_factory=machine.monotonic)

    def __call__(self) -> datetime:
        return self.since + timedelta(seconds=machine.monotonic() - self.begun)


@dataclass(slots=True)
class DemoMeetings:
    """Hold a demo, and the meeting that its coordinator has booked."""

    workspace: Workspace
    services: Services
    number: int = field(init=False)
    people: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        with self.services.database.session() as session:
            rows = session.execute(select(Person.email, Person.id))
            self.people = {address: number for address, number in rows if address}
        # Whether or not the demo has come to it by itself.
        plan_due(self.services)
        self.number = self.book(RULE, booking())

    @property
    def coordinator(self) -> Asker:
        roles = frozenset({"coordinator"})
        return Asker("jonkoping", self.people[COORDINATOR], roles, "slack")

    def book(self, rule: str, wanted: Booking) -> int:
        """Book a meeting for what a rule asks for, and give its number."""
        found = agenda(self.services, self.coordinator, date(2027, 1, 1), date(2027, 12, 31))
        duty = next(one.number for one in found.duties if one.rule == rule and one.number)
        return book(self.services, self.coordinator, duty or 0, wanted).number

    def invite(self, *addresses: str, number: int = 0) -> None:
        """Invite to a meeting: to that of the demo, unless another one is meant."""
        people = tuple(self.people[one] for one in addresses)
        invite(self.services, self.coordinator, number or self.number, Whom(people=people))

    def move(self, first: date = DAY, place: str = PLACE, starts: time = time(9)) -> None:
        wanted = booking(first, place, starts)
        move_meeting(self.services, self.coordinator, self.number, wanted)

    def cancel(self) -> None:
        cancel_meeting(self.services, self.coordinator, self.number)

    def attendance(self) -> Attendance:
        return attendance(self.services, self.coordinator, self.number)

    def said(self) -> dict[str, str]:
        """Tell what the bot knows of each answer; an answer to an earlier version is none."""
        addresses = {number: address for address, number in self.people.items()}
        return {
            addresses[one.person_id]: "" if one.earlier else one.status
            for one in self.attendance().people
        }

    def arrived(self, address: str) -> None:
        """Wait until somebody's calendar has a meeting, where nobody looks at it."""
        # A mail that comes is no change of the workspace that it would wait for.
        end = machine.monotonic() + 30
        while not self.workspace.agenda(address).entries:
            assert machine.monotonic() < end
            machine.sleep(0.05)

    def until(self, address: str, status: str) -> None:
        """Wait until the bot has taken an answer down."""
        assert self.workspace.wait_until(lambda: self.said()[address] == status)


def booking(first: date = DAY, place: str = PLACE, starts: time = time(9)) -> Booking:
    ends = starts.replace(hour=starts.hour + 3)
    return Booking(
        first=first, starts=starts, ends=ends, place=place, link="https://mote.example/styrgrupp"
    )


@contextmanager
def demo_meetings() -> Iterator[DemoMeetings]:
    """Open a demo whose services can be reached, as dialogs and words reach them."""
    opened: list[Services] = []

    def building(settings: Settings, clock: Clock) -> Services:
        opened.append(build_services(settings, clock))
        return opened[-1]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.workspace.demo.build_services", building)
        with demo(load_settings({"PORT": "0"}), GoingClock(MONDAY)) as workspace:
            yield DemoMeetings(workspace, opened[0])
