"""A project is started: from nothing, from a proposal, from a line of a plan; chat and mail."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli import app
from storage.models import Project
from tests.flows.house import INA, SAM, House, labels, let_go_of_role, lines
from tests.flows.letters import INA as INAS_ADDRESS
from tests.flows.letters import VERIFIED, Post, answers, text_of, verbs, written

LEADER = "projektledare@vast.example"
NASTY = "<!channel> <b>fet</b> & <@U0SAM>"
LETTER = """Titel: Tillsyn av skateparker
Område: Hälsoskydd
Bakgrund: Många klagar på kvällarna.
Mål: Färre klagomål.
"""


def said(house: House, user: str = SAM) -> str:
    views = house.workspace.views(user)
    return "\n".join(lines(views[-1] if views else house.last(user)))


def close(house: House, user: str = SAM) -> None:
    if house.workspace.views(user):
        house.workspace.close_view(user, everything=True)


def started(house: House) -> list[str]:
    """Return the titles of what was started here."""
    with house.services.database.session() as session:
        rows = session.scalars(select(Project).order_by(Project.id))
        return [one.title for one in rows if one.version]


def send(house: House, **values: Any) -> dict[str, str]:
    outcome = house.workspace.submit(SAM, values)
    assert outcome.acknowledged, outcome
    return dict(outcome.errors)


def propose(house: House, title: str = "Tillsyn av skateparker") -> None:
    house.workspace.command(INA, "/forslag", title)
    rest = {
        "proposal_area": "Hälsoskydd",
        "proposal_background": NASTY,
        "proposal_goal": "å" * 3000,
    }
    house.workspace.submit(INA, rest)
    house.workspace.submit(INA, {})
    close(house, INA)


def test_project_is_started_from_the_list_and_from_home(house: House) -> None:
    shown = house.ask(SAM, "/projekt")
    house.press(SAM, "Starta projekt", shown)
    wrong = send(house, title=NASTY, year="nästa år")
    assert wrong.keys() == {"year"}
    assert send(house, year="1999").keys() == {"year"}
    assert send(house, year="2027", goal="Säkra ramper") == {}
    assert NASTY in said(house)
    assert "ta bort projekt vast-2027" in said(house)
    close(house)

    house.workspace.open_home(SAM)
    assert "Starta projekt" in labels(house.workspace.home(SAM))
    house.workspace.press(SAM, house.workspace.home(SAM), "Starta projekt")
    again = send(house, title=NASTY, year="2027")
    assert "title" in again
    assert started(house) == [NASTY]


def test_project_is_started_from_a_proposal_once_and_taken_back(house: House) -> None:
    propose(house)
    card = house.ask(SAM, "/samverkan", "förslag 2026-001")
    house.press(SAM, "Starta projekt", card)
    assert send(house, year="2027") == {}
    house.workspace.redeliver()
    close(house)
    house.press(SAM, "Starta projekt", card)
    assert send(house) == {}
    close(house)

    assert started(house) == ["Tillsyn av skateparker"]
    shown = house.ask(SAM, "/samverkan", "förslag 2026-001")
    assert "Projekt: Tillsyn av skateparker" in said(house)
    assert "Starta projekt" not in labels(shown)
    house.ask(SAM, "/samverkan", "ta bort projekt vast-2027-tillsyn-av-skateparker")
    assert started(house) == []


def test_project_is_started_from_a_line_of_a_plan(house: House) -> None:
    house.ask(SAM, "/samverkan", "ny plan 2028")
    house.ask(SAM, "/samverkan", "lägg till i plan 2028: Badbryggor; mål: Säkra bryggor")
    shown = house.ask(SAM, "/samverkan", "rad 1 i plan 2028")
    house.press(SAM, "Starta projekt", shown)
    assert send(house) == {}
    assert "Badbryggor" in said(house)
    close(house)

    house.ask(SAM, "/samverkan", "rad 1 i plan 2028")
    assert "Projekt: Badbryggor" in said(house)
    again = house.ask(SAM, "/samverkan", "starta projekt av rad 1 i plan 2028")
    assert "Badbryggor" in "\n".join(lines(again))
    assert started(house) == ["Badbryggor"]


def test_others_and_who_lost_the_role_start_nothing(house: House) -> None:
    propose(house)
    assert "Starta projekt" not in labels(house.ask(INA, "/projekt"))
    house.ask(INA, "/samverkan", "starta projekt av förslag 2026-001")
    card = house.ask(SAM, "/samverkan", "förslag 2026-001")
    house.press(SAM, "Starta projekt", card)
    let_go_of_role(house, LEADER)

    assert send(house).keys() == {"title"}
    assert started(house) == []


@pytest.mark.parametrize("again", [False, True])
def test_project_is_started_by_mail_from_a_proposal(
    post: Post, folder: Path, sample_url: str, *, again: bool
) -> None:
    CliRunner().invoke(app, ["person", "role", LEADER, "coordinator", "--collaboration", "vast"])
    trusted = {"Authentication_Results": VERIFIED}
    post(written("Förslag", LETTER, Message_ID="<f-1@vast.example>", **trusted))
    thread = {"In_Reply_To": str(answers(folder, INAS_ADDRESS)[-1]["Message-ID"])}
    post(written("Sv: Förslag", "Ja", Message_ID="<f-2@vast.example>", **thread, **trusted))
    asked = "starta projekt av förslag 2026-001"
    fields = {"sender": LEADER, **trusted}
    post(written(asked, Message_ID="<s-1@vast.example>", **fields))
    if again:
        post(written(asked, Message_ID="<s-2@vast.example>", **fields))

    told = text_of(answers(folder, LEADER)[-1])
    assert "Tillsyn av skateparker" in told
    post(written("projekt tillsyn av skateparker", Message_ID="<s-3@vast.example>", **fields))
    assert "Startat ur: förslag 2026-001" in text_of(answers(folder, LEADER)[-1])
    assert verbs(sample_url).count("project_changed") == 1
