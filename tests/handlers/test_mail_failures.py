"""Mails that did not arrive: written down on the person, who is spared more of them in the end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.contents import Note, NoteCode
from handlers.delivery import Delivery
from handlers.incoming import (
    KINDS,
    Failure,
    FailureKind,
    MailState,
    Origin,
    Verdict,
    keep,
    settle,
    take,
)
from handlers.incoming.failures import resume
from handlers.notices import Draft, Urgency, put
from handlers.ports import Services
from storage.models import EventLog, MailFailure, Notice, Person
from tests.factories import add_collaboration, add_office, add_person
from tests.fakes import FixedClock, RecordingCourier

HABO, SAM, ANNA = "kim-al@vast.example", "sam-ek@vast.example", "anna-ek@vast.example"
MESSAGE = "abc@bot.example"
GONE = Failure(MESSAGE, ANNA, FailureKind.HARD, "5.1.1")
DAY = timedelta(days=1)
WEEKEND = (5, 6)


@pytest.fixture
def office(services: Services) -> Services:
    """Lend a coordinator, and an office with a contact person and Anna, who has got a mail."""
    lent = replace(services, secret=b"k" * 32)
    with lent.database.write() as session:
        vast = add_collaboration(session, "vast")
        vetlanda = add_office(session, vast)
        add_person(session, vast, "Sam Ek", roles=("coordinator",))
        add_person(session, vast, "Kim Al", roles=("contact_person",), office=vetlanda)
        anna = add_person(session, vast, roles=("inspector",), office=vetlanda)
        _sent(session, lent, anna)
    return lent


def _sent(session: Session, services: Services, person: Person) -> None:
    draft = Draft(
        key="told/1",
        kind="told",
        collaboration_id=person.collaboration_id,
        person_id=person.id,
        due_at=services.clock(),
        urgency=Urgency.NOW,
    )
    put(session, services, [draft])
    row = session.scalars(select(Notice)).one()
    row.state, row.door, row.receipt = "sent", "mail", f"<{MESSAGE}>"


def bounced(services: Services, *failures: Failure, days: int = 0) -> None:
    """Let a mail tell of failures after so many days."""
    assert isinstance(services.clock, FixedClock)
    services.clock.move(days * DAY + timedelta(minutes=1))
    keep(services, Origin("pipe"), b"bounce", services.clock().isoformat())
    mail = take(services)
    assert mail is not None
    settle(services, mail, Verdict(state=MailState.SILENT, reason="bounce", failures=failures))


def paused(services: Services) -> list[str]:
    with services.database.session() as session:
        found = select(Person.email).where(Person.mail_paused_at.is_not(None))
        return [str(email) for email in session.scalars(found)]


def failures(services: Services) -> list[tuple[str, str]]:
    with services.database.session() as session:
        rows = session.scalars(select(MailFailure).order_by(MailFailure.id))
        return [(row.kind, row.status) for row in rows]


def told(services: Services) -> list[tuple[str, Note]]:
    """Deliver what waits to be told, in working hours."""
    assert isinstance(services.clock, FixedClock)
    services.clock.move(DAY)
    while services.clock().weekday() in WEEKEND:
        services.clock.move(DAY)
    mail = RecordingCourier(reaches=lambda to: bool(to.email))
    Delivery(services, {"mail": mail}, KINDS).deliver_due()
    return [(one.to.email, one.content) for one in mail.sent if isinstance(one.content, Note)]


def test_address_that_is_gone_on_two_days_gets_no_more_mails(office: Services) -> None:
    bounced(office, GONE)
    once = paused(office)
    bounced(office, GONE)
    same_day = paused(office)
    bounced(office, GONE, days=1)

    assert (once, same_day, paused(office)) == ([], [], [ANNA])
    assert failures(office) == [("hard", "5.1.1")] * 3
    with office.database.session() as session:
        verbs = session.scalars(select(EventLog.verb)).all()
    assert verbs == ["mail_paused"]


def test_contact_person_of_the_office_is_told_once(office: Services) -> None:
    for days in (0, 1, 1):
        bounced(office, GONE, days=days)

    ((to, note),) = told(office)

    assert to == HABO
    assert note.code is NoteCode.MAIL_PAUSED
    assert dict(note.values) == {"name": "Anna Ek", "office": "Miljökontoret i Vetlanda"}


def test_coordinator_is_told_where_the_office_has_nobody_else(office: Services) -> None:
    with office.database.write() as session:
        kim = session.scalars(select(Person).where(Person.email == HABO)).one()
        kim.office_id = None
    for days in (0, 1):
        bounced(office, GONE, days=days)

    assert [to for to, _ in told(office)] == [SAM]


def test_who_is_mailed_no_more_is_told_nothing_by_mail(office: Services) -> None:
    for days in (0, 1):
        bounced(office, GONE, days=days)
    with office.database.write() as session:
        anna = session.scalars(select(Person).where(Person.email == ANNA)).one()
        draft = Draft(
            key="told/2",
            kind="mails_quarantined",
            collaboration_id=anna.collaboration_id,
            person_id=anna.id,
            due_at=office.clock(),
            urgency=Urgency.NOW,
        )
        put(session, office, [draft])

    told(office)

    with office.database.session() as session:
        row = session.scalars(select(Notice).where(Notice.key == "told/2")).one()
    assert (row.state, row.error) == ("retry", "unreachable")


def test_mail_of_theirs_opens_the_way_again(office: Services) -> None:
    for days in (0, 1):
        bounced(office, GONE, days=days)
    with office.database.session() as session:
        anna = session.scalars(select(Person.id).where(Person.email == ANNA)).one()
    keep(office, Origin("pipe"), b"hej", "hej")
    mail = take(office)
    assert mail is not None

    settle(office, mail, Verdict(state=MailState.ANSWERED, sender=ANNA, person_id=anna))

    assert paused(office) == []


@pytest.mark.parametrize("kind", [FailureKind.SOFT, FailureKind.DELAYED])
def test_what_may_arrive_later_is_noted_and_no_more(office: Services, kind: FailureKind) -> None:
    for days in (0, 1, 1):
        bounced(office, replace(GONE, kind=kind, status="4.2.2"), days=days)

    assert paused(office) == []
    assert failures(office) == [(kind, "4.2.2")] * 3
    assert told(office) == []


def test_what_is_our_own_fault_is_told_the_coordinator_and_held_against_nobody(
    office: Services,
) -> None:
    ours = replace(GONE, kind=FailureKind.REFUSED, status="5.7.26")
    for days in (0, 0, 1):
        bounced(office, ours, days=days)

    notes = told(office)

    assert paused(office) == []
    assert [(to, note.code) for to, note in notes] == [(SAM, NoteCode.MAIL_REFUSED)] * 2
    assert dict(notes[0][1].values) == {"status": "5.7.26"}


@pytest.mark.parametrize(
    "made_up",
    [
        replace(GONE, message_id="gissad@bot.example"),
        replace(GONE, message_id=""),
        replace(GONE, recipient="vidare@hemma.example"),
    ],
)
def test_bounce_that_anybody_could_have_written_is_not_believed(
    office: Services, made_up: Failure
) -> None:
    for days in (0, 1):
        bounced(office, made_up, days=days)

    assert (failures(office), paused(office)) == ([], [])


def test_no_bounce_is_believed_where_message_ids_can_be_guessed(office: Services) -> None:
    open_ = replace(office, secret=b"")
    for days in (0, 1):
        bounced(open_, GONE, days=days)

    assert failures(office) == []


def test_what_happened_long_ago_is_not_held_against_anybody(office: Services) -> None:
    bounced(office, GONE)
    bounced(office, GONE, days=40)
    apart = paused(office)
    bounced(office, GONE, days=1)

    assert (apart, paused(office)) == ([], [ANNA])


def test_after_a_mail_of_theirs_it_takes_as_much_again(office: Services) -> None:
    for days in (0, 1):
        bounced(office, GONE, days=days)
    with office.database.write() as session:
        anna = session.scalars(select(Person).where(Person.email == ANNA)).one()
        resume(session, anna.id)

    bounced(office, GONE, days=1)
    once = paused(office)
    bounced(office, GONE, days=1)

    assert (once, paused(office)) == ([], [ANNA])
