from dataclasses import dataclass

import pytest
from sqlalchemy import select

from handlers.answers import Asker, CriterionLine
from handlers.weighing import set_criteria
from storage.models import Collaboration, EventLog, Group, Proposal, ProposalBacker, Weighing
from tests.factories import add_group, add_membership, add_person, add_proposal
from tests.handlers.calendars import Desk

BENEFIT, REACH = "Miljönytta", "Rådighet"
HEAD = ("Nummer", "Förslag", BENEFIT, REACH, "Beredningens förslag", "Motivering", "Version")


@dataclass
class Board:
    """Three proposals under review, two criteria, and somebody of the preparatory group."""

    desk: Desk
    member: Asker
    numbers: dict[str, int]
    criteria: tuple[CriterionLine, ...]

    def kept(self) -> dict[str, tuple[str, str, int]]:
        """Return what has been found: outcome, reason, version, by number."""
        with self.desk.services.database.session() as session:
            rows = session.execute(
                select(Proposal.number, Weighing).join(
                    Weighing, Weighing.proposal_id == Proposal.id
                )
            )
            return {str(number): (one.outcome, one.reason, one.version) for number, one in rows}

    def states(self) -> list[str]:
        with self.desk.services.database.session() as session:
            return list(session.scalars(select(Proposal.state).order_by(Proposal.number)))

    def verbs(self) -> list[str]:
        with self.desk.services.database.session() as session:
            return list(session.scalars(select(EventLog.verb).order_by(EventLog.id)))


@pytest.fixture
def board(desk: Desk) -> Board:
    services = desk.services
    with services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        group: Group = add_group(session, owner, "Beredningsgruppen")
        person = add_person(session, owner, "Bea Bereder", roles=("manager",))
        add_membership(session, person, owner, "member", group=group)
        numbers = {}
        for at, title in enumerate(("Skateparker", "Biocider", "Solarier"), start=1):
            number = f"2027-{at:03d}"
            row = add_proposal(
                session,
                owner,
                title,
                key=number,
                number=number,
                state="under_review",
                status="",
                background="Många frågar.",
            )
            session.add(
                ProposalBacker(
                    collaboration_id=owner.id,
                    proposal_id=row.id,
                    person_id=desk.contact_id,
                    office_id=desk.offices["Habo"],
                    part="proposer",
                    since=services.clock(),
                )
            )
            numbers[number] = row.id
        member = Asker("jonkoping", person.id, frozenset({"manager"}), "slack")
    wished = [CriterionLine(0, BENEFIT, 5), CriterionLine(0, REACH, 3)]
    return Board(desk, member, numbers, set_criteria(services, desk.coordinator, wished))
