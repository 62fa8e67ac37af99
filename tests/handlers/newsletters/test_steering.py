"""What is done about an issue that goes out: the same once as twice, and told in the log."""

import pytest

from handlers.errors import DeliveryError
from handlers.newsletters import (
    go_on,
    let_unsure_be,
    pause,
    resend_unsure,
    retry_failed,
    sending_progress,
    stop,
)
from handlers.newsletters.steering import LET_BE
from handlers.outbox import outbox_state, retry
from handlers.ports import Services
from storage.models import NewsletterIssue
from tests.handlers.newsletters.printing import Mailing, open_mailing

REFUSED = DeliveryError("mail_recipient_refused", permanent=True, elsewhere=True)
CUT = DeliveryError("mail_unanswered", in_doubt=True)


@pytest.fixture
def mailing(services: Services) -> Mailing:
    return open_mailing(services, 4)


def order(mailing: Mailing, act: object, times: int = 1) -> list[object]:
    """Do something about the issue so many times, each time in a transaction of its own."""
    assert callable(act)
    results = []
    for _ in range(times):
        with mailing.services.database.write() as session:
            issue = session.get_one(NewsletterIssue, mailing.issue_id)
            results.append(act(session, mailing.services, mailing.asker, issue))
    return results


def test_pausing_and_going_on_are_done_once(mailing: Mailing) -> None:
    paused, gone_on = order(mailing, pause, 2), order(mailing, go_on, 2)

    assert (paused, gone_on) == ([True, False], [True, False])
    assert mailing.log() == ["newsletter_paused", "newsletter_resumed"]
    assert mailing.services.bell.is_set()


def test_issue_that_waits_for_its_receiver_goes_on_at_once_when_told_to(mailing: Mailing) -> None:
    mailing.printer.errors.append(DeliveryError("mail_unreachable", shared=True))
    mailing.deliver()
    order(mailing, pause)
    order(mailing, go_on)

    mailing.deliver()

    # The one at which it broke off comes last, a minute later.
    assert mailing.printer.names == ["A1", "A2", "A3"]


def test_stopping_takes_back_what_waits_once(mailing: Mailing) -> None:
    stopped = order(mailing, stop, 2)

    issue = mailing.issue()
    assert stopped == [4, None]
    assert (issue.state, issue.ended_at) == ("stopped", mailing.clock.now)
    assert (mailing.states(), mailing.errors()) == (["cancelled"] * 4, ["stopped"] * 4)
    assert mailing.deliver() == "nothing"


def test_only_what_failed_is_tried_again(mailing: Mailing) -> None:
    mailing.printer.errors += [REFUSED, None, CUT]
    mailing.deliver()
    mailing.after(minutes=1)
    mailing.deliver()
    over = mailing.issue().state

    mailing.after(minutes=1)
    counts = order(mailing, retry_failed, 2)
    reopened = mailing.issue().state
    mailing.deliver()

    assert (over, counts, reopened) == ("sent", [1, 0], "sending")
    assert mailing.printer.names == ["A1", "A3", "A0"]
    assert mailing.states() == ["sent", "sent", "unsure", "sent"]
    assert mailing.issue().state == "sent"
    # Each time that it was over it was told how it went, and asked what to do about the unsure one.
    assert mailing.told() == ["newsletter_ended", "newsletter_unsure"] * 2


def test_what_is_unsure_is_sent_again_only_when_somebody_says_so(mailing: Mailing) -> None:
    mailing.printer.errors.append(CUT)
    mailing.deliver()
    mailing.after(days=1)
    mailing.deliver()
    before = mailing.states()

    count = order(mailing, resend_unsure, 2)
    mailing.deliver()

    assert (before, count) == (["unsure", "sent", "sent", "sent"], [1, 0])
    assert (mailing.states(), mailing.printer.names[-1]) == (["sent"] * 4, "A0")


def test_what_is_unsure_can_be_let_be(mailing: Mailing) -> None:
    mailing.printer.errors.append(CUT)
    mailing.deliver()
    mailing.after(minutes=1)
    mailing.deliver()

    count = order(mailing, let_unsure_be, 2)
    mailing.deliver()

    assert count == [1, 0]
    assert (mailing.states()[0], mailing.errors()[0]) == ("cancelled", LET_BE)
    assert "A0" not in mailing.printer.names
    with mailing.services.database.session() as session:
        issue = session.get_one(NewsletterIssue, mailing.issue_id)
        assert sending_progress(session, mailing.services, issue).unsure == 0


def test_copy_that_is_retried_by_its_key_goes_out_although_the_issue_was_over(
    mailing: Mailing,
) -> None:
    mailing.printer.errors.append(REFUSED)
    mailing.deliver()
    key = mailing.copies()[0].key

    retry(mailing.services, mailing.asker, [key])
    mailing.deliver()

    assert mailing.states() == ["sent"] * 4


def test_copies_are_counted_among_what_waits(mailing: Mailing) -> None:
    mailing.after(minutes=1)

    state = outbox_state(mailing.services)

    assert (state.waiting, state.oldest_waiting_seconds) == (4, 60.0)
