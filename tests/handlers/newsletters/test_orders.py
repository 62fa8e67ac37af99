"""What is sent can be paused, gone on with and stopped, and sent again to whom it did not reach."""

from collections.abc import Callable
from functools import partial

import pytest

from handlers.answers import Asker
from handlers.contents import Section
from handlers.errors import Refusal
from handlers.newsletter_views import IssueState
from handlers.newsletters import (
    Which,
    add_item,
    approve,
    how_far,
    issue_view,
    leave_unsure,
    new_issue,
    pause_sending,
    resume_sending,
    send_failed_again,
    send_unsure_again,
    sending_of,
    start_due,
    stop_sending,
)
from handlers.ports import Services
from storage.models import EventLog, NewsletterIssue, Notice
from tests.factories import add_collaboration, add_person
from tests.handlers.calendars import Desk

THIS = Which()
ACTS: tuple[Callable[[Services, Asker, Which], object], ...] = (
    pause_sending,
    resume_sending,
    stop_sending,
    send_failed_again,
    send_unsure_again,
    leave_unsure,
)


def drafted(desk: Desk) -> int:
    number = new_issue(desk.services, desk.coordinator)
    add_item(desk.services, desk.coordinator, Which(number), Section.NOW, ("Ett", "Ord"))
    return number


def going(desk: Desk) -> int:
    number = drafted(desk)
    approve(desk.services, desk.coordinator, Which(number), None)
    start_due(desk.services)
    return number


def state(desk: Desk, number: int) -> IssueState:
    return issue_view(desk.services, desk.coordinator, Which(number)).state


def settle(desk: Desk, number: int, state: str) -> int:
    """Let every copy have ended in a state; return how many there are."""
    with desk.services.database.write() as session:
        copies = session.query(Notice).filter_by(issue_id=number).all()
        for one in copies:
            one.state = state
        return len(copies)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code


def test_sending_is_paused_and_goes_on_and_twice_is_once(desk: Desk) -> None:
    number = going(desk)

    pause_sending(desk.services, desk.coordinator, THIS)
    pause_sending(desk.services, desk.coordinator, THIS)
    assert state(desk, number) is IssueState.PAUSED
    resume_sending(desk.services, desk.coordinator, THIS)
    resume_sending(desk.services, desk.coordinator, THIS)

    assert state(desk, number) is IssueState.SENDING
    with desk.services.database.session() as session:
        verbs = [one.verb for one in session.query(EventLog).order_by(EventLog.id)]
    assert [verbs.count(one) for one in ("newsletter_paused", "newsletter_resumed")] == [1, 1]


def test_sending_that_was_stopped_goes_to_nobody_more(desk: Desk) -> None:
    number = going(desk)
    total = how_far(desk.services, desk.coordinator, Which(number)).total

    assert stop_sending(desk.services, desk.coordinator, THIS) == total > 0
    assert stop_sending(desk.services, desk.coordinator, THIS) == 0

    assert state(desk, number) is IssueState.STOPPED
    assert how_far(desk.services, desk.coordinator, THIS).waiting == 0
    assert code_of(lambda: pause_sending(desk.services, desk.coordinator, THIS)) == (
        "newsletter_has_ended"
    )


def test_what_failed_is_sent_again_and_only_that(desk: Desk) -> None:
    number = going(desk)
    count = settle(desk, number, "failed")

    assert send_failed_again(desk.services, desk.coordinator, THIS) == count
    assert how_far(desk.services, desk.coordinator, THIS).waiting == count
    again = code_of(lambda: send_failed_again(desk.services, desk.coordinator, THIS))

    assert again == "newsletter_none_failed"


def test_what_is_unsure_waits_for_a_person(desk: Desk) -> None:
    number = going(desk)
    count = settle(desk, number, "unsure")

    assert leave_unsure(desk.services, desk.coordinator, THIS) == count
    assert code_of(lambda: send_unsure_again(desk.services, desk.coordinator, THIS)) == (
        "newsletter_none_unsure"
    )
    assert code_of(lambda: leave_unsure(desk.services, desk.coordinator, THIS)) == (
        "newsletter_none_unsure"
    )


def test_what_is_under_way_is_meant_though_another_is_written(desk: Desk) -> None:
    number = going(desk)
    drafted(desk)

    assert sending_of(desk.services, desk.coordinator, THIS) == Which(number)


def test_what_is_approved_is_meant_to_be_stopped_and_what_is_sent_to_be_sent_again(
    desk: Desk,
) -> None:
    sent = going(desk)
    settle(desk, sent, "sent")
    with desk.services.database.write() as session:
        session.get_one(NewsletterIssue, sent).state = IssueState.SENT
    coming = drafted(desk)
    approve(desk.services, desk.coordinator, Which(coming), None)

    for act in (pause_sending, resume_sending, stop_sending):
        assert code_of(partial(act, desk.services, desk.coordinator, THIS)) == (
            "newsletter_not_going"
        )
    assert sending_of(desk.services, desk.coordinator, THIS) == Which(sent)
    assert sending_of(desk.services, desk.coordinator, THIS, coming=True) == Which(coming)
    assert code_of(lambda: send_failed_again(desk.services, desk.coordinator, THIS)) == (
        "newsletter_none_failed"
    )
    start_due(desk.services)
    pause_sending(desk.services, desk.coordinator, THIS)
    assert (state(desk, sent), state(desk, coming)) == (IssueState.SENT, IssueState.PAUSED)


def test_nothing_is_done_to_what_has_not_been_sent(desk: Desk) -> None:
    drafted(desk)

    for act in ACTS:
        assert code_of(partial(act, desk.services, desk.coordinator, THIS)) == (
            "newsletter_none_sent"
        )
        assert code_of(partial(act, desk.services, desk.coordinator, Which(0, 2027, 1))) == (
            "newsletter_not_going"
        )


def test_those_of_other_collaborations_are_not_found(desk: Desk) -> None:
    number = going(desk)
    with desk.services.database.write() as session:
        vast = add_collaboration(session, "vast")
        person = add_person(session, vast, "Ulf Al", roles=("coordinator",)).id
    stranger = Asker("vast", person, frozenset({"coordinator"}))

    for act in ACTS:
        assert code_of(partial(act, desk.services, stranger, Which(number))) == ("newsletter_gone")
        assert code_of(partial(act, desk.services, stranger, THIS)) == "newsletter_none_sent"
        assert code_of(partial(act, desk.services, desk.contact, THIS)) == "not_allowed"
    assert state(desk, number) is IssueState.SENDING
