"""What was decided, in chat: said to be done with a button, and taken back with one."""

from datetime import date

import pytest

from bot.workspace import View
from tests.flows.diary import JANUARY, SARA, Calendar, line
from tests.flows.house import EVA, INA, labels, lines

OWNER = "avlopp.vetlanda@jonkoping.example"
WHAT = "Vi tar fram en mall"
DAY, SOON = date(2027, 1, 29), date(2027, 2, 19)


@pytest.fixture
def decided(quick: Calendar) -> Calendar:
    """Lend the calendar with a meeting that has decided two things, one of them for Eva to do."""
    quick.house.workspace.open_home(EVA)
    quick.to(JANUARY)
    quick.ask("boka styrgruppsmöte 10 februari kl 9-12 i Habo")
    quick.ask(f"beslut styrgruppsmötet 10 februari: {WHAT}; ansvarig {OWNER}; senast 26 februari")
    quick.ask("beslut styrgruppsmötet 10 februari: Vi köper mätare")
    return quick


def open_ones(calendar: Calendar, user: str = SARA) -> list[str]:
    return lines(calendar.ask("öppna beslut", user))[1:]


def test_owner_says_in_the_reminder_that_it_is_done_and_takes_it_back(decided: Calendar) -> None:
    decided.to(DAY)
    reminder = decided.reminder(EVA)
    told = f"Beslut: {WHAT}, senast fre 26 feb · ansvarig: Inspektör små avlopp"
    assert line(reminder, WHAT) == told
    assert labels(reminder) == ["Klart"]

    decided.press(EVA, reminder, WHAT, "Klart")
    done = decided.reminder(EVA)
    assert line(done, WHAT) == f"Beslut: {WHAT}, senast fre 26 feb · klart"
    assert labels(done) == ["Ångra"]
    assert [WHAT in one for one in open_ones(decided)] == [False]

    decided.press(EVA, done, WHAT, "Ångra")
    assert labels(decided.reminder(EVA)) == ["Klart"]
    assert line(decided.reminder(EVA), WHAT) == told
    # It is brought up again as before.
    decided.to(SOON)
    assert labels(decided.reminder(EVA)) == ["Klart"]


def test_coordinator_says_so_in_the_list_of_decisions_and_in_the_log(decided: Calendar) -> None:
    shown = decided.ask("öppna beslut")
    assert decided.row(shown, WHAT) == decided.row(shown, "mätare") == ["Klart"]

    decided.press(SARA, shown, WHAT, "Klart")

    # It is open no longer, and stands below with what takes that back.
    after = decided.house.last(SARA)
    assert lines(after)[0] == "Öppna beslut · Beslut: 1"
    assert "klart" in line(after, WHAT)
    assert decided.row(after, WHAT) == ["Ångra"]
    decided.press(SARA, after, "mätare", "Klart")
    assert lines(decided.house.last(SARA))[0].startswith("Öppna beslut · Inget beslut väntar")

    log = decided.ask("beslutslogg")
    assert [decided.row(log, one) for one in (WHAT, "mätare")] == [["Ångra"], ["Ångra"]]
    decided.press(SARA, log, WHAT, "Ångra")
    again = decided.house.last(SARA)
    assert [decided.row(again, one) for one in (WHAT, "mätare")] == [["Klart"], ["Ångra"]]
    assert len(open_ones(decided)) == 1


def test_what_is_to_be_done_has_the_button_too(decided: Calendar) -> None:
    decided.to(SOON)
    shown = decided.ask("att göra", EVA)
    assert decided.row(shown, WHAT) == ["Klart"]

    decided.press(EVA, shown, WHAT, "Klart")

    assert decided.row(decided.house.last(EVA), WHAT) == ["Ångra"]
    assert WHAT not in "\n".join(lines(decided.ask("att göra", EVA)))


def home(calendar: Calendar) -> View:
    shown = calendar.house.workspace.home(SARA)
    assert shown is not None
    return shown


def test_home_tab_shows_it_with_the_button(decided: Calendar) -> None:
    decided.to(SOON)
    decided.house.workspace.open_home(SARA)
    # There is room for the first of what is to be done.
    decided.press(SARA, home(decided), "Reviderad budget", "Klart")

    decided.press(SARA, home(decided), "mätare", "Klart")

    assert "klart" in line(home(decided), "mätare")
    decided.press(SARA, home(decided), "mätare", "Ångra")
    assert len(open_ones(decided)) == 2


def test_whoever_sees_to_it_no_longer_is_told_so(decided: Calendar) -> None:
    decided.to(DAY)
    reminder = decided.reminder(EVA)
    decided.ask("ansvarig för beslut 1 från styrgruppsmötet: miljöchefen i Aneby")

    decided.house.workspace.press(EVA, reminder, "Klart")

    assert any(WHAT in one for one in open_ones(decided))


def test_others_see_no_decisions_and_no_buttons(decided: Calendar) -> None:
    assert labels(decided.ask("beslutslogg", INA)) == []
    assert WHAT not in "\n".join(lines(decided.ask("beslutslogg", INA)))


def test_many_decisions_are_turned_a_page_at_a_time(decided: Calendar) -> None:
    for number in range(12):
        decided.ask(f"beslut styrgruppsmötet 10 februari: Punkt {number}; senast 1 maj")

    first = decided.ask("öppna beslut")
    assert lines(first)[0] == "Öppna beslut · 1–10 av 14"
    decided.house.workspace.press(SARA, first, "Visa fler")
    second = decided.house.last(SARA)
    assert lines(second)[0] == "Öppna beslut · 11–14 av 14"
    decided.press(SARA, second, "mätare", "Klart")
    assert decided.row(decided.house.last(SARA), "mätare") == ["Ångra"]
