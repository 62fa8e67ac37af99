"""A series of meetings, and two who are invited to it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from handlers.answers import Asker
from handlers.contents import Invitation
from handlers.delivery import Delivery
from handlers.invitations import (
    KINDS,
    Whom,
    attendance,
    invite,
)
from handlers.meetings import (
    Booking,
    Plan,
    Repeat,
    change_meeting,
    plan_meeting,
    plan_of,
    show_planned,
)
from tests.handlers.calendars import Desk
from tests.handlers.invitations.conftest import add_people

FIRST = date(2027, 1, 13)
PLAN = Plan(
    title="Kort avstämning",
    booking=Booking(first=FIRST, starts=time(9), ends=time(10), link="https://mote.example/k"),
    about="Läget",
    repeat=Repeat(every="month", until=date(2027, 6, 30), without=(5, 7)),
)
JANUARY, FEBRUARY, MARCH, APRIL, JUNE = range(1, 6)


class Series:
    """A series of five times, and two who are invited to it."""

    def __init__(self, desk: Desk) -> None:
        desk.clock.now = datetime(2026, 12, 1, 9, tzinfo=UTC)
        self.desk = desk
        (self.ann, self.bo), _ = add_people(desk)
        self.planned = plan_meeting(desk.services, desk.coordinator, PLAN)

    def invite(self, *people: int) -> None:
        invite(self.desk.services, self.desk.coordinator, JANUARY, Whom(people=people))

    def invite_to(self, number: int, *people: int) -> None:
        invite(self.desk.services, self.desk.coordinator, number, Whom(people=people))

    def deliver(self) -> Mapping[int, Invitation]:
        """Send what is due, and return what each has been told, one thing each."""
        before = len(self.desk.mail.sent)
        Delivery(self.desk.services, {"mail": self.desk.mail}, KINDS).deliver_due()
        sent = self.desk.mail.sent[before:]
        found = {one.to.person_id or 0: one.content for one in sent}
        assert len(found) == len(sent)
        return {who: told for who, told in found.items() if isinstance(told, Invitation)}

    def person(self, number: int) -> Asker:
        return Asker("jonkoping", number, door="slack")

    def statuses(self, number: int) -> dict[int, str]:
        """Tell what each has answered of one time; what was said of an earlier day is nothing."""
        found = attendance(self.desk.services, self.desk.coordinator, number)
        return {one.person_id: "" if one.earlier else one.status for one in found.people}

    def move(self, number: int, first: date) -> None:
        services, asker = self.desk.services, self.desk.coordinator
        plan = plan_of(show_planned(services, asker, number))
        booking = Booking(first=first, starts=time(13), ends=time(14), link="")
        change_meeting(services, asker, number, Plan(title=plan.title, booking=booking))
