from dataclasses import replace

import pytest

from bot.workspace import Message
from bot.workspace.wire import Refused
from tests.bot.workspace.material import INA, MIA, SETTINGS
from tests.bot.workspace.tiny_bot import House, open_house


def last(house: House, user: str = INA) -> Message:
    return house.workspace.ephemerals(user)[-1]


def test_command_is_answered_to_the_asker_alone(house: House) -> None:
    outcome = house.workspace.command(INA, "/projekt", "släckvatten", "C0OPEN")

    assert outcome.acknowledged
    assert last(house).text == "Projekt släckvatten"
    assert house.workspace.messages("C0OPEN", seen_by=MIA) == ()
    assert house.workspace.refusals == []


def test_command_without_channel_comes_from_the_direct_message(house: House) -> None:
    house.workspace.command(INA, "/projekt", "solarier")

    assert last(house).channel == house.workspace.direct(INA)


def test_command_answered_in_the_response_body_is_shown(house: House) -> None:
    house.workspace.command(INA, "/samverkan", "", "C0OPEN")

    assert last(house).text == "Skriv /projekt och ett namn"


def test_command_answered_in_channel_shows_the_question_too(house: House) -> None:
    house.workspace.command(INA, "/samverkan", "kanal", "C0OPEN")

    shown = house.workspace.messages("C0OPEN", seen_by=MIA)
    assert [m.text for m in shown] == ["/samverkan kanal", "Hej alla"]


def test_command_whose_answer_slack_would_refuse_is_noticed(house: House) -> None:
    outcome = house.workspace.command(INA, "/samverkan", "fel", "C0OPEN")

    assert outcome.failure == "no_text"
    assert [(r.source, r.code) for r in house.workspace.refusals] == [
        ("answer to /samverkan fel", "no_text")
    ]


def test_answer_to_a_response_url_beyond_the_limits_is_noticed(house: House) -> None:
    house.workspace.command(INA, "/projekt", "för långt", "C0OPEN")

    assert [r.code for r in house.workspace.refusals] == ["invalid_blocks"]
    assert house.workspace.ephemerals(INA) == ()


def test_unknown_command_never_reaches_the_bot(house: House) -> None:
    outcome = house.workspace.command(INA, "/finnsinte", "", "C0OPEN")

    assert outcome.failure == "unknown_command"
    assert house.heard.retries == []
    assert last(house).text.startswith("/finnsinte är inget kommando här.")


def test_command_that_is_acknowledged_too_late_says_so() -> None:
    with open_house(replace(SETTINGS, acknowledge_within=0.2)) as house:
        outcome = house.workspace.command(INA, "/samverkan", "sent", "C0OPEN")
        house.heard.let_go.set()

        assert outcome.failure == "http_timeout"
        assert last(house).text == "/samverkan svarade inte i tid. Försök igen om en stund."


def test_command_to_a_bot_that_is_away_says_so(house: House) -> None:
    house.workspace.events_url = "http://127.0.0.1:9/slack/events"

    outcome = house.workspace.command(INA, "/projekt", "x", "C0OPEN")

    assert outcome.failure == "connection_failed"
    assert last(house).text.startswith("/projekt kunde inte nås.")


def test_nobody_acts_where_they_are_not_let_in(house: House) -> None:
    with pytest.raises(Refused):
        house.workspace.command(INA, "/projekt", "x", "G0BOARD")

    assert house.heard.retries == []


def test_button_replaces_the_ephemeral_answer(house: House) -> None:
    house.workspace.command(INA, "/projekt", "släckvatten", "C0OPEN")
    house.workspace.press(INA, last(house), "Visa mer")

    assert [m.text for m in house.workspace.ephemerals(INA)] == ["Mer om p1"]


def test_button_shares_in_the_channel(house: House) -> None:
    house.workspace.command(INA, "/projekt", "släckvatten", "C0OPEN")
    house.workspace.press(INA, last(house), "share")

    (shared,) = house.workspace.messages("C0OPEN", seen_by=MIA)
    assert (shared.text, shared.author) == ("Delat", SETTINGS.bot.user_id)


def test_button_that_is_not_there_is_named_with_those_that_are(house: House) -> None:
    house.workspace.command(INA, "/projekt", "släckvatten", "C0OPEN")

    with pytest.raises(LookupError, match=r"more \(Visa mer\), share \(Dela i kanalen\)"):
        house.workspace.press(INA, last(house), "Ta bort")


def test_button_in_somebody_elses_answer_cannot_be_pressed(house: House) -> None:
    house.workspace.command(INA, "/projekt", "släckvatten", "C0OPEN")

    with pytest.raises(Refused):
        house.workspace.press(MIA, last(house), "Visa mer")


def test_picker_suggests_and_takes_the_choice(house: House) -> None:
    house.workspace.command(INA, "/projekt", "välj", "C0OPEN")
    options = house.workspace.suggest(INA, last(house), "pick", "s")
    house.workspace.choose(INA, last(house), "pick", "Solarier")

    assert [option.value for option in options] == ["Släckvatten", "Solarier", "Små avlopp"]
    assert last(house).text == "Du valde Solarier"


def test_picker_with_too_little_typed_does_not_ask(house: House) -> None:
    house.workspace.command(INA, "/projekt", "välj", "C0OPEN")

    assert house.workspace.suggest(INA, last(house), "pick", "") == ()
    assert len(house.heard.retries) == 1


def test_suggestions_beyond_the_limits_are_noticed(house: House) -> None:
    house.workspace.command(INA, "/projekt", "välj", "C0OPEN")

    assert house.workspace.suggest(INA, last(house), "pick", "fel") == ()
    assert [r.code for r in house.workspace.refusals] == ["invalid_options"]


def test_choice_that_was_not_offered_is_no_choice(house: House) -> None:
    house.workspace.command(INA, "/projekt", "välj", "C0OPEN")

    with pytest.raises(LookupError):
        house.workspace.choose(INA, last(house), "pick", "Skateparker")


def test_dialog_demands_its_fields_before_the_bot_hears_of_it(house: House) -> None:
    house.workspace.command(INA, "/forslag")
    outcome = house.workspace.submit(INA, {"Rubrik": "Skateparker"})

    assert outcome.errors == {"change": "Fyll i fältet."}
    assert len(house.heard.retries) == 1


def test_dialog_shows_the_bots_field_error_and_keeps_what_was_typed(house: House) -> None:
    house.workspace.command(INA, "/forslag")
    outcome = house.workspace.submit(INA, {"title": "Skateparker", "change": "Mer"})

    view = house.workspace.view(INA)
    assert outcome.errors == {"change": "Skriv minst en mening."}
    assert view.errors == outcome.errors
    assert view.state["title"]["text"]["value"] == "Skateparker"


def test_dialog_is_sent_in_and_closed(house: House) -> None:
    house.workspace.command(INA, "/forslag")
    house.workspace.submit(INA, {"title": "Skateparker", "change": "Tillsyn varje år."})

    assert house.workspace.views(INA) == ()
    assert [m.text for m in house.workspace.messages(house.workspace.direct(INA))] == [
        "Tack. Skateparker är inlämnat."
    ]


def test_dialog_that_is_left_is_told_to_the_bot(house: House) -> None:
    house.workspace.command(INA, "/forslag")
    house.workspace.close_view(INA)

    assert house.workspace.views(INA) == ()
    assert [body["is_cleared"] for body in house.heard.closed] == [False]
    with pytest.raises(LookupError):
        house.workspace.view(INA)


def test_direct_message_reaches_the_bot_escaped(house: House) -> None:
    house.workspace.say(INA, house.workspace.direct(INA), "<!channel> a & b")

    (event,) = house.heard.events
    assert (event["text"], event["channel_type"]) == ("&lt;!channel&gt; a &amp; b", "im")
    answer = house.workspace.messages(house.workspace.direct(INA))[-1]
    assert answer.text == "Du skrev: &lt;!channel&gt; a &amp; b"
    assert answer.broadcasts == ()


def test_mention_reaches_the_bot_and_other_messages_do_not(house: House) -> None:
    house.workspace.say(INA, "C0OPEN", "Hej alla")
    house.workspace.mention(INA, "C0OPEN", "hur går det?")

    (event,) = house.heard.events
    assert event["type"] == "app_mention"
    assert event["text"] == f"<@{SETTINGS.bot.user_id}> hur går det?"


def test_mention_where_the_bot_is_not_is_explained(house: House) -> None:
    house.workspace.mention(INA, "C0ALONE", "hej")

    assert house.heard.events == []
    assert last(house).text == "Samverkansboten är inte med i den här kanalen."


def test_events_need_their_scopes() -> None:
    with open_house(replace(SETTINGS, scopes=("chat:write",))) as house:
        house.workspace.mention(INA, "C0OPEN", "hej")
        house.workspace.say(INA, house.workspace.direct(INA), "hej")

        assert house.heard.events == []


def test_broadcast_by_the_bot_is_seen(house: House) -> None:
    house.workspace.command(INA, "/projekt", "<!channel>", "C0OPEN")

    assert last(house).broadcasts == ("channel",)


def test_home_tab_is_opened_and_pressed(house: House) -> None:
    house.workspace.open_home(INA)
    home = house.workspace.home(INA)

    assert home.plain.startswith("Att göra\n*Tillsynsprojekt")
    assert house.workspace.press(INA, home, "share").acknowledged


def test_home_tab_that_was_never_published_is_not_there(house: House) -> None:
    with pytest.raises(LookupError):
        house.workspace.home(MIA)


def test_waiting_ends_when_something_happens(house: House) -> None:
    house.workspace.hands.submit(house.workspace.say, MIA, "C0OPEN", "Hej")

    assert house.workspace.wait_until(lambda: len(house.workspace.messages("C0OPEN")) == 1)
