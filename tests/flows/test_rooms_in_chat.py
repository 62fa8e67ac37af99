"""Lines from a room and rounds of proposals, in the dialogs of the chat."""

import pytest
from sqlalchemy import select

from bot.workspace import View
from storage.models import Proposal, ProposalRound
from tests.flows.house import INA, SAM, House

LINES = "Tillsyn av skateparker – Lerum – buller\nYtbehandlare – Borås"


def opened(house: House, text: str, user: str = SAM) -> View:
    assert house.workspace.command(user, "/samverkan", text).acknowledged
    return house.workspace.view(user)


def proposals(house: House) -> list[Proposal]:
    with house.services.database.session() as session:
        rows = select(Proposal).where(Proposal.number.is_not(None)).order_by(Proposal.id)
        return list(session.scalars(rows))


def test_lines_are_pasted_looked_at_mended_and_handed_in(house: House) -> None:
    opened(house, "förslag från rummet")
    house.workspace.submit(SAM, {"lines/0": f"{LINES}\nGödsel – Leerum"})
    looked = house.workspace.view(SAM)
    house.workspace.press(SAM, looked, "Rätta raderna")
    kept = house.workspace.view(SAM)
    house.workspace.submit(SAM, {"lines/0": f"{LINES}\nGödsel – Lerum"})
    ready = house.workspace.view(SAM)
    before = proposals(house)

    house.workspace.submit(SAM)
    receipt = house.workspace.view(SAM)
    house.workspace.redeliver()

    assert "1 behöver rättas" in looked.plain
    assert "inget kontor som heter Leerum" in looked.plain
    assert "submit" not in looked.definition
    assert any(
        block.get("element", {}).get("initial_value", "").endswith("Gödsel – Leerum")
        for block in kept.blocks
    )
    assert "Jag har läst 3 rader" in ready.plain
    assert before == []
    assert [one.title for one in proposals(house)] == [
        "Tillsyn av skateparker",
        "Ytbehandlare",
        "Gödsel",
    ]
    assert "Tack. 3 förslag är inlämnade" in receipt.plain
    assert "2026-002 Ytbehandlare" in receipt.plain
    assert house.workspace.refusals == []


def test_two_hundred_lines_fill_the_fields_and_show_within_the_limits(house: House) -> None:
    fields = [
        "\n".join(
            f"Förslag nummer {at} – Lerum – <!channel> & <b>fet</b>"
            for at in range(start, start + 50)
        )
        for start in (1, 51, 101, 151)
    ]
    opened(house, "förslag från rummet")

    house.workspace.submit(SAM, {f"lines/{at}": one for at, one in enumerate(fields)})

    shown = house.workspace.view(SAM)
    assert "Jag har läst 200 rader" in shown.plain
    assert "Förslag nummer 200" in str(shown.blocks)
    assert house.workspace.refusals == []


def test_empty_lines_are_pointed_out_at_their_field(house: House) -> None:
    opened(house, "förslag från rummet")

    outcome = house.workspace.submit(SAM, {"lines/0": "   "})

    assert list(outcome.errors) == ["lines/0"]


@pytest.mark.parametrize("typed", ["förslag från rummet"])
def test_who_does_not_keep_the_proposals_gets_no_dialog(house: House, typed: str) -> None:
    house.workspace.command(INA, "/samverkan", typed)

    assert house.workspace.views(INA) == ()
    assert house.workspace.ephemerals(INA)


def test_round_is_set_in_a_dialog_and_its_faults_stand_at_their_fields(house: House) -> None:
    opened(house, "förslagsomgång")
    wrong = house.workspace.submit(
        SAM, {"opens": "2027-03-31", "closes": "2027-02-01", "year": "2028", "late": "strict"}
    )
    house.workspace.submit(SAM, {"opens": "2027-02-01", "closes": "2027-03-31"})

    shown = house.workspace.view(SAM)
    assert list(wrong.errors) == ["closes"]
    assert "sena tas inte emot" in shown.plain
    with house.services.database.session() as session:
        (row,) = session.scalars(select(ProposalRound)).all()
    assert (row.year, str(row.opens), str(row.closes), row.late) == (
        2028,
        "2027-02-01",
        "2027-03-31",
        False,
    )
    assert house.workspace.refusals == []


def test_others_see_the_rounds_in_words(house: House) -> None:
    house.workspace.command(INA, "/samverkan", "förslagsomgångar")

    assert house.workspace.views(INA) == ()
    assert "Ingen förslagsomgång är satt" in house.workspace.ephemerals(INA)[-1].plain


def test_closed_round_is_told_before_one_writes_and_the_draft_is_kept(house: House) -> None:
    house.ask(SAM, "/samverkan", "förslagsomgång 2028 öppen 1 feb till 31 mars, sena tas inte emot")
    house.workspace.command(INA, "/forslag", "Tillsyn av skateparker")
    told = house.workspace.view(INA).plain
    said = {"proposal_area": "Avlopp", "proposal_background": "Buller", "proposal_goal": "Tyst"}
    house.workspace.submit(INA, said)
    house.workspace.submit(INA)
    refused = house.workspace.view(INA).plain
    house.workspace.close_view(INA, everything=True)
    house.workspace.command(INA, "/forslag")
    kept = house.workspace.view(INA)

    assert "Förslagsomgången öppnar 1 februari 2027" in told
    assert "ditt utkast är sparat" in refused
    assert proposals(house) == []
    assert "Tillsyn av skateparker" in str(kept.blocks)
