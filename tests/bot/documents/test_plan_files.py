"""Plans as files: opened again, and compared with what they were made of."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest

from bot.documents.of_answers import comes_as_files, files_of
from bot.documents.plan_sheet import plan_workbook
from bot.documents.plan_word import differences_file, plan_file
from bot.texts.plan_lines import cell, received_words
from handlers.answers import Asker, PlanAnswer
from handlers.plans import show_plan
from handlers.ports import Services
from handlers.scope import scope
from storage.session import Database
from tests.bot.documents.word import faults, headings, lines, opened, rows
from tests.bot.texts.plan_samples import COOPERATION, DRAFT, FROZEN, VERSIONS
from tests.fakes import FixedClock
from tests.sample import NOW

MOMENT = datetime(2027, 6, 20, 8, tzinfo=UTC)


@pytest.fixture
def reading(sample_url: str) -> Services:
    return Services(Database(sample_url), FixedClock(NOW))


def shown(services: Services, year: int, last: int | None = None) -> PlanAnswer:
    with scope(services, Asker("jonkoping")) as here:
        answer = show_plan(here, year, last)
    assert isinstance(answer, PlanAnswer)
    return answer


@pytest.mark.parametrize("answer", [DRAFT, FROZEN, COOPERATION])
def test_word_file_can_be_read_by_everybody(answer: PlanAnswer) -> None:
    document = opened(plan_file(answer, MOMENT))

    assert list(faults(document)) == []
    assert headings(document, 1) == [answer.title]


def test_word_file_says_what_the_plan_says() -> None:
    document = opened(plan_file(FROZEN, MOMENT))

    assert headings(document, 2) == [
        "2028: fastställd, version 2",
        "Förslagsbanken",
        "Nationella aktiviteter",
        "Anmärkningar",
    ]
    assert headings(document, 3) == ["Tillsynsprojekt", "Övrigt", "Styrning"]
    head, line = rows(document, 0)
    told = dict(zip(head, line, strict=True))
    assert told["Aktivitet"] == (
        "Släckvatten\nFokusområde: Kemikalier\nKnuten till den nationella tillsynsstrategin\n"
        "Nationell kampanj: Naturvårdsverket, från september 2028"
    )
    assert told["Mål"] == (
        "Renare vatten. Minst 5 besök i varje kommun. Minst 5 inspektörer i projektgruppen. "
        "Deltar: alla kommuner."
    )
    assert told["Vad som ska göras"] == (
        "Projektplan, checklista. Värd: Vetlanda. Kampanj april 2028–oktober 2028."
    )
    assert rows(document, 2)[1][5] == "visas för den som är med i registret"
    assert rows(document, 3)[1:] == [
        ("Biocidprodukter", "Tillsyn miljöskydd", "2022", "I förslagsbanken", ""),
        ("Digital tillsyn", "", "år saknas", "Läget är okänt", "finns inte i banken i planen 2024"),
    ]
    assert "Styrgrupp: Styrgrupp Halland har inte antagit den än" in lines(document)


@pytest.mark.parametrize(
    ("year", "last"), [(2021, 2023), (2024, None), (2026, 2028)], ids=["2021", "2024", "2026"]
)
def test_plans_of_the_sample_are_whole_in_word_and_excel(
    reading: Services, year: int, last: int | None
) -> None:
    answer = shown(reading, year, last)

    document = opened(plan_file(answer, MOMENT))
    workbook = openpyxl.load_workbook(io.BytesIO(plan_workbook(answer, MOMENT).content))

    assert list(faults(document)) == []
    in_word = {
        text
        for number in range(len(document.tables))
        for row in rows(document, number)
        for text in row
    }
    in_excel = {
        str(value)
        for sheet in workbook
        for row in sheet.iter_rows(values_only=True)
        for value in row
    }
    for one in answer.years:
        for line in one.own:
            for name in ("goal", "doing", "time", "responsible", "parties"):
                assert cell(line, name) in in_word
                assert cell(line, name) in in_excel
        for line in one.bank:
            assert {line.title, received_words(line)} <= in_word
    assert {one.label for one in answer.national} <= in_word
    reading.database.dispose()


def test_workbook_holds_text_alone() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(plan_workbook(DRAFT, MOMENT).content))

    assert workbook.sheetnames == ["Plan", "Förslagsbanken", "Nationella aktiviteter", "Om planen"]
    kinds = {one.data_type for sheet in workbook for row in sheet.iter_rows() for one in row}
    assert "f" not in kinds
    titles = [row[3] for row in workbook["Plan"].iter_rows(values_only=True)]
    assert titles[2] == "=1+1 och @alla\nÅterkommer varje år"


def test_cooperation_plan_says_how_far_its_lines_have_come() -> None:
    head, line = rows(opened(plan_file(COOPERATION, MOMENT)), 0)

    assert (head[1], head[-1], line[-1]) == ("Insats", "Läge", "Pågår: Ett av två")


def test_differences_are_read_in_word() -> None:
    document = opened(differences_file(VERSIONS, MOMENT))

    assert list(faults(document)) == []
    assert "1. Släckvatten: Mål: från inget till ”Renare vatten”" in lines(document)
    assert rows(document, 0)[2][2] == "Nytt direktiv"


def test_plan_is_a_file_for_whoever_asks_for_one_alone() -> None:
    assert [comes_as_files(replace(DRAFT, file=file)) for file in ("", "word", "excel")] == [
        False,
        True,
        True,
    ]
    assert files_of(DRAFT, MOMENT) == ()
    (word,) = files_of(replace(DRAFT, file="word"), MOMENT)
    (excel,) = files_of(replace(DRAFT, file="excel"), MOMENT)
    assert (word.name, excel.name) == ("verksamhetsplan-2028.docx", "verksamhetsplan-2028.xlsx")
