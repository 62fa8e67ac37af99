"""The calendar as people ask for it, and what they do in it."""

import re
from datetime import date, timedelta

from tests.flows.diary import HANNA, JANUARY, NOVEMBER, SARA, SHORT, VISIT, Calendar, line
from tests.flows.house import STRANGER, labels, lines


def test_what_is_done_in_a_list_can_be_undone_there(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    quick.to(date(2026, 12, 1))
    before = lines(quick.ask("försenat"))

    quick.press(SARA, quick.house.last(SARA), VISIT, "Klart")
    done = quick.house.last(SARA)
    quick.press(SARA, done, VISIT, "Ångra")

    assert lines(done)[0] == "Försenat · 2 st"
    assert lines(done)[-1].endswith("· klart")
    assert lines(quick.house.last(SARA))[: len(before)] == before


def test_coordinator_books_moves_and_cancels_one_of_three(calendar: Calendar) -> None:
    calendar.to(JANUARY)
    calendar.say("kalender 2027")
    calendar.turn_to("styrgruppsmöten: 0 av 3")
    calendar.press(SARA, calendar.latest(), "styrgruppsmöten: 0 av 3", "Boka")
    dialog = calendar.house.workspace.view(SARA)
    assert lines(dialog)[:2] == [
        "Boka styrgruppsmöten: 0 av 3 bokade, senast fre 31 dec",
        "Välj en dag från 1 januari 2027 till 31 december 2027.",
    ]

    wrong = calendar.send({"first": "2027-02-13", "starts": "09:00", "place": "Värnamo"})
    outside = calendar.send({"first": "2028-02-10"})
    backwards = calendar.send({"first": "2027-02-10", "last": "2027-02-09"})
    right = calendar.send({"first": "2027-02-10", "last": None})

    assert wrong == {
        "first": "13 februari 2027 är en ledig dag. Inget har ändrats. Välj en arbetsdag."
    }
    assert list(outside) == ["first"]
    assert list(backwards) == ["last"]
    assert (right, calendar.open_dialog()) == ({}, False)
    assert "1 av 3 bokade" in line(calendar.latest(), "Boka styrgruppsmöten")
    meeting = "ons 10 feb 2027 kl. 9.00 · Styrgruppsmöten · Värnamo"
    assert f"Bokat: {meeting}" in lines(calendar.latest())

    calendar.say("kalender vecka 6")
    calendar.press(SARA, calendar.latest(), meeting, "Flytta")
    calendar.send({"first": "2027-02-11", "place": "Eksjö"})
    moved = "tors 11 feb 2027 kl. 9.00 · Styrgruppsmöten · Eksjö"
    assert f"Flyttat till {moved}" in lines(calendar.latest())

    calendar.press(SARA, calendar.latest(), f"{moved}", "Ställ in")
    assert f"{moved} · inställt" in lines(calendar.latest())
    assert "0 av 3" in line(calendar.ask("kalender 31 december 2027"), "Boka styrgruppsmöten")


def test_booked_meeting_stands_in_the_list_in_the_order_of_time(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    quick.press(SARA, quick.reminder(SARA), SHORT, "Boka")
    quick.send({"first": "2026-11-26"})

    shown = lines(quick.ask("kalender november 2026"))

    assert shown[1] == "tors 26 nov 2026 · Beredningsgruppsmöten: kort avstämning"
    assert shown[2] == "Kort avstämning (beredningsgruppsmöten) i november · bokat"


def test_dialog_sent_twice_books_once(quick: Calendar) -> None:
    quick.to(JANUARY)
    quick.ask("kalender 31 december 2027")
    quick.press(SARA, quick.house.last(SARA), "styrgruppsmöten: 0 av 3", "Boka")
    quick.send({"first": "2027-02-10"})

    quick.house.workspace.redeliver()

    assert "1 av 3 bokade" in line(quick.house.last(SARA), "Boka styrgruppsmöten")


def test_meeting_was_held_once_its_day_has_come(quick: Calendar) -> None:
    quick.to(JANUARY)
    quick.ask("kalender 31 december 2027")
    quick.press(SARA, quick.house.last(SARA), "styrgruppsmöten: 0 av 3", "Boka")
    quick.send({"first": "2027-02-10"})
    meeting = "ons 10 feb 2027 · Styrgruppsmöten"
    before = [each for each in labels(quick.ask("kalender vecka 6")) if each == "Hölls"]

    quick.to(date(2027, 2, 11))
    quick.press(SARA, quick.ask("kalender vecka 6"), meeting, "Hölls")

    assert before == []
    assert f"{meeting} · har hållits" in lines(quick.house.last(SARA))


def test_everyone_sees_the_calendar_and_only_keepers_its_buttons(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    quick.to(date(2026, 12, 1))

    shown = [quick.ask(text, STRANGER) for text in ("kalender", "nästa", "försenat")]

    assert [labels(one) for one in shown] == [["Visa fler"], [], []]


def test_nothing_that_is_late_is_said_to_be_so(quick: Calendar) -> None:
    assert lines(quick.ask("vad är försenat?")) == ["Försenat · Inget är försenat."]


def test_questions_of_the_calendar_are_answered_in_words_too(quick: Calendar) -> None:
    workspace = quick.house.workspace
    quick.to(NOVEMBER)
    quick.to(date(2026, 12, 1))

    workspace.say(SARA, workspace.direct(SARA), "vad är försenat?")
    direct = quick.reminder(SARA)
    quick.press(SARA, direct, VISIT, "Klart")

    assert lines(direct)[0] == "Försenat · 3 st"
    assert lines(quick.reminder(SARA))[0] == "Försenat · 2 st"


def test_period_that_cannot_be_read_says_how_to_write(quick: Calendar) -> None:
    shown = quick.ask("kalender skateparker")

    assert lines(shown)[0].startswith("Jag förstår inte vilken tid ”skateparker” är.")


def test_home_tab_says_what_is_to_do_and_lets_it_be_done(quick: Calendar) -> None:
    workspace = quick.house.workspace
    quick.to(NOVEMBER)
    quick.to(date(2026, 12, 21))
    workspace.open_home(SARA)
    home = workspace.home(SARA)

    quick.press(SARA, home, VISIT + " och Länsstyrelsen, skulle", "Klart")

    assert lines(home)[0] == "Att göra"
    assert [each for each in lines(home) if re.fullmatch(r"och \d+ till", each)] == ["och 10 till"]
    assert line(workspace.home(SARA), VISIT).endswith("i november · klart")


def test_home_tab_of_a_contact_person_holds_their_own_part(quick: Calendar) -> None:
    workspace = quick.house.workspace
    quick.to(NOVEMBER)
    workspace.open_home(HANNA)

    shown = workspace.home(HANNA)
    quick.press(HANNA, shown, "Habo", "Klart")
    done = lines(workspace.home(HANNA))
    workspace.open_home(HANNA)

    assert lines(shown)[:2] == ["Att göra", "Uppdatering av telefonboken för Habo i november"]
    assert done[2] == "Uppdatering av telefonboken för Habo i november · klart"
    assert lines(workspace.home(HANNA))[1].startswith("Inget är försenat, och inget")


def test_calendar_in_a_dialog_is_shown_anew_under_the_one_that_changed_it(
    quick: Calendar,
) -> None:
    workspace = quick.house.workspace
    quick.to(NOVEMBER)
    workspace.open_home(SARA)
    workspace.press(SARA, workspace.home(SARA), "Visa kalendern")
    quick.press(
        SARA, workspace.view(SARA), VISIT + " och Länsstyrelsen i november", "Hoppa över i år"
    )

    quick.send({"reason": "Slås ihop"})

    assert len(workspace.views(SARA)) == 1
    shown = line(workspace.view(SARA), VISIT + " och Länsstyrelsen i november")
    assert shown.endswith("· överhoppat: Slås ihop")


def test_answer_that_can_no_longer_be_replaced_is_told_in_the_dialog(quick: Calendar) -> None:
    quick.to(NOVEMBER)
    quick.press(SARA, quick.ask("kalender november 2026"), VISIT, "Hoppa över i år")
    quick.house.clock.move(timedelta(minutes=31))

    quick.send({"reason": "Slås ihop"})

    told = quick.house.workspace.view(SARA)
    assert line(told, VISIT).endswith("· överhoppat: Slås ihop")
    # Slack says no, and that is what this is about.
    assert quick.house.workspace.refusals
    quick.house.workspace.refusals.clear()
