"""What the bot sends on its own initiative: planned, delivered, by a thread that the bell wakes."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Lock, Thread

from bot.app.addresses import signed_links
from bot.app.chores import Hourly
from bot.app.receiving import Incoming, build_incoming
from bot.app.services import database_trouble
from bot.config import Settings
from bot.mail.links import Links, NoLinks
from bot.mail.outbound import mail_courier
from bot.mail.rendering import render
from bot.slack.courier import slack_courier
from bot.slack.live import LiveMessages, live_messages
from bot.web.links import SignedLinks
from bot.web.metrics import Metrics
from handlers import (
    incoming,
    inquiries,
    invitations,
    link_codes,
    living,
    minutes,
    newsletters,
    plans,
    proposals,
    reminders,
)
from handlers.delivery import Delivery, Report, anything_due
from handlers.errors import new_reference
from handlers.ports import Courier, Services

logger = logging.getLogger(__name__)

# Everything that the bot sends of its own accord, and what it answers mails with.
KINDS = {
    **reminders.KINDS,
    **incoming.KINDS,
    **invitations.KINDS,
    **inquiries.KINDS,
    **minutes.KINDS,
    **plans.KINDS,
    **link_codes.KINDS,
    **living.KINDS,
    **proposals.KINDS,
    **newsletters.KINDS,
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The planner, the couriers by the names of their doors, and the count of what they do.

    Mails that wait to be answered are: whoever took them in may have been cut off.
    """

    services: Services
    couriers: Mapping[str, Courier]
    links: SignedLinks | None = None
    incoming: Incoming | None = None
    metrics: Metrics = field(default_factory=Metrics)
    clearing: Hourly = field(default_factory=lambda: Hourly(invitations.clear_after_meetings))
    inquiring: Hourly = field(default_factory=lambda: Hourly(inquiries.remind_due))
    gathering: Hourly = field(default_factory=lambda: Hourly(living.plan_news))
    # What sends newsletters; None where there is no way out for mail.
    copies: newsletters.Sending | None = None
    # What tells in chat how far a newsletter has come; None without Slack.
    live: LiveMessages | None = None
    # Set when it is time to stop: a newsletter goes on at the next start.
    ending: Event = field(default_factory=Event)
    # A courier is called by one thread at a time.
    turn: Lock = field(default_factory=Lock)

    def work(self) -> Report:
        """Plan and deliver what is due, and return how the delivery went.

        While a newsletter goes out, whatever else is due comes between two groups of its copies.
        """
        with self.turn:
            report = self._own()
            if self.copies is not None:
                self._send_copies(self.copies, report)
            self._tell()
            self.metrics.count(report.states, report.late)
            return report

    def _send_copies(self, copies: newsletters.Sending, report: Report) -> None:
        copies.report = report
        newsletters.start_due(self.services)
        while copies.deliver_due(self._is_called) and not self.ending.is_set():
            # Whoever rings from here on is heard the next time.
            self.services.bell.clear()
            report.add(self._own())
            # Another issue may be due while one takes hours.
            newsletters.start_due(self.services)
            self._tell()

    def _tell(self) -> None:
        if self.live is not None:
            self.live.work(self.services)

    def _is_called(self) -> bool:
        called = self.ending.is_set() or self.services.bell.is_set()
        telling = self.live is not None and self.live.due
        return called or telling or anything_due(self.services)

    def _own(self) -> Report:
        """Plan and deliver what is each person's own."""
        if self.incoming is not None:
            self.incoming.work()
        self.clearing.work(self.services)
        self.inquiring.work(self.services)
        self.gathering.work(self.services)
        self.metrics.count_planned(reminders.plan_due(self.services))
        return Delivery(self.services, self.couriers, KINDS).deliver_due()

    def close(self) -> None:
        """Hang up where a courier keeps a line open."""
        for courier in self.couriers.values():
            close = getattr(courier, "close", None)
            if close is not None:
                close()


def build_outgoing(settings: Settings, services: Services) -> Outgoing:
    """Build the ways out that are set; raise ``SettingsError`` for one that is half set."""
    links = signed_links(settings, services.clock)
    shown: Links = links or NoLinks()
    couriers: dict[str, Courier] = {}
    live = None
    if settings.slack_bot_token is not None:
        token = settings.needed("SLACK_BOT_TOKEN")
        couriers["slack"] = slack_courier(token, settings.slack_api_url, services.clock)
        live = live_messages(token, settings.slack_api_url)
    mail = mail_courier(settings, services.clock, partial(render, links=shown), shown)
    if mail is not None:
        couriers["mail"] = mail
    reads = settings.mail_from or settings.imap_url
    answering = build_incoming(settings, services) if reads else None
    copies = newsletters.Sending(services, mail) if mail is not None else None
    return Outgoing(services, couriers, links, answering, copies=copies, live=live)


@contextmanager
def sending(outgoing: Outgoing) -> Iterator[None]:
    """Plan and deliver at once, and whenever the bell rings, until the block ends.

    What is being sent when it ends is finished; what has not begun is for the next start.
    """
    bell, ending = outgoing.services.bell, outgoing.ending
    thread = Thread(target=_follow, args=(outgoing, bell, ending), name="sending")
    thread.start()
    try:
        yield
    finally:
        ending.set()
        bell.set()
        thread.join()
        outgoing.close()


def _follow(outgoing: Outgoing, bell: Event, ending: Event) -> None:
    while not ending.is_set():
        bell.clear()
        try:
            outgoing.work()
        except Exception as error:  # the clock rings again, and nothing is lost until then
            if not database_trouble(error):
                logger.exception("%s: planning or delivering", new_reference())
        bell.wait()
