"""Which files go with which answers."""

import base64
import io
import secrets
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest

from bot.documents.attachments import Attachment
from bot.mail.answers import answer_mail
from bot.mail.attaching import LARGEST_FILE, LIST_FILE, attached, honest, packed, unpacked
from bot.texts.cards import present
from bot.texts.plain import plain
from handlers.answers import (
    Answer,
    AttendanceAnswer,
    CaseAnswer,
    ContactAnswer,
    IgnoreAnswer,
    Item,
    ListAnswer,
    MeetingAnswer,
    MinutesAnswer,
    ProjectReportAnswer,
)
from tests.bot.texts.agenda_samples import BOOKED_BOARD, FEBRUARY, NEXT, NOTHING_LATE, TICKED_OFF
from tests.bot.texts.gathering_samples import ATTENDANCE
from tests.bot.texts.paper_samples import MINUTES, VISIT
from tests.bot.texts.plan_samples import DRAFT
from tests.bot.texts.samples import EVERY, INSPECTOR

NOW = datetime(2027, 2, 1, 8, 30, tzinfo=UTC)


def files(answer: Answer) -> tuple[Attachment, ...]:
    return attached(answer, present(answer), NOW, "bot.example")


def names(answer: Answer) -> list[str]:
    return [file.name for file in files(answer)]


def listed(count: int, title: str = "Projekt") -> ListAnswer:
    items = tuple(Item(f"p{number}", f"{title} {number}", "project") for number in range(count))
    return ListAnswer(subject="projects", items=items)


@pytest.mark.parametrize("answer", [NEXT, FEBRUARY, BOOKED_BOARD])
def test_dates_come_as_a_calendar(answer: Answer) -> None:
    (file,) = files(answer)

    assert (file.name, file.kind) == ("kalender.ics", 'text/calendar; charset="utf-8"')
    assert file.content.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    "answer",
    [
        NOTHING_LATE,
        TICKED_OFF,
        replace(BOOKED_BOARD, booked=()),
        listed(10),
        ContactAnswer(cards=(INSPECTOR,)),
    ],
)
def test_nothing_comes_with_what_needs_no_file(answer: Answer) -> None:
    assert names(answer) == []


_COMES_AS_A_FILE = CaseAnswer | MeetingAnswer | MinutesAnswer | ProjectReportAnswer


def test_no_other_answer_has_a_file() -> None:
    others = [
        one
        for one in EVERY
        if not isinstance(one, _COMES_AS_A_FILE | IgnoreAnswer)
        and one.kind != "list"
        # A plan or a budget, where somebody has asked for it as one.
        and not getattr(one, "file", "")
    ]

    assert [type(one).__name__ for one in others if names(one)] == []
    assert len(others) > 20


def test_long_list_comes_as_a_workbook_with_all_its_rows() -> None:
    (file,) = files(listed(2000))

    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).worksheets[0]
    rows = list(sheet.values)
    assert file.name == "lista.xlsx"
    assert rows[0] == ("Vad", "Läge", "När", "Övrigt")
    assert [row[0] for row in rows[1:]] == [f"Projekt {number}" for number in range(2000)]


def test_long_calendar_comes_as_both() -> None:
    (duty, *_) = FEBRUARY.duties
    many = tuple(replace(duty, slot=str(number)) for number in range(11))

    assert names(replace(FEBRUARY, duties=many)) == ["kalender.ics", "lista.xlsx"]


def test_who_comes_comes_as_a_workbook_with_what_they_have_wished_for() -> None:
    answer = AttendanceAnswer(subject="attendance", attendance=ATTENDANCE)
    (file,) = files(answer)

    heads, first, *others = openpyxl.load_workbook(io.BytesIO(file.content)).worksheets[0].values
    assert file.name == "deltagare.xlsx"
    assert heads == ("Vem", "Kontor", "Svar", "Övrigt", "Önskemål om mat och tillgänglighet")
    assert first == ("Ann Ask", "Habo", "kommer", None, "=Vegan")
    assert len(others) == len(ATTENDANCE.people) - 1
    # Nothing of it stands in the answer itself, which chat shows as well.
    card = present(answer)
    assert "Vegan" not in str(card)
    assert "bara i filen" in card.footer
    mail = answer_mail(card, "Svar", [file.name])
    assert "deltagare.xlsx" in mail.text
    assert "Vegan" not in mail.text + mail.html


def test_draft_of_minutes_comes_as_a_word_file() -> None:
    (file,) = files(MINUTES)

    assert file.name == "protokoll-2027-02-10.docx"
    assert file.kind.endswith("wordprocessingml.document")


def test_sheet_for_a_visit_comes_as_a_word_file() -> None:
    assert names(VISIT) == ["besoksblad-habo-2027-02-11.docx"]


def test_file_too_large_to_be_kept_is_left_out() -> None:
    answer = listed(400)
    noise = tuple(replace(one, title=secrets.token_hex(1000)) for one in answer.items)

    (small,), large = files(answer), files(replace(answer, items=noise))

    assert len(small.content) < LARGEST_FILE
    assert large == ()


def test_file_is_kept_as_text_and_is_the_same_again() -> None:
    file = Attachment("å.bin", "application/pdf", bytes(range(256)))

    kept = packed(file)

    assert kept == ("å.bin", "application/pdf", base64.b64encode(bytes(range(256))).decode())
    assert unpacked(*kept) == file


def test_plan_that_is_asked_for_goes_with_the_mail_also_when_it_is_large() -> None:
    asked = replace(DRAFT, file="word")

    (file,) = files(asked)

    assert file.name == "verksamhetsplan-2028.docx"
    assert honest(asked, present(asked), [file]) == present(asked)
    assert files(DRAFT) == ()


def test_file_that_is_too_large_for_a_mail_is_not_promised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.mail.attaching.LARGEST_ASKED_FOR", 10)
    asked = replace(DRAFT, file="excel")

    told = honest(asked, present(asked), files(asked))

    assert files(asked) == ()
    assert told.lines[0].text.startswith("Filen är för stor för ett mejl")
    assert "Excelfilen" not in plain(told)


def test_other_files_are_not_the_one_that_was_asked_for() -> None:
    asked = replace(DRAFT, file="excel")
    beside = Attachment(LIST_FILE, "application/vnd.ms-excel", b"")

    told = honest(asked, present(asked), [beside])

    assert told.lines[0].text.startswith("Filen är för stor för ett mejl")
