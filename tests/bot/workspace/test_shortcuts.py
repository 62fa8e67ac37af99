"""The menu of each message, with what the app has put there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.workspace import Message, Shortcut, create_workspace
from bot.workspace.wire import Refused
from tests.bot.workspace.browser import open_page
from tests.bot.workspace.material import INA, MIA, SETTINGS, MovableClock
from tests.bot.workspace.tiny_bot import House, open_house

WRITTEN = "Vi borde titta på skateparker & ramper"
MENU = "Gör något med meddelandet"
CHANNEL = f"/som/{INA}/kanal/C0OPEN"


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    with open_page(browser) as opened:
        written(house)
        opened.goto(house.url + CHANNEL)
        yield opened


def written(house: House) -> Message:
    house.workspace.say(MIA, "C0OPEN", WRITTEN)
    return house.workspace.messages("C0OPEN")[-1]


def test_shortcut_tells_of_the_message_as_slack_does(house: House) -> None:
    message = written(house)

    outcome = house.workspace.shortcut(INA, message, "to_proposal")

    assert outcome.acknowledged
    (told,) = house.heard.shortcuts
    assert set(told) == {
        "type",
        "callback_id",
        "trigger_id",
        "response_url",
        "message_ts",
        "action_ts",
        "message",
        "channel",
        "team",
        "user",
        "token",
        "is_enterprise_install",
        "enterprise",
    }
    assert told["type"] == "message_action"
    assert told["user"]["id"] == INA
    assert told["channel"] == {"id": "C0OPEN", "name": "tillsyn"}
    assert told["message"]["text"] == WRITTEN.replace("&", "&amp;")
    assert (told["message"]["user"], told["message"]["ts"]) == (MIA, message.ts)
    assert told["message_ts"] == message.ts


def test_dialog_opens_for_whoever_chose_and_nobody_else(house: House) -> None:
    house.workspace.shortcut(INA, written(house), "Gör till förslag")

    assert house.workspace.view(INA).title == "Lämna ett förslag"
    assert house.workspace.views(MIA) == ()
    assert house.workspace.refusals == []


def test_message_that_the_bot_cannot_see_can_be_shown_to_it(house: House) -> None:
    house.workspace.say(INA, "C0ALONE", "Skateparker")
    message = house.workspace.messages("C0ALONE")[-1]

    assert house.workspace.shortcut(INA, message, "to_proposal").acknowledged


def test_message_that_only_one_sees_has_no_menu(house: House) -> None:
    house.workspace.command(INA, "/projekt", "släckvatten", "C0OPEN")

    with pytest.raises(LookupError, match="only one person sees"):
        house.workspace.shortcut(INA, house.workspace.ephemerals(INA)[-1], "to_proposal")

    assert house.heard.shortcuts == []


def test_message_in_a_room_that_is_closed_to_one_cannot_be_chosen(house: House) -> None:
    house.workspace.say(MIA, "G0BOARD", "Hemligt")
    message = house.workspace.messages("G0BOARD")[-1]

    with pytest.raises(Refused):
        house.workspace.shortcut(INA, message, "to_proposal")

    assert house.heard.shortcuts == []


def test_what_is_not_in_the_menu_is_named_with_what_is(house: House) -> None:
    with pytest.raises(LookupError, match=r"to_proposal \(Gör till förslag\)"):
        house.workspace.shortcut(INA, written(house), "to_minutes")


def test_bot_that_is_away_is_apologised_for(house: House) -> None:
    message = written(house)
    house.workspace.events_url = "http://127.0.0.1:9/slack/events"

    outcome = house.workspace.shortcut(INA, message, "to_proposal")

    assert outcome.failure == "connection_failed"
    assert house.workspace.ephemerals(INA)[-1].text.startswith("Samverkansboten kunde inte nås.")


@pytest.mark.parametrize(
    ("shortcuts", "fault"),
    [
        ((Shortcut("a", "x" * 25, "Kort"),), "less than 25 characters"),
        ((Shortcut("a", "Namn", "x" * 151),), "less than 151 characters"),
        ((Shortcut("x" * 256, "Namn", "Kort"),), "less than 256 characters"),
        ((Shortcut("", "Namn", "Kort"),), "more than 0 characters"),
        ((Shortcut("a", "Ett", "Kort"), Shortcut("a", "Två", "Kort")), "already exists"),
        (tuple(Shortcut(str(n), "Namn", "Kort") for n in range(11)), "no more than 10"),
    ],
)
def test_manifest_that_slack_would_refuse_opens_no_workspace(
    shortcuts: tuple[Shortcut, ...], fault: str
) -> None:
    with pytest.raises(Refused) as caught:
        create_workspace(replace(SETTINGS, shortcuts=shortcuts), MovableClock())

    assert caught.value.code == "invalid_manifest"
    assert fault in caught.value.details[0]


def test_menu_is_used_with_the_keyboard_alone(page: Page, house: House) -> None:
    menu = page.get_by_label(MENU)
    choice = page.get_by_role("button", name="Gör till förslag")
    expect(choice).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(choice).to_be_visible()
    page.keyboard.press("Escape")
    expect(choice).to_be_hidden()
    expect(menu).to_be_focused()

    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(choice).to_be_focused()
    page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog", name="Lämna ett förslag")
    expect(dialog.get_by_role("textbox", name="Rubrik")).to_have_value(
        WRITTEN.replace("&", "&amp;")
    )
    assert [told["message"]["user"] for told in house.heard.shortcuts] == [MIA]


def test_menu_works_without_scripts(browser: Browser, house: House) -> None:
    written(house)
    with open_page(browser, java_script_enabled=False) as page:
        page.goto(house.url + CHANNEL)
        page.get_by_label(MENU).click()
        page.get_by_role("button", name="Gör till förslag").click()

        expect(page.get_by_role("heading", name="Lämna ett förslag")).to_be_visible()


def test_messages_have_no_menu_where_the_app_puts_nothing_there(browser: Browser) -> None:
    with (
        open_house(replace(SETTINGS, shortcuts=())) as house,
        open_page(browser) as page,
    ):
        written(house)
        page.goto(house.url + CHANNEL)

        expect(page.get_by_role("article")).to_contain_text("skateparker")
        expect(page.get_by_label(MENU)).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1100])
def test_open_menu_stays_within_the_page(browser: Browser, house: House, width: int) -> None:
    written(house)
    with open_page(browser, width=width) as page:
        page.goto(house.url + CHANNEL)
        page.get_by_label(MENU).click()

        box = page.get_by_role("button", name="Gör till förslag").bounding_box()

        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
