from datetime import UTC, datetime
from email.feedparser import FeedParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.mail.incoming import reading
from bot.mail.incoming.faults import Fault
from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.reading import (
    LARGEST,
    is_too_much,
    read_date,
    read_mail,
    read_message_id,
)

SAMPLES = Path(__file__).with_name("samples")
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((SAMPLES / "expected.yaml").read_text())
NAMES = sorted(path.stem for path in SAMPLES.glob("*.eml"))
HEAD = b"From: asa.oberg@vaxjo.example\nSubject: Hej\nMessage-ID: <a@vaxjo.example>\n"


def outcome(mail: IncomingMail) -> dict[str, Any]:
    return {
        "senders": list(mail.senders),
        "subject": mail.subject,
        "text": mail.text,
        "faults": [str(fault) for fault in mail.faults],
    }


def read(field: bytes, body: bytes = b"ord\n") -> IncomingMail:
    return read_mail(HEAD + field + b"\n\n" + body)


def test_every_sample_has_an_outcome_and_every_outcome_a_sample() -> None:
    assert sorted(EXPECTED) == NAMES


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_sample_is_read_as_expected_however_its_lines_end(name: str, ending: bytes) -> None:
    raw = (SAMPLES / f"{name}.eml").read_bytes()
    ended = raw.replace(b"\r\n", b"\n").replace(b"\n", ending)

    mail = read_mail(ended)

    assert outcome(mail) == EXPECTED[name]
    assert mail == read_mail(raw)


def test_text_after_10_000_blank_lines_is_read() -> None:
    mail = read(b"X: y", b"f\xc3\xb6re" + b"\n" * 10_000 + b"efter\n")

    assert mail.text == "före\n\nefter"


def test_ids_lose_their_brackets_and_the_last_30_references_are_kept() -> None:
    references = b"References:" + b"".join(b"\n <%d@x>" % number for number in range(2_000))

    mail = read(references + b"\nIn-Reply-To: your mail <b@x> of today")

    assert mail.message_id == "a@vaxjo.example"
    assert mail.in_reply_to == ("b@x",)
    assert mail.references == tuple(f"{number}@x" for number in range(1_970, 2_000))


def test_encoded_ids_are_read_though_they_should_not_be_encoded() -> None:
    mail = read(b"References: =?utf-8?q?=3Ca=40x=3E?=\n =?utf-8?q?_=3Cb=40x=3E?=")

    assert mail.references == ("a@x", "b@x")


@pytest.mark.parametrize(
    ("value", "own"),
    [(b"<a@x>", "a@x"), (b"< a@x > (x)", "a@x"), (b"a@x", "a@x"), (b"a b", ""), (b"", "")],
)
def test_message_id_may_lack_its_brackets(value: bytes, own: str) -> None:
    assert read_mail(b"Message-ID: " + value + b"\n\n").message_id == own


def test_subject_is_cut_at_1_000_characters() -> None:
    mail = read_mail(b"Subject: " + b"x" * 1_001 + b"\n\n")

    assert mail.subject == "x" * 1_000


@pytest.mark.parametrize(
    "value",
    [
        "Fri, 20 Nov 2026 09:00:00 +0100",
        "20 Nov 2026 08:00:00 -0000",
        "20 Nov 2026 08:00:00",
        "Fri, 20 Nov 2026 08:00:00 GMT (utc)",
    ],
)
def test_date_is_read_in_utc(value: str) -> None:
    assert read_date(value) == datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", ["", "i går", "31 Feb 2026 08:00:00 +0000", "31 Dec 9999 23:00 -1400", "9" * 5_000]
)
def test_date_that_is_none_is_none(value: str) -> None:
    assert read_date(value) is None


def test_mail_of_more_than_25_mb_is_read_for_its_head_only() -> None:
    whole = HEAD + b"\n" + b"x" * 74 + b"\n"
    large = whole + b"x" * (LARGEST - len(whole))

    assert read_mail(large).faults == ()
    cut = read_mail(large + b"x")
    assert (cut.sender, cut.subject, cut.text) == ("asa.oberg@vaxjo.example", "Hej", "")
    assert cut.faults == (Fault.TOO_LARGE,)


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + b"\n" * 10_000_001,
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n" * 200 + b"\n" * 60_000,
        HEAD + b"Content-Type: text/plain" + b"; a=b" * 2_500 + b"\n\nord",
        HEAD + b"content-type :\r\n message/rfc822\r\n" * 200 + b"\r\n" * 60_000,
    ],
    ids=["lines", "containers", "parameters", "folded"],
)
def test_mail_that_would_take_long_to_read_is_read_for_its_head_only(raw: bytes) -> None:
    mail = read_mail(raw)

    assert is_too_much(raw)
    assert (mail.subject, mail.text, mail.parts) == ("Hej", "", ())
    assert Fault.TOO_LARGE in mail.faults


def test_ordinary_mail_with_many_attached_mails_is_read() -> None:
    assert not is_too_much(HEAD + b"Content-Type: message/rfc822\n\nord\n" * 1_000)


def test_mail_that_the_library_chokes_on_gives_its_head() -> None:
    deep = b"".join(b"Content-Type: message/rfc822\n\n" for _ in range(1_500))

    mail = read_mail(HEAD + deep + b"ord")

    assert (mail.subject, mail.senders) == ("Hej", ("asa.oberg@vaxjo.example",))
    assert mail.faults == (Fault.UNREADABLE,)


def test_mail_that_the_library_cannot_even_begin_on_is_empty(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def raising(_self: FeedParser, _data: str) -> None:
        raise RuntimeError("words of the mail")

    monkeypatch.setattr(FeedParser, "feed", raising)

    mail = read_mail(HEAD)

    assert outcome(mail) == {"senders": [], "subject": "", "text": "", "faults": ["unreadable"]}
    # Somebody has to mend it, and learns nothing of what the mail says.
    assert "A mail cannot be read: RuntimeError in raising" in caplog.text
    assert "words of the mail" not in caplog.text


@pytest.mark.parametrize(
    ("value", "senders"),
    [
        ("Asa <ASA@Vaxjo.EXAMPLE>", ("asa@vaxjo.example",)),
        ("asa@växjö.example", ("asa@xn--vxj-qla6g.example",)),
        ("åsa@växjö.example", ("åsa@xn--vxj-qla6g.example",)),
        ("asa@vaxjo.example <asa@vaxjo.example>", ("asa@vaxjo.example",)),
        ('"chef@x.example" <asa@vaxjo.example> (nils@x.example)', ("asa@vaxjo.example",)),
        ("asa@vaxjo.example <chef@x.example>", ("asa@vaxjo.example", "chef@x.example")),
        ("a@x.example]<b@x.example>", ("a@x.example", "b@x.example")),
        ("Gruppen: a@x.example, b@x.example;", ("a@x.example", "b@x.example")),
        ("=?utf-8?q?chef=40x=2Eexample?=", ()),
        ("asa@localhost, @, <>, asa@@x.example", ()),
        ("(" * 5_000 + "a@x.example", ("a@x.example",)),
        ("asa.oberg@vaxjo.example A", ("asa.oberg@vaxjo.example",)),
        ("Asa <asa@vaxjo.example A>", ("asa@vaxjo.example",)),
        ("a@x.example b, ba@x.exampleb", ("a@x.example", "ba@x.exampleb")),
        ("Asa <asa@vaxjo. example>", ()),
    ],
)
def test_senders_are_all_addresses_that_stand_in_from(value: str, senders: tuple[str, ...]) -> None:
    assert read_mail(f"From: {value}\n\n".encode()).senders == senders


def test_sender_cannot_hide_behind_200_other_fields() -> None:
    mail = read_mail(b"From: a@x.example\n" + b"X: y\n" * 200 + b"From: b@x.example\n\n")

    assert mail.senders == ("a@x.example", "b@x.example")
    assert mail.faults == (Fault.TWO_SENDERS, Fault.TOO_MANY_FIELDS)


def test_no_more_than_50_senders_are_read() -> None:
    many = ", ".join(f"a{number}@x.example" for number in range(100))

    assert len(read_mail(f"From: {many}\nFrom: {many}\n\n".encode()).senders) == 50


def test_field_named_twice_is_read_from_the_top() -> None:
    assert reading.read_mail(b"Subject: ett\nSubject: tv\xc3\xa5\n\n").subject == "ett"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.eml")), ids=lambda path: path.stem)
def test_message_id_is_read_alone_as_with_the_rest(path: Path) -> None:
    raw = path.read_bytes()

    alone = [read_message_id(one) for one in (raw, raw.replace(b"\r\n", b"\n"))]

    assert alone == [read_mail(raw).message_id] * 2
