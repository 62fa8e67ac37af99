import csv
import email
import email.policy
import io
import json
import zipfile
from dataclasses import fields, replace
from email.message import EmailMessage
from typing import Any

import openpyxl
import pytest

from bot.documents.case_file import case_archive
from bot.documents.lists import not_a_formula
from bot.documents.round_sheet import round_workbook
from bot.texts.wording import has_word
from handlers.answers import CaseProposal
from handlers.answers.cases import (
    CaseBacker,
    CaseComment,
    CaseNotice,
    CasePlanLine,
    CasePoints,
    CaseStep,
    CaseWeighing,
)
from handlers.opinion_views import Opinion, VoteResult
from tests.bot.texts.case_samples import CASE, FORMULA, MERGED, RAW, ROUND

RECORDS = (
    CaseBacker,
    CaseComment,
    CaseNotice,
    CasePlanLine,
    CasePoints,
    CaseProposal,
    CaseStep,
    CaseWeighing,
    Opinion,
    VoteResult,
)
FILE = case_archive(CASE)


def opened() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(FILE.content))


def kept(name: str) -> Any:
    return json.loads(opened().read(name).decode())


def test_archive_holds_the_case_the_log_and_the_mails_in_one_order() -> None:
    assert (FILE.name, FILE.kind) == ("forslag-2027-001.zip", "application/zip")
    assert opened().namelist() == [
        "las-mig.txt",
        "arende.json",
        "handelselogg.json",
        "handelselogg.csv",
        "mejl/000003-in.eml",
        "mejl/000003-svar.eml",
    ]


def test_same_case_gives_the_same_file() -> None:
    assert case_archive(replace(CASE)).content == FILE.content


def test_name_of_the_archive_is_safe_whatever_the_proposal_is_called() -> None:
    assert case_archive(replace(CASE, proposals=(MERGED,))).name == "forslag-jkp-forslag-parker.zip"
    nameless = replace(MERGED, key="../../")
    assert case_archive(replace(CASE, proposals=(nameless,))).name == "forslag-utan-nummer.zip"


def test_json_says_everything_in_swedish() -> None:
    case = kept("arende.json")

    assert (case["samverkan"], case["uttaget av"]) == (CASE.collaboration, "Sam Ordnare")
    proposal = case["förslag"]
    assert proposal["läge"] == "i förslagsbanken"
    assert proposal["form"] == "tillsynskampanj"
    assert proposal["miljömål"] == ["Begränsad klimatpåverkan"]
    assert proposal["inlämnat"] == "2027-02-01T09:30:00+01:00"
    assert proposal["efter sista dagen"] is True
    assert proposal["står bakom"][0]["roll"] == "har lämnat det"
    assert proposal["vägen"][0]["skäl"] == "Vägledningen kommer 2028."
    assert proposal["kommentarer"][0]["text"] == FORMULA
    assert proposal["beredningens förslag"]["poäng"] == [
        {"nummer": 3, "kriterium": "Miljönytta", "poäng": 4, "högst": 5},
        {"nummer": 2, "kriterium": "Rådighet", "poäng": 1, "högst": 3},
        {"nummer": 1, "kriterium": "Miljönytta", "poäng": 2, "högst": 3},
    ]
    assert proposal["projektets nyckel"] == "jonkoping-2028-skateparker"
    assert proposal["i planer"][0]["borttagen"] is True
    assert proposal["kontorens synpunkter"][0]["text"] == "Gärna nästa år."
    assert proposal["omröstningar"][0]["kontor som har röstat"] > 0
    assert case["sammanslagna"][0]["sammanslaget med"] == "2027-001 Tillsyn av skateparker"
    assert case["besked"][0]["vad det blev av det"] == "skickat"


def test_json_says_which_mail_is_gone() -> None:
    assert [(one["nummer"], one["fil"], one["svar"]) for one in kept("arende.json")["mejl"]] == [
        (3, "mejl/000003-in.eml", "mejl/000003-svar.eml"),
        (4, "Mejlet finns inte kvar.", None),
    ]


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_has_its_name(record: type[Any]) -> None:
    nameless = [one.name for one in fields(record) if not has_word("case_field", one.name)]

    assert nameless == []


def test_log_is_told_the_same_way_twice() -> None:
    table = opened().read("handelselogg.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    logged = kept("handelselogg.json")

    assert rows[0] == ["nummer i loggen", "när", "av", "vad", "väg", "mejl", "uppgifter"]
    at = "2027-02-01T09:30:00+01:00"
    assert rows[1] == ["7", at, "Ina Spektör", "lämnat in", "mejl", "3", "{}"]
    assert rows[2][2] == "'=Sam"
    assert [(one["kod"], one["av"]) for one in logged] == [
        ("handed_in", "Ina Spektör"),
        ("exported", "=Sam"),
    ]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", " =1", "\t=1"])
def test_nothing_in_the_table_is_a_formula(cell: str) -> None:
    assert not_a_formula(cell) == f"'{cell}"
    assert not_a_formula("Habo = bra") == "Habo = bra"


def test_mail_is_as_it_came_and_its_answer_opens_as_a_mail() -> None:
    assert opened().read("mejl/000003-in.eml") == RAW
    raw = opened().read("mejl/000003-svar.eml")
    mail = email.message_from_bytes(raw, policy=email.policy.default)

    assert isinstance(mail, EmailMessage)
    assert (mail["To"], mail["Subject"]) == ("kim@habo.example", "Sv: Hej")
    assert (mail["Message-ID"], mail["In-Reply-To"]) == (
        "<svar-1@bot.example>",
        "<hej@habo.example>",
    )
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == "Tack för det."
    (file,) = mail.iter_attachments()
    assert file.get_filename() == "åtgärder.txt"


def test_read_me_says_what_is_not_kept() -> None:
    said = opened().read("las-mig.txt").decode("utf-8-sig")

    assert "Förslag 2027-001 Tillsyn av skateparker" in said
    assert "sparas inte" in said
    assert "Pröva sekretess" in said
    assert "\r\n" in said


def test_round_is_a_workbook_without_formulas() -> None:
    file = round_workbook(ROUND)
    book = openpyxl.load_workbook(io.BytesIO(file.content))

    assert file.name == "forslagsomgang-2027.xlsx"
    assert book.sheetnames == [
        "Förslag",
        "Vägen",
        "Står bakom",
        "Kommentarer",
        "Synpunkter",
        "I planer",
        "Omröstningar",
    ]
    head, first, second = book["Förslag"].iter_rows(values_only=True)
    row = dict(zip(head, first, strict=True))
    assert row["nummer"] == "2027-001"
    assert row["läge"] == "i förslagsbanken"
    assert row["efter sista dagen"] == "ja"
    assert (row["beredningens förslag"], row["Miljönytta"]) == ("i förslagsbanken", "4")
    assert row["Rådighet (vägs inte längre)"] == "1"
    assert row["Miljönytta (vägs inte längre)"] == "2"
    assert (row["startat projekt"], row["projektets nyckel"]) == (
        FORMULA,
        "jonkoping-2028-skateparker",
    )
    assert dict(zip(head, second, strict=True))["rubrik"] == FORMULA
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
    assert "f" not in {cell.data_type for cell in cells}
    assert [one.value for one in book["Kommentarer"][2]][-1] == FORMULA
