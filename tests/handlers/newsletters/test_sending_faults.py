"""What is in the way of all copies of an issue: nobody gets two of them, and nobody none."""

import pytest

from handlers.errors import DeliveryError
from handlers.newsletters import go_on
from handlers.newsletters.sending import WAITS
from handlers.ports import Services
from storage.models import NewsletterIssue
from tests.handlers.newsletters.printing import Mailing, open_mailing
from tests.sample import NOW


@pytest.fixture
def small(services: Services) -> Mailing:
    return open_mailing(services, 3)


def test_answer_that_does_not_come_leaves_a_doubt_and_the_issue_waits(small: Mailing) -> None:
    small.printer.errors.append(DeliveryError("mail_unanswered", in_doubt=True))

    small.deliver()
    waits = small.issue().resume_at
    small.after(minutes=1)
    small.deliver()

    assert waits == NOW + WAITS[0]
    assert small.states() == ["unsure", "sent", "sent"]
    assert small.printer.names == ["A1", "A2"]


def test_receiver_that_is_away_costs_no_attempt_and_is_left_alone_for_a_while(
    small: Mailing,
) -> None:
    small.printer.errors += [DeliveryError("mail_unreachable", shared=True)] * 2
    sending = small.sending()

    waits = []
    for _ in range(3):
        sending.deliver_due()
        # Nothing is tried meanwhile.
        sending.deliver_due()
        waits.append(small.issue().resume_at)
        small.after(minutes=2)

    assert waits == [NOW + WAITS[0], NOW + WAITS[1] + 2 * WAITS[0], None]
    assert (small.states(), small.printer.errors) == (["sent"] * 3, [])
    assert [one.attempts for one in small.copies()] == [1, 1, 1]


def test_receiver_that_says_when_it_takes_more_is_believed(small: Mailing) -> None:
    small.printer.errors += [
        None,
        DeliveryError("mail_throttled", untried=True, shared=True, retry_after=8.0),
    ]

    small.deliver()
    small.after(seconds=8)
    small.deliver()

    assert (small.states(), small.issue().resume_at) == (["sent", "queued", "sent"], None)


def test_fault_of_ours_lets_the_issue_stand_still_and_the_coordinators_are_told_once(
    small: Mailing,
) -> None:
    ours = DeliveryError("mail_misconfigured", shared=True, ours=True)
    small.printer.errors += [None, ours, ours]

    small.deliver()
    small.after(days=1)
    small.deliver()

    issue = small.issue()
    assert (issue.state, issue.paused_reason) == ("paused", "mail_misconfigured")
    assert (small.states(), small.told()) == (["sent", "queued", "queued"], ["newsletter_paused"])
    assert small.log() == ["newsletter_paused_by_itself"]


def test_issue_that_stood_still_goes_on_with_the_others_first(small: Mailing) -> None:
    small.printer.errors.append(DeliveryError("mail_misconfigured", shared=True, ours=True))
    small.deliver()
    with small.services.database.write() as session:
        issue = session.get_one(NewsletterIssue, small.issue_id)
        assert go_on(session, small.services, small.asker, issue)

    small.deliver()
    small.after(minutes=1)
    small.deliver()

    assert small.printer.names == ["A1", "A2", "A0"]
    assert small.issue().state == "sent"


def test_courier_that_breaks_leaves_one_in_doubt_and_the_issue_stands_still(
    small: Mailing, caplog: pytest.LogCaptureFixture
) -> None:
    small.printer.errors.append(ZeroDivisionError("a fault"))

    small.deliver()

    issue = small.issue()
    assert (issue.state, small.states()) == ("paused", ["unsure", "queued", "queued"])
    assert issue.paused_reason.startswith("program_error F-")
    assert issue.paused_reason.removeprefix("program_error ") in caplog.text


def test_issue_that_cannot_be_set_stands_still_and_does_not_stop_the_next(
    small: Mailing, caplog: pytest.LogCaptureFixture
) -> None:
    small.printer.broken = ZeroDivisionError("a fault")

    small.deliver()

    assert (small.issue().state, small.states()) == ("paused", ["queued"] * 3)
    assert small.told() == ["newsletter_paused"]
    assert "ZeroDivisionError: a fault" in caplog.text
