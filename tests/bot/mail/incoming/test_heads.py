from email import policy
from email.header import Header
from email.message import Message
from email.parser import BytesParser
from typing import Any

import pytest

from bot.mail.incoming.heads import LONGEST_VALUE, MOST_FIELDS, read_head, written


def parsed(raw: bytes) -> Message:
    return BytesParser(policy=policy.compat32).parsebytes(raw + b"\n\n")


def subject(value: bytes) -> str:
    return read_head(parsed(b"Subject: " + value)).first("subject")


def test_fields_keep_their_order_and_lose_the_case_of_their_names() -> None:
    message = parsed(b"RECEIVED: b\nReceived: a\nSubject: x")

    head = read_head(message)

    assert head.fields == (("received", "b"), ("received", "a"), ("subject", "x"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (b"=?utf-8?q?sl=C3=A4ck_vatten?=", "släck vatten"),
        (b"=?UTF-8?B?c2zDpGNr?=", "släck"),
        (b"=?utf-8*sv?Q?=C3=A5?=", "å"),
        (b"=?iso-8859-1?q?=E5?= =?utf-8?q?=C3=A4?=", "åä"),
        (b"=?utf-8?q?sl=C3?=\n =?utf-8?q?=A4ck?=", "släck"),
        (b"Sv: =?utf-8?q?=C3=A5?= och =?utf-8?q?=C3=A4?=", "Sv: å och ä"),
        (b"=?utf-8?q?en blank inuti?=", "en blank inuti"),
        (b"=?x-hemlig?q?=C3=A5?=", "å"),
        (b"=?utf-8?b?c2zDpGN?=", "släc"),
        (b"=?utf-8?b?YQ?= =?utf-8?b?A?=", "a"),
        (b"=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        (b"=?utf-8?q?aldrig slut", "=?utf-8?q?aldrig slut"),
    ],
)
def test_encoded_words_are_decoded_as_far_as_they_can_be(value: bytes, shown: str) -> None:
    assert subject(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [("Träff på Öland".encode(), "Träff på Öland"), ("på Öland".encode("latin-1"), "på Öland")],
)
def test_raw_octets_are_utf8_or_else_latin1(value: bytes, shown: str) -> None:
    assert subject(value) == shown


@pytest.mark.parametrize(
    "value",
    [
        b"a=?utf-8?q?=0D=0A?=b",
        b"=?utf-8?q?a=0D=0A=00=7F=0D=0Ab?=",
        b"=?utf-8?b?YQ0KDQpi?=",
        b"=?utf-8?q?a=E2=80=A8b?=",
        b"=?utf-8?q?a=C2=85b?=",
        b"a \t  b",
        b"a\n  b",
        b"a\n\t\n b",
        b"a\x00\x1bb",
        "a\u2028\xa0b".encode(),
    ],
)
def test_control_characters_and_blanks_in_a_row_become_one_space(value: bytes) -> None:
    assert subject(value) == "a b"


def test_no_more_than_200_fields_are_read() -> None:
    message = parsed(b"\n".join(b"X-%d: x" % number for number in range(MOST_FIELDS + 1)))

    head = read_head(message)

    assert [name for name, _ in head.fields] == [f"x-{number}" for number in range(200)]


@pytest.mark.parametrize(
    "value",
    [b"x" * 10_001, b" ".join([b"=?utf-8?q?" + b"x" * 60 + b"?="] * 400)],
    ids=["plain", "encoded"],
)
def test_value_is_cut_at_10_000_characters(value: bytes) -> None:
    assert subject(value) == "x" * LONGEST_VALUE


@pytest.mark.parametrize(
    ("value", "shown"),
    [("x\ud800y", "x?y"), ("x\udcffy", "xÿy"), (Header("hej", "utf-8"), "hej")],
)
def test_value_that_no_mail_can_hold_is_read_all_the_same(value: object, shown: str) -> None:
    message: Message[Any, Any] = Message()
    message["Subject"] = value

    assert read_head(message).first("subject") == shown


def test_field_is_had_as_written_for_those_who_take_it_apart() -> None:
    message = parsed(b"From: =?utf-8?q?chef=40x=2Eexample=2C?=\n <a@b.example>")

    values = list(written(message, "from"))

    assert values == ["=?utf-8?q?chef=40x=2Eexample=2C?= <a@b.example>"]
