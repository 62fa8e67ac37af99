"""How and where one is reminded: one's own settings, and channels."""

from datetime import date

import pytest
from sqlalchemy import select

from storage.models import CadenceRule
from tests.flows.diary import NOVEMBER, SARA, Calendar
from tests.flows.house import EVA, OPEN, SAM, STRANGER, House, labels, lines

JOIN = (
    "Jag måste vara med i kanalen för att kunna skriva här. "
    "Bjud in mig med /invite om jag inte är med."
)


def test_settings_are_opened_from_the_home_tab_and_kept(quick: Calendar) -> None:
    workspace = quick.house.workspace
    workspace.press(SARA, workspace.home(SARA), "Ändra inställningar")
    dialog = workspace.view(SARA)

    hours = quick.send({"first_hour": "16", "last_hour": "8"})
    days = quick.send({"first_hour": "10", "last_hour": "12", "weekdays": []})
    kept = quick.send({"weekdays": ["1", "2"]})

    assert lines(dialog)[0] == (
        "Nu påminner jag dig i chatten, måndag till fredag mellan klockan 8 och 16."
    )
    assert (list(hours), list(days), kept) == (["last_hour"], ["weekdays"], {})
    assert lines(workspace.view(SARA)) == [
        "Klart. Inställningarna är sparade.",
        "Nu påminner jag dig i chatten, måndag och tisdag mellan klockan 10 och 12.",
    ]


def test_newsletter_is_chosen_in_the_same_dialog(quick: Calendar) -> None:
    workspace = quick.house.workspace
    workspace.command(SARA, "/samverkan", "inställningar")
    quick.send({"newsletter": "chat"})

    workspace.command(SARA, "/samverkan", "inställningar")
    view = workspace.view(SARA)
    assert view is not None
    shown = {one["block_id"]: one for one in view.blocks if "element" in one}
    ended = quick.ask("avsluta nyhetsbrev", SARA)

    assert shown["newsletter"]["element"]["initial_option"]["value"] == "chat"
    assert lines(ended)[0].startswith("Du får inte längre nyhetsbrevet från")


def test_reminders_come_in_the_hours_that_were_set(quick: Calendar) -> None:
    workspace = quick.house.workspace
    workspace.command(SARA, "/samverkan", "inställningar")
    quick.send({"first_hour": "12", "last_hour": "13"})

    quick.to(NOVEMBER, 9)
    early = quick.house.direct(SARA)
    quick.to(NOVEMBER, 11)

    assert early == ()
    assert len(quick.house.direct(SARA)) == 1


def test_settings_are_only_for_who_is_in_the_register(quick: Calendar) -> None:
    shown = quick.ask("inställningar", STRANGER)

    assert lines(shown)[0].startswith("Jag känner inte igen dig än")
    assert not quick.open_dialog(STRANGER)


def test_settings_asked_for_in_a_message_have_a_button(quick: Calendar) -> None:
    quick.say("inställningar")

    assert labels(quick.latest()) == ["Ändra inställningar"]


def test_channel_is_tied_told_and_let_go_of(calendar: Calendar) -> None:
    house = calendar.house
    audience_of(house, "jkp-verksamhetsberattelse", "channel")

    tied = calendar.ask("kanal")
    again = calendar.ask("kanal")
    calendar.to(date(2027, 1, 28))
    calendar.to(date(2027, 1, 29))
    posted = house.workspace.messages(OPEN)
    untied = house.press(SARA, "Koppla bort kanalen", again)

    assert lines(tied) == [
        "Kanalen är nu kopplad till Miljösamverkan Jönköpings län.",
        "Här kommer påminnelser om:",
        "• Verksamhetsberättelse med bokslut",
        JOIN,
    ]
    assert lines(again)[0].startswith("Kanalen är redan kopplad till")
    assert [lines(one)[1] for one in posted] == [
        "Verksamhetsberättelse med bokslut, senast fre 26 feb"
    ]
    assert [labels(one) for one in posted] == [[]]
    assert lines(untied)[0].startswith("Kanalen är bortkopplad.")
    assert lines(calendar.ask("kanal bort"))[0].startswith("Kanalen är inte kopplad")


def test_direct_message_cannot_be_tied(quick: Calendar) -> None:
    workspace = quick.house.workspace

    workspace.command(SARA, "/samverkan", "kanal", workspace.direct(SARA))

    assert lines(quick.house.last(SARA))[0].startswith("Ett direktmeddelande kan inte kopplas")


def test_channel_of_another_collaboration_cannot_be_taken(quick: Calendar) -> None:
    quick.ask("kanal", SAM)

    shown = quick.ask("kanal")

    assert lines(shown)[0].startswith("Kanalen är redan kopplad till Miljösamverkan Väst.")


@pytest.mark.parametrize("user", [EVA, STRANGER])
def test_only_who_keeps_the_calendar_ties_a_channel(quick: Calendar, user: str) -> None:
    shown = quick.ask("kanal", user)

    assert "Inget har ändrats." in lines(shown)[0]
    assert lines(quick.ask("kanal bort"))[0].startswith("Kanalen är inte kopplad")


def test_question_that_begins_as_a_subcommand_is_answered_as_one(quick: Calendar) -> None:
    shown = quick.ask("kanal för handläggarstöd om skateparker")

    assert "kopplad" not in lines(shown)[0]


def audience_of(house: House, rule: str, audience: str) -> None:
    with house.services.database.write() as session:
        kept = session.scalars(select(CadenceRule).where(CadenceRule.key == rule)).one()
        kept.own = {**kept.own, "audience": audience}
