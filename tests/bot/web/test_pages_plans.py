"""The public page of a plan."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from handlers.plans import COOPERATION, Minutes, NewPlan, Which, Words, add_line, adopt, make_plan
from storage.models import Collaboration
from tests.bot.web.browsing import LONG, Served, look_closely, opened
from tests.bot.web.visiting import Site
from tests.factories import add_collaboration, add_group, add_proposal
from tests.handlers.calendars import Desk

PLAN = Which(2028)
HOSTILE = "<script>alert(1)</script> <!channel> =1+1"


def make(desk: Desk, *titles: str, frozen: bool = True) -> None:
    """Make a plan with a bank, and let its board adopt it."""
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        add_group(session, owner, "Styrgrupp Väst")
        add_proposal(session, owner, "Nagelsalonger", year_received=2026)
        add_proposal(session, owner, "Solarier")
        add_collaboration(session, "skane")
    make_plan(desk.services, desk.coordinator, NewPlan(2028, 2028))
    for title in titles:
        words = Words({"title": title, "goal": f"Mål: {title}", "responsible": "samordnaren"})
        add_line(desk.services, desk.coordinator, PLAN, words)
    if frozen:
        adopt(desk.services, desk.coordinator, PLAN, "", Minutes(desk.services.today(), "§ 7"))


def test_adopted_plan_is_read_by_everybody(site: Site) -> None:
    make(site.desk, "Släckvatten", HOSTILE)

    answered = site.get("/plan/jonkoping-2028")

    assert answered.status_code == 200
    shown = answered.text
    assert "2028: fastställd, version 1" in shown
    assert "Styrgrupp Väst antog den mån 4 jan 2027, § 7" in shown or "§ 7" in shown
    assert "Mål: Släckvatten" in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;!channel&gt; =1+1" in shown
    assert "<script" not in shown
    assert shown.index("Nagelsalonger") < shown.index("år saknas")


def test_name_stands_on_no_public_page(site: Site) -> None:
    make(site.desk, frozen=False)
    said = {"title": "Släckvatten", "goal": "Anna Svensson leder", "responsible": "Kim"}
    add_line(site.desk.services, site.desk.coordinator, PLAN, Words(said))
    minutes = Minutes(site.desk.services.today(), "justerat av Bo Ek")
    adopt(site.desk.services, site.desk.coordinator, PLAN, "", minutes)

    shown = site.get("/plan/jonkoping-2028").text

    assert not [name for name in ("Anna", "Svensson", "Kim", "Bo Ek") if name in shown]
    assert "Något är utelämnat" in shown


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("jonkoping-2028", 404),
        ("jonkoping-2099", 404),
        ("skane-2028", 404),
        ("ingen-2028", 404),
        ("jonkoping-2028-samverkansplan", 404),
        ("jonkoping", 404),
        ("../secret", 404),
    ],
)
def test_draft_and_what_is_no_plan_is_not_shown(site: Site, path: str, status: int) -> None:
    make(site.desk, "Hemligt så länge", frozen=False)

    answered = site.get(f"/plan/{path}")

    assert answered.status_code == status
    assert "Hemligt" not in answered.text


def test_cooperation_plan_has_a_page_of_its_own(site: Site) -> None:
    desk = site.desk
    make(desk, "Släckvatten")
    which = Which(2028, COOPERATION)
    make_plan(desk.services, desk.coordinator, NewPlan(2028, 2028, sort=COOPERATION, noun="insats"))
    add_line(desk.services, desk.coordinator, which, Words({"title": "Chefsmöten"}))
    adopt(desk.services, desk.coordinator, which, "", Minutes(desk.services.today()))

    shown = site.get("/plan/jonkoping-2028-samverkansplan").text

    assert ("Chefsmöten" in shown, "Släckvatten" in shown) == (True, False)
    assert "Inte påbörjad" in shown
    assert site.links.plan("jonkoping", 2028, which.sort).endswith("/jonkoping-2028-samverkansplan")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_page_shuts_nobody_out(browser: Browser, desk: Desk) -> None:
    make(desk, "Släckvatten", LONG)

    def reading(page: Page, served: Served) -> None:
        page.goto(served.links.plan("jonkoping", 2028, "activity_plan"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Verksamhetsplan 2028")

    with opened(desk) as served:
        look_closely(browser, replace(served), reading, ())
