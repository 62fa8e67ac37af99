"""A case as one file: what is kept of it as JSON, its mails as they came, and its event log."""

import base64
import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.documents.attachments import Attachment
from bot.documents.lists import not_a_formula
from bot.texts import text
from bot.texts.cases import (
    case_file_name,
    door_words,
    field_name,
    moment,
    read_me,
    said,
    verb_words,
)
from handlers.answers import CaseFile
from handlers.answers.cases import CaseEvent, CaseMail, CaseReply

_KIND = "application/zip"
# The same case gives the same file: no entry says when it was packed.
_PACKED = (1980, 1, 1, 0, 0, 0)


def case_archive(case: CaseFile) -> Attachment:
    """Return a case as a zip file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _entries(case):
            entry = zipfile.ZipInfo(name, _PACKED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return Attachment(case_file_name(case), _KIND, held.getvalue())


def _entries(case: CaseFile) -> Iterator[tuple[str, bytes]]:
    yield text("case.readme_file"), _for_windows(read_me(case))
    yield text("case.json_file"), _json(_case(case))
    yield text("case.log_json_file"), _json([_event(one) for one in case.events])
    yield text("case.log_csv_file"), _for_windows(_log_table(case))
    for mail in case.mails:
        if mail.raw is not None:
            yield _mail_name(mail), mail.raw
        if mail.reply is not None:
            yield _reply_name(mail), _letter(mail.number, mail.reply)


def _case(case: CaseFile) -> Mapping[str, object]:
    first, *merged = case.proposals
    return {
        field_name("collaboration"): case.collaboration,
        field_name("made_at"): moment(case.made_at),
        field_name("made_by"): case.made_by,
        field_name("proposal"): _named(first),
        field_name("merged"): [_named(one) for one in merged],
        field_name("mails"): [_mail(one) for one in case.mails],
        field_name("notices"): [_named(one) for one in case.notices],
    }


def _named(record: object) -> object:
    """Return a record with the Swedish names of its fields, in their order."""
    if not is_dataclass(record) or isinstance(record, type):
        return record
    return {
        field_name(one.name): _value(one.name, getattr(record, one.name)) for one in fields(record)
    }


def _value(name: str, value: object) -> object:
    if is_dataclass(value):
        return _named(value)
    if isinstance(value, tuple) and any(map(is_dataclass, value)):
        return [_named(one) for one in value]
    return said(name, value)


def _mail(mail: CaseMail) -> Mapping[str, object]:
    """Return what there is of a mail; one that is kept no longer is said to be gone."""
    kept = _mail_name(mail) if mail.raw is not None else text("case.mail_gone")
    reply = mail.reply
    return {
        field_name("number"): mail.number,
        field_name("received_at"): moment(mail.received_at) if mail.received_at else None,
        field_name("by"): mail.by,
        field_name("mail_file"): kept,
        field_name("reply_file"): _reply_name(mail) if reply else None,
    }


def _event(event: CaseEvent) -> Mapping[str, object]:
    return {
        field_name("id"): event.id,
        field_name("at"): moment(event.at),
        field_name("by"): event.by,
        field_name("verb"): verb_words(event.verb),
        field_name("verb_code"): event.verb,
        field_name("door"): door_words(event.door),
        field_name("mail"): event.mail,
        field_name("details"): event.details,
    }


def _log_table(case: CaseFile) -> str:
    held = io.StringIO()
    table = csv.writer(held, delimiter=";")
    names = ("id", "at", "by", "verb", "door", "mail", "details")
    table.writerow([field_name(one) for one in names])
    for one in case.events:
        details = json.dumps(one.details, ensure_ascii=False, sort_keys=True)
        row = (
            str(one.id),
            moment(one.at),
            one.by,
            verb_words(one.verb),
            door_words(one.door),
            str(one.mail or ""),
            details,
        )
        table.writerow([not_a_formula(cell) for cell in row])
    return held.getvalue()


def _letter(number: int, reply: CaseReply) -> bytes:
    """Return an answer as a mail, made of what was kept of it."""
    mail = EmailMessage(policy=SMTP)
    mail["To"], mail["Subject"] = reply.to, reply.subject
    if reply.sent_at is not None:
        mail["Date"] = format_datetime(reply.sent_at)
    ids = {
        "Message-ID": (reply.message_id,),
        "In-Reply-To": (reply.in_reply_to,),
        "References": reply.references,
    }
    for name, several in ids.items():
        if any(several):
            mail[name] = " ".join(f"<{one}>" for one in several if one)
    mail.set_content(reply.text)
    mail.add_alternative(reply.html, subtype="html")
    for name, kind, content in reply.attachments:
        main, _, sub = kind.partition("/")
        mail.add_attachment(base64.b64decode(content), maintype=main, subtype=sub, filename=name)
    for at, part in enumerate(one for one in mail.walk() if one.is_multipart()):
        # Else the same case would never give the same file.
        part.set_boundary(f"=_{number}_{at}")
    return mail.as_bytes()


def _mail_name(mail: CaseMail) -> str:
    return text("case.mail_file", number=f"{mail.number:06d}")


def _reply_name(mail: CaseMail) -> str:
    return text("case.reply_file", number=f"{mail.number:06d}")


def _json(content: object) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()


def _for_windows(said: str) -> bytes:
    # With the mark in front Windows programs read å, ä and ö as they are.
    return said.encode("utf-8-sig")
