"""What a campaign has found: taken together, named to who leads it alone, in constant queries."""

import pytest

from handlers.answers import Asker
from handlers.inquiries import close_inquiry
from handlers.inquiry_views import Given, QuestionKind, Unit
from handlers.results import draft_report, make_form, show_results
from tests.fakes import recorded_statements
from tests.handlers.results.conftest import MADE, PLAN, WRITTEN, Campaign, refused

YES, NO = Given(("ja",)), Given(("nej",))
LONGEST = "å" * 2997 + "<b>"
MENTION = "<!channel> <@U1> & <b>Kim</b>"


def test_answers_are_taken_together(campaign: Campaign) -> None:
    form = campaign.sent(PLAN, MADE, WRITTEN, unit=Unit.OFFICE)
    campaign.answer("Kim", form, YES, Given(("7",)), Given((MENTION,)))
    campaign.answer("Al", form, NO, Given(("2",)), Given())

    found = campaign.results()

    chosen, made, written = found.picture.tallies
    assert chosen.counts == (("ja", 1), ("nej", 1), ("ej aktuellt", 0))
    assert (sorted(made.numbers), made.question.kind) == ([2.0, 7.0], QuestionKind.NUMBER)
    assert written.words == (("Lerum", MENTION),)
    assert (found.part, found.taking, found.progress.visits) == (2, 2, 9)


def test_offices_are_named_to_who_leads_alone(campaign: Campaign) -> None:
    form = campaign.sent(PLAN, WRITTEN)
    campaign.answer("Kim", form, YES, Given(("Öva mer",)), visit="Macken")
    campaign.answer("Mia", form, NO, Given(), visit="Macken", apart=True)

    inspector = campaign.yard.asker("Ina Inspektör", "inspector")
    seen = campaign.results(inspector)

    assert not seen.named
    assert seen.picture.tallies[1].words == (("", "Öva mer"),)
    assert seen.picture.tallies[0].counts[0] == ("ja", 1)
    told = repr(seen)
    assert all(name not in told for name in ("Lerum", "Ale", "Macken", "Kim", "Mia"))
    assert campaign.results().picture.tallies[1].words == (("Lerum", "Öva mer"),)


def test_nameless_answers_are_in_no_order_of_the_offices(campaign: Campaign) -> None:
    form = campaign.sent(WRITTEN, unit=Unit.OFFICE)
    campaign.answer("Al", form, Given(("Öva mer",)))
    campaign.answer("Kim", form, Given(("Bygg en invallning",)))

    seen = campaign.results(campaign.yard.asker("Ina Inspektör", "inspector"))

    assert seen.picture.tallies[0].words == (("", "Bygg en invallning"), ("", "Öva mer"))
    assert [who for who, _ in campaign.results().picture.tallies[0].words] == ["Ale", "Lerum"]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (Asker("vast"), "not_known_yet"),
        (Asker("vast", 1, frozenset({"politician"})), "not_allowed"),
    ],
    ids=["a stranger", "a politician"],
)
def test_others_see_nothing(campaign: Campaign, who: Asker, code: str) -> None:
    campaign.sent(PLAN)

    assert refused(show_results, campaign.services, who, campaign.yard.which) == code


def test_draft_is_no_result(campaign: Campaign) -> None:
    yard = campaign.yard
    make_form(campaign.services, yard.lead, yard.which, campaign.form(PLAN))

    assert refused(show_results, campaign.services, yard.lead, yard.which) == "results_none"
    assert draft_report(campaign.services, yard.lead, yard.which).results is None


def test_longest_answers_are_kept_whole(campaign: Campaign) -> None:
    form = campaign.sent(WRITTEN, unit=Unit.OFFICE)

    campaign.answer("Kim", form, Given((LONGEST,)))

    assert campaign.results().picture.tallies[0].words == (("Lerum", LONGEST),)
    long = Given((f"{LONGEST}å",))
    assert refused(campaign.answer, "Kim", form, long) == "inquiry_answer_long"


@pytest.mark.parametrize(
    ("visit", "code"), [("", "inquiry_visit_missing"), ("x" * 121, "inquiry_visit_long")]
)
def test_visit_has_a_name_of_some_length(campaign: Campaign, visit: str, code: str) -> None:
    form = campaign.sent(PLAN)

    assert refused(campaign.answer, "Kim", form, YES, visit=visit) == code
    assert campaign.visits()["Lerum"] == 0


def test_closed_campaign_shows_its_results(campaign: Campaign) -> None:
    form = campaign.sent(PLAN)
    campaign.answer("Kim", form, YES, visit="Macken")
    close_inquiry(campaign.services, campaign.yard.lead, form)

    assert campaign.results().picture.line.state == "closed"
    code = refused(campaign.answer, "Al", form, YES, visit="Bryggan")
    assert (code, campaign.visits()["Ale"]) == ("inquiry_closed", 0)


def test_report_is_for_who_leads(campaign: Campaign) -> None:
    yard = campaign.yard
    form = campaign.sent(PLAN)
    campaign.answer("Kim", form, YES, visit="Macken")

    report = draft_report(campaign.services, yard.lead, yard.which)

    assert [(one.name, one.visits) for one in report.offices] == [("Lerum", 1), ("Ale", 0)]
    assert report.results is not None
    assert report.results.picture.counted[0].visit == "Macken"
    assert refused(draft_report, campaign.services, yard.contact, yard.which) == (
        "results_only_leaders"
    )


def test_results_are_read_in_as_many_queries_however_many_there_are(campaign: Campaign) -> None:
    form = campaign.sent(PLAN, WRITTEN)
    campaign.answer("Kim", form, YES, Given(("Ett",)), visit="Ett")
    # What everybody asks of is read once.
    campaign.results()
    with recorded_statements(campaign.services.database) as one:
        campaign.results()
    for name, visit in (("Kim", "Två"), ("Al", "Tre")):
        campaign.answer(name, form, YES, Given((visit,)), visit=visit)

    with recorded_statements(campaign.services.database) as three:
        campaign.results()

    assert len(three) == len(one)
