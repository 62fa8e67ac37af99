import pytest

from bot.texts.cards import present
from bot.texts.plain import plain
from handlers.answers import SettingsAnswer


def settings(door: str, *, uses: str = "mail", changed: bool = False) -> str:
    answer = SettingsAnswer(
        door=door, uses=uses, first_hour=9, last_hour=15, weekdays="13", changed=changed
    )
    return plain(present(answer), width=400)


WORDS = (
    "Skriv till exempel ”påminn mig i mejl”, ”påminn mig kl 9–15” eller "
    "”påminn mig på måndagar och onsdagar” för att ändra."
)
NOW = "Nu påminner jag dig med mejl, måndag och onsdag mellan klockan 9 och 15."


@pytest.mark.parametrize("door", ["", "mail"])
def test_settings_say_what_holds_and_the_words_that_change_it(door: str) -> None:
    assert settings(door) == f"{NOW}\n{WORDS}"


def test_settings_that_were_changed_say_so() -> None:
    assert settings("mail", changed=True) == (f"Klart. Inställningarna är sparade. {NOW}\n{WORDS}")


def test_door_that_leads_nowhere_is_told_of() -> None:
    assert settings("slack").splitlines()[1] == (
        "Du vill bli påmind i chatten, men där når jag dig inte än."
    )
