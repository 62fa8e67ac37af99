"""Answering an invitation on its page, and changing one's mind."""

from datetime import timedelta

import pytest

from handlers.invitations import uninvite
from storage.models import Person
from tests.bot.web.meetings import DAY, Meetings, open_meetings
from tests.bot.web.visiting import Site

# The handlers are tried on both kinds of database; what stands on a page is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

MARKUP = "<b>Eva</b> & {{ 7*7 }}"


@pytest.fixture
def meetings(site: Site) -> Meetings:
    return open_meetings(site)


def answers(meetings: Meetings) -> tuple[str, str, str, str]:
    (one,) = meetings.people()
    return one.status, one.attends, one.comment, one.wishes


def test_page_shows_the_meeting_and_does_nothing(meetings: Meetings) -> None:
    meetings.change(about="1. Förra mötet\n2. Släckvatten", answer_by=DAY - timedelta(days=9))

    page = meetings.site.look(meetings.link)

    assert page.h1 == "Kommer du på mötet?"
    for words in (
        "Board", "tis 20 april 2027 kl. 9.00–12.00", "Stadshuset", "Svara senast",
        "sön 11 april", "2. Släckvatten", "Du svarar som Kim Kontakt.",
    ):  # fmt: skip
        assert words in page.text
    assert page.links["Anslut till mötet"] == "https://mote.example/1"
    assert [box.value for box in page.boxes("answer")] == [
        "accepted", "remote", "tentative", "declined",
    ]  # fmt: skip
    assert not any(box.checked for box in page.boxes("answer"))
    assert list(page.boxes("wishes")) == []
    assert answers(meetings) == ("", "", "", "")


@pytest.mark.parametrize(
    ("answer", "taken", "said"),
    [
        ("accepted", ("accepted", "room"), "Ditt svar är att du kommer."),
        ("remote", ("accepted", "remote"), "Ditt svar är att du kommer digitalt."),
        ("tentative", ("tentative", ""), "Ditt svar är att du kanske kommer."),
        ("declined", ("declined", ""), "Ditt svar är att du inte kommer."),
    ],
)
def test_answer_is_taken_down_and_told(
    meetings: Meetings, answer: str, taken: tuple[str, str], said: str
) -> None:
    page = meetings.answer(answer, comment="Kommer med tåget")

    assert page.h1 == "Tack, ditt svar är sparat"
    assert said in page.text
    assert [box.value for box in page.boxes("answer") if box.checked] == [answer]
    assert answers(meetings) == (*taken, "Kommer med tåget", "")
    assert meetings.site.log()[-1] == ("meeting_answered", meetings.who, "page")


def test_one_can_change_ones_mind_from_the_page_that_tells_it(meetings: Meetings) -> None:
    page = meetings.answer("remote")

    page = meetings.site.send(page.form.action, {**page.form.filled(), "answer": "declined"})

    assert "Ditt svar är att du inte kommer." in page.text
    again = meetings.site.look(meetings.link)
    assert (again.h1, again.box("comment").value) == ("Kommer du på mötet?", "")
    assert "Ditt svar är att du inte kommer." in again.text


def test_how_is_asked_only_where_one_can_choose(meetings: Meetings) -> None:
    meetings.change(link="")

    page = meetings.site.look(meetings.link)

    assert [box.value for box in page.boxes("answer")] == ["accepted", "tentative", "declined"]
    refused = meetings.site.refused(meetings.link, {"answer": "remote", "revision": "0"})
    assert "Välj om du kommer eller inte." in refused.by_id["answer-fault"]


def test_wishes_are_taken_down_and_never_shown_again(meetings: Meetings) -> None:
    meetings.change(asks_wishes=True)
    first = meetings.site.look(meetings.link)
    assert "raderas en vecka efter" in first.by_id["wishes-hint"]

    page = meetings.answer(wishes="Vegan, jordnötter")

    assert answers(meetings)[3] == "Vegan, jordnötter"
    assert "jordnötter" not in page.text + page.box("wishes").value
    assert "Du har redan lämnat önskemål." in page.text
    # What is not written anew stays; it goes only where that is ticked.
    meetings.answer(wishes="")
    assert answers(meetings)[3] == "Vegan, jordnötter"
    meetings.answer(wishes="", no_wishes="1")
    assert answers(meetings)[3] == ""


def test_wishes_are_not_taken_where_nobody_asks_for_them(meetings: Meetings) -> None:
    meetings.answer(wishes="Vegan")

    assert answers(meetings)[3] == ""


def test_nothing_chosen_keeps_what_was_written(meetings: Meetings) -> None:
    meetings.change(asks_wishes=True)

    page = meetings.site.refused(
        meetings.link, {"comment": "Kanske sent", "wishes": "Vegan", "revision": "0"}
    )

    assert page.title.startswith("Fel: ")
    assert "Välj om du kommer eller inte." in page.by_id["answer-fault"]
    assert (page.box("comment").value, page.box("wishes").value) == ("Kanske sent", "Vegan")
    assert answers(meetings) == ("", "", "", "")


def test_what_is_too_long_is_told_beside_the_field(meetings: Meetings) -> None:
    fields = {"answer": "accepted", "comment": "å" * 1001, "revision": "0"}

    page = meetings.site.refused(meetings.link, fields)

    assert "1001 tecken" in page.by_id["comment-fault"]
    assert page.box("comment").invalid


def test_page_says_that_it_has_changed_since_the_mail(meetings: Meetings) -> None:
    assert "har ändrats sedan mejlet" not in meetings.site.look(meetings.link).text
    meetings.answer("accepted")

    meetings.move()

    page = meetings.site.look(meetings.link)
    assert "Mötet har ändrats sedan mejlet skickades." in page.text
    assert "kl. 13.00–16.00" in page.text
    assert "Förra gången svarade du att du kommer." in page.text
    told = meetings.site.send(meetings.link, {"answer": "declined", "revision": "1"})
    assert "har ändrats sedan mejlet" not in told.text


def test_whoever_saw_another_time_is_asked_once_more(meetings: Meetings) -> None:
    seen = meetings.site.look(meetings.link).form.filled()
    meetings.move()

    page = meetings.site.refused(meetings.link, {**seen, "answer": "accepted", "comment": "Ja"})

    assert "Mötet ändrades medan du svarade." in page.by_id["answer-fault"]
    assert "kl. 13.00–16.00" in page.text
    assert page.box("comment").value == "Ja"
    assert answers(meetings)[0] == ""
    # What is sent from there was an answer to what they have seen now.
    told = meetings.site.send(meetings.link, page.form.filled())
    assert told.h1 == "Tack, ditt svar är sparat"


def test_who_waits_for_a_place_sees_their_turn(meetings: Meetings) -> None:
    meetings.change(places=0)

    page = meetings.answer("accepted")

    assert "Du är nummer 1 i kön" in page.text


def test_last_day_that_is_past_hinders_nobody(meetings: Meetings) -> None:
    meetings.change(answer_by=meetings.site.desk.services.today() - timedelta(days=1))

    assert "Sista dagen att svara har varit." in meetings.site.look(meetings.link).text
    assert meetings.answer("accepted").h1 == "Tack, ditt svar är sparat"


def test_cancelled_meeting_has_a_page_that_says_so(meetings: Meetings) -> None:
    meetings.answer("accepted")
    meetings.cancel()

    page = meetings.site.look(meetings.link)

    assert (page.h1, page.forms) == ("Mötet är inställt", [])
    assert "https://mote.example/1" not in page.links.values()
    refused = meetings.site.refused(meetings.link, {"answer": "declined", "revision": "1"}, 410)
    assert refused.h1 == "Det går inte att svara längre"
    assert answers(meetings)[0] == "accepted"


@pytest.mark.parametrize("state", ["booked", "held"])
def test_meeting_that_is_over_has_a_page_that_says_so(meetings: Meetings, state: str) -> None:
    meetings.answer("accepted")
    meetings.end()
    meetings.change(state=state)

    page = meetings.site.look(meetings.link)

    assert (page.h1, page.forms) == ("Mötet har varit", [])
    assert "Ditt svar är att du kommer." in page.text


def test_link_works_until_the_meeting_however_long_that_is(meetings: Meetings) -> None:
    link = meetings.link
    meetings.site.desk.clock.move(timedelta(days=105))

    assert meetings.site.look(link).h1 == "Kommer du på mötet?"


def test_who_was_taken_off_the_list_is_told_so(meetings: Meetings) -> None:
    desk = meetings.site.desk
    uninvite(desk.services, desk.coordinator, meetings.number, meetings.who)

    page = meetings.site.look(meetings.link, 410)

    assert page.h1 == "Du står inte på listan"
    assert meetings.site.refused(meetings.link, {"answer": "accepted"}, 410).h1 == page.h1


def test_link_of_another_meeting_or_person_shows_nothing_of_this_one(meetings: Meetings) -> None:
    links, desk = meetings.site.links, meetings.site.desk

    for address, status in (
        (links.reply(desk.coordinator_id, meetings.number, 0), 410),
        (links.reply(meetings.who, meetings.number + 1, 0), 410),
        (meetings.link[:-3] + "xxx", 404),
        (links.registration(meetings.who, meetings.number).replace("anmalan", "svar"), 404),
    ):
        assert "Board" not in meetings.site.look(address, status).text


def test_link_of_who_has_no_address_any_more_is_dead(meetings: Meetings) -> None:
    with meetings.site.desk.services.database.write() as session:
        session.get_one(Person, meetings.who).email = None

    assert meetings.site.look(meetings.link, 410).h1 == "Länken gäller inte längre"


def test_what_people_have_written_is_no_markup(meetings: Meetings) -> None:
    meetings.change(title=MARKUP, about=MARKUP, place=MARKUP, link="javascript:alert(1)")
    meetings.rename(MARKUP)

    answered = meetings.site.get(meetings.link)
    page = meetings.answer("declined", comment=f"</textarea>{MARKUP}")

    assert "<b>" not in answered.text
    assert "javascript:" not in answered.text
    assert page.text.count(MARKUP) >= 4
    assert page.box("comment").value == f"</textarea>{MARKUP}"


def test_who_was_passed_the_link_is_led_to_their_own(meetings: Meetings) -> None:
    assert "Be den som ordnar mötet om en egen" in meetings.site.look(meetings.link).text

    own = meetings.open_link

    page = meetings.site.look(meetings.link)
    assert own.endswith(page.links["Anmäl dig själv till mötet"])


def test_a_form_that_nobody_was_shown_is_not_taken(meetings: Meetings) -> None:
    for revision in ("", "x", "²"):
        page = meetings.site.refused(meetings.link, {"answer": "accepted", "revision": revision})
        assert page.h1 == "Det gick inte"
    assert answers(meetings)[0] == ""
