"""How far an issue has come, asked in the same few questions however many get it."""

from datetime import timedelta

import pytest

from handlers.errors import DeliveryError
from handlers.newsletters import (
    OutcomeLine,
    Progress,
    outcome_lines,
    sending_progress,
)
from handlers.newsletters import progress as module
from handlers.ports import Services
from storage.models import NewsletterIssue, Person
from tests.fakes import recorded_statements
from tests.handlers.newsletters.printing import Mailing, open_mailing
from tests.sample import NOW


def progress_of(mailing: Mailing) -> Progress:
    with mailing.services.database.session() as session:
        issue = session.get_one(NewsletterIssue, mailing.issue_id)
        return sending_progress(session, mailing.services, issue)


def lines_of(mailing: Mailing) -> list[OutcomeLine]:
    with mailing.services.database.session() as session:
        return list(outcome_lines(session, mailing.issue_id))


def test_progress_counts_and_tells_when_it_is_done(services: Services) -> None:
    mailing = open_mailing(services, 50)
    before = progress_of(mailing)
    mailing.printer.errors += [
        None,
        DeliveryError("mail_deferred"),
        DeliveryError("mail_recipient_refused", permanent=True),
    ]
    mailing.leave(3)

    mailing.sending().deliver_due(lambda: True)
    mailing.after(seconds=17)
    progress = progress_of(mailing)

    assert before == Progress(total=50, waiting=50)
    assert progress == Progress(
        total=50, sent=17, failed=1, waiting=31, cancelled=1, per_minute=60,
        ends_at=NOW + timedelta(seconds=17 + 31),
    )  # fmt: skip


@pytest.mark.parametrize("held", [{"state": "paused"}, {"resume_at": NOW + timedelta(minutes=2)}])
def test_nobody_knows_when_it_is_done_while_nothing_is_sent(
    services: Services, held: dict[str, object]
) -> None:
    mailing = open_mailing(services, 50)
    mailing.sending().deliver_due(lambda: True)
    mailing.after(seconds=20)
    before = progress_of(mailing)
    with mailing.services.database.write() as session:
        issue = session.get_one(NewsletterIssue, mailing.issue_id)
        for name, value in held.items():
            setattr(issue, name, value)

    told = progress_of(mailing)

    assert before.ends_at == NOW + timedelta(seconds=20 + 30)
    assert (told.sent, told.waiting, told.per_minute, told.ends_at) == (20, 30, 0, None)


def test_pace_is_that_of_the_last_minutes(services: Services) -> None:
    mailing = open_mailing(services, 50)
    mailing.sending().deliver_due(lambda: True)
    mailing.after(hours=2)
    rested = progress_of(mailing)
    mailing.sending().deliver_due(lambda: True)
    mailing.after(seconds=20)

    assert (rested.per_minute, rested.ends_at) == (0, None)
    assert progress_of(mailing).per_minute == 60


def test_issue_that_is_over_has_no_pace(services: Services) -> None:
    mailing = open_mailing(services, 3)
    mailing.deliver()
    mailing.after(seconds=3)

    assert progress_of(mailing) == Progress(total=3, sent=3)


@pytest.mark.parametrize("people", [1, 3])
def test_progress_is_two_questions_beside_the_issue(services: Services, people: int) -> None:
    mailing = open_mailing(services, people)

    with recorded_statements(services.database) as heard:
        progress_of(mailing)

    assert len(heard) == 3


def test_report_has_every_address_with_what_became_of_it(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 2)
    mailing = open_mailing(services, 5)
    mailing.printer.errors += [DeliveryError("mail_recipient_refused", permanent=True)]
    mailing.leave(4)
    mailing.deliver()
    with mailing.services.database.write() as session:
        session.get_one(Person, mailing.people[1]).email = "ny@vast.example"
        session.get_one(Person, mailing.people[2]).email = None

    lines = lines_of(mailing)

    assert [(one.address, one.outcome, one.error) for one in lines] == [
        ("a0@vast.example", "failed", "mail_recipient_refused"),
        ("ny@vast.example", "sent", ""),
        ("", "sent", ""),
        ("a3@vast.example", "sent", ""),
        ("a4@vast.example", "cancelled", "left"),
    ]
    assert {one.at for one in lines} == {NOW}
    assert [one.person_id for one in lines] == list(mailing.people)
