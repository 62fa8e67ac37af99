"""A year's money: entered in a dialog, in words and by mail, taken back, and as a workbook."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.flows.house import INA, SAM, House, labels, let_go_of_role, lines
from tests.flows.letters import (
    COORDINATOR,
    TRUSTED,
    VERIFIED,
    Post,
    answers,
    changes,
    text_of,
    verbs,
    written,
)
from tests.flows.letters import INA as INAS_ADDRESS

NASTY = "<!channel> <b>fet</b> & <@U0SAM>"
JONKOPING = {"sender": COORDINATOR, "Authentication_Results": TRUSTED}


def said(house: House, user: str = SAM) -> str:
    """Return what somebody reads on top, amounts with spaces that break."""
    views = house.workspace.views(user)
    shown = views[-1] if views else house.last(user)
    return "\n".join(lines(shown)).replace("\u00a0", " ")


def errors(outcome: Any) -> dict[str, str]:
    assert outcome.acknowledged, outcome
    return dict(outcome.errors)


def test_coordinator_enters_a_year_in_dialogs_and_takes_a_change_back(house: House) -> None:
    house.workspace.command(SAM, "/samverkan", "budget 2027")
    assert "Budgeten för 2027 saknas i uppgifterna jag har." in said(house)

    house.press(SAM, "Ändra")
    house.workspace.submit(SAM, {})
    new = {"item": NASTY, "budget": "1 234,50", "outcome": "-5"}
    wrong = errors(house.workspace.submit(SAM, new))
    assert wrong.keys() == {"outcome"}
    assert "Skriv det utan minus." in wrong["outcome"]
    right = errors(house.workspace.submit(SAM, {"outcome": "1 tkr", "note": "å" * 1000}))
    assert right == {}
    assert f"Infört. {NASTY}: budget 1 234,50 kr" in said(house)
    assert "kvar 234,50 kr" in said(house)
    house.workspace.close_view(SAM, everything=True)

    house.ask(SAM, "/samverkan", "budget 2027")
    house.press(SAM, "Ändra")
    chosen = house.workspace.view(SAM).blocks[0]["element"]["options"][0]
    assert chosen["text"]["text"].endswith(NASTY)
    house.workspace.submit(SAM, {})
    house.workspace.submit(SAM, {"outcome": "1 300", "note": ""})
    assert "65,50 kr över budget" in said(house)
    house.press(SAM, "Ångra", house.workspace.view(SAM))
    assert "Ändringen är ångrad." in said(house)
    assert "utfall 1 000 kr" in said(house)


def test_printed_source_is_no_source_of_ones_own(house: House) -> None:
    house.ask(SAM, "/samverkan", "utfall 2024 halland löner: 100")
    house.ask(SAM, "/samverkan", "budget 2024")
    house.press(SAM, "Ändra")
    options = house.workspace.view(SAM).blocks[0]["element"]["options"]
    wages = next(one for one in options if "Löner" in one["text"]["text"])
    house.workspace.submit(SAM, {"line": wages["value"]})
    sources = [
        one["element"].get("initial_value", "")
        for one in house.workspace.view(SAM).blocks
        if one.get("block_id") == "source"
    ]

    assert sources == [""]
    house.workspace.submit(SAM, {"outcome": "200"})
    assert "utfall 200 kr" in said(house)
    assert ": källa" not in said(house)


def test_dialog_sent_twice_enters_once_and_the_later_of_two_is_told(house: House) -> None:
    house.ask(SAM, "/samverkan", "utfall 2027: löner: 100")
    house.ask(SAM, "/samverkan", "budget 2027")
    house.press(SAM, "Ändra")
    house.workspace.submit(SAM, {})
    house.ask(SAM, "/samverkan", "utfall 2027 löner: 200")

    late = errors(house.workspace.submit(SAM, {"outcome": "300"}))

    assert "Någon annan har ändrat raden" in late["budget"]
    house.workspace.close_view(SAM, everything=True)
    house.ask(SAM, "/samverkan", "budget 2027")
    house.press(SAM, "Ändra")
    house.workspace.submit(SAM, {})
    house.workspace.submit(SAM, {"outcome": "300"})
    house.workspace.redeliver()
    house.workspace.close_view(SAM, everything=True)
    house.ask(SAM, "/samverkan", "ångra budget 2027")
    assert "utfall 200 kr" in said(house)


def test_role_lost_between_opening_and_sending_enters_nothing(house: House) -> None:
    house.ask(SAM, "/samverkan", "budget 2027")
    house.press(SAM, "Ändra")
    house.workspace.submit(SAM, {})
    let_go_of_role(house, "projektledare@vast.example")

    house.workspace.submit(SAM, {"item": "löner", "budget": "100"})

    house.workspace.close_view(SAM, everything=True)
    house.ask(SAM, "/samverkan", "budget 2027")
    assert "Budgeten för 2027 saknas" in said(house)
    assert "löner" not in said(house).casefold()


def test_others_see_and_cannot_enter(house: House) -> None:
    house.ask(SAM, "/samverkan", "budget 2027 löner: 1 700 tkr")

    shown = house.ask(INA, "/samverkan", "budget 2027")
    assert "budget 1 700 000 kr" in said(house, INA)
    assert labels(shown).count("Ändra") == 0
    house.ask(INA, "/samverkan", "utfall 2027 löner: 5")
    house.ask(SAM, "/samverkan", "budget 2027")
    assert "utfall" not in said(house)


def test_budget_comes_as_a_workbook_from_its_button_and_in_words(house: House) -> None:
    house.ask(SAM, "/samverkan", "budget 2024 halland löner: 600 000")
    house.press(SAM, "Excelfil")
    house.ask(SAM, "/samverkan", "budget 2024 som excel")

    def files() -> list[Any]:
        return [file for one in house.direct(SAM) for file in one.files]

    assert house.workspace.wait_until(lambda: len(files()) == 2)
    book = openpyxl.load_workbook(io.BytesIO(files()[-1].content))
    rows = list(book["Budget"].iter_rows(values_only=True))
    assert ("Löner", 600_000) in [(row[2], row[3]) for row in rows]
    assert "fotnoter" in str(list(book["Anmärkningar"].values))


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("fördelning 12000", ("10 200 kr", "1 800 kr")),
        ("fördelning 1 234,57", ("1 049,38 kr", "185,19 kr")),
        ("fördelning 12 tkr", ("10 200 kr", "1 800 kr")),
    ],
)
def test_common_cost_is_split_to_the_last_ore(
    quick_house: House, typed: str, parts: tuple[str, str]
) -> None:
    quick_house.ask(SAM, "/samverkan", typed)

    assert all(one in said(quick_house) for one in parts)
    assert "85 %" in said(quick_house)


def test_negative_cost_is_refused_in_plain_words(quick_house: House) -> None:
    quick_house.ask(SAM, "/samverkan", "fördelning -12000")

    assert "Ett belopp kan inte vara negativt" in said(quick_house)


def flat(folder: Path, to: str = COORDINATOR) -> str:
    return " ".join(text_of(answers(folder, to)[-1]).replace("\u00a0", " ").split())


def mail(post: Post, number: int, asked: str, **fields: str) -> None:
    named = {**JONKOPING, "Message_ID": f"<pengar-{number}@jonkoping.example>", **fields}
    post(written(asked, **named))


def test_coordinator_enters_by_mail_beside_the_source_and_takes_it_back(
    coordinator: Post, folder: Path, sample_url: str
) -> None:
    mail(coordinator, 1, "utfall 2026 löner: 1 800 tkr; anmärkning: vikarie; källa: bokslut")
    assert "Infört. Löner: budget 1 726 090 kr" in flat(folder)
    assert "73 910 kr över budget" in flat(folder)
    assert "källa: bokslut" in flat(folder)
    assert "620 000 två gånger" in flat(folder)

    mail(coordinator, 2, "reviderad budget 2026 löner: 1 850 000")
    assert "kvar 50 000 kr" in flat(folder)
    mail(coordinator, 3, "utfall 2026 intäkt utbildningar: 150 000")
    assert "15 000 kr mer än väntat" in flat(folder)
    mail(coordinator, 4, "ångra budget 2026")
    assert "Ändringen är ångrad. Utbildningar: budget 135 000 kr" in flat(folder)

    mail(coordinator, 5, "budget 2026 som excel")
    attached = {
        part.get_filename(): part for part in answers(folder, COORDINATOR)[-1].iter_attachments()
    }
    assert "budget-2026.xlsx" in attached
    assert verbs(sample_url).count("budget_changed") == 3
    assert verbs(sample_url).count("budget_undone") == 1


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("utfall 2027 löner: mycket", "Jag förstår inte beloppet ”mycket”"),
        ("utfall 2027 löner: 412.50", "Jag förstår inte beloppet ”412.50”"),
        ("utfall 2027 löner: 412 50", "Jag förstår inte beloppet ”412 50”"),
        ("utfall 2027 löner: 1 2345", "Jag förstår inte beloppet ”1 2345”"),
        ("utfall 2027 löner: ca 412 000", "Jag förstår inte beloppet ”ca 412 000”"),
        ("utfall 2027: löner 412.50", "Jag förstår inte beloppet ”löner 412.50”"),
        ("utfall 2027: löner 412 50", "Jag förstår inte beloppet ”löner 412 50”"),
        ("utfall 2027: löner: 412 50", "Jag förstår inte beloppet ”412 50”"),
        ("utfall 2027: löner cirka 400", "Jag förstår inte beloppet ”löner cirka 400”"),
        ("utfall 2027: 412.50", "Jag förstår inte beloppet ”412.50”"),
        ("utfall 2027: ~400", "Jag förstår inte beloppet ”~400”"),
        ("ångra budget 2027 Skåne", "Vems budget gäller det?"),
        ("utfall 2027 löner: -5", "Ett belopp kan inte vara negativt"),
        ("utfall 1989 löner: 5", "inte 1989"),
        (f"utfall 2027 {'å' * 250}: 5", "högst 200 tecken"),
        ("ångra budget 2031", "Det finns ingen ändring att ångra."),
    ],
)
def test_what_cannot_be_read_is_told_by_mail_and_changes_nothing(
    coordinator: Post, folder: Path, sample_url: str, asked: str, answer: str
) -> None:
    before = changes(sample_url)

    post = written("Hej", asked, Message_ID="<p-1@jonkoping.example>", **JONKOPING)
    coordinator(post)

    assert answer in flat(folder)
    assert changes(sample_url) == before


def test_same_mail_twice_enters_once_and_others_are_told_no(
    post: Post, folder: Path, sample_url: str
) -> None:
    leader = "projektledare@vast.example"
    CliRunner().invoke(app, ["person", "role", leader, "coordinator", "--collaboration", "vast"])
    fields = {"sender": leader, "Authentication_Results": VERIFIED}
    asked = "utfall 2027 Halland: projektledare 412 000"
    post(written(asked, Message_ID="<v-1@vast.example>", **fields))
    post(written(asked, Message_ID="<v-1@vast.example>", **fields))
    post(written(asked, Message_ID="<v-2@vast.example>", Authentication_Results=VERIFIED))

    assert "Miljösamverkan Halland" in flat(folder, leader)
    assert "Infört. Projektledare: utfall 412 000 kr" in flat(folder, leader)
    assert "Infört" not in flat(folder, INAS_ADDRESS)
    assert verbs(sample_url).count("budget_changed") == 1
