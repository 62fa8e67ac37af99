"""Putting off, moving and leaving out in words, and taking that back."""

from datetime import date

import pytest

from handlers.answers import Answer, DutyAnswer
from handlers.asking import ask
from handlers.coming import agenda
from handlers.contents import Duty
from handlers.errors import Refusal
from tests.handlers.calendars import Desk

FIGURES = {"shape": "deadline", "date": "04-01", "roll": "before"}
BOARD = {"shape": "quota", "count": 3, "per": "year"}


@pytest.fixture
def figures(desk: Desk) -> Desk:
    """Lend the desk with figures that are due on 1 April 2027."""
    desk.add_rule("nyckeltal", FIGURES)
    desk.tick()
    return desk


def say(desk: Desk, text: str) -> Answer:
    return ask(desk.services, desk.coordinator, text)


def done(answer: Answer) -> DutyAnswer:
    assert isinstance(answer, DutyAnswer)
    return answer


def duty(desk: Desk, year: int = 2027) -> Duty:
    found = agenda(desk.services, desk.coordinator, date(year, 1, 1), date(year, 12, 31)).duties
    return next(one for one in found if one.rule == "nyckeltal")


@pytest.mark.parametrize(
    "typed",
    [
        "skjut upp nyckeltal till 3 mars",
        "Hej! Skjut upp nyckeltal till den 3 mars 2027.",
        "Kan du skjuta upp nyckeltal till 3 mars?",
        "påminn mig om nyckeltal 3 mars",
        "påminn mig igen om nyckeltal den 3 mars",
    ],
)
def test_duty_is_put_off_until_a_day(figures: Desk, typed: str) -> None:
    answer = done(say(figures, typed))

    assert (answer.change, answer.day, answer.day_off) == ("put_off", date(2027, 3, 3), None)
    assert (duty(figures).later_until, duty(figures).due) == (date(2027, 3, 3), date(2027, 4, 1))


def test_day_off_gives_the_working_day_after_and_is_told(figures: Desk) -> None:
    answer = done(say(figures, "skjut upp nyckeltal till lördag 6 mars"))

    assert (answer.day, answer.day_off) == (date(2027, 3, 8), date(2027, 3, 6))


def test_duty_is_moved_to_a_day(figures: Desk) -> None:
    answer = done(say(figures, "flytta nyckeltal till 3 mars"))

    assert (answer.change, answer.duty.moved, answer.duty.due) == (
        "moved",
        True,
        date(2027, 3, 3),
    )


@pytest.mark.parametrize(
    ("typed", "undone"),
    [
        ("skjut upp nyckeltal till 3 mars", "ångra uppskjutningen av nyckeltal"),
        ("flytta nyckeltal till 3 mars", "ångra flytten av nyckeltal"),
        ("hoppa över nyckeltal: ställs in", "ångra nyckeltal"),
    ],
)
def test_each_change_is_taken_back_by_the_words_that_its_answer_gives(
    figures: Desk, typed: str, undone: str
) -> None:
    before = duty(figures)

    answer = done(say(figures, typed))
    changed = duty(figures)
    say(figures, answer.undo)

    assert answer.undo == undone
    assert changed != before
    assert duty(figures) == before


@pytest.mark.parametrize(
    "typed", ["skjut upp nyckeltal till 3 mars", "flytta nyckeltal till 3 mars"]
)
def test_plain_regret_takes_back_what_was_done_about_the_day(figures: Desk, typed: str) -> None:
    before = duty(figures)
    say(figures, typed)

    answer = done(say(figures, "ångra nyckeltal"))

    assert answer.change == "taken_back"
    assert duty(figures) == before


def test_plain_regret_takes_back_what_came_last(figures: Desk) -> None:
    say(figures, "flytta nyckeltal till 20 mars")
    say(figures, "skjut upp nyckeltal till 3 mars")

    say(figures, "ångra nyckeltal")

    assert (duty(figures).moved, duty(figures).later_until) == (True, None)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("hoppa över nyckeltal: ställs in i år", "ställs in i år"),
        ("hoppa över nyckeltal i år: för få svar", "för få svar"),
        ("hoppa över nyckeltal eftersom ingen hinner", "ingen hinner"),
        ("hoppa över nyckeltal: beslut 7: vilar", "beslut 7: vilar"),
    ],
)
def test_duty_is_left_out_with_the_reason(figures: Desk, typed: str, reason: str) -> None:
    answer = done(say(figures, typed))

    assert (answer.change, answer.duty.state, answer.duty.reason) == ("skipped", "skipped", reason)


def test_colon_of_a_title_is_no_reason(desk: Desk) -> None:
    desk.add_rule("avfall", FIGURES, title="Rapport: avfall")
    desk.tick()

    with pytest.raises(Refusal, match="say_why"):
        say(desk, "hoppa över Rapport: avfall")
    answer = done(say(desk, "hoppa över Rapport: avfall: inget att rapportera"))

    assert answer.duty.reason == "inget att rapportera"


@pytest.mark.parametrize(
    ("typed", "code", "values"),
    [
        ("hoppa över nyckeltal", "say_why", {"example": "hoppa över nyckeltal: ställs in i år"}),
        ("flytta nyckeltal", "say_day", {"example": "flytta nyckeltal till 3 mars"}),
        ("skjut upp nyckeltal", "say_day", {"example": "skjut upp nyckeltal till 3 mars"}),
        ("skjut upp nyckeltal till senare", "day_unclear", {"day": "senare"}),
        ("flytta nyckeltal till 2026-12-01", "day_past", {"date": date(2026, 12, 1)}),
        ("ångra flytten av nyckeltal", "nothing_to_undo", {"title": "Nyckeltal"}),
    ],
)
def test_what_cannot_be_done_is_said_plainly_and_changes_nothing(
    figures: Desk, typed: str, code: str, values: dict[str, object]
) -> None:
    before = duty(figures)

    with pytest.raises(Refusal) as refused:
        say(figures, typed)

    assert (refused.value.code, refused.value.values) == (code, values)
    assert duty(figures) == before


@pytest.mark.parametrize(
    "typed",
    [
        "flytta nyckeltal till 3 maj",
        "skjut upp nyckeltal till 3 maj",
        "hoppa över nyckeltal: ställs in",
    ],
)
def test_of_what_is_done_the_next_years_is_left_alone(figures: Desk, typed: str) -> None:
    figures.live_until(date(2027, 4, 10), days=7)
    say(figures, "klart nyckeltal")

    with pytest.raises(Refusal, match="nothing_open"):
        say(figures, typed)

    assert duty(figures, 2028).state == "open"


def test_meeting_that_is_not_booked_has_no_day_to_move(desk: Desk) -> None:
    desk.add_rule("styrgrupp", BOARD)
    desk.tick()

    with pytest.raises(Refusal, match="only_booked"):
        say(desk, "flytta styrgrupp till 3 mars")


def test_contact_person_puts_their_own_offices_part_off_alone(desk: Desk) -> None:
    desk.add_rule("nyckeltal", {**FIGURES, "per_office": True})
    desk.tick()

    answer = done(ask(desk.services, desk.contact, "skjut upp nyckeltal till 3 mars"))

    assert answer.duty.office == "Habo"
    assert duty(desk).later_until is None


@pytest.mark.parametrize("typed", ["flytta nyckeltal till 3 mars", "hoppa över nyckeltal: nej"])
def test_only_who_keeps_the_calendar_moves_and_leaves_out(figures: Desk, typed: str) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        ask(figures.services, figures.contact, typed)
