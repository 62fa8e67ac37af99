"""Of several duties that fit what was said, one is chosen by what stands in the answer."""

import pytest

from handlers.answers import WhichAnswer
from handlers.asking import ask
from tests.handlers.calendars import Desk

FIGURES = {"shape": "deadline", "date": "04-01", "roll": "before", "per_office": True}


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("skjut upp rapport till 3 mars", "skjut upp rapport-avfall till 2027-03-03"),
        ("flytta rapport till 3 mars", "flytta rapport-avfall till 2027-03-03"),
        ("hoppa över rapport: inget", "hoppa över rapport-avfall: inget"),
        ("vilka är kvar med rapport?", "vilka kontor är kvar med rapport-avfall"),
        ("påminn kontoren om rapport", "påminn kontoren om rapport-avfall"),
        ("bara Habo är klara med rapport", "bara Habo är klara med rapport-avfall"),
    ],
)
def test_one_of_several_that_fit_is_chosen_by_what_stands_in_the_answer(
    desk: Desk, typed: str, choice: str
) -> None:
    desk.add_rule("rapport-avlopp", FIGURES, title="Rapport: avlopp")
    desk.add_rule("rapport-avfall", FIGURES, title="Rapport: avfall")
    desk.tick()

    asked = ask(desk.services, desk.coordinator, typed)

    assert isinstance(asked, WhichAnswer)
    assert asked.options[0].typed == choice
    assert ask(desk.services, desk.coordinator, choice).ids == ("rapport-avfall",)
