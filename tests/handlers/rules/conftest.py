from dataclasses import dataclass

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.ports import Services
from storage.models import CadenceRule, Collaboration, EventLog, Occurrence, Person


@dataclass(frozen=True)
class Keeper:
    """Somebody who keeps the calendar of the sample's Jönköping, and a look at what is stored."""

    services: Services
    asker: Asker

    def rule(self, key: str) -> CadenceRule:
        with self.services.database.session() as session:
            return session.scalars(select(CadenceRule).where(CadenceRule.key == key)).one()

    def set_rule(self, key: str, **values: object) -> None:
        """Write into a rule what no handler would."""
        with self.services.database.write() as session:
            rule = session.scalars(select(CadenceRule).where(CadenceRule.key == key)).one()
            for name, value in values.items():
                setattr(rule, name, value)
            session.get_one(Collaboration, rule.collaboration_id).revision += 1

    def times(self, key: str) -> list[Occurrence]:
        with self.services.database.session() as session:
            mine = select(Occurrence).where(Occurrence.rule_key == key, Occurrence.part == "")
            return list(session.scalars(mine.order_by(Occurrence.first)))

    def log(self) -> list[tuple[str, str, dict[str, object]]]:
        with self.services.database.session() as session:
            rows = session.scalars(
                select(EventLog).where(EventLog.record_kind == "rule", EventLog.verb != "import")
            )
            return [(row.verb, row.record_key, row.details) for row in rows]


@pytest.fixture
def keeper(sample_services: Services) -> Keeper:
    with sample_services.database.session() as session:
        person = session.scalars(
            select(Person.id)
            .join(Collaboration, Collaboration.id == Person.collaboration_id)
            .where(Collaboration.key == "jonkoping")
            .order_by(Person.id)
        ).first()
    asker = Asker("jonkoping", person, frozenset({"coordinator"}), "slack")
    return Keeper(sample_services, asker)
