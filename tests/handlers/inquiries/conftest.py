from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.contents import InquiryNotice, Note
from handlers.delivery import Delivery
from handlers.errors import Refusal
from handlers.inquiries import (
    KINDS,
    InquiryReceipt,
    InquiryReply,
    answer_inquiry,
    draft_inquiry,
    remind_due,
    show_inquiry,
)
from handlers.inquiry_views import (
    Asked,
    Given,
    InquiryPicture,
    InquiryPlan,
    InquiryQuestion,
    QuestionKind,
    Unit,
)
from handlers.ports import Parcel
from handlers.voting import send_inquiry
from storage.models import Collaboration, EnvironmentalOffice, EventLog, Person
from tests.factories import add_person
from tests.handlers.calendars import Desk

LAST = date(2027, 1, 29)
HAS_SAMPLERS = InquiryQuestion(text="Har ni egna provtagare?", kind=QuestionKind.YES_NO)
HOW_MANY = InquiryQuestion(text="Hur många?", kind=QuestionKind.NUMBER, unit="st", required=False)
YES, NO = Given(("ja",)), Given(("nej",))


@dataclass
class Asking:
    """Two offices, with those who speak for them, and what they have been sent."""

    desk: Desk
    people: dict[str, int]
    told: list[Parcel] = field(default_factory=list)

    def plan(self, *questions: InquiryQuestion, **values: Any) -> InquiryPlan:
        wanted = {"title": "Provtagare", "asked": Asked(everybody=True), "answer_by": LAST}
        return InquiryPlan(questions=questions or (HAS_SAMPLERS,), **{**wanted, **values})

    def sent(self, *questions: InquiryQuestion, **values: Any) -> int:
        """Ask both offices, and return the inquiry's number."""
        plan = self.plan(*questions, **values)
        number = draft_inquiry(self.desk.services, self.desk.coordinator, plan)
        send_inquiry(self.desk.services, self.desk.coordinator, number)
        return number

    def asker(self, name: str, door: str = "slack") -> Asker:
        roles = {"Sam": "coordinator", "Kim": "contact_person", "Mia": "manager"}
        role = roles.get(name, "contact_person")
        return Asker("jonkoping", self.people[name], frozenset({role}), door)

    def answer(self, name: str, number: int, *given: Given, **values: Any) -> InquiryReceipt:
        reply = InquiryReply(given=given, **values)
        return answer_inquiry(self.desk.services, self.asker(name), number, reply)

    def picture(self, number: int) -> InquiryPicture:
        return show_inquiry(self.desk.services, self.desk.coordinator, number)

    def counted(self, number: int) -> dict[str, tuple[str, ...]]:
        return {one.who: one.given[0].values for one in self.picture(number).counted}

    def deliver(self) -> list[Parcel]:
        before = len(self.desk.mail.sent)
        Delivery(self.desk.services, {"mail": self.desk.mail}, KINDS).deliver_due()
        self.told = self.desk.mail.sent[before:]
        return self.told

    def on(self, day: date, hour: int = 9) -> None:
        """Let the bot do at an hour of a day what it does by itself."""
        self.desk.clock.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        remind_due(self.desk.services)
        self.deliver()

    def told_of(self) -> list[tuple[str, str]]:
        """Return who was told what last: the change, or the note's code."""
        names = {number: name for name, number in self.people.items()}
        found = []
        for one in self.told:
            what = one.content.change if isinstance(one.content, InquiryNotice) else ""
            code = str(one.content.code) if isinstance(one.content, Note) else ""
            found.append((names[one.to.person_id or 0], what or code or type(one.content).__name__))
        return sorted(found)

    def verbs(self) -> list[str]:
        with self.desk.services.database.session() as session:
            rows = session.scalars(select(EventLog).order_by(EventLog.id))
            return [one.verb for one in rows if one.record_kind == "inquiry"]

    def change_person(self, name: str, **values: Any) -> None:
        with self.desk.services.database.write() as session:
            person = session.get_one(Person, self.people[name])
            for key, value in values.items():
                setattr(person, key, value)


@pytest.fixture
def asking(desk: Desk) -> Asking:
    people = {"Sam": desk.coordinator_id, "Kim": desk.contact_id}
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        habo, aneby = (
            session.get_one(EnvironmentalOffice, desk.offices[name]) for name in ("Habo", "Aneby")
        )
        people["Mia"] = add_person(session, owner, "Mia Mil", roles=("manager",), office=habo).id
        people["Kaj"] = add_person(
            session, owner, "Kaj Kall", roles=("contact_person",), office=aneby
        ).id
        people["Ina"] = add_person(session, owner, "Ina In", roles=("inspector",), office=habo).id
    return Asking(desk, people)


def refused(act: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(Refusal) as caught:
        act(*given, **more)
    return caught.value.code


PERSON = Unit.PERSON
