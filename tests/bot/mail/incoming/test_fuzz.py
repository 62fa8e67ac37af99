import os
import re
import unicodedata
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.incoming.faults import Fault
from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.reading import read_mail
from bot.mail.incoming.subjects import bare_subject
from tests.bot.mail.incoming.broken_mails import broken_mails

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))


def header_strings(mail: IncomingMail) -> list[str]:
    fields = [word for field in mail.head.fields for word in field]
    names = [word for part in mail.parts for word in (part.kind, part.name, part.charset)]
    ids = [mail.message_id, *mail.in_reply_to, *mail.references]
    return [mail.subject, *mail.senders, *ids, *fields, *names]


def has_control_characters(text: str) -> bool:
    return any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in text)


def from_fields(raw: bytes) -> str:
    """Return the From fields of a mail, found without the library that reads it."""
    lines = re.sub(rb"(\r\n|\r|\n)(?=[ \t])", b" ", raw)
    values = re.findall(rb"(?im)(?:^|\r)from[ \t]*:([^\r\n]*)", lines)
    said = b"\n".join(values)
    return alike(said.decode("utf-8", "ignore") + "\n" + said.decode("latin-1"))


def alike(text: str) -> str:
    """Return a text as IDNA compares it: without what nobody sees, letters taken apart."""
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFKD", seen).lower()


def strangers(mail: IncomingMail, raw: bytes) -> list[str]:
    """Return the senders of a mail that do not stand in its From fields."""
    written = from_fields(raw)
    parted = [sender.rpartition("@") for sender in mail.senders]
    pairs = [f"{person}@{domain.encode().decode('idna')}" for person, _, domain in parted]
    return [pair for pair in pairs if alike(pair) not in written]


@settings(max_examples=EXAMPLES)
@given(broken_mails())
def test_whatever_the_octets_are_what_stands_there_is_read(raw: bytes) -> None:
    mail = read_mail(raw)

    assert [text for text in header_strings(mail) if has_control_characters(text)] == []
    assert not has_control_characters(mail.text.replace("\n", "").replace("\t", ""))
    assert strangers(mail, raw) == []
    assert set(mail.faults) <= set(Fault)
    assert mail.sent_at is None or mail.sent_at.utcoffset() == timedelta(0)
    assert bare_subject(bare_subject(mail.subject)) == bare_subject(mail.subject)


@settings(max_examples=EXAMPLES)
@given(st.binary(max_size=400))
def test_octets_that_are_no_mail_are_read_too(raw: bytes) -> None:
    mail = read_mail(raw)

    assert [text for text in header_strings(mail) if has_control_characters(text)] == []
