"""A collaboration with a calendar, and a clock that it lives by."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from handlers.answers import Asker
from handlers.contents import Missed, Reminders
from handlers.delivery import Delivery
from handlers.ports import Services
from handlers.reminders import KINDS, plan_due
from storage.models import CadenceRule, Collaboration, Notice, Occurrence
from tests.factories import add_collaboration, add_office, add_person, add_rule
from tests.fakes import FixedClock, RecordingCourier

# A Monday, at ten in Sweden.
START = datetime(2027, 1, 4, 9, tzinfo=UTC)


@dataclass
class Desk:
    """A collaboration with a coordinator and two offices, and the clock that it lives by."""

    services: Services
    clock: FixedClock
    collaboration_id: int
    coordinator_id: int
    contact_id: int
    offices: dict[str, int]
    mail: RecordingCourier = field(default_factory=RecordingCourier)

    @property
    def coordinator(self) -> Asker:
        return Asker("jonkoping", self.coordinator_id, frozenset({"coordinator"}), "slack")

    @property
    def contact(self) -> Asker:
        return Asker("jonkoping", self.contact_id, frozenset({"contact_person"}), "slack")

    def add_rule(self, key: str, shape: dict[str, Any], **values: Any) -> None:
        with self.services.database.write() as session:
            owner = session.get_one(Collaboration, self.collaboration_id)
            title = values.pop("title", key.capitalize())
            add_rule(session, owner, title, **{"key": key, "rule": shape, **values})
            owner.revision += 1

    def change_rule(self, key: str, **values: Any) -> None:
        with self.services.database.write() as session:
            rule = session.scalars(select(CadenceRule).where(CadenceRule.key == key)).one()
            for name, value in values.items():
                setattr(rule, name, value)
            session.get_one(Collaboration, self.collaboration_id).revision += 1

    def tick(self) -> int:
        """Plan and deliver once, as the clock does."""
        made = plan_due(self.services)
        Delivery(self.services, {"mail": self.mail}, KINDS).deliver_due()
        return made

    def live_until(self, day: date, **step: float) -> None:
        """Let the clock tick from now on until a day at ten in Sweden."""
        while self.clock.now.date() < day:
            self.tick()
            self.clock.move(timedelta(**(step or {"days": 1})))
        self.clock.now = datetime.combine(day, START.time(), UTC)
        self.tick()

    def to(self, day: date, hour: int = 9) -> None:
        """Let the time pass with nobody at work, until an hour in UTC."""
        self.clock.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    def told(self, person: int | None = None) -> list[tuple[date, list[str]]]:
        """Return what a person was reminded of: the days, and the rules in each message."""
        return [
            (parcel.content.today, [duty.rule for duty in parcel.content.duties])
            for parcel in self.mail.sent
            if isinstance(parcel.content, Reminders)
            and parcel.to.person_id == (person or self.coordinator_id)
        ]

    def missed(self) -> list[Missed]:
        contents = [parcel.content for parcel in self.mail.sent]
        return [one for one in contents if isinstance(one, Missed)]

    def number(self, rule: str, part: str = "", slot: str = "") -> int:
        with self.services.database.session() as session:
            rows = session.scalars(
                select(Occurrence.id)
                .where(Occurrence.rule_key == rule, Occurrence.part == part)
                .where(Occurrence.slot.startswith(slot))
                .order_by(Occurrence.first)
            )
            return rows.all()[0]

    def notices(self) -> list[Notice]:
        with self.services.database.session() as session:
            return list(session.scalars(select(Notice).order_by(Notice.id)))

    def states(self) -> list[tuple[str, str]]:
        return [(one.kind, one.state) for one in self.notices()]


def open_desk(services: Services) -> Desk:
    """Open the desk on an empty database."""
    with services.database.write() as session:
        owner = add_collaboration(session, "jonkoping")
        coordinator = add_person(session, owner, "Sam Ordnare", roles=("coordinator",))
        habo, aneby = (add_office(session, owner, name) for name in ("Habo", "Aneby"))
        contact = add_person(session, owner, "Kim Kontakt", roles=("contact_person",), office=habo)
        clock = FixedClock(START)
        return Desk(
            Services(services.database, clock), clock, owner.id, coordinator.id, contact.id,
            {"Habo": habo.id, "Aneby": aneby.id},
        )  # fmt: skip
