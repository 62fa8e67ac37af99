from datetime import date

import pytest

from handlers.answers import Answer, MinutesAnswer, WhichAnswer
from handlers.asking import ask
from handlers.asking.minutes_words import minutes_request
from handlers.errors import Refusal
from tests.handlers.calendars import Desk
from tests.handlers.meetings_added import add_meeting


def said(desk: Desk, text: str) -> Answer:
    return ask(desk.services, desk.coordinator, text)


@pytest.mark.parametrize(
    ("typed", "which"),
    [
        ("protokoll styrgruppsmötet 10 februari", "styrgruppsmötet 10 februari"),
        ("anteckningar från chefsmötet", "chefsmötet"),
        ("gör ett utkast till protokoll för styrgruppen", "styrgruppen"),
        ("Minnesanteckningar från chefsmötet", "chefsmötet"),
        ("protokoll", None),
        ("var ligger protokollen från styrgruppen", None),
    ],
)
def test_request_is_told_by_its_words(typed: str, which: str | None) -> None:
    assert minutes_request(typed) == which


@pytest.mark.parametrize(
    "typed",
    [
        "protokoll styrgruppsmötet 10 februari",
        "Protokoll från styrgruppens möte den 10 februari",
        "protokoll styrgruppen",
        "kan du skriva protokoll från mötet 10 februari?",
        "protokoll möte {number}",
    ],
)
def test_draft_is_of_the_meeting_that_is_named(desk: Desk, typed: str) -> None:
    number = add_meeting(desk)
    add_meeting(desk, "Chefsmöte", date(2027, 2, 11))
    add_meeting(desk, day=date(2027, 2, 10).replace(month=3), state="cancelled")

    answer = said(desk, typed.format(number=number))

    assert isinstance(answer, MinutesAnswer)
    assert answer.draft.meeting.number == number


def test_without_a_day_it_is_the_latest_that_was(desk: Desk) -> None:
    latest = add_meeting(desk, day=date(2027, 1, 4))
    add_meeting(desk, day=date(2026, 10, 5))
    add_meeting(desk, day=date(2027, 2, 10))

    answer = said(desk, "protokoll styrgruppsmötet")

    assert isinstance(answer, MinutesAnswer)
    assert answer.draft.meeting.number == latest


def test_several_are_asked_for_and_chosen_by_number(desk: Desk) -> None:
    one = add_meeting(desk, "Styrgruppsmöte Halland")
    other = add_meeting(desk, "Styrgruppsmöte Väst")

    answer = said(desk, "protokoll styrgruppsmötet 10 februari")

    assert isinstance(answer, WhichAnswer)
    typed = [option.typed for option in answer.options]
    chosen = [said(desk, one) for one in typed]
    assert [one.draft.meeting.number for one in chosen if isinstance(one, MinutesAnswer)] == [
        one,
        other,
    ]


def test_day_without_a_meeting_is_told(desk: Desk) -> None:
    add_meeting(desk)

    with pytest.raises(Refusal) as caught:
        said(desk, "protokoll styrgruppsmötet 11 februari")

    assert caught.value.code == "no_meeting_that_day"


def test_other_minutes_are_a_question_like_any_other(desk: Desk) -> None:
    add_meeting(desk)

    assert not isinstance(said(desk, "protokoll från förstudien"), MinutesAnswer)


def test_draft_is_for_those_who_keep_the_calendar(desk: Desk) -> None:
    add_meeting(desk)

    with pytest.raises(Refusal) as caught:
        ask(desk.services, desk.contact, "protokoll styrgruppsmötet 10 februari")

    assert caught.value.code == "not_allowed"
