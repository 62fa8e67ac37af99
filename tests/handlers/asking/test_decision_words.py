from datetime import date

import pytest

from handlers.answers import Answer, Asker, DecisionAnswer, DecisionsAnswer, WhichAnswer
from handlers.asking import ask
from handlers.errors import Refusal
from tests.handlers.calendars import Desk
from tests.handlers.meetings_added import add_meeting, add_member

MADE = "beslut styrgruppsmötet 10 februari: Vi inför dagar; ansvarig Bo Ek; senast 1 maj"


def said(desk: Desk, text: str, asker: Asker | None = None) -> Answer:
    return ask(desk.services, asker or desk.coordinator, text)


def decision(desk: Desk, text: str) -> DecisionAnswer:
    answer = said(desk, text)
    assert isinstance(answer, DecisionAnswer)
    return answer


@pytest.mark.parametrize(
    "typed",
    [
        MADE,
        "Beslut från styrgruppens möte 10 februari: Vi inför dagar; senast 1 maj; ansvarig: Bo Ek.",
        "nytt beslut vid styrgruppen: Vi inför dagar; ansvarig bo ek; klart senast 1 maj 2027",
    ],
)
def test_decision_is_written_down_with_its_owner_and_day(desk: Desk, typed: str) -> None:
    add_member(desk)
    number = add_meeting(desk)

    answer = decision(desk, typed)

    line = answer.decision
    assert (line.number, line.text, line.owner, line.due) == (
        1, "Vi inför dagar", "Bo Ek", date(2027, 5, 1),
    )  # fmt: skip
    assert (answer.change, answer.undo, answer.name_owner) == (
        "decided", f"stryk beslut 1 från möte {number}", "",
    )  # fmt: skip


def test_what_is_decided_not_to_be_done_is_a_decision_too(desk: Desk) -> None:
    add_meeting(desk)

    answer = decision(desk, "beslut styrgruppsmötet: Vi går inte med i kampanjen")

    assert answer.decision.text == "Vi går inte med i kampanjen"


@pytest.mark.parametrize(
    ("name", "asked", "owners"),
    [("", "", ()), ("Bosse", "Bosse", ()), ("Ek", "Ek", ("Bo Ek", "Eva Ek"))],
)
def test_owner_who_is_not_found_is_asked_for_and_named(
    desk: Desk, name: str, asked: str, owners: tuple[str, ...]
) -> None:
    add_member(desk)
    add_member(desk, "Eva Ek")
    add_meeting(desk)

    answer = decision(desk, f"beslut styrgruppsmötet: Ett{f'; ansvarig {name}' if name else ''}")
    named = decision(desk, f"{answer.name_owner}Eva Ek")

    assert (answer.decision.owner, answer.asked, tuple(one.name for one in answer.owners)) == (
        "",
        asked,
        owners,
    )
    assert (named.change, named.decision.owner, named.name_owner) == ("owned", "Eva Ek", "")


@pytest.mark.parametrize(
    ("typed", "change", "state"),
    [
        ("beslut 1 från styrgruppsmötet klart", "done", "done"),
        ("beslut 1 klart", "done", "done"),
        ("klart beslut 1 från styrgruppsmötet 10 februari", "done", "done"),
        ("ångra beslut 1", "struck", "dropped"),
        ("stryk beslut 1 från styrgruppen", "struck", "dropped"),
        ("flytta beslut 1 till 1 juni", "moved", "open"),
    ],
)
def test_something_is_done_about_a_decision(
    desk: Desk, typed: str, change: str, state: str
) -> None:
    add_meeting(desk)
    decision(desk, "beslut styrgruppsmötet: Ett")

    answer = decision(desk, typed)

    assert (answer.change, answer.decision.state) == (change, state)


def test_what_is_done_can_be_taken_back(desk: Desk) -> None:
    add_meeting(desk)
    decision(desk, "beslut styrgruppsmötet: Ett")
    done = decision(desk, "beslut 1 klart")

    again = decision(desk, done.undo)

    assert (again.change, again.decision.state) == ("reopened", "open")


def test_decision_of_several_meetings_is_asked_for(desk: Desk) -> None:
    early, number = (add_meeting(desk, day=day) for day in (date(2027, 1, 4), date(2027, 2, 10)))
    for one in (early, number):
        decision(desk, f"beslut möte {one}: Ett")

    answer = said(desk, "beslut 1 från styrgruppsmötet klart")

    assert isinstance(answer, WhichAnswer)
    chosen = decision(desk, answer.options[1].typed)
    left = decision(desk, "beslut 1 från styrgruppsmötet klart")
    assert chosen.decision.meeting.number == number
    assert left.decision.meeting.number == early


def test_owner_says_that_theirs_is_done_and_sees_no_others(desk: Desk) -> None:
    bo = add_member(desk)
    number = add_meeting(desk)
    decision(desk, MADE)
    decision(desk, f"beslut möte {number}: Två")
    asker = Asker("jonkoping", bo, frozenset({"politician"}), "mail")

    done = said(desk, "beslut 1 klart", asker)

    assert isinstance(done, DecisionAnswer)
    assert done.decision.state == "done"
    with pytest.raises(Refusal) as caught:
        said(desk, "beslut 2 klart", asker)
    assert caught.value.code == "no_such_decision"


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("beslutslogg", "decisions"),
        ("visa besluten", "decisions"),
        ("öppna beslut", "open_decisions"),
        ("mina beslut", "open_decisions"),
    ],
)
def test_log_is_asked_for(desk: Desk, typed: str, subject: str) -> None:
    add_meeting(desk)
    decision(desk, "beslut styrgruppsmötet: Ett")
    decision(desk, "beslut styrgruppsmötet: Två")
    decision(desk, "beslut 1 klart")

    answer = said(desk, typed)

    assert isinstance(answer, DecisionsAnswer)
    kept = {"decisions": ["Ett", "Två"], "open_decisions": ["Två"]}
    assert (answer.subject, [one.text for one in answer.decisions]) == (subject, kept[subject])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("beslut lunchmötet: Ett", "decision_meeting"),
        ("beslut styrgruppsmötet: ansvarig Bo", "decision_words"),
        ("beslut styrgruppsmötet: Ett; senast 32 maj", "day_unclear"),
        ("beslut styrgruppsmötet 11 februari: Ett", "no_meeting_that_day"),
        ("beslut 9 från styrgruppsmötet klart", "no_such_decision"),
    ],
)
def test_what_cannot_be_understood_changes_nothing(desk: Desk, typed: str, code: str) -> None:
    add_meeting(desk)

    with pytest.raises(Refusal) as caught:
        said(desk, typed)

    assert caught.value.code == code
    answer = said(desk, "beslutslogg")
    assert isinstance(answer, DecisionsAnswer)
    assert answer.decisions == ()


@pytest.mark.parametrize("typed", ["beslut 1 är inte klart", "beslut styrgruppsmötet: Ett?"])
def test_what_is_denied_or_asked_changes_nothing(desk: Desk, typed: str) -> None:
    add_meeting(desk)
    decision(desk, "beslut styrgruppsmötet: Noll")

    said(desk, typed)

    answer = said(desk, "öppna beslut")
    assert isinstance(answer, DecisionsAnswer)
    assert [one.text for one in answer.decisions] == ["Noll"]


def test_decisions_are_for_those_who_keep_the_calendar(desk: Desk) -> None:
    add_meeting(desk)

    with pytest.raises(Refusal) as caught:
        said(desk, MADE, desk.contact)

    assert caught.value.code == "not_allowed"
