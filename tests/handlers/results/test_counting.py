"""Visits that are told of: counted once each in the project, whatever becomes of an answer."""

import pytest

from handlers.inquiries import InquiryReply, answer_for, settle_answer
from handlers.inquiry_views import Given, Unit
from tests.handlers.results.conftest import MADE, PLAN, Campaign, refused

YES, NO = Given(("ja",)), Given(("nej",))


def number(count: int | str) -> Given:
    return Given((str(count),))


def test_each_visit_counts_once(campaign: Campaign) -> None:
    form = campaign.sent(PLAN)

    campaign.answer("Kim", form, YES, visit="Macken")
    campaign.answer("Kim", form, YES, visit=" macken ")
    campaign.answer("Kim", form, NO, visit="MACKEN")
    campaign.answer("Kim", form, NO, visit="Kajen")
    campaign.answer("Al", form, NO, visit="Macken")

    assert campaign.visits() == {"Lerum": 2, "Ale": 1}
    assert campaign.results().progress.visits == 3


def test_form_of_an_office_says_how_many_visits(campaign: Campaign) -> None:
    form = campaign.sent(PLAN, MADE, unit=Unit.OFFICE)

    campaign.answer("Kim", form, YES, number(7))
    assert campaign.visits()["Lerum"] == 7
    campaign.answer("Kim", form, YES, number(5))

    assert campaign.visits()["Lerum"] == 5


def test_settled_dispute_corrects_the_visits(campaign: Campaign) -> None:
    form = campaign.sent(PLAN, MADE, unit=Unit.OFFICE)
    campaign.answer("Kim", form, YES, number(7))
    campaign.answer("Mia", form, YES, number(4), apart=True)
    assert campaign.visits()["Lerum"] == 7

    other = campaign.answers()[-1].id
    for _ in range(2):
        settle_answer(campaign.services, campaign.yard.lead, other)

    assert campaign.visits()["Lerum"] == 4


def test_disputed_visit_counts_once_before_and_after(campaign: Campaign) -> None:
    form = campaign.sent(PLAN)
    campaign.answer("Kim", form, YES, visit="Macken")
    campaign.answer("Mia", form, NO, visit="Macken", apart=True)
    assert campaign.visits()["Lerum"] == 1

    settle_answer(campaign.services, campaign.yard.lead, campaign.answers()[-1].id)

    assert campaign.visits()["Lerum"] == 1


def test_more_that_was_said_by_hand_stays_until_as_many_are_told_of(campaign: Campaign) -> None:
    form = campaign.sent(PLAN)
    campaign.report("Lerum", 2)

    seen = []
    for visit in ("Ett", "Två", "Tre"):
        campaign.answer("Kim", form, YES, visit=visit)
        seen.append(campaign.visits()["Lerum"])

    assert seen == [2, 2, 3]


def test_office_that_took_no_part_does_so_by_its_visit(campaign: Campaign) -> None:
    form = campaign.sent(PLAN, everybody=True)

    campaign.answer("Al", form, YES, visit="Bryggan")

    assert campaign.visits() == {"Ale": 1, "Lerum": 0}


def test_coordinator_who_writes_for_an_office_counts_too(campaign: Campaign) -> None:
    form = campaign.sent(PLAN)
    reply = InquiryReply(given=(YES,), visit="Macken")

    for _ in range(2):
        answer_for(campaign.services, campaign.yard.lead, form, campaign.yard.offices["Ale"], reply)

    assert campaign.visits()["Ale"] == 1


@pytest.mark.parametrize("said", ["-3", "2.5", "100001"])
def test_number_that_no_visits_can_be_is_refused_whole(campaign: Campaign, said: str) -> None:
    form = campaign.sent(PLAN, MADE, unit=Unit.OFFICE)

    assert refused(campaign.answer, "Kim", form, YES, number(said)) == "inquiry_answer_visits"
    assert (campaign.answers(), campaign.visits()["Lerum"]) == ([], 0)


def test_history_tells_of_the_form_and_its_visits(campaign: Campaign) -> None:
    from handlers.living import project_history  # noqa: PLC0415

    form = campaign.sent(PLAN)
    campaign.answer("Kim", form, YES, visit="Macken")

    yard = campaign.yard
    told = project_history(campaign.services, yard.lead, "slackvatten", owner="vast").changes
    assert [(one.field, one.subject, one.new) for one in told[:2]] == [
        ("office", "Lerum", {"office": yard.offices["Lerum"], "visits": 1}),
        ("results", "", {"event": "results_asked"}),
    ]
