import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient

from bot.workspace.tickets import Trigger
from tests.bot.workspace import gallery
from tests.bot.workspace.browser import open_page
from tests.bot.workspace.material import BOT_TOKEN, INA, MIA, PICKER, button
from tests.bot.workspace.tiny_bot import House


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    with open_page(browser) as opened:
        opened.goto(f"{house.url}/som/{INA}/kanal/C0OPEN")
        yield opened


def type_line(page: Page, line: str) -> None:
    page.get_by_role("textbox", name="Skriv till").fill(line)
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")


def open_gallery(house: House, user: str) -> None:
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    ticket = house.workspace.state.tickets.issue_trigger(Trigger(user, house.clock()))
    client.views_open(trigger_id=ticket, view=gallery.DIALOG)


def test_person_is_chosen_and_asks_by_keyboard_alone(browser: Browser, house: House) -> None:
    with open_page(browser) as page:
        page.goto(house.url)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Samverkansboten")
        expect(page.get_by_role("textbox", name="Skriv till")).to_be_focused()

        page.keyboard.type("/")
        options = page.get_by_role("listbox", name="Kommandon").get_by_role("option")
        expect(options).to_have_count(3)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        expect(options.first).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Enter")
        page.keyboard.type("släckvatten")
        page.keyboard.press("Enter")

        answer = page.get_by_role("article")
        expect(answer).to_contain_text("Bara du ser det här")
        expect(answer).to_contain_text("Tillsynsprojekt släckvatten")
        expect(page.get_by_role("status")).to_contain_text("Samverkansboten: Projekt släckvatten")
        expect(page.get_by_role("textbox", name="Skriv till")).to_have_value("")


def test_completion_is_left_with_escape(page: Page) -> None:
    field = page.get_by_role("textbox", name="Skriv till")
    commands = page.get_by_role("listbox", name="Kommandon")
    field.press_sequentially("/pro")
    expect(commands.get_by_role("option")).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", "command-1")

    page.keyboard.press("Escape")

    expect(commands).to_be_hidden()
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile(""))
    expect(field).to_have_value("/pro")


def test_completion_says_how_many_commands_there_are(page: Page) -> None:
    said = page.get_by_role("status")
    field = page.get_by_role("textbox", name="Skriv till")

    field.press_sequentially("/")
    expect(said).to_have_text("3 kommandon, bläddra med piltangenterna")

    field.press_sequentially("f")
    expect(said).to_have_text("1 kommando, välj det med retur")


def test_shift_and_return_gives_a_new_line(page: Page, house: House) -> None:
    field = page.get_by_role("textbox", name="Skriv till")
    field.press_sequentially("Ett")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Två")
    page.keyboard.press("Enter")

    expect(page.get_by_role("article")).to_contain_text("Ett")
    assert house.workspace.messages("C0OPEN")[0].text == "Ett\nTvå"


def test_button_is_pressed(page: Page) -> None:
    type_line(page, "/projekt släckvatten")
    page.get_by_role("button", name="Visa mer").click()

    expect(page.get_by_role("article")).to_contain_text("Mer om p1")
    expect(page.get_by_role("button", name="Visa mer")).to_have_count(0)


def test_dialog_holds_the_focus_shows_its_faults_and_is_sent(page: Page) -> None:
    type_line(page, "/forslag")
    dialog = page.get_by_role("dialog", name="Lämna ett förslag")
    title = dialog.get_by_role("textbox", name="Rubrik")
    expect(title).to_be_focused()
    page.keyboard.type("Skateparker")
    page.keyboard.press("Tab")
    page.keyboard.type("Mer")
    dialog.get_by_role("button", name="Lämna in").click()
    change = dialog.get_by_role("textbox", name="Vad ska bli annorlunda?")
    expect(change).to_be_focused()
    expect(change).to_have_attribute("aria-invalid", "true")
    expect(change).to_have_accessible_description("Fel: Skriv minst en mening.")
    expect(title).to_have_value("Skateparker")

    for _ in range(8):
        page.keyboard.press("Tab")
        inside = (
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
        assert page.evaluate(inside)
    change.fill("Tillsyn varje år.")
    title.press("Enter")

    expect(page.get_by_role("dialog")).to_have_count(0)
    direct = page.get_by_role("link", name="Samverkansboten")
    expect(direct).to_contain_text("1 nya")
    direct.click()
    expect(page.get_by_role("article")).to_contain_text("Skateparker är inlämnat.")


def test_dialog_is_left_with_escape(page: Page, house: House) -> None:
    type_line(page, "/forslag")
    expect(page.get_by_role("dialog")).to_have_count(1)

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    assert house.heard.until(lambda: len(house.heard.closed) == 1)
    expect(page.get_by_role("textbox", name="Skriv till")).to_be_focused()


def test_picker_suggests_while_one_types(page: Page) -> None:
    type_line(page, "/projekt välj")
    picker = page.get_by_role("combobox", name="Sök projekt")
    picker.press_sequentially("so")
    option = page.get_by_role("option", name="Solarier")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(page.get_by_role("article").last).to_contain_text("Du valde Solarier")
    expect(picker).to_have_value("Solarier")


def test_picker_does_not_ask_again_for_what_was_chosen(page: Page) -> None:
    type_line(page, "/projekt välj")
    picker = page.get_by_role("combobox", name="Sök projekt")
    picker.press_sequentially("s")
    option = page.get_by_role("option", name="Solarier")
    expect(option).to_be_visible()
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.extend(parse_qs(urlsplit(request.url).query).get("q", ()))
    )
    page.clock.install(time=0)
    page.clock.pause_at(1000)

    picker.press("o")
    option.click()
    page.clock.run_for(1000)

    expect(page.get_by_role("article").last).to_contain_text("Du valde Solarier")
    expect(picker).to_have_value("Solarier")
    picker.fill("små")
    page.clock.run_for(1000)
    expect(page.get_by_role("option", name="Små avlopp")).to_be_visible()
    assert asked == ["små"]


def test_picker_suggests_though_its_message_changes_while_one_types(
    page: Page, house: House
) -> None:
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    posted = client.chat_postMessage(channel="C0OPEN", text="Välj", blocks=PICKER)
    picker = page.get_by_role("combobox", name="Sök projekt")
    expect(picker).to_be_visible()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    picker.press_sequentially("so")

    more = PICKER[0] | {"elements": [*PICKER[0]["elements"], button("Hoppa över", "menu")]}
    client.chat_update(channel="C0OPEN", ts=posted["ts"], text="Välj", blocks=[more])
    expect(page.get_by_role("button", name="Hoppa över")).to_be_visible()
    page.clock.run_for(1000)

    expect(page.get_by_role("option", name="Solarier")).to_be_visible()
    expect(picker).to_be_focused()
    expect(picker).to_have_value("so")


def test_picker_without_suggestions_says_so(page: Page) -> None:
    type_line(page, "/projekt välj")
    page.get_by_role("combobox", name="Sök projekt").press_sequentially("qqq")

    expect(page.get_by_text("Inga förslag för ”qqq”")).to_be_visible()


def test_home_tab_fills_when_the_bot_has_published_it(page: Page) -> None:
    page.get_by_role("link", name="Hem").click()

    expect(page.get_by_role("heading", name="Att göra")).to_be_visible()


def test_two_people_see_each_other_write(page: Page, browser: Browser, house: House) -> None:
    with open_page(browser) as hers:
        hers.goto(f"{house.url}/som/{MIA}/kanal/C0OPEN")
        field = page.get_by_role("textbox", name="Skriv till")
        field.fill("halvskrivet")
        hers.get_by_role("textbox", name="Skriv till").fill("Hej Ina")
        hers.keyboard.press("Enter")

        expect(page.get_by_role("article")).to_contain_text("Hej Ina")
        expect(page.get_by_role("status")).to_have_text("Mia Lind: Hej Ina")
        expect(field).to_have_value("halvskrivet")


def test_typed_text_survives_what_others_do(page: Page, house: House) -> None:
    open_gallery(house, INA)
    title = page.get_by_role("textbox", name="Rubrik")
    title.press_sequentially("Halv")

    house.workspace.say(MIA, "C0OPEN", "Stör lite")
    expect(page.locator("#feed")).to_contain_text("Stör lite")

    expect(title).to_have_value("Halv")
    expect(title).to_be_focused()


def test_every_field_of_a_dialog_is_sent_from_the_page(page: Page, house: House) -> None:
    open_gallery(house, INA)
    dialog = page.get_by_role("dialog", name="Alla fält")
    dialog.get_by_label("Datum").fill("2027-04-15")
    dialog.get_by_label("Kontor").select_option("Habo")
    dialog.get_by_role("group", name="Kanaler").get_by_label("Aneby").check()
    dialog.get_by_role("group", name="Svar").get_by_label("Vetlanda").check()
    dialog.get_by_role("combobox", name="Projekt").press_sequentially("små")
    dialog.get_by_role("option", name="Små avlopp").click()
    dialog.get_by_role("button", name="Spara").click()

    expect(dialog).to_have_count(0)
    held = {block: fields["value"] for block, fields in house.heard.values.items()}
    assert held["date"]["selected_date"] == "2027-04-15"
    assert held["office"]["selected_option"]["value"] == "habo"
    assert [o["value"] for o in held["boxes"]["selected_options"]] == ["aneby"]
    assert held["radio"]["selected_option"]["value"] == "vetlanda"
    assert held["project"]["selected_option"]["value"] == "Små avlopp"


def test_choices_in_a_message_reach_the_bot(page: Page, house: House) -> None:
    client = WebClient(BOT_TOKEN, base_url=house.workspace.api_url)
    client.chat_postMessage(channel="C0OPEN", text="Alla", blocks=gallery.MESSAGE)
    message = page.get_by_role("article")
    office = message.get_by_role("combobox", name="Välj kontor")
    office.focus()
    office.select_option("Vetlanda")
    expect(office.locator("option[selected]")).to_have_text("Vetlanda")
    expect(office).to_be_focused()
    message.get_by_role("checkbox", name="Habo").check()
    message.get_by_label("Fler val").click()
    message.get_by_role("button", name="Ändra").click()
    message.get_by_role("button", name="Ställ in").last.click()
    page.get_by_role("dialog", name="Ta bort förslaget?").get_by_role(
        "button", name="Behåll"
    ).click()
    message.get_by_role("button", name="Ställ in").last.click()
    page.get_by_role("button", name="Ta bort").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    assert house.heard.until(lambda: len(house.heard.actions) == 4)
    assert [action["action_id"] for action in house.heard.actions] == [
        "office",
        "boxes",
        "menu",
        "cancel",
    ]
