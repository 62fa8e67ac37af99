"""Ticking off in words, and taking it back: several offices, several rules, said twice."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.answers import Answer, DutyAnswer, WhichAnswer
from handlers.asking import ask
from handlers.coming import agenda
from handlers.errors import Refusal
from tests.handlers.calendars import Desk

REPORT = {"shape": "deadline", "date": "02-last", "roll": "before"}
BOARD = {"shape": "quota", "count": 3, "per": "year"}
FIGURES = {"shape": "deadline", "date": "04-01", "roll": "before", "per_office": True}


def change(answer: Answer) -> str:
    assert isinstance(answer, DutyAnswer)
    return answer.change


def states(desk: Desk, rule: str) -> list[tuple[date | None, str]]:
    found = agenda(desk.services, desk.coordinator, date(2027, 1, 1), date(2028, 12, 31)).duties
    return [(one.due, one.state) for one in found if one.rule == rule and one.number]


def left(answer: Answer) -> tuple[str, ...]:
    assert isinstance(answer, DutyAnswer)
    assert answer.duty.offices is not None
    return answer.duty.offices.left


def test_several_offices_are_ticked_off_at_once_and_taken_back(desk: Desk) -> None:
    desk.add_rule("nyckeltal", FIGURES)
    desk.tick()

    done = ask(desk.services, desk.coordinator, "Klart nyckeltal åt Habo och Aneby!")
    undone = ask(desk.services, desk.coordinator, "ångra nyckeltal åt Habo, Aneby")

    assert (change(done), left(done)) == ("done", ())
    assert (change(undone), left(undone)) == ("undone", ("Aneby", "Habo"))


def test_name_of_no_office_among_several_ticks_none(desk: Desk) -> None:
    desk.add_rule("nyckeltal", FIGURES)
    desk.tick()

    with pytest.raises(Refusal, match="office_not_found"):
        ask(desk.services, desk.coordinator, "klart nyckeltal åt Habo och Ankeborg")

    assert left(ask(desk.services, desk.coordinator, "klart nyckeltal åt Aneby")) == ("Habo",)


def test_what_no_office_has_a_part_in_is_not_ticked_off_for_one(desk: Desk) -> None:
    desk.add_rule("rapport", REPORT)
    desk.tick()

    with pytest.raises(Refusal, match="not_per_office"):
        ask(desk.services, desk.coordinator, "klart rapport åt Habo")


def test_title_with_a_word_that_leads_to_an_office_is_read_whole(desk: Desk) -> None:
    desk.add_rule("rapport", REPORT, title="Rapport för styrgruppen")
    desk.tick()

    answer = ask(desk.services, desk.coordinator, "Hej! klart rapport för styrgruppen. Tack!")

    assert change(answer) == "done"


def test_one_of_several_that_fit_is_chosen_by_what_stands_in_the_answer(desk: Desk) -> None:
    desk.add_rule("rapport-avlopp", REPORT, title="Rapport: avlopp")
    desk.add_rule("rapport-avfall", REPORT, title="Rapport: avfall")
    desk.tick()

    asked = ask(desk.services, desk.coordinator, "klart rapport")

    assert isinstance(asked, WhichAnswer)
    assert [one.typed for one in asked.options] == ["klart rapport-avfall", "klart rapport-avlopp"]
    assert {state for _, state in states(desk, "rapport-avfall")} == {"open"}
    ask(desk.services, desk.coordinator, asked.options[0].typed)
    assert [state for _, state in states(desk, "rapport-avfall")] == ["done"]
    assert {state for _, state in states(desk, "rapport-avlopp")} == {"open"}


def test_of_several_that_fit_the_only_open_one_is_meant(desk: Desk) -> None:
    desk.add_rule("rapport-avlopp", REPORT, title="Rapport: avlopp")
    desk.add_rule("rapport-avfall", REPORT, title="Rapport: avfall", paused=True)
    desk.tick()

    answer = ask(desk.services, desk.coordinator, "klart rapport")

    assert answer.ids == ("rapport-avlopp",)


def test_done_said_twice_leaves_the_next_year_open(desk: Desk) -> None:
    desk.add_rule("rapport", REPORT)
    desk.live_until(date(2027, 3, 20), days=7)
    ask(desk.services, desk.coordinator, "klart rapport")

    again = ask(desk.services, desk.coordinator, "klart rapport")

    assert isinstance(again, DutyAnswer)
    assert again.duty.due == date(2027, 2, 26)
    assert states(desk, "rapport") == [(date(2027, 2, 26), "done"), (date(2028, 2, 29), "open")]


def test_what_a_meeting_is_booked_for_leaves_the_next_year_open(desk: Desk) -> None:
    desk.add_rule("chefsmote", {"shape": "quota", "count": 1, "season": "vår"})
    desk.live_until(date(2027, 2, 1), days=7)
    ask(desk.services, desk.coordinator, "boka chefsmote 14 april")

    with pytest.raises(Refusal, match="nothing_due"):
        ask(desk.services, desk.coordinator, "klart chefsmote")

    assert [state for _, state in states(desk, "chefsmote")] == ["open", "open"]


def test_part_that_is_named_is_ticked_off_and_not_the_whole(desk: Desk) -> None:
    desk.add_rule("styrgrupp", {**BOARD, "steps": ["kallelse", "protokoll"]})
    desk.tick()
    ask(desk.services, desk.coordinator, "boka styrgrupp 14 april")
    desk.tick()

    done = ask(desk.services, desk.coordinator, "klart protokollet från styrgruppen")
    undone = ask(desk.services, desk.coordinator, "ångra protokollet från styrgruppen")

    assert isinstance(done, DutyAnswer)
    assert (done.duty.part, done.duty.state) == ("protokoll", "done")
    assert isinstance(undone, DutyAnswer)
    assert (undone.duty.part, undone.duty.state) == ("protokoll", "open")


def test_one_of_several_meetings_is_not_all_of_them(desk: Desk) -> None:
    desk.add_rule("styrgrupp", BOARD)
    desk.tick()

    with pytest.raises(Refusal, match="nothing_due"):
        ask(desk.services, desk.coordinator, "klart styrgrupp")


def test_what_says_more_than_a_duty_is_called_changes_nothing(desk: Desk) -> None:
    desk.add_rule("rapport", REPORT)
    desk.tick()

    with pytest.raises(Refusal, match="unsure_what") as refused:
        ask(desk.services, desk.coordinator, "klart lunch efter rapport")

    assert refused.value.values == {"title": "Rapport", "word": "lunch"}
    assert {state for _, state in states(desk, "rapport")} == {"open"}


@pytest.mark.parametrize("typed", ["klart och", "flytta till fredag", "hoppa över det: nej"])
def test_words_that_name_nothing_are_no_duty(desk: Desk, typed: str) -> None:
    desk.add_rule("tillsyn", REPORT, title="Tillsyn och detaljer")
    desk.tick()

    answer = ask(desk.services, desk.coordinator, typed)

    assert not isinstance(answer, DutyAnswer | WhichAnswer)


def test_contact_person_takes_their_own_offices_part_back(desk: Desk) -> None:
    desk.add_rule("nyckeltal", FIGURES)
    desk.tick()
    ask(desk.services, desk.coordinator, "klart nyckeltal åt Aneby")
    with pytest.raises(Refusal, match="nothing_to_undo"):
        ask(desk.services, desk.contact, "ångra nyckeltal")
    ask(desk.services, desk.contact, "klart nyckeltal")

    undone = ask(desk.services, desk.contact, "ångra nyckeltal")

    assert isinstance(undone, DutyAnswer)
    assert (undone.duty.office, undone.duty.state) == ("Habo", "open")
    assert left(ask(desk.services, desk.coordinator, "påminn kontoren om nyckeltal")) == ("Habo",)


def test_what_was_left_out_is_opened_again(desk: Desk) -> None:
    desk.add_rule("rapport", REPORT)
    desk.tick()
    ask(desk.services, desk.coordinator, "hoppa över rapport: ingen i år")

    answer = ask(desk.services, desk.coordinator, "öppna igen rapport")

    assert isinstance(answer, DutyAnswer)
    assert (answer.change, answer.duty.state) == ("undone", "open")


def test_somebody_who_only_reads_ticks_nothing_off(desk: Desk) -> None:
    desk.add_rule("rapport", REPORT)
    desk.tick()

    with pytest.raises(Refusal, match="not_allowed"):
        ask(desk.services, replace(desk.contact, roles=frozenset({"inspector"})), "klart rapport")
