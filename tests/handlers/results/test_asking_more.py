"""Offices that join after a form was sent: asked once, by whoever sees to it."""

from handlers.inquiries import close_inquiry, show_form
from handlers.inquiry_views import Given
from handlers.results import ask_newcomers
from storage.models import Notice
from tests.handlers.results.conftest import PLAN, Campaign, refused

YES = Given(("ja",))


def left_out(campaign: Campaign) -> int:
    """Send a form while Ale takes no part, and let it join then."""
    from handlers.living import leave_project  # noqa: PLC0415 - only here

    yard = campaign.yard
    leave_project(campaign.services, yard.lead, yard.which, yard.offices["Ale"])
    form = campaign.sent(PLAN)
    campaign.report("Ale", 0)
    return form


def test_office_that_joined_is_asked_once(campaign: Campaign) -> None:
    services, yard = campaign.services, campaign.yard
    form = left_out(campaign)
    assert refused(show_form, services, campaign.asker("Al"), form) == "inquiry_not_asked"
    assert campaign.results().new == 1

    asked = [ask_newcomers(services, yard.lead, yard.which) for _ in range(2)]

    assert asked == [1, 0]
    assert campaign.results().new == 0
    with services.database.session() as session:
        told = session.query(Notice).filter_by(kind="inquiry_asked").all()
        assert sorted(one.person_id or 0 for one in told) == sorted(
            campaign.people[name] for name in ("Kim", "Al")
        )
    campaign.answer("Al", form, YES, visit="Bryggan")
    assert campaign.visits()["Ale"] == 1


def test_others_ask_nobody(campaign: Campaign) -> None:
    yard = campaign.yard
    form = left_out(campaign)

    assert refused(ask_newcomers, campaign.services, yard.contact, yard.which) == "not_allowed"
    close_inquiry(campaign.services, yard.lead, form)
    assert refused(ask_newcomers, campaign.services, yard.lead, yard.which) == "inquiry_closed"
