from datetime import date

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.contents import InquiryNotice
from handlers.inquiries import (
    change_draft,
    draft_inquiry,
    offices_to_ask,
    remove_question,
    set_question,
    show_inquiry,
    throw_away,
)
from handlers.inquiry_views import Asked, InquiryQuestion, QuestionKind, Unit
from handlers.voting import send_inquiry
from storage.models import Collaboration, Inquiry, Membership
from tests.factories import add_collaboration, add_group, add_membership, add_office, add_person
from tests.handlers.inquiries.conftest import HAS_SAMPLERS, HOW_MANY, LAST, Asking, refused


def drafted(asking: Asking, *questions: InquiryQuestion, **values: object) -> int:
    plan = asking.plan(*questions, **values)
    return draft_inquiry(asking.desk.services, asking.desk.coordinator, plan)


def test_draft_tells_whom_it_goes_to_and_asks_nobody(asking: Asking) -> None:
    number = drafted(asking)

    picture = asking.picture(number)

    assert (picture.asked, picture.lost, picture.reached) == (("Aneby", "Habo"), (), 2)
    assert asking.desk.notices() == []


def test_sending_asks_the_contact_persons_once(asking: Asking) -> None:
    number = drafted(asking)

    first = send_inquiry(asking.desk.services, asking.desk.coordinator, number)
    again = send_inquiry(asking.desk.services, asking.desk.coordinator, number)
    asking.deliver()

    assert (first, again) == (2, 0)
    assert asking.told_of() == [("Kaj", "asked"), ("Kim", "asked")]
    content = asking.told[0].content
    assert isinstance(content, InquiryNotice)
    assert content.form.questions == (HAS_SAMPLERS,)
    assert asking.verbs() == ["inquiry_drafted", "inquiry_sent"]


def test_manager_is_asked_where_an_office_has_no_contact_person(asking: Asking) -> None:
    with asking.desk.services.database.write() as session:
        held = session.scalars(select(Membership).filter_by(person_id=asking.people["Kim"])).one()
        held.valid_to = date(2026, 12, 31)

    asking.sent()
    asking.deliver()

    assert asking.told_of() == [("Kaj", "asked"), ("Mia", "asked")]


def test_office_that_nobody_speaks_for_is_pointed_out(asking: Asking) -> None:
    with asking.desk.services.database.write() as session:
        owner = session.get_one(Collaboration, asking.desk.collaboration_id)
        add_office(session, owner, "Tranås")

    picture = asking.picture(drafted(asking))

    assert (picture.lost, picture.asked) == (("Tranås",), ("Aneby", "Habo", "Tranås"))


def test_named_offices_and_those_of_a_group_are_asked(asking: Asking) -> None:
    with asking.desk.services.database.write() as session:
        owner = session.get_one(Collaboration, asking.desk.collaboration_id)
        group = add_group(session, owner, "Styrgrupp", key="styrgrupp")
        tranas = add_office(session, owner, "Tranås")
        member = add_person(session, owner, "Tor Tran", office=tranas)
        add_membership(session, member, owner, "member", group=group)
    named = Asked(offices=(asking.desk.offices["Habo"],), groups=("styrgrupp",))

    assert asking.picture(drafted(asking, asked=named)).asked == ("Habo", "Tranås")


def test_persons_with_a_role_are_asked_one_by_one(asking: Asking) -> None:
    number = drafted(asking, unit=Unit.PERSON, asked=Asked(roles=("inspector", "manager")))

    send_inquiry(asking.desk.services, asking.desk.coordinator, number)
    asking.deliver()

    assert asking.told_of() == [("Ina", "asked"), ("Mia", "asked")]
    assert asking.picture(number).silent == (
        "Ina In (Miljökontoret i Habo)",
        "Mia Mil (Miljökontoret i Habo)",
    )


def test_draft_is_changed_question_by_question(asking: Asking) -> None:
    services, sam = asking.desk.services, asking.desk.coordinator
    number = drafted(asking)

    set_question(services, sam, number, 0, HOW_MANY)
    set_question(services, sam, number, 1, InquiryQuestion(text=" Varför \n inte? "))
    change_draft(services, sam, number, asking.plan(title="Prov", answer_by=LAST))
    set_question(services, sam, number, 0, HAS_SAMPLERS)
    remove_question(services, sam, number, 1)

    plan = asking.picture(number).plan
    assert (plan.title, [one.text for one in plan.questions]) == (
        "Prov", ["Har ni egna provtagare?"],
    )  # fmt: skip


def test_draft_that_is_thrown_away_is_gone(asking: Asking) -> None:
    number = drafted(asking)

    throw_away(asking.desk.services, asking.desk.coordinator, number)

    assert refused(asking.picture, number) == "inquiry_gone"
    with asking.desk.services.database.session() as session:
        assert session.scalars(select(Inquiry)).all() == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": "  "}, "inquiry_title_missing"),
        ({"title": "x" * 3000}, "inquiry_title_long"),
        ({"about": "x" * 3001}, "inquiry_about_long"),
        ({"answer_by": date(2027, 1, 4)}, "day_past"),
        ({"answer_by": date(2029, 1, 4)}, "day_too_far"),
        ({"remind_first": 31}, "inquiry_reminder_days"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    asking: Asking, values: dict[str, object], code: str
) -> None:
    assert refused(drafted, asking, **values) == code
    with asking.desk.services.database.session() as session:
        assert session.scalars(select(Inquiry)).all() == []


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (InquiryQuestion(text=" "), "inquiry_question_missing"),
        (InquiryQuestion(text="x" * 3000), "inquiry_question_long"),
        (InquiryQuestion(text="Vad?", kind=QuestionKind.ONE, options=("a",)), "inquiry_options"),
        (
            InquiryQuestion(text="Vad?", kind=QuestionKind.ONE, options=("a", "b" * 76)),
            "inquiry_option_long",
        ),
    ],
)
def test_question_that_cannot_be_answered_is_refused(
    asking: Asking, question: InquiryQuestion, code: str
) -> None:
    assert refused(drafted, asking, question) == code


def test_eleventh_question_is_refused(asking: Asking) -> None:
    number = drafted(asking, *(InquiryQuestion(text=f"Fråga {at}") for at in range(10)))

    services, sam = asking.desk.services, asking.desk.coordinator
    assert refused(set_question, services, sam, number, 0, HAS_SAMPLERS) == "inquiry_many_questions"
    assert len(asking.picture(number).plan.questions) == 10


def test_what_is_not_ready_is_not_sent(asking: Asking) -> None:
    services, sam = asking.desk.services, asking.desk.coordinator
    without_day = drafted(asking, answer_by=None)
    for_nobody = drafted(asking, asked=Asked())
    old = drafted(asking)
    codes = [refused(send_inquiry, services, sam, one) for one in (without_day, for_nobody)]
    asking.desk.to(date(2027, 2, 1))

    codes.append(refused(send_inquiry, services, sam, old))

    assert codes == ["inquiry_without_day", "inquiry_for_nobody", "day_past"]
    assert asking.desk.notices() == []


def test_sent_inquiry_is_no_draft_any_more(asking: Asking) -> None:
    services, sam = asking.desk.services, asking.desk.coordinator
    number = asking.sent()

    codes = {
        refused(throw_away, services, sam, number),
        refused(set_question, services, sam, number, 0, HOW_MANY),
        refused(change_draft, services, sam, number, asking.plan()),
        refused(remove_question, services, sam, number, 1),
    }

    assert codes == {"inquiry_sent_already"}


def test_whoever_does_not_see_to_inquiries_makes_none(asking: Asking) -> None:
    services, kim = asking.desk.services, asking.desk.contact
    number = drafted(asking)

    codes = {
        refused(draft_inquiry, services, kim, asking.plan()),
        refused(send_inquiry, services, kim, number),
        refused(show_inquiry, services, kim, number),
        refused(offices_to_ask, services, kim),
    }

    assert codes == {"not_allowed"}


def test_inquiry_of_others_is_not_found_by_its_number(asking: Asking) -> None:
    number = drafted(asking)
    with asking.desk.services.database.write() as session:
        vast = add_collaboration(session, "vast")
        other = add_person(session, vast, "Väst Ordnare", roles=("coordinator",)).id
    asker = Asker("vast", other, frozenset({"coordinator"}), "slack")

    codes = {
        refused(show_inquiry, asking.desk.services, asker, number),
        refused(send_inquiry, asking.desk.services, asker, number),
    }

    assert codes == {"inquiry_gone"}
