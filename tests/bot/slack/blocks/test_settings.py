import pytest

from bot.slack.blocks.settings import settings_dialog
from bot.texts.settings import settings_text
from bot.workspace.rules import check_view
from handlers.newsletter_choices import Choice
from handlers.own_newsletters import OwnChoice
from handlers.preferences import Preferences

USUAL = Preferences("", 8, 16, "12345", uses="slack")


LETTER = OwnChoice(collaboration="Väst", key="vast", choice=Choice.CHAT, can_chat=True)


def initial(preferences: Preferences) -> dict[str, object]:
    view = settings_dialog(preferences, LETTER)
    check_view(view, "modal")
    fields = {
        block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"
    }
    days = [one["value"] for one in fields["weekdays"].get("initial_options", [])]
    single = {
        name: fields[name]["initial_option"]["value"]
        for name in ("door", "first_hour", "last_hour", "newsletter")
    }
    return {**single, "weekdays": days}


def test_dialog_begins_as_it_is_now() -> None:
    assert initial(USUAL) == {
        "door": "slack",
        "first_hour": "8",
        "last_hour": "16",
        "weekdays": ["1", "2", "3", "4", "5"],
        "newsletter": "chat",
    }


def test_what_somebody_wanted_stands_there_though_another_door_is_used() -> None:
    wanted = Preferences("slack", 6, 20, "3", uses="mail")

    assert initial(wanted)["door"] == "slack"
    assert settings_text(wanted) == (
        "Nu påminner jag dig med mejl, onsdag mellan klockan 6 och 20."
    )


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [("12345", "måndag till fredag"), ("135", "måndag, onsdag och fredag"), ("2", "tisdag")],
)
def test_weekdays_are_said_in_words(weekdays: str, said: str) -> None:
    told = settings_text(Preferences("", 8, 16, weekdays, uses="slack"))

    assert told == f"Nu påminner jag dig i chatten, {said} mellan klockan 8 och 16."


def test_who_cannot_be_reached_is_told_so() -> None:
    nowhere = Preferences("", 8, 16, "12345", uses="")

    assert settings_text(nowhere) == "Nu når jag dig varken i chatten eller med mejl."
