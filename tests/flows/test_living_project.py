"""A project that lives: changed in chat and by mail, taken part in, looked back upon."""

import pytest

from bot.workspace import View
from tests.flows.house import EVA, INA, KIM, SAM, STRANGER, House, labels, lines
from tests.flows.letters import INA as INAS_ADDRESS
from tests.flows.letters import Post, answers, text_of, written

PROJECT = "släckvatten"


def top(house: House, user: str) -> View:
    return house.workspace.views(user)[-1]


def send(house: House, user: str, values: dict[str, str | list[str] | None]) -> dict[str, str]:
    outcome = house.workspace.submit(user, values)
    assert outcome.acknowledged, outcome
    return dict(outcome.errors)


def edit(house: House, part: str) -> None:
    """Open the dialog of one part, whose button stands beside its line."""
    view = top(house, SAM)
    (row,) = [
        block
        for block in view.blocks
        if block.get("accessory") and block["text"]["text"].startswith(part)
    ]
    outcome = house.workspace.press(SAM, view, "Ändra", row["block_id"])
    assert outcome.acknowledged, outcome


def test_leader_changes_a_project_in_words_and_takes_it_back(house: House) -> None:
    done = house.ask(SAM, "/samverkan", "släckvatten: kickoff 12 mars 2027")
    assert lines(done)[0] == (
        "Tillsynsprojekt släckvatten · Hålltid: kickoff 12 mars 2027 · digital"
        " (tidigare kickoff april 2024 · digital)"
    )

    undo = next(one for one in lines(done) if "ångra ändring" in one)
    house.ask(SAM, "/samverkan", undo.split("”")[1])

    assert lines(house.last(SAM))[0].startswith("Tillsynsprojekt släckvatten · Ångrat. Hålltid:")
    assert "kickoff april 2024" in lines(house.last(SAM))[0]


def test_leader_changes_a_project_in_dialogs(house: House) -> None:
    shown = house.ask(SAM, "/projekt", PROJECT)
    assert "Uppdatera" in labels(shown)
    house.workspace.press(SAM, shown, "Uppdatera")

    edit(house, "Läge")
    errors = send(house, SAM, {"status": "pågående", "start": "i förrgår kanske", "end": None})
    assert list(errors) == ["start"]
    assert (
        send(house, SAM, {"status": "pågående", "start": "april 2024", "end": "våren 2027"}) == {}
    )
    assert lines(top(house, SAM))[0].startswith("Läge: pågår")
    edit(house, "kickoff")
    assert send(house, SAM, {"when": "12 mars 2027", "place": "Borås"}) == {}
    assert "kickoff 12 mars 2027" in lines(top(house, SAM))[0]

    card = house.ask(SAM, "/projekt", PROJECT)
    assert lines(card)[0] == "Tillsynsprojekt släckvatten · Pågår april 2024–våren 2027"
    assert any(one.startswith("Ändrat här 20 november 2026.") for one in lines(card))


def test_whoever_does_not_lead_is_told_what_to_do_instead(house: House) -> None:
    assert "Uppdatera" not in labels(house.ask(INA, "/projekt", PROJECT))

    told = house.ask(INA, "/samverkan", "släckvatten: kickoff 12 mars 2027")

    assert "Skriv ”rätta släckvatten: kickoff 12 mars 2027”" in "\n".join(lines(told))


def test_offices_take_part_and_tell_of_their_visits(house: House) -> None:
    house.ask(SAM, "/samverkan", "släckvatten: mål 20 kontor")
    house.ask(SAM, "/samverkan", "släckvatten: mål 200 besök")

    joined = house.ask(KIM, "/samverkan", "vi är med i släckvatten")
    assert lines(joined)[0] == "Tillsynsprojekt släckvatten · Lerum deltar"
    house.ask(KIM, "/samverkan", "vi har gjort 7 besök i släckvatten")
    house.ask(SAM, "/samverkan", "Ale har gjort 5 besök i släckvatten")

    card = house.ask(INA, "/projekt", PROJECT)
    assert "Deltagande: 2 av 20 kontor deltar, 12 av 200 besök" in lines(card)
    listed = house.ask(INA, "/samverkan", "vilka kontor deltar i släckvatten?")
    assert lines(listed)[1:3] == ["Lerum: 7 besök", "Ale: 5 besök"]


def test_contact_person_tells_of_visits_in_a_dialog(house: House) -> None:
    house.workspace.press(KIM, house.ask(KIM, "/projekt", PROJECT), "Vårt kontor")
    assert send(house, KIM, {"visits": "många"}) == {
        "visits": "”många” är inget helt tal. Inget har ändrats. Skriv bara siffror."
    }
    send(house, KIM, {"visits": "7"})

    assert lines(top(house, KIM)) == ["Lerum deltar · 7 besök"]


def test_history_names_people_only_to_those_who_may_see_the_register(house: House) -> None:
    house.ask(SAM, "/samverkan", "släckvatten: kickoff 12 mars 2027")

    seen = house.ask(INA, "/samverkan", "vad har hänt med släckvatten sedan oktober?")
    by_a_stranger = house.ask(STRANGER, "/samverkan", "historik för släckvatten i Väst")

    assert "fre 20 nov 2026: Hålltid: kickoff 12 mars 2027" in lines(seen)[1]
    assert lines(seen)[1].endswith("projektledarna (gemensam brevlåda)")
    assert lines(by_a_stranger)[1].startswith("fre 20 nov 2026: Hålltid: kickoff 12 mars 2027")
    assert "projektledarna" not in "\n".join(lines(by_a_stranger))


def test_other_family_changes_nothing(house: House) -> None:
    told = house.ask(EVA, "/samverkan", "projekt vast-2024-slackvatten: kickoff 12 mars 2027")

    assert "Hålltid" not in "\n".join(lines(told))
    seen = house.ask(SAM, "/samverkan", "historik för släckvatten")
    assert lines(seen)[0].endswith("Inget har ändrats här sedan uppgifterna lades in.")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("vi är med i släckvatten", "Lerum deltar"),
        ("lerum har gjort 7 besök i släckvatten", "Lerum deltar · 7 besök"),
    ],
)
def test_office_takes_part_by_mail(post: Post, folder: object, said: str, told: str) -> None:
    contact = "kontaktperson.lerum@vast.example"
    field = {"Authentication_Results": "mx.vast.example; dmarc=pass header.from=vast.example"}
    post(written(said, sender=contact, **field))

    (answer,) = answers(folder, contact)  # type: ignore[arg-type]
    assert told in text_of(answer)
    assert INAS_ADDRESS not in text_of(answer)


def test_correction_is_done_from_the_list_and_its_writer_is_told(house: House) -> None:
    house.ask(INA, "/samverkan", "rätta släckvatten: avslutat oktober 2026")
    listed = house.ask(SAM, "/samverkan", "lista")
    assert "Ändra så" in labels(listed)

    told = house.press(SAM, "Ändra så", listed)

    assert "Tid: till oktober 2026" in "\n".join(lines(told))
    assert lines(house.ask(INA, "/projekt", PROJECT))[0].endswith("Avslutat oktober 2026")


def test_project_is_started_and_taken_back(house: House) -> None:
    started = house.ask(SAM, "/samverkan", "starta projekt Badbryggor 2027; mål: säkrare bryggor")
    assert lines(started)[0] == "Badbryggor · Projektet startades"
    house.ask(SAM, "/samverkan", "badbryggor: kickoff 12 mars 2027")

    told = house.ask(SAM, "/samverkan", "ta bort projekt badbryggor")

    assert "Det har redan hänt något i Badbryggor" in "\n".join(lines(told))


def test_inspector_applies_to_the_group_and_the_leader_says_yes(house: House) -> None:
    opened = house.ask(
        SAM, "/samverkan", "öppna anmälan till projektgruppen för släckvatten: vi söker 5; senast"
        " 15 januari 2027"
    )  # fmt: skip
    assert "öppen till och med fre 15 jan 2027 · 0 av 5 i projektgruppen" in "\n".join(
        lines(opened)
    )

    house.ask(INA, "/samverkan", "anmäl mig till projektgruppen för släckvatten: kan brandvatten")
    group = house.ask(SAM, "/samverkan", "vilka har anmält sig till projektgruppen för släckvatten")
    assert "väntar på svar · kan brandvatten" in "\n".join(lines(group))
    house.ask(SAM, "/samverkan", "säg ja till avlopp.lerum@vast.example i gruppen för släckvatten")

    shown = house.ask(INA, "/samverkan", "anmälan till projektgruppen för släckvatten")
    assert "Du är med i projektgruppen." in lines(shown)


def test_progress_comes_as_a_picture_that_says_the_same(house: House) -> None:
    house.ask(SAM, "/samverkan", "släckvatten: mål 200 besök")
    house.ask(KIM, "/samverkan", "vi har gjort 7 besök i släckvatten")
    shown = house.ask(KIM, "/projekt", PROJECT)

    house.workspace.press(KIM, shown, "Visa som bild")

    workspace = house.workspace
    assert workspace.wait_until(lambda: any(one.files for one in house.direct(KIM)))
    (file,) = [each for one in house.direct(KIM) for each in one.files]
    assert file.name == "deltagande.png"
    assert "7 av 200 besök" in file.alt


def test_whoever_wants_to_be_in_the_group_says_so_with_a_button(house: House) -> None:
    house.ask(SAM, "/samverkan", "öppna anmälan till projektgruppen för släckvatten")
    shown = house.ask(INA, "/projekt", PROJECT)

    house.workspace.press(INA, shown, "Anmäl dig till projektgruppen")
    house.workspace.redeliver()

    said = "\n".join(
        lines(house.ask(SAM, "/samverkan", "vilka har anmält sig till gruppen för släckvatten"))
    )
    assert said.count("Inspektör små avlopp") == 1
