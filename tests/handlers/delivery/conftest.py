from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.contents import Duty, Reminders
from handlers.delivery import Delivery, Kind, Loaded, Report
from handlers.notices import Draft, Urgency, put
from handlers.ports import Services
from storage.models import Notice
from tests.factories import add_collaboration, add_person
from tests.fakes import FixedClock, RecordingCourier, duties_of
from tests.sample import NOW


def says_its_key(_session: Session, _services: Services, notices: Sequence[Notice]) -> Loaded:
    """Load a content that names the notices; those marked settled are left out."""
    told = [one for one in notices if not one.details.get("settled")]
    duties = tuple(_duty(one.key) for one in told)
    content = Reminders("Miljösamverkan Väst", date(2026, 11, 20), duties) if told else None
    return Loaded(content, frozenset(one.id for one in notices if one not in told))


def _duty(key: str) -> Duty:
    day = date(2026, 11, 20)
    return Duty(
        number=1, rule=key, part="", slot="2026", title=key, kind="deadline", state="open",
        first=day, due=day,
    )  # fmt: skip


@dataclass
class Post:
    """An outbox with one person in it, and the couriers of two doors."""

    services: Services
    clock: FixedClock
    collaboration_id: int
    person_id: int
    mail: RecordingCourier = field(default_factory=RecordingCourier)
    slack: RecordingCourier = field(
        default_factory=lambda: RecordingCourier(reaches=lambda to: bool(to.slack_user))
    )
    kinds: dict[str, Kind] = field(
        default_factory=lambda: {
            "plain": Kind(says_its_key),
            "parked": Kind(says_its_key, park=True),
        }
    )

    def put(self, *keys: str, **values: Any) -> None:
        given = {
            "kind": "plain",
            "collaboration_id": self.collaboration_id,
            "person_id": self.person_id,
            "due_at": self.clock.now,
            "urgency": Urgency.NOW,
            **values,
        }
        with self.services.database.write() as session:
            put(session, self.services, [Draft(key=key, **given) for key in keys])

    def deliver(self, **more: Any) -> Report:
        return self.delivery(**more).deliver_due()

    def delivery(self, **more: Any) -> Delivery:
        couriers = {"mail": self.mail, "slack": self.slack}
        return Delivery(self.services, couriers, self.kinds, chance=lambda: 0.0, **more)

    def rows(self) -> dict[str, Notice]:
        with self.services.database.session() as session:
            return {one.key: one for one in session.scalars(select(Notice))}

    def states(self) -> dict[str, str]:
        return {key: row.state for key, row in self.rows().items()}

    def after(self, **step: float) -> None:
        self.clock.move(timedelta(**step))


def titles(courier: RecordingCourier) -> list[list[str]]:
    return [[duty.title for duty in duties_of(parcel)] for parcel in courier.sent]


@pytest.fixture
def post(services: Services) -> Post:
    with services.database.write() as session:
        owner = add_collaboration(session)
        person = add_person(session, owner)
        clock = FixedClock(NOW)
        moved = Services(services.database, clock)
        return Post(moved, clock, owner.id, person.id)


def later(**step: float) -> datetime:
    return NOW + timedelta(**step)
