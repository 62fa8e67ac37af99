"""Who may do what by a link: no more than the person it was written for may do today."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update

from handlers.contents import Act
from handlers.meetings import Booking, book
from handlers.occurrences import mark_done
from storage.models import CadenceRule, Membership, Person
from tests.bot.web.visiting import Site
from tests.factories import add_collaboration, add_person

# The handlers are tried on both kinds of database; what stands on a page is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

MEETING = date(2027, 2, 4)
KEEPERS = [act for act in Act if act is not Act.REOPEN]


def rule_of(act: Act) -> str:
    return {Act.BOOK: "board", Act.OFFICES: "figures", Act.REMIND: "figures"}.get(act, "report")


def unchanged(site: Site, address: str, status: int) -> str:
    """Look and send; see that neither is let through, and return the heading of the page."""
    before = site.duty("report"), site.desk.states(), site.log()

    seen = site.look(address, status)
    sent = [
        site.refused(address, fields, status)
        for fields in ({"first": "2027-02-04", "date": "2027-02-04"}, {"undo": "done"})
    ]

    assert (site.duty("report"), site.desk.states(), site.log()) == before
    (heading,) = {page.h1 for page in (seen, *sent)}
    assert "Inget har ändrats." in seen.text
    return heading


@pytest.mark.parametrize(
    "address",
    ["/gor/x", "/gor/1-2-d-20a.AAAAAAAAAAAAAAAAAAAAAA", "/gor/%FF%FE", "/gor/" + "x" * 5000],
)
def test_link_that_nobody_wrote_is_broken(site: Site, address: str) -> None:
    assert unchanged(site, address, 404) == "Länken går inte att öppna"


@pytest.mark.parametrize(
    "address", ["/gor", "/gor/", "/gor/a/b", "/installningar", "/installningar/"]
)
def test_what_is_left_of_a_link_says_what_to_do(site: Site, address: str) -> None:
    page = site.look(address, 404)

    assert page.h1 == "Länken går inte att öppna"
    assert "Öppna mejlet igen och tryck på länken där." in page.text


def test_link_for_settings_does_nothing_about_a_duty(site: Site) -> None:
    address = site.links.settings(site.desk.coordinator_id).replace("installningar", "gor")

    assert unchanged(site, address, 404) == "Länken går inte att öppna"


def test_link_of_another_persons_act_is_not_made_by_changing_the_number(site: Site) -> None:
    mine = site.office_link(Act.DONE)
    token = mine.rpartition("/")[2]
    forged = mine.replace(token, token.replace("-d", "-s", 1))

    assert unchanged(site, forged, 404) == "Länken går inte att öppna"


def test_old_link_is_gone(site: Site) -> None:
    address = site.link("report", Act.DONE)
    site.desk.clock.move(timedelta(days=91))

    assert unchanged(site, address, 410) == "Länken gäller inte längre"


@pytest.mark.parametrize("erase", ["address", "person"])
def test_link_of_somebody_who_is_gone_is_dead(site: Site, erase: str) -> None:
    person = site.add_person("Eva Ask", roles=("coordinator",))
    address = site.link("report", Act.DONE, person=person)
    with site.desk.services.database.write() as session:
        if erase == "address":
            session.execute(update(Person).where(Person.id == person).values(email=None, name=""))
        else:
            session.execute(delete(Membership).where(Membership.person_id == person))
            session.execute(delete(Person).where(Person.id == person))

    assert unchanged(site, address, 410) == "Länken gäller inte längre"


def test_link_to_a_duty_that_is_gone_says_so(site: Site) -> None:
    address = site.link("board", Act.BOOK)
    with site.desk.services.database.write() as session:
        session.execute(delete(CadenceRule).where(CadenceRule.key == "board"))

    assert unchanged(site, address, 410) == "Uppgiften finns inte kvar"


@pytest.mark.parametrize("act", KEEPERS)
def test_coordinator_who_is_one_no_longer_does_nothing(site: Site, act: Act) -> None:
    person = site.add_person("Eva Ask", roles=("coordinator",))
    address = site.link(rule_of(act), act, person=person)
    with site.desk.services.database.write() as session:
        ended = site.desk.clock.now.date() - timedelta(days=1)
        mine = update(Membership).where(Membership.person_id == person)
        session.execute(mine.values(valid_to=ended))

    assert unchanged(site, address, 403) == "Det här är öppet för en annan roll"


@pytest.mark.parametrize("act", KEEPERS)
@pytest.mark.parametrize("role", ["inspector", "politician", "administrator", "contact_person"])
def test_others_do_nothing_about_the_whole(site: Site, act: Act, role: str) -> None:
    person = site.add_person("Eva Ask", roles=(role,))

    address = site.link(rule_of(act), act, person=person)

    assert unchanged(site, address, 403) == "Det här är öppet för en annan roll"


def test_coordinator_of_another_family_does_nothing(site: Site) -> None:
    with site.desk.services.database.write() as session:
        there = add_collaboration(session, "vast")
        person = add_person(session, there, "Ulf Rönn", roles=("coordinator",)).id

    address = site.link("report", Act.DONE, person=person)

    assert unchanged(site, address, 410) == "Uppgiften finns inte kvar"


@pytest.mark.parametrize("act", [Act.MOVE, Act.SKIP, Act.OFFICES, Act.REMIND, Act.BOOK])
def test_contact_person_does_only_their_own_part(site: Site, act: Act) -> None:
    address = site.office_link(act)
    before = site.duty("figures"), site.desk.states()

    page = site.look(address)
    site.refused(address, {"date": "2027-03-12", "reason": "x", "first": "2027-02-04"}, status=409)

    assert page.h1 == "Det finns inget att göra här nu"
    assert sorted(page.links) == ["Klart", "Påminn mig senare", "Ändra hur och när du påminns"]
    assert (site.duty("figures"), site.desk.states()) == before


def test_contact_person_does_not_open_what_the_coordinator_closed(site: Site) -> None:
    mark_done(site.desk.services, site.desk.coordinator, site.desk.number("figures"))

    page = site.look(site.office_link(Act.DONE))
    site.post(site.office_link(Act.DONE), {"undo": "done"})

    assert (page.h1, page.forms) == ("Det är redan klart", [])
    assert site.duty("figures").state == "done"


def test_contact_person_cancels_no_meeting(site: Site) -> None:
    desk, number = site.desk, site.desk.number("board")
    meeting = book(desk.services, desk.coordinator, number, Booking(first=MEETING)).number

    answered = site.post(
        site.links.act(desk.contact_id, number, Act.DONE, "Habo"),
        {"undo": "book", "mote": str(meeting)},
    )

    assert answered.status_code == 403
    assert site.duty("board").booked == 1


def test_link_is_valid_no_longer_by_going_from_page_to_page(site: Site) -> None:
    page = site.look(site.link("report", Act.DONE))
    site.desk.clock.move(timedelta(days=60))
    further = site.look(page.links["Flytta"])
    site.desk.clock.move(timedelta(days=31))

    statuses = [site.get(path).status_code for path in further.links.values()]

    assert statuses == [410] * len(further.links)
