"""Inquiries of known kinds: an answer lets an office take part, or does its part of a duty."""

from datetime import date

import pytest
from sqlalchemy import select

from handlers.course_needs import Needed, course_needs
from handlers.inquiries import (
    InquiryReply,
    KnownTerms,
    answer_for,
    draft_courses,
    draft_for_duty,
    draft_participation,
    read_answers,
    settle_answer,
)
from handlers.inquiry_views import Asked, Given, InquiryPlan, Purpose
from handlers.living import Which, leave_project, report_visits
from handlers.occurrences import offices_of_duty, per_office_duties
from handlers.voting import send_inquiry
from storage.models import (
    Collaboration,
    EducationOffer,
    Occurrence,
    Participation,
    Project,
    ProjectChange,
)
from tests.factories import add_collaboration, add_project
from tests.handlers.inquiries.conftest import HAS_SAMPLERS, LAST, YES, Asking, refused

JA, NEJ, VET_INTE, INGET = Given(("ja",)), Given(("nej",)), Given(("vet inte ännu",)), Given()
TERMS = KnownTerms(answer_by=LAST)
FIGURES = {"shape": "deadline", "date": "04-01", "roll": "before", "per_office": True}


@pytest.fixture
def project(asking: Asking) -> Which:
    with asking.desk.services.database.write() as session:
        owner = session.get_one(Collaboration, asking.desk.collaboration_id)
        add_project(session, owner, "Släckvatten", key="slackvatten")
    return Which("slackvatten")


def sent(asking: Asking, which: Which) -> int:
    services, sam = asking.desk.services, asking.desk.coordinator
    number = draft_participation(services, sam, which, TERMS)
    assert send_inquiry(services, sam, number) == 2
    return number


def takes_part(asking: Asking) -> dict[int, int]:
    with asking.desk.services.database.session() as session:
        rows = session.execute(select(Participation.office_id, Participation.visits))
        return {office: visits for office, visits in rows}  # noqa: C416 - rows are no pairs to the type checker


def changes(asking: Asking) -> int:
    with asking.desk.services.database.session() as session:
        return len(session.scalars(select(ProjectChange)).all())


def test_office_that_answers_yes_takes_part_and_one_that_answers_no_does_not(
    asking: Asking, project: Which
) -> None:
    number = sent(asking, project)
    habo, aneby = (asking.desk.offices[name] for name in ("Habo", "Aneby"))

    asking.answer("Kim", number, JA, Given(("5",)), Given(("2",)))
    asking.answer("Kim", number, JA, Given(("5",)), Given(("2",)))
    asking.answer("Kaj", number, NEJ, INGET, INGET)

    assert takes_part(asking) == {habo: 0}
    # A replay is no change, nor is a no of an office that did not take part.
    assert changes(asking) == 1
    first = asking.picture(number).tallies
    assert [dict(first[0].counts)["ja"], first[1].numbers, first[2].numbers] == [1, (5.0,), (2.0,)]
    assert aneby not in takes_part(asking)


def test_later_answer_is_followed_and_what_was_joined_in_other_words_stays(
    asking: Asking, project: Which
) -> None:
    services = asking.desk.services
    number = sent(asking, project)
    habo, aneby = (asking.desk.offices[name] for name in ("Habo", "Aneby"))
    report_visits(services, asking.asker("Kaj"), project, 7)

    asking.answer("Kaj", number, VET_INTE, INGET, INGET)
    assert takes_part(asking) == {aneby: 7}
    asking.answer("Kaj", number, JA, INGET, INGET)
    assert takes_part(asking) == {aneby: 7}
    asking.answer("Kim", number, JA, INGET, INGET)
    asking.answer("Kim", number, VET_INTE, INGET, INGET)
    assert takes_part(asking) == {aneby: 7}
    asking.answer("Kim", number, JA, INGET, INGET)
    assert set(takes_part(asking)) == {habo, aneby}
    leave_project(services, asking.asker("Kim"), project)
    asking.answer("Kim", number, NEJ, INGET, INGET)
    assert takes_part(asking) == {aneby: 7}


def test_disputed_answer_changes_nothing_until_it_is_chosen(asking: Asking, project: Which) -> None:
    number = sent(asking, project)
    habo = asking.desk.offices["Habo"]
    asking.answer("Kim", number, NEJ, INGET, INGET)

    asking.answer("Mia", number, JA, INGET, INGET, apart=True)
    assert takes_part(asking) == {}
    disputed = asking.picture(number).disputed[0].id
    settle_answer(asking.desk.services, asking.desk.coordinator, disputed)
    settle_answer(asking.desk.services, asking.desk.coordinator, disputed)

    assert takes_part(asking) == {habo: 0}
    assert changes(asking) == 1


def test_coordinator_answers_for_an_office_and_it_takes_part(
    asking: Asking, project: Which
) -> None:
    number = sent(asking, project)
    aneby = asking.desk.offices["Aneby"]

    reply = InquiryReply(given=(JA, INGET, INGET))
    answer_for(asking.desk.services, asking.desk.coordinator, number, aneby, reply)

    assert takes_part(asking) == {aneby: 0}


def test_project_that_is_gone_is_answered_about_all_the_same(
    asking: Asking, project: Which
) -> None:
    number = sent(asking, project)
    with asking.desk.services.database.write() as session:
        session.delete(session.scalars(select(Project)).one())

    assert asking.answer("Kim", number, JA, INGET, INGET).fate == "taken"


def test_project_of_another_family_is_not_asked_about(asking: Asking) -> None:
    services = asking.desk.services
    with services.database.write() as session:
        add_project(session, add_collaboration(session, "vast"), "Badvatten", key="badvatten")

    code = refused(
        draft_participation, services, asking.desk.coordinator, Which("badvatten"), TERMS
    )

    assert code == "not_allowed"


def test_participation_in_words(asking: Asking, project: Which) -> None:
    questions = asking.picture(sent(asking, project)).plan.questions

    said = read_answers("1. Ja\n2. 14\n3. två", questions)
    only = read_answers("1. vet inte ännu", questions)

    assert [one.values for one in said.given] == [("ja",), ("14",), ("2",)]
    assert [one.values for one in only.given] == [("vet inte ännu",), (), ()]


def test_needs_of_courses_are_compiled_course_by_course(asking: Asking) -> None:
    services, sam = asking.desk.services, asking.desk.coordinator
    with services.database.write() as session:
        for title in ("Avlopp", "Buller <!channel>"):
            session.add(
                EducationOffer(
                    collaboration_id=asking.desk.collaboration_id, key=title[:6].casefold(),
                    title=title, sort_key=title.casefold(),
                )
            )  # fmt: skip
    number = draft_courses(services, sam, TERMS)
    send_inquiry(services, sam, number)

    asking.answer(
        "Kim", number, Given(("2",)), Given(("0",)), Given(("Juridik",)), Given(("Höst",))
    )
    asking.answer("Kaj", number, Given(("3",)), INGET, INGET, INGET)

    picture = asking.picture(number)
    assert course_needs(picture) == (
        Needed("Avlopp", "Aneby", 3, ""),
        Needed("Avlopp", "Habo", 2, "Höst"),
    )
    assert picture.plan.purpose == Purpose.COURSES
    assert picture.tallies[2].words == (("Habo", "Juridik"),)


def test_collaboration_without_courses_asks_in_words(asking: Asking) -> None:
    services, sam = asking.desk.services, asking.desk.coordinator

    number = draft_courses(services, sam, TERMS)

    assert [one.key for one in asking.picture(number).plan.questions] == ["other", "when"]


def the_duty(asking: Asking) -> int:
    asking.desk.add_rule("figures", FIGURES, title="Nyckeltal")
    asking.desk.to(date(2027, 3, 1))
    asking.desk.tick()
    (line,) = per_office_duties(asking.desk.services, asking.desk.coordinator)
    assert line.title == "Nyckeltal"
    return line.number


def left(asking: Asking, duty: int) -> list[str]:
    offices = offices_of_duty(asking.desk.services, asking.desk.coordinator, duty)
    return [one.name for one in offices if not one.done]


def test_office_that_answers_has_done_its_part_and_the_silent_have_it_left(
    asking: Asking,
) -> None:
    services, sam = asking.desk.services, asking.desk.coordinator
    duty = the_duty(asking)
    plan = InquiryPlan(
        title="Nyckeltal", questions=(HAS_SAMPLERS,), answer_by=date(2027, 3, 26),
        asked=Asked(everybody=True),
    )  # fmt: skip
    number = draft_for_duty(services, sam, duty, plan)
    send_inquiry(services, sam, number)
    assert left(asking, duty) == ["Aneby", "Habo"]

    asking.answer("Kim", number, YES)
    asking.answer("Kim", number, YES)

    assert left(asking, duty) == ["Aneby"] == list(asking.picture(number).silent)
    asking.answer("Kaj", number, Given(("nej",)))
    assert left(asking, duty) == []
    with services.database.session() as session:
        assert len(session.get_one(Occurrence, duty).ticks) == 2


def test_duty_in_which_offices_have_no_part_is_not_asked_for(asking: Asking) -> None:
    services, sam = asking.desk.services, asking.desk.coordinator
    asking.desk.add_rule("report", {"shape": "deadline", "date": "04-01"})
    asking.desk.to(date(2027, 3, 1))
    asking.desk.tick()
    number = asking.desk.number("report")

    codes = [refused(draft_for_duty, services, sam, one, asking.plan()) for one in (number, 4711)]

    assert codes == ["inquiry_duty_gone"] * 2


def test_who_does_not_see_to_inquiries_makes_none_of_them(asking: Asking, project: Which) -> None:
    services, kim = asking.desk.services, asking.asker("Kim")

    codes = [
        refused(draft_participation, services, kim, project, TERMS),
        refused(draft_courses, services, kim, TERMS),
        refused(draft_for_duty, services, kim, 1, asking.plan()),
    ]

    assert codes == ["not_allowed"] * 3
