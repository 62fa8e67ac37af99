"""Inviting the managers of two counties: the rows, the invitations, and the mails they are in."""

import time
from datetime import UTC, date, datetime
from datetime import time as clock_time
from functools import partial

from icalendar import Calendar

from bot.invites import Party, request
from bot.mail.addresses import Sender
from bot.mail.courier import MailCourier
from bot.mail.links import NoLinks
from bot.mail.rendering import render
from handlers.answers import Asker
from handlers.delivery import Delivery
from handlers.invitations import KINDS, Whom, invite
from handlers.ports import Services
from storage.models import Meeting
from storage.session import Database
from tests.benchmarks.empty import empty_databases
from tests.benchmarks.timing import alternating, heading, line
from tests.bot.invites.made import ASA, BOT, MEETING, NOW
from tests.bot.mail.stand_ins import HeldLine
from tests.factories import add_collaboration, add_person
from tests.fakes import FixedClock

MANAGERS, ROUNDS = 112, 300


def run() -> None:
    """Print the figures."""
    heading(f"Bjud in {MANAGERS} chefer")
    _measure_building()
    for kind, url in empty_databases():
        _measure(kind, url)


def _measure_building() -> None:
    bare = Calendar.from_ical(request(MEETING, BOT, ASA, NOW))
    people = iter(range(10**9))

    def ours() -> None:
        number = next(people)
        request(MEETING, BOT, Party(f"Chef {number}", f"chef{number}@kommun.example"), NOW)

    written, made = alternating(bare.to_ical, ours, ROUNDS)
    line("samma kalender, bara skriven (to_ical)", f"{1000 / written.p50:.0f} per sekund")
    ratio = written.p50 / made.p50
    line("inbjudan, byggd och skriven", f"{1000 / made.p50:.0f} per sekund, kvot {ratio:.2f}")


def _measure(kind: str, url: str) -> None:
    clock = FixedClock(datetime(2027, 3, 1, 9, tzinfo=UTC))
    services = Services(Database(url), clock)
    asker, number = _fill(services)
    begun = time.perf_counter()
    invite(services, asker, number, Whom(roles=("manager",)))
    invited = time.perf_counter() - begun
    held = HeldLine()
    sender = Sender("Samverkansboten", "bot@miljosamverkan.example")
    courier = MailCourier(held, sender, clock, partial(render, links=NoLinks()))
    begun = time.perf_counter()
    Delivery(services, {"mail": courier}, KINDS).deliver_due()
    sent = time.perf_counter() - begun
    assert len(held.carried) == MANAGERS
    line(f"{kind}: {MANAGERS} inbjudna, med en notis var", f"{invited * 1000:.0f} ms")
    line(f"{kind}: {MANAGERS} mejl byggda och kvitterade", f"{sent:.2f} s")
    services.database.dispose()


def _fill(services: Services) -> tuple[Asker, int]:
    with services.database.write() as session:
        owner = add_collaboration(session, "vast")
        keeper = add_person(session, owner, "Sam Ordnare", roles=("coordinator",))
        for number in range(MANAGERS):
            add_person(session, owner, f"Chef {number:03}", roles=("manager",))
        day = date(2027, 4, 20)
        meeting = Meeting(
            collaboration_id=owner.id,
            title="Chefsmöte",
            first=day,
            last=day,
            starts_at=datetime.combine(day, clock_time(7), UTC),
            ends_at=datetime.combine(day, clock_time(10), UTC),
            place="Stadshuset",
            about="1. Förra mötet\n2. Släckvatten",
            created_at=services.clock(),
        )
        session.add(meeting)
        session.flush()
        return Asker("vast", keeper.id, frozenset({"coordinator"}), "slack"), meeting.id
