"""What comes too late, what an address claims that is not so, and what people wrote."""

from datetime import date

import pytest

from handlers.contents import Act
from tests.bot.web.test_pages import booked
from tests.bot.web.visiting import Site

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.mark.parametrize("act", [Act.DONE, Act.SKIP, Act.MOVE, Act.LATER])
def test_duty_that_is_done_already_says_so_and_can_be_opened(site: Site, act: Act) -> None:
    site.send(site.link("report", Act.DONE))

    page = site.look(site.link("report", act))
    undone = site.send(page.form.action, page.form.filled())

    assert page.h1 == "Det är redan klart"
    assert undone.h1 == "Det är ångrat"
    assert site.duty("report").state == "open"


@pytest.mark.parametrize(("act", "heading"), [(Act.SKIP, "klart"), (Act.DONE, "överhoppat")])
def test_form_that_comes_too_late_changes_nothing(site: Site, act: Act, heading: str) -> None:
    first = Act.DONE if act is Act.SKIP else Act.SKIP
    site.send(site.link("report", first), {"reason": "Ingen hinner"})
    before = site.duty("report")

    page = site.refused(site.link("report", act), {"reason": "Nej"}, status=409)

    assert page.h1 == f"Det är redan {heading}"
    assert "Det ändrades innan du hann skicka." in page.text
    assert site.duty("report") == before


def test_link_that_opens_again_opens_again(site: Site) -> None:
    address = site.link("report", Act.REOPEN)
    closed = site.look(address)
    site.send(site.link("report", Act.DONE))

    page = site.look(address)
    told = site.send(page.form.action)

    assert closed.h1 == "Det finns inget att göra här nu"
    assert (page.h1, told.h1) == ("Öppna det igen?", "Det är öppet igen")
    assert site.duty("report").state == "open"


@pytest.mark.parametrize(
    "claim",
    ["done", "skip", "later", "move", "book", "cancelled&mote=1", "remind", "remind&antal=x", "x"],
)
def test_address_that_claims_what_is_not_so_is_not_believed(site: Site, claim: str) -> None:
    page = site.look(f"{site.link('report', Act.DONE)}?gjort={claim}")

    assert page.h1 == "Är det här klart?"


def test_address_that_claims_another_duties_meeting_is_not_believed(site: Site) -> None:
    told = site.post(site.link("board", Act.BOOK), {"first": "2027-02-04"})
    number = told.headers["location"].rpartition("=")[2]
    site.send(site.link("board", Act.BOOK), {"undo": "book", "mote": number})

    page = site.look(f"{site.link('report', Act.DONE)}?gjort=cancelled&mote={number}")

    assert page.h1 == "Är det här klart?"


def test_meeting_of_another_duty_is_not_cancelled(site: Site) -> None:
    told = site.post(site.link("board", Act.BOOK), {"first": "2027-02-04"})
    number = told.headers["location"].rpartition("=")[2]

    site.post(site.link("report", Act.DONE), {"undo": "book", "mote": number})

    assert booked(site) == [date(2027, 2, 4)]


@pytest.mark.parametrize("what", ["", "remind", "x", "offices"])
def test_nothing_else_is_taken_back(site: Site, what: str) -> None:
    site.send(site.link("report", Act.DONE))

    site.refused(site.link("report", Act.DONE), {"undo": what})

    assert site.duty("report").state == "done"


def test_what_people_wrote_is_shown_as_text(site: Site) -> None:
    site.desk.change_rule("report", title="<script>alert(1)</script>")

    answered = site.get(site.link("report", Act.DONE)).text

    assert "<script" not in answered
    assert "&lt;script&gt;alert(1)&lt;/script&gt;, senast fre 26 feb" in answered


def test_pages_work_below_a_path(site: Site) -> None:
    below = site.below("/bot")

    page = below.look(below.link("report", Act.DONE).replace("/bot/", "/"))

    told = below.post(page.form.action.removeprefix("/bot"))
    assert page.form.action.startswith("/bot/gor/")
    assert {path[:5] for path in page.links.values()} == {"/bot/"}
    assert told.headers["location"].startswith("/bot/gor/")
