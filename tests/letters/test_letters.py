"""The rules themselves: each finds what breaks it, and nothing else."""

from base64 import encodebytes
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from bot.invites import request
from tests.bot.invites.made import ASA, BOT, MEETING, NOW
from tests.letters import codes
from tests.letters.faults import CODES

HEAD: Mapping[str, str] = MappingProxyType(
    {
        "From": '"Boten" <bot@miljo.example>',
        "To": "=?utf-8?q?=C3=85sa?= Ek <asa@xn--vxj-qla6g.example>",
        "Subject": "Hej =?utf-8?b?w6U=?= du",
        "Date": "Tue, 01 Sep 2026 08:30:00 +0200",
        "Message-ID": "<1@miljo.example>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": 'multipart/alternative; boundary="=_b"',
    }
)
QP = 'Content-Type: text/{}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n'
B64 = 'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
BIT8 = 'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
TEXT, HTML = QP.format("plain") + "\r\nHej =C3=A5\r\n", QP.format("html") + "\r\n<p>Hej</p>\r\n"


def octets(text: str) -> bytes:
    return text.encode("latin-1")


def mail(*parts: str, closing: str = "\r\n--=_b--\r\n", **fields: str) -> bytes:
    """Return a mail of these parts; a field replaces the usual one, or takes it out if empty."""
    given = {name.replace("_", "-"): value for name, value in fields.items()}
    head = {**HEAD, **given}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if value)
    body = "".join(f"\r\n--=_b\r\n{part}" for part in parts or (TEXT, HTML))
    return octets(lines + body + closing)


def plain(body: str = "Hej\r\n", head: str = "", **fields: str) -> bytes:
    """Return a mail of a text alone, with what is given written above its other fields."""
    single = mail(MIME_Version="", Content_Type="", **fields).partition(b"\r\n\r\n")[0]
    return octets(head) + single + b"\r\n\r\n" + octets(body)


def with_text(body: str) -> bytes:
    return mail(QP.format("plain") + "\r\n" + body, HTML)


def with_base64(body: str) -> bytes:
    return mail(B64 + body, HTML)


INVITED = request(MEETING, BOT, ASA, NOW)


def with_calendar(
    content: bytes = INVITED, kind: str = "method=REQUEST; ", head: str = ""
) -> bytes:
    lines = encodebytes(content).decode().replace("\n", "\r\n")
    fields = f'Content-Type: text/calendar; {kind}charset="utf-8"\r\n{head}'
    return mail(TEXT, f"{fields}Content-Transfer-Encoding: base64\r\n\r\n{lines}")


VALID = {
    "the usual one": mail(),
    "a text alone": plain(),
    "a head alone": plain(""),
    "no name": mail(To="asa@miljo.example"),
    "two recipients": mail(To='"Ek, Åsa" <a@b.example>, b@b.example'.replace("Å", "A")),
    "a quoted local part": mail(To='"a b"@b.example'),
    "a comment": mail(To="a@b.example (=?utf-8?q?=C3=A5?=)"),
    "no subject": mail(Subject=""),
    "signs that are no words": mail(Subject="Vad ar =? och ?= och = ?"),
    "a long token alone": mail(References=f"\r\n <{'a' * 900}@b.example>"),
    "a long fold": mail(Subject="x" * 60 + "\r\n " + "y" * 70),
    "a tab as a fold": mail(References="<1@b.example>\r\n\t<2@b.example>"),
    "words of two lines": mail(Subject="=?utf-8?q?=C3=A5?=\r\n =?utf-8?q?=C3=A4?="),
    "another charset": mail(Subject="=?iso-8859-1?q?=E5?= =?utf-8?q?=C3=A5?="),
    "an id of a literal address": mail(In_Reply_To="<1@[192.0.2.1]>"),
    "lists": mail(
        List_Unsubscribe="<https://b.example/x>,\r\n <mailto:av@b.example>",
        List_Unsubscribe_Post="List-Unsubscribe=One-Click",
        List_Id="<brev.b.example>",
        Precedence="bulk",
    ),
    "a soft break": with_text("H=C3=\r\n=A5j\r\n"),
    "an encoded blank": with_text("Hej=20\r\n.\r\nFrom Kim\r\n"),
    "base64": with_base64("SGVqIMOl\r\n"),
    "eight bits as told": mail(BIT8 + "\xc3\xa5\r\n", HTML),
    "a date without its day": mail(Date="1 Sep 2026 08:30 +0200"),
    "a nested container": mail(
        'Content-Type: multipart/mixed; boundary="=_c"\r\n'
        f"\r\n--=_c\r\n{TEXT}\r\n--=_c--\r\n",
        HTML,
    ),
    "an invitation": with_calendar(),
    "text around the parts": mail(closing="\r\n--=_b--\r\nslut\r\n"),
}  # fmt: skip
LONG_WORD = "=?utf-8?q?" + "a" * 64 + "?="
LONG_BOUNDARY = f'multipart/mixed;\r\n boundary="{"b" * 71}"'
PLANTED = {
    # RFC 6047, section 2.4: invitations.
    "calendar of another method": (
        "calendar_method",
        with_calendar(kind="method=CANCEL; "),
    ),
    "calendar as a file": (
        "calendar_attached",
        with_calendar(head="Content-Disposition: attachment\r\n"),
    ),
    "calendar with a fault": ("calendar", with_calendar(INVITED.replace(b"UID:", b"X-UID:"))),
    "calendar for nobody": (
        "calendar",
        with_calendar(INVITED.replace(b"UID:", b"X-UID:"), kind=""),
    ),
    # RFC 5322, section 2: lines and fields.
    "carriage return alone": ("bare_cr", with_text("He\rj\r\n")),
    "line feed alone": ("bare_lf", with_text("He\nj\r\n")),
    "NUL": ("nul", with_text("He\0j\r\n")),
    "line of 999 octets": ("line_too_long", plain("x" * 999 + "\r\n")),
    "last line without an end": ("line_unended", plain("Hej")),
    "line of the head of 79 octets": ("head_line_long", mail(Subject="x" * 60 + " " + "y" * 60)),
    "fold that was not used": ("head_line_long", mail(References=f"<{'a' * 80}@b.example>")),
    "field without a colon": ("field_unreadable", plain(head="Hej\r\n")),
    "blank before the colon": ("field_unreadable", plain(head="X-A : b\r\n")),
    "letter in a name": ("field_unreadable", plain(head="X-\xe5: b\r\n")),
    "fold before all fields": ("field_unreadable", plain(head=" x\r\n")),
    "fold of blanks alone": ("fold_blank", mail(Subject="Hej\r\n \t\r\n du")),
    "letter in a head": ("head_8bit", mail(Subject="H\xe5j")),
    "letter in a name of somebody": ("head_8bit", mail(To="\xc3\x85sa <a@b.example>")),
    "control character in a head": ("head_control", mail(Subject="H\x1bj")),
    "no sender": ("field_missing", mail(From="")),
    "no date": ("field_missing", mail(Date="")),
    "no Message-ID": ("field_missing", mail(Message_ID="")),
    "two senders": ("field_repeated", plain(head="From: a@b.example\r\n")),
    "two subjects": ("field_repeated", plain(head="subject: Hej\r\n")),
    "two threads": ("field_repeated", plain(head="References: <1@b.example>\r\n" * 2)),
    # Section 3.3 and 3.6.4: dates and ids.
    "date of another form": ("date", mail(Date="2026-09-01 08:30:00 +0200")),
    "day of another name": ("date", mail(Date="Mon, 01 Sep 2026 08:30:00 +0200")),
    "day that is none": ("date", mail(Date="31 Sep 2026 08:30:00 +0200")),
    "zone by its name": ("date", mail(Date="Tue, 01 Sep 2026 08:30:00 CEST")),
    "id without brackets": ("message_id", mail(Message_ID="1@b.example")),
    "two ids": ("message_id", mail(Message_ID="<1@b.example> <2@b.example>")),
    "id without an at sign": ("message_id", mail(In_Reply_To="<1>")),
    "id of two at signs": ("message_id", mail(References="<1@2@b.example>")),
    "id of dots": ("message_id", mail(References="<1..2@b.example>")),
    "ids with a comma": ("message_id", mail(References="<1@b.example>, <2@b.example>")),
    "encoded id": ("word_misplaced", mail(References="=?utf-8?q?=3C1=40b=2Eexample=3E?=")),
    "id with a word in it": ("word_misplaced", mail(In_Reply_To="<=?utf-8?q?1?=@b.example>")),
    # Section 3.4: names and addresses.
    "nobody": ("mailbox_unreadable", mail(To="<>")),
    "address of two words": ("mailbox_unreadable", mail(To="Asa a@b.example")),
    "name with a dot": ("mailbox_unreadable", mail(To="Asa M. Ek <a@b.example>")),
    "quotation mark alone": ("mailbox_unreadable", mail(To='Asa "Ek <a@b.example>')),
    "address of dots": ("mailbox_unreadable", mail(To="a..b@b.example")),
    "words behind the address": ("mailbox_unreadable", mail(To="<a@b.example> Ek")),
    "domain of one label": ("mailbox_domain", mail(To="a@localhost")),
    "domain with an underscore": ("mailbox_domain", mail(Reply_To="a@b_c.example")),
    "label that stands for nothing": ("mailbox_domain", mail(To="a@xn--b-.example")),
    "encoded address": ("word_misplaced", mail(To="=?utf-8?q?=C3=A5sa?=@b.example")),
    "encoded address in brackets": (
        "word_misplaced",
        mail(To="Asa <=?utf-8?q?=C3=A5sa=40b=2Eexample?=>"),
    ),
    # RFC 2047.
    "word of 76 octets": ("word_too_long", mail(Subject=f"\r\n {LONG_WORD}")),
    "line of 77 octets with a word": (
        "word_line_long",
        mail(Subject="x" * 20 + " =?utf-8?q?" + "a" * 35 + "?="),
    ),
    "word without an end": ("word_malformed", mail(Subject="=?utf-8?q?Hej")),
    "word with a blank in it": ("word_malformed", mail(Subject="=?utf-8?q?Hej du?=")),
    "charset that nobody knows": ("word_charset", mail(Subject="=?utf-9?q?Hej?=")),
    "no charset": ("word_charset", mail(Subject="=??q?Hej?=")),
    "encoding that nobody knows": ("word_encoding", mail(Subject="=?utf-8?x?Hej?=")),
    "base64 without its padding": ("word_base64", mail(Subject="=?utf-8?b?w6U?=")),
    "hexadecimal that is none": ("word_q", mail(Subject="=?utf-8?q?=C3=GG?=")),
    "small hexadecimal": ("word_q", mail(Subject="=?utf-8?q?=c3=a5?=")),
    "sign that a name may not hold": ("word_q", mail(To="=?utf-8?q?Ek.?= <a@b.example>")),
    "octets that are no characters": ("word_undecodable", mail(Subject="=?utf-8?q?=C3?=")),
    "character in two words": (
        "word_split_character",
        mail(Subject="=?utf-8?q?=C3?= =?utf-8?q?=A5?="),
    ),
    "two words side by side": ("word_unseparated", mail(Subject="=?utf-8?q?a?==?utf-8?q?b?=")),
    "word in a word": ("word_unseparated", mail(Subject="a=?utf-8?q?b?=")),
    "word beside a quotation": ("word_unseparated", mail(To='"a"=?utf-8?q?b?= <a@b.example>')),
    "word in a quotation": ("word_misplaced", mail(To='"=?utf-8?q?=C3=A5?=" <a@b.example>')),
    "word in a list's field": ("word_misplaced", mail(List_Id="=?utf-8?q?brev?= <a.b.example>")),
    "word in a keyword": ("word_misplaced", mail(Auto_Submitted="=?utf-8?q?auto-generated?=")),
    "word in a parameter": (
        "word_misplaced",
        mail(TEXT.replace("utf-8", 'utf-8"; name="=?utf-8?q?a?='), HTML),
    ),
    # RFC 3834, RFC 2369 and RFC 8058.
    "keyword that is none": ("keyword", mail(Auto_Submitted="yes")),
    "address of a list without brackets": ("list_field", mail(List_Help="https://b.example")),
    "click that is none": ("list_field", mail(List_Unsubscribe_Post="One-Click")),
    # RFC 2045 and RFC 2046.
    "no version": ("mime_version", mail(MIME_Version="")),
    "version of another time": ("mime_version", mail(MIME_Version="2.0")),
    "type that is none": ("content_type", mail(Content_Type="multipart")),
    "parameter twice": ("content_type", mail(Content_Type="text/plain; a=b; A=c")),
    "no boundary": ("boundary", mail(Content_Type="multipart/alternative")),
    "boundary of 71 signs": ("boundary", mail(Content_Type=LONG_BOUNDARY)),
    "boundary that is not used": (
        "boundary_unused",
        mail(Content_Type='multipart/alternative; boundary="=_c"'),
    ),
    "boundary that is not closed": ("boundary_unclosed", mail(closing="\r\n")),
    "container that is encoded": ("encoding", mail(Content_Transfer_Encoding="base64")),
    "encoding of a part that nobody knows": (
        "encoding",
        mail("Content-Transfer-Encoding: uuencode\r\n\r\nHej\r\n", HTML),
    ),
    "part without its encoding": ("encoding_missing", mail("\r\nHej\r\n", HTML)),
    "letter in 7bit": ("octets_8bit", plain("H\xe5j\r\n")),
    "letter in quoted-printable": ("octets_8bit", with_text("H\xe5j\r\n")),
    "line of 77 octets": ("qp_line_long", with_text("x" * 77 + "\r\n")),
    "equals sign alone": ("qp_escape", with_text("1 = 2\r\n")),
    "small digits": ("qp_escape", with_text("H=c3=a5j\r\n")),
    "control character": ("qp_octet", with_text("H\x07j\r\n")),
    "blank at the end": ("qp_trailing_blank", with_text("Hej \r\n")),
    "soft break at the end": ("qp_open_end", with_text("Hej=\r\n")),
    "octets that are no text": ("charset", with_text("Hej =C3\r\n")),
    "charset of a part that nobody knows": (
        "charset",
        mail(TEXT.replace("utf-8", "utf-9"), HTML),
    ),
    "line of 80 octets of base64": ("base64_line_long", with_base64("SGVq" * 20 + "\r\n")),
    "sign that is not of base64": ("base64", with_base64("SGV!\r\n")),
    "base64 that is cut off": ("base64", with_base64("SGVqI\r\n")),
    "HTML before text": ("html_first", mail(HTML, TEXT)),
    "letter in the head of a part": ("head_8bit", mail(f"X-A: \xe5\r\n{TEXT}", HTML)),
}  # fmt: skip


@pytest.mark.parametrize("name", VALID)
def test_valid_mail_has_no_fault(name: str) -> None:
    assert codes(VALID[name]) == []


@pytest.mark.parametrize("name", PLANTED)
def test_planted_fault_is_found_and_no_other(name: str) -> None:
    code, raw = PLANTED[name]

    assert codes(raw) == [code]


def test_every_rule_is_broken_once() -> None:
    assert {code for code, _ in PLANTED.values()} == CODES


def test_mail_of_several_faults_tells_of_all() -> None:
    raw = mail(HTML, TEXT, Date="", Subject="=?utf-8?x?Hej?=")

    assert sorted(codes(raw)) == ["field_missing", "html_first", "word_encoding"]
