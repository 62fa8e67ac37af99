"""What people, and others, send that was never meant: each gets an answer, and nothing breaks."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from bot.slack.origin import Origin
from bot.workspace.records import Message
from bot.workspace.sender import HttpDoor
from handlers.answers import Asker
from handlers.desk import open_tasks
from handlers.people import asker_by_email
from tests.flows.house import INA, KIM, OPEN, SAM, House, labels, lines, make_politician

LONG = "Släckvatten och annat. " * 1800
TOO_LONG = "Texten är för lång för mig. Inget har ändrats. Skriv frågan med en eller två meningar."
UNKNOWN = (
    "Jag känner inte igen kommandot. Inget har ändrats. "
    "Skriv ”hjälp” för att se vad du kan fråga om."
)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_forty_kilobytes_are_declined_politely(quick_house: House) -> None:
    answer = quick_house.ask(INA, "/projekt", LONG)

    assert len(LONG) > 40_000
    assert lines(answer) == [TOO_LONG]


@pytest.mark.parametrize("command", ["/samverkan", "/kontakt"])
def test_forty_kilobytes_get_an_answer_that_slack_takes(quick_house: House, command: str) -> None:
    answer = quick_house.ask(INA, command, LONG)

    assert answer.text
    assert len(json.dumps(answer.blocks)) < 13_200


@pytest.mark.parametrize(
    "typed",
    [
        "släckvatten 🔥🚒",
        "\u202esläckvatten\u202c",
        "\u200fsläck\u200bvatten",
        "släck\x00vatten\x07",
        "  släckvatten\r\n",
        "*släckvatten*",
        "släckvatten <!channel>",
        "<https://exempel.example|släckvatten>",
    ],
)
def test_odd_letters_do_not_hide_the_project(quick_house: House, typed: str) -> None:
    answer = quick_house.ask(INA, "/projekt", typed)

    assert lines(answer)[0].startswith("Tillsynsprojekt släckvatten")


@pytest.mark.parametrize(
    "typed",
    ["<!channel> skateparker", "<!here>", "<@U0KIM> @everyone &lt;!channel&gt;", "🦖" * 50],
)
def test_what_is_quoted_back_calls_nobody(quick_house: House, typed: str) -> None:
    for command in ("/projekt", "/samverkan", "/kontakt"):
        quick_house.ask(INA, command, typed)
    quick_house.workspace.say(INA, quick_house.workspace.direct(INA), typed)

    shown = (*quick_house.workspace.ephemerals(INA), quick_house.direct(INA)[-1])
    assert [one.broadcasts for one in shown] == [()] * 4
    assert not [one for one in shown if re.search(r"<[!@]", one.text)]


def test_text_in_a_correction_is_shown_to_the_coordinator_as_text(quick_house: House) -> None:
    wrong = "<!channel> *fel* <https://exempel.example|klicka> \u202e och mer"
    quick_house.ask(INA, "/projekt", "släckvatten")
    quick_house.press(INA, "Rätta uppgift")
    quick_house.workspace.submit(INA, {"correction": wrong})

    shown = quick_house.ask(SAM, "/samverkan", "lista")

    assert lines(shown)[-1] == wrong
    assert shown.broadcasts == ()


def test_unknown_command_is_answered(quick_house: House) -> None:
    answer = quick_house.ask(INA, "/gammalt", "släckvatten")

    assert lines(answer) == [UNKNOWN]


def _of_another_body(door: HttpDoor, body: str) -> dict[str, str]:
    return door.signed(body + "x")


def _expired(door: HttpDoor, body: str) -> dict[str, str]:
    return door.signed(body, str(int(time.time()) - 301))


def _invented(door: HttpDoor, body: str) -> dict[str, str]:
    return door.signed(body) | {"X-Slack-Signature": "v0=" + "0" * 64}


def _missing(_door: HttpDoor, _body: str) -> dict[str, str]:
    return {}


@pytest.mark.parametrize("forge", [_of_another_body, _expired, _invented, _missing])
def test_forged_request_is_turned_away(
    quick_house: House,
    forge: Callable[[HttpDoor, str], dict[str, str]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    door = quick_house.workspace.http_door()
    body = urlencode({"command": "/projekt", "text": "hemligt", "user_id": INA, "team_id": "T"})

    receipt = door.post(body, FORM | forge(door, body))

    assert receipt.status == 401
    assert quick_house.workspace.ephemerals(INA) == ()
    assert "hemligt" not in caplog.text


def test_double_click_shares_once(quick_house: House) -> None:
    answer = quick_house.ask(INA, "/projekt", "släckvatten")

    with _held_still(quick_house, answer):
        quick_house.workspace.press(INA, answer, "Dela i kanalen")
    quick_house.workspace.press(INA, answer, "Dela i kanalen")

    assert len(quick_house.workspace.messages(OPEN, seen_by=KIM)) == 1


def test_double_click_proposes_once(house: House) -> None:
    make_politician(house)
    answer = house.ask(INA, "/projekt", "skateparker")

    with _held_still(house, answer):
        house.workspace.press(INA, answer, "Lämna det som förslag")
    house.workspace.press(INA, answer, "Lämna det som förslag")

    assert len(open_tasks(house.services, _coordinator(house))) == 1


def test_dialog_that_is_sent_twice_makes_one_correction(house: House) -> None:
    house.ask(INA, "/projekt", "släckvatten")
    house.press(INA, "Rätta uppgift")
    dialog = house.workspace.view(INA)
    house.workspace.submit(INA, {"correction": "Fel år."})
    house.workspace.state.set_stack(INA, (dialog,))

    sent_again = house.workspace.submit(INA, {"correction": "Fel år."})

    assert sent_again.acknowledged
    assert len(open_tasks(house.services, _coordinator(house))) == 1


def test_button_of_an_older_version_says_so(quick_house: House) -> None:
    answer = quick_house.ask(INA, "/projekt", "släckvatten")
    _change_button(quick_house, answer, "follow", action_id="gone")

    told = quick_house.press(INA, "gone")

    assert lines(told)[0].startswith("Knappen hör till ett äldre svar.")


@pytest.mark.parametrize("value", ["", "[]", "inte json", '{"s":"x"}', '{"k":"finns-inte"}'])
def test_button_with_a_value_of_another_shape_is_refused(quick_house: House, value: str) -> None:
    answer = quick_house.ask(INA, "/projekt", "släckvatten")
    _change_button(quick_house, answer, "follow", value=value)

    told = quick_house.press(INA, "follow")

    assert "Inget har ändrats." in lines(told)[0]
    still = quick_house.workspace.state.message(answer.channel, answer.ts)
    assert told.ts != still.ts
    assert labels(still) == ["Visa mer", "Dela i kanalen", "Bevaka", "Rätta uppgift"]


def test_error_of_ours_has_a_number_that_the_log_has_too(
    quick_house: House, caplog: pytest.LogCaptureFixture
) -> None:
    answer = quick_house.ask(INA, "/projekt", "släckvatten")
    _break_the_sample(quick_house)

    told = quick_house.ask(INA, "/projekt", "släckvatten")

    match = re.search(r"ange (F-[2-9A-Z]{4})\.", lines(told)[0])
    assert match
    assert match[1] in caplog.text
    assert "Traceback" in caplog.text
    assert lines(answer) != lines(told)


def test_long_question_survives_in_a_button() -> None:
    origin = Origin('åäö"\\' * 1000, "nyckel")

    assert len(origin.value()) <= 2000


def _coordinator(house: House) -> Asker:
    found = asker_by_email(house.services, "projektledare@vast.example", "slack")
    assert found is not None
    return found


@contextmanager
def _held_still(house: House, answer: Message) -> Iterator[None]:
    """Let the person see the old answer still, as one does who clicks twice."""
    before = house.workspace.state.message(answer.channel, answer.ts)
    yield
    house.workspace.state.put_message(before)


def _change_button(house: House, answer: Message, name: str, **changes: str) -> None:
    for block in answer.blocks:
        for element in block.get("elements", ()):
            if element.get("action_id") == name:
                element.update(changes)
    house.workspace.state.put_message(answer)


def _break_the_sample(house: House) -> None:
    with house.services.database.write() as session:
        session.execute(text("UPDATE project SET campaign_start = 'trasigt'"))
