from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.attachments import Attachment
from bot.invites import request
from bot.mail.addresses import Sender
from bot.mail.letters import LARGEST, CalendarPart, Letter, message_id_of, written
from bot.texts.safe import clean
from handlers.errors import DeliveryError
from tests.bot.invites.made import ASA, BOT, MEETING
from tests.bot.mail.stand_ins import body_in, name_in, parsed
from tests.letters import faults

SENDER = Sender("Miljösamverkan Väst", "bot@miljosamverkan.example")
MOMENT = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)
MESSAGE_ID = "<0123456789abcdef@miljosamverkan.example>"
FIELDS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
    "MIME-Version", "Content-Type",
]  # fmt: skip


def letter(**values: Any) -> Letter:
    plain: dict[str, Any] = {
        "to_name": "Åsa Öberg",
        "to_address": "asa.oberg@kommun.example",
        "subject": "Påminnelse: rapportera nyckeltalen",
        "text": "Hej Åsa\n\nRapportera senast 15 januari.\n",
        "html": '<!doctype html>\n<html lang="sv"><body><p>Hej Åsa</p></body></html>\n',
        "message_id": MESSAGE_ID,
    }
    return Letter(**{**plain, **values})


def sent(**values: Any) -> bytes:
    return written(letter(**values), SENDER, MOMENT)


def head_of(content: bytes) -> str:
    return content.partition(b"\r\n\r\n")[0].decode("ascii")


def test_letter_is_read_back_as_it_was_meant() -> None:
    message = parsed(sent())

    assert str(message["From"]) == "Miljösamverkan Väst <bot@miljosamverkan.example>"
    assert str(message["To"]) == "Åsa Öberg <asa.oberg@kommun.example>"
    assert message["Subject"] == "Påminnelse: rapportera nyckeltalen"
    assert message["Date"].datetime == MOMENT
    assert message["Message-ID"] == MESSAGE_ID
    assert list(message.keys()) == FIELDS
    assert message.defects == []


def test_text_comes_first_and_html_last() -> None:
    message = parsed(sent())

    parts = [part.get_content_type() for part in message.iter_parts()]

    assert message.get_content_type() == "multipart/alternative"
    assert parts == ["text/plain", "text/html"]


def test_both_parts_are_utf_8_in_short_lines_of_ascii() -> None:
    content = sent(text="å" * 400 + "\n.\nslut \n", html="<p>" + "x" * 400 + "</p>\n")

    assert [
        (part.get_content_charset(), part["Content-Transfer-Encoding"])
        for part in parsed(content).iter_parts()
    ] == [("utf-8", "quoted-printable")] * 2
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 76
    assert body_in(content, "plain") == "å" * 400 + "\n.\nslut \n"
    assert body_in(content, "html") == "<p>" + "x" * 400 + "</p>\n"


def test_every_line_ends_in_carriage_return_and_line_feed() -> None:
    content = sent(text="ett\ntvå\r\ntre\rfyra", html="<p>\n</p>")

    assert content.replace(b"\r\n", b"").count(b"\n") == 0
    assert content.replace(b"\r\n", b"").count(b"\r") == 0
    assert body_in(content, "plain") == "ett\ntvå\ntre\nfyra\n"


def test_letter_says_that_no_person_has_written_it() -> None:
    message = parsed(sent())

    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"


def test_letter_may_say_that_it_is_an_answer() -> None:
    message = parsed(sent(headers={"Auto-Submitted": "auto-replied"}))

    assert message.get_all("Auto-Submitted") == ["auto-replied"]


def test_date_is_the_moment_in_any_zone() -> None:
    there = timezone(timedelta(hours=2))

    content = written(letter(), SENDER, MOMENT.astimezone(there))

    assert "Date: Tue, 01 Sep 2026 08:30:00 +0200" in head_of(content).split("\r\n")


def test_same_letter_is_the_same_bytes() -> None:
    assert sent() == sent()


def test_message_id_is_that_of_the_parcel_and_tells_nothing() -> None:
    first = message_id_of("reminder/vast/nyckeltal/2026/17", "miljosamverkan.example")
    again = message_id_of("reminder/vast/nyckeltal/2026/17", "miljosamverkan.example")
    other = message_id_of("reminder/vast/nyckeltal/2026/18", "miljosamverkan.example")

    assert first == again
    assert first != other
    assert first.startswith("<")
    assert first.endswith("@miljosamverkan.example>")
    assert "vast" not in first


# Trap 1 of outgoing mail: the library encodes what nobody decodes.
def test_threads_are_kept_however_long_they_are() -> None:
    ids = [f"<{number:070d}@kommun.example>" for number in range(12)]

    content = sent(headers={"References": " ".join(ids), "In-Reply-To": ids[-1]})

    assert "=?" not in head_of(content).partition("References:")[2].partition("MIME")[0]
    assert parsed(content)["References"].split() == ids
    assert parsed(content)["In-Reply-To"].strip() == ids[-1]


def test_unsubscribing_with_one_click_is_readable_as_it_stands() -> None:
    web = f"<https://bot.miljosamverkan.example/av/{'a' * 36}>"
    mail = "<mailto:av+1234567890@miljosamverkan.example>"

    content = sent(
        headers={
            "List-Unsubscribe": f"{web}, {mail}",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": "<nyhetsbrev.vast.miljosamverkan.example>",
            "Precedence": "bulk",
        }
    )

    lines = head_of(content).split("\r\n")
    assert lines[lines.index("List-Unsubscribe:") :][1:3] == [f" {web},", f" {mail}"]
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    assert "List-Id: <nyhetsbrev.vast.miljosamverkan.example>" in lines
    assert "Precedence: bulk" in lines
    assert max(map(len, lines)) <= 78


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("References", "<å@kommun.example>"),
        ("References", ""),
        ("References", "<a\x00b@kommun.example>"),
        ("References", f"<{'a' * 1000}@kommun.example>"),
        ("Bcc\r\nX", "x"),
        ("Subject", "en annan"),
        ("content-type", "text/html"),
        ("Reply-To", "ingen adress"),
    ],
)
def test_field_that_cannot_be_as_wanted_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        sent(headers={name: value})


def test_line_break_in_a_thread_adds_no_field() -> None:
    content = sent(headers={"References": "<1@a.example>\r\nBcc: x@b.example"})

    assert "Bcc" not in parsed(content)


def test_answer_goes_where_the_letter_says() -> None:
    content = sent(headers={"Reply-To": "Miljökontoret <miljo@växjö.example>"})

    assert str(parsed(content)["Reply-To"]) == "Miljökontoret <miljo@xn--vxj-qla6g.example>"


# Trap 4: an address must never become encoded words.
def test_address_with_letters_of_its_own_in_the_domain_is_sent_in_ascii() -> None:
    content = sent(to_address="asa@växjö.example")

    assert parsed(content)["To"].addresses[0].addr_spec == "asa@xn--vxj-qla6g.example"


@pytest.mark.parametrize("address", ["åsa@växjö.example", "åsa@kommun.example", "", "asa"])
def test_address_that_no_mail_can_go_to_is_refused_for_good(address: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        sent(to_address=address)

    assert caught.value.code == "mail_bad_address"
    assert caught.value.permanent


# Trap 3: what is hidden in a name or a subject must not come out as a field of its own.
@pytest.mark.parametrize(
    "poison",
    [
        "Hej\r\nBcc: alla@kommun.example",
        "Hej\nBcc: alla@kommun.example",
        "Hej\rBcc: alla@kommun.example",
        "Hej å\r\n\r\nBcc: alla@kommun.example",
        "Hej\u2028Bcc: alla@kommun.example",
        "=?utf-8?q?Hej=0D=0ABcc:_alla=40kommun.example?=",
    ],
)
def test_name_and_subject_stay_in_their_fields(poison: str) -> None:
    content = written(
        letter(subject=poison, to_name=poison),
        Sender(poison, "bot@miljosamverkan.example"),
        MOMENT,
    )

    message = parsed(content)
    assert list(message.keys()) == FIELDS
    assert message["Subject"] == clean(poison)
    assert [one.addr_spec for one in message["To"].addresses] == ["asa.oberg@kommun.example"]
    assert name_in(content) == clean(poison)


@pytest.mark.parametrize(
    "name",
    [
        'Anna "Ankan" Ek',
        "Ek, Anna",
        "C:\\Anna",
        "Anna <anna@annan.example>",
        "Anna (vik.)",
        "X" * 90,
    ],
)
def test_name_is_a_name_whatever_signs_it_has(name: str) -> None:
    content = sent(to_name=name)

    assert name_in(content) == name
    assert [one.addr_spec for one in parsed(content)["To"].addresses] == [
        "asa.oberg@kommun.example"
    ]


def test_address_stands_alone_where_no_name_is_known() -> None:
    assert "To: asa.oberg@kommun.example" in head_of(sent(to_name="")).split("\r\n")


@given(
    st.text(st.characters(codec="utf-8"), max_size=300),
    st.text(st.characters(codec="utf-8"), max_size=200),
)
def test_any_subject_and_name_are_read_back_from_short_lines(subject: str, name: str) -> None:
    content = sent(subject=subject, to_name=name)

    message = parsed(content)
    assert list(message.keys()) == FIELDS
    assert message["Subject"] == clean(subject)
    assert name_in(content) == clean(name)
    assert max(map(len, head_of(content).split("\r\n"))) <= 78


@given(st.text(st.characters(codec="utf-8"), max_size=2000))
def test_any_text_is_read_back_from_short_lines(text: str) -> None:
    content = sent(text=text)

    assert max(map(len, content.split(b"\r\n"))) <= 76
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert body_in(content, "plain") == lines.removesuffix("\n") + "\n"


CALENDAR = Attachment("kalender.ics", 'text/calendar; charset="utf-8"', "Möte\r\n".encode() * 40)
WORKBOOK = Attachment("lista.xlsx", "application/octet-stream", bytes(range(256)) * 8)


def test_files_stand_beside_what_is_read() -> None:
    message = parsed(sent(attachments=(CALENDAR, WORKBOOK)))

    said, *files = message.iter_parts()
    assert message.get_content_type() == "multipart/mixed"
    assert list(message.keys()) == FIELDS
    assert said.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in said.iter_parts()] == ["text/plain", "text/html"]
    assert [
        (file.get_filename(), file.get_content_type(), file.get_payload(decode=True))
        for file in files
    ] == [
        ("kalender.ics", "text/calendar", CALENDAR.content),
        ("lista.xlsx", "application/octet-stream", WORKBOOK.content),
    ]
    assert [file.get_content_disposition() for file in message.iter_attachments()] == [
        "attachment",
        "attachment",
    ]
    assert [part.defects for part in message.walk()] == [[]] * 6


def test_words_are_the_same_with_a_file_and_without() -> None:
    without, beside = sent(), sent(attachments=(WORKBOOK,))

    assert body_in(beside, "plain") == body_in(without, "plain")
    assert body_in(beside, "html") == body_in(without, "html")


def test_files_are_in_short_lines_of_ascii() -> None:
    content = sent(attachments=(CALENDAR, WORKBOOK, replace(WORKBOOK, content=b"")))

    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 76
    assert content.replace(b"\r\n", b"").count(b"\n") == 0


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("lista.xlsx", 'filename="lista.xlsx"'),
        ("årshjul.xlsx", "filename*=utf-8''%C3%A5rshjul.xlsx"),
        ('a"b\r\nX: y.ics', "filename*=utf-8''a%22b%20X%3A%20y.ics"),
    ],
)
def test_name_of_a_file_is_encoded_where_it_has_to_be(name: str, field: str) -> None:
    content = sent(attachments=(replace(WORKBOOK, name=name),))

    (file,) = parsed(content).iter_attachments()
    assert f"Content-Disposition: attachment;\r\n {field}\r\n".encode() in content
    assert file.get_filename() == clean(name)


def test_files_that_would_make_it_too_large_are_left_out() -> None:
    large = replace(WORKBOOK, content=bytes(LARGEST * 3 // 4))

    both, alone = sent(attachments=(large, CALENDAR)), sent(attachments=(large,))

    assert [file.get_filename() for file in parsed(both).iter_attachments()] == ["kalender.ics"]
    assert alone == sent()
    assert len(both) < LARGEST


def test_what_is_no_media_type_is_an_error() -> None:
    with pytest.raises(ValueError, match="no media type"):
        sent(attachments=(replace(WORKBOOK, kind="text/x\r\nBcc: a@b.example"),))


INVITED = request(MEETING, BOT, ASA, MOMENT)


def test_invitation_is_an_alternative_and_a_file_beside_it() -> None:
    content = sent(calendar=CalendarPart("REQUEST", INVITED), attachments=(WORKBOOK,))

    message = parsed(content)
    inner, *files = message.iter_parts()
    told = list(inner.iter_parts())
    assert faults(content) == []
    assert [one.get_content_type() for one in told] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert dict(told[-1]["Content-Type"].params) == {"method": "REQUEST", "charset": "utf-8"}
    assert told[-1].get_content_disposition() is None
    assert told[-1].get_payload(decode=True) == INVITED
    assert [(one.get_content_type(), one.get_filename()) for one in files] == [
        (WORKBOOK.kind, WORKBOOK.name),
        ("application/ics", "invite.ics"),
    ]
    assert files[-1].get_payload(decode=True) == INVITED


def test_method_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no method"):
        sent(calendar=CalendarPart("REQUEST\r\nBcc: a@b.example", INVITED))
