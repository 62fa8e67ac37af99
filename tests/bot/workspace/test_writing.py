"""Mails as they are written: the standard library reads back what was meant."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workspace.letters import Correspondent
from bot.workspace.writing import (
    FAIL,
    PASS,
    Draft,
    is_address,
    plain_address,
    received,
    written,
)

INA = Correspondent("Inspektör i Borås", "avlopp.boras@vast.example")
BOT = Correspondent("Samverkansboten", "boten@demo.example")
MOMENT = datetime(2026, 3, 2, 8, tzinfo=UTC)
ID = "<ett@vast.example>"
WIDEST = 76


def draft(
    subject: str = "Fråga",
    text: str = "Hej",
    sender: Correspondent = INA,
    references: tuple[str, ...] = (),
) -> Draft:
    return Draft(
        sender=sender,
        to=BOT,
        subject=subject,
        text=text,
        message_id=ID,
        moment=MOMENT,
        in_reply_to=references[-1] if references else "",
        references=references,
    )


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def text_of(raw: bytes) -> str:
    return str(read(raw).get_content()).replace("\r\n", "\n").removesuffix("\n")


def test_mail_says_from_whom_to_whom_and_when() -> None:
    mail = read(written(draft()))

    head = {name: str(mail[name]) for name in ("From", "To", "Subject", "Date", "Message-ID")}
    assert head == {
        "From": "Inspektör i Borås <avlopp.boras@vast.example>",
        "To": "Samverkansboten <boten@demo.example>",
        "Subject": "Fråga",
        "Date": "Mon, 02 Mar 2026 08:00:00 +0000",
        "Message-ID": ID,
    }
    assert (mail.get_content_type(), mail.get_content_charset()) == ("text/plain", "utf-8")
    assert (mail.defects, mail["In-Reply-To"], mail["References"]) == ([], None, None)


@pytest.mark.parametrize(
    "name", ["", 'Ek, "Ina"', "=?utf-8?q?x?=", "Å" * 120, "Miljö- och byggnämnden; Borås"]
)
def test_sender_of_any_name_is_one_address(name: str) -> None:
    raw = written(draft(sender=Correspondent(name, "ina@vast.example")))

    # Not by the newer policy: it reads a blank between two encoded words of a name.
    field = message_from_bytes(raw)["From"]
    told, address = parseaddr(field)
    assert (str(make_header(decode_header(told))), address) == (name, "ina@vast.example")


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "projekt släckvatten",
        "Räksmörgås " * 20 + "slut",
        "ord " * 60 + "slut",
        "Miljösamverkansövergripandeverksamhetsplaneringsmöte" * 3,
        "=?utf-8?q?hej?=",
        "x\r\nBcc: ond@x.example",
    ],
)
def test_subject_is_read_back_on_one_line(subject: str) -> None:
    raw = written(draft(subject))

    mail = read(raw)
    assert str(mail["Subject"]) == " ".join(subject.split())
    assert (mail["Bcc"], mail.get_content().strip()) == (None, "Hej")


@pytest.mark.parametrize(
    "text",
    [
        "å ä ö Å Ä Ö é € – ”hej”",
        "släckvatten " * 2_000,
        "å" * 10_000,
        "rad ett\n\n.\nFrom rad fyra\n  indrag  \n\tslut ",
        "=C3=A5 är ingen kod",
        "",
    ],
)
def test_text_is_read_back_and_its_lines_are_short(text: str) -> None:
    raw = written(draft(text=text))

    assert text_of(raw) == text
    assert max(len(line) for line in raw.split(b"\r\n")) <= WIDEST
    assert (raw.isascii(), raw.count(b"\n")) == (True, raw.count(b"\r\n"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_whatever_is_typed_is_read_back(typed: str) -> None:
    raw = written(draft(typed, typed))

    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    assert text_of(raw) == lines.removesuffix("\n")
    assert raw.isascii()


def test_ids_are_written_as_they_are_however_long() -> None:
    long_id = f"<{'a' * 90}@{'b' * 60}.example>"

    raw = written(draft(references=("<noll@x.example>", long_id)))

    assert b"In-Reply-To: " + long_id.encode() in raw.split(b"\r\n")
    assert b"References: <noll@x.example>\r\n " + long_id.encode() in raw
    assert str(read(raw)["References"]).split() == ["<noll@x.example>", long_id]


@pytest.mark.parametrize("verdict", [PASS, FAIL])
def test_server_writes_its_finding_above_the_mail(verdict: str) -> None:
    one = draft()
    raw = received(written(one), one, "mx.demo.example", verdict)

    mail = read(raw)
    assert mail.keys()[:4] == ["Return-Path", "Authentication-Results", "Received", "From"]
    assert mail["Return-Path"] == "<avlopp.boras@vast.example>"
    assert " ".join(mail["Authentication-Results"].split()) == (
        f"mx.demo.example; dmarc={verdict} header.from=vast.example"
    )
    assert raw.endswith(written(one))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" granne@hemma.example ", "granne@hemma.example"),
        ("asa@växjö.example", "asa@xn--vxj-qla6g.example"),
    ],
)
def test_address_is_written_in_ascii(typed: str, address: str) -> None:
    assert (is_address(typed), plain_address(typed)) == (True, address)


@pytest.mark.parametrize("typed", ["", "granne", "åsa@hemma.example", "a@b@c.example", "a b@c.se"])
def test_what_no_mail_can_come_from_is_no_address(typed: str) -> None:
    assert is_address(typed) is False
