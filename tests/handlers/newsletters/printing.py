"""An issue that goes out to some people, and a press that keeps what it is to deliver."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from handlers.answers import Asker
from handlers.contents import Newsletter
from handlers.newsletter_choices import digest_of
from handlers.newsletters import Sending, publish
from handlers.ports import Press, Recipient, Services
from storage.models import EventLog, NewsletterChoice, NewsletterIssue, Notice, Person
from tests.factories import add_collaboration, add_person
from tests.fakes import FixedClock
from tests.sample import NOW

ORIGINAL = b"Subject: Nyhetsbrev\r\n\r\nHej\r\n"


class RecordingPrinter:
    """Print what is to be said to many, keep each copy, and fail as told.

    ``errors`` are raised one after the other; None lets a copy through.
    """

    def __init__(self) -> None:
        self.pressed: list[Newsletter] = []
        self.sent: list[Recipient] = []
        self.keys: list[str] = []
        self.errors: list[Exception | None] = []
        self.upcoming: list[str] = []
        self.meanwhile: list[Callable[[], object]] = []
        self.broken: Exception | None = None

    def press(self, content: Newsletter) -> Press:
        """Remember what was set."""
        if self.broken is not None:
            raise self.broken
        self.pressed.append(content)
        return _Press(self)

    @property
    def names(self) -> list[str]:
        """Return who has got a copy, by name."""
        return [one.name for one in self.sent]


class _Press:
    def __init__(self, printer: RecordingPrinter) -> None:
        self._printer = printer

    @property
    def original(self) -> bytes:
        return ORIGINAL

    def send(self, key: str, to: Recipient, upcoming: tuple[str, Recipient] | None = None) -> str:
        printer = self._printer
        printer.upcoming.append(upcoming[1].name if upcoming else "")
        if printer.meanwhile:
            printer.meanwhile.pop(0)()
        error = printer.errors.pop(0) if printer.errors else None
        if error is not None:
            raise error
        printer.sent.append(to)
        printer.keys.append(key)
        return f"<{len(printer.sent)}@press>"


@dataclass
class Mailing:
    """An issue on its way to some people, who are called A0, A1 and so on."""

    services: Services
    clock: FixedClock
    collaboration_id: int
    coordinator_id: int
    people: Sequence[int]
    issue_id: int
    printer: RecordingPrinter = field(default_factory=RecordingPrinter)

    @property
    def asker(self) -> Asker:
        return Asker("vast", self.coordinator_id, frozenset({"coordinator"}), "slack")

    def sending(self, **more: Any) -> Sending:
        return Sending(self.services, self.printer, chance=lambda: 0.0, **more)

    def deliver(self) -> str:
        sending = self.sending()
        sending.deliver_due()
        return str(sending.report)

    def after(self, **step: float) -> None:
        self.clock.move(timedelta(**step))

    def issue(self) -> NewsletterIssue:
        with self.services.database.session() as session:
            return session.get_one(NewsletterIssue, self.issue_id)

    def kept(self) -> bytes | None:
        """Return the mail as it is kept for ever."""
        with self.services.database.session() as session:
            return session.scalar(select(NewsletterIssue.eml))

    def copies(self) -> list[Notice]:
        with self.services.database.session() as session:
            of_issue = select(Notice).where(Notice.issue_id == self.issue_id).order_by(Notice.id)
            return list(session.scalars(of_issue))

    def states(self) -> list[str]:
        return [one.state for one in self.copies()]

    def errors(self) -> list[str]:
        return [one.error for one in self.copies()]

    def told(self) -> list[str]:
        """Return the kinds of what the coordinators are told."""
        with self.services.database.session() as session:
            own = select(Notice.kind).where(Notice.issue_id.is_(None)).order_by(Notice.id)
            return list(session.scalars(own))

    def log(self) -> list[str]:
        with self.services.database.session() as session:
            return list(session.scalars(select(EventLog.verb).order_by(EventLog.id)))

    def change(self, **values: object) -> None:
        with self.services.database.write() as session:
            issue = session.get_one(NewsletterIssue, self.issue_id)
            for name, value in values.items():
                setattr(issue, name, value)

    def leave(self, place: int, choice: str = "none") -> None:
        with self.services.database.write() as session:
            person = session.get_one(Person, self.people[place])
            assert person.email is not None
            session.add(
                NewsletterChoice(
                    collaboration_id=self.collaboration_id,
                    digest=digest_of(person.email),
                    choice=choice,
                    set_at=self.clock.now,
                    door="page",
                )
            )


def open_mailing(services: Services, people: int, state: str = "sending") -> Mailing:
    """Make an issue with a copy for each of so many people."""
    clock = FixedClock(NOW)
    moved = Services(services.database, clock)
    with moved.database.write() as session:
        owner = add_collaboration(session)
        coordinator = add_person(session, owner, "Sam Samordnare", roles=("coordinator",))
        readers = [add_person(session, owner, f"A{number}").id for number in range(people)]
        issue = NewsletterIssue(
            collaboration_id=owner.id, year=2026, number=2, subject="Höstens tillsyn",
            state=state, created_at=NOW, send_at=NOW, published_at=NOW,
            edition={"sections": [], "pictures": []},
        )  # fmt: skip
        session.add(issue)
        session.flush()
        if state == "sending":
            publish(session, moved, issue, readers)
        return Mailing(moved, clock, owner.id, coordinator.id, readers, issue.id)
