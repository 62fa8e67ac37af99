"""Results and reports as files: opened again, and compared with what was answered."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from bot.documents.of_answers import comes_as_files, files_of
from bot.documents.project_report import report_file
from bot.documents.results_picture import results_picture
from bot.documents.results_sheet import results_file
from handlers.answers import ProjectReportAnswer
from tests.bot.documents.word import faults, headings, lines, opened, rows
from tests.bot.texts.results_samples import (
    BARE_REPORT,
    NAMELESS,
    NOTHING,
    PICTURE,
    REPORT,
    RESULTS,
    shown,
)

MOMENT = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.mark.parametrize("answer", [REPORT, BARE_REPORT, replace(REPORT, results=NOTHING)])
def test_report_can_be_read_by_everybody(answer: ProjectReportAnswer) -> None:
    document = opened(report_file(answer, MOMENT))

    assert list(faults(document)) == []
    assert headings(document, 1) == ["Projektrapport: Tillsynsprojekt släckvatten"]
    pictures = list(document.element.iter(qn("wp:docPr")))
    assert all(one.get("descr") for one in pictures)


def test_report_says_what_was_answered() -> None:
    document = opened(report_file(REPORT, MOMENT))

    assert headings(document, 3) == [
        "1. Finns en plan för släckvatten?",
        "2. Hur många anställda?",
        "3. Fanns det brister?",
        "4. Vad ska åtgärdas?",
        "5. Något mer?",
    ]
    assert rows(document, 0) == [
        ("Kontor", "Antal besök"), ("Lerum", "2"), ("Ale", "1"), ("Borås", "0"),
        ("Tillsammans", "3"),
    ]  # fmt: skip
    assert rows(document, 1) == [
        ("Svar", "Antal", "Andel"),
        ("ja", "1", "33 %"),
        ("nej", "2", "67 %"),
        ("ej aktuellt", "0", "0 %"),
    ]
    assert rows(document, 2)[1:] == [
        ("Antal svar", "2"),
        ("Summa", "54,5"),
        ("Median", "27,25"),
        ("Minst", "14,5"),
        ("Mest", "40"),
    ]
    said = lines(document)
    assert "Lerum: =Bygg en invallning snarast" in said
    assert "Ale: på gång" in said
    assert (
        "1 svar är omtvistade och räknas inte. Välj vilka som gäller innan rapporten blir klar."
        in (said)
    )
    assert "Ingen har svarat på frågan." in said
    drawn = [one.get("descr") for one in document.element.iter(qn("wp:docPr"))]
    assert drawn == [
        "Finns en plan för släckvatten? ja 1 (33 %), nej 2 (67 %), ej aktuellt 0 (0 %).",
        "Fanns det brister? ja 2 (67 %), nej 1 (33 %).",
    ]


def test_what_is_to_be_written_is_told_from_what_is_known() -> None:
    document = opened(report_file(REPORT, MOMENT))

    slanted = [
        one.text for one in document.paragraphs if one.runs and all(run.italic for run in one.runs)
    ]
    assert [one.split()[0] for one in slanted] == ["Skriv"] * 4


def test_report_without_results_says_so() -> None:
    document = opened(report_file(BARE_REPORT, MOMENT))

    assert "Inga resultat är insamlade än." in lines(document)
    assert headings(document, 3) == []


def test_workbook_holds_both_what_is_counted_and_what_was_answered() -> None:
    book = load_workbook(io.BytesIO(results_file(shown(RESULTS, excel=True)).content))

    compiled, raw = book["Sammanställning"], book["Alla svar"]
    values = [tuple(cell.value for cell in row) for row in compiled.iter_rows(min_row=2)]
    assert ("1", "Finns en plan för släckvatten?", "nej", "2", "67 %") in values
    assert ("2", "Hur många anställda?", "Median", "27,25", None) in values
    assert {cell.data_type for row in raw.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert [row[0].value for row in raw.iter_rows(min_row=2)] == [
        "Lerum", "Lerum", "Ale", "Ale", "Borås",
    ]  # fmt: skip


def test_workbook_names_no_office_to_others() -> None:
    book = load_workbook(io.BytesIO(results_file(shown(NAMELESS, leads=False)).content))

    assert book.sheetnames == ["Sammanställning"]
    said = [str(cell.value) for row in book["Sammanställning"].iter_rows() for cell in row]
    assert "Ett kontor: Öva" in said
    assert not any("Lerum" in one or "Ale" in one for one in said)


def test_picture_says_what_it_shows_and_ends_before_it_is_too_long() -> None:
    drawn = results_picture("Släckvatten", RESULTS)
    many = replace(
        RESULTS,
        picture=replace(
            PICTURE,
            plan=replace(PICTURE.plan, questions=PICTURE.plan.questions * 8),
            rows=tuple(replace(one, given=one.given * 8) for one in PICTURE.rows),
        ),
    )

    assert drawn.png.startswith(b"\x89PNG")
    assert drawn.alt.startswith("2 av 3 kontor har svarat. Finns en plan för släckvatten? ja 1")
    long = results_picture("Släckvatten", many)
    assert len(long.alt) <= 1000
    assert int.from_bytes(long.png[20:24], "big") < 3000


def test_results_come_as_the_file_that_is_asked_for() -> None:
    (picture,) = files_of(shown(RESULTS), MOMENT)
    (workbook,) = files_of(shown(RESULTS, excel=True), MOMENT)
    (report,) = files_of(REPORT, MOMENT)

    assert [one.name for one in (picture, workbook, report)] == [
        "resultat.png",
        "resultat-vast-2024-slackvatten.xlsx",
        "rapport-vast-2024-slackvatten.docx",
    ]
    assert comes_as_files(REPORT)
    assert files_of(shown(NOTHING), MOMENT) == ()
