"""A newsletter on its way, from the approval to the last mailbox, by a server with bad days.

The sample's people get it over SMTP, and each of the mails is looked at as the octets that came.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.app.sending import Outgoing, build_outgoing
from bot.app.services import build_services
from bot.config import load_settings
from handlers.answers import Asker
from handlers.newsletter_views import IssueView
from handlers.newsletters import (
    Audience,
    Choice,
    Which,
    approve,
    choose,
    issue_view,
    new_issue,
    pause_sending,
    resume_sending,
    set_audience,
    withdraw_approval,
)
from handlers.people import asker_by_email, set_role
from handlers.ports import Services
from tests.bot.mail.newsletter_rules import broken_rules
from tests.bot.mail.servers import Script, mail_server
from tests.fakes import FixedClock
from tests.flows.gathering import MONDAY
from tests.sample import bring_in_sample

WRITER, APPROVER = "ann.ek@jonkoping.example", "bo.ek@jonkoping.example"
LEAVER = "miljochef.habo@jonkoping.example"
BASE = "https://bot.example"
# In a copy, and in no other mail.
LIST = b"List-Unsubscribe"


@dataclass
class Round:
    """A collaboration with two coordinators, and the mail server that takes what they send."""

    services: Services
    clock: FixedClock
    outgoing: Outgoing
    script: Script
    url: str

    def asker(self, email: str) -> Asker:
        asker = asker_by_email(self.services, email, "slack")
        assert asker is not None
        return asker

    def view(self) -> IssueView:
        return issue_view(self.services, self.asker(WRITER), Which())

    def approved(self) -> int:
        """Draft an issue of what has happened, have it approved, and return who it goes to."""
        new_issue(self.services, self.asker(WRITER))
        soon = self.clock.now + timedelta(hours=1)
        approve(self.services, self.asker(APPROVER), Which(), None, soon)
        # What else is to be told is out of the way then.
        self.work(minutes=1)
        return self.view().audience.people

    def work(self, **later: float) -> None:
        self.clock.move(timedelta(**later))
        self.outgoing.work()

    @property
    def copies(self) -> Counter[str]:
        """Return how many copies each address has got."""
        return Counter(one.recipients[0] for one in self.script.taken if LIST in one.content)


@pytest.fixture
def going(sample_url: str) -> Iterator[Round]:
    with opened(sample_url, Script()) as made:
        yield made


@contextmanager
def opened(url: str, script: Script) -> Iterator[Round]:
    clock = FixedClock(MONDAY)
    with mail_server(script) as port:
        settings = load_settings(
            {
                "DATABASE_URL": url,
                "SMTP_URL": f"smtp://127.0.0.1:{port}",
                "MAIL_FROM": "Miljösamverkan Jönköping <bot@bot.example>",
                "PUBLIC_URL": BASE,
                "SECRET_KEY": "k" * 32,
            }
        )
        services = build_services(settings, clock)
        for email, name in ((WRITER, "Ann Ek"), (APPROVER, "Bo Ek")):
            set_role(services, email, "coordinator", "jonkoping", name)
        outgoing = build_outgoing(settings, services)
        try:
            yield Round(services, clock, outgoing, script, url)
        finally:
            outgoing.close()
            services.database.dispose()


def test_approved_issue_reaches_everybody_once_and_keeps_the_rules(going: Round) -> None:
    people = going.approved()

    going.work(hours=1)

    assert len(going.copies) == people > 10
    assert set(going.copies.values()) == {1}
    issues = [one.content for one in going.script.taken if LIST in one.content]
    assert [broken_rules(one, BASE) for one in issues] == [[]] * people
    assert going.view().state == "sent"


def test_who_leaves_after_the_approval_gets_none_also_when_the_register_is_read_anew(
    going: Round,
) -> None:
    people = going.approved()
    choose(going.services, going.asker(LEAVER), Choice.NONE)
    bring_in_sample(going.url)

    going.work(hours=1)

    assert len(going.copies) == people - 1
    assert LEAVER not in going.copies


def test_person_in_two_audiences_gets_one(going: Round) -> None:
    new_issue(going.services, going.asker(WRITER))
    both = Audience(roles=("manager", "contact_person"), subjects=("avlopp",))
    set_audience(going.services, going.asker(WRITER), Which(), both)
    approve(going.services, going.asker(APPROVER), Which(), None)

    going.work(minutes=1)

    assert len(going.copies) > 0
    assert set(going.copies.values()) == {1}


def test_approval_that_is_withdrawn_sends_nothing(going: Round) -> None:
    going.approved()
    withdraw_approval(going.services, going.asker(WRITER), Which())

    going.work(hours=2)

    assert going.copies == {}


def test_storm_of_deferrals_and_a_server_that_hangs_up_lose_nobody(going: Round) -> None:
    people = going.approved()
    going.script.answers = {
        "RCPT": ["451 4.7.1 greylisted"] * 25,
        "DATA": ["421 4.7.0 enough for one connection"],
    }

    for _ in range(12):
        going.work(minutes=30)

    assert len(going.copies) == people
    assert set(going.copies.values()) == {1}
    assert going.view().state == "sent"


def test_issue_that_is_paused_goes_on_where_it_was(going: Round) -> None:
    people = going.approved()
    coordinator = going.asker(APPROVER)
    # The fault is ours, and mended afterwards.
    going.script.answers = {"RCPT": ["550 5.7.1 we do not know you"]}

    going.work(hours=1)
    stands = going.view()
    going.work(hours=1)
    none = len(going.copies)
    resume_sending(going.services, coordinator, Which())
    going.work(minutes=1)
    going.work(minutes=10)

    assert (stands.state, stands.paused_reason) == ("paused", "mail_misconfigured")
    assert none == 0
    assert (len(going.copies), going.view().state) == (people, "sent")


def test_issue_is_paused_and_resumed_by_people(going: Round) -> None:
    people = going.approved()
    coordinator = going.asker(WRITER)
    going.script.answers = {"DATA": ["421 4.3.2 closing"] * 2}

    going.work(hours=1)
    pause_sending(going.services, coordinator, Which())
    going.work(hours=1)
    paused = (going.view().state, len(going.copies))
    resume_sending(going.services, coordinator, Which())
    for _ in range(3):
        going.work(minutes=5)

    assert paused == ("paused", 0)
    assert (len(going.copies), set(going.copies.values())) == (people, {1})
