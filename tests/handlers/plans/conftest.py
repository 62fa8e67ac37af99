from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from handlers.answers import Answer, Asker, PlanAnswer, PlanLine, PlanYearLine
from handlers.plans import NewPlan, Which, Words, add_line, make_plan, show_plan
from handlers.scope import scope
from storage.models import Collaboration, EventLog, PlanVersion
from tests.factories import add_collaboration, add_group, add_person
from tests.handlers.calendars import Desk

PLAN = Which(2028)
STRANGER = Asker("jonkoping")
BOTH = ("Styrgrupp Väst", "Styrgrupp Halland")


@dataclass
class Planning:
    """A desk with two boards that adopt plans, and a manager at one of the offices."""

    desk: Desk
    boards: tuple[int, ...]
    manager_id: int

    def show(
        self, year: int = 2028, asker: Asker | None = None, sort: str = "", last: int | None = None
    ) -> PlanAnswer:
        answer = self.answer(year, asker, sort, last)
        assert isinstance(answer, PlanAnswer)
        return answer

    def answer(
        self, year: int, asker: Asker | None = None, sort: str = "", last: int | None = None
    ) -> Answer:
        with scope(self.desk.services, asker or self.desk.coordinator) as here:
            return show_plan(here, year, last, sort)

    def year(self, year: int = 2028) -> PlanYearLine:
        return self.show(year).years[0]

    def lines(self, year: int = 2028) -> Sequence[PlanLine]:
        return self.year(year).own

    def titles(self, year: int = 2028) -> list[str]:
        return [line.title for line in self.lines(year)]

    def add(self, *titles: str, which: Which = PLAN) -> None:
        for title in titles:
            words = Words({"title": title}, reason="Tillkom")
            add_line(self.desk.services, self.desk.coordinator, which, words)

    def versions(self) -> list[tuple[int, str]]:
        with self.desk.services.database.session() as session:
            rows = session.scalars(select(PlanVersion).order_by(PlanVersion.number))
            return [(one.number, one.reason) for one in rows]

    def verbs(self) -> list[str]:
        with self.desk.services.database.session() as session:
            rows = session.scalars(select(EventLog.verb).order_by(EventLog.id))
            return [verb for verb in rows if verb.startswith("plan_")]


@pytest.fixture
def planning(desk: Desk) -> Planning:
    """Lend a plan for 2028 that two boards adopt."""
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        boards = tuple(add_group(session, owner, title).id for title in BOTH)
        manager = add_person(
            session, owner, "Cia Chef", roles=("manager",), office_id=desk.offices["Aneby"]
        )
        add_collaboration(session, "vast")
        number = manager.id
    make_plan(desk.services, desk.coordinator, NewPlan(2028, 2028))
    return Planning(desk, boards, number)
