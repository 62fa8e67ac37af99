"""Two families with a project of the same key, and the people who have to do with it."""

from dataclasses import dataclass

from sqlalchemy import select

from handlers.answers import Asker
from handlers.living import Changed, Wanted, Which, change_project
from handlers.ports import Services
from storage.models import EventLog, Material, Milestone, Project
from tests.factories import add_collaboration, add_office, add_person, add_project
from tests.fakes import FixedClock
from tests.sample import NOW

KEY = "slackvatten"


@dataclass
class Yard:
    """Väst with a project, its leader, offices and their people; another family beside it."""

    services: Services
    clock: FixedClock
    project_id: int
    offices: dict[str, int]
    people: dict[str, int]

    @property
    def which(self) -> Which:
        return Which(KEY, "vast")

    def asker(self, name: str, *roles: str, family: str = "vast") -> Asker:
        return Asker(family, self.people[name], frozenset(roles), "slack")

    @property
    def lead(self) -> Asker:
        return self.asker("Lisa Led", "project_leader")

    @property
    def second(self) -> Asker:
        return self.asker("Sam Ordnare", "coordinator")

    @property
    def contact(self) -> Asker:
        return self.asker("Kim Kontakt", "contact_person")

    @property
    def inspector(self) -> Asker:
        return self.asker("Ina Inspektör", "inspector")

    def change(self, *wanted: Wanted, by: Asker | None = None, seen: int | None = None) -> Changed:
        which = Which(KEY, "vast", seen)
        return change_project(self.services, by or self.lead, which, wanted)

    def project(self) -> Project:
        with self.services.database.session() as session:
            return session.get_one(Project, self.project_id)

    def milestones(self) -> list[tuple[str, str | None]]:
        with self.services.database.session() as session:
            mine = select(Milestone).where(Milestone.project_id == self.project_id)
            rows = session.scalars(mine.order_by(Milestone.position))
            return [(one.kind, one.start) for one in rows]

    def materials(self) -> list[tuple[str, str | None]]:
        with self.services.database.session() as session:
            mine = select(Material).where(Material.project_id == self.project_id)
            rows = session.scalars(mine.order_by(Material.position))
            return [(one.title, one.url) for one in rows]

    def logged(self) -> list[tuple[str, int | None, dict[str, object]]]:
        with self.services.database.session() as session:
            rows = session.scalars(select(EventLog).order_by(EventLog.id))
            return [(one.verb, one.actor_id, dict(one.details)) for one in rows]


def open_yard(services: Services) -> Yard:
    """Open it on an empty database."""
    with services.database.write() as session:
        vast = add_collaboration(session, "vast")
        other = add_collaboration(session, "jonkoping")
        lerum, ale = (add_office(session, vast, name) for name in ("Lerum", "Ale"))
        habo = add_office(session, other, "Habo")
        project = add_project(
            session, vast, "Släckvatten", key=KEY, status="pågående", start="2026", end="2027"
        )
        add_project(session, other, "Ventilation", key=KEY, status="pågående")
        for position, (kind, start) in enumerate((("kickoff", "2027-03"), ("slutrapport", None))):
            session.add(
                Milestone(
                    collaboration_id=vast.id, project_id=project.id, position=position,
                    kind=kind, start=start, end=start,
                )
            )  # fmt: skip
        session.add(
            Material(collaboration_id=vast.id, project_id=project.id, position=0, title="Lathund")
        )
        people = {
            "Lisa Led": add_person(session, vast, "Lisa Led", roles=("project_leader",)),
            "Sam Ordnare": add_person(session, vast, "Sam Ordnare", roles=("coordinator",)),
            "Kim Kontakt": add_person(
                session, vast, "Kim Kontakt", roles=("contact_person",), office=lerum
            ),
            "Ina Inspektör": add_person(
                session, vast, "Ina Inspektör", roles=("inspector",), office=ale
            ),
            "Jon Köping": add_person(
                session, other, "Jon Köping", roles=("coordinator",), office=habo
            ),
        }
        clock = FixedClock(NOW)
        return Yard(
            Services(services.database, clock),
            clock,
            project.id,
            {"Lerum": lerum.id, "Ale": ale.id, "Habo": habo.id},
            {name: one.id for name, one in people.items()},
        )
