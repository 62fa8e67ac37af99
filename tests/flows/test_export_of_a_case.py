"""A case is taken out as files: from its card, in words and by mail, and the log says so."""

import email
import email.policy
import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
from typer.testing import CliRunner

from bot.cli import app
from tests.flows.house import EVA, INA, SAM, House, labels, let_go_of_role, lines
from tests.flows.letters import INA as INAS_ADDRESS
from tests.flows.letters import VERIFIED, Post, answers, text_of, verbs, written

LEADER = "projektledare@vast.example"
NASTY = "<!channel> <b>fet</b> & <@U0SAM>"
FIELDS = {
    "proposal_area": "Hälsoskydd",
    "proposal_background": NASTY,
    "proposal_goal": "å" * 3000,
}
LETTER = """Titel: Tillsyn av skateparker
Område: Hälsoskydd
Bakgrund: Många klagar på kvällarna.
Mål: Färre klagomål.
"""


def proposed(house: House) -> None:
    """Let Ina hand a proposal in, and Sam put it into the bank with a reason."""
    house.workspace.command(INA, "/forslag", "Tillsyn av skateparker")
    house.workspace.submit(INA, FIELDS)
    house.workspace.submit(INA, {})
    house.workspace.close_view(INA, everything=True)
    typed = "flytta förslag 2026-001 till banken, därför att vägledningen kommer 2028"
    house.ask(SAM, "/samverkan", typed)


def sent(house: House, user: str, ending: str) -> list[Any]:
    return [file for one in house.direct(user) for file in one.files if file.name.endswith(ending)]


def unpacked(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def test_coordinator_takes_a_case_out_from_its_card_and_in_words(house: House) -> None:
    proposed(house)
    card = house.ask(SAM, "/samverkan", "förslag 2026-001")
    assert "Exportera ärendet" in labels(card)

    house.press(SAM, "Exportera ärendet", card)
    assert house.workspace.wait_until(lambda: bool(sent(house, SAM, ".zip")))
    (file,) = sent(house, SAM, ".zip")
    case = json.loads(unpacked(file.content).read("arende.json").decode())
    assert file.name == "forslag-2026-001.zip"
    assert case["förslag"]["bakgrund"] == NASTY
    assert case["förslag"]["mål"] == FIELDS["proposal_goal"]
    assert case["förslag"]["vägen"][-1]["skäl"] == "vägledningen kommer 2028"

    shown = house.ask(SAM, "/samverkan", "exportera förslag 2026-001")
    assert "Jag samlar ihop det." in " ".join(lines(shown))
    assert house.workspace.wait_until(lambda: len(sent(house, SAM, ".zip")) == 2)
    again = sent(house, SAM, ".zip")[-1]
    logged = json.loads(unpacked(again.content).read("handelselogg.json").decode())
    assert [one["vad"] for one in logged][-2:] == ["uttaget", "uttaget"]


def test_title_of_a_case_is_no_markup_beside_its_file(house: House) -> None:
    house.workspace.command(INA, "/forslag", "Tillsyn")
    house.workspace.submit(INA, {**FIELDS, "proposal_title": NASTY})
    house.workspace.submit(INA, {})
    house.workspace.close_view(INA, everything=True)
    card = house.ask(SAM, "/samverkan", "förslag 2026-001")

    house.press(SAM, "Exportera ärendet", card)

    assert house.workspace.wait_until(lambda: bool(sent(house, SAM, ".zip")))
    (beside,) = [one.text for one in house.direct(SAM) if one.files]
    assert beside.startswith("2026-001 &lt;!channel&gt; ")
    assert "<" not in beside


def test_whole_round_comes_as_a_workbook(house: House) -> None:
    proposed(house)
    house.ask(SAM, "/samverkan", "förslagsomgång 2026 öppen 1 december till 31 december")
    rounds = house.ask(SAM, "/samverkan", "förslagsomgångar")

    house.press(SAM, "Exportera omgång 2026", rounds)

    assert house.workspace.wait_until(lambda: bool(sent(house, SAM, ".xlsx")))
    (file,) = sent(house, SAM, ".xlsx")
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    head, row = book["Förslag"].iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True))["bakgrund"] == NASTY
    assert book["Vägen"].max_row == 3
    listed = house.ask(SAM, "/samverkan", "förslag i planen 2026")
    assert "Exportera omgång 2026" not in labels(listed)


def test_others_get_no_button_and_a_clear_no(house: House) -> None:
    proposed(house)

    card = house.ask(INA, "/samverkan", "förslag 2026-001")
    refused = house.ask(INA, "/samverkan", "exportera förslag 2026-001")
    elsewhere = house.ask(EVA, "/samverkan", "exportera förslag 2026-001")
    unknown = house.ask(SAM, "/samverkan", "exportera förslag 2026-777")
    empty = house.ask(SAM, "/samverkan", "exportera omgången 2031")

    assert "Exportera ärendet" not in labels(card)
    for shown in (refused, elsewhere, unknown, empty):
        assert "Jag samlar ihop det." not in " ".join(lines(shown))
    assert "Det finns inga förslag i omgång 2031." in " ".join(lines(empty))
    assert sent(house, INA, ".zip") == sent(house, EVA, ".zip") == sent(house, SAM, ".xlsx") == []


def test_role_lost_before_the_button_is_pressed_gives_nothing(house: House) -> None:
    proposed(house)
    card = house.ask(SAM, "/samverkan", "förslag 2026-001")
    let_go_of_role(house, LEADER)

    shown = house.press(SAM, "Exportera ärendet", card)

    assert "Jag samlar ihop det." not in " ".join(lines(shown))
    house.workspace.wait_until(lambda: bool(sent(house, SAM, ".zip")), 1)
    assert sent(house, SAM, ".zip") == []


def test_coordinator_gets_a_case_by_mail_with_the_mails_it_was_written_by(
    post: Post, folder: Path, sample_url: str
) -> None:
    CliRunner().invoke(app, ["person", "role", LEADER, "coordinator", "--collaboration", "vast"])
    trusted = {"Authentication_Results": VERIFIED}
    post(written("Förslag", LETTER, Message_ID="<f-1@vast.example>", **trusted))
    understood = answers(folder, INAS_ADDRESS)[-1]
    thread = {"In_Reply_To": str(understood["Message-ID"])}
    post(written("Sv: Förslag", "Ja", Message_ID="<f-2@vast.example>", **thread, **trusted))

    asked = "exportera förslag 2026-001"
    post(written(asked, sender=LEADER, Message_ID="<x-1@vast.example>", **trusted))

    answer = answers(folder, LEADER)[-1]
    assert "Ärendet är samlat i en fil" in text_of(answer)
    (file,) = answer.iter_attachments()
    assert file.get_filename() == "forslag-2026-001.zip"
    archive = unpacked(file.get_content())
    mails = [one for one in archive.namelist() if one.startswith("mejl/")]
    assert [one.split("-")[1] for one in mails] == ["in.eml", "svar.eml"] * 2 + ["in.eml"]
    first = email.message_from_bytes(archive.read(mails[0]), policy=email.policy.default)
    assert isinstance(first, EmailMessage)
    assert "Många klagar på kvällarna." in text_of(first)
    told = email.message_from_bytes(archive.read(mails[3]), policy=email.policy.default)
    assert isinstance(told, EmailMessage)
    assert "Förslaget är inlämnat." in text_of(told)
    assert verbs(sample_url).count("proposal_exported") == 1


def test_whole_round_by_mail_and_a_stranger_gets_nothing(post: Post, folder: Path) -> None:
    CliRunner().invoke(app, ["person", "role", LEADER, "coordinator", "--collaboration", "vast"])
    trusted = {"Authentication_Results": VERIFIED}
    post(written("Förslag", LETTER, Message_ID="<f-1@vast.example>", **trusted))
    post(written("Sv: Förslag", "Ja", Message_ID="<f-2@vast.example>", **trusted,
                 In_Reply_To=str(answers(folder, INAS_ADDRESS)[-1]["Message-ID"])))  # fmt: skip

    asked = "exportera omgången 2026"
    post(written(asked, sender=LEADER, Message_ID="<x-1@vast.example>", **trusted))
    post(written(asked, Message_ID="<x-2@vast.example>", **trusted))
    post(written(asked, sender=LEADER, Message_ID="<x-3@vast.example>"))

    (file,) = answers(folder, LEADER)[0].iter_attachments()
    assert file.get_filename() == "forslagsomgang-2026.xlsx"
    assert not list(answers(folder, INAS_ADDRESS)[-1].iter_attachments())
    assert not list(answers(folder, LEADER)[-1].iter_attachments())
