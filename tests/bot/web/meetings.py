"""A meeting with invitees, and the pages that are about it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from handlers.invitations import Attending, Whom, attendance, invite, open_registration
from handlers.meetings import Booking, book, cancel_meeting, move_meeting
from storage.models import Meeting, Person
from tests.bot.web.reading import Page
from tests.bot.web.visiting import Site
from tests.handlers.calendars import Desk

DAY = date(2027, 4, 20)
BOOKED = Booking(
    first=DAY, starts=time(9), ends=time(12), place="Stadshuset", link="https://mote.example/1"
)


@dataclass
class Meetings:
    """The site, a meeting in April, and the contact person who is invited to it."""

    site: Site
    number: int

    @property
    def who(self) -> int:
        return self.site.desk.contact_id

    @property
    def link(self) -> str:
        """Return the link in the first mail."""
        return self.site.links.reply(self.who, self.number, 0)

    @property
    def open_link(self) -> str:
        desk = self.site.desk
        opened = open_registration(desk.services, desk.coordinator, self.number)
        assert opened.registration is not None
        return self.site.links.registration(self.number, opened.registration)

    def answer(self, answer: str = "accepted", **fields: str) -> Page:
        given = {"answer": answer, "comment": "", "revision": "0", **fields}
        return self.site.send(self.link, given)

    def move(self, starts: time = time(13)) -> None:
        desk = self.site.desk
        wanted = replace(BOOKED, starts=starts, ends=starts.replace(hour=starts.hour + 3))
        move_meeting(desk.services, desk.coordinator, self.number, wanted)

    def cancel(self) -> None:
        cancel_meeting(self.site.desk.services, self.site.desk.coordinator, self.number)

    def change(self, **values: object) -> None:
        with self.site.desk.services.database.write() as session:
            meeting = session.get_one(Meeting, self.number)
            for name, value in values.items():
                setattr(meeting, name, value)

    def rename(self, name: str) -> None:
        with self.site.desk.services.database.write() as session:
            session.get_one(Person, self.who).name = name

    def people(self) -> tuple[Attending, ...]:
        desk = self.site.desk
        return attendance(desk.services, desk.coordinator, self.number).people

    def end(self) -> None:
        clock = self.site.desk.clock
        clock.now = datetime.combine(DAY + timedelta(days=1), time(9), clock.now.tzinfo)


def open_meetings(site: Site) -> Meetings:
    """Book a meeting, and invite the contact person."""
    return Meetings(site, booked_meeting(site.desk))


def booked_meeting(desk: Desk, place: str = BOOKED.place) -> int:
    """Book a meeting that the contact person is invited to, and return its number."""
    booking = replace(BOOKED, place=place)
    number = book(desk.services, desk.coordinator, desk.number("board"), booking).number
    invite(desk.services, desk.coordinator, number, Whom(people=(desk.contact_id,)))
    return number
