"""Answering an inquiry on its page: what is seen, what is taken down, what is refused."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.inquiries import (
    InquiryReply,
    answer_inquiry,
    close_inquiry,
    draft_inquiry,
    show_inquiry,
)
from handlers.inquiry_views import (
    Asked,
    Given,
    InquiryPlan,
    InquiryQuestion,
    QuestionKind,
    Unit,
)
from handlers.voting import send_inquiry
from storage.models import Membership
from tests.bot.web.reading import Page
from tests.bot.web.visiting import Site

# The handlers are tried on both kinds of database; what stands on a page is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

YES_NO = InquiryQuestion(text="Har ni egna provtagare?", kind=QuestionKind.YES_NO)
NUMBER = InquiryQuestion(text="Hur många?", kind=QuestionKind.NUMBER, unit="st", required=False)
SEVERAL = InquiryQuestion(
    text="Vilka?", kind=QuestionKind.SEVERAL, options=("PFAS", "Metaller"), required=False
)
WORDS = InquiryQuestion(text="Varför <b>då</b>?", required=False)
MARKUP = "<script>x</script> & {{ 7*7 }}\nrad två"


@dataclass
class Inquiring:
    """An inquiry to both offices, and the link of the contact person in Habo."""

    site: Site
    number: int
    manager: int

    @property
    def link(self) -> str:
        return self.site.links.inquiry(self.site.desk.contact_id, self.number)

    def look(self, person: int | None = None, query: str = "") -> Page:
        link = self.site.links.inquiry(person or self.site.desk.contact_id, self.number)
        return self.site.look(link + query)

    def counted(self) -> list[tuple[str, tuple[Given, ...]]]:
        desk = self.site.desk
        picture = show_inquiry(desk.services, desk.coordinator, self.number)
        return [(one.who, one.given) for one in picture.counted]


def opened(site: Site, *questions: InquiryQuestion, unit: Unit = Unit.OFFICE) -> Inquiring:
    desk = site.desk
    plan = InquiryPlan(
        title="Provtagning <i>2027</i>",
        questions=questions or (YES_NO,),
        about="Rad ett\n<b>Rad två</b>",
        unit=unit,
        asked=Asked(everybody=True),
        answer_by=date(2027, 1, 29),
    )
    number = draft_inquiry(desk.services, desk.coordinator, plan)
    send_inquiry(desk.services, desk.coordinator, number)
    manager = site.add_person("Mia Mil", roles=("manager",), office="Habo")
    return Inquiring(site, number, manager)


@pytest.fixture
def inquiring(site: Site) -> Inquiring:
    return opened(site)


def test_page_shows_what_is_asked_and_does_nothing(inquiring: Inquiring) -> None:
    page = inquiring.look()

    assert page.h1 == "Svara på rundfrågan: Provtagning <i>2027</i>"
    for words in (
        "frågar Habo. Ett svar gäller för hela kontoret. Svara senast fre 29 jan 2027.",
        "<b>Rad två</b>", "Du svarar som Kim Kontakt.", "Har ni egna provtagare?",
    ):  # fmt: skip
        assert words in page.text
    assert not any(box.checked for box in page.boxes("q0"))
    assert inquiring.counted() == []


def test_answer_is_taken_down_and_told(inquiring: Inquiring) -> None:
    page = inquiring.site.send(inquiring.link, {"q0": "0", "c0": MARKUP})

    assert page.h1.startswith("Tack, svaret är sparat")
    assert "Ditt svar: ja, <script>x</script> & {{ 7*7 }} rad två" in page.text
    assert inquiring.counted() == [("Habo", (Given(("ja",), MARKUP),))]
    assert inquiring.site.log()[-1] == (
        "inquiry_answered", inquiring.site.desk.contact_id, "page",
    )  # fmt: skip


def test_one_can_change_ones_mind_and_a_replay_counts_once(inquiring: Inquiring) -> None:
    page = inquiring.site.send(inquiring.link, {"q0": "0"})
    changed = {**page.form.filled(), "q0": "1"}

    for _ in range(2):
        inquiring.site.send(page.form.action, changed)

    assert inquiring.counted() == [("Habo", (Given(("nej",)),))]
    assert [one[0] for one in inquiring.site.log()].count("inquiry_answered") == 2


def test_several_questions_have_their_faults_beside_them(site: Site) -> None:
    inquiring = opened(site, YES_NO, NUMBER, SEVERAL, WORDS)

    page = site.refused(inquiring.link, {"q1": "många", "q2": ["0", "1"], "q3": "å" * 3001})
    assert set(page.by_id) >= {"q0-fault", "q1-fault", "q3-fault"}
    assert "Svaret saknas" in page.by_id["q0-fault"]
    assert "tal" in page.by_id["q1-fault"]
    assert "3001 tecken" in page.by_id["q3-fault"]
    assert [box.value for box in page.boxes("q2") if box.checked] == ["0", "1"]
    assert inquiring.counted() == []

    site.send(inquiring.link, {"q0": "1", "q1": "1 400,5", "q2": ["1"], "q3": "å" * 3000})
    ((_, given),) = inquiring.counted()
    assert given == (
        Given(("nej",)), Given(("1400.5",)), Given(("Metaller",)), Given(("å" * 3000,)),
    )  # fmt: skip


def test_longest_answers_to_as_many_as_can_be_asked_of_are_taken(site: Site) -> None:
    many = (replace(WORDS, key=str(at)) for at in range(1, 100))
    inquiring = opened(site, *many)

    site.send(inquiring.link, {f"q{at}": "å" * 3000 for at in range(99)})

    ((_, given),) = inquiring.counted()
    assert given == (Given(("å" * 3000,)),) * 99


def test_second_of_the_office_sees_the_first_and_must_say_so(inquiring: Inquiring) -> None:
    inquiring.site.send(inquiring.link, {"q0": "0"})
    link = inquiring.site.links.inquiry(inquiring.manager, inquiring.number)

    page = inquiring.look(inquiring.manager)
    refused = inquiring.site.refused(link, {"q0": "1"})

    assert "Kim Kontakt har svarat för Habo: ja" in page.text
    assert "Kryssa i rutan" in refused.by_id["replace-fault"]
    assert inquiring.counted() == [("Habo", (Given(("ja",)),))]
    (box,) = list(page.boxes("replace"))
    inquiring.site.send(link, {"q0": "1", "replace": box.value})
    assert inquiring.counted() == [("Habo", (Given(("nej",)),))]


def test_who_answered_meanwhile_is_shown(inquiring: Inquiring) -> None:
    desk = inquiring.site.desk
    link = inquiring.site.links.inquiry(inquiring.manager, inquiring.number)
    inquiring.look(inquiring.manager)
    inquiring.site.send(inquiring.link, {"q0": "0"})
    (box,) = list(inquiring.look(inquiring.manager).boxes("replace"))
    reply = InquiryReply(given=(Given(("ja",), "två"),))
    answer_inquiry(desk.services, desk.contact, inquiring.number, reply)

    refused = inquiring.site.refused(link, {"q0": "1", "replace": box.value})

    assert "Kim Kontakt har svarat för Habo: ja, två" in refused.text
    assert inquiring.counted() == [("Habo", (Given(("ja",), "två"),))]


def test_each_visit_has_an_answer_of_its_own(site: Site) -> None:
    inquiring = opened(site, YES_NO, unit=Unit.VISIT)

    refused = site.refused(inquiring.link, {"q0": "0"})
    assert "Säg vilket besök" in refused.by_id["visit-fault"]
    site.send(inquiring.link, {"q0": "0", "visit": "Macken & Co"})
    page = site.send(inquiring.link, {"q0": "1", "visit": "Verkstaden"})

    assert set(page.links) >= {"Macken & Co", "Verkstaden"}
    again = site.look(page.links["Macken & Co"])
    assert [box.value for box in again.boxes("q0") if box.checked] == ["0"]
    assert len(inquiring.counted()) == 2


def test_closed_inquiry_shows_the_answer_and_takes_none(inquiring: Inquiring) -> None:
    inquiring.site.send(inquiring.link, {"q0": "0"})
    desk = inquiring.site.desk
    close_inquiry(desk.services, desk.coordinator, inquiring.number)

    page = inquiring.look()
    refused = inquiring.site.refused(inquiring.link, {"q0": "1"}, status=410)

    assert page.h1 == "Rundfrågan är stängd: Provtagning <i>2027</i>"
    assert "Ditt svar: ja" in page.text
    assert refused.h1 == "Rundfrågan är stängd"
    assert inquiring.counted() == [("Habo", (Given(("ja",)),))]


def test_role_that_is_lost_opens_nothing(inquiring: Inquiring) -> None:
    desk = inquiring.site.desk
    with desk.services.database.write() as session:
        held = session.scalars(select(Membership).filter_by(person_id=desk.contact_id)).one()
        held.valid_to = date(2027, 1, 3)

    page = inquiring.site.refused(inquiring.link, {"q0": "0"}, status=403)

    assert page.h1 == "Kontaktpersonen eller chefen svarar"
    assert inquiring.counted() == []


def test_link_of_somebody_else_s_is_none(inquiring: Inquiring) -> None:
    broken = inquiring.link[:-1] + ("a" if inquiring.link[-1] != "a" else "b")

    assert inquiring.site.look(broken, 404).h1
    stranger = inquiring.site.links.inquiry(999, inquiring.number)
    assert inquiring.site.look(stranger, 410).h1
    other = Asker("jonkoping", inquiring.site.desk.coordinator_id)
    coordinator = inquiring.site.links.inquiry(other.person_id or 0, inquiring.number)
    assert inquiring.site.look(coordinator, 410).h1 == "Rundfrågan har inte gått till dig"
