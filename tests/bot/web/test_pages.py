"""Looking at a page changes nothing, sending its form does, and what was done can be taken back."""

from datetime import date, time
from typing import NamedTuple

import pytest

from handlers.contents import Act
from handlers.meetings import meetings_of_duty
from handlers.occurrences import mark_done, offices_of_duty, tick_for
from tests.bot.web.visiting import Fields, Site


class Case(NamedTuple):
    """An act: what is filled in, the heading of the page that follows, and what the log says."""

    rule: str
    act: Act
    fields: Fields
    heading: str
    verb: str


DONE = [
    Case("report", Act.DONE, {}, "Det är klart", "duty_done"),
    Case("report", Act.LATER, {"day": "2027-01-11"}, "Påminnelse mån 11 jan", "duty_put_off"),
    Case("report", Act.MOVE, {"date": "2027-03-12"}, "Flyttat till fre 12 mars", "duty_moved"),
    Case("report", Act.SKIP, {"reason": "Ingen hinner"}, "Det är överhoppat", "duty_skipped"),
    Case("board", Act.BOOK, {"first": "2027-02-04"}, "Mötet är bokat", "meeting_booked"),
]
CASES = pytest.mark.parametrize("case", DONE, ids=[one.act for one in DONE])
# What a page does is tried on both kinds of database; what it says is the same on both.
ONE_DATABASE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
LOOKED_AT = [
    *((one.rule, one.act) for one in DONE),
    ("figures", Act.OFFICES),
    ("figures", Act.REMIND),
]


def ticked(site: Site) -> dict[str, bool]:
    desk = site.desk
    lines = offices_of_duty(desk.services, desk.coordinator, desk.number("figures"))
    return {line.name: line.done for line in lines}


def booked(site: Site) -> list[date]:
    desk = site.desk
    lines = meetings_of_duty(desk.services, desk.coordinator, desk.number("board"))
    return [line.first for line in lines]


def to_offices(site: Site) -> list[str]:
    return [state for kind, state in site.desk.states() if kind == "office_reminder"]


@ONE_DATABASE
@pytest.mark.parametrize(("rule", "act"), LOOKED_AT)
def test_looking_changes_nothing(site: Site, rule: str, act: Act) -> None:
    address = site.link(rule, act)
    before = site.duty(rule), site.desk.states(), site.log()

    answers = [site.get(address), site.client.head(address), site.client.options(address)]

    assert [one.status_code for one in answers] == [200, 200, 405]
    assert (site.duty(rule), site.desk.states(), site.log()) == before


@ONE_DATABASE
def test_page_says_what_it_is_about_and_who_answers(site: Site) -> None:
    page = site.look(site.link("report", Act.DONE))

    assert page.h1 == "Är det här klart?"
    assert page.title == "Är det här klart? Report – Samverkansboten"
    assert "Report, senast fre 26 feb Miljösamverkan Jonkoping" in page.text
    assert "Du svarar som Sam Ordnare." in page.text


@ONE_DATABASE
def test_office_sees_its_own_part(site: Site) -> None:
    page = site.look(site.office_link(Act.DONE))

    assert "Figures för Habo, senast fre 26 feb" in page.text
    assert "Du svarar som Kim Kontakt för Habo." in page.text


@ONE_DATABASE
def test_page_leads_to_the_other_acts_of_the_same_duty(site: Site) -> None:
    page = site.look(site.link("report", Act.DONE))
    others = [name for name in page.links if "/gor/" in page.links[name]]

    headings = [site.look(page.links[name]).h1 for name in others]

    assert others == ["Påminn mig senare", "Flytta", "Hoppa över i år"]
    assert headings == [
        "När vill du bli påmind?", "Flytta till en annan dag", "Hoppa över den här gången",
    ]  # fmt: skip


@CASES
def test_sending_the_form_does_it_and_says_so(site: Site, case: Case) -> None:
    page = site.send(site.link(case.rule, case.act), case.fields)

    assert page.h1 == case.heading
    assert site.log() == [(case.verb, site.desk.coordinator_id, "link")]


@ONE_DATABASE
@CASES
def test_form_that_is_sent_twice_does_it_once(site: Site, case: Case) -> None:
    address = site.link(case.rule, case.act)

    pages = [site.send(address, case.fields) for _ in range(2)]

    assert [page.h1 for page in pages] == [case.heading] * 2
    assert [line[0] for line in site.log()] == [case.verb]


@ONE_DATABASE
def test_offices_are_reminded_once_a_day(site: Site) -> None:
    address = site.link("figures", Act.REMIND)

    pages = [site.send(address) for _ in range(2)]

    assert [page.h1 for page in pages] == [
        "Påminnelser är på väg", "Ingen ny påminnelse skickas",
    ]  # fmt: skip
    assert to_offices(site) == ["queued"]


@pytest.mark.parametrize("act", [Act.DONE, Act.LATER, Act.MOVE, Act.SKIP])
def test_what_was_done_can_be_taken_back(site: Site, act: Act) -> None:
    before = site.duty("report")
    fields = {"day": "2027-01-11", "date": "2027-03-12", "reason": "Ingen hinner"}
    page = site.send(site.link("report", act), fields)
    changed = site.duty("report")

    undone = site.send(page.form.action, page.form.filled())

    assert changed != before
    assert undone.h1 == "Det är ångrat"
    assert site.duty("report") == before


@ONE_DATABASE
def test_booking_says_when_and_where(site: Site) -> None:
    fields = {
        "first": "2027-02-04", "last": "2027-02-05", "starts": "9.00", "place": "Habo",
        "host": "Habo kommun",
    }  # fmt: skip

    page = site.send(site.link("board", Act.BOOK), fields)

    said = "tors 4 feb 2027–fre 5 feb 2027 kl. 9.00 · Board · Habo · värd: Habo kommun"
    assert said in page.text


def test_booked_meeting_is_cancelled_and_booked_again(site: Site) -> None:
    fields = {"first": "2027-02-04", "starts": "09:00", "place": "Habo & <b>Mullsjö</b>"}
    page = site.send(site.link("board", Act.BOOK), fields)

    cancelled = site.send(page.form.action, page.form.filled())
    between = booked(site)
    again = site.send(cancelled.form.action, cancelled.form.filled())

    assert (cancelled.h1, between) == ("Mötet är inställt", [])
    assert again.h1 == "Mötet är bokat"
    assert booked(site) == [date(2027, 2, 4)]
    desk = site.desk
    (line,) = meetings_of_duty(desk.services, desk.coordinator, desk.number("board"))
    assert (line.starts, line.place) == (time(9), "Habo & <b>Mullsjö</b>")


@ONE_DATABASE
def test_cancelling_twice_says_the_same(site: Site) -> None:
    page = site.send(site.link("board", Act.BOOK), {"first": "2027-02-04"})

    pages = [site.send(page.form.action, page.form.filled()) for _ in range(2)]

    assert [one.h1 for one in pages] == ["Mötet är inställt"] * 2
    assert [line[0] for line in site.log()] == ["meeting_booked", "meeting_cancelled"]


@ONE_DATABASE
def test_everything_booked_is_said_with_the_meetings(site: Site) -> None:
    address = site.link("board", Act.BOOK)
    for day in ("2027-02-04", "2027-05-11"):
        site.send(address, {"first": day})

    page = site.look(address)

    assert page.h1 == "Det är redan bokat"
    assert [form.filled()["undo"] for form in page.forms] == [["book"], ["book"]]
    assert "tors 4 feb 2027 · Board" in page.text
    assert "tis 11 maj 2027 · Board" in page.text


@ONE_DATABASE
def test_last_booking_that_is_sent_twice_is_one(site: Site) -> None:
    address = site.link("board", Act.BOOK)
    site.send(address, {"first": "2027-02-04"})

    pages = [site.send(address, {"first": "2027-05-11"}) for _ in range(2)]

    assert [one.h1 for one in pages] == ["Mötet är bokat"] * 2
    assert booked(site) == [date(2027, 2, 4), date(2027, 5, 11)]


@ONE_DATABASE
def test_what_is_booked_already_is_shown_before_more_is(site: Site) -> None:
    address = site.link("board", Act.BOOK)
    site.send(address, {"first": "2027-02-04"})

    page = site.look(address)

    assert page.h1 == "Boka ett möte"
    assert "Redan bokat: tors 4 feb 2027 · Board" in page.text


def test_offices_are_ticked_as_on_the_page(site: Site) -> None:
    page = site.look(site.link("figures", Act.OFFICES))
    habo = str(site.desk.offices["Habo"])

    told = site.send(page.form.action, {**page.form.filled(), "office": [habo]})

    assert told.h1 == "Det är sparat"
    assert "1 av 2 kontor är klara." in told.text
    assert ticked(site) == {"Aneby": False, "Habo": True}


@ONE_DATABASE
def test_offices_that_ticked_themselves_meanwhile_stay_ticked(site: Site) -> None:
    page = site.look(site.link("figures", Act.OFFICES))
    mark_done(site.desk.services, site.desk.contact, site.desk.number("figures"))

    site.send(page.form.action, {"office": [str(site.desk.offices["Aneby"])]})

    assert ticked(site) == {"Aneby": True, "Habo": True}


@ONE_DATABASE
def test_tick_is_taken_back_also_when_all_were_done(site: Site) -> None:
    address = site.link("figures", Act.OFFICES)
    both = [str(number) for number in site.desk.offices.values()]
    told = site.send(address, {"office": both})

    page = site.look(told.links["Visa kontoren"])
    site.send(page.form.action, {"office": both[:1], "shown": both})

    assert told.links.keys() & {"Klart", "Påminn dem"} == set()
    assert sorted(ticked(site).values()) == [False, True]


@ONE_DATABASE
@pytest.mark.parametrize("odd", ["", "x", "-1", "9" * 30, "4711", "\uff11"])
def test_office_that_is_none_is_not_ticked(site: Site, odd: str) -> None:
    site.send(site.link("figures", Act.OFFICES), {"office": [odd]})

    assert ticked(site) == {"Aneby": False, "Habo": False}


@ONE_DATABASE
def test_reminding_names_the_offices_that_are_left(site: Site) -> None:
    desk = site.desk
    number, aneby = desk.number("figures"), desk.offices["Aneby"]
    tick_for(desk.services, desk.coordinator, number, aneby, done=True)

    page = site.look(site.link("figures", Act.REMIND))
    told = site.send(page.form.action)

    assert "Kontaktpersonerna för Habo får" in page.text
    assert "En kontaktperson får en påminnelse" in told.text
    assert to_offices(site) == ["queued"]


@ONE_DATABASE
def test_closing_for_all_says_who_is_not_done(site: Site) -> None:
    page = site.look(site.link("figures", Act.DONE))

    assert "Alla kontor är inte klara: Aneby, Habo saknas." in page.text


def test_office_ticks_its_own_part_and_takes_it_back(site: Site) -> None:
    page = site.send(site.office_link(Act.DONE))
    done = ticked(site)

    undone = site.send(page.form.action, page.form.filled())

    assert (page.h1, done) == ("Det är klart", {"Aneby": False, "Habo": True})
    assert "Ditt kontors del är klar." in page.text
    assert (undone.h1, ticked(site)) == ("Det är ångrat", {"Aneby": False, "Habo": False})


@ONE_DATABASE
def test_office_is_reminded_later(site: Site) -> None:
    page = site.send(site.office_link(Act.LATER), {"day": "2027-01-11"})

    assert page.h1 == "Påminnelse mån 11 jan"
    assert to_offices(site) == ["queued"]


@ONE_DATABASE
def test_coordinator_who_speaks_for_an_office_ticks_that_office_alone(site: Site) -> None:
    both = site.add_person("Bo Båda", roles=("coordinator", "contact_person"), office="Aneby")

    page = site.send(site.office_link(Act.DONE, person=both))

    assert "för Aneby" in page.text
    assert ticked(site) == {"Aneby": True, "Habo": False}
    assert site.duty("figures").state == "open"
