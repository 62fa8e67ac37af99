"""A newsletter from what has happened to the archive, past everything that can go wrong."""

import email
import email.policy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from typer.testing import CliRunner

from bot.cli import app
from handlers.newsletter_views import IssueState, IssueView, Progress
from handlers.newsletters import Which, edit_item, issue_view, sending_progress
from handlers.people import set_role
from storage.models import NewsletterIssue
from tests.bot.mail.servers import Script, mail_server
from tests.fakes import FixedClock
from tests.flows.letters import COORDINATOR, flat, mails_to, site, text_of
from tests.flows.mailing import Mailing

OTHER = "bo.ek@jonkoping.example"
INSPECTOR, LEAVER = "inspektor-001@jonkoping.example", "inspektor-002@jonkoping.example"
CLICKER = "inspektor-003@jonkoping.example"
BOTH = "inspektor-004@jonkoping.example"
INSPECTORS = 150
# What it is approved for first, and taken back from; the clock passes it by.
THOUGHT_OF, WENT_BY = "tisdag 24 november kl 9", datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
# The day after the one on which it is approved at last.
WHEN, GOES_AT = "onsdag 25 november kl 9", datetime(2026, 11, 25, 8, tzinfo=UTC)
MOST = 100
PFAS = """Om PFAS
Läs mer hos [Naturvårdsverket](https://natur.example/pfas) om **högfluorerade ämnen**."""


@dataclass
class Relay(Script):
    """A relay that closes after a hundred mails, and is busy for a while.

    ``busy``: so many recipients are put off. ``refused`` are never taken.
    """

    busy: int = 0
    refused: frozenset[str] = frozenset()
    closed: int = 0
    counts: Counter[object] = field(default_factory=Counter)

    async def said(self, server: SMTP, step: str) -> str | None:
        """Answer as a relay with limits does."""
        peer = server.session.peer if server.session else None
        if step == "MAIL":
            self.counts[peer] += 1
            if self.counts[peer] > MOST:
                self.closed += 1
                return "421 4.7.0 Too many mails over this connection"
        if step == "RCPT" and self.busy:
            self.busy -= 1
            return "451 4.3.2 Try again later"
        return await super().said(server, step)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names it after the command
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse those who are not there."""
        if address in self.refused:
            return "550 5.1.1 User unknown"
        return await super().handle_RCPT(server, session, envelope, address, options)

    def letters(self) -> list[EmailMessage]:
        """Return the newsletters that it has taken, in their order."""
        mails = (
            email.message_from_bytes(one.content, policy=email.policy.default) for one in self.taken
        )
        return [one for one in mails if one["List-Unsubscribe"]]


class Journey:
    """Two coordinators who write by mail, and the relay that the newsletter goes by."""

    def __init__(
        self, mailing: Mailing, folder: Path, relay: Relay, port: int, patch: pytest.MonkeyPatch
    ) -> None:
        self.mailing, self.folder, self.relay = mailing, folder, relay
        self._port, self._patch = port, patch
        assert isinstance(mailing.services.clock, FixedClock)
        self.clock = mailing.services.clock
        set_role(mailing.services, OTHER, "coordinator", "jonkoping", "Bo Ek")

    @property
    def issue(self) -> IssueView:
        return issue_view(self.mailing.services, self.mailing.coordinator, Which())

    def says(self, words: str, text: str = "", sender: str = COORDINATOR) -> str:
        return self.mailing.write(words, text, sender=sender)

    def confirms(self, words: str, sender: str) -> str:
        """Say something that is shown before it is done, and say yes."""
        self.says(words, sender=sender)
        shown = self.mailing.mails_to(sender)[-1]
        return self.mailing.write("Sv: nyhetsbrevet", "Ja", sender=sender, to=shown)

    def approved(self, label: str, when: str = WHEN) -> str:
        """Let the other coordinator approve it, to go out on a working morning."""
        return self.confirms(f"Godkänn nyhetsbrev {label} {when}", OTHER)

    def imports(self, count: int = INSPECTORS) -> None:
        """Read the contacts in, as a coordinator does each year."""
        rows = "".join(
            f"Vetlanda;Inspektör {one:03};inspektor-{one:03}@jonkoping.example;Avlopp\n"
            for one in range(1, count + 1)
        )
        contacts = self.folder.parent / "kontakter.csv"
        contacts.write_text(f"Kommun;Namn;E-post;Ämnesområde\n{rows}", "utf-8")
        read = CliRunner().invoke(app, ["import", str(contacts), "--collaboration", "jonkoping"])
        assert read.exit_code == 0, read.output

    def goes_out(self, minutes: int = 1) -> None:
        """Let the clock tick while what goes out goes by the relay."""
        with self._patch.context() as patched:
            patched.setenv("SMTP_URL", f"smtp://127.0.0.1:{self._port}")
            for _ in range(minutes):
                self.mailing.tick()

    def letters(self) -> list[EmailMessage]:
        """Return the newsletters that somebody has got, by whichever way."""
        # What is answered goes into a folder, and with it what is due at that moment.
        in_folder = (one for one in mails_to(self.folder, "") if one["List-Unsubscribe"])
        return [*self.relay.letters(), *in_folder]

    def recipients(self) -> Counter[str]:
        return Counter(str(one["To"].addresses[0].addr_spec) for one in self.letters())


@pytest.fixture
def journey(mailing: Mailing, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journey]:
    relay = Relay()
    with mail_server(relay) as port:
        yield Journey(mailing, folder, relay, port, monkeypatch)


def test_newsletter_goes_from_what_happened_to_the_archive(journey: Journey) -> None:
    journey.imports()
    _something_happens(journey)
    _written_by_two(journey)
    label = _approved_withdrawn_and_approved(journey)
    _somebody_leaves_and_contacts_are_read_in_anew(journey)
    _sent_through_a_storm(journey)
    _paused_and_gone_on(journey)
    _failed_one_is_sent_again(journey)
    _everybody_got_one(journey)
    _reported(journey, label)
    _archived(journey, label)
    _left_with_one_click(journey)


def _something_happens(journey: Journey) -> None:
    told = journey.says(
        "Nytt material i upptäcka illegal avfallshantering: Checklista https://avfall.example/lista"
    )
    assert "Checklista" in told


def _written_by_two(journey: Journey) -> None:
    assert "Utkastet är klart" in journey.says("Nytt nyhetsbrev")
    project = next(one for one in journey.issue.shown if "avfallshantering" in one.heading)
    assert "[Checklista](https://avfall.example/lista)" in project.body
    journey.says("Lägg till i nyhetsbrevet under viktigast just nu", PFAS)
    item = next(one for one in journey.issue.shown if one.heading == "Om PFAS")
    services, one = journey.mailing.services, journey.mailing.coordinator
    theirs = edit_item(services, one, item.id, item.revision, ("Om PFAS", f"{item.body} Nytt."))
    mine = edit_item(services, one, item.id, item.revision, ("Om PFAS", "Över det hela"))
    assert (theirs.conflict, mine.conflict) == (False, True)
    assert mine.item.body.endswith("Nytt.")
    # Somebody is meant by what they work with, and by their role as well: one copy is enough.
    set_role(services, BOTH, "contact_person", "jonkoping")
    chosen = journey.says("Målgrupp nyhetsbrev: ämne avlopp, kontaktpersoner, chefer")
    assert "får det som mejl" in chosen


def _approved_withdrawn_and_approved(journey: Journey) -> str:
    label = journey.issue.label
    assert "En annan samordnare" in journey.says("Godkänn nyhetsbrevet")
    journey.says("Be om godkännande")
    assert "Godkänt." in journey.approved(label, THOUGHT_OF)
    journey.says("Dra tillbaka nyhetsbrevet")
    assert journey.issue.state is IssueState.DRAFT
    journey.clock.now = WENT_BY
    journey.goes_out(3)
    assert journey.letters() == []
    assert "Godkänt." in journey.approved(label)
    return label


def _somebody_leaves_and_contacts_are_read_in_anew(journey: Journey) -> None:
    people = journey.issue.audience.people
    journey.says("Avsluta nyhetsbrevet", sender=LEAVER)
    assert journey.issue.audience.people == people - 1
    journey.imports()
    assert journey.issue.audience.people == people - 1
    assert journey.issue.state is IssueState.APPROVED


def _sent_through_a_storm(journey: Journey) -> None:
    """Forty are put off at once, and the relay closes after each hundred."""
    journey.relay.busy = 40
    journey.relay.refused = frozenset({INSPECTOR})
    journey.clock.now = GOES_AT
    journey.goes_out()
    progress = _progress(journey)
    assert (progress.waiting, progress.unsure, progress.failed) == (40, 0, 1)
    assert progress.sent == len(journey.letters())
    assert journey.relay.closed >= 1


def _paused_and_gone_on(journey: Journey) -> None:
    before = len(journey.letters())
    assert "Pausat" in journey.says("Pausa utskicket")
    journey.goes_out(10)
    assert len(journey.letters()) == before
    journey.says("Fortsätt utskicket")
    journey.goes_out(10)
    assert journey.issue.state is IssueState.SENT


def _failed_one_is_sent_again(journey: Journey) -> None:
    assert _progress(journey).failed == 1
    assert INSPECTOR not in journey.recipients()
    journey.relay.refused = frozenset()
    journey.says("Skicka igen till de som misslyckades")
    journey.goes_out()
    assert _progress(journey).failed == 0


def _everybody_got_one(journey: Journey) -> None:
    got = journey.recipients()
    assert set(got.values()) == {1}
    assert LEAVER not in got
    assert {CLICKER, BOTH, INSPECTOR} <= set(got)
    assert len(got) == journey.issue.audience.people == _progress(journey).sent
    letter = journey.letters()[0]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "högfluorerade ämnen" in text_of(letter)


def _reported(journey: Journey, label: str) -> None:
    journey.mailing.tick()
    told = [
        flat(one)
        for one in mails_to(journey.folder, COORDINATOR)
        if one["Subject"] == f"Nyhetsbrev {label} är skickat"
    ]
    sent = _progress(journey).sent
    assert f"Framme: {sent - 1}. Misslyckade: 1. Osäkra: 0." in told[0]
    journey.says(f"Rapport nyhetsbrev {label}")
    report = journey.mailing.mails_to(COORDINATOR)[-1]
    names = [one.get_filename() for one in report.iter_attachments()]
    assert names == [f"nyhetsbrev-{label}-utfall.xlsx"]
    services = journey.mailing.services
    with services.database.session() as session:
        kept = session.query(NewsletterIssue).one().eml
    assert kept is not None
    assert b"Nytt fr" in kept


def _archived(journey: Journey, label: str) -> None:
    assert "Om PFAS" in journey.says("nyhetsbrev om PFAS", sender=CLICKER)
    with site() as client:
        listed = client.get("/nyhetsbrev/jonkoping")
        assert (listed.status_code, f"/nyhetsbrev/jonkoping/{label}" in listed.text) == (200, True)
        page = client.get(f"/nyhetsbrev/jonkoping/{label}")
        assert "högfluorerade ämnen" in page.text
        assert label in client.get("/nyhetsbrev/jonkoping/flode.xml").text


def _left_with_one_click(journey: Journey) -> None:
    letter = next(one for one in journey.letters() if CLICKER in str(one["To"]))
    address = re.search(r"<https://bot\.example(/\S+)>", str(letter["List-Unsubscribe"]))
    assert address is not None
    people = journey.issue.audience.people
    with site() as client:
        assert client.get(address[1]).status_code == 200
        assert journey.issue.audience.people == people
        done = client.post(address[1], data={"List-Unsubscribe": "One-Click"})
        assert done.status_code == 200
    assert journey.issue.audience.people == people - 1


def _progress(journey: Journey) -> Progress:
    services = journey.mailing.services
    with services.database.session() as session:
        issue = session.query(NewsletterIssue).one()
        return sending_progress(session, services, issue)
