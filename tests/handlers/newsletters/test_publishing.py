"""An issue goes out when its time has come: a row for each person, and no person twice."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from handlers.holding import release_hold
from handlers.newsletters import publish, start_due
from handlers.ports import Services
from storage.models import Hold, NewsletterIssue, Notice, Person
from tests.handlers.newsletters.printing import Mailing, open_mailing
from tests.sample import NOW

MANY = 20_000


@pytest.fixture
def approved(services: Services) -> Mailing:
    return open_mailing(services, 3, state="approved")


def test_issue_goes_out_when_its_time_has_come(approved: Mailing) -> None:
    approved.change(send_at=NOW + timedelta(hours=1))

    early = start_due(approved.services)
    approved.after(hours=1)
    started = start_due(approved.services)

    issue = approved.issue()
    assert (early, started) == (0, 1)
    assert (issue.state, issue.published_at) == ("sending", NOW + timedelta(hours=1))
    # The coordinator wants newsletters too.
    assert [one.person_id for one in approved.copies()] == [
        approved.coordinator_id, *approved.people
    ]  # fmt: skip
    assert approved.log() == ["newsletter_started"]


def test_issue_goes_out_once(approved: Mailing) -> None:
    started = [start_due(approved.services) for _ in range(2)]

    assert (started, len(approved.copies())) == ([1, 0], 4)


def test_nothing_goes_out_on_hold(approved: Mailing) -> None:
    with approved.services.database.write() as session:
        session.add(Hold(since=NOW, backup_at=NOW))

    assert start_due(approved.services) == 0
    assert (approved.issue().state, approved.copies()) == ("approved", [])


def test_who_has_left_gets_no_row(approved: Mailing) -> None:
    approved.leave(1)

    start_due(approved.services)

    assert approved.people[1] not in [one.person_id for one in approved.copies()]


def test_who_is_named_twice_or_has_a_copy_already_gets_one(approved: Mailing) -> None:
    with approved.services.database.write() as session:
        issue = session.get_one(NewsletterIssue, approved.issue_id)
        first = publish(session, approved.services, issue, [*approved.people] * 2)
        second = publish(session, approved.services, issue, approved.people)

    keys = [one.key for one in approved.copies()]
    assert (first, second) == (3, 3)
    assert keys == [f"newsletter/{approved.issue_id}/p{one}" for one in approved.people]


def test_issue_for_nobody_is_over_at_once(approved: Mailing) -> None:
    for place in range(3):
        approved.leave(place)
    with approved.services.database.write() as session:
        session.get_one(Person, approved.coordinator_id).mail_paused_at = NOW

    start_due(approved.services)
    approved.deliver()

    assert (approved.issue().state, approved.printer.sent) == ("sent", [])


def test_twenty_thousand_rows_are_put_in_a_moment(approved: Mailing) -> None:
    services = approved.services
    with services.database.write() as session:
        rows = [
            {
                "collaboration_id": approved.collaboration_id, "key": f"many-{number}",
                "name": f"Många {number}", "sort_key": "", "email": f"m{number}@kommun.example",
            }
            for number in range(MANY)
        ]  # fmt: skip
        session.execute(insert(Person), rows)
        people = session.scalars(select(Person.id)).all()
    begun = time.perf_counter()

    with services.database.write() as session:
        issue = session.get_one(NewsletterIssue, approved.issue_id)
        count = publish(session, services, issue, people)
    taken = time.perf_counter() - begun

    assert count == MANY + 4
    with services.database.rows() as database:
        assert database.execute(select(func.count()).select_from(Notice)).scalar_one() == count
    # Others wait for it where there is one writer; a busy machine may take three times as long.
    assert taken < 10


def test_hold_that_is_released_lets_no_newsletter_out_by_itself(approved: Mailing) -> None:
    with approved.services.database.write() as session:
        session.add(Hold(since=NOW, backup_at=NOW))

    release_hold(approved.services)

    assert start_due(approved.services) == 0
    assert (approved.issue().state, approved.copies()) == ("draft", [])


def test_what_went_out_when_the_backup_was_taken_stands_still(approved: Mailing) -> None:
    start_due(approved.services)

    release_hold(approved.services)

    assert approved.issue().state == "paused"


def test_issue_that_is_late_does_not_go_out_at_night(approved: Mailing) -> None:
    approved.after(hours=12)
    night = start_due(approved.services)
    waits = approved.issue().send_at
    # The next working morning, a Monday at eight in Sweden.
    approved.clock.now = NOW.replace(day=23, hour=7)

    assert (night, waits) == (0, approved.clock.now)
    assert start_due(approved.services) == 1
