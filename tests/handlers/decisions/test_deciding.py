from datetime import date

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.decisions import (
    Resolution,
    decide,
    kept_decisions,
    mark_decided_done,
    move_decision,
    reopen_decision,
    set_owner,
    strike,
)
from handlers.errors import Refusal
from storage.models import EventLog
from tests.factories import add_collaboration, add_person
from tests.handlers.calendars import Desk
from tests.handlers.meetings_added import add_meeting, add_member

DUE = date(2027, 5, 3)


def owner_of(number: int) -> Asker:
    return Asker("jonkoping", number, frozenset({"inspector"}), "mail")


def test_decisions_are_counted_within_their_meeting(desk: Desk) -> None:
    first, second = add_meeting(desk), add_meeting(desk, day=date(2027, 3, 10))

    made = [
        decide(desk.services, desk.coordinator, meeting, Resolution(text))
        for meeting, text in [(first, "Ett"), (first, "Två"), (second, "Tre"), (first, "Ett")]
    ]

    assert [(one.number, one.text) for one in made] == [
        (1, "Ett"),
        (2, "Två"),
        (1, "Tre"),
        (1, "Ett"),
    ]


def test_number_of_a_decision_that_was_struck_out_is_not_used_again(desk: Desk) -> None:
    meeting = add_meeting(desk)
    struck = decide(desk.services, desk.coordinator, meeting, Resolution("Ett"))
    strike(desk.services, desk.coordinator, struck.id)

    again = decide(desk.services, desk.coordinator, meeting, Resolution("Ett"))

    assert again.number == 2
    assert [one.number for one in kept_decisions(desk.services, desk.coordinator)] == [2]


def test_decision_goes_through_its_states(desk: Desk) -> None:
    bo = add_member(desk)
    meeting = add_meeting(desk)
    line = decide(desk.services, desk.coordinator, meeting, Resolution("  Vi inför\n dagar "))

    states = [
        act(desk.services, desk.coordinator, line.id).state
        for act in (mark_decided_done, mark_decided_done, reopen_decision)
    ]
    owned = set_owner(desk.services, desk.coordinator, line.id, bo)
    moved = move_decision(desk.services, desk.coordinator, line.id, DUE)

    assert states == ["done", "done", "open"]
    assert (owned.owner, moved.due, moved.text) == ("Bo Ek", DUE, "Vi inför dagar")
    with desk.services.database.session() as session:
        log = session.execute(select(EventLog.verb, EventLog.record_key).order_by(EventLog.id))
        verbs = [verb for verb, key in log if key == str(line.id) and verb.startswith("decision")]
    assert verbs == [
        "decision_made",
        "decision_done",
        "decision_open",
        "decision_owned",
        "decision_moved",
    ]


def test_owner_says_that_it_is_done_and_nothing_more(desk: Desk) -> None:
    bo = add_member(desk)
    line = decide(desk.services, desk.coordinator, add_meeting(desk), Resolution("Ett", bo, DUE))

    done = mark_decided_done(desk.services, owner_of(bo), line.id)

    assert done.state == "done"
    with pytest.raises(Refusal) as caught:
        strike(desk.services, owner_of(bo), line.id)
    assert caught.value.code == "not_allowed"


@pytest.mark.parametrize(
    ("asker", "code"),
    [
        (Asker("jonkoping", 2, frozenset({"contact_person"}), "mail"), "not_allowed"),
        (Asker("jonkoping"), "not_known_yet"),
        (Asker("vast", 1, frozenset({"coordinator"}), "mail"), "decision_gone"),
    ],
)
def test_others_do_nothing_about_a_decision(desk: Desk, asker: Asker, code: str) -> None:
    with desk.services.database.write() as session:
        add_collaboration(session, "vast")
    line = decide(desk.services, desk.coordinator, add_meeting(desk), Resolution("Ett"))

    with pytest.raises(Refusal) as caught:
        mark_decided_done(desk.services, asker, line.id)

    assert caught.value.code == code
    assert [one.state for one in kept_decisions(desk.services, desk.coordinator)] == ["open"]


def test_log_holds_what_is_ones_own_to_know(desk: Desk) -> None:
    bo = add_member(desk)
    meeting = add_meeting(desk)
    for text, owner in (("Ett", bo), ("Två", None)):
        decide(desk.services, desk.coordinator, meeting, Resolution(text, owner))
    with desk.services.database.write() as session:
        other = add_collaboration(session, "vast")
        stranger = add_person(session, other, "Eva Ek").id

    everything = kept_decisions(desk.services, desk.coordinator)
    mine = kept_decisions(desk.services, owner_of(bo), only_open=True)
    theirs = kept_decisions(desk.services, Asker("vast", stranger), only_open=True)

    assert [len(one) for one in (everything, mine, theirs)] == [2, 1, 0]


def test_words_are_needed(desk: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        decide(desk.services, desk.coordinator, add_meeting(desk), Resolution(" \n"))

    assert caught.value.code == "decision_words"
