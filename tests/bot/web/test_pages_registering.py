"""Registering for a meeting by its link: the same page for everybody."""

from datetime import timedelta

import pytest

from handlers.invitations import close_registration
from handlers.invitations.registering import MOST_A_DAY
from storage.models import Collaboration
from tests.bot.web.meetings import DAY, Meetings, open_meetings
from tests.bot.web.visiting import Site
from tests.factories import add_person

# The handlers are tried on both kinds of database; what stands on a page is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

EVA = {"name": "Eva Ek", "email": "eva@habo.example", "office": "0"}


@pytest.fixture
def meetings(site: Site) -> Meetings:
    return open_meetings(site)


def people(meetings: Meetings) -> list[tuple[str, str, str]]:
    return [(one.name, one.office, one.origin) for one in meetings.people()]


def test_page_shows_the_meeting_and_asks_for_no_more_than_needed(meetings: Meetings) -> None:
    meetings.change(answer_by=DAY - timedelta(days=11))
    page = meetings.site.look(meetings.open_link)

    assert page.h1 == "Anmäl dig till mötet"
    assert "tis 20 april 2027 kl. 9.00–12.00" in page.text
    assert "Anmäl dig senast fre 9 april" in page.text
    assert "Miljökontoret i Habo" in page.text
    assert [box.name for box in page.form.boxes] == ["name", "office", "email"]
    # Who is invited already, nobody is told here.
    assert "Kim" not in page.text
    assert people(meetings) == [("Kim Kontakt", "Miljökontoret i Habo", "")]


def test_whoever_registers_comes_on_the_list(meetings: Meetings) -> None:
    office = str(meetings.site.desk.offices["Aneby"])

    page = meetings.site.send(meetings.open_link, {**EVA, "office": office})

    assert page.h1 == "Tack för din anmälan"
    assert ("Eva Ek", "Miljökontoret i Aneby", "link") in people(meetings)


def test_page_is_the_same_whoever_has_the_address(meetings: Meetings) -> None:
    link = meetings.open_link
    known = {
        "nobody": EVA,
        "somebody in the register": {**EVA, "email": "sam-ordnare@jonkoping.example"},
        "somebody on the list": {**EVA, "email": "kim-kontakt@jonkoping.example"},
        "somebody a second time": EVA,
    }

    sent = [meetings.site.post(link, fields) for fields in known.values()]
    shown = {meetings.site.get(one.headers["location"]).text for one in sent}

    assert {(one.status_code, one.headers["location"], one.text) for one in sent} == {
        (303, sent[0].headers["location"], "")
    }
    assert len(shown) == 1
    assert "Kim" not in shown.pop()
    names = [name for name, *_ in people(meetings)]
    assert names == ["Eva Ek", "Kim Kontakt", "Sam Ordnare"]


def test_all_that_is_wrong_is_told_beside_its_field_and_nothing_is_lost(
    meetings: Meetings,
) -> None:
    office = str(meetings.site.desk.offices["Aneby"])
    fields = {"name": "www.ond.example", "email": "eva@", "office": office}

    page = meetings.site.refused(meetings.open_link, fields)
    every = meetings.site.refused(meetings.open_link, {"name": "", "email": ""})

    # Those that are gathered above the form stand in the order of its fields.
    assert [one for one in every.links.values() if one.startswith("#")] == [
        "#name", "#office", "#email",
    ]  # fmt: skip

    assert page.title.startswith("Fel: ")
    assert "Skriv ditt förnamn" in page.by_id["name-fault"]
    assert "Skriv en hel mejladress" in page.by_id["email-fault"]
    assert "email-fault" in page.box("email").described_by
    filled = {name: values[0] for name, values in page.form.filled().items()}
    assert filled == fields
    assert len(people(meetings)) == 1


def test_what_is_too_long_is_told_as_that(meetings: Meetings) -> None:
    page = meetings.site.refused(meetings.open_link, {**EVA, "name": "E" * 101})

    assert "101 tecken" in page.by_id["name-fault"]


def test_address_that_is_registered_again_and_again_is_stopped(meetings: Meetings) -> None:
    link = meetings.open_link
    for _ in range(MOST_A_DAY):
        meetings.site.send(link, EVA)

    page = meetings.site.refused(link, EVA)

    assert "har anmälts flera gånger i dag" in page.by_id["email-fault"]
    assert page.box("name").value == "Eva Ek"


def test_who_comes_when_it_is_full_is_told_before(meetings: Meetings) -> None:
    link = meetings.open_link
    assert "Alla platser är tagna" not in meetings.site.look(link).text

    meetings.change(places=0)

    assert "Anmäler du dig nu hamnar du i kö" in meetings.site.look(link).text


def test_course_that_is_full_takes_nobody_and_says_how_one_may_still_come(
    meetings: Meetings,
) -> None:
    link, site = meetings.open_link, meetings.site
    meetings.change(places=1, kind="course")
    early = site.look(link)
    meetings.answer()

    page = site.look(link)
    assert page.h1 == "Utbildningen är full"
    assert "Lämnar någon återbud öppnar anmälan igen av sig själv" in page.text
    assert "Hör av dig till samordnaren för" in page.text
    assert "finns en knapp för det i mejlet" in page.text

    # Whose page was open before it became full: nobody is told who has a place already.
    assert early.h1 == "Anmäl dig till mötet"
    known = {**EVA, "email": "kim-kontakt@jonkoping.example"}
    late = [site.refused(link, fields, 409) for fields in (EVA, known)]
    assert {one.h1 for one in late} == {"Utbildningen är full"}
    assert "Du är inte anmäld." in late[0].text
    assert late[0].text == late[1].text
    assert len(people(meetings)) == 1

    # A place that is given back opens it by itself.
    assert "Tack" in meetings.answer("declined").text
    assert site.look(link).h1 == "Anmäl dig till mötet"
    assert site.send(link, EVA).h1 == "Tack för din anmälan"
    assert site.look(link).h1 == "Utbildningen är full"


def test_whom_to_ask_stands_on_the_page_of_a_full_course(meetings: Meetings) -> None:
    with meetings.site.desk.services.database.write() as session:
        owner = session.get_one(Collaboration, meetings.site.desk.collaboration_id)
        mailbox = add_person(session, owner, "Pia Privat", email="samordnare@lan.example")
        mailbox.kind, mailbox.title = "role", "länssamordnare"
    link = meetings.open_link
    meetings.change(places=1, kind="course")
    meetings.answer()

    page = meetings.site.look(link)

    assert "Hör av dig till länssamordnare: samordnare@lan.example" in page.text
    assert "mailto:samordnare@lan.example" in page.links.values()
    assert "Pia Privat" not in page.text


@pytest.mark.parametrize("when", ["closed", "cancelled", "over"])
def test_where_nobody_can_register_the_page_says_so(meetings: Meetings, when: str) -> None:
    link, desk = meetings.open_link, meetings.site.desk
    if when == "closed":
        close_registration(desk.services, desk.coordinator, meetings.number)
    elif when == "cancelled":
        meetings.cancel()
    else:
        meetings.end()

    headings = {"closed": "Anmälan är stängd"}
    expected = headings.get(when, "Det går inte att anmäla sig längre")
    assert meetings.site.look(link, 410).h1 == expected
    assert meetings.site.refused(link, EVA, 410).h1 == expected
    assert len(people(meetings)) == 1


def test_link_from_before_registration_was_closed_is_void(meetings: Meetings) -> None:
    first, desk = meetings.open_link, meetings.site.desk
    close_registration(desk.services, desk.coordinator, meetings.number)

    second = meetings.open_link

    assert meetings.site.look(first, 410).h1 == "Anmälan är stängd"
    assert meetings.site.look(second).h1 == "Anmäl dig till mötet"


def test_link_is_good_for_as_long_as_it_takes(meetings: Meetings) -> None:
    link = meetings.open_link
    meetings.site.desk.clock.move(timedelta(days=100))

    assert meetings.site.look(link).h1 == "Anmäl dig till mötet"


@pytest.mark.parametrize("office", ["x", ""])
def test_office_is_chosen_or_said_to_be_another(meetings: Meetings, office: str) -> None:
    page = meetings.site.refused(meetings.open_link, {**EVA, "office": office})

    assert "Välj ditt kontor" in page.by_id["office-fault"]
    assert (page.box("office").invalid, page.box("name").value) == (True, "Eva Ek")


def test_office_that_was_not_offered_is_not_taken(meetings: Meetings) -> None:
    page = meetings.site.refused(meetings.open_link, {**EVA, "office": "4711"})

    assert page.h1 == "Det gick inte"


def test_where_to_take_part_is_not_told_to_everybody(meetings: Meetings) -> None:
    page = meetings.site.look(meetings.open_link)

    assert "Länken kommer med inbjudan." in page.text
    assert "https://mote.example/1" not in page.links.values()
