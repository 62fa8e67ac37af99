"""An update to 112 managers whose process is killed again and again: nobody keeps an old one."""

import email
import email.policy
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app.services import build_services
from bot.config import load_settings
from handlers.answers import Asker
from handlers.delivery import Delivery
from handlers.invitations import KINDS, Whom, send_invitation
from handlers.meetings import Booking, Plan, change_meeting, plan_meeting
from handlers.notices import State
from handlers.ports import Services
from storage.models import Collaboration, Meeting, Notice
from tests.calendars import faults
from tests.calendars.client import Client
from tests.factories import add_membership, add_person
from tests.fakes import FixedClock, RecordingCourier
from tests.flows.letters import BOT
from tests.sample import NOW

MANY, KILLED = 112, -signal.SIGKILL
PLAN = Plan(
    title="Chefsmöte våren 2027",
    booking=Booking(first=date(2027, 4, 15), starts=time(9), ends=time(16), place="Varberg"),
)


class Season:
    """The managers of a county, their calendars, and the bot that writes to them."""

    def __init__(self, services: Services, clock: FixedClock, folder: Path) -> None:
        self.services, self._clock, self._folder = services, clock, folder
        self.minutes = 0
        with services.database.write() as session:
            owner = session.scalars(select(Collaboration).filter_by(key="jonkoping")).one()
            coordinator = add_person(session, owner, "Sam Ordnare", key="sam")
            add_membership(session, coordinator, owner, "coordinator")
            people = [
                add_person(session, owner, f"Chef {number}", key=f"chef{number}")
                for number in range(MANY)
            ]
            session.flush()
            self.people = tuple(one.id for one in people)
            self.calendars = {str(one.email): Client(str(one.email)) for one in people}
            self.asker = Asker("jonkoping", coordinator.id, frozenset({"coordinator"}), "slack")
        plan = Plan(title=PLAN.title, booking=PLAN.booking, whom=Whom(people=self.people))
        self.number = plan_meeting(services, self.asker, plan).meeting.number
        send_invitation(services, self.asker, self.number)

    def move(self, hour: int) -> None:
        booking = Booking(
            first=date(2027, 4, 15), starts=time(hour), ends=time(hour + 3), place="Varberg"
        )
        plan = Plan(title=PLAN.title, booking=booking, whom=Whom(people=self.people))
        change_meeting(self.services, self.asker, self.number, plan)

    def tell_everybody(self) -> None:
        """Let everybody have the first version, which nobody looks at."""
        report = Delivery(self.services, {"mail": RecordingCourier()}, KINDS).deliver_due()
        assert report.states[State.SENT] == MANY

    def send(self, moment: str = "after", count: int = 0) -> int:
        """Let a process send what is due, and return how it ended; time goes on meanwhile."""
        # Longer than a lease: what was in its hands is free again.
        self.minutes += 2
        self._clock.now = NOW + timedelta(minutes=self.minutes)
        told = [str(self.minutes), moment, str(count)]
        command = [sys.executable, "-m", "tests.flows.dying_updates", *told]
        return subprocess.run(command, check=False, env=os.environ.copy()).returncode

    def carry(self) -> int:
        """Let the calendars take what has come, in its order; return how many mails that was."""
        mails = sorted(self._folder.glob("*.eml"), key=lambda one: one.stat().st_mtime_ns)
        for path in mails:
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            (part,) = [
                one
                for one in mail.walk()
                if one.get_content_type() == "text/calendar"
                and "method" in dict(one["Content-Type"].params)
            ]
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            assert faults(content) == []
            self.calendars[str(mail["To"].addresses[0].addr_spec)].take(content)
        return len(mails)

    def versions(self) -> set[tuple[int, str]]:
        """Return the versions that stand in the calendars."""
        entries = [one for client in self.calendars.values() for one in client.entries.values()]
        assert len(entries) == MANY
        return {(one.sequence, one.starts) for one in entries}

    def states(self) -> set[str]:
        with self.services.database.session() as session:
            mine = select(Notice.state).where(Notice.kind == "invitation")
            return set(session.scalars(mine))

    @property
    def sequence(self) -> int:
        with self.services.database.session() as session:
            return session.get_one(Meeting, self.number).sequence


@pytest.fixture
def season(sample_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Season]:
    folder = tmp_path / "mail"
    folder.mkdir()
    monkeypatch.setenv("DATABASE_URL", sample_url)
    monkeypatch.setenv("SMTP_URL", f"file:{folder}")
    monkeypatch.setenv("MAIL_FROM", f"Samverkansboten <{BOT}>")
    clock = FixedClock(NOW)
    services = build_services(load_settings(os.environ), clock)
    yield Season(services, clock, folder)
    services.database.dispose()


def test_no_manager_ends_with_an_older_version(season: Season) -> None:
    season.tell_everybody()
    season.move(10)
    assert season.send("after", 30) == KILLED
    assert season.send("before", 25) == KILLED
    # While half of them have the second version, there is a third.
    season.move(13)
    assert season.send("after", 60) == KILLED
    assert season.send() == 0

    assert season.carry() > MANY
    assert season.versions() == {(season.sequence, "20270415T130000")}
    assert season.states() <= {"sent", "cancelled"}
