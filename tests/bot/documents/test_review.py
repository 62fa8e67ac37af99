import io
from datetime import UTC, datetime
from typing import Any

import docx
import openpyxl

from bot.documents.filled import Workbooks
from bot.documents.review import review_files
from handlers.enclosures import GivenFile
from handlers.weighing.reading import NUMBER, OUTCOME, REASON, VERSION
from storage.words import fold
from tests.bot.texts.weighing_samples import BIOCIDES, SHEET, SKATE

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
PAPER, BOOK = review_files(SHEET, NOW)


def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(BOOK.content)).worksheets[0]


def test_paper_says_each_proposal_under_a_heading_of_its_own() -> None:
    paper = docx.Document(io.BytesIO(PAPER.content))

    headings = [
        (one.style.name, one.text)
        for one in paper.paragraphs
        if str(one.style and one.style.name).startswith("Heading") and one.style
    ]
    assert headings == [
        ("Heading 1", "Underlag för beredningen, Miljösamverkan Jönköpings län"),
        ("Heading 2", "Översikt"),
        ("Heading 2", "Kriterier"),
        ("Heading 2", "Förslagen"),
        ("Heading 3", "2027-001 Tillsyn av skateparker"),
        ("Heading 3", "Biocidprodukter"),
    ]
    said = [one.text for one in paper.paragraphs]
    assert "Mål: Alla mäter på samma sätt." in said
    assert "Form: handläggarstöd" in said
    assert "Notera: Inkom efter sista dagen" in said
    assert "Poäng: Miljönytta 2 av 5 och Rådighet 3 av 3" in said
    assert "Beredningens förslag: inte med i planen: Kemikalieinspektionen gör det 2028." in said


def test_paper_lists_them_all_first() -> None:
    (table,) = docx.Document(io.BytesIO(PAPER.content)).tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Nummer", "Förslag", "Kontor", "Nu", "Beredningens förslag"],
        [
            "2027-001",
            SKATE.title,
            "Miljökontoret i Habo och Miljökontoret i Aneby",
            "under beredning",
            "",
        ],
        ["", BIOCIDES.title, "", "i förslagsbanken", "inte med i planen"],
    ]


def test_workbook_has_the_columns_that_are_read_back() -> None:
    heads = [fold(str(cell.value)) for cell in book()[1]]

    assert {NUMBER, OUTCOME, REASON, VERSION, "miljonytta", "radighet"} <= set(heads)


def test_workbook_offers_what_can_stand_in_a_cell() -> None:
    offered = {str(one.sqref): one.formula1 for one in book().data_validations.dataValidation}

    assert offered["J2:J3"] == '"1,2,3,4,5"'
    assert offered["K2:K3"] == '"1,2,3"'
    assert offered["L2:L3"].startswith('"inkommet,hos kontaktpersonerna,under beredning,')


def test_workbook_is_read_back_as_it_was_written() -> None:
    rows = Workbooks().rows(GivenFile("underlag.xlsx", "", BOOK.content))

    assert rows[1][0] == 2
    assert rows[1][1][:2] == ("2027-001", SKATE.title)
    assert rows[2][1][0] == "jkp-forslag-biocid"
    assert rows[2][1][-3:] == (
        "inte med i planen",
        "Kemikalieinspektionen gör det 2028.",
        "2",
    )
