from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.texts.booked import when_words
from bot.texts.invited import (
    about_lines,
    invitation_lead,
    invitation_rows,
    invitation_title,
    join_link,
)
from bot.texts.recurring import days_words, every_words
from handlers.contents import Invitation, MeetingLine
from tests.bot.mail.parcels import INVITATION, SERIES

ONE_DAY = INVITATION.meeting
WHOLE_DAYS = replace(
    ONE_DAY, first=date(2027, 9, 15), last=date(2027, 9, 16), starts=None, ends=None
)


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        (ONE_DAY, "tis 20 april 2027 kl. 9.00–12.00"),
        (replace(ONE_DAY, ends=None), "tis 20 april 2027 kl. 9.00"),
        (replace(ONE_DAY, starts=None, ends=None), "tis 20 april 2027"),
        (WHOLE_DAYS, "ons 15 sep 2027–tors 16 sep 2027"),
        (
            replace(WHOLE_DAYS, starts=time(10), ends=time(15, 30)),
            "ons 15 sep 2027 kl. 10.00–tors 16 sep 2027 kl. 15.30",
        ),
        (replace(WHOLE_DAYS, starts=time(10)), "ons 15 sep 2027–tors 16 sep 2027 kl. 10.00"),
    ],
)
def test_time_is_told_as_exactly_as_it_is_known(meeting: MeetingLine, said: str) -> None:
    assert when_words(meeting) == said


CHANGED = replace(INVITATION, changed=True)
WAITS = (
    "Du är anmäld, men alla platser är tagna. Du står i kö och får ett mejl om det blir en plats."
)
OFF = (
    "Mötet hålls, men du står inte längre på listan. Fråga den som ordnar mötet om du tror att det"
    " är fel."
)


@pytest.mark.parametrize(
    ("content", "title", "lead"),
    [
        (INVITATION, "Inbjudan", "Du är inbjuden."),
        (replace(INVITATION, joined="place"), "Anmäld", "Du är anmäld och har en plats."),
        (
            replace(INVITATION, joined="queue"),
            "I kö",
            WAITS,
        ),
        (replace(CHANGED, joined="place"), "Ändrat", "Något har ändrats. Så här är det nu:"),
        (CHANGED, "Ändrat", "Något har ändrats. Så här är det nu:"),
        (
            replace(CHANGED, cancelled=True),
            "Inställt",
            "Mötet är inställt. Du behöver inte göra något.",
        ),
        (replace(INVITATION, cancelled=True, removed=True), "Inte längre inbjuden", OFF),
    ],
)
def test_reader_is_told_what_it_means(content: Invitation, title: str, lead: str) -> None:
    assert invitation_title(content) == f"{title}: chefsmöte, tis 20 april 2027 kl. 9.00–12.00"
    assert invitation_lead(content) == lead


def test_rows_say_when_where_and_until_when_to_answer() -> None:
    assert invitation_rows(INVITATION) == (
        ("När", "tis 20 april 2027 kl. 9.00–12.00"),
        ("Var", "Länsstyrelsen, sal Ekoxen; Östgötagatan 3 · värd: Habo"),
        ("Svara senast", "fre 9 april 2027"),
    )
    bare = replace(INVITATION.meeting, place="", host="")
    assert [label for label, _ in invitation_rows(replace(INVITATION, meeting=bare))] == [
        "När",
        "Svara senast",
    ]
    cancelled = replace(INVITATION, cancelled=True)
    assert [label for label, _ in invitation_rows(cancelled)] == ["När", "Var"]


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://mote.example/1", "https://mote.example/1"),
        ("javascript:alert(1)", ""),
        ("https://mote.example/1 onclick=x", ""),
        ("mote.example", ""),
        ("", ""),
    ],
)
def test_link_leads_to_the_web_or_nowhere(link: str, shown: str) -> None:
    content = replace(INVITATION, meeting=replace(INVITATION.meeting, link=link))

    assert join_link(content) == shown
    assert join_link(replace(content, cancelled=True)) == ""


def test_agenda_keeps_its_lines_and_no_others() -> None:
    assert about_lines(replace(INVITATION, about="1. A\n\n  2. B\r\n\x00")) == ("1. A", "2. B")
    assert len(about_lines(replace(INVITATION, about="rad\n" * 1000))) == 60


def test_long_name_is_cut_in_the_subject() -> None:
    content = replace(INVITATION, meeting=replace(INVITATION.meeting, title="Möte " * 100))

    assert len(invitation_title(content)) == 200


def test_series_says_how_often_until_when_and_on_which_days() -> None:
    assert invitation_title(SERIES) == (
        "Inbjudan: chefsmöte, tredje tisdagen varje månad från tis 20 april 2027"
    )
    assert invitation_rows(SERIES)[:2] == (
        (
            "När",
            "tredje tisdagen varje månad kl. 9.00–12.00 till och med tis 21 dec 2027, inte i juli",
        ),
        (
            "Dagar",
            (
                "tis 20 april 2027, tis 18 maj, tis 15 juni, tis 17 aug, tis 21 sep, tis 19 okt, "
                "tis 16 nov, tis 21 dec"
            ),
        ),
    )


def test_series_that_has_ended_asks_nothing_and_lists_no_days() -> None:
    ended = replace(SERIES, ended=True)

    assert invitation_title(ended) == "Avslutat: chefsmöte, tredje tisdagen varje månad"
    assert invitation_lead(ended).startswith("Fler gånger blir det inte.")
    assert [label for label, _ in invitation_rows(ended)] == ["När", "Var"]
    assert join_link(ended) == ""


@pytest.mark.parametrize(
    ("every", "turn", "said"),
    [
        ("week", 3, "varje tisdag"),
        ("two_weeks", 3, "varannan tisdag"),
        ("month", -1, "sista tisdagen varje månad"),
    ],
)
def test_how_often_is_said_in_words(every: str, turn: int, said: str) -> None:
    assert SERIES.series is not None
    rhythm = replace(SERIES.series.rhythm, every=every, turn=turn)

    assert every_words(rhythm) == said


def test_many_days_are_counted_rather_than_listed() -> None:
    assert SERIES.series is not None
    days = tuple(date(2027, 5, 3) + timedelta(weeks=week) for week in range(33))

    told = days_words(replace(SERIES.series, days=days))

    assert told.endswith("mån 22 nov och 3 till")
