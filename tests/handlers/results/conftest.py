"""A campaign with two offices and its leader, another family beside it, and a result form."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from handlers.answers import Asker, CampaignResults
from handlers.errors import Refusal
from handlers.inquiries import InquiryReceipt, InquiryReply, answer_inquiry
from handlers.inquiry_views import Given, InquiryQuestion, QuestionKind, Unit
from handlers.living import report_visits, taking_part
from handlers.ports import Services
from handlers.results import ResultsForm, make_form, show_results
from handlers.voting import send_inquiry
from storage.models import Collaboration, EnvironmentalOffice, InquiryAnswer
from tests.factories import add_person
from tests.handlers.living.yard import KEY, Yard, open_yard

LAST = date(2026, 12, 18)
PLAN = InquiryQuestion(
    text="Finns en plan?", kind=QuestionKind.ONE, options=("ja", "nej", "ej aktuellt")
)
MADE = InquiryQuestion(text="Hur många besök?", kind=QuestionKind.NUMBER, unit="besök")
WRITTEN = InquiryQuestion(text="Vilka brister?", required=False)


@dataclass
class Campaign:
    """A yard whose offices are asked what they have found."""

    yard: Yard
    people: dict[str, int]

    @property
    def services(self) -> Services:
        return self.yard.services

    def asker(self, name: str, door: str = "slack") -> Asker:
        role = "manager" if name == "Mia" else "contact_person"
        return Asker("vast", self.people[name], frozenset({role}), door)

    def form(self, *questions: InquiryQuestion, **values: Any) -> ResultsForm:
        usual = {"answer_by": LAST, "title": "Resultat", "unit": Unit.VISIT}
        return ResultsForm(questions=questions or (PLAN, WRITTEN), **{**usual, **values})

    def sent(self, *questions: InquiryQuestion, **values: Any) -> int:
        """Send a form, and return the inquiry's number."""
        form = self.form(*questions, **values)
        number = make_form(self.services, self.yard.lead, self.yard.which, form)
        send_inquiry(self.services, self.yard.lead, number)
        return number

    def answer(self, name: str, number: int, *given: Given, **values: Any) -> InquiryReceipt:
        reply = InquiryReply(given=given, **values)
        return answer_inquiry(self.services, self.asker(name), number, reply)

    def report(self, office: str, visits: int) -> None:
        """Let whoever leads the campaign say by hand how many visits an office has made."""
        number = self.yard.offices[office]
        report_visits(self.services, self.yard.lead, self.yard.which, visits, number)

    def visits(self) -> dict[str, int]:
        answer = taking_part(self.services, self.yard.lead, KEY, owner="vast")
        return {one.name: one.visits for one in answer.offices}

    def results(self, by: Asker | None = None) -> CampaignResults:
        return show_results(self.services, by or self.yard.lead, self.yard.which).results

    def answers(self) -> list[InquiryAnswer]:
        with self.services.database.session() as session:
            return list(session.scalars(select(InquiryAnswer).order_by(InquiryAnswer.id)))


@pytest.fixture
def campaign(services: Services) -> Campaign:
    yard = open_yard(services)
    people = {"Kim": yard.people["Kim Kontakt"]}
    with services.database.write() as session:
        vast = session.scalars(select(Collaboration).filter_by(key="vast")).one()
        for name, office, role in (("Mia", "Lerum", "manager"), ("Al", "Ale", "contact_person")):
            where = session.get_one(EnvironmentalOffice, yard.offices[office])
            people[name] = add_person(session, vast, name, roles=(role,), office=where).id
    made = Campaign(yard, people)
    made.report("Lerum", 0)
    made.report("Ale", 0)
    return made


def refused(act: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(Refusal) as caught:
        act(*given, **more)
    return caught.value.code
