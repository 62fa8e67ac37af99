"""An issue goes out when somebody else has read what goes out, and within working hours."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.answers import Asker
from handlers.contents import Note, NoteCode, Section
from handlers.delivery import Delivery
from handlers.errors import Refusal
from handlers.newsletter_views import IssueState, IssueView
from handlers.newsletters import (
    KINDS,
    Which,
    add_item,
    approve,
    ask_approval,
    edit_item,
    edition_of,
    issue_lines,
    issue_view,
    new_issue,
    throw_away,
    withdraw_approval,
)
from storage.models import NewsletterIssue, Notice
from tests.handlers.calendars import START, Desk
from tests.handlers.newsletters.conftest import AddCoordinator

THIS = Which()


def view(desk: Desk, who: Asker | None = None) -> IssueView:
    return issue_view(desk.services, who or desk.coordinator, THIS)


def begun(desk: Desk) -> int:
    new_issue(desk.services, desk.coordinator)
    return add_item(desk.services, desk.coordinator, THIS, Section.NOW, ("Ett", "Ord")).item.id


def code_of(act: object) -> str:
    with pytest.raises(Refusal) as refused:
        act()  # type: ignore[operator]  # each is called with nothing
    return refused.value.code


def test_writer_does_not_approve_where_somebody_else_can(
    desk: Desk, add_coordinator: AddCoordinator
) -> None:
    begun(desk)
    other = add_coordinator("Bo Ek")

    assert not view(desk).may_approve
    assert view(desk, other).may_approve
    assert (
        code_of(lambda: approve(desk.services, desk.coordinator, THIS, None))
        == "newsletter_other_approves"
    )
    assert approve(desk.services, other, THIS, view(desk).revision) == START
    assert (view(desk).state, view(desk).approver) == (IssueState.APPROVED, "Bo Ek")


def test_writer_approves_where_there_is_nobody_else(desk: Desk) -> None:
    begun(desk)

    assert view(desk).alone
    assert (
        code_of(lambda: ask_approval(desk.services, desk.coordinator, THIS))
        == "newsletter_no_other"
    )
    approve(desk.services, desk.coordinator, THIS, None)

    assert view(desk).state is IssueState.APPROVED


def test_others_are_asked_and_the_writer_is_told(
    desk: Desk, add_coordinator: AddCoordinator
) -> None:
    begun(desk)
    other = add_coordinator("Bo Ek")

    assert ask_approval(desk.services, desk.coordinator, THIS) == 1
    assert ask_approval(desk.services, desk.coordinator, THIS) == 0
    Delivery(desk.services, {"mail": desk.mail}, KINDS).deliver_due()
    approve(desk.services, other, THIS, None)
    Delivery(desk.services, {"mail": desk.mail}, KINDS).deliver_due()

    told = [
        (parcel.to.person_id, parcel.content.code)
        for parcel in desk.mail.sent
        if isinstance(parcel.content, Note)
    ]
    assert told == [
        (other.person_id, NoteCode.NEWSLETTER_ASKED),
        (desk.coordinator_id, NoteCode.NEWSLETTER_APPROVED),
    ]


def test_who_became_a_coordinator_since_is_asked_too(
    desk: Desk, add_coordinator: AddCoordinator
) -> None:
    begun(desk)
    first = add_coordinator("Bo Ek")
    ask_approval(desk.services, desk.coordinator, THIS)
    second = add_coordinator("Cia Al")

    assert ask_approval(desk.services, desk.coordinator, THIS) == 1
    assert ask_approval(desk.services, desk.coordinator, THIS) == 0
    with desk.services.database.session() as session:
        asked = session.query(Notice).filter_by(kind="newsletter_asked").order_by(Notice.id)
        assert [one.person_id for one in asked] == [first.person_id, second.person_id]


def test_what_is_approved_is_not_asked_about(desk: Desk, add_coordinator: AddCoordinator) -> None:
    begun(desk)
    approve(desk.services, add_coordinator("Bo Ek"), THIS, None)

    asked = code_of(lambda: ask_approval(desk.services, desk.coordinator, THIS))

    assert asked == "newsletter_approved_already"
    assert view(desk).state is IssueState.APPROVED


def test_list_says_when_an_issue_goes_out(desk: Desk) -> None:
    begun(desk)
    (drafted,) = issue_lines(desk.services, desk.coordinator)
    at = approve(desk.services, desk.coordinator, THIS, None, START + timedelta(days=1))
    (approved,) = issue_lines(desk.services, desk.coordinator)

    assert (drafted.at, approved.at) == (START, at)
    assert at == START + timedelta(days=1)


def test_change_takes_the_approval_back(desk: Desk) -> None:
    item = begun(desk)
    approve(desk.services, desk.coordinator, THIS, None)

    edit_item(desk.services, desk.coordinator, item, view(desk).shown[0].revision, ("Ett", "Annat"))

    now = view(desk)
    assert (now.state, now.approver, now.send_at) == (IssueState.DRAFT, "", None)


def test_what_was_approved_is_what_was_read(desk: Desk) -> None:
    item = begun(desk)
    seen = view(desk).revision
    edit_item(desk.services, desk.coordinator, item, view(desk).shown[0].revision, ("Ett", "Annat"))

    assert (
        code_of(lambda: approve(desk.services, desk.coordinator, THIS, seen))
        == "newsletter_changed_since"
    )


def test_approval_can_be_withdrawn_and_given_again(desk: Desk) -> None:
    begun(desk)
    approve(desk.services, desk.coordinator, THIS, None)

    withdraw_approval(desk.services, desk.coordinator, THIS)
    withdraw_approval(desk.services, desk.coordinator, THIS)
    assert view(desk).state is IssueState.DRAFT
    approve(desk.services, desk.coordinator, THIS, None)

    assert view(desk).state is IssueState.APPROVED


# A Monday at ten in Sweden; the sixth is Epiphany, a day off.
@pytest.mark.parametrize(
    ("now", "goes"),
    [
        (START, START),
        (datetime(2027, 1, 4, 18, tzinfo=UTC), datetime(2027, 1, 5, 7, tzinfo=UTC)),
        (datetime(2027, 1, 5, 18, tzinfo=UTC), datetime(2027, 1, 7, 7, tzinfo=UTC)),
        # Both changes of the clock: eight is another hour in UTC.
        (datetime(2027, 3, 26, 18, tzinfo=UTC), datetime(2027, 3, 30, 6, tzinfo=UTC)),
        (datetime(2027, 10, 29, 18, tzinfo=UTC), datetime(2027, 11, 1, 7, tzinfo=UTC)),
    ],
)
def test_issue_goes_out_as_soon_as_people_are_at_work(
    desk: Desk, now: datetime, goes: datetime
) -> None:
    begun(desk)
    desk.clock.now = now

    assert approve(desk.services, desk.coordinator, THIS, None) == goes


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (START - timedelta(minutes=1), "newsletter_moment_past"),
        (START + timedelta(hours=9), "newsletter_not_working_hours"),
        (START + timedelta(days=5), "newsletter_not_working_hours"),
        (START + timedelta(days=140), "newsletter_moment_far"),
    ],
)
def test_moment_that_is_no_working_hour_is_refused(desk: Desk, at: datetime, code: str) -> None:
    begun(desk)

    assert code_of(lambda: approve(desk.services, desk.coordinator, THIS, None, at)) == code
    assert view(desk).state is IssueState.DRAFT


def test_empty_issue_is_not_approved(desk: Desk) -> None:
    new_issue(desk.services, desk.coordinator)
    with desk.services.database.write() as session:
        for item in session.get_one(NewsletterIssue, view(desk).id).items:
            item.removed_at = desk.clock.now

    assert (
        code_of(lambda: approve(desk.services, desk.coordinator, THIS, None)) == "newsletter_empty"
    )


def test_edition_is_what_was_approved_whatever_becomes_of_the_rows(desk: Desk) -> None:
    item = begun(desk)
    approve(desk.services, desk.coordinator, THIS, None)
    with desk.services.database.write() as session:
        issue = session.get_one(NewsletterIssue, view(desk).id)
        before = edition_of(session, desk.services, issue)
        next(one for one in issue.items if one.id == item).body = "Ändrat bakom ryggen"
        session.flush()

        assert edition_of(session, desk.services, issue) == before
    assert [one.body for part in before.sections for one in part.items if one.heading == "Ett"] == [
        "Ord"
    ]


def test_number_of_what_was_thrown_away_is_used_again(desk: Desk) -> None:
    begun(desk)

    assert throw_away(desk.services, desk.coordinator, THIS) == "2027-1"
    assert code_of(lambda: issue_view(desk.services, desk.coordinator, THIS)) == "newsletter_none"
    begun(desk)

    assert view(desk).label == "2027-1"


def test_second_issue_is_not_begun_while_one_is_written(desk: Desk) -> None:
    begun(desk)

    assert code_of(lambda: new_issue(desk.services, desk.coordinator)) == "newsletter_begun"


def test_writer_is_told_of_each_moment_and_of_no_other(
    desk: Desk, add_coordinator: AddCoordinator
) -> None:
    begun(desk)
    other = add_coordinator("Bo Ek")
    later = START + timedelta(days=1)
    approve(desk.services, other, THIS, None, later)
    withdraw_approval(desk.services, desk.coordinator, THIS)
    desk.clock.move(timedelta(minutes=1))
    approve(desk.services, other, THIS, None, later + timedelta(hours=1))

    Delivery(desk.services, {"mail": desk.mail}, KINDS).deliver_due()

    notes = [one.content for one in desk.mail.sent if isinstance(one.content, Note)]
    assert [dict(one.values)["time"] for one in notes] == ["11.00"]


def test_others_are_asked_anew_after_it_was_taken_back(
    desk: Desk, add_coordinator: AddCoordinator
) -> None:
    begun(desk)
    other = add_coordinator("Bo Ek")
    ask_approval(desk.services, desk.coordinator, THIS)
    Delivery(desk.services, {"mail": desk.mail}, KINDS).deliver_due()
    withdraw_approval(desk.services, desk.coordinator, THIS)
    desk.clock.move(timedelta(minutes=1))
    ask_approval(desk.services, desk.coordinator, THIS)

    Delivery(desk.services, {"mail": desk.mail}, KINDS).deliver_due()

    assert [one.to.person_id for one in desk.mail.sent] == [other.person_id] * 2
