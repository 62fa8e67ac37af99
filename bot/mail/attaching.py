"""The files that go with an answer: its dates for a calendar, and a long list as a workbook."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.documents.attachments import Attachment
from bot.documents.of_answers import comes_as_files, files_of
from bot.mail.incoming.message import IncomingMail
from bot.mail.listing import listing
from bot.texts import text
from bot.texts.cards.meetings import people_columns, people_rows
from bot.texts.cards.model import Card, Line
from bot.texts.safe import clean
from handlers.answers import (
    AgendaAnswer,
    Answer,
    AttendanceAnswer,
    MeetingAnswer,
)
from handlers.enclosures import GivenFile

CALENDAR_FILE, LIST_FILE, PEOPLE_FILE = "kalender.ics", "lista.xlsx", "deltagare.xlsx"
_BESIDE = frozenset({CALENDAR_FILE, LIST_FILE, PEOPLE_FILE})
_WORKBOOK = ".xlsx"
# More rows than these are easier to look through in a workbook.
FEW_ROWS = 10
# Each is kept with its answer.
LARGEST_FILE = 300_000
# What somebody has asked for as a file, and a mail still has room for.
LARGEST_ASKED_FOR = 3_000_000


def attached(answer: Answer, card: Card, now: datetime, domain: str) -> tuple[Attachment, ...]:
    """Return the files that are of use with an answer: none that is too large to be kept.

    ``now``: an aware moment. ``domain``: that of our mails, which makes ids our own.
    """
    asked_for = [one for one in files_of(answer, now) if len(one.content) <= LARGEST_ASKED_FOR]
    besides = [*_dates(answer, now, domain)]
    # Beside a workbook that is to be filled in, another one is mistaken for it.
    if not any(one.name.endswith(_WORKBOOK) for one in asked_for):
        besides += _people(answer) if isinstance(answer, AttendanceAnswer) else _list(card)
    return (*(one for one in besides if len(one.content) <= LARGEST_FILE), *asked_for)


def honest(answer: Answer, card: Card, files: Sequence[Attachment]) -> Card:
    """Return an answer that promises no file where the one that was asked for is too large."""
    asked_for = [one for one in files if one.name not in _BESIDE]
    if asked_for or not comes_as_files(answer):
        return card
    kept = tuple(line for line in card.lines if line.label != text("label.file"))
    return replace(card, lines=(Line(text("word_file.too_large")), *kept))


def given(mail: IncomingMail) -> tuple[GivenFile, ...]:
    """Return the files that came with a mail, those that it shows among its words left out."""
    return tuple(
        GivenFile(clean(one.name), one.kind, one.content)
        for one in mail.parts
        if one.attached and one.name and not one.kind.startswith(("image/", "text/calendar"))
    )


def packed(file: Attachment) -> tuple[str, str, str]:
    """Return a file as it is kept: name, media type and content in base64."""
    return file.name, file.kind, base64.b64encode(file.content).decode("ascii")


def unpacked(name: str, kind: str, content: str) -> Attachment:
    """Return a file that was kept."""
    return Attachment(name, kind, base64.b64decode(content, validate=True))


def _dates(answer: Answer, now: datetime, domain: str) -> Iterator[Attachment]:
    if isinstance(answer, AgendaAnswer):
        duties, meetings = answer.duties, answer.meetings
    elif isinstance(answer, MeetingAnswer):
        duties, meetings = (), answer.booked
    else:
        return
    from bot.documents.calendars import calendar_file  # noqa: PLC0415 - slow to load

    if file := calendar_file(CALENDAR_FILE, duties, meetings, now, domain):
        yield file


def _list(card: Card) -> Iterator[Attachment]:
    found = listing(card)
    if len(found.entries) > FEW_ROWS:
        from bot.documents.lists import list_file  # noqa: PLC0415 - slow to load

        yield list_file(LIST_FILE, found.columns, [entry.cells for entry in found.entries])


def _people(answer: AttendanceAnswer) -> Iterator[Attachment]:
    """Yield who comes as a workbook, with their wishes: those are shown nowhere else."""
    people = answer.attendance.silent if answer.silent else answer.attendance.people
    if people:
        from bot.documents.lists import list_file  # noqa: PLC0415 - slow to load

        yield list_file(PEOPLE_FILE, people_columns(), people_rows(people))
