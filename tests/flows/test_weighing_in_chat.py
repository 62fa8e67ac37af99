"""Weighing proposals in chat, one at a time, and the papers as files."""

import io

import docx
import pytest

from handlers.people import set_role
from storage.models import Collaboration
from tests.factories import add_proposal
from tests.flows.house import EVA, SAM, House, labels, lines

LONG = "å" * 3000
NASTY = "<!channel> <b>fet</b> & <@U0SAM>"


@pytest.fixture
def weighers(house: House) -> House:
    """Lend the house with two proposals under review in Väst, where Sam is coordinator."""
    set_role(house.services, "projektledare@vast.example", "coordinator", "vast")
    with house.services.database.write() as session:
        owner = session.query(Collaboration).filter_by(key="vast").one()
        for number, title in (("2027-001", NASTY), ("2027-002", "Solarier")):
            add_proposal(
                session, owner, title, key=number, number=number, status="", state="under_review"
            )
    house.ask(SAM, "/samverkan", "kriterier: Miljönytta 1–5")
    return house


def criterion(house: House) -> str:
    blocks = house.workspace.view(SAM).blocks
    return next(
        str(one["block_id"]) for one in blocks if one.get("block_id", "").startswith("criterion")
    )


def test_coordinator_weighs_one_at_a_time_in_a_dialog(weighers: House) -> None:
    weighers.workspace.command(SAM, "/samverkan", "väg 2027-001")
    assert any(NASTY in one for one in lines(weighers.workspace.view(SAM)))

    field = criterion(weighers)
    wrong = weighers.workspace.submit(SAM, {"outcome": "in_bank", field: "4"})
    assert dict(wrong.errors).keys() == {"reason"}
    right = weighers.workspace.submit(SAM, {"outcome": "in_bank", field: "4", "reason": LONG})
    assert dict(right.errors) == {}

    said = "\n".join(lines(weighers.workspace.view(SAM)))
    assert "Antal förslag som har vägts: 1." in said
    weighers.workspace.close_view(SAM, everything=True)
    shown = weighers.ask(SAM, "/samverkan", "vägningen")
    assert "i förslagsbanken" in "\n".join(lines(shown))
    weighers.press(SAM, "Se vad som flyttas enligt vägningen")
    weighers.press(SAM, "Flytta nu och meddela förslagsställarna")
    assert "Antal förslag som är flyttade: 1." in "\n".join(lines(weighers.last(SAM)))


def test_dialog_sent_twice_weighs_once_and_an_older_one_is_told(weighers: House) -> None:
    weighers.workspace.command(SAM, "/samverkan", "väg 2027-002")
    weighers.ask(SAM, "/samverkan", "väg 2027-002: i planen")

    late = weighers.workspace.submit(SAM, {"outcome": "not_in_plan", "reason": "Nej."})

    assert "Någon annan har vägt ”Solarier”" in dict(late.errors)["outcome"]
    weighers.workspace.close_view(SAM, everything=True)
    weighers.workspace.command(SAM, "/samverkan", "väg 2027-002")
    weighers.workspace.submit(SAM, {"outcome": "on_comment"})
    weighers.workspace.redeliver()
    weighers.workspace.close_view(SAM, everything=True)
    assert "på synpunkter" in "\n".join(lines(weighers.ask(SAM, "/samverkan", "vägningen")))


def test_papers_come_as_two_files(weighers: House) -> None:
    shown = weighers.ask(SAM, "/samverkan", "underlag för beredningen")

    assert "2 förslag att bereda." in "\n".join(lines(shown))
    workspace = weighers.workspace
    assert workspace.wait_until(lambda: any(one.files for one in weighers.direct(SAM)))
    files = [file for one in weighers.direct(SAM) for file in one.files]
    assert [one.name.rpartition(".")[2] for one in files] == ["docx", "xlsx"]
    paper = docx.Document(io.BytesIO(files[0].content))
    assert [row.cells[1].text for row in paper.tables[0].rows][1:] == [NASTY, "Solarier"]


def test_others_are_told_that_they_may_not(weighers: House) -> None:
    shown = weighers.ask(EVA, "/samverkan", "väg 2027-002: i planen")

    assert "Solarier" not in "\n".join(lines(shown))
    assert "Flytta nu och meddela förslagsställarna" not in labels(shown)


def test_where_nothing_waits_no_files_are_promised(house: House) -> None:
    set_role(house.services, "projektledare@vast.example", "coordinator", "vast")

    shown = "\n".join(lines(house.ask(SAM, "/samverkan", "underlag för beredningen")))

    assert "Inget förslag väntar på att beredas." in shown
    assert "Wordfil" not in shown
    assert house.direct(SAM) == ()
