"""Which offices are left, reminding them, and ticking exactly some, in words."""

import pytest

from handlers.answers import Answer, DutyAnswer, OfficesAnswer
from handlers.asking import ask
from handlers.errors import Refusal
from tests.handlers.calendars import Desk

FIGURES = {"shape": "deadline", "date": "04-01", "roll": "before", "per_office": True}
REPORT = {"shape": "deadline", "date": "02-last", "roll": "before"}


@pytest.fixture
def figures(desk: Desk) -> Desk:
    """Lend the desk with figures that Habo and Aneby are to hand in."""
    desk.add_rule("nyckeltal", FIGURES)
    desk.tick()
    return desk


def say(desk: Desk, text: str) -> Answer:
    return ask(desk.services, desk.coordinator, text)


def offices(answer: Answer) -> OfficesAnswer:
    assert isinstance(answer, OfficesAnswer)
    return answer


@pytest.mark.parametrize(
    "typed",
    [
        "vilka kontor är kvar med nyckeltal?",
        "Vilka är kvar med nyckeltal",
        "kontor kvar med nyckeltal",
        "vilka kontor är klara med nyckeltal?",
        "vilka kontor är inte klara med nyckeltal?",
        "vilka kommuner saknas för nyckeltal?",
    ],
)
def test_offices_that_are_done_and_left_are_told(figures: Desk, typed: str) -> None:
    say(figures, "klart nyckeltal åt Habo")

    answer = offices(say(figures, typed))

    assert (answer.done, answer.left) == (("Habo",), ("Aneby",))
    assert answer.ticks == ("klart nyckeltal åt Aneby",)


def test_offered_words_tick_the_office_off(figures: Desk) -> None:
    for typed in offices(say(figures, "vilka är kvar med nyckeltal?")).ticks:
        say(figures, typed)

    answer = offices(say(figures, "vilka är kvar med nyckeltal?"))

    assert (answer.done, answer.left, answer.ticks) == (("Aneby", "Habo"), (), ())


def test_contact_person_is_offered_their_own_office_alone(figures: Desk) -> None:
    before = offices(ask(figures.services, figures.contact, "vilka är kvar med nyckeltal?"))
    ask(figures.services, figures.contact, "klart nyckeltal")
    after = offices(ask(figures.services, figures.contact, "vilka är kvar med nyckeltal?"))

    assert (before.left, before.ticks) == (("Aneby", "Habo"), ("klart nyckeltal åt Habo",))
    assert (after.left, after.ticks) == (("Aneby",), ())


def test_what_has_no_offices_is_another_question(desk: Desk) -> None:
    desk.add_rule("rapport", REPORT)
    desk.tick()

    answer = say(desk, "vilka är kvar med rapport?")

    assert not isinstance(answer, OfficesAnswer)


def test_offices_that_are_left_are_reminded_once_a_day(figures: Desk) -> None:
    first, second = (say(figures, "påminn kontoren om nyckeltal") for _ in range(2))

    assert isinstance(first, DutyAnswer)
    assert isinstance(second, DutyAnswer)
    assert (first.change, first.reached, second.reached) == ("reminded", 1, 0)


def test_exactly_the_offices_that_are_named_are_done(figures: Desk) -> None:
    say(figures, "klart nyckeltal åt Aneby")

    say(figures, "bara Habo är klara med nyckeltal")

    assert offices(say(figures, "vilka är kvar med nyckeltal?")).done == ("Habo",)


@pytest.mark.parametrize("typed", ["påminn kontoren om rapport", "bara Habo är klara med rapport"])
def test_what_has_no_offices_is_refused_by_its_title(desk: Desk, typed: str) -> None:
    desk.add_rule("rapport", REPORT)
    desk.tick()

    with pytest.raises(Refusal, match="no_offices") as refused:
        say(desk, typed)

    assert refused.value.values == {"title": "Rapport"}


@pytest.mark.parametrize(
    "typed", ["påminn kontoren om nyckeltal", "bara Habo är klara med nyckeltal"]
)
def test_only_who_keeps_the_calendar_speaks_for_all_offices(figures: Desk, typed: str) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        ask(figures.services, figures.contact, typed)
