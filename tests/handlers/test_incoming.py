"""Mails are kept before anything else, taken by one at a time, and settled once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.contents import Reply
from handlers.delivery import Delivery
from handlers.incoming import (
    KINDS,
    LEASE,
    MOST_ATTEMPTS,
    MOST_TO_STRANGERS,
    Answered,
    MailState,
    Origin,
    Taken,
    Verdict,
    answered_too_often,
    keep,
    notice_key,
    offered,
    put_back,
    settle,
    take,
)
from handlers.ports import Recipient, Services
from storage.models import Collaboration, IncomingMail, Notice
from tests.factories import add_collaboration
from tests.fakes import FixedClock, RecordingCourier

INBOX = Origin("inbox", 1, 7)
SILENT = Verdict(state=MailState.SILENT, reason="bounce")


def brought(services: Services, digest: str = "a", origin: Origin = INBOX) -> bool:
    return keep(services, origin, f"Subject: {digest}\r\n\r\n".encode(), digest)


@pytest.fixture(autouse=True)
def owner(request: pytest.FixtureRequest, services: Services) -> None:
    """Let there be somebody to answer for, but where a test looks at what is then."""
    if "courier" not in request.fixturenames and "until_there_is" not in request.node.name:
        with services.database.write() as session:
            add_collaboration(session, "vast")


def taken(services: Services) -> Taken:
    found = take(services)
    assert found is not None
    return found


def states(services: Services) -> list[tuple[str, str]]:
    with services.database.session() as session:
        rows = session.scalars(select(IncomingMail).order_by(IncomingMail.id))
        return [(row.state, row.reason) for row in rows]


def later(services: Services, by: timedelta) -> None:
    assert isinstance(services.clock, FixedClock)
    services.clock.move(by)


@pytest.mark.parametrize(
    ("digest", "origin"),
    [("a", INBOX), ("a", Origin("inbox", 2, 1)), ("a", Origin("pipe")), ("b", INBOX)],
)
def test_mail_that_comes_again_is_kept_once(
    services: Services, digest: str, origin: Origin
) -> None:
    first = brought(services)

    again = brought(services, digest, origin)

    assert (first, again) == (True, False)
    assert states(services) == [("stored", "")]


def test_mails_handed_over_by_a_program_have_no_place_to_share(services: Services) -> None:
    assert [brought(services, digest, Origin("pipe")) for digest in "ab"] == [True, True]


def test_mails_are_taken_in_their_order_as_they_came(services: Services) -> None:
    for uid, digest in enumerate("ab", 1):
        brought(services, digest, Origin("inbox", 1, uid))

    raws = [taken(services).raw for _ in "ab"]

    assert raws == [b"Subject: a\r\n\r\n", b"Subject: b\r\n\r\n"]
    assert take(services) is None


def test_mail_that_was_settled_is_taken_no_more(services: Services) -> None:
    brought(services)
    mail = taken(services)

    settled = settle(services, mail, SILENT)
    later(services, LEASE * 2)

    assert settled
    assert take(services) is None
    assert states(services) == [("silent", "bounce")]
    assert not brought(services)


def test_mail_is_taken_anew_by_somebody_else_when_its_lease_has_ended(services: Services) -> None:
    brought(services)
    first = taken(services)
    nobody = take(services)
    later(services, LEASE)

    second = taken(services)

    assert nobody is None
    assert (first.attempt, second.attempt) == (1, 2)
    # Whoever slept does not undo what the other did.
    assert settle(services, second, Verdict(state=MailState.ANSWERED))
    assert not settle(services, first, SILENT)
    assert states(services) == [("answered", "")]


def test_mail_that_brings_down_whoever_takes_it_is_set_aside_for_the_others(
    services: Services,
) -> None:
    brought(services)
    for _ in range(MOST_ATTEMPTS):
        taken(services)
        later(services, LEASE)
    brought(services, "b", Origin("inbox", 1, 8))

    mail = taken(services)

    assert mail.raw == b"Subject: b\r\n\r\n"
    assert states(services) == [("quarantined", "gave_up"), ("stored", "")]


def test_those_who_take_at_once_take_different_mails(services: Services) -> None:
    for uid in range(8):
        brought(services, str(uid), Origin("inbox", 1, uid))

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: take(services), range(8)))

    numbers = {mail.number for mail in found if mail is not None}
    # Who found a row that another had locked may have gone away with nothing: it waits.
    while (mail := take(services)) is not None:
        assert mail.number not in numbers
        numbers.add(mail.number)
    assert len(numbers) == 8
    assert {mail.attempt for mail in found if mail is not None} == {1}


REPLY = Reply("SV: a", "text", "<p>text</p>", "a@vast.example", ("b@vast.example",))
INA = "ina@vast.example"
ANSWERED = Verdict(
    state=MailState.ANSWERED,
    sender=INA,
    answered=Answered(
        to=INA,
        reply=REPLY,
        message_id="svar@bot.example",
        choices=("ett", "två"),
    ),
    collaboration="vast",
)


def answered_with(reply: Reply) -> Verdict:
    answered = Answered(to=INA, reply=reply, message_id="svar@bot.example")
    return replace(ANSWERED, answered=answered)


@pytest.fixture
def courier(services: Services) -> RecordingCourier:
    with services.database.write() as session:
        add_collaboration(session, "halland")
        add_collaboration(session, "vast")
    return RecordingCourier()


def deliver(services: Services, courier: RecordingCourier) -> None:
    Delivery(services, {"mail": courier}, KINDS).deliver_due()


def test_answer_goes_out_once_to_where_it_was_decided(
    services: Services, courier: RecordingCourier
) -> None:
    brought(services)

    settle(services, taken(services), ANSWERED)
    deliver(services, courier)
    deliver(services, courier)

    (parcel,) = courier.sent
    assert (parcel.to, parcel.content) == (Recipient(email=INA), REPLY)
    assert parcel.key == notice_key(1)


def test_files_of_an_answer_go_out_with_it(services: Services, courier: RecordingCourier) -> None:
    brought(services)
    files = (("kalender.ics", "text/calendar", "QkVHSU4="), ("lista.xlsx", "a/b", ""))
    reply = replace(REPLY, attachments=files)

    settle(services, taken(services), answered_with(reply))
    deliver(services, courier)

    assert [parcel.content for parcel in courier.sent] == [reply]


def test_answer_that_was_kept_before_there_were_files_has_none(
    services: Services, courier: RecordingCourier
) -> None:
    brought(services)
    settle(services, taken(services), ANSWERED)
    with services.database.write() as session:
        row = session.scalars(select(IncomingMail)).one()
        kept = {name: said for name, said in row.answer["reply"].items() if name != "attachments"}
        row.answer = {**row.answer, "reply": kept}

    deliver(services, courier)

    assert [parcel.content for parcel in courier.sent] == [REPLY]


def test_answer_of_who_has_lost_the_mail_does_not_go_out(
    services: Services, courier: RecordingCourier
) -> None:
    brought(services)
    first = taken(services)
    later(services, LEASE)
    settle(services, taken(services), SILENT)

    lost = settle(services, first, ANSWERED)
    deliver(services, courier)

    assert not lost
    assert courier.sent == []


@pytest.mark.usefixtures("courier")
@pytest.mark.parametrize(("named", "owner"), [("vast", "vast"), ("", "halland"), ("x", "halland")])
def test_answer_is_the_collaborations_that_it_is_about_or_else_the_oldest_ones(
    services: Services, named: str, owner: str
) -> None:
    brought(services)
    about = replace(ANSWERED, collaboration=named)

    settle(services, taken(services), about)

    with services.database.session() as session:
        owners = select(Collaboration.key).join(Notice, Notice.collaboration_id == Collaboration.id)
        assert session.scalars(owners).all() == [owner]


@pytest.mark.usefixtures("courier")
def test_answers_of_a_day_are_counted_by_their_sender(services: Services) -> None:
    for uid in range(MOST_TO_STRANGERS):
        brought(services, str(uid), Origin("inbox", 1, uid))
        settle(services, taken(services), ANSWERED)

    asked = [INA, "ina+extra@vast.example", "kim@vast.example", ""]
    often = [answered_too_often(services, sender, known=False) for sender in asked]
    later(services, timedelta(days=1))

    assert often == [True, True, False, False]
    assert not answered_too_often(services, INA, known=False)


@pytest.mark.usefixtures("courier")
@pytest.mark.parametrize(
    ("sender", "ids", "found"),
    [
        (INA, ["x@y.example", "svar@bot.example"], ("ett", "två")),
        (INA, ["x@y.example", ""], ()),
        ("kim@vast.example", ["svar@bot.example"], ()),
        ("", ["svar@bot.example"], ()),
    ],
)
def test_choices_are_those_of_the_answer_for_its_receiver_alone(
    services: Services, sender: str, ids: list[str], found: tuple[str, ...]
) -> None:
    brought(services)
    settle(services, taken(services), ANSWERED)

    assert offered(services, sender, ids) == found


@pytest.mark.usefixtures("courier")
def test_mail_that_was_put_back_has_not_been_tried(services: Services) -> None:
    brought(services)

    for _ in range(MOST_ATTEMPTS + 1):
        put_back(services, taken(services))

    assert taken(services).attempt == 1


def test_mails_wait_until_there_is_somebody_to_answer_for(services: Services) -> None:
    brought(services)
    before = take(services)
    with services.database.write() as session:
        add_collaboration(session, "vast")

    assert before is None
    assert take(services) is not None
