"""Making a result form: whose it is to make, whom it goes to, and until when it can be changed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event
from time import sleep

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.inquiries import (
    InquiryReply,
    answer_inquiry,
    close_inquiry,
    show_inquiry,
    throw_away,
)
from handlers.inquiries.asking import put_out
from handlers.inquiries.finding import found_inquiry
from handlers.inquiry_views import Given, InquiryState, Unit
from handlers.living import Which
from handlers.results import make_form, results_sheet, show_results
from handlers.voting import send_inquiry
from storage.models import Inquiry, Membership, Participation, Project
from tests.handlers.living.yard import KEY
from tests.handlers.results.conftest import MADE, PLAN, WRITTEN, Campaign, refused


def test_form_goes_to_those_who_take_part(campaign: Campaign) -> None:
    yard = campaign.yard

    number = make_form(campaign.services, yard.lead, yard.which, campaign.form(PLAN))

    picture = show_inquiry(campaign.services, yard.lead, number)
    assert (picture.asked, picture.line.state) == (("Ale", "Lerum"), InquiryState.DRAFT)
    assert (picture.plan.purpose, picture.plan.about_kind, picture.plan.about_key) == (
        "results", "project", KEY,
    )  # fmt: skip


def test_form_is_one_for_each_project_and_is_changed_until_it_is_sent(campaign: Campaign) -> None:
    services, yard = campaign.services, campaign.yard
    number = make_form(services, yard.lead, yard.which, campaign.form(PLAN))

    again = make_form(services, yard.second, yard.which, campaign.form(PLAN, MADE))
    send_inquiry(services, yard.lead, number)

    assert again == number
    assert show_inquiry(services, yard.lead, number).plan.questions == (PLAN, MADE)
    changed = campaign.form(WRITTEN)
    assert refused(make_form, services, yard.lead, yard.which, changed) == "results_sent"
    assert results_sheet(services, yard.lead, yard.which).state is InquiryState.OPEN


def test_what_is_not_said_stays(campaign: Campaign) -> None:
    services, yard = campaign.services, campaign.yard
    number = make_form(services, yard.lead, yard.which, campaign.form(PLAN, everybody=True))

    make_form(services, yard.lead, yard.which, replace(
        campaign.form(), questions=None, unit=None, answer_by=None, title="",
    ))  # fmt: skip

    plan = show_inquiry(services, yard.lead, number).plan
    assert (plan.title, plan.unit, plan.questions) == ("Resultat", Unit.VISIT, (PLAN,))
    assert plan.asked.everybody


def test_form_that_is_sent_while_it_is_changed_is_sent_and_waits_for_nobody(
    campaign: Campaign,
) -> None:
    services, yard = campaign.services, campaign.yard
    number = make_form(services, yard.lead, yard.which, campaign.form(PLAN))
    held = Event()

    def send() -> int:
        with services.database.write() as session:
            row = found_inquiry(session, yard.lead, number, lock=True)
            held.set()
            # Long enough for the other one to come to where it waits.
            sleep(0.5)
            return put_out(session, services, yard.lead, row)

    with ThreadPoolExecutor(2) as pool:
        sent = pool.submit(send)
        assert held.wait(10)
        changed = campaign.form(WRITTEN)
        code = refused(make_form, services, yard.second, yard.which, changed)

    assert (sent.result(), code) == (2, "results_sent")
    assert show_inquiry(services, yard.lead, number).plan.questions == (PLAN,)


def test_two_who_begin_on_the_form_at_once_make_one(campaign: Campaign) -> None:
    services, yard = campaign.services, campaign.yard
    start = Barrier(2)

    def make(who: Asker) -> int:
        start.wait()
        return make_form(services, who, yard.which, campaign.form(PLAN))

    with ThreadPoolExecutor(2) as pool:
        numbers = set(pool.map(make, (yard.lead, yard.second)))

    with services.database.session() as session:
        assert numbers == {one.id for one in session.scalars(select(Inquiry))}
    assert len(numbers) == 1


def test_thrown_draft_makes_room_for_another(campaign: Campaign) -> None:
    services, yard = campaign.services, campaign.yard
    number = make_form(services, yard.lead, yard.which, campaign.form(PLAN))
    throw_away(services, yard.lead, number)

    make_form(services, yard.lead, yard.which, campaign.form(MADE))

    with services.database.session() as session:
        (row,) = session.scalars(select(Inquiry))
        assert row.questions == [MADE.kept()]


def test_form_may_have_forty_questions_and_not_one_more(campaign: Campaign) -> None:
    services, yard = campaign.services, campaign.yard

    number = make_form(services, yard.lead, yard.which, campaign.form(*[PLAN] * 40))

    assert len(show_inquiry(services, yard.lead, number).plan.questions) == 40
    many = campaign.form(*[PLAN] * 41)
    assert refused(make_form, services, yard.lead, yard.which, many) == "inquiry_many_questions"


def test_form_for_those_who_take_part_needs_some(campaign: Campaign) -> None:
    services, yard = campaign.services, campaign.yard
    with services.database.write() as session:
        session.get_one(Project, yard.project_id).key = "nytt"
        for one in session.scalars(select(Participation)):
            session.delete(one)
    which = Which("nytt", "vast")

    assert refused(
        make_form, services, yard.lead, which, campaign.form(everybody=False)
    ) == "results_nobody"  # fmt: skip
    number = make_form(services, yard.lead, which, campaign.form())
    assert show_inquiry(services, yard.lead, number).plan.asked.everybody


@pytest.mark.parametrize(
    "name", ["Kim Kontakt", "Ina Inspektör"], ids=["a contact person", "an inspector"]
)
def test_others_make_no_form(campaign: Campaign, name: str) -> None:
    yard = campaign.yard
    who = yard.asker(name, "contact_person" if name.startswith("Kim") else "inspector")

    assert refused(make_form, campaign.services, who, yard.which, campaign.form()) == "not_allowed"


def test_other_family_makes_none_and_sees_none(campaign: Campaign) -> None:
    yard = campaign.yard
    other = Asker("jonkoping", yard.people["Jon Köping"], frozenset({"coordinator"}))
    number = campaign.sent(PLAN)

    assert (
        refused(make_form, campaign.services, other, yard.which, campaign.form()) == "not_allowed"
    )
    assert refused(show_results, campaign.services, other, yard.which) == "not_allowed"
    assert refused(show_inquiry, campaign.services, other, number) == "inquiry_gone"
    # Their own project of the same key has no results.
    own = Which(KEY, "jonkoping")
    assert refused(show_results, campaign.services, other, own) == "results_none"


def test_named_leader_without_a_role_sees_to_the_form(campaign: Campaign) -> None:
    services, yard = campaign.services, campaign.yard
    ina = yard.asker("Ina Inspektör", "inspector")
    with services.database.write() as session:
        session.get_one(Project, yard.project_id).leader_id = ina.person_id

    number = make_form(services, ina, yard.which, campaign.form(PLAN))
    send_inquiry(services, ina, number)
    campaign.answer("Kim", number, Given(("ja",)), visit="Macken")
    close_inquiry(services, ina, number)

    assert campaign.results(ina).named
    with services.database.write() as session:
        session.get_one(Project, yard.project_id).leader_id = None
    assert refused(show_inquiry, services, ina, number) == "not_allowed"
    assert not campaign.results(ina).named


def test_lost_role_answers_no_more(campaign: Campaign) -> None:
    number = campaign.sent(PLAN)
    with campaign.services.database.write() as session:
        mine = select(Membership).filter_by(person_id=campaign.people["Kim"])
        session.scalars(mine).one().role = "inspector"

    reply = InquiryReply(given=(Given(("ja",)),), visit="Macken")
    code = refused(answer_inquiry, campaign.services, campaign.asker("Kim"), number, reply)

    assert code == "inquiry_not_speaker"
    assert campaign.visits() == {"Lerum": 0, "Ale": 0}


def test_refusals_carry_what_is_said(campaign: Campaign) -> None:
    yard = campaign.yard
    number = campaign.sent(PLAN)

    with pytest.raises(Refusal) as no:
        make_form(campaign.services, yard.lead, yard.which, campaign.form())

    assert dict(no.value.values) == {"number": number}
