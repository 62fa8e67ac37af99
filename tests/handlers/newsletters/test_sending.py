"""Copies go out in groups: nobody is forgotten, nobody gets two, and what is in doubt waits."""

from threading import Thread
from typing import NoReturn

import pytest
from sqlalchemy import text

from handlers.delivery import LEASE
from handlers.delivery.bulk import GROUP, take
from handlers.errors import DeliveryError
from handlers.newsletters import go_on, pause, stop
from handlers.ports import Services
from storage.models import Hold, NewsletterIssue, Person
from tests.handlers.newsletters.printing import ORIGINAL, Mailing, RecordingPrinter, open_mailing
from tests.sample import NOW


class Killed(BaseException):
    """What nothing catches: the worker is gone."""


def die() -> NoReturn:
    raise Killed


@pytest.fixture
def mailing(services: Services) -> Mailing:
    return open_mailing(services, 45)


@pytest.fixture
def small(services: Services) -> Mailing:
    return open_mailing(services, 3)


def test_everybody_gets_one_copy_and_it_is_set_once(mailing: Mailing) -> None:
    said = mailing.deliver()

    assert said == "45 sent"
    # Of a group, the press is told which one follows.
    others = [f"A{number}" if number % 20 else "" for number in range(1, 45)]
    assert mailing.printer.upcoming == [*others, ""]
    assert mailing.printer.names == [f"A{number}" for number in range(45)]
    assert [one.issue_id for one in mailing.printer.pressed] == [mailing.issue_id]
    assert mailing.printer.keys[0] == f"newsletter/{mailing.issue_id}/p{mailing.people[0]}"
    assert [(one.state, one.receipt, one.attempts) for one in mailing.copies()] == [
        ("sent", f"<{number + 1}@press>", 1) for number in range(45)
    ]


def test_issue_is_over_when_no_copy_waits_and_the_coordinators_are_told(small: Mailing) -> None:
    small.deliver()

    issue = small.issue()
    assert (issue.state, issue.ended_at, small.kept()) == ("sent", NOW, ORIGINAL)
    assert (small.told(), small.log()) == (["newsletter_ended"], ["newsletter_ended"])


def test_nothing_more_is_done_of_an_issue_that_is_over(small: Mailing) -> None:
    small.deliver()
    small.after(days=3)

    assert small.deliver() == "nothing"
    assert (len(small.printer.sent), len(small.told())) == (3, 1)


def test_worker_that_is_killed_leaves_one_group_in_doubt_at_most(mailing: Mailing) -> None:
    mailing.printer.meanwhile += [lambda: None] * 25 + [die]
    with pytest.raises(Killed):
        mailing.deliver()

    early = mailing.deliver()
    mailing.after(seconds=LEASE.total_seconds())
    mailing.deliver()

    # The first group is written down, the second one is in doubt, and the third goes out.
    assert early == "5 sent"
    assert mailing.states() == ["sent"] * GROUP + ["unsure"] * GROUP + ["sent"] * 5
    assert len(mailing.printer.sent) == 30
    assert mailing.issue().state == "sent"


def test_two_workers_share_the_copies(mailing: Mailing) -> None:
    printers = [RecordingPrinter(), RecordingPrinter()]
    workers = [
        Thread(target=Mailing(**{**vars(mailing), "printer": one}).deliver) for one in printers
    ]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    mailing.deliver()

    assert sorted(printers[0].keys + printers[1].keys) == sorted(
        one.key for one in mailing.copies()
    )
    assert set(mailing.states()) == {"sent"}
    assert mailing.issue().state == "sent"
    assert mailing.told() == ["newsletter_ended"]


def test_copy_that_is_deferred_is_tried_again_and_the_others_go_on(small: Mailing) -> None:
    small.printer.errors += [None, DeliveryError("mail_deferred")]

    small.deliver()
    between = small.states()
    small.after(minutes=1)
    small.deliver()

    assert between == ["sent", "retry", "sent"]
    assert small.printer.names == ["A0", "A2", "A1"]
    assert [one.attempts for one in small.copies()] == [1, 2, 1]


def test_storm_of_deferrals_loses_nobody(mailing: Mailing) -> None:
    mailing.printer.errors += [DeliveryError("mail_deferred")] * 60

    for _ in range(4):
        mailing.deliver()
        mailing.after(minutes=10)

    assert sorted(mailing.printer.names) == sorted(f"A{number}" for number in range(45))
    assert set(mailing.states()) == {"sent"}


def test_copy_that_is_refused_for_good_fails_alone(small: Mailing) -> None:
    refused = DeliveryError("mail_recipient_refused", permanent=True, elsewhere=True)
    small.printer.errors += [None, refused]

    small.deliver()

    assert small.states() == ["sent", "failed", "sent"]
    assert small.errors() == ["", "mail_recipient_refused", ""]
    assert small.issue().state == "sent"


def test_who_has_left_since_gets_none(small: Mailing) -> None:
    small.leave(1)

    small.deliver()

    assert small.printer.names == ["A0", "A2"]
    assert (small.states(), small.errors()) == (["sent", "cancelled", "sent"], ["", "left", ""])
    assert small.issue().state == "sent"


def test_who_has_been_erased_or_cannot_be_mailed_gets_none(small: Mailing) -> None:
    with small.services.database.write() as session:
        session.get_one(Person, small.people[0]).email = None
        session.get_one(Person, small.people[2]).mail_paused_at = NOW

    small.deliver()

    assert small.printer.names == ["A1"]
    assert small.errors() == ["nobody", "", "mail_paused"]


def test_choice_of_another_family_is_not_this_ones(small: Mailing, services: Services) -> None:
    small.leave(1, choice="mail")
    with services.database.write() as session:
        session.execute(text("UPDATE newsletter_choice SET choice = 'none', digest = 'another'"))

    small.deliver()

    assert len(small.printer.sent) == 3


def test_nothing_is_sent_on_hold(small: Mailing) -> None:
    with small.services.database.write() as session:
        session.add(Hold(since=NOW, backup_at=NOW))

    small.deliver()

    assert small.states() == ["queued"] * 3


def test_paused_issue_sends_no_more_than_the_group_that_is_on_its_way(mailing: Mailing) -> None:
    def pause_it() -> None:
        with mailing.services.database.write() as session:
            issue = session.get_one(NewsletterIssue, mailing.issue_id)
            assert pause(session, mailing.services, mailing.asker, issue)

    mailing.printer.meanwhile += [lambda: None] * 7 + [pause_it]

    mailing.deliver()
    between = mailing.states()
    with mailing.services.database.write() as session:
        issue = session.get_one(NewsletterIssue, mailing.issue_id)
        assert go_on(session, mailing.services, mailing.asker, issue)
    mailing.deliver()

    assert between == ["sent"] * GROUP + ["queued"] * 25
    assert mailing.printer.names == [f"A{number}" for number in range(45)]
    assert mailing.log() == ["newsletter_paused", "newsletter_resumed", "newsletter_ended"]


def test_stopped_issue_goes_to_nobody_more(mailing: Mailing) -> None:
    counts = []

    def stop_it() -> None:
        with mailing.services.database.write() as session:
            issue = session.get_one(NewsletterIssue, mailing.issue_id)
            counts.append(stop(session, mailing.services, mailing.asker, issue))

    mailing.printer.meanwhile.append(stop_it)

    mailing.deliver()

    issue = mailing.issue()
    assert counts == [25]
    assert mailing.states() == ["sent"] * GROUP + ["cancelled"] * 25
    assert (issue.state, issue.ended_at) == ("stopped", NOW)


def test_what_a_stopped_issue_was_cut_off_in_is_set_aside(mailing: Mailing) -> None:
    mailing.printer.meanwhile += [lambda: None] * 5 + [die]
    with pytest.raises(Killed):
        mailing.deliver()
    with mailing.services.database.write() as session:
        issue = session.get_one(NewsletterIssue, mailing.issue_id)
        stop(session, mailing.services, mailing.asker, issue)

    mailing.deliver()
    still = mailing.issue().ended_at
    mailing.after(seconds=LEASE.total_seconds())
    mailing.deliver()

    assert still is None
    assert mailing.states() == ["unsure"] * GROUP + ["cancelled"] * 25
    assert mailing.issue().ended_at is not None


def test_group_that_takes_too_long_is_broken_off_and_the_next_ones_are_smaller(
    mailing: Mailing,
) -> None:
    mailing.printer.meanwhile += [lambda: mailing.after(seconds=2)] * 45
    sizes = []

    def called() -> bool:
        sizes.append(len(mailing.printer.sent))
        return False

    mailing.sending().deliver_due(called)

    assert sizes[:3] == [5, 7, 9]
    assert set(mailing.states()) == {"sent"}
    assert [one.attempts for one in mailing.copies()] == [1] * 45


def test_copies_are_given_back_untried_where_the_lease_is_nearly_over(small: Mailing) -> None:
    small.printer.meanwhile.append(lambda: small.after(seconds=80))

    small.deliver()

    assert small.states() == ["sent"] * 3
    assert [(one.attempts, one.fence) for one in small.copies()] == [(1, 1), (1, 2), (1, 2)]


def test_worker_that_lost_its_lease_changes_nothing(small: Mailing) -> None:
    def overtake() -> None:
        small.after(seconds=LEASE.total_seconds())
        with small.services.database.write() as session:
            group, aside = take(session, small.services, small.issue_id, GROUP, LEASE)
        assert (group, aside) == (None, 3)

    small.printer.meanwhile.append(overtake)
    sending = small.sending()

    sending.deliver_due()

    assert small.states() == ["unsure"] * 3
    assert sending.report.late == 1


def test_somebody_who_calls_is_heard_between_two_groups(mailing: Mailing) -> None:
    sending = mailing.sending()

    called = [sending.deliver_due(lambda: True) for _ in range(4)]

    assert called == [True, True, True, False]
    assert mailing.states() == ["sent"] * 45
