import logging

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.mail.incoming import bounces
from bot.mail.incoming.bounces import Bounce, BounceKind, read_bounce
from bot.mail.incoming.message import IncomingMail, Part
from tests.bot.mail.incoming.made import made

ANNA = "anna@kommun1.example"
ID = "nb7.1@miljosamverkan.example"
REPORT = ("content-type", "multipart/report; report-type=delivery-status; boundary=b")
RETURNED = Part("text/rfc822-headers", f"Subject: Nyhetsbrev\r\nMessage-ID: <{ID}>\r\n".encode())
SYSTEM = ("mailer-daemon@mx.kommun1.example",)

QMAIL = f"""Return-Path: <>
From: MAILER-DAEMON@mx.kommun1.example
Subject: failure notice

Hi. This is the qmail-send program at mx.kommun1.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<{ANNA}>:
SAID

--- Below this line is a copy of the message.

From: nyhetsbrev@miljosamverkan.example
Message-ID:
 <{ID}>

Hej!
"""


def report(*groups: str, returned: Part = RETURNED, end: str = "\r\n") -> IncomingMail:
    content = (end * 2).join(("Reporting-MTA: dns; mx.kommun1.example", *groups))
    status = Part("message/delivery-status", content.replace("\n", end).encode())
    return made(REPORT, senders=SYSTEM, parts=(Part("text/plain", b"unknown"), status, returned))


def group(action: str, status: str, *more: str, recipient: str = f"rfc822; {ANNA}") -> str:
    return "\n".join(
        (f"Final-Recipient: {recipient}", f"Action: {action}", f"Status: {status}", *more)
    )


def kinds(mail: IncomingMail) -> list[tuple[BounceKind, str]]:
    return [(bounce.kind, bounce.status) for bounce in read_bounce(mail)]


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "5.1.1", BounceKind.HARD),
        ("Failed (unknown)", "5.1.1 (no such user)", BounceKind.HARD),
        ("error", "5.1.1", BounceKind.HARD),
        ("failed", "5.2.2", BounceKind.HARD),
        ("failed", "5.71.0", BounceKind.HARD),
        ("failed", "4.2.2", BounceKind.SOFT),
        ("failed", "4.7.1", BounceKind.SOFT),
        ("failed", "5.7.1", BounceKind.REFUSED),
        ("failed", "5.7.26", BounceKind.REFUSED),
        ("failed", "5.1.8", BounceKind.REFUSED),
        ("delayed", "4.4.1", BounceKind.DELAYED),
        ("delayed", "5.1.1", BounceKind.DELAYED),
    ],
)
def test_kind_follows_from_action_and_status(action: str, status: str, kind: BounceKind) -> None:
    assert kinds(report(group(action, status))) == [(kind, status.partition(" ")[0])]


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", ""])
def test_recipient_that_was_reached_is_no_bounce(action: str) -> None:
    assert read_bounce(report(group(action, "2.0.0"), group("failed", "4.2.2"))) == (
        Bounce(ANNA, BounceKind.SOFT, "4.2.2", ID),
    )


@pytest.mark.parametrize(
    ("status", "diagnostic", "expected"),
    [
        ("5.0.0", "smtp; 550 5.7.1 Blocked", (BounceKind.REFUSED, "5.7.1")),
        ("5.0.0", "smtp; 550 No", (BounceKind.HARD, "5.0.0")),
        ("", "smtp; 550-5.1.1 No such user", (BounceKind.HARD, "5.1.1")),
        ("", "smtp; 452 Try later", (BounceKind.SOFT, "4.0.0")),
        ("", "smtp; 550 No", (BounceKind.HARD, "5.0.0")),
        ("", "x-unix; no route to 10.5.7.1 or 5.7.1.2", (BounceKind.SOFT, "")),
        ("", "", (BounceKind.SOFT, "")),
        ("fem", "", (BounceKind.SOFT, "")),
        ("5.1.1", "smtp; 550 5.7.1 Blocked", (BounceKind.HARD, "5.1.1")),
    ],
)
def test_what_the_server_said_tells_more_than_a_status_of_nothing(
    status: str, diagnostic: str, expected: tuple[BounceKind, str]
) -> None:
    mail = report(group("failed", status, f"Diagnostic-Code: {diagnostic}"))

    assert kinds(mail) == [expected]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_recipient_is_told_of_however_lines_end(end: str) -> None:
    failed = group("failed", "5.1.1")
    late = group("delayed", "4.4.1", recipient="rfc822;\n <Bo@Kommun2.example>")

    assert read_bounce(report(failed, late, failed, end=end)) == (
        Bounce(ANNA, BounceKind.HARD, "5.1.1", ID),
        Bounce("bo@kommun2.example", BounceKind.DELAYED, "4.4.1", ID),
    )


@pytest.mark.parametrize(
    "fields",
    [
        f"Original-Recipient: rfc822;{ANNA}\nAction: failed\nStatus: 5.1.1",
        f"Final-Recipient: <{ANNA}>\nAction: failed\nStatus: 5.1.1",
        f"FINAL-RECIPIENT: RFC822; {ANNA}\nACTION: FAILED\nSTATUS: 5.1.1",
    ],
)
def test_recipient_is_found_in_what_servers_write(fields: str) -> None:
    assert read_bounce(report(fields)) == (Bounce(ANNA, BounceKind.HARD, "5.1.1", ID),)


def test_group_without_a_recipient_is_no_bounce() -> None:
    assert read_bounce(report("Action: failed\nStatus: 5.1.1")) == ()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/rfc822-headers", f"Message-ID: <{ID}>"),
        ("message/rfc822", f"Subject: x\r\nMessage-Id:\r\n <{ID}>\r\n\r\nMessage-ID: <annan@x>"),
        ("message/global-headers", f"Subject: å\nMESSAGE-ID: <{ID}>\n"),
    ],
)
def test_message_id_is_that_of_the_mail_returned(kind: str, content: str) -> None:
    mail = report(group("failed", "5.1.1"), returned=Part(kind, content.encode()))

    assert [bounce.message_id for bounce in read_bounce(mail)] == [ID]


def test_message_id_in_the_text_of_the_mail_returned_is_not_believed() -> None:
    returned = Part("message/rfc822", b"Subject: x\r\n\r\nMessage-ID: <annan@x.example>")

    mail = report(group("failed", "5.1.1"), returned=returned)

    assert [bounce.message_id for bounce in read_bounce(mail)] == [""]


@pytest.mark.parametrize(
    ("first", "in_reply_to", "references"),
    [
        (f"X-Original-Message-ID: <{ID}>", ("annan@x.example",), ()),
        ("Reporting-MTA: dns; x.example", (ID,), ("annan@x.example",)),
        ("Reporting-MTA: dns; x.example", (), ("annan@x.example", ID)),
    ],
)
def test_message_id_is_found_where_nothing_was_returned(
    first: str, in_reply_to: tuple[str, ...], references: tuple[str, ...]
) -> None:
    content = f"{first}\n\n{group('failed', '5.1.1')}".encode()
    mail = made(
        REPORT,
        parts=(Part("message/delivery-status", content),),
        in_reply_to=in_reply_to,
        references=references,
    )

    assert [bounce.message_id for bounce in read_bounce(mail)] == [ID]


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/mixed",
        "multipart/report; report-type=disposition-notification",
        'Multipart/Report; boundary=b; Report-Type="feedback-report"',
    ],
)
def test_report_that_a_person_or_another_kind_of_report_holds_is_no_bounce(
    content_type: str,
) -> None:
    parts = report(group("failed", "5.1.1")).parts

    assert read_bounce(made(("content-type", content_type), parts=parts)) == ()


def test_report_of_a_mail_system_is_read_in_whatever_it_stands() -> None:
    parts = report(group("failed", "5.1.1")).parts
    mail = made(("content-type", "multipart/mixed"), ("return-path", "<>"), parts=parts)

    assert kinds(mail) == [(BounceKind.HARD, "5.1.1")]


@pytest.mark.parametrize(
    ("said", "kind", "status"),
    [
        ("Sorry, no mailbox here by that name.", BounceKind.SOFT, ""),
        ("Sorry, no mailbox here by that name. (#5.1.1)", BounceKind.HARD, "5.1.1"),
        ("Remote host said: 550 5.1.1 unknown", BounceKind.HARD, "5.1.1"),
        ("Remote host said: 550 5.7.1 blocked", BounceKind.REFUSED, "5.7.1"),
        ("Remote host said: 452 4.2.2 full", BounceKind.SOFT, "4.2.2"),
    ],
)
def test_bounce_without_a_report_is_understood_by_its_words(
    said: str, kind: BounceKind, status: str
) -> None:
    raw = QMAIL.replace("SAID", said)
    words = Part("text/plain", raw.partition("\n\n")[2].encode())

    found = read_bounce(made(("return-path", "<>"), senders=SYSTEM, parts=(words,)), raw.encode())

    assert found == (Bounce(ANNA, kind, status, ID),)


def test_words_that_say_it_will_be_tried_again_are_no_bounce() -> None:
    raw = (
        "From: postmaster@mx.kommun1.example\nSubject: Warning\n\n"
        "Delivery to the following recipient has been delayed:\n\n"
        f"    {ANNA}\n\nMessage will be retried for 2 more day(s)\n"
    )

    found = read_bounce(made(senders=("postmaster@mx.kommun1.example",)), raw.encode())

    assert found == (Bounce(ANNA, BounceKind.DELAYED),)


def test_person_who_quotes_a_bounce_has_not_bounced() -> None:
    raw = QMAIL.replace("SAID", "no mailbox").encode()

    assert read_bounce(made(), raw) == ()


def test_bounce_without_a_report_needs_the_whole_mail() -> None:
    assert read_bounce(made(("return-path", "<>"))) == ()


def test_bounce_that_the_library_stumbles_over_is_none(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(_mail: object) -> None:
        raise TypeError(ANNA)

    monkeypatch.setattr(bounces, "all_failures", stumble)

    with caplog.at_level(logging.INFO):
        found = read_bounce(made(("return-path", "<>")), b"Subject: x\n\nx")

    assert found == ()
    assert caplog.messages == ["A bounce could not be read: TypeError"]


@given(
    st.lists(st.tuples(st.sampled_from(["content-type", "return-path"]), st.text())),
    st.sampled_from(["message/delivery-status", "message/rfc822", "text/plain", "x"]),
    st.binary(),
    st.binary(),
)
@example([REPORT], "message/delivery-status", b"\n" + b" " * 50_000, b"")
@example([REPORT], "message/delivery-status", b"Status: " + b"5." * 50_000, b"")
@example([REPORT], "message/rfc822", b"message-id:" * 10_000, b"\xff" * 100_000)
def test_whatever_a_mail_holds_is_read(
    fields: list[tuple[str, str]], kind: str, content: bytes, raw: bytes
) -> None:
    mail = made(*fields, ("return-path", "<>"), parts=(Part(kind, content),))

    assert all(bounce.recipient for bounce in read_bounce(mail, raw))
