"""Fields that tell the bot of each letter, as Slack's do."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from slack_sdk import WebClient

from bot.workspace.rules import check_view
from bot.workspace.tickets import Trigger
from bot.workspace.wire import Refused
from tests.bot.workspace.browser import open_page
from tests.bot.workspace.material import BOT_TOKEN, DIALOG, INA, text_input, typing_dialog
from tests.bot.workspace.tiny_bot import House


@pytest.fixture
def opened(house: House) -> House:
    """Lend a house where somebody has the dialog open."""
    ticket = house.workspace.state.tickets.issue_trigger(Trigger(INA, house.clock()))
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    client.views_open(trigger_id=ticket, view=typing_dialog())
    return house


@pytest.fixture
def page(browser: Browser, opened: House) -> Iterator[Page]:
    with open_page(browser) as shown:
        shown.goto(f"{opened.url}/som/{INA}/kanal/C0OPEN")
        yield shown


def title(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Rubrik")


def similar(page: Page, text: str) -> Locator:
    return page.locator(".modal-blocks").get_by_text(text, exact=True)


def test_each_letter_is_told_and_the_dialog_may_change(opened: House) -> None:
    opened.workspace.fill(INA, {"change": "Mer tillsyn"})

    outcome = opened.workspace.type(INA, "typed", "Skate")

    assert outcome.acknowledged
    (action,) = opened.heard.actions
    assert {key: action[key] for key in ("type", "block_id", "action_id", "value")} == {
        "type": "plain_text_input",
        "block_id": "title",
        "action_id": "typed",
        "value": "Skate",
    }
    # The rest of the dialog comes along.
    assert opened.heard.values["change"]["text"]["value"] == "Mer tillsyn"
    view = opened.workspace.view(INA)
    assert "Liknar: Skate" in view.plain
    assert view.state["title"]["typed"]["value"] == "Skate"
    assert opened.workspace.refusals == []


def test_field_that_is_emptied_is_told_too(opened: House) -> None:
    opened.workspace.type(INA, "typed", "Skate")
    opened.workspace.type(INA, "typed", "")

    assert [action["value"] for action in opened.heard.actions] == ["Skate", None]
    assert "Liknar" not in opened.workspace.view(INA).plain


def test_field_that_tells_of_no_letters_keeps_what_is_typed_to_itself(opened: House) -> None:
    opened.workspace.type(INA, "Vad ska bli annorlunda?", "Mer tillsyn")

    assert opened.heard.actions == []
    assert opened.workspace.view(INA).state["change"]["text"]["value"] == "Mer tillsyn"


def test_nothing_is_typed_where_one_chooses(house: House) -> None:
    house.workspace.command(INA, "/projekt", "välj", "C0OPEN")
    picker = house.workspace.ephemerals(INA)[-1]

    with pytest.raises(LookupError, match="external_select"):
        house.workspace.type(INA, "pick", "Sol", where=picker)


@pytest.mark.parametrize(
    ("config", "fault"),
    [
        ({"trigger_actions_on": ["on_blur"]}, "must be one of"),
        ({"trigger_actions_on": []}, "no fewer than 1"),
        ({"on": "letters"}, "invalid additional property: on"),
    ],
)
def test_wish_to_hear_that_slack_does_not_know_is_refused(
    config: dict[str, object], fault: str
) -> None:
    field = text_input("Rubrik", "title", dispatch_action_config=config)

    with pytest.raises(Refused) as caught:
        check_view(DIALOG | {"blocks": [field]}, "modal")

    assert fault in caught.value.details[0]


def test_dialog_that_is_left_tells_nothing_of_what_stood_in_it(opened: House) -> None:
    opened.workspace.type(INA, "typed", "Skateparker")

    opened.workspace.close_view(INA)

    (told,) = opened.heard.closed
    assert told["view"]["state"] == {"values": {}}


def test_letters_that_come_quickly_are_told_together(page: Page, opened: House) -> None:
    title(page).press_sequentially("Skateparker", delay=10)

    expect(similar(page, "Liknar: Skateparker")).to_be_visible()
    expect(title(page)).to_be_focused()
    expect(title(page)).to_have_value("Skateparker")
    assert [action["value"] for action in opened.heard.actions] == ["Skateparker"]
    said = page.get_by_role("dialog").get_by_role("status")
    expect(said).to_have_text("Liknar: Skateparker")


def test_what_is_typed_while_the_bot_thinks_stays(page: Page, opened: House) -> None:
    opened.heard.let_through.clear()
    title(page).press_sequentially("Skate")
    assert opened.heard.until(lambda: len(opened.heard.actions) == 1)
    title(page).press_sequentially("parker")
    page.keyboard.press("ArrowLeft")

    opened.heard.let_through.set()

    expect(similar(page, "Liknar: Skateparker")).to_be_visible()
    expect(title(page)).to_have_value("Skateparker")
    expect(title(page)).to_be_focused()
    assert title(page).evaluate("field => field.selectionStart") == len("Skateparke")


def test_letter_that_is_taken_back_while_the_bot_thinks_stays_away(
    page: Page, opened: House
) -> None:
    title(page).press_sequentially("Skate")
    expect(similar(page, "Liknar: Skate")).to_be_visible()
    opened.heard.let_through.clear()
    page.keyboard.type("r")
    assert opened.heard.until(lambda: len(opened.heard.actions) == 2)
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.keyboard.press("Backspace")

    opened.heard.let_through.set()

    expect(similar(page, "Liknar: Skater")).to_be_visible()
    expect(title(page)).to_have_value("Skate")


def test_leaving_the_field_tells_at_once_and_once(page: Page, opened: House) -> None:
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    title(page).press_sequentially("Skateparker")
    page.keyboard.press("Tab")
    expect(similar(page, "Liknar: Skateparker")).to_be_visible()

    page.clock.run_for(2000)
    page.keyboard.type("Mer")

    change = page.get_by_role("textbox", name="Vad ska bli annorlunda?")
    expect(change).to_have_value("Mer")
    assert len(opened.heard.actions) == 1


def test_dialog_that_is_sent_is_told_of_its_letters_before(page: Page, opened: House) -> None:
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.get_by_role("textbox", name="Vad ska bli annorlunda?").fill("Mer")
    title(page).press_sequentially("Skate")
    page.keyboard.press("Enter")
    expect(page.locator(".error").get_by_text("Skriv minst en mening.")).to_be_visible()

    page.clock.run_for(2000)

    # Told afterwards, they would wipe away what the bot answered.
    expect(page.locator(".error").get_by_text("Skriv minst en mening.")).to_be_visible()
    assert len(opened.heard.actions) == 1
