from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from handlers import proposals
from handlers.answers import Asker, ProposalAnswer, ReviewLine
from handlers.contents import ProposalNews
from handlers.delivery import Delivery
from handlers.errors import Refusal
from handlers.inquiries import InquiryReceipt, InquiryReply, answer_inquiry, show_inquiry
from handlers.inquiry_views import Given, InquiryPicture, Purpose
from handlers.proposals import see_proposal
from handlers.voting import AskedOf, draft_on_proposals, send_inquiry
from handlers.weighing import review_sheet
from storage.models import Collaboration, EnvironmentalOffice, Proposal, ProposalBacker
from tests.factories import add_person, add_proposal
from tests.handlers.calendars import Desk

LAST = date(2027, 1, 29)
STATES = {
    "2028-001": "under_review",
    "2028-002": "with_contacts",
    "2028-003": "on_comment",
    "2028-004": "in_plan",
    "2027-001": "under_review",
}


@dataclass
class Ballot:
    """Proposals of two years, and those who speak for two offices."""

    desk: Desk
    people: dict[str, int]
    numbers: dict[str, int] = field(default_factory=dict)

    def asker(self, name: str, door: str = "slack") -> Asker:
        role = {"Kim": "contact_person", "Mia": "manager", "Kaj": "contact_person"}[name]
        return Asker("jonkoping", self.people[name], frozenset({role}), door)

    def draft(self, purpose: str = Purpose.VOTE, *names: str, **values: Any) -> int:
        chosen = names or ("2028-001", "2028-002")
        wanted = AskedOf(
            purpose=purpose,
            proposals=tuple(self.numbers[one] for one in chosen),
            **{"answer_by": LAST, **values},
        )
        return draft_on_proposals(self.desk.services, self.desk.coordinator, wanted)

    def sent(self, purpose: str = Purpose.VOTE, *names: str, **values: Any) -> int:
        number = self.draft(purpose, *names, **values)
        send_inquiry(self.desk.services, self.desk.coordinator, number)
        return number

    def answer(
        self, name: str, number: int, *words: str, door: str = "slack", **values: Any
    ) -> InquiryReceipt:
        given = tuple(Given((one,) if one else ()) for one in words)
        reply = InquiryReply(given=given, **values)
        return answer_inquiry(self.desk.services, self.asker(name, door), number, reply)

    def picture(self, number: int) -> InquiryPicture:
        return show_inquiry(self.desk.services, self.desk.coordinator, number)

    def see(self, name: str, asker: Asker | None = None) -> ProposalAnswer:
        who = asker or self.desk.coordinator
        return see_proposal(self.desk.services, who, self.numbers[name])

    def paper(self, name: str) -> ReviewLine:
        sheet = review_sheet(self.desk.services, self.desk.coordinator)
        return next(one for one in sheet.lines if one.number == name)

    def states(self) -> dict[str, str]:
        with self.desk.services.database.session() as session:
            rows = session.execute(select(Proposal.number, Proposal.state))
            return {str(number): state for number, state in rows}

    def told(self) -> list[tuple[int | None, str, str]]:
        """Return who behind a proposal was told of which state, of which proposal."""
        Delivery(self.desk.services, {"mail": self.desk.mail}, proposals.KINDS).deliver_due()
        return [
            (parcel.to.person_id, line.number, line.state)
            for parcel in self.desk.mail.sent
            if isinstance(parcel.content, ProposalNews)
            for line in parcel.content.lines
        ]


@pytest.fixture
def ballot(desk: Desk) -> Ballot:
    people = {"Kim": desk.contact_id}
    numbers = {}
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        habo, aneby = (
            session.get_one(EnvironmentalOffice, desk.offices[name]) for name in ("Habo", "Aneby")
        )
        people["Mia"] = add_person(session, owner, "Mia Mil", roles=("manager",), office=habo).id
        people["Kaj"] = add_person(
            session, owner, "Kaj Kall", roles=("contact_person",), office=aneby
        ).id
        for number, state in STATES.items():
            row = add_proposal(
                session, owner, f"Förslag {number[-1]}", key=number, number=number, state=state,
                status="", goal="Lika bedömningar. " * 30,
            )  # fmt: skip
            session.add(
                ProposalBacker(
                    collaboration_id=owner.id, proposal_id=row.id, person_id=desk.contact_id,
                    office_id=desk.offices["Habo"], part="proposer", since=desk.clock(),
                )
            )  # fmt: skip
            numbers[number] = row.id
    return Ballot(desk, people, numbers)


def refused(act: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(Refusal) as caught:
        act(*given, **more)
    return caught.value.code
