"""The pages as somebody uses them who has got a mail."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlencode

from httpx2 import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from bot.web.links import SignedLinks
from handlers.contents import Act, Duty
from handlers.occurrences import show_duty
from storage.models import Collaboration, EnvironmentalOffice, EventLog
from tests.bot.web.reading import Page
from tests.factories import add_person
from tests.handlers.calendars import Desk

PUBLIC, SECRET = "https://bot.example", "k" * 32
REPORT = {"shape": "deadline", "date": "02-last", "roll": "before"}
FIGURES = {**REPORT, "per_office": True}
BOARD = {"shape": "quota", "count": 2, "per": "year"}

Fields: TypeAlias = Mapping[str, str | Sequence[str]]


@dataclass
class Site:
    """The pages of a collaboration."""

    desk: Desk
    links: SignedLinks
    client: TestClient
    open_client: Callable[[SignedLinks], TestClient]
    headers: dict[str, str] = field(default_factory=dict)

    def link(
        self, rule: str, act: Act, *, person: int | None = None, number: int | None = None
    ) -> str:
        """Return the address that a coordinator's mail leads to."""
        number = number or self.desk.number(rule)
        return self.links.act(person or self.desk.coordinator_id, number, act)

    def office_link(self, act: Act, person: int | None = None) -> str:
        """Return the address that a contact person's mail leads to."""
        person = person or self.desk.contact_id
        return self.links.act(person, self.desk.number("figures"), act, "Habo")

    def get(self, address: str) -> Response:
        """Look at a page."""
        return self.client.get(address, headers=self.headers)

    def post(self, address: str, fields: Fields | None = None) -> Response:
        """Send a form, and stop where the browser is sent on."""
        body = urlencode(fields or {}, doseq=True)
        headers = {"Content-Type": "application/x-www-form-urlencoded", **self.headers}
        return self.client.post(address, content=body, headers=headers)

    def look(self, address: str, status: int = 200) -> Page:
        """Return what stands on a page."""
        answered = self.get(address)
        assert answered.status_code == status, answered.text
        return Page(answered.text)

    def send(self, address: str, fields: Fields | None = None) -> Page:
        """Send a form that is right, and return what stands on the page that follows."""
        answered = self.post(address, fields)
        assert answered.status_code == 303, answered.text
        return self.look(answered.headers["location"])

    def refused(self, address: str, fields: Fields | None = None, status: int = 400) -> Page:
        """Send a form that is not taken, and return what stands on the page then."""
        answered = self.post(address, fields)
        assert answered.status_code == status, answered.text
        return Page(answered.text)

    def add_person(self, name: str, *, roles: tuple[str, ...], office: str = "") -> int:
        """Add somebody to the register, and return their number."""
        with self.desk.services.database.write() as session:
            owner = session.get_one(Collaboration, self.desk.collaboration_id)
            where = session.get(EnvironmentalOffice, self.desk.offices.get(office, 0))
            return add_person(session, owner, name, roles=roles, office=where).id

    def below(self, path: str) -> "Site":
        """Return the same pages where something in front of them takes a path away."""
        links = SignedLinks(f"{PUBLIC}{path}", SECRET, self.desk.clock)
        return Site(self.desk, links, self.open_client(links), self.open_client)

    def duty(self, rule: str) -> Duty:
        """Return a duty as the coordinator sees it."""
        desk = self.desk
        return show_duty(desk.services, desk.coordinator, desk.number(rule))

    def log(self) -> list[tuple[str, int | None, str]]:
        """Return what has been done, by whom, through which door."""
        columns = EventLog.verb, EventLog.actor_id, EventLog.door
        with self.desk.services.database.session() as session:
            rows = session.execute(select(*columns).order_by(EventLog.id))
            return [(row[0], row[1], row[2]) for row in rows]
