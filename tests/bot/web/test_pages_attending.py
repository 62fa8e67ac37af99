"""Looking at who comes to a meeting, by a link that is one's own."""

import io
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest
from sqlalchemy import update

from handlers.answers import Asker
from handlers.invitations import Response, Whom, invite, respond, uninvite
from storage.models import Collaboration, EnvironmentalOffice, Invitee, Membership, Person
from tests.bot.web.meetings import Meetings, open_meetings
from tests.bot.web.reading import Page
from tests.bot.web.test_pages_safety import HEADERS
from tests.bot.web.visiting import PUBLIC, Site
from tests.factories import add_collaboration, add_person
from tests.fakes import recorded_statements

# The handlers are tried on both kinds of database; what stands on a page is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

MARKUP = "<script>alert(1)</script> & {{ 7*7 }}"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def meetings(site: Site) -> Meetings:
    return open_meetings(site)


def link(meetings: Meetings, person: int = 0) -> str:
    desk = meetings.site.desk
    return meetings.site.links.attendance(person or desk.coordinator_id, meetings.number)


def look(meetings: Meetings, query: str = "") -> Page:
    return meetings.site.look(f"{link(meetings)}{query}")


def add(meetings: Meetings, name: str, office: str = "", **response: str) -> int:
    """Invite somebody, who answers at once if an answer is given."""
    desk = meetings.site.desk
    person = meetings.site.add_person(name, roles=("manager",), office=office)
    invite(desk.services, desk.coordinator, meetings.number, Whom(people=(person,)))
    if response:
        given = Response(**response)  # type: ignore[arg-type]  # words alone are given
        asker = Asker("", person, door="page")
        respond(desk.services, asker, meetings.number, person, given)
    desk.clock.move(timedelta(minutes=1))
    return person


def refused(meetings: Meetings, address: str, status: int) -> str:
    """See that neither the page nor the file is opened, and return the page's heading."""
    pages = [meetings.site.look(one, status) for one in (address, f"{address}.xlsx")]
    assert not any("Kim Kontakt" in page.text for page in pages)
    (heading,) = {page.h1 for page in pages}
    return heading


def test_page_shows_the_meeting_and_everybody_by_their_offices(meetings: Meetings) -> None:
    add(meetings, "Åke Ask", "Aneby", status="accepted", attends="remote", comment="Sen")
    add(meetings, "Ann Ask", "Aneby", status="declined")
    add(meetings, "Bo Bark", status="tentative")

    page = look(meetings)

    assert page.h1 == "Vilka kommer?"
    assert page.title == "Vilka kommer? Board – Samverkansboten"
    for words in (
        "Board", "tis 20 april 2027 kl. 9.00–12.00", "Stadshuset",
        "Kommer 0 · digitalt 1 · kanske 1 · kommer inte 1 · inget svar 1 · 1 av 2 kontor",
        "1 av 2 kontor har svarat. Inget svar än från: Miljökontoret i Habo.",
        "Miljökontoret i Aneby digitalt 1 · kommer inte 1 Ann Ask Kommer inte Åke Ask",
        "Kommer digitalt Sen Miljökontoret i Habo Kim Kontakt Har inte svarat",
        "Har inte svarat Utan kontor Bo Bark Kommer kanske",
        "Hämtad mån 4 jan 2027 kl. 10.03.", "Länken är din, Sam Ordnare.",
    ):  # fmt: skip
        assert words in page.text
    assert "https://mote.example/1" not in page.links.values()
    assert page.forms == []


def test_filters_keep_those_who_have_answered_so(meetings: Meetings) -> None:
    meetings.change(places=1, link="")
    add(meetings, "Ann Ask", "Aneby", status="accepted")
    add(meetings, "Bo Bark", "Aneby", status="declined")
    add(meetings, "Cia Ce", "Aneby", status="accepted")
    with meetings.site.desk.services.database.write() as session:
        session.execute(
            update(Invitee).where(Invitee.person_id == meetings.who).values(origin="link")
        )

    page = look(meetings)

    found = {
        label: [name for name in ("Ann", "Bo", "Cia", "Kim") if f"{name} " in shown.text]
        for label, path in page.links.items()
        if label[-1].isdecimal()
        for shown in (meetings.site.look(path),)
    }
    # The coordinator's own name stands in the footer of each.
    assert found == {
        "Alla 4": ["Ann", "Bo", "Cia", "Kim"],
        "Kommer 1": ["Ann"],
        "Inget svar 1": ["Kim"],
        "Kommer inte 1": ["Bo"],
        "På kö 1": ["Cia"],
        "Anmälda via länk 1": ["Kim"],
    }


def test_queue_stands_in_its_order_and_not_in_that_of_names(meetings: Meetings) -> None:
    meetings.change(places=0, link="")
    for name in ("Örjan Öd", "Ann Ask", "Mia Ma"):
        add(meetings, name, "Aneby", status="accepted")

    page = look(meetings, "?visa=ko")

    assert (
        "Örjan Öd Nr 1 i kön Miljökontoret i Aneby Ann Ask Nr 2 i kön Miljökontoret i Aneby"
        " Mia Ma Nr 3 i kön"
    ) in page.text


def test_filter_that_keeps_nobody_says_so_and_an_unknown_one_keeps_all(meetings: Meetings) -> None:
    nobody, unknown = look(meetings, "?visa=kommer"), look(meetings, "?visa=%3Cb%3E")

    assert "Kommer 0 Här står ingen just nu." in nobody.text
    assert "Kim Kontakt" not in nobody.text
    assert "Kim Kontakt Har inte svarat" in unknown.text
    again = nobody.links["Uppdatera"]
    assert meetings.site.look(again).text == nobody.text


def test_nobody_has_answered_yet_names_no_office(meetings: Meetings) -> None:
    page = look(meetings)

    assert "0 av 1 kontor har svarat." in page.text
    assert "Inget svar än från" not in page.text


def test_file_has_everybody_and_no_wishes(meetings: Meetings) -> None:
    meetings.change(asks_wishes=True)
    add(meetings, "=HYPERLINK(1)", "Aneby", status="accepted", wishes="Jordnötter")

    page = look(meetings)
    answered = meetings.site.get(page.links["Hämta alla som Excelfil"])

    assert "Jordnötter" not in page.text
    assert "Önskemål om mat och tillgänglighet visas inte här." in page.text
    sheet = openpyxl.load_workbook(io.BytesIO(answered.content)).worksheets[0]
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == [
        ["Vem", "Kontor", "Svar", "Övrigt"],
        ["=HYPERLINK(1)", "Miljökontoret i Aneby", "kommer", ""],
        ["Kim Kontakt", "Miljökontoret i Habo", "har inte svarat", ""],
    ]
    assert sheet.cell(2, 1).data_type == "s"
    assert answered.headers["content-type"] == EXCEL
    assert answered.headers["content-disposition"] == 'attachment; filename="deltagare.xlsx"'


def test_file_and_page_carry_what_keeps_their_address_secret(meetings: Meetings) -> None:
    for address in (link(meetings), f"{link(meetings)}.xlsx", f"{link(meetings)}x"):
        answered = meetings.site.get(address)
        assert {name: answered.headers.get(name) for name in HEADERS} == HEADERS


def test_what_people_have_written_is_no_markup(meetings: Meetings) -> None:
    meetings.change(title=MARKUP, place=MARKUP)
    meetings.rename(MARKUP)
    with meetings.site.desk.services.database.write() as session:
        session.get_one(EnvironmentalOffice, meetings.site.desk.offices["Habo"]).name = MARKUP
        session.get_one(Person, meetings.site.desk.coordinator_id).name = MARKUP
    meetings.answer("declined", comment=MARKUP)

    answered = meetings.site.get(link(meetings))

    assert "<script" not in answered.text
    assert Page(answered.text).text.count(MARKUP) >= 6


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        ("held", "Mötet har varit"),
        ("cancelled", "Mötet är inställt"),
        ("booked", "Mötet har varit"),
    ],
)
def test_meeting_that_is_over_says_so_and_shows_its_list(
    meetings: Meetings, state: str, heading: str
) -> None:
    meetings.answer("accepted")
    if state == "cancelled":
        meetings.cancel()
    meetings.change(state=state, first=date(2027, 1, 3), last=date(2027, 1, 3))

    page = look(meetings)

    assert page.h1 == heading
    assert "Kim Kontakt Kommer" in page.text
    assert "inget svar 0" in page.text


def test_list_with_nobody_on_it_says_what_will_come_here(meetings: Meetings) -> None:
    desk = meetings.site.desk
    uninvite(desk.services, desk.coordinator, meetings.number, meetings.who)

    page = look(meetings)

    assert "Ingen är inbjuden än." in page.text
    assert f"Skriv ”skicka inbjudan till möte {meetings.number}”" in page.text
    assert sorted(page.links) == ["Uppdatera"]


def test_who_receives_people_sees_them_and_nobody_else_does(meetings: Meetings) -> None:
    person = meetings.site.add_person("Eva Ek", roles=("inspector",))
    heading = refused(meetings, link(meetings, person), 403)

    meetings.change(receiver_id=person)

    assert heading == "Det här är öppet för en annan roll"
    assert "Kim Kontakt" in meetings.site.look(link(meetings, person)).text


def test_coordinator_who_is_one_no_longer_sees_nothing(meetings: Meetings) -> None:
    person = meetings.site.add_person("Eva Ek", roles=("coordinator",))
    address = link(meetings, person)
    assert "Kim Kontakt" in meetings.site.look(address).text
    ended = meetings.site.desk.services.today() - timedelta(days=1)
    with meetings.site.desk.services.database.write() as session:
        theirs = update(Membership).where(Membership.person_id == person)
        session.execute(theirs.values(valid_to=ended))

    assert refused(meetings, address, 403) == "Det här är öppet för en annan roll"


def test_who_is_not_in_the_register_any_more_has_no_link(meetings: Meetings) -> None:
    person = meetings.site.add_person("Eva Ek", roles=("coordinator",))
    with meetings.site.desk.services.database.write() as session:
        session.execute(update(Person).where(Person.id == person).values(email=None))

    assert refused(meetings, link(meetings, person), 410) == "Länken gäller inte längre"


def test_coordinator_of_another_family_sees_nothing(meetings: Meetings) -> None:
    with meetings.site.desk.services.database.write() as session:
        there = add_collaboration(session, "vast")
        person = add_person(session, there, "Ulf Rönn", roles=("coordinator",)).id

    assert refused(meetings, link(meetings, person), 410) == "Mötet finns inte kvar"


def test_link_is_good_for_thirty_days(meetings: Meetings) -> None:
    address, clock = link(meetings), meetings.site.desk.clock

    clock.move(timedelta(days=30))
    assert meetings.site.get(address).status_code == 200
    clock.move(timedelta(days=1))

    assert refused(meetings, address, 410) == "Länken gäller inte längre"
    said = meetings.site.look(address, 410).text
    assert "Fråga ”vilka kommer på mötet” i chatten eller med mejl" in said


def test_link_that_nobody_wrote_for_this_opens_nothing(meetings: Meetings) -> None:
    links, token = meetings.site.links, link(meetings).rpartition("/")[2]
    mine = meetings.site.desk.coordinator_id
    other = links.reply(mine, meetings.number, 1).rpartition("/")[2]

    for forged in (f"{token[:-3]}xxx", token.replace("-", "-1", 1), other, "x", token + "." * 99):
        heading = refused(meetings, f"{PUBLIC}/deltagare/{forged}", 404)
        assert heading == "Länken går inte att öppna"
    for left in ("/deltagare", "/deltagare/", "/deltagare/a/b"):
        assert meetings.site.look(left, 404).h1 == "Länken går inte att öppna"


def test_meeting_that_is_not_there_is_gone(meetings: Meetings) -> None:
    address = meetings.site.links.attendance(meetings.site.desk.coordinator_id, 9999)

    assert refused(meetings, address, 410) == "Mötet finns inte kvar"


def test_looking_and_sending_change_nothing(meetings: Meetings) -> None:
    before = meetings.people(), meetings.site.log()

    seen = look(meetings)
    sent = meetings.site.post(link(meetings), {"answer": "declined", "revision": "0"})

    assert Page(sent.text).text == seen.text
    assert (meetings.people(), meetings.site.log()) == before


def test_page_lies_under_the_path_of_the_site(meetings: Meetings) -> None:
    below = replace(meetings, site=meetings.site.below("/bot"))
    address = link(below).replace("/bot/", "/")

    page = below.site.look(address)

    assert {path.partition("/deltagare/")[0] for path in page.links.values()} == {"/bot"}


def fill(meetings: Meetings, count: int) -> None:
    """Invite so many, of offices of their own."""
    desk = meetings.site.desk
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        for at in range(count):
            key = f"{owner.key}-{count}-{at}"
            office = EnvironmentalOffice(
                collaboration_id=owner.id, key=key, name=f"Kontor {key}", sort_key=key,
                authority_keys=[],
            )  # fmt: skip
            session.add(office)
            session.flush()
            person = add_person(session, owner, f"Person {count} {at}", office=office)
            row = {"meeting_id": meetings.number, "person_id": person.id}
            session.add(Invitee(collaboration_id=owner.id, invited_at=desk.clock(), **row))


def test_as_many_questions_are_asked_of_three_hundred_as_of_three(meetings: Meetings) -> None:
    seen = []
    for count in (3, 300):
        fill(meetings, count)
        with recorded_statements(meetings.site.desk.services.database) as heard:
            page = look(meetings)
        seen.append((len(heard), f"Alla {count + 1}" in page.text, page.text.count("Har inte")))

    assert seen == [(7, True, 4), (7, False, 304)]
