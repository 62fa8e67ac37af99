"""What has become of a mail can be asked for, by the digest that it was kept with."""

from handlers.contents import Reply
from handlers.incoming import (
    Answered,
    Fate,
    MailState,
    Origin,
    Verdict,
    fate_of,
    keep,
    settle,
    take,
)
from handlers.ports import Services
from tests.factories import add_collaboration, add_person

SILENT = Verdict(state=MailState.SILENT, reason="bounce")
REPLY = Reply("SV: Fråga", "Hej", "<p>Hej</p>")
ANSWER = Answered(to="ina@vast.example", reply=REPLY, message_id="a@b.example")


def kept(services: Services, digest: str) -> None:
    keep(services, Origin("demo"), f"Subject: {digest}\r\n\r\n".encode(), digest)


def become(services: Services, verdict: Verdict) -> None:
    taken = take(services)
    assert taken is not None
    settle(services, taken, verdict)


def test_mail_that_was_kept_waits(services: Services) -> None:
    kept(services, "a")

    assert fate_of(services, "a") == Fate(MailState.STORED)


def test_mail_that_was_never_kept_has_no_fate(services: Services) -> None:
    kept(services, "a")

    assert fate_of(services, "b") is None


def test_mail_left_unanswered_says_why(services: Services) -> None:
    with services.database.write() as session:
        add_collaboration(session, "vast")
    kept(services, "a")
    kept(services, "b")

    become(services, SILENT)

    fates = [fate_of(services, digest) for digest in ("a", "b")]
    assert fates == [Fate(MailState.SILENT, "bounce"), Fate(MailState.STORED)]


def test_answered_mail_names_its_answer_and_whether_the_sender_was_known(
    services: Services,
) -> None:
    with services.database.write() as session:
        person = add_person(session, add_collaboration(session, "vast")).id
    for digest in ("a", "b"):
        kept(services, digest)

    for known in (person, None):
        become(services, Verdict(state=MailState.ANSWERED, person_id=known, answered=ANSWER))

    fates = [fate_of(services, digest) for digest in ("a", "b")]
    assert fates == [
        Fate(MailState.ANSWERED, known=known, answer_id="a@b.example") for known in (True, False)
    ]
