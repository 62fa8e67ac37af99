"""A collaboration in which people propose: who they are, and what they write."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from handlers.answers import Asker, ProposalAnswer
from handlers.contents import ProposalNews, ProposalNewsLine
from handlers.delivery import Delivery
from handlers.ports import Services
from handlers.proposals import (
    KINDS,
    HandingIn,
    Suggestion,
    hand_in,
    keep_draft,
    new_draft,
    see_proposal,
    submit,
)
from storage.models import Collaboration, EventLog, Notice, Proposal
from tests.factories import add_collaboration, add_office, add_person
from tests.fakes import RecordingCourier
from tests.handlers.calendars import Desk

LONGEST = 3000


@dataclass
class Bench:
    """The desk, with an inspector in Habo, contact persons of both offices, and a neighbour."""

    desk: Desk
    inspector: Asker
    habo: Asker
    aneby: Asker
    neighbour: Asker

    @property
    def services(self) -> Services:
        return self.desk.services

    @property
    def coordinator(self) -> Asker:
        return self.desk.coordinator

    def said(self, title: str = "Tillsyn av skateparker", **values: Any) -> Suggestion:
        """Return a proposal with all that has to be said."""
        usual = Suggestion(
            title=title,
            area="Tillsyn miljöskydd",
            background="Ingen vet hur många de är.",
            goal="Alla parker är kända.",
            offices=(self.desk.offices["Habo"],),
        )
        return replace(usual, **values)

    def propose(self, title: str = "Tillsyn av skateparker", *, by: Asker | None = None) -> int:
        """Hand a proposal in as a dialog does, and return its number in the database."""
        asker = by or self.inspector
        draft = new_draft(self.services, asker)
        keep_draft(self.services, asker, draft.token, self.said(title))
        return submit(self.services, asker, draft.token).proposal

    def hand_in(self, asker: Asker, said: Suggestion, **values: Any) -> int:
        with self.services.database.write() as session:
            given = HandingIn(
                suggestion=said, person_id=asker.person_id, token=uuid4().hex, **values
            )
            return hand_in(session, self.services, asker, given).id

    def see(self, number: int, asker: Asker | None = None) -> ProposalAnswer:
        return see_proposal(self.services, asker or self.inspector, number)

    def rows(self) -> list[Proposal]:
        with self.services.database.session() as session:
            return list(session.scalars(select(Proposal).order_by(Proposal.id)))

    def events(self) -> list[EventLog]:
        with self.services.database.session() as session:
            rows = select(EventLog).where(EventLog.verb.startswith("proposal_"))
            return list(session.scalars(rows.order_by(EventLog.id)))

    def waiting(self) -> list[tuple[int | None, str]]:
        """Return who is to be told of what."""
        with self.services.database.session() as session:
            rows = session.scalars(select(Notice).order_by(Notice.id))
            return [(one.person_id, one.details["event"]) for one in rows if one.state == "queued"]

    def deliver(self) -> None:
        """Deliver what waits."""
        Delivery(self.services, {"mail": self.desk.mail}, KINDS).deliver_due()

    def told(self, asker: Asker) -> list[ProposalNewsLine]:
        """Return what somebody has been told."""
        return [
            line
            for parcel in self.mail.sent
            if isinstance(parcel.content, ProposalNews) and parcel.to.person_id == asker.person_id
            for line in parcel.content.lines
        ]

    @property
    def mail(self) -> RecordingCourier:
        return self.desk.mail


def open_bench(desk: Desk) -> Bench:
    """Let people come to the desk."""
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        habo, aneby = (
            add_person(session, owner, name, roles=(role,))
            for name, role in (("Ina Spektör", "inspector"), ("Ane By", "contact_person"))
        )
        habo.office_id, aneby.office_id = desk.offices["Habo"], desk.offices["Aneby"]
        other = add_collaboration(session, "vast")
        add_office(session, other, "Ale")
        neighbour = add_person(session, other, "Vest Granne", roles=("coordinator",))
        session.flush()
        return Bench(
            desk,
            Asker("jonkoping", habo.id, frozenset({"inspector"}), "slack"),
            desk.contact,
            Asker("jonkoping", aneby.id, frozenset({"contact_person"}), "slack"),
            Asker("vast", neighbour.id, frozenset({"coordinator"}), "slack"),
        )
