"""What the chat has buttons and dialogs for, done with words alone in a direct message."""

from bot.workspace.records import Message
from tests.flows.house import EVA, INA, SAM, House, labels, lines

FOLLOWING = "Du bevakar nu ”Tillsynsprojekt släckvatten”."


def said(house: House, user: str, words: str) -> Message:
    """Write to the bot, and return its answer."""
    house.workspace.say(user, house.workspace.direct(user), words)
    return house.direct(user)[-1]


def test_project_is_followed_and_left_in_words(house: House) -> None:
    followed = said(house, INA, "bevaka släckvatten")
    mine = said(house, INA, "vad bevakar jag?")
    left = said(house, INA, "sluta bevaka släckvatten")
    nothing = said(house, INA, "mina bevakningar")

    assert (lines(followed)[0], labels(followed)) == (FOLLOWING, [])
    assert "Tillsynsprojekt släckvatten" in lines(mine)
    assert lines(left)[0] == "Du bevakar inte längre ”Tillsynsprojekt släckvatten”."
    assert lines(nothing) == ["Jag hittar inga bevakade projekt."]


def test_project_that_was_not_certain_is_followed_by_its_button(house: House) -> None:
    which = said(house, EVA, "bevaka ventilation")

    outcome = house.workspace.press(EVA, which, labels(which)[1])

    assert outcome.acknowledged
    assert len(labels(which)) == 2
    followed = lines(said(house, EVA, "mina bevakningar"))
    assert "Undervisningslokaler med fokus på ventilation i skolor och förskolor" in followed


def test_reminders_are_set_in_words(house: House) -> None:
    said(house, INA, "påminn mig i mejl kl 9–15 på måndagar")

    told = said(house, INA, "mina inställningar")

    assert lines(told)[0] == "Nu påminner jag dig med mejl, måndag mellan klockan 9 och 15."


def test_correction_in_words_is_taken_and_closed_in_words(house: House) -> None:
    corrected = said(house, INA, "rätta släckvatten: kampanjen började i maj")

    waiting = house.ask(SAM, "/samverkan", "att hantera")
    taken = said(house, SAM, "ta 1")
    closed = said(house, SAM, "klar med uppgift 1")

    assert lines(corrected)[0] == (
        "Tack. Rättelsen av ”Tillsynsprojekt släckvatten” är lämnad till samordnaren."
    )
    assert [line for line in lines(waiting) if "Tillsynsprojekt släckvatten" in line] != []
    assert lines(taken)[0].startswith("Nummer 1 tas nu av ")
    assert lines(closed)[0] == "Nummer 1 är klart."
    assert lines(house.ask(SAM, "/samverkan", "att hantera")) == [
        "Att hantera · Det finns inget att hantera."
    ]


def test_what_is_to_be_done_is_asked_for_in_words(house: House) -> None:
    told = said(house, SAM, "att göra")

    assert "Att göra" in lines(told)[0]
    assert "Att hantera" not in " ".join(lines(told))
