"""An inspector asks about a project, and does something with the answer."""

import unicodedata

import pytest

from tests.flows.house import ALONE, INA, KIM, OPEN, SAM, House, labels, lines

CARD = [
    "Tillsynsprojekt släckvatten · Avslutat november 2024",
    "Kampanj: april–oktober 2024 · digital kickoff · två erfarenhetsutbyten",
    "Material: checklista, två lathundar, informationsblad · länkar saknas",
    "Kontakt: projektledarna, projektledare@vast.example",
    "Uppgifterna är från verksamhetsberättelsen 2024.",
]
BUTTONS = ["Visa mer", "Dela i kanalen", "Bevaka", "Rätta uppgift"]
VARIANTS = (
    "slackvatten",
    "släck vatten",
    "SLÄCKVATTEN",
    unicodedata.normalize("NFD", "släckvatten"),
    "släkvatten",
)


def test_project_is_shown_in_six_lines_to_the_asker_alone(house: House) -> None:
    answer = house.ask(INA, "/projekt", "släckvatten")

    assert lines(answer) == CARD
    assert labels(answer) == BUTTONS
    assert answer.text == "Tillsynsprojekt släckvatten: avslutat november 2024."
    assert house.workspace.messages(OPEN, seen_by=KIM) == ()


@pytest.mark.parametrize("typed", VARIANTS)
def test_project_is_found_however_it_is_spelt(quick_house: House, typed: str) -> None:
    answer = quick_house.ask(INA, "/projekt", typed)

    assert lines(answer) == CARD


def test_more_is_shown_in_place_and_less_brings_the_card_back(quick_house: House) -> None:
    quick_house.ask(INA, "/projekt", "släckvatten")

    more = quick_house.press(INA, "Visa mer")
    less = quick_house.press(INA, "Visa färre")

    assert lines(more)[:4] == CARD[:4]
    assert "Ansvarig: projektledare" in lines(more)
    assert lines(less) == CARD
    assert len(quick_house.workspace.ephemerals(INA)) == 1


def test_project_is_shared_with_who_shared_it(house: House) -> None:
    house.ask(INA, "/projekt", "släckvatten")

    told = house.press(INA, "Dela i kanalen")

    (shared,) = house.workspace.messages(OPEN, seen_by=KIM)
    assert lines(shared) == [*CARD, f"Delat av @{INA}"]
    assert shared.text == "Tillsynsprojekt släckvatten: avslutat november 2024."
    assert lines(told)[-1] == "Delat i kanalen. Alla där kan se det."


def test_shared_project_is_answered_to_whoever_presses(quick_house: House) -> None:
    quick_house.ask(INA, "/projekt", "släckvatten")
    quick_house.press(INA, "Dela i kanalen")
    (shared,) = quick_house.workspace.messages(OPEN, seen_by=KIM)

    more = quick_house.press(KIM, "Visa mer", shared)

    assert "Ansvarig: projektledare" in lines(more)
    assert more.only_for == KIM
    assert quick_house.workspace.messages(OPEN, seen_by=INA)[-1].plain == shared.plain


def test_sharing_where_the_bot_is_not_says_what_to_do(quick_house: House) -> None:
    quick_house.ask(INA, "/projekt", "släckvatten", ALONE)

    told = quick_house.press(INA, "Dela i kanalen")

    assert lines(told)[-1] == (
        "Jag är inte med i kanalen, så jag kan inte dela där. Inget har skickats. "
        "Skriv /invite @Samverkansboten i kanalen och dela igen."
    )
    assert "Dela i kanalen" in labels(told)
    quick_house.workspace.refusals.clear()


def test_sharing_that_slack_refuses_can_be_tried_again(quick_house: House) -> None:
    quick_house.ask(INA, "/projekt", "släckvatten")
    quick_house.workspace.fail_next("chat.postMessage", "restricted_action")

    refused = quick_house.press(INA, "Dela i kanalen")
    shared = quick_house.press(INA, "Dela i kanalen")

    assert lines(refused)[-1].startswith("Slack lät mig inte skriva i kanalen.")
    assert lines(shared)[-1] == "Delat i kanalen. Alla där kan se det."


def test_sharing_while_slack_is_busy_is_to_be_tried_later(quick_house: House) -> None:
    quick_house.ask(INA, "/projekt", "släckvatten")
    quick_house.workspace.fail_next("chat.postMessage", "ratelimited", retry_after=20)

    told = quick_house.press(INA, "Dela i kanalen")

    assert lines(told)[-1] == (
        "Slack har mycket att göra just nu. Inget har skickats. Försök igen om en liten stund."
    )


def test_sharing_without_an_answer_from_slack_does_not_pretend(quick_house: House) -> None:
    quick_house.ask(INA, "/projekt", "släckvatten")
    quick_house.workspace.fail_next("chat.postMessage", "internal_error", lost=True)

    told = quick_house.press(INA, "Dela i kanalen")

    assert len(quick_house.workspace.messages(OPEN, seen_by=KIM)) == 1
    assert "Inget har skickats" not in lines(told)[-1]


def test_project_is_followed_and_no_longer(house: House) -> None:
    house.ask(INA, "/projekt", "släckvatten")

    followed = house.press(INA, "Bevaka")
    again = house.ask(INA, "/projekt", "släckvatten")
    mine = house.ask(INA, "/samverkan", "bevakningar")
    house.ask(INA, "/projekt", "släckvatten")
    left = house.press(INA, "Sluta bevaka")
    nothing = house.ask(INA, "/samverkan", "bevakningar")

    assert lines(followed) == [*CARD, "Du bevakar nu Tillsynsprojekt släckvatten."]
    assert "Sluta bevaka" in labels(again)
    assert "Tillsynsprojekt släckvatten" in lines(mine)
    assert lines(left)[-1] == "Du bevakar inte längre Tillsynsprojekt släckvatten."
    assert lines(nothing) == ["Jag hittar inga bevakade projekt."]


def test_correction_reaches_the_coordinator_who_takes_and_closes_it(house: House) -> None:
    house.ask(INA, "/projekt", "släckvatten")
    house.press(INA, "Rätta uppgift")
    asked = lines(house.workspace.view(INA))
    house.workspace.submit(INA, {"correction": "Kampanjen började i maj."})
    receipt = lines(house.workspace.view(INA))

    waiting = house.ask(SAM, "/samverkan", "att hantera")
    taken = house.press(SAM, "Ta")
    closed = house.press(SAM, "Klart")
    reopened = house.press(SAM, "Öppna igen")

    assert asked == ["Vad stämmer inte om Tillsynsprojekt släckvatten?", "Så ska det vara"]
    assert receipt[0].startswith("Tack. Rättelsen står nu som nummer 1 på samordnarens lista")
    assert lines(waiting)[:2] == ["Att hantera · Öppna ärenden: 1", "Nummer 1 · Rättelse"]
    assert lines(waiting)[-1] == "Kampanjen började i maj."
    assert lines(taken)[1].startswith("Nummer 1 tas nu av ")
    assert lines(closed) == ["Att hantera · Det finns inget att hantera.", "Nummer 1 är klart."]
    assert lines(reopened)[:2] == ["Att hantera · Öppna ärenden: 1", "Nummer 1 är öppet igen."]
    assert len(house.workspace.ephemerals(SAM)) == 1


def test_empty_correction_is_asked_for_again(quick_house: House) -> None:
    quick_house.ask(INA, "/projekt", "släckvatten")
    quick_house.press(INA, "Rätta uppgift")

    outcome = quick_house.workspace.submit(INA, {"correction": "   "})

    assert outcome.errors == {"correction": "Skriv vad som ska rättas, minst ett ord."}


def test_list_is_refused_to_those_whose_it_is_not(quick_house: House) -> None:
    answer = quick_house.ask(INA, "/samverkan", "lista")

    assert lines(answer)[0].startswith("Det här är bara öppet för en annan roll.")
